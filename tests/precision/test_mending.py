"""Safe fixes of real lists: applied all at once, twice is once, and the page is else the same."""

import difflib
from pathlib import Path

import pytest
from gfm import render

from listcheck.case import Case
from listcheck.fixing import Fixed, Judged, fix
from listcheck.model import Catalog
from listcheck.readers import read
from listcheck.rules import judge
from listcheck.settings import Settings
from precision import CORPUS, lists

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real lists is not here")


def judged(path: str, data: bytes) -> Judged:
    found = judge(Case(Catalog((read(path, data),)), {}, Settings(offline=True)))
    return Judged({path: data}, found, tuple(one for one in found if one.fix and one.fix.safe))


def mended(path: Path) -> Fixed:
    first = judged(path.name, path.read_bytes())
    return fix(first, lambda texts: judged(path.name, texts[path.name]))


@pytest.mark.parametrize("path", lists(), ids=lambda path: path.name)
def test_the_page_is_the_same_but_for_the_edits(path: Path) -> None:
    """What GitHub shows differs in no more places than were edited."""
    done = mended(path)
    old, new = path.read_bytes(), done.judged.texts[path.name]
    if not done.mended:
        assert new == old
        return
    before, after = (render(text.decode("utf-8", "replace")).splitlines() for text in (old, new))
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    changes = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    edits = {edit.span for one in done.mended for edit in (one.fix.edits if one.fix else ())}
    assert 0 < len(changes) <= len(edits)
    assert not judged(path.name, new).wanted

"""What a user means by a word: the lives of a link, or of every link of an entry."""

import difflib
from collections.abc import Iterator, Sequence
from pathlib import Path

from listcheck import sources
from listcheck.errors import UserError
from listcheck.lives import Life, life
from listcheck.model import Document, Target
from listcheck.papers import parse
from listcheck.readers import read
from listcheck.settings import Settings
from listcheck.sources import Local
from listcheck.store import Store
from listcheck.strips import Told
from listcheck.text import clean
from listcheck.urls import identify

_NEAREST = 3


def found(what: str, names: Sequence[str], store: Store, chosen: Settings) -> list[Told]:
    """What is remembered of a link in any form, or of the entry of that name.

    Args:
        what: an address, owner/repo, an arXiv id, a DOI, or the name of an entry.
        names: the lists to look for entries in; by default those that a run would check.
        store: what is remembered.
        chosen: the settings.

    Raises:
        UserError: nothing, with what may have been meant.
    """
    forge = chosen.services.forge
    for address in _addresses(what.strip(), forge):
        if told := _told(address, identify(address, forge), store):
            return [told]
    documents = _documents(names, chosen)
    targets = dict(_of_entry(what, documents, forge))
    lives = [told for url, target in targets.items() if (told := _told(url, target, store))]
    if lives:
        return lives
    if targets:
        raise UserError(f"no link of {clean(what)} was ever asked", "listcheck verify asks")
    raise UserError(f"nothing is remembered of {clean(what)}", _nearest(what, documents, store))


def _addresses(what: str, forge: str) -> Iterator[str]:
    """The addresses that a word may mean."""
    paper = what[6:] if what.lower().startswith("arxiv:") else what
    if "://" in what:
        other = {"http": "https", "https": "http"}
        scheme, _, rest = what.partition("://")
        twin = f"{other.get(scheme, scheme)}://{rest}"
        yield from (what, f"{what}/", what.rstrip("/"), twin, f"{twin}/", twin.rstrip("/"))
        return
    if parse(paper):
        yield f"https://arxiv.org/abs/{paper}"
    if what.startswith("10.") and "/" in what:
        yield f"https://doi.org/{what}"
    if what.count("/") == 1:
        yield f"https://{forge}/{what}"
    if "." in what.partition("/")[0]:
        yield from _addresses(f"https://{what}", forge)


def _told(address: str, target: Target, store: Store) -> Told | None:
    seen = store.past(target.key) if not target.why_not else []
    found: Life | None = life(target.key, seen, target.part) or life(target.key, seen)
    return Told(address, found) if found else None


def _documents(names: Sequence[str], chosen: Settings) -> list[Document]:
    """The lists to look for entries in; those that nobody named need not be there."""
    try:
        listed = names or chosen.lists or (sources.default(Path()),)
        several = [one for name in listed for one in sources.located(name, chosen.services)]
    except UserError:
        if names:
            raise
        return []
    found = [one for one in several if isinstance(one, Local)]
    return [one.ready or read(one.path, one.data) for one in found]


def _of_entry(name: str, documents: Sequence[Document], forge: str) -> Iterator[tuple[str, Target]]:
    """The addresses of the entries of a name, however it is capitalised."""
    for document in documents:
        for entry in document.entries:
            if entry.name.casefold() == name.strip().casefold():
                yield from ((link.url, identify(link.target, forge)) for link in entry.links
                            if not link.is_image)  # fmt: skip


_OF_KEY = {"page": "", "repo": "https://github.com/", "paper": "https://arxiv.org/abs/"}


def _nearest(what: str, documents: Sequence[Document], store: Store) -> str:
    """What may have been meant, for people."""
    names = {entry.name.casefold(): entry.name for one in documents for entry in one.entries}
    for key in store.asked():
        kind, _, rest = key.partition(":")
        if kind in _OF_KEY:
            names |= {
                short.casefold(): _OF_KEY[kind] + rest for short in (rest, _OF_KEY[kind] + rest)
            }
    near = difflib.get_close_matches(what.strip().casefold(), names, n=_NEAREST)
    told = ", ".join(dict.fromkeys(clean(names[one], 120) for one in near))
    return (
        f"did you mean {told}?" if told else "name an address, owner/repo, an arXiv id or an entry"
    )

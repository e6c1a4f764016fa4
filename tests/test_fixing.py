"""The law of fixing: what was fixed is gone, nothing is new, and nothing else changes."""

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from listcheck.errors import UserError
from listcheck.fixing import Fixed, Judged, fix
from listcheck.model import Edit, Finding, Fix, Span

PATH = "a.md"


def finding(rule: str, start: int, end: int, text: str, *more: Edit) -> Finding:
    span = Span(PATH, start, end)
    edits = (Edit(span, text), *more)
    return Finding(rule, "warning", f"write {text}", span, fix=Fix(f"write {text}", edits))


def every(word: bytes, better: str, text: bytes) -> list[Finding]:
    """A rule: each `word` should be another."""
    found, at = [], text.find(word)
    while at >= 0:
        found.append(finding(word.decode(), at, at + len(word), better))
        at = text.find(word, at + 1)
    return found


def judged(text: bytes, words: Mapping[bytes, str]) -> Judged:
    findings = [one for word, better in words.items() for one in every(word, better, text)]
    findings.sort(key=lambda one: one.span.start)
    return Judged({PATH: text}, tuple(findings), tuple(findings))


def fixed(text: bytes, words: Mapping[bytes, str]) -> Fixed:
    return fix(judged(text, words), lambda texts: judged(texts[PATH], words))


def text_of(done: Fixed) -> bytes:
    return done.judged.texts[PATH]


def test_nothing_to_fix() -> None:
    done = fixed(b"all is well", {b"bad": "good"})
    assert (text_of(done), done.mended, done.left) == (b"all is well", (), ())


def test_everything_at_once() -> None:
    done = fixed(b"bad, bad and worse", {b"bad": "good", b"worse": "fine"})
    assert text_of(done) == b"good, good and fine"
    assert len(done.mended) == 3


def test_a_fix_that_brings_up_something_else_is_left() -> None:
    done = fixed(b"bad and ugly", {b"bad": "evil", b"ugly": "fair", b"evil": "x"})
    assert text_of(done) == b"bad and fair"
    assert [(one.finding.rule, one.why) for one in done.left] == [
        ("bad", "the text would not be better for it")
    ]


def test_a_fix_that_does_not_help_is_left() -> None:
    assert text_of(fixed(b"so bad", {b"bad": "bad bad"})) == b"so bad"


def test_one_bad_fix_among_many_costs_only_itself() -> None:
    text = b" ".join([b"bad"] * 20 + [b"sad"] + [b"bad"] * 20)
    done = fixed(text, {b"bad": "good", b"sad": "glum", b"glum": "x"})
    assert text_of(done) == text.replace(b"bad", b"good")
    assert len(done.mended) == 40


def test_who_wants_the_same_place_has_a_turn_in_the_next_round() -> None:
    """The count is right only after the row is mended."""

    def reading(text: bytes) -> Judged:
        found = [one._replace(severity="error") for one in every(b"row|", "row\nrow", text)]
        rows = text.count(b"row")
        if int(text[:1]) != rows:
            found.insert(0, finding("count", 0, 1, str(rows)))
        return Judged({PATH: text}, tuple(found), tuple(found))

    done = fix(reading(b"3 row|"), lambda texts: reading(texts[PATH]))
    assert text_of(done) == b"2 row\nrow"


def test_what_is_no_catalog_any_more_is_left() -> None:
    before = judged(b"bad", {b"bad": "good"})

    def again(texts: Mapping[str, bytes]) -> Judged:
        raise UserError("no catalog")

    done = fix(before, again)
    assert (done.judged, done.mended) == (before, ())


def test_an_address_that_nobody_saw_is_not_written() -> None:
    """Unless it stood in the text already, and nothing led to it."""
    words = {b"https:/a": "https://a", b"http://b": "https://c"}

    def reading(text: bytes) -> Judged:
        seen = judged(text, words)
        addresses = {"https://a", "https://c"} & {one.decode() for one in text.split()}
        return replace(seen, unseen=frozenset(addresses))

    done = fix(reading(b"https:/a http://b"), lambda texts: reading(texts[PATH]))
    assert text_of(done) == b"https://a http://b"


def test_only_what_is_wanted() -> None:
    words = {b"bad": "good", b"sad": "glad"}

    def reading(text: bytes) -> Judged:
        found = judged(text, words)
        return replace(found, wanted=tuple(one for one in found.findings if one.rule == "sad"))

    done = fix(reading(b"bad sad"), lambda texts: reading(texts[PATH]))
    assert text_of(done) == b"bad glad"


WORDS = {b"bad": "good", b"sad": "bad", b"aa": "a", b"xy": "yx", b"b b": "bb"}


@given(st.text("abdsxy ", max_size=40))
def test_the_law(text: str) -> None:
    """Whatever the rules say: fewer findings, none of the fixed, and twice is once."""
    before = judged(text.encode(), WORDS)
    done = fix(before, lambda texts: judged(texts[PATH], WORDS))
    after = judged(text_of(done), WORDS)
    assert after.findings == done.judged.findings
    assert len(after.findings) <= len(before.findings) - len(done.mended)
    if not done.mended:
        assert text_of(done) == text.encode()

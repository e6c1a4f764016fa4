"""Mutations of what a list says: dates, titles, counts."""

import random
import re
from collections.abc import Iterator

from listcheck import dates, papers
from listcheck.model import Claim, Edit
from mutations.evidence import own_month, own_title
from mutations.mutate import Ground, Mutation, pick, span

Month = tuple[int, int]
_FEWEST, _MOST = 2, 11  # months that a date is shifted by


def shifted_date(ground: Ground, rnd: random.Random) -> Mutation | None:
    """The month of an entry, some months off."""
    place = pick(rnd, _dated(ground))
    if place is None:
        return None
    claim, written = place
    months = rnd.randint(_FEWEST, _MOST) * rnd.choice((-1, 1))
    number = written[0] * 12 + written[1] - 1 + months
    month = (number // 12, number % 12 + 1)
    text = _with_month(claim.text, written, month)
    if text is None:
        return None
    return Mutation(
        "shift a date", (Edit(claim.span, text),), frozenset({"date-drift"}), (claim.span,),
    )  # fmt: skip


def _dated(ground: Ground) -> Iterator[tuple[Claim, Month]]:
    """The dates that bear the month of the id: of the others, nobody could know what they were."""
    for entry in ground.entries:
        keys, month = ground.case.keys(entry, "paper"), own_month(entry)
        number = papers.parse(keys[0].partition(":")[2]) if len(keys) == 1 else None
        plain = not _LAST.search(entry.claimed("date")[0].text) if month else False
        if number and month == number.month and plain:
            yield entry.claimed("date")[0], number.month


_LAST = re.compile(r"\b(?:29|30|31)\b")  # days that not every month has
_NAMES = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_LONG = """January February March April May June July August September October November
December""".split()


def _with_month(text: str, old: Month, new: Month) -> str | None:
    """A date with another month in the form of the old one, None where that is not plain."""
    for year, month in ((str(old[0]), _forms(old[1])), (str(old[0])[2:], _forms(old[1])[:1])):
        for form, name in zip(month, _forms(new[1]), strict=False):
            if text.count(year) == 1 and form in (rest := text.replace(year, "\0")):
                found = rest.replace(form, name, 1).replace("\0", str(new[0])[-len(year) :])
                return found if dates.month(found) == new else None
    return None


def _forms(month: int) -> list[str]:
    return [f"{month:02d}", _LONG[month - 1], _NAMES[month - 1], str(month)]


def misspelt_title(ground: Ground, rnd: random.Random) -> Mutation | None:
    """A letter of a title dropped, doubled, or in the place of its neighbour."""
    claims = (own_title(ground.case, entry) for entry in ground.entries)
    claim = pick(rnd, filter(None, claims))
    word = pick(rnd, _words(claim.text)) if claim else None
    if claim is None or word is None:
        return None
    text = claim.text
    for _ in range(rnd.choice((1, 1, 2))):
        text = _misspelt(text, word, rnd)
    if text == claim.text:
        return None
    return Mutation(
        "misspell a title", (Edit(claim.span, text),),
        frozenset({"title-drift"}), (claim.span,), also=frozenset({"same-id-two-titles"}),
    )  # fmt: skip


def _words(text: str) -> Iterator[tuple[int, int]]:
    """Where the long words of plain letters begin and end."""
    at = 0
    for word in text.split(" "):
        bare = word.rstrip(":,.")
        if len(bare) >= 6 and bare.isalpha() and bare.isascii():
            yield at, at + len(bare)
        at += len(word) + 1


def _misspelt(text: str, word: tuple[int, int], rnd: random.Random) -> str:
    at = rnd.randrange(word[0] + 1, word[1] - 2)
    one, other = text[at], text[at + 1]
    return text[:at] + rnd.choice((other, one + one + other, other + one)) + text[at + 2 :]


def wrong_count(ground: Ground, rnd: random.Random) -> Mutation | None:
    """A number of entries that nobody changed when an entry came or went."""
    right = [one for one in ground.document.counts if one.value == one.counted and one.value > 1]
    count = pick(rnd, right)
    if count is None or ground.bytes(count.span) != str(count.value).encode():
        return None
    edit = Edit(count.span, str(count.value + rnd.choice((-1, 1))))
    place = span(count.span.start, count.span.end, count.span)
    return Mutation("miscount", (edit,), frozenset({"count-drift"}), (place,))

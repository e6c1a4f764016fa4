"""A world in which everything that a list says is so.

Repositories are called what the list calls them and have the stars that it claims, papers bear the
titles and have the months that it writes, every page answers. What is still found there is what
the list itself proves: the findings before any mutation.
"""

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from builders import alive

from listcheck import dates, numerals, papers, repositories
from listcheck.case import Case, Place
from listcheck.model import Catalog, Claim, Document, Entry, Observation, Part, Signal

Month = tuple[int, int]


def truth(document: Document, titles: Mapping[str, str] | None = None) -> dict[str, Observation]:
    """An observation of everything that a list links.

    Args:
        document: the list as read.
        titles: the titles of papers that are known, by arXiv id; a title that the list writes goes
            before them.
    """
    case = Case(Catalog((document,)), {})
    said = _said(case, document)
    known = {f"paper:{name}": title for name, title in (titles or {}).items()}
    found: dict[str, Observation] = {}
    parts = _parts(case)
    for place in case.places:
        key, kind = place.target.key, place.target.kind
        if place.target.why_not or kind in ("anchor", "file", "other"):
            continue
        if key not in found:
            found[key] = alive(key, parts.get(key), **_facts(kind, place, said, known))
    return found


def _facts(
    kind: str, place: Place, said: Mapping[tuple[str, str], str], titles: Mapping[str, str]
) -> dict[str, object]:
    key = place.target.key
    if kind == "page":
        return {}
    if kind == "paper":
        title = said.get((key, "title")) or titles.get(key) or said.get((key, "row"), "Untitled")
        published = said.get((key, "published")) or _day(_of_id(key))
        return {"title": title, "summary": said.get((key, "text"), ""), "published": published}
    stars = numerals.parse(said.get((key, "stars"), ""))
    return {"canonical": written(place) or key[5:], "stars": stars.value if stars else None}


def written(place: Place) -> str:
    """A repository's name as the list writes it: keys are in small letters."""
    parts = urlsplit(place.target.address)
    found = repositories.address(parts.hostname or "", parts.path)
    return found.slug if found else ""


def _parts(case: Case) -> dict[str, dict[str, Part]]:
    """The parts of each question that the list links, all of which are there."""
    found: dict[str, dict[str, Part]] = {}
    for place in case.places:
        if place.target.part:
            found.setdefault(place.target.key, {})[place.target.part] = Part(Signal.ALIVE)
    return found


def _said(case: Case, document: Document) -> dict[tuple[str, str], str]:
    """What the list says of each question, by the kind of saying; the first one counts."""
    found: dict[tuple[str, str], str] = {}
    for entry in document.entries:
        for what, text in _of_entry(case, entry):
            found.setdefault(what, text)
    return found


def _of_entry(case: Case, entry: Entry) -> Iterator[tuple[tuple[str, str], str]]:
    papers_of = case.keys(entry, "paper")
    for key in papers_of:
        if claim := own_title(case, entry):
            yield (key, "title"), " ".join(claim.text.split())
        if len(papers_of) == 1 and (month := own_month(entry)):
            yield (key, "published"), _day(month)
        yield (key, "row"), " ".join((f"{entry.name}:", *entry.section[-1:], entry.name))
        yield (key, "text"), entry.text
    keys = case.keys(entry, "repository")
    for claim in entry.claimed("stars") if len(keys) == 1 else ():
        yield (keys[0], "stars"), claim.text


def own_title(case: Case, entry: Entry) -> Claim | None:
    """The only title that an entry writes, if it certainly is that of its only paper."""
    keys, claims = case.keys(entry, "paper"), entry.claimed("title")
    if len(keys) != 1 or len(claims) != 1:
        return None
    place = claims[0].span
    around = [link for link in entry.links if link.span.start <= place.start < link.span.end]
    return claims[0] if all(case.target(link).key == keys[0] for link in around) else None


def own_month(entry: Entry) -> Month | None:
    """The only month that an entry writes."""
    claims = entry.claimed("date")
    year, month = dates.month(claims[0].text) or (0, None) if len(claims) == 1 else (0, None)
    return (year, month) if month else None


def _of_id(key: str) -> Month | None:
    number = papers.parse(key.partition(":")[2])
    return number.month if number else None


def _day(month: Month | None) -> str:
    return "{}-{:02d}-15T00:00:00Z".format(*month) if month else ""

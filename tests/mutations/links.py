"""Mutations of where links lead: repositories, badges, ids, anchors, and their markup."""

import random
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from listcheck.case import Place, anchor
from listcheck.model import Edit, Entry, Link, Observation, Signal
from listcheck.repositories import star_badge
from listcheck.titles import compare
from mutations.evidence import own_title, written
from mutations.mutate import Ground, Mutation, pick, span


def renamed_repository(ground: Ground, rnd: random.Random) -> Mutation | None:
    """The list writes the name that a repository had before, in all its links."""
    place = pick(rnd, filter(lambda one: _is_whole(ground, one), ground.case.places))
    if place is None:
        return None
    name = written(place)
    owner, _, last = name.partition("/")
    old = rnd.choice((f"{owner}/{last}-old", f"{owner}-lab/{last}"))
    edits = tuple(dict.fromkeys(_instead(link, name, old) for link in _named(ground, place)))
    seen = ground.evidence[place.target.key]._replace(key=f"repo:{old.lower()}")
    return Mutation(
        "rename a repository", edits, frozenset({"repo-renamed"}), (place.link.place,),
        evidence={seen.key: seen},
    )  # fmt: skip


def _named(ground: Ground, place: Place) -> list[Link]:
    return [
        link for link in ground.document.links if ground.case.target(link).key == place.target.key
    ]


def _is_whole(ground: Ground, place: Place) -> bool:
    """Whether it is a repository that all links call by one and the same name."""
    if place.target.kind != "repository" or place.target.why_not or not written(place):
        return False
    links, name = _named(ground, place), written(place)
    return all(_is_once(link.url, name) and ground.is_clean(link.span) for link in links)


def _is_once(url: str, name: str) -> bool:
    return len(re.findall(rf"(?<=[/=]){re.escape(name)}(?=$|[/?#&.])", url)) == 1


def _instead(link: Link, old: str, new: str) -> Edit:
    """Only the name is written anew: the rest may hold bytes of any kind."""
    return Edit(link.at, link.url.replace(old, new, 1))


def wrong_badge(ground: Ground, rnd: random.Random) -> Mutation | None:
    """A star badge that was copied with its row, and names another repository."""
    badge = pick(rnd, _badges(ground))
    names = {name for _, _, name in _badges(ground)}
    if badge is None:
        return None
    entry, link, name = badge
    own = set(ground.case.keys(entry, "repository"))
    other = pick(rnd, sorted(one for one in names if f"repo:{one.lower()}" not in own))
    if other is None:
        return None
    edit = _instead(link, name, other)
    return Mutation("break a badge", (edit,), frozenset({"badge-mismatch"}), (link.place,))


def _badges(ground: Ground) -> Iterator[tuple[Entry, Link, str]]:
    for entry in ground.entries:
        for link in entry.links:
            if link.is_image and "shields.io" in link.target and link.syntax != "reference":
                parts = urlsplit(ground.case.target(link).address)
                found = star_badge(parts.hostname or "", parts.path)
                keys = ground.case.keys(entry, "repository")
                if found and f"repo:{found.slug.lower()}" in keys and found.slug in link.url:
                    yield entry, link, found.slug


# The same row may stand elsewhere, and a link's text may bear the id.
_WRONG_ID = frozenset({"title-mismatch", "same-id-two-titles", "label-url-mismatch"})


def swapped_ids(ground: Ground, rnd: random.Random) -> Mutation | None:
    """Two papers with written titles bear each other's id."""
    return _swapped(ground, rnd, "swap two ids", titled=True)


def swapped_nameless_ids(ground: Ground, rnd: random.Random) -> Mutation | None:
    """The same of entries that bear a method's name only; the titles of the papers are known."""
    return _swapped(ground, rnd, "swap two ids without titles", titled=False)


def _swapped(ground: Ground, rnd: random.Random, kind: str, *, titled: bool) -> Mutation | None:
    works = [work for entry in ground.entries for work in _work(ground, entry, titled=titled)]
    if len(works) < 2:
        return None
    (one, first), (other, second) = rnd.sample(works, 2)
    titles = [ground.evidence[key].facts.title or "" for key in (first, second)]
    if first == second or compare(titles[0], (titles[1],)).likeness not in ("foreign", "unclear"):
        return None
    edits = (*_with_id(ground, one, first, second), *_with_id(ground, other, second, first))
    return Mutation(
        kind, edits, _WRONG_ID, (one.span, other.span),
        evidence=_with_all_versions(ground, first, second),
    )  # fmt: skip


def _with_all_versions(ground: Ground, *keys: str) -> dict[str, Observation]:
    """Each of two papers has the versions that the list links of the other."""
    seen = [ground.evidence[key] for key in keys]
    parts = {name: part for one in seen for name, part in one.parts.items()}
    return {one.key: one._replace(parts=parts) for one in seen}


def _work(ground: Ground, entry: Entry, *, titled: bool) -> Iterator[tuple[Entry, str]]:
    """An entry of one paper, of which something is known."""
    keys = ground.case.keys(entry, "paper")
    if titled:
        told = own_title(ground.case, entry) is not None
    else:
        told = len(keys) == 1 and keys[0] in ground.known and not entry.claimed("title")
    if told and _with_id(ground, entry, keys[0], keys[0]):
        yield entry, keys[0]


def _with_id(ground: Ground, entry: Entry, key: str, new: str) -> tuple[Edit, ...]:
    old, number = key.partition(":")[2], new.partition(":")[2]
    links = [link for link in entry.links if ground.case.target(link).key == key]
    if any(link.url.count(old) != 1 or link.syntax == "reference" for link in links):
        return ()
    return tuple(dict.fromkeys(_instead(link, old, number) for link in links))


def dead_anchor(ground: Ground, rnd: random.Random) -> Mutation | None:
    """A letter or a hyphen too few or too many in the name of a heading."""
    link = pick(rnd, filter(lambda one: _is_anchor(ground, one), ground.links))
    if link is None:
        return None
    name = anchor(link)
    at = rnd.randrange(len(name))
    new = rnd.choice((name[:at] + name[at + 1 :], name[:at] + name[at] + name[at:]))
    known = {one.casefold() for one in ground.document.anchors}
    if new.casefold() in known or not new.strip("-"):
        return None
    edit = Edit(link.at, link.url.replace(name, new))
    return Mutation("miss an anchor", (edit,), frozenset({"broken-anchor"}), (link.place,))


def _is_anchor(ground: Ground, link: Link) -> bool:
    """Whether a link leads to a heading that its address names letter by letter."""
    if ground.case.target(link).kind != "anchor" or link.syntax == "reference":
        return False
    name, slugs = anchor(link), {heading.slug for heading in ground.document.headings}
    return len(name) > 2 and link.url == f"#{name}" and name in slugs


_BEHIND = {
    "gap": (b"](", b"] ("),
    "slash": (b"://", b":/"),
    "blank": (b"://", b":// "),
    "parenthesis": (b")", b""),
}


def broken_markup(ground: Ground, rnd: random.Random) -> Mutation | None:
    """A blank too many, a slash or a parenthesis too few."""
    link = pick(rnd, filter(lambda one: _is_plain(ground, one), ground.links))
    how = rnd.choice(sorted(_BEHIND))
    if link is None:
        return None
    old, new = _BEHIND[how]
    data = ground.bytes(link.span)
    at = link.span.start + (data.rindex(old) if how in ("gap", "parenthesis") else data.index(old))
    edit = Edit(span(at, at + len(old), link.span), new.decode())
    # What is no link any more is none of its entry's, whose badge may stand alone then.
    return Mutation(
        "break markup", (edit,), frozenset({"broken-markup"}), (link.span,),
        also=frozenset({"badge-mismatch"}),
    )  # fmt: skip


def _is_plain(ground: Ground, link: Link) -> bool:
    data = ground.bytes(link.span)
    plain = link.syntax == "inline" and data.count(b"](") == 1 and data.count(b"://") == 1
    seen = ground.evidence.get(ground.case.target(link).key)
    return plain and data.endswith(b")") and seen is not None and seen.signal is Signal.ALIVE

"""One work that several sections list becomes one entry."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from listcheck.catalog.drafts import Draft, Path
from listcheck.catalog.models import Named
from listcheck.names import key

_Key: TypeAlias = tuple[str, ...]
_SINGLE = ("title", "date", "venue", "paper", "project", "code_status")
_MANY = ("arxiv", "code", "blog", "models", "links")


def merged(drafts: Sequence[Draft], slugs: Mapping[Path, str]) -> list[Draft]:
    """The drafts, those of the same work in several sections joined with the first of them."""
    kept: list[Draft] = []
    by_key: dict[_Key, list[Draft]] = {}
    for draft in drafts:
        slug = slugs[draft.section]
        first = next(
            (
                one
                for name in _keys(draft)
                for one in by_key.get(name, ())
                if slug not in (slugs[one.section], *one.also_in) and _alike(one, draft)
            ),
            None,
        )
        if first is not None:
            _join(first, draft, slug)
            continue
        kept.append(draft)
        for name in _keys(draft):
            by_key.setdefault(name, []).append(draft)
    return kept


def _keys(draft: Draft) -> Iterable[_Key]:
    """What two drafts of one work have in common: the papers, or else the code and the name."""
    if draft.arxiv:
        yield ("papers", *sorted(draft.arxiv))
        return
    for code in draft.code:
        yield ("code", code.repository.lower(), code.path, key(draft.name))
    for url in (draft.paper, draft.project, *draft.blog, *(link.url for link in draft.links)):
        if url and not draft.code:
            yield ("url", url, key(draft.name))


def _alike(one: Draft, other: Draft) -> bool:
    """Whether two drafts are one work: the same id alone may be a mistake of the list."""
    names = {key(name) for name in (one.name, one.label, *one.aliases) if name}
    return (
        bool(names & {key(name) for name in (other.name, other.label, *other.aliases) if name})
        or bool(one.title and key(one.title) == key(other.title))
        or bool({code.repository for code in one.code} & {code.repository for code in other.code})
    )


def _join(first: Draft, other: Draft, slug: str) -> None:
    """Take over what another section says more; what it says otherwise a human has to see."""
    first.also_in.append(slug)
    for name in (other.name, *other.aliases):
        if key(name) not in map(key, (first.name, *first.aliases)):
            first.call(name)
    for field in _MANY:
        own = getattr(first, field)
        own += [each for each in getattr(other, field) if each not in own]
    for field in _SINGLE:
        _take(first, slug, field, getattr(first, field), getattr(other, field))
    _organisations(first, other, slug)
    _told(first, other, slug)


def _told(first: Draft, other: Draft, slug: str) -> None:
    for text in other.notes:
        first.remark(text)
    for title, text in other.details.items():
        known = first.details.setdefault(title, text)
        if known != text:
            first.review.append(f"Listed in {slug} too, with {title}: {text}")
    for name, judgement in other.criteria.items():
        first.criteria.setdefault(name, judgement)


def _take(first: Draft, slug: str, field: str, own: str, other: str) -> None:
    if not own:
        setattr(first, field, other)
    elif other != own and other.startswith("http"):
        first.links.append(Named(label=f"{field} (2)", url=other))
    elif other and key(own) != key(other):
        first.review.append(f"Listed in {slug} too, with the {field} {other}.")


def _organisations(first: Draft, other: Draft, slug: str) -> None:
    if not first.organisations:
        first.organisations = other.organisations
    elif other.organisations and other.organisations != first.organisations:
        names = " / ".join(other.organisations)
        first.review.append(f"Listed in {slug} too, with the organisations {names}.")

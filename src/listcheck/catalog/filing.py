"""The links of an entry, each in the field that is meant for it."""

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from listcheck import repositories
from listcheck.catalog.drafts import Draft, Unplaced
from listcheck.catalog.markdown import destination
from listcheck.catalog.models import Code, Named
from listcheck.catalog.plaintext import line as one_line
from listcheck.model import Link, Role
from listcheck.urls import host_of, identify, normalise

# Names of the branch that a repository shows by itself; a path on another one is another file.
_DEFAULT_BRANCHES = frozenset({"main", "master", "HEAD"})
_ARXIV_HOSTS = frozenset({"arxiv.org", "www.arxiv.org"})


def file_links(draft: Draft, links: Iterable[Link], line: int) -> Iterator[Unplaced]:
    """Put links into the fields of a draft; what has no place there is told."""
    links = tuple(links)
    by_url: dict[str, list[Link]] = {}
    for link in links:
        if not link.is_image:
            by_url.setdefault(destination(link.target), []).append(link)
    names = (draft.name, draft.label)
    for url, same in by_url.items():
        link = next((one for one in same if one.text and one.text not in names), same[0])
        if normalise(url) is None:
            yield Unplaced(line, link.url, "no address of the web")
        else:
            _file(draft, link, url)
    yield from _badges(draft, links, line)


def _file(draft: Draft, link: Link, url: str) -> None:
    if not (_paper(draft, url) or _repository(draft, link, url) or _by_role(draft, link, url)):
        label = one_line(link.text) or host_of(url)
        if url not in (other.url for other in draft.links):
            draft.links.append(Named(label=label, url=url))


def _paper(draft: Draft, url: str) -> bool:
    target = identify(url)
    if target.kind != "paper" or target.refused:
        return False
    number = target.key.removeprefix("paper:") + target.part
    if number not in draft.arxiv:
        draft.arxiv.append(number)
    return host_of(url) in _ARXIV_HOSTS  # a mirror's page stays a link, too


def _repository(draft: Draft, link: Link, url: str) -> bool:
    """Code: a repository, or a folder on its default branch; anything else of it is a link."""
    if link.role is not Role.CODE or host_of(url) not in ("github.com", "www.github.com"):
        return False
    found = repositories.address("github.com", urlsplit(url).path)
    if not found or not found.name or found.why_not:
        return False
    branch, _, path = found.part.removeprefix("path:").partition("/")
    folder = "/tree/" in url and branch in _DEFAULT_BRANCHES and bool(path)
    if found.part and not folder:
        return False
    _code(draft, found.slug, path.rstrip("/") if folder else "")
    return not (urlsplit(url).query or urlsplit(url).fragment)


def _code(draft: Draft, name: str, path: str = "") -> None:
    known = {(code.repository.lower(), code.path) for code in draft.code}
    if (name.lower(), path) not in known:
        draft.code.append(Code(repository=name, path=path) if path else Code(repository=name))


def _by_role(draft: Draft, link: Link, url: str) -> bool:
    many = {Role.BLOG: draft.blog, Role.MODEL: draft.models}.get(link.role)
    many = {"blog": draft.blog, "model": draft.models}.get(link.text, many)
    if many is not None:
        many += [url] if url not in many else []
        return True
    one = {Role.PAPER: "paper", Role.PROJECT: "project"}.get(link.role)
    if (
        one is None
        or getattr(draft, one) not in ("", url)
        or (one == "paper" and identify(url).kind == "paper")
    ):
        return False
    setattr(draft, one, url)
    return True


def _badges(draft: Draft, links: Iterable[Link], line: int) -> Iterator[Unplaced]:
    """The repository of a star badge is the entry's code where nothing else is."""
    for link in links:
        parts = urlsplit(link.target)
        found = repositories.star_badge(host_of(link.target), parts.path) if link.is_image else None
        if found is None or found.why_not:
            continue
        if not draft.code:
            _code(draft, found.slug)
        elif found.slug.lower() not in (code.repository.lower() for code in draft.code):
            yield Unplaced(line, link.url, "a badge of a repository that the entry does not link")

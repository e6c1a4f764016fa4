"""What a link's text says that the link leads to: a paper, a repository, an address."""

import re
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from listcheck import papers, repositories
from listcheck.model import Target
from listcheck.patterns import lazy_compile
from listcheck.urls import identify, site

# A number with a dot, or archive/number, that stands alone; DOIs have numbers of their own.
_ID = re.compile(
    r"(?<![\w.-])(?:\d{4}\.\d{4,5}|[a-z-]{2,8}(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?(?![\w-]|\.\d)",
    re.ASCII,
)
_NUMBER = re.compile(r"[./]\d{4}", re.ASCII)  # every id has it in it
_DOI = re.compile(r"10\.(?!48550/)\d{4,9}/\S+", re.ASCII)
_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.|arxiv[.:_]", re.IGNORECASE | re.ASCII)
_SLUG = re.compile(
    r"(?:github(?:\.com)?\s*[:/]\s*)?@?([A-Za-z0-9][\w-]*)/([\w.-]+?)(?:\.git)?/?", re.ASCII
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.ASCII | re.IGNORECASE)
_NAKED = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,12}/\S+", re.ASCII | re.IGNORECASE)
_CUT = lazy_compile(r"(?:…|\.{2,})\Z")
_KNOWN = ("repository", "repository-path", "paper")
# They stand for an address that looks like nothing of theirs.
_RESOLVERS = frozenset(
    """doi.org dx.doi.org hdl.handle.net bit.ly t.co goo.gl g.co tinyurl.com aka.ms git.io youtu.be
    lnkd.in purl.org w3id.org""".split()
)


def may_name(text: str) -> bool:
    """Whether a text can hold an address, an id or a repository: all of them have such a mark."""
    return "/" in text or "." in text


def ids(text: str) -> frozenset[str]:
    """The arXiv ids in a text, without versions."""
    if not _NUMBER.search(text):
        return frozenset()
    plain = _ARXIV_DOI.sub(" ", _DOI.sub(" ", text))
    found = (papers.parse(one) for one in _ID.findall(plain))
    return frozenset(one.number for one in found if one)


def repository(text: str) -> str:
    """The `owner/name` that a text consists of, in small letters, "" if it is none."""
    found = _SLUG.fullmatch(text.strip()) if "/" in text else None
    if not found or not repositories.is_name(*found.groups()):
        return ""
    return "/".join(found.groups()).lower()


def address(text: str, forge: str) -> Target | None:
    """The web address that a text consists of; without a scheme only what is sure to be one."""
    text = text.strip().rstrip(",;")
    if _ADDRESS.fullmatch(text):
        return identify(text if "://" in text else f"http://{text}", forge)
    if "/" in text and _NAKED.fullmatch(text):
        found = identify(f"https://{text}", forge)
        return found if found.kind in _KNOWN else None
    return None


def same_address(text: str, target: str) -> bool:
    """Whether an address as shown may be the one that a link leads to.

    Scheme, `www.`, case, the final slash, fragments and queries that name nothing do not count, nor
    what is cut off or goes deeper; what is inside the other (archives, proxies), a bare host of one
    site, and services that only resolve may lead anywhere.
    """
    text = text.strip().rstrip(",;")
    shown, real = _bare(_CUT.sub("", text)), _bare(target)
    host, other = shown.partition("/")[0], real.partition("/")[0]
    if host == other and _differ(_named(text), _named(target)):
        return False
    return (
        _inside(*sorted((shown, real), key=len))
        or bool(_CUT.search(text) and real.startswith(shown))
        or not _RESOLVERS.isdisjoint((host, other))
        or ("/" not in shown and site(host) == site(other))
        or _of_pages(shown) == real
        or _of_pages(real) == shown
    )


def _inside(short: str, long: str) -> bool:
    return re.search(rf"(?:\A|[/.=]){re.escape(short)}(?:\Z|[/?#&])", long) is not None


def _bare(url: str) -> str:
    parts = _parts(url)
    path = re.sub(r"/(?:index\.html?)?\Z", "", unquote(parts.path))
    return f"{parts.netloc.lower().removeprefix('www.')}{path.lower()}"


def _parts(url: str) -> SplitResult:
    try:
        return urlsplit(url if "://" in url else f"http://{url}")
    except ValueError:
        return SplitResult("", "", url, "", "")


def _named(url: str) -> dict[str, str]:
    """The parameters that say which page it is."""
    return {key: value for key, value in parse_qsl(_parts(url).query) if key in ("id", "v")}


def _differ(one: dict[str, str], other: dict[str, str]) -> bool:
    return any(one[name] != other[name] for name in one.keys() & other.keys())


def _of_pages(bare: str) -> str:
    """The repository behind a page of GitHub Pages."""
    host, _, path = bare.partition("/")
    owner = host.removesuffix(".github.io")
    return f"github.com/{owner}/{path or host}" if owner != host else ""

"""Addresses: their normal form, and the identity behind them.

Identity comes before address: the many links of one paper or one repository are one question.
"""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from listcheck import identities, papers, repositories
from listcheck.model import Target, TargetKind
from listcheck.patterns import lazy_compile

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_KEEP = "%/:?#[]@!$&'()*+,;=~-._|"  # what a browser sends as it stands
_SILENT = frozenset({"mailto", "tel", "sms", "data", "blob", "irc", "ircs", "magnet", "vscode"})
_WEB = frozenset({"http", "https"})
_LONGEST = 8_000  # characters; servers answer 414 at 8 kB (RFC 9110, 4.1)

_BADGE_HOSTS = frozenset({"img.shields.io", "badgen.net", "badge.fury.io", "awesome.re"})


# An address that is in normal form already, as nearly all are; the long way comes to the same.
_NORMAL = re.compile(
    r"https?://(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,4}[a-z]{2,24}"
    r"(?::(?:[1-9][0-9]{3}|[1-5][0-9]{4}))?/[A-Za-z0-9._~/=&,+-]{0,999}"
    r"(?:\?[A-Za-z0-9._~/=&,+-]{1,999})?",
    re.ASCII,
)


def normalise(url: str) -> str | None:
    """The form of a web address that is sent: ASCII, lower-case host, no user, no fragment.

    Returns:
        None if no request can be made of it (no host, a bad port, a name outside IDNA).
    """
    if "/." not in url and _NORMAL.fullmatch(url):
        return url
    try:
        parts = urlsplit(_printable(url))
        host = _host(parts.hostname or "")
        port = parts.port
    except (ValueError, UnicodeError):  # idna.IDNAError is a UnicodeError
        return None
    if not host or parts.scheme not in _WEB:
        return None
    default = {"http": 80, "https": 443}[parts.scheme]
    netloc = host if port in (None, default) else f"{host}:{port}"
    path = _undotted(quote(parts.path, safe=_KEEP, errors="replace") or "/")
    query = quote(parts.query, safe=_KEEP, errors="replace")
    address = urlunsplit(SplitResult(parts.scheme, netloc, path, query, ""))
    return address if len(address) <= _LONGEST else None


_DOTS = frozenset({".", ".."})


def _undotted(path: str) -> str:
    """A path whose dot segments are gone, as browsers send it (RFC 3986, 5.2.4)."""
    pieces = path.split("/")[1:]
    dots = [piece.lower().replace("%2e", ".") for piece in pieces]
    if _DOTS.isdisjoint(dots):
        return path
    kept: list[str] = []
    for piece, dot in zip(pieces, dots, strict=True):
        if dot == "..":
            del kept[-1:]
        elif dot != ".":
            kept.append(piece)
    return "/" + "/".join([*kept, ""] if dots[-1] in _DOTS else kept)


def _printable(url: str) -> str:
    """Without the characters that a browser removes: controls and outer blanks."""
    return "".join(character for character in url.strip() if character >= " ")


def _host(name: str) -> str:
    if ":" in name:
        return f"[{name.lower()}]"
    if not name.isascii():
        name = _ascii(name)
    name = name.lower().rstrip(".")  # now: other scripts have dots of their own
    labels = name.split(".")
    if any(not label or len(label) > 63 for label in labels) or len(name) > 253:
        raise ValueError
    if re.search(r"[^a-z0-9._-]", name):
        raise ValueError
    return name


def _ascii(name: str) -> str:
    """A host name in Punycode: by IDNA 2008, else as browsers do, which also take emoji."""
    import idna  # noqa: PLC0415  (few names need it)

    try:
        return idna.encode(name, uts46=True).decode("ascii")
    except idna.IDNAError:
        mapped = idna.uts46_remap(name, std3_rules=False)
        return ".".join(map(_label, mapped.split(".")))


def _label(label: str) -> str:
    import idna  # noqa: PLC0415  (as above)

    # So/Sk/Cf: pictures, their skins and joiners; anything else that IDNA refuses stays refused.
    if any(unicodedata.category(one) in _PICTURES for one in label):
        rest = "".join(one for one in label if unicodedata.category(one) not in _PICTURES)
        if not rest or idna.alabel(rest):
            return "xn--" + label.encode("punycode").decode("ascii")
    return idna.alabel(label).decode("ascii") if label else ""


_PICTURES = frozenset({"So", "Sk", "Mn", "Cf"})


# Host and path of an address in normal form; `urlsplit` takes ten times as long for the same.
_PLACE = re.compile(r"https?://([a-z0-9.-]+)(?::[0-9]+)?(/[^?#]*)", re.ASCII)


@lru_cache(maxsize=1 << 12)
def host_of(url: str) -> str:
    """The host of an address in lower case, "" if it has none."""
    if place := _PLACE.match(url):
        return place[1]
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def join(base: str, location: str) -> str | None:
    """The next hop of a redirect as it is asked, None if it leads to nothing that can be asked.

    An empty query stays: `/x?` is another page than `/x` wherever one leads to the other.
    """
    try:
        url = urljoin(base, _location(base, location.strip()))
        address = normalise(url)
    except ValueError:
        return None
    is_bare = address is not None and "?" not in address and "?" in location.partition("#")[0]
    return f"{address}?" if is_bare else address


_PATH_END = lazy_compile(r"[?#]")
_WEB_SCHEME = lazy_compile(r"(https?):(/*)", re.IGNORECASE)


def _location(base: str, location: str) -> str:
    """A Location as browsers read it (https://url.spec.whatwg.org/#url-parsing).

    Backslashes are slashes, and slashes before a host may be too many or missing; but what has
    fewer than two after the scheme that its base has, too, is relative.
    """
    path = _PATH_END.split(location, maxsplit=1)[0]
    location = path.replace("\\", "/") + location[len(path) :]
    web = _WEB_SCHEME.match(location)
    if not web:
        return f"//{_authority(location.lstrip('/'))}" if location.startswith("//") else location
    rest = location[web.end() :]
    if len(web[2]) < 2 and base.lower().startswith(f"{web[1].lower()}:"):
        return web[2] + rest
    return f"{web[1]}://{_authority(rest)}"


def _authority(rest: str) -> str:
    if rest[:1] in ("", "?", "#"):
        raise ValueError("no host")
    return rest


# Fragments that name no place in a page's text: a line, a page, a time, a route of an app, a text.
_NO_PLACE = lazy_compile(
    r"[!/?:]|L[0-9]+(?:C[0-9]+)?(?:-L?[0-9]+(?:C[0-9]+)?)?$|top$|[^#]*(?:=|:~:)|$", re.IGNORECASE
)


def fragment(target: str) -> str:
    """The place in a page that an address names, with its `#`; empty if it names none."""
    name = target.partition("#")[2]
    return "" if _NO_PLACE.match(name) else f"#{name}"


def scheme_of(location: str) -> str:
    """The scheme that an address names, in lower case, "" if it names none."""
    scheme = _SCHEME.match(location.strip())
    return scheme[1].lower() if scheme else ""


def within(base: str, location: str) -> str | None:
    """The next hop of a redirect that must not leave the origin of `base`, None if it would."""
    try:
        url = urljoin(base, location)
        same = urlsplit(url)[:2] == urlsplit(base)[:2]
    except ValueError:
        return None
    return url if same and location and " " not in location else None


# Sites under which unrelated people have names: two of them are not one site. The long list is
# https://publicsuffix.org; these are the ones that lists of papers and code link to.
_SHARED = frozenset(
    """github.io gitlab.io netlify.app vercel.app pages.dev web.app firebaseapp.com herokuapp.com
    readthedocs.io readthedocs.org blogspot.com wordpress.com medium.com substack.com notion.site
    hf.space azurewebsites.net amazonaws.com cloudfront.net sites.google.com github.com
    co.uk ac.uk org.uk gov.uk com.cn edu.cn org.cn ac.cn co.jp ac.jp or.jp go.jp co.kr ac.kr
    com.au edu.au org.au com.br edu.tw com.tw edu.hk com.hk edu.sg com.sg ac.in co.in edu.in
    ac.il co.il ac.nz co.nz ac.za co.za com.tr edu.tr ac.at""".split()
)


def site(host: str) -> str:
    """The part of a host name that one party controls: `a.b.example.org` gives `example.org`."""
    labels = host.lower().removeprefix("www.").split(".")
    kept = 3 if ".".join(labels[-2:]) in _SHARED else 2
    return ".".join(labels[-kept:])


@lru_cache(maxsize=1 << 16)
def identify(target: str, forge: str = "github.com") -> Target:
    """What an address asks for. Pure: nothing is looked up.

    Args:
        target: a link's destination as a browser reads it.
        forge: the host of the GitHub server in use.
    """
    target = target.strip()
    if target.startswith(("https://", "http://")):
        return _web(target, forge)
    if target.startswith("#") or not target:
        return Target("anchor", f"anchor:{target}", why_not="in the document itself")
    if target.startswith("//"):
        target = "https:" + target
    scheme = _SCHEME.match(target)
    if not scheme:
        return Target("file", f"file:{target}", why_not="in the list's own repository")
    name = scheme[1].lower()
    if name in _SILENT:
        return Target("other", target, why_not=f"not a web address ({name}:)")
    if name not in _WEB:
        return Target("other", target, why_not=f"not a web address ({name}:)", refused=True)
    return _web(target, forge)


def _web(target: str, forge: str) -> Target:
    address = normalise(target)
    if address is None:
        why_not = "no request can be made of this address"
        return Target("page", f"page:{target}", why_not=why_not, refused=True)
    host, path = _place(address)
    return (
        _paper(host, path, address)
        or _repository(host, path, address, forge)
        or _badge(host, address)
        or _known(host, path, address)
        or Target("page", f"page:{address}", address)
    )


def _place(address: str) -> tuple[str, str]:
    """Host and path of an address in normal form."""
    if place := _PLACE.match(address):
        return place[1], place[2]
    parts = urlsplit(address)
    return parts.hostname or "", parts.path


def _paper(host: str, path: str, address: str) -> Target | None:
    found = papers.address(host, path)
    if not found:
        return None
    if found.id is None:
        why_not = "not an arXiv id"
        return Target("paper", f"paper:{found.written}", address, why_not=why_not, refused=True)
    key = f"paper:{found.id.number}"
    if found.inside:
        return Target(
            "other", f"{key}#{found.inside}", address, why_not="a file within an arXiv page"
        )
    return Target("paper", key, address, f"v{found.id.version}" if found.id.version else "")


def _repository(host: str, path: str, address: str, forge: str) -> Target | None:
    found = repositories.address(host, path, forge)
    if not found:
        return None
    if found.why_not:
        return Target("repository", f"repo:{found.slug}", address, "", found.why_not, refused=True)
    if not found.name:
        return Target("page", f"owner:{found.owner.lower()}", address)
    kind: TargetKind = "repository-path" if found.part else "repository"
    return Target(kind, f"repo:{found.slug.lower()}", address, found.part)


def _known(host: str, path: str, address: str) -> Target | None:
    """What a service's own record answers for."""
    found = identities.identity(host, path, address.partition("?")[2])
    return Target("page", found.key, address, found.part) if found else None


def _badge(host: str, address: str) -> Target | None:
    if host not in _BADGE_HOSTS:
        return None
    return Target("other", f"badge:{address}", address, why_not="a badge: its address says it all")

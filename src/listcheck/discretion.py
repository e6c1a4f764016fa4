"""Which addresses of a list a third party may be told."""

from urllib.parse import parse_qsl, urlsplit

from listcheck.patterns import lazy_compile
from listcheck.urls import host_of

# Names that no public name server answers for: RFC 6761, RFC 6762, RFC 8375, and what people use.
_PRIVATE = ("localhost", "local", "internal", "intranet", "lan", "home", "corp", "home.arpa")
ARCHIVES = frozenset(
    """web.archive.org archive.org archive.softwareheritage.org archive.today archive.ph archive.is
    perma.cc webcache.googleusercontent.com""".split()
)
# Words in the names of parameters that let in whoever has them.
_SECRETS = frozenset(
    """apikey auth authkey code credential jsessionid jwt key passwd password phpsessid pwd
    resourcekey secret session sessionid sig signature token""".split()
)
_WORDS = lazy_compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def may_be_told(address: str) -> bool:
    """Whether archives may be told an address: nothing internal, no secret in it, and no copy."""
    try:
        parts = urlsplit(address)
        given = "&".join((parts.path.partition(";")[2], parts.query, parts.fragment))
        pairs = parse_qsl(given.replace(";", "&"), keep_blank_values=True)
        port = parts.port
    except ValueError:
        return False
    named = {word.lower() for name, _ in pairs for word in (name, *_WORDS.findall(name))}
    host = host_of(address).rstrip(".")
    if host in ARCHIVES:
        return False
    top = host.rpartition(".")[2]
    numeric = top.isdigit() or ":" in host or host.startswith("[")
    inside = any(host == name or host.endswith(f".{name}") for name in _PRIVATE)
    plain = parts.username is None and port is None and not named & _SECRETS
    return "." in host and not numeric and not inside and plain

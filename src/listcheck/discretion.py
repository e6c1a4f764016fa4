"""Which addresses of a list a third party may be told."""

from urllib.parse import parse_qsl, urlsplit

from listcheck.urls import host_of

# Names that no public name server answers for: RFC 6761, RFC 6762, RFC 8375, and what people use.
_PRIVATE = ("localhost", "local", "internal", "intranet", "lan", "home", "corp", "home.arpa")
ARCHIVES = frozenset(
    """web.archive.org archive.org archive.softwareheritage.org archive.today archive.ph archive.is
    perma.cc webcache.googleusercontent.com""".split()
)
# Parameters that let in whoever has them.
_SECRETS = frozenset(
    """access_token api_key apikey auth authkey code credential jwt key password passwd pwd secret
    session sessionid sig signature token x-amz-signature x-amz-credential x-amz-security-token
    x-goog-signature x-goog-credential""".split()
)


def may_be_told(address: str) -> bool:
    """Whether archives may be told an address: nothing internal, no secret in it, and no copy."""
    try:
        parts = urlsplit(address)
        named = {name.lower() for name, _ in parse_qsl(parts.query, keep_blank_values=True)}
        port = parts.port
    except ValueError:
        return False
    host = host_of(address)
    if host in ARCHIVES:
        return False
    top = host.rpartition(".")[2]
    numeric = top.isdigit() or ":" in host or host.startswith("[")
    inside = any(host == name or host.endswith(f".{name}") for name in _PRIVATE)
    plain = parts.username is None and port is None and not named & _SECRETS
    return "." in host and not numeric and not inside and plain

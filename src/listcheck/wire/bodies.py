"""Bodies: so much from the wire, so much decoded, and never more.

The decoder of httpx 0.28 has no bound (298 bytes of layered gzip became 8.2 GB), so the wire
asks for gzip only and inflates it here.
"""

import zlib
from collections.abc import Mapping

_GZIP = 16 + zlib.MAX_WBITS


def decode(raw: bytes, headers: Mapping[str, str], limit: int) -> tuple[bytes, bool]:
    """The decoded body, and whether it was cut or could not be decoded."""
    coding = headers.get("content-encoding", "").strip().lower()
    if coding in ("", "identity"):
        return raw[:limit], len(raw) > limit
    if coding in ("gzip", "x-gzip"):
        return _inflate(raw, limit, _GZIP)
    if coding == "deflate":
        # RFC 9110 means zlib; some servers send the bare stream.
        is_zlib = len(raw) > 1 and raw[0] & 15 == 8 and (raw[0] << 8 | raw[1]) % 31 == 0
        return _inflate(raw, limit, zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS)
    return b"", True


def _inflate(raw: bytes, limit: int, window: int) -> tuple[bytes, bool]:
    decoder = zlib.decompressobj(window)
    try:
        body = decoder.decompress(raw, limit)
    except zlib.error:
        return b"", True
    return body, not decoder.eof

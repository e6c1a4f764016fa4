"""The result document that a run left as an artifact: data of somebody who may mean harm.

One file of one name is taken, in memory, never more of it than `LARGEST` bytes, and nothing else
that the ZIP file says is believed.
"""

import io
import zipfile
import zlib
from urllib.parse import urljoin, urlsplit

from listcheck.exchange import Failure, Request
from listcheck.github.calls import Place, Talk, TroubleError, call

NAME = "listcheck-result"
FILE = "listcheck-result.json"
LARGEST = 1 << 23  # bytes, packed and unpacked
_MOVED = (301, 302, 303, 307, 308)
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the others are unpacked without a bound
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError)


class RefusedError(Exception):
    """An artifact is not what it should be; the words say why, and hold nothing of it."""


def fetched(place: Place, run: int) -> Talk[bytes | None]:
    """The document that a run left; None where it left none.

    Raises:
        RefusedError: the artifact is too large, or is no ZIP file with the document alone.
        TroubleError: GitHub or its storage cannot be asked.
    """
    listed = yield from call(
        "GET", place.url(f"actions/runs/{run}/artifacts?name={NAME}&per_page=100")
    )
    each = listed.get("artifacts", ()) if isinstance(listed, dict) else ()
    found = [one for one in each if one.get("name") == NAME and not one.get("expired")]
    if not found:
        return None
    newest = max(found, key=lambda one: int(one["id"]))  # of several attempts at the run
    if int(newest.get("size_in_bytes", 0)) > LARGEST:
        raise RefusedError(f"the artifact is larger than {LARGEST:,} bytes")
    return unpacked((yield from _downloaded(place, int(newest["id"]))))


def _downloaded(place: Place, number: int) -> Talk[bytes]:
    """The ZIP file. It lies on another host, to which the token does not go."""
    url = place.url(f"actions/artifacts/{number}/zip")
    reply = yield Request("GET", url, read=LARGEST, credential="github", configured=True)
    if not isinstance(reply, Failure) and reply.status in _MOVED:
        elsewhere = urljoin(url, reply.headers.get("location", ""))
        if urlsplit(elsewhere).scheme not in ("https", urlsplit(url).scheme):
            raise TroubleError("the artifact would come over a line that anybody can read")
        reply = yield Request("GET", elsewhere, read=LARGEST)
    if isinstance(reply, Failure):
        raise TroubleError(f"the artifact could not be fetched: {reply.words}")
    if reply.status != 200:
        raise TroubleError(f"the artifact could not be fetched: {reply.status}", reply.status)
    if reply.truncated:
        raise RefusedError(f"the artifact is larger than {LARGEST:,} bytes, or broke off")
    return reply.body


def unpacked(data: bytes) -> bytes:
    """The one file in a ZIP file.

    Raises:
        RefusedError: it holds anything else, or more than `LARGEST` bytes.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if [one.orig_filename for one in entries] != [FILE]:
                raise RefusedError(f"the artifact must hold {FILE} and nothing else")
            entry = entries[0]
            if entry.flag_bits & 1 or entry.compress_type not in _PACKINGS:
                raise RefusedError("the artifact is encrypted or packed in an unusual way")
            if entry.file_size > LARGEST:
                raise RefusedError(f"the document is longer than {LARGEST:,} bytes")
            with archive.open(entry) as file:
                found = file.read(LARGEST + 1)
    except _BROKEN:
        raise RefusedError("the artifact is no ZIP file that can be read") from None
    if len(found) > LARGEST:
        raise RefusedError(f"the document is longer than {LARGEST:,} bytes")
    return found

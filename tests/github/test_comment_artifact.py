import io
import struct
import zipfile
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from github.talking import answer, drive
from listcheck.exchange import Answer, Failure, FailureKind
from listcheck.github.calls import Place, TroubleError
from listcheck.github.comment.artifact import FILE, LARGEST, RefusedError, fetched, unpacked

PLACE = Place("o/r")
STORAGE = "https://storage.example/9?sig=x"


def zipped(*entries: tuple[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", packing) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return made.getvalue()


def listed(*artifacts: dict[str, object]) -> Answer:
    usual = {"name": "listcheck-result", "expired": False, "size_in_bytes": 100}
    return answer({"total_count": len(artifacts), "artifacts": [usual | one for one in artifacts]})


def test_the_document_is_unpacked() -> None:
    for packing in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        assert unpacked(zipped((FILE, b"{}"), packing=packing)) == b"{}"


def encrypted() -> bytes:
    data = bytearray(zipped((FILE, b"{}")))
    for head, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(head) + offset
        data[at : at + 2] = struct.pack("<H", 1)
    return bytes(data)


def understated() -> bytes:
    """A bomb whose head says that it is small."""
    data = bytearray(zipped((FILE, b"{" * (LARGEST + 1))))
    for head, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.index(head) + offset
        data[at : at + 4] = struct.pack("<I", 10)
    return bytes(data)


def hidden() -> bytes:
    """A name with a NUL in it, of which some programs see the beginning alone."""
    data = zipped((f"{FILE}x/../../etc", b"{}"))
    return data.replace(FILE.encode() + b"x", FILE.encode() + b"\0")


FORGED: dict[str, Callable[[], bytes]] = {
    "no ZIP file": lambda: b"PK, nothing",
    "empty": lambda: b"",
    "no file": zipped,
    "another name": lambda: zipped(("result.json", b"{}")),
    "two files": lambda: zipped((FILE, b"{}"), ("more.json", b"{}")),
    "above": lambda: zipped((f"../{FILE}", b"{}")),
    "absolute": lambda: zipped((f"/{FILE}", b"{}")),
    "in a folder": lambda: zipped((f"a/{FILE}", b"{}")),
    "a folder": lambda: zipped((f"{FILE}/", b"")),
    "a bomb": lambda: zipped((FILE, bytes(50 << 20))),
    "a bomb that lies": understated,
    "an unbounded packing": lambda: zipped((FILE, b"{}"), packing=zipfile.ZIP_LZMA),
    "encrypted": encrypted,
    "a NUL": hidden,
    "broken off": lambda: zipped((FILE, b"{}"))[:-30],
    "spoilt": lambda: zipped((FILE, b"{}" * 99)).replace(b"PK\x03\x04", b"PK\x03\x05"),
}


@pytest.mark.parametrize("name", FORGED)
def test_nothing_else_is_unpacked(name: str) -> None:
    with pytest.raises(RefusedError):
        unpacked(FORGED[name]())


@given(st.binary(max_size=200), st.integers(0, 200))
def test_no_bytes_are_more_than_refused(noise: bytes, at: int) -> None:
    """Whatever is done to a ZIP file, it is the document or nothing."""
    whole = zipped((FILE, b'{"a": 1}'))
    spoilt = whole[:at] + noise + whole[at + len(noise) :]
    with suppress(RefusedError):
        assert len(unpacked(spoilt)) <= LARGEST


def test_it_is_fetched_from_another_host_without_the_token() -> None:
    replies = [
        listed({"id": 1}, {"id": 9}, {"id": 12, "expired": True}, {"id": 13, "name": "other"}),
        Answer(302, {"location": STORAGE}),
        Answer(200, {}, zipped((FILE, b"{}"))),
    ]
    found, asked = drive(fetched(PLACE, 77), replies)
    assert found == b"{}"
    actions = "https://api.github.com/repos/o/r/actions"
    assert [(one.method, one.url, one.credential) for one in asked] == [
        ("GET", f"{actions}/runs/77/artifacts?name=listcheck-result&per_page=100", "github"),
        ("GET", f"{actions}/artifacts/9/zip", "github"),
        ("GET", STORAGE, None),
    ]
    assert not asked[2].configured  # a private address is none of storage


def test_none_was_left() -> None:
    assert drive(fetched(PLACE, 77), [listed()])[0] is None


def test_too_large_a_file_is_not_fetched() -> None:
    with pytest.raises(RefusedError):
        drive(fetched(PLACE, 77), [listed({"id": 1, "size_in_bytes": 50 << 20})])


@pytest.mark.parametrize(
    ("replies", "error"),
    [
        (
            [Answer(302, {"location": STORAGE}), Answer(200, {}, b"PK", truncated=True)],
            RefusedError,
        ),
        ([Answer(302, {"location": "http://storage.example/"})], TroubleError),
        ([Answer(302, {"location": STORAGE}), Answer(403)], TroubleError),
        ([Answer(302, {"location": STORAGE}), Failure(FailureKind.TIMEOUT)], TroubleError),
        ([Answer(410)], TroubleError),
    ],
)
def test_trouble_on_the_way(replies: list[Answer | Failure], error: type[Exception]) -> None:
    with pytest.raises(error):
        drive(fetched(PLACE, 77), [listed({"id": 1}), *replies])

import gzip
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listcheck.wire.bodies import decode

MEBIBYTE = 1 << 20


def coded(name: str) -> dict[str, str]:
    return {"content-encoding": name}


def test_plain_bodies_are_cut() -> None:
    """Without a coding the bytes are the body, up to the limit."""
    assert decode(b"abcdef", {}, 4) == (b"abcd", True)
    assert decode(b"abcd", {}, 4) == (b"abcd", False)


@pytest.mark.parametrize("name", ["gzip", "x-gzip", "GZIP "])
def test_gzip(name: str) -> None:
    """A gzip body is decoded, and cut at the limit."""
    raw = gzip.compress(b"hello world")
    assert decode(raw, coded(name), 100) == (b"hello world", False)
    assert decode(raw, coded(name), 5) == (b"hello", True)


def test_deflate_in_both_readings() -> None:
    """Deflate is zlib's format by the standard and the bare stream in practice."""
    raw = zlib.compress(b"hello world")
    assert decode(raw, coded("deflate"), 100) == (b"hello world", False)
    assert decode(raw[2:-4], coded("deflate"), 100) == (b"hello world", False)


@pytest.mark.parametrize("name", ["br", "zstd", "gzip, gzip", "gzip, br", "nonsense"])
def test_other_codings_are_not_decoded(name: str) -> None:
    """A coding that was not asked for, or a stack of them, leaves no body."""
    assert decode(gzip.compress(b"x"), coded(name), 100) == (b"", True)


def test_broken_and_cut_gzip() -> None:
    """A broken stream leaves no body; one that breaks off leaves what came before."""
    assert decode(b"garbage", coded("gzip"), 100) == (b"", True)
    body, cut = decode(gzip.compress(bytes(range(256)) * 40)[:-30], coded("gzip"), MEBIBYTE)
    assert cut
    assert bytes(range(256)).startswith(body[:256])


def test_bombs_stay_small() -> None:
    """Layers of gzip cost no more memory than the limit."""
    bomb = gzip.compress(gzip.compress(gzip.compress(bytes(64 * MEBIBYTE))))
    single = gzip.compress(bytes(64 * MEBIBYTE))
    tracemalloc.start()
    body, cut = decode(single, coded("gzip"), MEBIBYTE)
    triple, _ = decode(bomb, coded("gzip"), MEBIBYTE)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (len(body), cut) == (MEBIBYTE, True)
    assert len(triple) < MEBIBYTE
    assert peak < 8 * MEBIBYTE


@given(
    st.binary(max_size=200),
    st.sampled_from(["", "gzip", "deflate", "br", "gzip, gzip", "\x00"]),
    st.integers(1, 300),
)
def test_decode_is_total(raw: bytes, name: str, limit: int) -> None:
    """No bytes make the decoder fail or give more than was asked for."""
    body, _ = decode(raw, coded(name), limit)
    assert len(body) <= limit

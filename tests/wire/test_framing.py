from collections.abc import Iterable

import anyio
import h11
import pytest
from hypothesis import given
from hypothesis import strategies as st

from listcheck.wire.failures import UnansweredError, UnintelligibleError, UnsendableError
from listcheck.wire.framing import AnswerReader, Head, parse_head, write_head


def read(data: bytes, method: str = "GET", size: int = 7) -> tuple[Head, bytes, bool]:
    """Read one answer that arrives in pieces of a size, then the end of the connection."""
    pieces = [data[at : at + size] for at in range(0, len(data), size)]

    async def receive() -> bytes:
        return pieces.pop(0) if pieces else b""

    async def everything() -> tuple[Head, bytes, bool]:
        reader = AnswerReader(receive)
        head, body = await reader.head(method), b""
        while (piece := await reader.piece()) is not None:
            body += piece
        return head, body, reader.may_go_on()

    return anyio.run(everything)


@pytest.mark.parametrize(
    ("data", "method", "body", "kept"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", "GET", b"hello", True),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", "HEAD", b"", True),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5, 5\r\n\r\nhello", "GET", b"hello", True),
        (b"HTTP/1.1 204 No Content\r\n\r\n", "GET", b"", True),
        (b"HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", "GET", b"", True),
        (b"HTTP/1.1 200 OK\r\n\r\nhello", "GET", b"hello", False),
        (b"HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nhello", "GET", b"hello", False),
        (b"HTTP/1.1 200 OK\r\nConnection: Close\r\nContent-Length: 0\r\n\r\n", "GET", b"", False),
        (b"HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n", "GET", b"", True),
        (b"HTTP/1.1 200 OK\nContent-Length: 2\n\nok", "GET", b"ok", True),
        (b"\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", "GET", b"ok", True),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok!!", "GET", b"ok", False),
        (
            (
                b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                b"3;x=y\r\nabc\r\n2 \r\nde\r\n0\r\nTrailer: x\r\n\r\n"
            ),
            "GET",
            b"abcde",
            True,
        ),
        (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 9\r\n\r\n0\r\n\r\n",
            "GET",
            b"",
            False,
        ),
        (b"HTTP/1.1 103 Early\r\nLink: x\r\n\r\nHTTP/1.1 404 No\r\n\r\n", "HEAD", b"", True),
        (b"HTTP/1.1 101 Switching\r\n\r\n", "GET", b"", False),
    ],
)
def test_answers(data: bytes, method: str, body: bytes, kept: bool) -> None:
    """Each kind of framing gives its body, and says whether the connection can go on."""
    _, read_body, may_go_on = read(data, method)
    assert (read_body, may_go_on) == (body, kept)


@pytest.mark.parametrize(
    "data",
    [
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"HTTP/1.1 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: cut",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n" + b"X: a\r\n" * 200,
        b"HTTP/1.1 200 OK\r\nX: " + b"a" * 100_000 + b"\r\n\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\n" * 50 + b"HTTP/1.1 200 OK\r\n\r\n",
    ],
)
def test_broken_answers(data: bytes) -> None:
    """What is not HTTP, breaks off, contradicts itself or never comes to the point is refused."""
    with pytest.raises(UnintelligibleError):
        read(data, size=1000)


@pytest.mark.parametrize("data", [b"", b"\r\n"])
def test_no_answer(data: bytes) -> None:
    """A connection that closes before a first byte has not answered."""
    with pytest.raises(UnansweredError):
        read(data)


def test_fields() -> None:
    """Folded fields are joined, names keep their case, lines that are no fields are left out."""
    head = parse_head(b"HTTP/1.1 200 OK\r\nA: b\r\n  c\r\nnonsense\r\nD :e\r\n: f")
    assert head.fields == [(b"A", b"b c"), (b"D", b"e")]


@pytest.mark.parametrize("value", [b"a\r\nX: y", b"a\nb", b"a\0b"])
def test_a_request_stays_one_request(value: bytes) -> None:
    """Nothing in a field can start another one."""
    with pytest.raises(UnsendableError):
        write_head("GET", b"/", [(b"Host", b"h"), (b"X", value)])


def chunked(pieces: Iterable[bytes]) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(one), one) for one in pieces if one) + b"0\r\n\r\n"


NAMES = st.sampled_from([b"Server", b"X-A", b"Link", b"Set-Cookie"])
VALUES = st.binary(max_size=20).map(lambda b: bytes(c for c in b if 0x21 <= c < 0x7F))
FRAMES = st.one_of(
    st.binary(max_size=60).map(lambda body: (b"Content-Length: %d\r\n" % len(body), body, body)),
    st.lists(st.binary(max_size=20), max_size=4).map(
        lambda pieces: (b"Transfer-Encoding: chunked\r\n", chunked(pieces), b"".join(pieces))
    ),
    st.binary(max_size=60).map(lambda body: (b"", body, body)),
)


@given(
    st.integers(200, 599).filter(lambda status: status not in (204, 304)),
    st.lists(st.tuples(NAMES, VALUES), max_size=5),
    FRAMES,
    st.integers(1, 40),
)
def test_h11_reads_the_same(
    status: int, fields: list[tuple[bytes, bytes]], frame: tuple[bytes, bytes, bytes], size: int
) -> None:
    """Every well-formed answer means to this reader what it means to h11."""
    length, wire_body, body = frame
    head = b"HTTP/1.1 %d X\r\n" % status + b"".join(b"%s: %s\r\n" % pair for pair in fields)
    data = head + length + b"\r\n" + wire_body
    oracle = h11.Connection(h11.CLIENT)
    oracle.send(h11.Request(method="GET", target="/", headers=[("Host", "h")]))
    oracle.send(h11.EndOfMessage())
    oracle.receive_data(data)
    oracle.receive_data(b"")
    answer, their_body = oracle.next_event(), b""
    assert isinstance(answer, h11.Response)
    while isinstance(event := oracle.next_event(), h11.Data):
        their_body += bytes(event.data)
    ours, our_body, _ = read(data, size=size)
    assert our_body == their_body == body
    assert ours.status == answer.status_code
    assert [(name.lower(), value) for name, value in ours.fields] == list(answer.headers)

"""Single requests against a loopback server that misbehaves."""

import asyncio
import gzip
import socket
import struct
import time
from typing import Any, Literal

import pytest

from listcheck.exchange import Answer, Failure, FailureKind, Request
from listcheck.wire import LanePolicy, WireSettings, lanes_for
from listcheck.wire.messages import RequestWriter, parse
from wire.loopback import EMPTY, OK, Host, Visit, serving, wire

pytestmark = pytest.mark.anyio

HEAD_OF_STREAM = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"


async def reset(visit: Visit) -> None:
    sock = visit.writer.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    visit.writer.transport.abort()


async def reset_in_body(visit: Visit) -> None:
    await visit.say(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc")
    await asyncio.sleep(0.05)
    await reset(visit)


async def close(visit: Visit) -> None:
    visit.writer.close()


async def silence(_: Visit) -> None:
    await asyncio.sleep(5)


async def drip(visit: Visit, data: bytes) -> None:
    while True:
        visit.writer.write(data)
        await visit.writer.drain()
        await asyncio.sleep(0.05)


async def body_drip(visit: Visit) -> None:
    visit.writer.write(HEAD_OF_STREAM)
    await drip(visit, b"x")


async def header_drip(visit: Visit) -> None:
    visit.writer.write(b"HTTP/1.1 200 OK\r\nX: ")
    await drip(visit, b"x")


async def slow_interim(visit: Visit) -> None:
    await drip(visit, b"HTTP/1.1 100 Continue\r\n\r\n")


async def flood_of_interim(visit: Visit) -> None:
    while not visit.writer.is_closing():
        visit.writer.write(b"HTTP/1.1 100 Continue\r\n\r\n" * 100)
        await visit.writer.drain()


async def endless(visit: Visit) -> None:
    visit.writer.write(HEAD_OF_STREAM)
    while not visit.writer.is_closing():
        visit.writer.write(b"x" * 65_536)
        await visit.writer.drain()


async def ask(behaviour: Any, request: dict[str, Any], **changes: Any) -> tuple[Any, float]:
    began = time.monotonic()
    async with serving(Host({"/": behaviour})) as host, wire(**changes) as client:
        reply = await client.send(Request(url=host.url(), **request))
    return reply, time.monotonic() - began


@pytest.mark.parametrize(
    ("behaviour", "kind"),
    [
        (reset, FailureKind.RESET),
        (close, FailureKind.RESET),
        (silence, FailureKind.TIMEOUT),
        (header_drip, FailureKind.TIMEOUT),
        (slow_interim, FailureKind.TIMEOUT),
        (flood_of_interim, FailureKind.PROTOCOL),
        (b"SSH-2.0-OpenSSH_9.2p1\r\n", FailureKind.PROTOCOL),
        (b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200_000 + b"\r\n\r\n", FailureKind.PROTOCOL),
    ],
)
async def test_no_answer(behaviour: Any, kind: FailureKind) -> None:
    """Each way of not answering has its kind, and ends within the time of a question."""
    reply, seconds = await ask(behaviour, {"method": "GET", "read": 100}, question_timeout=0.4)
    assert isinstance(reply, Failure)
    assert reply.kind is kind
    assert seconds < 1.5


@pytest.mark.parametrize("behaviour", [body_drip, endless, reset_in_body])
async def test_the_status_survives_the_body(behaviour: Any) -> None:
    """A body that never ends, or breaks off, is cut; the answer stands."""
    reply, seconds = await ask(behaviour, {"method": "GET", "read": 1000}, question_timeout=0.4)
    assert isinstance(reply, Answer)
    assert (reply.status, reply.truncated) == (200, True)
    assert len(reply.body) <= 1000
    assert seconds < 1.5


async def test_nothing_is_read_that_is_not_wanted() -> None:
    """Without a wish for the body the answer comes at once, and is not called truncated."""
    reply, seconds = await ask(endless, {"method": "GET"})
    assert isinstance(reply, Answer)
    assert (reply.body, reply.truncated) == (b"", False)
    assert seconds < 0.5


async def test_gzip_on_the_wire() -> None:
    """A compressed body arrives decoded and bounded."""
    body = gzip.compress(bytes(10_000_000))
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(body)
    reply, _ = await ask(head + body, {"method": "GET", "read": 20_000})
    assert isinstance(reply, Answer)
    assert (len(reply.body), reply.truncated) == (20_000, True)


async def test_header_fields() -> None:
    """Fields come in lower case, joined, decoded, without control characters, and not too many."""
    many = b"".join(b"X-%d: y\r\n" % number for number in range(300))
    fields = b"Link: <a>\r\nLINK: <b>\r\nX-Odd: a\x1b[31m\x85b\xe9\r\nX-Long: " + b"l" * 20_000
    data = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n" + fields + b"\r\n" + many + b"\r\n"
    reply, _ = await ask(data, {"method": "GET"})
    assert isinstance(reply, Answer)
    assert reply.headers["link"] == "<a>, <b>"
    assert reply.headers["x-odd"] == "a[31mb\xe9"
    assert len(reply.headers["x-long"]) == 8_192
    assert len(reply.headers) <= 100


async def test_what_is_sent() -> None:
    """Host first, our agent, no cookie, no credentials of the URL; own fields replace ours."""
    async with serving(Host()) as host, wire() as client:
        url = host.url("/a%20b?x=1#y").replace("127.0.0.1", "user:secret@127.0.0.1")
        await client.send(Request("GET", url, (("Accept", "text/html"), ("X-Own", "1"))))
        await client.send(Request("POST", host.url("/p"), body=b"{}", read=10))
    head, post = host.heads
    lines = head.decode().splitlines()
    assert lines[:3] == [
        "GET /a%20b?x=1 HTTP/1.1",
        f"host: 127.0.0.1:{host.port}",
        "user-agent: listcheck-tests",
    ]
    assert "accept: text/html" in lines
    assert "x-own: 1" in lines
    assert "secret" not in head.decode()
    assert "cookie" not in head.decode().lower()
    assert b"content-length: 2" in post


async def test_the_token_goes_to_its_origin_alone() -> None:
    """The secret is sent where it belongs, on request, and nowhere else."""
    async with (
        serving(Host()) as home,
        serving(Host()) as away,
        wire(token="t0ken", token_origins=(f"http://127.0.0.1:{home.port}",)) as client,
    ):
        for host in (home, away):
            await client.send(Request("GET", host.url(), credential="github"))
        await client.send(Request("GET", home.url("/plain")))
    assert b"authorization: Bearer t0ken" in home.heads[0]
    assert b"t0ken" not in home.heads[1] + away.heads[0]


@pytest.mark.parametrize(
    ("url", "credential", "sent"),
    [
        ("https://huggingface.co/api/models/o/n", "huggingface", "Bearer hf_secret"),
        ("https://api.github.com/user", "github", "Bearer ghp_secret"),
        ("https://huggingface.co/o/n", None, None),
        ("https://huggingface.co/o/n", "github", None),
        ("https://api.github.com/user", "huggingface", None),
        ("http://huggingface.co/api/models/o/n", "huggingface", None),
        ("https://huggingface.co:444/api/models/o/n", "huggingface", None),
        ("https://cdn.huggingface.co/o/n", "huggingface", None),
    ],
)
def test_each_token_has_its_own_origin(
    url: str, credential: Literal["github", "huggingface"] | None, sent: str | None
) -> None:
    """Two secrets, two places, and neither goes to the other's."""
    settings = WireSettings("listcheck-tests", token="ghp_secret", hub_token="hf_secret")
    address = parse(url)
    assert address is not None
    fields = RequestWriter(settings).texts(Request("GET", url, credential=credential), address)
    assert fields.get("authorization") == sent


def test_who_logs_in_has_more_calls() -> None:
    """Hugging Face's limits: 500 calls in five minutes for strangers, 1,000 with a token."""
    assert lanes_for(None)["huggingface-api"].budget == (500, 300.0)
    assert lanes_for("hf_secret")["huggingface-api"].budget == (1000, 300.0)
    assert lanes_for("hf_secret").keys() == lanes_for(None).keys()


@pytest.mark.parametrize(
    "url",
    [
        "http://host:99999/",
        "http://host:-1/",
        "http://host:0/",
        "http://a..b/",
        "http://.a/",
        f"http://{'a' * 64}/",
        "http://xn--/",
        "http://xn--a/",
        "http:///path",
        "http://[::1/",
        "http://h\x00st/",
        "http://host/\udc80",
        "http://" + "a" * 70_000,
        "ftp://host/",
        "javascript:alert(1)",
        "data:,x",
        "//host/",
        "",
        "nonsense",
    ],
)
async def test_urls_that_no_request_can_be_made_of(url: str) -> None:
    """Odd URLs are bad URLs, never an exception, and never a packet."""
    async with wire() as client:
        reply = await client.send(Request("GET", url))
        assert client.requests_sent == 0
    assert isinstance(reply, Failure)
    assert reply.kind is FailureKind.BAD_URL


async def test_a_field_with_a_line_break_is_not_sent() -> None:
    """A header that would smuggle another one is refused."""
    async with serving(Host()) as host, wire() as client:
        reply = await client.send(Request("GET", host.url(), (("X", "a\r\nY: b"),)))
    assert isinstance(reply, Failure)
    assert reply.kind is FailureKind.BAD_URL
    assert host.requests == []


async def test_refused_connections() -> None:
    """A closed port is a refusal, told by its errno."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        async with wire() as client:
            reply = await client.send(Request("GET", f"http://127.0.0.1:{sock.getsockname()[1]}/"))
    assert isinstance(reply, Failure)
    assert (reply.kind, reply.detail) == (FailureKind.CONNECTION_REFUSED, "errno 111")


async def test_one_connection_serves_many_requests() -> None:
    """Requests to one host share a connection, whatever their method, if bodies are small."""
    async with serving(Host({"/ok": OK})) as host, wire() as client:
        for method in ("HEAD", "GET", "HEAD"):
            assert isinstance(await client.send(Request(method, host.url("/ok"))), Answer)
        await client.send(Request("GET", host.url("/ok"), read=100))
        await client.send(Request("GET", host.url()))
    assert host.connections == 1
    assert len(host.requests) == 5


async def test_a_connection_that_went_stale_is_replaced() -> None:
    """A host that closes after each answer without saying so costs no failure."""

    async def answer_and_close(visit: Visit) -> None:
        await visit.say(EMPTY)
        visit.writer.close()

    policy = LanePolicy(concurrency=1, interval=0.1)
    async with (
        serving(Host({"/": answer_and_close})) as host,
        wire(lanes={"127.0.0.1": policy}) as client,
        asyncio.TaskGroup() as tasks,
    ):
        asked = [tasks.create_task(client.send(Request("GET", host.url()))) for _ in range(4)]
    assert all(isinstance(task.result(), Answer) for task in asked)
    assert len(host.requests) == 4


async def test_a_body_after_head_is_not_the_next_answer() -> None:
    """What a host wrongly leaves on the connection after HEAD costs a connection, no failure."""

    async def wordy(visit: Visit) -> None:
        visit.writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n")
        await asyncio.sleep(0.05)
        visit.writer.write(b"hello")

    async with serving(Host({"/": wordy})) as host, wire() as client:
        first = await client.send(Request("HEAD", host.url()))
        await asyncio.sleep(0.1)
        second = await client.send(Request("HEAD", host.url()))
        third = await client.send(Request("GET", host.url(), read=10))
    assert isinstance(first, Answer)
    assert isinstance(second, Answer)
    assert isinstance(third, Answer)
    assert third.body == b"hello"


async def test_a_picture_in_a_host_name() -> None:
    """IDNA 2008 knows no emoji; browsers and registries do."""
    async with serving(Host()) as host:
        place = f"xn--i-7iq.ws::127.0.0.1:{host.port}"
        async with wire(connect_to=(place,)) as client:
            reply = await client.send(Request("GET", "http://xn--i-7iq.ws/"))
    assert isinstance(reply, Answer)


@pytest.mark.parametrize(
    ("location", "read"),
    [
        ("/wiki/中文é".encode(), "/wiki/中文é"),
        (b"/caf\xe9?a=1", "/caf%E9?a=1"),
        (b"/caf%C3%A9", "/caf%C3%A9"),
    ],
)
async def test_a_location_beyond_ascii(location: bytes, read: str) -> None:
    """A Location that is written in UTF-8, or in raw bytes, leads where a browser goes."""
    found = b"HTTP/1.1 302 Found\r\nLocation: " + location + b"\r\nContent-Length: 0\r\n\r\n"
    async with serving(Host({"/": found})) as host, wire() as client:
        reply = await client.send(Request("HEAD", host.url()))
    assert isinstance(reply, Answer)
    assert reply.headers["location"] == read

"""The web at large: what a page can answer, and how a conversation can break."""

import gzip
import socket
import time
from collections.abc import Callable

import httpx
import pytest

from world import INSTANT, Fault, Latency, Plan, World, plant
from world.asking import ask, shake_hands

Make = Callable[[Plan], World]
PAGE = "https://site.example/a/page"


def plan(*faults: Fault) -> Plan:
    made = Plan(latency=INSTANT).with_page(PAGE)
    for fault in faults:
        plant(made, PAGE, fault)
    return made


def test_a_planned_page_answers_and_no_other(world: Make) -> None:
    """HEAD and GET get 200 under both schemes; what nobody planned is not found."""
    running = world(plan())
    for url in (PAGE, PAGE.replace("https", "http"), f"{PAGE}#part"):
        assert ask(running, url).status_code == 200
        head = ask(running, url, "HEAD")
        assert (head.status_code, head.content) == (200, b"")
    assert ask(running, f"{PAGE}/below").status_code == 404
    assert [record.planned for record in running.requests][-1] is False


def test_an_unchanged_page_is_not_sent_again(world: Make) -> None:
    """Either validator gets a 304, a stale one the page."""
    running = world(plan())
    first = ask(running, PAGE).headers
    tag, changed = first["etag"], first["last-modified"]
    assert ask(running, PAGE, headers={"If-None-Match": tag}).status_code == 304
    assert ask(running, PAGE, headers={"If-Modified-Since": changed}).status_code == 304
    assert ask(running, PAGE, headers={"If-None-Match": '"old"'}).status_code == 200


@pytest.mark.parametrize("status", [401, 404, 405, 406, 410, 418, 429, 451, 500, 503, 999])
def test_any_status_can_be_planted(world: Make, status: int) -> None:
    """The status comes back as planted."""
    assert ask(world(plan(Fault("status", status=status))), PAGE).status_code == status


def test_a_fault_can_be_for_one_method_only(world: Make) -> None:
    """HEAD is refused where GET is answered."""
    running = world(plan(Fault("status", status=405, method="HEAD")))
    assert ask(running, PAGE, "HEAD").status_code == 405
    assert ask(running, PAGE).status_code == 200


def test_a_fault_can_come_late_and_pass(world: Make) -> None:
    """The second and third request are struck, the others are not."""
    running = world(plan(Fault("status", status=503, after=1, times=2)))
    assert [ask(running, PAGE).status_code for _ in range(4)] == [200, 503, 503, 200]
    running.reset()
    assert ask(running, PAGE).status_code == 200


@pytest.mark.parametrize("value", ["7", "date:7"])
def test_retry_after_is_a_number_or_a_date(world: Make, value: str) -> None:
    """Both ways to say it reach the client, and the log keeps the moment."""
    running = world(plan(Fault("status", status=429, retry_after=value)))
    header = ask(running, PAGE).headers["retry-after"]
    assert header.isdigit() == value.isdigit()
    (record,) = running.requests
    assert 6.0 < record.retry_at - record.end < 8.5


def test_redirects_go_through_every_hop_of_a_chain(world: Make) -> None:
    """Each hop has its status, and the last one leads to the target."""
    target = "https://other.example/end"
    running = world(plan(Fault("redirect", text="301,302,308", target=target)))
    url, statuses = httpx.URL(PAGE), []
    while (reply := ask(running, str(url))).is_redirect:
        statuses.append(reply.status_code)
        url = url.join(reply.headers["location"])
    assert statuses == [301, 302, 308]
    assert (str(url), reply.status_code) == (target, 200)


def test_http_can_lead_to_https(world: Make) -> None:
    """The plain address moves permanently to the safe one, which answers."""
    running = world(plan(Fault("https-redirect")))
    moved = ask(running, PAGE.replace("https", "http"))
    assert (moved.status_code, moved.headers["location"]) == (301, PAGE)
    assert ask(running, PAGE).status_code == 200


@pytest.mark.parametrize(("name", "cookie"), [("loop", False), ("cookie-loop", True)])
def test_a_loop_never_ends(world: Make, name: str, cookie: bool) -> None:
    """Ten hops on it still redirects, to addresses seen before."""
    running = world(plan(Fault(name)))
    url, seen = httpx.URL(PAGE), []
    for _ in range(10):
        reply = ask(running, str(url))
        assert reply.status_code == 302
        assert ("set-cookie" in reply.headers) is cookie
        url = url.join(reply.headers["location"])
        seen.append(str(url))
    assert len(set(seen)) == 2


@pytest.mark.parametrize(
    ("name", "status", "header", "value"),
    [
        ("challenge", 403, "cf-mitigated", "challenge"),
        ("waf-challenge", 202, "x-amzn-waf-action", "challenge"),
        ("waf-captcha", 405, "x-amzn-waf-action", "captcha"),
        ("private-redirect", 302, "location", "http://169.254.169.254/latest/meta-data/"),
        ("file-redirect", 302, "location", "file:///etc/passwd"),
    ],
)
def test_walls_and_traps(world: Make, name: str, status: int, header: str, value: str) -> None:
    """Each has the status and the header by which it is known."""
    reply = ask(world(plan(Fault(name))), PAGE)
    assert (reply.status_code, reply.headers[header]) == (status, value)


@pytest.mark.parametrize(("name", "words"), [("soft-404", "not found"), ("parked", "for sale")])
def test_a_page_can_be_gone_and_say_200(world: Make, name: str, words: str) -> None:
    """Only the text tells."""
    reply = ask(world(plan(Fault(name))), PAGE)
    assert reply.status_code == 200
    assert words in reply.text


def test_a_gzip_bomb_is_small_on_the_wire(world: Make) -> None:
    """Two layers: some hundred bytes become a hundred kilobytes, and those very many."""
    running = world(plan(Fault("gzip-bomb")))
    with _raw(running, PAGE, timeout=30.0) as connection:
        head, _, body = _until_closed(connection).partition(b"\r\n\r\n")
    assert b"Content-Encoding: gzip, gzip" in head
    assert len(body) < 5_000
    assert len(gzip.decompress(body)) > 100_000


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("close", httpx.RemoteProtocolError),
        ("cut-body", httpx.RemoteProtocolError),
        ("garbage", httpx.RemoteProtocolError),
        ("huge-headers", httpx.RemoteProtocolError),
        ("stall", httpx.ReadTimeout),
        ("stall-body", httpx.ReadTimeout),
    ],
)
def test_conversations_break(world: Make, name: str, error: type[Exception]) -> None:
    """Each breakdown reaches the client as the error it stands for."""
    running = world(plan(Fault(name)))
    with pytest.raises(error):
        ask(running, PAGE, timeout=0.5)
    assert [record.fault for record in running.requests] == [name]


def test_a_reset_is_no_orderly_end(world: Make) -> None:
    """The connection breaks with a TCP reset."""
    running = world(plan(Fault("reset")))
    with _raw(running, PAGE) as connection, pytest.raises(ConnectionResetError):
        connection.recv(100)


def test_a_stall_can_end_and_spare_a_method(world: Make) -> None:
    """HEAD hangs for a while where GET answers at once."""
    running = world(plan(Fault("stall", method="HEAD", seconds=0.4)))
    began = time.monotonic()
    assert ask(running, PAGE).status_code == 200
    between = time.monotonic()
    assert ask(running, PAGE, "HEAD").status_code == 200
    assert between - began < 0.4 <= time.monotonic() - between


def test_a_drip_comes_byte_by_byte(world: Make) -> None:
    """No single read is slow, the whole is."""
    running = world(plan(Fault("drip", seconds=0.01)))
    with _raw(running, PAGE) as connection:
        pieces = [connection.recv(100) for _ in range(20)]
    assert max(map(len, pieces)) < 5


def test_an_endless_body_ends_when_the_client_leaves(world: Make) -> None:
    """Megabytes on there is more, and the log knows that the client left."""
    running = world(plan(Fault("endless")))
    with _raw(running, PAGE) as connection:
        total = 0
        while total < 5_000_000:
            total += len(connection.recv(1 << 16))
    _wait_for(lambda: running.requests[0].aborted)
    assert running.requests[0].sent >= total


def test_the_log_sees_a_client_that_gives_up(world: Make) -> None:
    """A request ends when the client leaves, not when the stall would."""
    running = world(plan(Fault("stall", seconds=30)))
    with pytest.raises(httpx.ReadTimeout):
        ask(running, PAGE, timeout=0.3)
    _wait_for(lambda: running.requests[0].aborted)
    (record,) = running.requests
    assert record.end - record.start < 2


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("expired-certificate", "certificate has expired"),
        ("wrong-host-certificate", "Hostname mismatch"),
        ("self-signed-certificate", "self-signed certificate"),
        ("reset-handshake", "ConnectionResetError"),
    ],
)
def test_handshakes_fail(world: Make, name: str, outcome: str) -> None:
    """The flaw is that host's own: another host is trusted."""
    running = world(plan(Fault(name)).with_page("https://good.example/"))
    assert outcome in shake_hands(running, "site.example")
    assert shake_hands(running, "good.example") == "TLSv1.3"
    _wait_for(lambda: running.report["handshakes"])


def test_a_stalled_handshake_answers_nothing(world: Make) -> None:
    """The connection is there, and nothing comes."""
    running = world(plan(Fault("stall-handshake")))
    assert shake_hands(running, "site.example", timeout=0.5) == "TimeoutError"


def test_ports_refuse_and_keep_silent(world: Make) -> None:
    """Hosts that refuse or do not answer are led to ports that do so."""
    made = plan(Fault("refused"))
    plant(made, "https://silent.example/", Fault("silent"))
    plant(made, "https://gone.example/", Fault("no-such-name"))
    running = world(made)
    refused, silent = running.ports["refused"], running.ports["silent"]
    assert f"site.example:443:127.0.0.1:{refused}" in running.connect_to
    assert f"silent.example:80:127.0.0.1:{silent}" in running.connect_to
    assert "gone.example:443:gone.example.invalid:443" in running.connect_to
    assert running.connect_to[-2:] == [
        f":443:127.0.0.1:{running.ports['https']}",
        f":80:127.0.0.1:{running.ports['http']}",
    ]
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", refused), 1)
    with pytest.raises(TimeoutError):
        socket.create_connection(("127.0.0.1", silent), 0.5)


def test_pages_take_their_time(world: Make) -> None:
    """A host is as slow as the plan says."""
    made = plan()
    made.latency = Latency(page_from=0.3, page_to=0.3)
    running = world(made)
    ask(running, PAGE)
    (record,) = running.requests
    assert 0.3 <= record.end - record.start < 0.6


def test_a_thousand_hosts_are_no_burden(world: Make) -> None:
    """A certificate for a new host costs a few milliseconds."""
    running = world(Plan(latency=INSTANT))
    began = time.monotonic()
    for number in range(100):
        assert shake_hands(running, f"host-{number}.example") == "TLSv1.3"
    assert time.monotonic() - began < 5


def test_a_connection_serves_one_request_after_the_other(world: Make) -> None:
    """Keep-alive works, also after a HEAD."""
    running = world(plan())
    with _raw(running, PAGE, "HEAD", close=False) as connection:
        assert connection.recv(10_000).startswith(b"HTTP/1.1 200 OK\r\n")
        connection.sendall(_request("/a/page", "GET", close=True))
        assert _until_closed(connection).startswith(b"HTTP/1.1 200 OK\r\n")
    assert [record.method for record in running.requests] == ["HEAD", "GET"]


def _request(path: str, method: str, *, close: bool) -> bytes:
    connection = "Connection: close\r\n" if close else ""
    return f"{method} {path} HTTP/1.1\r\nHost: site.example\r\n{connection}\r\n".encode()


def _raw(
    world: World, url: str, method: str = "GET", *, close: bool = True, timeout: float = 5.0
) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", world.ports["http"]), timeout)
    connection.sendall(_request(httpx.URL(url).path, method, close=close))
    return connection


def _until_closed(connection: socket.socket) -> bytes:
    received = b""
    while piece := connection.recv(1 << 16):
        received += piece
    return received


def _wait_for(condition: Callable[[], object]) -> None:
    until = time.monotonic() + 5
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.02)

"""The world's listeners: whoever connects is answered as the host that he asked for."""

import asyncio
import contextlib
import socket
import time
import traceback
from pathlib import Path

from world.archives import serve as serve_archive
from world.arxiv import API_PATH, Arxiv
from world.channel import Channel, ClientLeftError, linger_not
from world.faults import Choice, break_down, gzip_bomb, wait_of
from world.github import GitHub
from world.github_graphql import serve as serve_graphql
from world.github_issues import STORAGE, serve_storage
from world.github_rest import serve as serve_rest
from world.huggingface import API_PATH as PAPERS_PATH
from world.huggingface import HOST as PAPERS_HOST
from world.huggingface import serve as serve_papers
from world.log import Log, Record, note_response
from world.messages import MalformedRequestError, Request, Response, read_request
from world.pages import Pages
from world.plan import Fault, Plan
from world.planting import BREAKDOWNS
from world.registries import serve as serve_registry
from world.schema import schema
from world.tls import Authority, server_name

_PREPARED_HOSTS = 3000
_API_HOST = "api.github.com"
_ARXIV_HOSTS = frozenset(["arxiv.org", "www.arxiv.org", "export.arxiv.org"])


class Server:
    """The hosts of one plan behind a TLS port and a plain one."""

    def __init__(self, directory: Path) -> None:
        self.authority = Authority(directory)
        self._tasks: set[asyncio.Task[None]] = set()
        self.load(Plan())

    def load(self, plan: Plan) -> None:
        """Become the world of another plan: nothing was asked yet, nobody is connected."""
        for task in self._tasks:
            task.cancel()
        self.plan = plan
        self.log = Log()
        choice = Choice()
        self._choice = choice
        self._github = GitHub(plan, choice)
        self._arxiv = Arxiv(plan, choice)
        self._pages = Pages(plan, choice)
        # Done now, so that it does not delay the first answers, which are timed.
        if plan.repositories:
            schema()
        if any(one.name == "gzip-bomb" for faults in plan.pages.values() for one in faults):
            gzip_bomb()
        for host in sorted(plan.host_names() | {_API_HOST, *_ARXIV_HOSTS})[:_PREPARED_HOSTS]:
            fault = next((one.name for one in plan.hosts.get(host, [])), "")
            self.authority.context(host, fault)

    async def listen(self, sock: socket.socket, scheme: str) -> None:
        """Accept connections for ever."""
        loop = asyncio.get_running_loop()
        while True:
            connection, _ = await loop.sock_accept(sock)
            if connection.family != socket.AF_UNIX:
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            task = asyncio.create_task(self._serve(connection, scheme))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _serve(self, connection: socket.socket, scheme: str) -> None:
        channel = Channel()
        try:
            sni = await self._connect(connection, channel, scheme)
            await self._converse(channel, scheme, sni)
        except (ClientLeftError, OSError, TimeoutError):
            pass
        except Exception:  # noqa: BLE001 - ours: the test shall fail, and show where
            self.log.errors.append(traceback.format_exc())
        finally:
            channel.close()
            if channel.transport is None:
                connection.close()

    async def _connect(self, connection: socket.socket, channel: Channel, scheme: str) -> str:
        loop = asyncio.get_running_loop()
        if scheme == "http":
            transport, _ = await loop.connect_accepted_socket(lambda: channel.protocol, connection)
            channel.attach(transport)
            return ""
        sni = await _peek_server_name(connection)
        fault = self._host_fault(sni)
        if fault and fault.name in ("reset-handshake", "stall-handshake"):
            self.log.handshakes.append(f"{sni}: {fault.name}")
            if fault.name == "stall-handshake":
                await asyncio.sleep(fault.seconds or 3600)
            linger_not(connection)
            connection.close()
            raise ClientLeftError
        if fault and fault.name == "plain-text":
            self.log.handshakes.append(f"{sni}: {fault.name}")
            await loop.sock_sendall(connection, Response(400, {"Connection": "close"}).encode())
            raise ClientLeftError
        context = self.authority.context(sni, fault.name if fault else "")
        try:
            transport, _ = await loop.connect_accepted_socket(
                lambda: channel.protocol, connection, ssl=context
            )
        except OSError as error:
            self.log.handshakes.append(f"{sni}: {type(error).__name__}")
            raise
        channel.attach(transport)
        return sni

    def _host_fault(self, host: str) -> Fault | None:
        return self._choice.pick(f"host:{host}", self.plan.hosts.get(host, []), "")

    async def _converse(self, channel: Channel, scheme: str, sni: str) -> None:
        while channel.open:
            try:
                request = await read_request(channel.reader, scheme, sni)
            except (MalformedRequestError, asyncio.IncompleteReadError):
                await channel.write(Response(400, {"Connection": "close"}).encode())
                return
            if request is None:
                return
            record = self.log.begin(request)
            before = channel.sent
            try:
                await self._answer(channel, request, record)
            except ClientLeftError:
                record.aborted = True
                raise
            finally:
                record.sent = channel.sent - before
                self.log.end(record)
            if request.headers.get("connection", "").lower() == "close":
                return

    async def _answer(self, channel: Channel, request: Request, record: Record) -> None:
        started = time.monotonic()
        channel.head = request.method == "HEAD"
        response, breakdown = self._respond(request, record)
        wait = wait_of(response.headers.get("Retry-After", "")) if not breakdown else 0.0
        await channel.pause(response.delay - (time.monotonic() - started))
        note_response(record, response, wait)
        if breakdown:
            record.status = None
            await break_down(breakdown, channel, response)
            record.status = response.status if channel.open else None
        else:
            await channel.send(response)

    def _respond(self, request: Request, record: Record) -> tuple[Response, Fault | None]:
        if request.host == _API_HOST:
            name = "graphql" if request.path == "/graphql" else "rest"
            serve = serve_graphql if name == "graphql" else serve_rest
            broken = self._broken_api(name, request, record)
            return serve(self._github, request, record), broken
        if request.host in _ARXIV_HOSTS and request.path == API_PATH:
            broken = self._broken_api("arxiv", request, record)
            return self._arxiv.serve(request, record), broken
        if request.host == STORAGE:
            return serve_storage(self.plan, request), None
        fault = self._pages.fault(request)
        if fault is None and request.host in _ARXIV_HOSTS:
            page = self._arxiv.page(request)
            if page is not None:
                page.delay = self._pages.latency(request.host)
                return page, None
        broken = fault if fault and fault.name in BREAKDOWNS else None
        if fault is None and request.host == PAPERS_HOST and request.path.startswith(PAPERS_PATH):
            return serve_papers(self.plan, request), None
        archived = serve_archive(self.plan, request) if fault is None else None
        if archived is not None:
            return archived, None
        registered = serve_registry(self.plan, request) if fault is None else None
        if registered is not None:
            return registered, None
        return self._pages.serve(request, record, fault), broken

    def _broken_api(self, name: str, request: Request, record: Record) -> Fault | None:
        faults = [fault for fault in self.plan.apis.get(name, []) if fault.name in BREAKDOWNS]  # type: ignore[call-overload]
        broken = self._choice.pick(f"{name}:breakdown", faults, request.method)
        record.fault = broken.name if broken else ""
        return broken


async def _peek_server_name(connection: socket.socket) -> str:
    """Who is called, read from the ClientHello without taking it from the socket."""
    loop = asyncio.get_running_loop()
    for _ in range(200):
        with contextlib.suppress(BlockingIOError):
            hello = connection.recv(1 << 16, socket.MSG_PEEK)
            name = server_name(hello)
            if not hello or name is not None:
                return name or ""
            await asyncio.sleep(0.005)
            continue
        readable = loop.create_future()
        loop.add_reader(connection, readable.set_result, None)
        try:
            await readable
        finally:
            loop.remove_reader(connection)
    return ""

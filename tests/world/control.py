"""The line between a test and the server: HTTP over a Unix socket, out of any namespace's way."""

import asyncio
import http.client
import json
import socket
from dataclasses import asdict
from pathlib import Path
from typing import Any

from world.dns import NameServer
from world.messages import MAX_HEAD, Response, json_response, read_request
from world.plan import Plan
from world.server import Server
from world.violations import Violation, violations

SOCKET = "control.sock"


async def open_control(directory: Path, server: Server, names: NameServer) -> asyncio.Server:
    """Answer `GET /report`, `GET /plan` and `POST /plan` from now on."""

    async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = await read_request(reader, "http", "")
        if request is not None:
            response = Response(404)
            if request.path == "/report":
                response = json_response(200, report(server, names))
            elif request.path == "/plan" and request.method == "GET":
                response = Response(200, {}, server.plan.to_json())
            elif request.path == "/plan":
                plan = Plan.from_json(request.body)
                server.load(plan)
                names.plan, names.questions = plan, []
                response = Response(204)
            writer.write(response.encode())
            await writer.drain()
        writer.close()

    return await asyncio.start_unix_server(converse, directory / SOCKET, limit=MAX_HEAD)


def report(server: Server, names: NameServer) -> dict[str, Any]:
    """All that was seen, and what was wrong with it."""
    records = server.log.records
    found = violations(records, server.plan.rules)
    found += [Violation("world-error", error, ()) for error in server.log.errors]
    return {
        "requests": [asdict(record) for record in records],
        "violations": [asdict(one) for one in found],
        "handshakes": server.log.handshakes,
        "names": names.questions,
    }


class _UnixConnection(http.client.HTTPConnection):
    def __init__(self, path: Path) -> None:
        super().__init__("world", timeout=120)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(str(self._path))


def call(directory: Path, method: str, path: str, body: bytes = b"") -> Any:
    """Ask the server something; the JSON that it answers."""
    connection = _UnixConnection(directory / SOCKET)
    try:
        connection.request(method, path, body)
        reply = connection.getresponse().read()
    finally:
        connection.close()
    return json.loads(reply) if reply else None

"""`python -m world --plan FILE --directory DIR`: the server, until standard input closes.

It writes `ca.pem`, `control.sock` and `plain.sock` to the directory, and one line of JSON with its
ports to standard output once it listens.
"""

import argparse
import asyncio
import json
import socket
import sys
from contextlib import suppress
from pathlib import Path

from world.control import open_control
from world.dns import ADDRESS, SILENT, NameServer
from world.plan import Plan
from world.server import Server

PLAIN = "plain.sock"


def _listener(address: str, port: int, backlog: int = 2048) -> socket.socket:
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((address, port))
    listener.listen(backlog)
    listener.setblocking(False)
    return listener


def _silent(address: str, port: int) -> list[socket.socket]:
    """A port that never answers: its queue is full, and nobody empties it."""
    listener = _listener(address, port, backlog=0)
    waiting = [socket.socket() for _ in range(4)]
    for one in waiting:
        one.setblocking(False)
        one.connect_ex(listener.getsockname())
    return [listener, *waiting]


def _closed(address: str) -> socket.socket:
    """A port that refuses: taken, but nobody listens."""
    taken = socket.socket()
    taken.bind((address, 0))
    return taken


def _by_file(path: Path) -> socket.socket:
    """A plain listener that is a file: clients such as gh know of ways to it."""
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(path))
    listener.listen(64)
    listener.setblocking(False)
    return listener


async def _run(options: argparse.Namespace) -> None:
    directory = Path(options.directory)
    # A client that breaks a handshake off is what we are here for.
    asyncio.get_running_loop().set_exception_handler(lambda _loop, _context: None)
    server = Server(directory)
    names = NameServer(Plan())
    if options.plan:
        names.plan = Plan.from_json(await asyncio.to_thread(Path(options.plan).read_bytes))
        server.load(names.plan)
    inside = options.namespace
    address = ADDRESS if inside else "127.0.0.1"
    https = _listener(address, 443 if inside else 0)
    http = _listener(address, 80 if inside else 0)
    silent = [_silent(SILENT, port) for port in (443, 80)] if inside else [_silent(address, 0)]
    closed = _closed("127.0.0.1")
    control = await open_control(directory, server, names)
    tasks = [
        asyncio.create_task(server.listen(https, "https")),
        asyncio.create_task(server.listen(http, "http")),
        asyncio.create_task(server.listen(_by_file(directory / PLAIN), "http")),
    ]
    if inside:
        loop = asyncio.get_running_loop()
        await loop.create_datagram_endpoint(lambda: names, local_addr=("127.0.0.1", 53))
    ports = {
        "https": https.getsockname()[1],
        "http": http.getsockname()[1],
        "silent": silent[0][0].getsockname()[1],
        "refused": closed.getsockname()[1],
    }
    sys.stdout.write(json.dumps(ports) + "\n")
    sys.stdout.flush()
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    for task in tasks:
        task.cancel()
    control.close()


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(prog="python -m world")
    parser.add_argument("--plan", help="a plan as JSON; an empty one, if not given")
    parser.add_argument("--directory", required=True, help="where ca.pem and control.sock go")
    parser.add_argument("--namespace", action="store_true", help="ports 443, 80 and 53")
    with suppress(KeyboardInterrupt, asyncio.CancelledError):
        asyncio.run(_run(parser.parse_args()))


if __name__ == "__main__":
    main()

"""Names to addresses, in threads of our own.

The threads of the event loop's executor are few and are waited for at exit: forty stalled names
would block every other name and then the end of the program. These are daemons, and a question
that outlives its asker still fills the cache.
"""

import asyncio
import queue
import socket
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import anyio

Found = list[tuple[socket.AddressFamily, Any, int, str, tuple[Any, ...]]]
# As socket.getaddrinfo.
Lookup = Callable[..., Any]

MOST_THREADS = 64


@dataclass(eq=False, slots=True)
class _Question:
    """One name that is being asked for, and those who wait for it."""

    host: bytes
    port: int
    done: anyio.Event = field(default_factory=anyio.Event)
    found: Found = field(default_factory=list)
    error: Exception | None = None


def needs_a_name_server(host: str) -> bool:
    """Whether an answer for this host proves that names are served: no literal, no local name."""
    name = host.lower().rstrip(".")
    _, dot, last = name.rpartition(".")
    return bool(dot) and last[:1].isalpha() and ":" not in name and last not in _LOCAL


_LOCAL = frozenset({"localhost", "localdomain", "local"})


class Resolver:
    """Asks for each name once in a run, and remembers the answer."""

    def __init__(self, getaddrinfo: Lookup | None = None) -> None:
        self._getaddrinfo: Lookup = getaddrinfo or socket.getaddrinfo
        self._questions: dict[tuple[bytes, int], _Question] = {}
        self._waiting: queue.SimpleQueue[_Question | None] = queue.SimpleQueue()
        self._answered: deque[_Question] = deque()
        self._is_woken = False  # the event loop, to take what was answered
        self._threads = 0
        self._busy = 0

    async def resolve(
        self, host: bytes, port: int, *, afresh: bool = False, anew: bool = False
    ) -> Found:
        """The socket addresses of a name; `afresh` asks again if it failed before, `anew` always.

        What is asked anew is no answer for others: no connection goes to a second answer.
        """
        key = (host, port)
        question = None if anew else self._questions.get(key)
        if question is None or (afresh and question.error is not None):
            question = _Question(host, port)
            if not anew:
                self._questions[key] = question
            self._ask(question)
        await question.done.wait()
        if question.error is not None:
            # A fresh exception for each asker: one that is raised again grows its traceback.
            raise type(question.error)(*question.error.args)
        return question.found

    def is_asking(self, host: bytes, port: int) -> bool:
        """Whether the answer for a name is still out."""
        question = self._questions.get((host, port))
        return question is not None and not question.done.is_set()

    def is_known(self, host: bytes, port: int) -> bool:
        """Whether the addresses of a name are known from before."""
        question = self._questions.get((host, port))
        return question is not None and question.done.is_set() and question.error is None

    def close(self) -> None:
        """Ask for no more names, and let the threads go."""
        with suppress(queue.Empty):
            while True:
                self._waiting.get_nowait()
        for _ in range(self._threads):
            self._waiting.put(None)

    def _ask(self, question: _Question) -> None:
        loop = asyncio.get_running_loop()
        self._busy += 1
        if self._busy > self._threads and self._threads < MOST_THREADS:
            self._threads += 1
            threading.Thread(target=self._serve, args=(loop,), daemon=True).start()
        self._waiting.put(question)

    def _serve(self, loop: asyncio.AbstractEventLoop) -> None:
        while question := self._waiting.get():
            try:
                question.found = self._getaddrinfo(
                    question.host, question.port, type=socket.SOCK_STREAM
                )
            except Exception as error:  # noqa: BLE001  (handed to whoever asked)
                question.error = error
            self._answered.append(question)
            if self._is_woken:  # it takes a system call, and once will do for many answers
                continue
            self._is_woken = True
            try:
                loop.call_soon_threadsafe(self._tell)
            except RuntimeError:  # the loop is closed: nobody waits any more
                return

    def _tell(self) -> None:
        # First, for an answer that comes from now on needs another call.
        self._is_woken = False
        while self._answered:
            self._busy -= 1
            self._answered.popleft().done.set()

"""The wire alone: a HEAD for every link of a list; prints how many were answered with 200."""

import argparse
import json
import re
from collections import Counter
from functools import partial
from pathlib import Path

import anyio

from listcheck.exchange import Answer, Request
from listcheck.model import Flow, Lookup, Observation, Signal
from listcheck.wire import Wire, WireSettings, observe

_URL = re.compile(r"\((https://[^)]+)\)")


def head(url: str) -> Flow:
    reply = yield Request("HEAD", url)
    if isinstance(reply, Answer):
        return (Observation(url, Signal.ALIVE, status=reply.status, at=reply.at),)
    return (Observation(url, Signal.UNREACHABLE, str(reply.kind), at=reply.at),)


async def check(urls: list[str]) -> Counter[str]:
    settings = WireSettings("listcheck-benchmark", allow_addresses=("127.0.0.0/8",))
    done: dict[str, Observation] = {}
    async with Wire(settings) as wire:
        lookups = [Lookup((url,), partial(head, url)) for url in urls]
        await observe(lookups, wire, done=done)
    return Counter(str(one.status or one.reason) for one in done.values())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("list", type=Path)
    links = _URL.findall(parser.parse_args().list.read_text())
    print(json.dumps(anyio.run(check, links)))

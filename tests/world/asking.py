"""Requests to a world, made by hand: for the tests of the world itself."""

import socket
import ssl
from collections.abc import Mapping
from typing import Any

import httpx

from world.client import World

AGENT = "world-test/1.0 (+https://example.org/world)"
ATOM = {"Accept": "application/atom+xml"}
API = "https://api.github.com"


def ask(
    world: World,
    url: str,
    method: str = "GET",
    *,
    headers: Mapping[str, str] | None = None,
    json: Any = None,
    content: bytes | None = None,
    timeout: float = 10.0,
) -> httpx.Response:
    """One request on a connection of its own; redirects are not followed."""
    address = httpx.URL(url)
    port = world.ports["https" if address.scheme == "https" else "http"]
    context = ssl.create_default_context(cafile=str(world.ca_file))
    with httpx.Client(verify=context, timeout=timeout, trust_env=False) as client:
        return client.request(
            method,
            address.copy_with(host="127.0.0.1", port=port),
            headers={"Host": address.netloc.decode(), "User-Agent": AGENT, **(headers or {})},
            json=json,
            content=content,
            extensions={"sni_hostname": address.host},
        )


def graphql(world: World, query: str, token: str = "good", **variables: str) -> httpx.Response:
    """A GraphQL query."""
    headers = {"Authorization": f"bearer {token}"} if token else {}
    body = {"query": query, "variables": variables}
    return ask(world, f"{API}/graphql", "POST", headers=headers, json=body)


def arxiv(world: World, ids: str, size: int | None = 100, **headers: str) -> httpx.Response:
    """A call of arXiv's API."""
    query = f"id_list={ids}" + (f"&max_results={size}" if size is not None else "")
    return ask(world, f"https://export.arxiv.org/api/query?{query}", headers=ATOM | headers)


def shake_hands(world: World, host: str, timeout: float = 5.0) -> str:
    """What comes of a TLS handshake: the version, or the name of the error."""
    context = ssl.create_default_context(cafile=str(world.ca_file))
    try:
        with (
            socket.create_connection(("127.0.0.1", world.ports["https"]), timeout) as plain,
            context.wrap_socket(plain, server_hostname=host) as secure,
        ):
            return str(secure.version())
    except ssl.SSLCertVerificationError as error:
        return error.verify_message
    except OSError as error:
        return type(error).__name__

"""Files and branches of a repository, as flows: read at a commit, written by the contents API.

Documented at https://docs.github.com/rest/repos/contents and https://docs.github.com/rest/git/refs;
the moving and deleting of branches is GraphQL's `updateRef` and `deleteRef`.
"""

import base64
import binascii
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from listcheck.github.calls import Place, Talk, TroubleError, call
from listcheck.github.replies import word

_MOST_TRIES = 3  # to write a file that somebody else is writing, too
_MOVE = """mutation Move($branch: ID!, $commit: GitObjectID!) {
  updateRef(input: {refId: $branch, oid: $commit, force: true}) { clientMutationId }
}"""
_DELETE = """mutation Delete($branch: ID!) {
  deleteRef(input: {refId: $branch}) { clientMutationId }
}"""


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch: its name, the commit that it ends in, and its identity in GraphQL."""

    name: str
    commit: str
    node: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """A file at a commit: its blob, and its bytes, None where the reply did not hold them."""

    blob: str
    data: bytes | None = None

    def holds(self, data: bytes) -> bool:
        """Whether these are its bytes, byte for byte."""
        return self.data == data if self.data is not None else self.blob == blob(data)


def blob(data: bytes) -> str:
    """The name that git gives to the bytes of a file."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def default_branch(place: Place) -> Talk[tuple[Place, Branch]]:
    """The repository under the name that it has today, and its default branch.

    Raises:
        TroubleError: it cannot be read, or it is empty.
    """
    told = yield from call("GET", place.url("").rstrip("/"))
    here = Place(word(told, "full_name"), place.api, place.server)
    found = yield from branch(here, word(told, "default_branch"))
    if found is None:
        raise TroubleError("the default branch cannot be read", 404)
    return here, found


def branch(place: Place, name: str) -> Talk[Branch | None]:
    """A branch, None if there is none.

    Raises:
        TroubleError: it cannot be told.
    """
    told = yield from _if_there(place.url(f"git/ref/heads/{quote(name)}"))
    if told is None:
        return None
    return Branch(name, word(told, "object", "sha"), word(told, "node_id"))


def file(place: Place, path: str, ref: str) -> Talk[File | None]:
    """A file at a branch or commit, None if there is no such file.

    Raises:
        TroubleError: it cannot be told.
    """
    told = yield from _if_there(_contents(place, path) + f"?ref={quote(ref, safe='')}")
    if not isinstance(told, dict) or told.get("type") != "file":
        return None
    return File(word(told, "sha"), _bytes(told))


def _contents(place: Place, path: str) -> str:
    return place.url(f"contents/{quote(path, errors='replace')}")


def _bytes(told: Mapping[str, Any]) -> bytes | None:
    """The bytes in a reply; of more than a megabyte there are none."""
    text = str(told.get("content") or "")
    if told.get("encoding") != "base64" or (not text and told.get("size")):
        return None
    try:
        return base64.b64decode(text)
    except binascii.Error:
        return None


def _if_there(url: str) -> Talk[Any]:
    try:
        return (yield from call("GET", url))
    except TroubleError as trouble:
        if trouble.status != 404:
            raise
        return None


def create(place: Place, name: str, commit: str) -> Talk[Branch]:
    """A new branch.

    Raises:
        TroubleError: it cannot be created: there is one of that name, or another in its way.
    """
    payload = {"ref": f"refs/heads/{name}", "sha": commit}
    told = yield from call("POST", place.url("git/refs"), payload)
    return Branch(name, commit, word(told, "node_id"))


def move(graphql: str, moved: Branch, commit: str) -> Talk[bool]:
    """Let a branch end in another commit, whatever it ended in; whether it does now."""
    variables = {"branch": moved.node, "commit": commit}
    return (yield from _mutate(graphql, "updateRef", _MOVE, variables))


def delete(graphql: str, gone: Branch) -> Talk[bool]:
    """Take a branch away; whether it went."""
    return (yield from _mutate(graphql, "deleteRef", _DELETE, {"branch": gone.node}))


def _mutate(graphql: str, name: str, query: str, variables: Mapping[str, str]) -> Talk[bool]:
    """Whether it was done. GraphQL says no with status 200."""
    try:
        told = yield from call("POST", graphql, {"query": query, "variables": dict(variables)})
    except TroubleError:
        return False
    data = told.get("data") if isinstance(told, dict) and not told.get("errors") else None
    return isinstance(data, dict) and data.get(name) is not None


def put(place: Place, name: str, path: str, data: bytes, message: str) -> Talk[str]:
    """Write a file on a branch; the commit, empty where the file was so already.

    Raises:
        TroubleError: it cannot be written.
    """
    for attempt in range(1, _MOST_TRIES + 1):
        there = yield from file(place, path, name)
        if there is not None and there.holds(data):
            return ""
        payload = {
            "message": message,
            "content": base64.b64encode(data).decode(),
            "branch": name,
            **({"sha": there.blob} if there else {}),
        }
        try:
            told = yield from call("PUT", _contents(place, path), payload)
        except TroubleError as trouble:
            if trouble.status not in (409, 422) or attempt == _MOST_TRIES:
                raise
        else:
            return word(told, "commit", "sha")
    raise AssertionError

"""Records of services with an API that answers 200 for what is there and 404 for what is not.

Zenodo (https://developers.zenodo.org, 410 for a record that was withdrawn), Software Heritage
(https://archive.softwareheritage.org/api/1/), and the repositories of GitLab
(https://docs.gitlab.com/api/projects/), Codeberg (https://codeberg.org/api/swagger) and Bitbucket
(https://developer.atlassian.com/cloud/bitbucket/rest/). To strangers, all three say the same of
what is private and of what never was, so their 404 proves nothing until the page says 404 as well.
"""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple
from urllib.parse import quote

from listcheck.exchange import Request, status_of
from listcheck.model import Flow, Lookup, Signal
from listcheck.probes import authority
from listcheck.probes.authority import Seeing, Talk
from listcheck.probes.question import Question, one_by_one
from listcheck.settings import Settings


class Service(NamedTuple):
    """One service: its name for people, and its API with `{}` for the name of a record."""

    name: str
    api: str
    what: str
    form: Callable[[str], str] = quote  # of the name within the API's address


SERVICES = {
    "zenodo": Service("Zenodo", "https://zenodo.org/api/records/{}", "record"),
    "swh": Service(
        "Software Heritage",
        "https://archive.softwareheritage.org/api/1/resolve/{}/",
        "object",
    ),
    "gitlab": Service(
        "GitLab",
        "https://gitlab.com/api/v4/projects/{}",
        "public project",
        partial(quote, safe=""),
    ),
    "codeberg": Service(
        "Codeberg",
        "https://codeberg.org/api/v1/repos/{}",
        "public repository",
    ),
    "bitbucket": Service(
        "Bitbucket",
        "https://api.bitbucket.org/2.0/repositories/{}",
        "public repository",
    ),
}


def lookups(questions: tuple[Question, ...], settings: Settings) -> tuple[Lookup, ...]:
    """One conversation for each record."""
    return one_by_one(flow, questions, settings)


def flow(question: Question, settings: Settings) -> Flow:
    """Ask for one record."""
    return ((yield from _asked(Talk(question, settings))),)


def _asked(talk: Talk) -> Seeing:
    kind, _, name = talk.question.name.partition("/")
    service = SERVICES[kind]
    url = service.api.format(service.form(name))
    reply = yield from authority.asked(talk, Request("GET", url, authority.JSON))
    status, page = status_of(reply), talk.question.address
    if status == 200 and authority.is_json(reply):
        return authority.seen(talk, Signal.ALIVE, "answers")
    if status in (404, 410):
        reason = f"{service.name} knows no {service.what} of this name"
        return (yield from authority.denied(talk, page, reason))
    if status is not None and status < 400:
        return (yield from authority.by_page(talk, page))  # renamed, or not the API's own reply
    return authority.silent(talk, reply, service.name)

"""Rows: hosts with a policy of their own, and the services whose records are asked."""

import re
from collections.abc import Iterator

from world import Fault

from listcheck.probes import hosts as policies
from liveness.situations import FORGOTTEN, Group, Situation

_GONE = Fault("status", status=404)
_LOOKED = "HEAD, GET, GET"  # at a page that is gone
_HUB = "https://huggingface.co"
_HEX = "0123456789abcdef0123456789abcde"


def _down(url: str, status: int = 500) -> tuple[str, Fault]:
    return url, Fault("status", status=status)


_PAPER = "GET export.arxiv.org"
_QUERY = "POST api.github.com"
# An address for each pattern of those whose records are asked, and the steps.
_BY_RECORD = {
    "doi.org/10.": ("https://doi.org/10.5555/p-doi", "GET API"),
    "dx.doi.org/10.": ("http://dx.doi.org/10.5555/p-old-doi", "GET doi.org"),
    "arxiv.org/abs": ("https://arxiv.org/abs/2501.00201", _PAPER),
    "arxiv.org/pdf": ("https://arxiv.org/pdf/2501.00202", _PAPER),
    "arxiv.org/html": ("https://arxiv.org/html/2501.00203", _PAPER),
    "ar5iv.labs.arxiv.org": ("https://ar5iv.labs.arxiv.org/html/2501.00204", _PAPER),
    "ar5iv.org": ("https://ar5iv.org/abs/2501.00205", _PAPER),
    "alphaxiv.org/abs": ("https://www.alphaxiv.org/abs/2501.00206", _PAPER),
    "huggingface.co/papers": ("https://huggingface.co/papers/2501.00207", _PAPER),
    "doi.org/10.48550": ("https://doi.org/10.48550/arXiv.2501.00208", _PAPER),
    "github.com": ("https://github.com/own/p-github", _QUERY),
    "raw.githubusercontent.com": (
        "https://raw.githubusercontent.com/own/p-raw/main/README.md", _QUERY,
    ),
    "media.githubusercontent.com": (
        "https://media.githubusercontent.com/media/own/p-media/main/README.md", _QUERY,
    ),
    "codeload.github.com": ("https://codeload.github.com/own/p-load/zip/refs/heads/main", _QUERY),
    "gist.github.com": (f"https://gist.github.com/somebody/{_HEX}3", "GET api.github.com"),
    "huggingface.co": (f"{_HUB}/somebody/p-model", "GET API"),
    "huggingface.co/datasets": (f"{_HUB}/datasets/somebody/p-data", "GET API"),
    "huggingface.co/spaces": (f"{_HUB}/spaces/somebody/p-space", "GET API"),
    "huggingface.co/collections": (f"{_HUB}/collections/somebody/p-several-0123", "GET API"),
    "hf.co": ("https://hf.co/somebody/p-short", "GET huggingface.co"),
    "youtube.com": ("https://www.youtube.com/watch?v=p-video-001", "GET oEmbed"),
    "youtu.be": ("https://youtu.be/p-video-002", "GET www.youtube.com"),
    "zenodo.org": ("https://zenodo.org/records/7700001", "GET API"),
    "archive.softwareheritage.org": (
        f"https://archive.softwareheritage.org/swh:1:rev:{_HEX}00000000e", "GET API",
    ),
    "gitlab.com": ("https://gitlab.com/somebody/p-gitlab", "GET API"),
    "codeberg.org": ("https://codeberg.org/somebody/p-codeberg", "GET API"),
    "bitbucket.org": ("https://bitbucket.org/somebody/p-bitbucket", "GET api.bitbucket.org"),
}  # fmt: skip


def _by_record() -> Iterator[tuple[str, Situation]]:
    for row in policies.table():
        if row.rule.pattern in _BY_RECORD:
            url, asked = _BY_RECORD[row.rule.pattern]
            name = re.sub(r"/main/README\.md$|/zip/refs/.*", "", url)
            mark = re.sub(r".*/(?:watch\?v=|arXiv\.)?", "", name)
            paper = row.rule.policy == "api:arxiv"
            yield f"record-{row.rule.pattern}", Situation(
                f"`{row.rule.pattern}`: what is asked for is there", "alive", asked, url=url,
                mark=mark, label=f"A Study of Address Number {mark}" if paper else "",
            )  # fmt: skip


def _unverifiable() -> Iterator[tuple[str, Situation]]:
    for row in policies.table():
        if row.rule.policy == policies.UNVERIFIABLE:
            yield f"unverifiable-{row.rule.pattern}", Situation(
                f"whatever: `{row.rule.pattern}`", "unverified", "", 0, FORGOTTEN,
                url=row.example, mark=row.example.partition("://")[2],
            )  # fmt: skip


def _asked() -> Iterator[tuple[str, Situation]]:
    for row in policies.table():
        if row.rule.policy == policies.ASK:
            pattern = row.rule.pattern
            place = row.example.partition("://")[2]
            last = re.split(r"[/=]", place.rstrip("/"))[-1]
            gone = f"gone-{pattern.replace('.', '-').strip('*-')}"
            yield (
                f"asked-{pattern}",
                Situation(f"`{pattern}` answers 200", "alive", "HEAD", url=row.example, mark=place),
            )
            yield f"asked-gone-{pattern}", Situation(
                f"`{pattern}` answers 404", "dead", _LOOKED, faults=(_GONE,),
                url=row.example.replace(last, gone), mark=gone,
            )  # fmt: skip


def _disbelieved() -> Iterator[tuple[str, Situation]]:
    for number, row in enumerate(policies.table()):
        if row.rule.policy == policies.DISBELIEVE_404:
            place = row.example.replace("A-page", f"n-page-{number}")
            mark = place.rpartition("/")[2].lower()
            pattern = f"`{row.rule.pattern}`"
            for status, state, asked in ((200, "alive", "HEAD"), (404, "unverified", "HEAD, GET"),
                                         (410, "dead", _LOOKED)):  # fmt: skip
                yield f"disbelieved-{number}-{status}", Situation(
                    f"{pattern} answers {status}", state, asked,
                    url=place.replace("n-page", f"n{status}-page"),
                    mark=mark.replace("n-page", f"n{status}-page"),
                    faults=(Fault("status", status=status),),
                )  # fmt: skip


POLICIES = Group(
    "Hosts with a policy",
    "As [hosts.md](hosts.md) has them, and each with what it rests on.",
    dict([*_unverifiable(), *_disbelieved(), *_asked(), *_by_record()]),
)


def _doi(name: str, says: str, state: str, asked: str, *faults: Fault | tuple[str, Fault],
         run: int = 0) -> Situation:  # fmt: skip
    # A registry that wants a pause is asked nothing more in its run.
    return Situation(says, state, asked, faults=faults, run=run,
                     url=f"https://doi.org/10.5555/{name}")  # fmt: skip


DOIS = Group(
    "DOIs",
    "The registry of handles is asked; what the publisher's pages answer says nothing of a DOI.",
    {
        "d-there": _doi("d-there", "the registry has it", "alive", "GET API"),
        "d-wall": _doi("d-wall", "the registry has it, the publisher refuses machines", "alive",
                       "GET API", Fault("status", status=403)),
        "d-gone": _doi("d-gone", "the registry has it not, the resolver says 404", "dead",
                       f"GET API, {_LOOKED}", _GONE),
        "d-down": _doi("d-down", "the registry fails, the resolver leads on", "alive",
                       "GET API, GET API, HEAD",
                       _down("https://doi.org/api/handles/10.5555/d-down"),
                       Fault("redirect", status=302, target="https://new.example.org/d-publisher")),
        "d-denied": _doi("d-denied", "the registry has it not, the resolver leads on", "unverified",
                         "GET API, HEAD", ("https://doi.org/api/handles/10.5555/d-denied",
                          Fault("status", status=404, text='{"responseCode": 100}')),
                         Fault("redirect", status=302, target="https://new.example.org/d-publisher")),
        "d-busy": _doi("d-busy", "the registry wants fewer questions", "unverified", "GET API",
                       ("https://doi.org/api/handles/10.5555/d-busy",
                        Fault("status", status=429, retry_after="3600")), run=2),
    },
)  # fmt: skip

_MODEL = f"{_HUB}/somebody"
HUB = Group(
    "Hugging Face",
    "Its API is asked; 401 is said of what is private, gated or missing alike, and proves nothing.",
    {
        "h-model": Situation("200", "alive", "GET API", url=f"{_MODEL}/h-model"),
        "h-data": Situation("200 for a data set", "alive", "GET API",
                            url=f"{_HUB}/datasets/somebody/h-data"),
        "h-space": Situation("200 for a space", "alive", "GET API",
                             url=f"{_HUB}/spaces/somebody/h-space"),
        "h-collection": Situation("200 for a collection", "alive", "GET API",
                                  url=f"{_HUB}/collections/somebody/h-collection"),
        "h-renamed": Situation("a redirect to another name", "moved", "GET API, GET API", 1,
                               faults=(Fault("redirect", status=307,
                                             target=f"{_MODEL}/h-new-name"),),
                               url=f"{_MODEL}/h-renamed"),
        "h-hidden": Situation("401", "unverified", "GET API", faults=(_GONE,),
                              url=f"{_MODEL}/h-hidden"),
        "h-gone": Situation("404, and its page says 404", "dead", f"GET API, {_LOOKED}",
                            faults=(_down(f"{_HUB}/api/models/somebody/h-gone", 404), _GONE),
                            url=f"{_MODEL}/h-gone"),
        "h-page": Situation("404, and its page answers", "alive", "GET API, HEAD",
                            faults=(_down(f"{_HUB}/api/models/somebody/h-page", 404),),
                            url=f"{_MODEL}/h-page"),
        "h-gated": Situation("403", "unverified", "GET API",
                             faults=(_down(f"{_HUB}/api/models/somebody/h-gated", 403),),
                             url=f"{_MODEL}/h-gated"),
        "h-gated-file": Situation("200, and 401 for a file", "unverified",
                                  "GET API, HEAD file",
                                  faults=(_down(f"{_MODEL}/h-gated-file/resolve/main/a.bin", 401),),
                                  url=f"{_MODEL}/h-gated-file/blob/main/a.bin"),
        "h-down": Situation("500", "unverified", "GET API, GET API",
                            faults=(_down(f"{_HUB}/api/models/somebody/h-down"),),
                            url=f"{_MODEL}/h-down"),
        "h-file": Situation("a file that is there", "alive", "GET API, HEAD file",
                            url=f"{_MODEL}/h-file/blob/main/a.json"),
        "h-no-file": Situation("200, and no such file in it", "dead",
                               "GET API, HEAD file, HEAD file", faults=(_GONE,),
                               url=f"{_MODEL}/h-no-file/blob/main/a.json"),
    },
)  # fmt: skip


def _video(name: str) -> dict[str, str]:
    return {"url": f"https://www.youtube.com/watch?v={name}", "mark": name}


def _oembed(name: str, status: int, text: str = "") -> tuple[str, Fault]:
    page = f"https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3D{name}"
    where = f"https://www.youtube.com/oembed?format=json&url={page}"
    return where, Fault("status", status=status, text=text)


YOUTUBE = Group(
    "YouTube",
    "Its oEmbed service describes what can be seen; the thumbnail is the second witness.",
    {
        "y-there": Situation("oEmbed describes it", "alive", "GET oEmbed",
                             **_video("y-there-001")),  # type: ignore[arg-type]
        "y-gone": Situation("oEmbed says `Not Found`, and there is no thumbnail", "dead",
                            "GET oEmbed, HEAD img.youtube.com", faults=(_GONE,),
                            **_video("y-gone-0001")),  # type: ignore[arg-type]
        "y-half": Situation("oEmbed says `Not Found`, and there is a thumbnail", "unverified",
                            "GET oEmbed, HEAD img.youtube.com",
                            faults=(_oembed("y-half-0001", 404, "Not Found"),
                                    _down("https://img.youtube.com/vi/y-half-0001/0.jpg", 200)),
                            **_video("y-half-0001")),  # type: ignore[arg-type]
        "y-locked": Situation("oEmbed says 401, and there is a thumbnail", "alive",
                              "GET oEmbed, HEAD img.youtube.com",
                              faults=(_oembed("y-locked-01", 401),),
                              **_video("y-locked-01")),  # type: ignore[arg-type]
        "y-private": Situation("oEmbed says 403, and there is no thumbnail", "unverified",
                               "GET oEmbed, HEAD img.youtube.com",
                               faults=(_oembed("y-private-1", 403), _GONE),
                               **_video("y-private-1")),  # type: ignore[arg-type]
        "y-down": Situation("oEmbed says 500", "unverified", "GET oEmbed, GET oEmbed",
                            faults=(_oembed("y-down-0001", 500),),
                            **_video("y-down-0001")),  # type: ignore[arg-type]
    },
)  # fmt: skip


def _record(
    name: str, page: str, api: str, asked: str = "GET API"
) -> Iterator[tuple[str, Situation]]:
    mark = page.rstrip("/").rpartition("/")[2]
    for number, (says, state, steps, lasting) in enumerate((
        ("200", "alive", asked, ""),
        ("404, and its page says 404", "dead", f"{asked}, {_LOOKED}", ""),
        ("404, and its page leads to a login", "unverified", f"{asked}, HEAD, HEAD, GET, GET", ""),
        ("500", "unverified", f"{asked}, {asked}", ""),
    ), 1):  # fmt: skip
        own = f"{mark[:-1]}{number}"
        url, host = page.replace(mark, own), page.split("/")[2]
        faults: tuple[Fault | tuple[str, Fault], ...] = ((), (_GONE,), (
            (api.format(own), _GONE),
            Fault("redirect", status=302, target=f"https://{host}/users/sign_in?{own}"),
        ), (_down(api.format(own)),))[number - 1]  # fmt: skip
        yield f"{name}-{number}", Situation(f"{name}: {says}", state, steps, None, lasting,
                                            faults=faults, url=url, mark=own)  # fmt: skip


RECORDS = Group(
    "Records of other services",
    "The service's API is asked, and its page where that denies the thing.",
    dict([
        *_record("Zenodo", "https://zenodo.org/records/7700010",
                 "https://zenodo.org/api/records/{}"),
        *_record("Software Heritage",
                 f"https://archive.softwareheritage.org/swh:1:rev:{_HEX}00000000f",
                 "https://archive.softwareheritage.org/api/1/resolve/{}/"),
        *_record("GitLab", "https://gitlab.com/somebody/gl-project-0",
                 "https://gitlab.com/api/v4/projects/somebody%2F{}"),
        *_record("Codeberg", "https://codeberg.org/somebody/cb-project-0",
                 "https://codeberg.org/api/v1/repos/somebody/{}"),
        *_record("Bitbucket", "https://bitbucket.org/somebody/bb-project-0",
                 "https://api.bitbucket.org/2.0/repositories/somebody/{}",
                 "GET api.bitbucket.org"),
        ("g-there", Situation("a gist: 200", "alive", "GET api.github.com",
                              url=f"https://gist.github.com/somebody/{_HEX}1", mark=f"{_HEX}1")),
        ("g-gone", Situation("a gist: 404, and its page says 404", "dead",
                             f"GET api.github.com, {_LOOKED}", faults=(_GONE,),
                             url=f"https://gist.github.com/somebody/{_HEX}2", mark=f"{_HEX}2")),
    ]),
)  # fmt: skip

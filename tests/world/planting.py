"""The faults by name, and `plant`, which puts one where it belongs."""

import re

from world.plan import Api, Fault, Plan, Repository, page_key

# Of a page. `status` takes status, retry_after, text, headers; `redirect` takes target and either
# status or a chain of statuses as text ("301,302"); `private-redirect` and `file-redirect` need
# nothing. All take method, times and after. Planted at `https://host/*` they strike every page of
# the host that has no fault of its own.
ANSWERS = frozenset(
    [
        "status",
        "redirect",
        "https-redirect",
        "private-redirect",
        "file-redirect",
        "loop",
        "cookie-loop",
        "challenge",
        "waf-challenge",
        "waf-captcha",
        "soft-404",
        "parked",
        "gzip-bomb",
        "bad-gzip",
    ]
)
# Of a page: the conversation itself breaks. `stall`, `stall-body` and `drip` take seconds,
# `interim` the status that is sent before the answer.
BREAKDOWNS = frozenset(
    [
        "stall",
        "stall-body",
        "drip",
        "reset",
        "close",
        "cut-headers",
        "cut-body",
        "bad-chunks",
        "interim",
        "endless",
        "huge-headers",
        "garbage",
    ]
)
# Of a host, whatever the page. `private-address` takes an address as text. The names that nobody
# resolves need the namespace; elsewhere they lead to names that end in .invalid.
HOST_FAULTS = frozenset(
    [
        "expired-certificate",
        "wrong-host-certificate",
        "self-signed-certificate",
        "unknown-authority-certificate",
        "old-protocol",
        "plain-text",
        "reset-handshake",
        "stall-handshake",
        "refused",
        "silent",
        "no-such-name",
        "server-failure",
        "silent-name",
        "no-address",
        "private-address",
    ]
)
NAME_FAULTS = frozenset(
    ["no-such-name", "server-failure", "silent-name", "no-address", "private-address"]
)
# Of a repository. `renamed` takes a target (owner/name), `gone-path` and `submodule` a target
# (path), `branch-renamed` a target (branch, default "trunk"). `gone-issue` takes a target (its
# number) and as text what became of it ("deleted", "discussion", nothing as if it never was),
# `gone-ref` a target (branch, tag or commit), `gone-asset` a target (tag/file).
ITEM_FAULTS = frozenset(["gone-issue", "gone-ref", "gone-asset", "issues-off", "wiki-off"])
REPOSITORY_FAULTS = ITEM_FAULTS | frozenset(
    [
        "deleted",
        "private",
        "private-visible",
        "renamed",
        "archived",
        "disabled",
        "dmca",
        "blocked",
        "forbidden",
        "empty",
        "gone-path",
        "branch-renamed",
        "submodule",
        "silent-null",
    ]
)
# Of a paper. `wrong-title` and `newer-title` take a text, `published` a venue as text,
# `fewer-versions` their number as limit.
PAPER_FAULTS = frozenset(
    ["missing", "withdrawn", "wrong-title", "newer-title", "published", "fewer-versions"]
)
# Of the APIs, besides ANSWERS and BREAKDOWNS. `limit`: only if more things are asked at once.
API_FAULTS: dict[Api, frozenset[str]] = {
    "graphql": frozenset(
        [
            "bad-gateway",
            "gateway-timeout",
            "resource-limits",
            "bad-credentials",
            "rate-limited",
            "secondary-limit",
        ]
    ),
    "rest": frozenset(["bad-credentials", "rate-limited", "secondary-limit"]),
    "arxiv": frozenset(
        ["empty-feed", "rate-exceeded-text", "control-missing", "truncated-feed", "error-with-200"]
    ),
}
FAULTS = frozenset.union(
    ANSWERS, BREAKDOWNS, HOST_FAULTS, REPOSITORY_FAULTS, PAPER_FAULTS, *API_FAULTS.values()
)

_PAPER = re.compile(r"(?:[a-z-]+(?:\.[A-Z]{2})?/\d{7}|\d{4}\.\d{4,5})\Z")
_REPOSITORY = re.compile(r"[A-Za-z0-9-]+/[A-Za-z0-9._-]+\Z")


def plant(plan: Plan, where: str, fault: Fault) -> Plan:
    """Plant a fault in a URL, a repository (`owner/name`), a paper (its id) or an API."""
    if where in ("graphql", "rest", "arxiv"):
        api: Api = where  # type: ignore[assignment]
        _known(fault, ANSWERS | BREAKDOWNS | API_FAULTS[api])
        plan.apis.setdefault(api, []).append(fault)
    elif "://" in where:
        _plant_page(plan, where, fault)
    elif _PAPER.match(where):
        _plant_paper(plan, where, fault)
    elif _REPOSITORY.match(where):
        spoil = _take_out if fault.name in ITEM_FAULTS else _plant_repository
        spoil(plan.repositories[where.lower()], fault)
    else:
        raise ValueError(f"no URL, repository, paper or API: {where}")
    return plan


def _known(fault: Fault, names: frozenset[str]) -> None:
    if fault.name not in names:
        raise ValueError(f"no such fault here: {fault.name} (there are {', '.join(sorted(names))})")


def _plant_page(plan: Plan, url: str, fault: Fault) -> None:
    _known(fault, ANSWERS | BREAKDOWNS | HOST_FAULTS)
    key = page_key(url)
    plan.pages.setdefault(key, [])
    if fault.name in HOST_FAULTS:
        plan.hosts.setdefault(key.partition("/")[0], []).append(fault)
        return
    plan.pages[key].append(fault)
    if fault.name == "redirect" and fault.target.startswith(("http:", "https:")):
        plan.with_page(fault.target)


def _plant_paper(plan: Plan, identifier: str, fault: Fault) -> None:
    _known(fault, PAPER_FAULTS)
    paper = plan.papers[identifier]
    match fault.name:
        case "wrong-title":
            paper.titles = [fault.text or "Spectral Gaps of Damped Oscillators on Compact Surfaces"]
        case "newer-title":
            paper.titles = [*paper.titles, fault.text or f"Revisited: {paper.titles[-1]}"]
            paper.versions = len(paper.titles)
        case "fewer-versions":
            paper.versions = fault.limit or 1
        case "published":
            paper.comment = f"Accepted at {fault.text or 'ICML 2026'}"
        case "withdrawn":
            paper.state, paper.versions = "withdrawn", paper.versions + 1
            paper.comment = fault.text or (
                "This paper has been withdrawn by the authors due to an error in the main proof"
            )
        case state:
            paper.state = state


def _plant_repository(repository: Repository, fault: Fault) -> None:
    _known(fault, REPOSITORY_FAULTS)
    match fault.name:
        case "renamed":
            repository.name = fault.target or f"{repository.name}-renamed"
        case "archived":
            repository.archived = True
        case "disabled":
            repository.disabled = True
        case "empty":
            repository.empty, repository.pushed_at = True, None
            repository.files, repository.directories = {}, []
        case "private-visible":
            repository.private = True
        case "gone-path" | "submodule":
            gone = fault.target.strip("/")
            if fault.name == "submodule":
                repository.submodules[gone] = "https://git.example.org/another.git"
            repository.directories = [
                path for path in repository.directories if not _lies_in(path, gone)
            ]
            repository.files = {
                path: text for path, text in repository.files.items() if not _lies_in(path, gone)
            }
        case "branch-renamed":
            old, repository.default_branch = repository.default_branch, fault.target or "trunk"
            repository.refs = [ref for ref in repository.refs if ref != old]
        case "private":
            repository.state = "deleted"  # nobody outside can tell the two apart
        case state:
            repository.state = state


def _take_out(repository: Repository, fault: Fault) -> None:
    match fault.name:
        case "gone-issue":
            number = int(fault.target or 0)
            for issue in [one for one in repository.issues if one.number == number]:
                issue.state = "deleted"
                if fault.text != "deleted":
                    repository.issues.remove(issue)
            repository.discussions += [number] if fault.text == "discussion" else []
        case "gone-ref":
            repository.refs = [ref for ref in repository.refs if ref != fault.target]
        case "gone-asset":
            tag, _, name = fault.target.rpartition("/")
            kept = [one for one in repository.assets.get(tag, []) if one != name]
            repository.assets[tag] = kept
        case "issues-off":
            repository.has_issues, repository.issues = False, []
        case "wiki-off":
            repository.has_wiki = False


def _lies_in(path: str, directory: str) -> bool:
    return path == directory or path.startswith(f"{directory}/")

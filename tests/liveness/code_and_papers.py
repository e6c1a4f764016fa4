"""Rows: repositories on GitHub and papers on arXiv, and what their APIs do in trouble."""

from typing import Any

from world import Fault

from liveness.situations import FORGOTTEN, Group, Situation

_QUERY = "POST api.github.com"
_PATH = f"{_QUERY}, {_QUERY}, GET api.github.com"
_CONFIRMED = f"{_QUERY}, GET api.github.com"


def _repo(name: str, says: str, state: str, asked: str, rules: tuple[str, ...] | None = None,
          path: str = "", **options: Any) -> tuple[str, Situation]:  # fmt: skip
    fault = options.pop("fault", None)
    faults = ((f"own/{name}", fault),) if fault else ()
    return name, Situation(says, state, asked, None, options.pop("lasting", ""), rules, faults,
                           f"https://github.com/own/{name}{path}")  # fmt: skip


REPOSITORIES = Group(
    "Repositories on GitHub",
    "With a token one GraphQL query asks for up to fifty repositories at once, and counts here for "
    "each; what it does not have is asked of REST before anybody is told.",
    dict([
        _repo("gh-there", "is there", "alive", _QUERY),
        _repo("gh-renamed", "has another name", "moved", _QUERY, ("repo-renamed",),
              fault=Fault("renamed", target="own/gh-new-name")),
        _repo("gh-moved", "has another owner", "moved", _QUERY, ("repo-renamed",),
              fault=Fault("renamed", target="others/gh-moved")),
        _repo("gh-archived", "is archived", "alive", _QUERY, ("repo-archived",),
              fault=Fault("archived")),
        _repo("gh-empty", "is empty", "alive", _QUERY, ("repo-empty",), fault=Fault("empty")),
        _repo("gh-disabled", "is disabled", "alive", _QUERY, ("repo-blocked",),
              fault=Fault("disabled")),
        _repo("gh-deleted", "GraphQL and REST know no such repository", "dead", _CONFIRMED,
              ("repo-missing",), fault=Fault("deleted")),
        _repo("gh-dmca", "451: taken down (DMCA)", "dead", _CONFIRMED, ("repo-blocked",),
              fault=Fault("dmca")),
        _repo("gh-blocked", "403 with a block: against the terms", "dead", _CONFIRMED,
              ("repo-blocked",), fault=Fault("blocked")),
        _repo("gh-forbidden", "guarded by its organisation's login", "unverified", _QUERY,
              fault=Fault("forbidden")),
        _repo("gh-left-out", "left out of the answer, without a word", "unverified", _QUERY,
              fault=Fault("silent-null")),
        _repo("gh-path", "a folder that is there", "alive", _QUERY, path="/tree/main/src"),
        _repo("gh-no-path", "a folder that is not there", "dead",
              f"{_PATH}, GET api.github.com", ("repo-path-missing",), "/tree/main/src/gone",
              fault=Fault("gone-path", target="src/gone")),
        _repo("gh-trunk", "a file on a branch that was renamed", "dead", _PATH,
              ("repo-path-missing",), "/blob/main/a.py",
              fault=Fault("branch-renamed", target="trunk")),
        _repo("gh-submodule", "a submodule", "alive", _PATH, (), "/tree/main/src/sub",
              fault=Fault("submodule", target="src/sub")),
        ("gh-owner", Situation("an owner that is there", "alive", _QUERY,
                               url="https://github.com/gh-owner")),
        _repo("gh-issue", "an issue of a repository that is there", "alive", _QUERY,
              path="/issues/7"),
        _repo("gh-release", "a release of a repository that is there", "alive", _QUERY,
              path="/releases/tag/v1"),
        _repo("gh-in-submodule", "a file in a submodule", "unverified",
              f"{_PATH}, GET api.github.com, GET api.github.com", None,
              "/tree/main/src/sub/inner/a.py", fault=Fault("submodule", target="src/sub")),
    ]),
)  # fmt: skip


def _paper(number: str, says: str, state: str, asked: str, rules: tuple[str, ...],
           title: str, **options: Any) -> tuple[str, Situation]:  # fmt: skip
    fault = options.pop("fault", None)
    faults = ((number, fault),) if fault else ()
    version = options.pop("version", "")
    return f"arxiv-{number}", Situation(
        says, state, asked, options.get("arrived"), "", rules, faults,
        f"https://arxiv.org/abs/{number}{version}",
        number, title, 1,
    )  # fmt: skip


_CALL = "GET export.arxiv.org"
_AGAIN = f"{_CALL}, {_CALL}"
PAPERS = Group(
    "Papers on arXiv",
    "One call asks for up to 98 papers, and for two that are known to exist. A paper is missing "
    "when two such replies leave it out and its page says 404.",
    dict([
        _paper("2501.00001", "has it", "alive", _AGAIN, (),
               "Learned Routing in Sparse Mixtures of Experts", arrived=1),
        _paper("2501.00002", "leaves it out twice, and its page says 404", "dead",
               f"{_CALL}, {_CALL}, GET", ("paper-missing",),
               "Policy Gradients for Tabular Regression Problems", fault=Fault("missing")),
        _paper("2501.00003", "has it, and it is withdrawn", "alive", _AGAIN,
               ("paper-withdrawn",), "Quantised Attention Kernels on Small Devices",
               fault=Fault("withdrawn")),
        _paper("2501.00005", "has it, and not that version", "dead", f"{_CALL}, {_CALL}, GET",
               ("paper-missing",), "Graph Rewriting for Program Repair", version="v7",
               fault=Fault("fewer-versions", limit=2)),
        ("arxiv-odd", Situation("is not asked: no id can look so", "refused", "", None, "",
                                ("arxiv-id-malformed",), (), "https://arxiv.org/abs/25011.1",
                                "", "", 1)),
    ]),
)  # fmt: skip


# What spoils an API spoils it for all that is asked in its run.
_WITH_PAPERS, _WITHOUT_TOKEN = 1, 6
TOKENS = {_WITHOUT_TOKEN: ""}


def _trouble(where: str, run: int, says: str, asked: str, arrived: int, *faults: tuple[str, Fault],
             lasting: str = "", number: int = 0, state: str = "unverified",
             rules: tuple[str, ...] | None = None) -> tuple[str, Situation]:  # fmt: skip
    name = f"{where}-{number or run}"
    url, mark, title = f"https://github.com/own/{name}", name, ""
    if where != "github":
        mark = f"2501.0010{number or run}"
        title = f"Spectral Clustering of Very Long Documents, {number or run}"
        url = f"https://arxiv.org/abs/{mark}"
    return name, Situation(says, state, asked, arrived, lasting, rules, faults, url, mark, title,
                           run)  # fmt: skip


GITHUB = Group(
    "GitHub's API in trouble",
    "What the API cannot say is not said of a repository, and nothing of it is counted as its "
    "failure, however long it lasts.",
    dict([
        _trouble("github", _WITH_PAPERS, "a secondary limit, for an hour", _QUERY, 1,
                 ("graphql", Fault("secondary-limit", retry_after="3600"))),
        _trouble("github", 2, "its allowance is used up", _QUERY, 1,
                 ("graphql", Fault("rate-limited")), ("rest", Fault("rate-limited"))),
        _trouble("github", 3, "502 to every question", _CONFIRMED, 2,
                 ("graphql", Fault("bad-gateway")), ("rest", Fault("status", status=502))),
        _trouble("github", 4, "the token is refused", "", 1,
                 ("graphql", Fault("bad-credentials")), ("rest", Fault("bad-credentials")),
                 lasting=FORGOTTEN),
        _trouble("github", 5, "GraphQL knows no such repository, REST says 500", _CONFIRMED, 2,
                 ("own/github-5", Fault("deleted")), ("rest", Fault("status", status=500))),
        _trouble("github", _WITHOUT_TOKEN, "no token, and the 60 questions of the hour are asked",
                 "GET api.github.com", 1, ("rest", Fault("rate-limited"))),
    ]),
)  # fmt: skip

ARXIV = Group(
    "arXiv's API in trouble",
    "A reply proves nothing that holds no paper of which it is known that it exists: the two that "
    "are asked in each call, or one of the list that an earlier reply held.",
    dict([
        _trouble("arxiv", 2, "`Rate exceeded.`, with 200", _AGAIN, 2,
                 ("arxiv", Fault("rate-exceeded-text"))),
        _trouble("arxiv", 3, "an empty feed, with 200", _AGAIN, 2, ("arxiv", Fault("empty-feed"))),
        _trouble("arxiv", 4, "two thirds of a feed", _AGAIN, 2,
                 ("arxiv", Fault("truncated-feed"))),
        _trouble("arxiv", 5, "503", _AGAIN, 2, ("arxiv", Fault("status", status=503))),
        _trouble("arxiv", 6, "a feed without it and without what is known to exist, with others "
                 "of the list; its page says 404", f"{_AGAIN}, GET", 3,
                 ("2501.00106", Fault("missing")), ("arxiv", Fault("control-missing")),
                 state="dead", rules=("paper-missing",)),
        _trouble("arxiv", 6, "a feed with it, and without what is known to exist", _AGAIN, 2,
                 number=7, state="alive"),
    ]),
)  # fmt: skip

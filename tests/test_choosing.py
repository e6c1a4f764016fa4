"""Which fixes of a result may be proposed."""

from typing import Any

import pytest
from github.proposing import found

from listcheck.choosing import choose, partial
from listcheck.probes.github_replies import NOT_FOR_US
from listcheck.result import Coverage, LinkModel, Result, Summary, Tool

NOTHING = Coverage(links=0, verified=0, unverified=0, refused=0, skipped=0, requests=0)


def link(url: str = "https://example.org/moved", **more: Any) -> LinkModel:
    base: dict[str, Any] = {
        "url": url, "state": "alive", "kind": "page", "status": 200, "final_url": None,
        "reason": "", "checked_at": None, "failing_since": None, "failures": 0,
        "confirmations": 0, "confirmed": False, "locations": [], "entry": None, "facts": None,
    }  # fmt: skip
    return LinkModel.model_validate({**base, **more})


def result(*findings: Any, links: tuple[LinkModel, ...] = (), **more: Any) -> Result:
    return Result(
        tool=Tool(version="0"), started_at="2026-11-22T00:00:00Z", finished_at="", lists=[],
        coverage=NOTHING,
        summary=Summary(error=0, warning=0, info=0, waived=0), notes=[], links=list(links),
        findings=list(findings), waived=[],
        **{"incomplete": None, "older": None, **more},
    )  # fmt: skip


def stars(claimed: str, observed: int) -> Any:
    told = found("s", rule="stars-drift")
    return told.model_copy(update={"claimed": claimed, "observed": observed})


def test_only_safe_fixes_of_the_kind() -> None:
    safe, other = found("a"), found("b", rule="title-drift")
    assert safe.fix
    look = found("c").model_copy(update={"fix": safe.fix.model_copy(update={"safe": False})})
    bare = found("d").model_copy(update={"fix": None})
    unknown = found("e", rule="of-tomorrow")
    chosen = choose(result(safe, other, look, bare, unknown), "links")
    assert [one.key for one in chosen.wanted] == ["a"]
    assert [(one.finding.key, "--unsafe" in one.why) for one in chosen.left] == [("c", True)]


@pytest.mark.parametrize(
    ("state", "confirmed", "wanted"),
    [("alive", False, 1), ("dead", False, 0), ("dead", True, 1), ("suspect", False, 1)],
)
def test_only_confirmed_deaths(state: str, wanted: int, *, confirmed: bool) -> None:
    chosen = choose(result(found("a"), links=(link(state=state, confirmed=confirmed),)), "links")
    assert (len(chosen.wanted), len(chosen.left)) == (wanted, 1 - wanted)


@pytest.mark.parametrize("kind", ["anchor", "file"])
def test_what_is_inside_needs_no_witness(kind: str) -> None:
    """The text proves it, on the first day."""
    told = found("a", rule="broken-anchor").model_copy(update={"url": "#clokc"})
    chosen = choose(result(told, links=(link("#clokc", state="dead", kind=kind),)), "links")
    assert (len(chosen.wanted), chosen.left) == (1, [])


@pytest.mark.parametrize(
    ("claimed", "observed", "wanted"),
    [
        ("1,060", 1_140, False),  # 1,100 both
        ("1,060", 1_200, True),
        ("3.4k", 9_900, True),
        ("95", 106, True),
        ("90k+", 90_400, False),
        ("many", 10, True),  # whatever that is, the rule knows
    ],
)
def test_star_counts_are_rounded(claimed: str, observed: int, *, wanted: bool) -> None:
    assert bool(choose(result(stars(claimed, observed)), "stars").wanted) is wanted


REPOSITORY = {"kind": "repository", "state": "unverified"}


@pytest.mark.parametrize(
    ("one", "word"),
    [
        (result(), ""),
        (result(links=(link(state="unverified"),)), ""),
        (result(links=(link(kind="repository"),)), ""),
        (result(links=(link(**REPOSITORY, reason=NOT_FOR_US),)), ""),
        (result(links=(link(**REPOSITORY, reason="GitHub's API answers 502"),)), "1 repository"),
        (result(links=(link(kind="repository", state="skipped", reason="offline"),)), "1 repo"),
        (result(links=(link(kind="repository", checked_at="2026-11-20T00:00:00Z"),)), ""),
        (result(links=(link(kind="repository", checked_at="2026-11-18T00:00:00Z"),)), "1 repo"),
        (result(links=(link(checked_at="2026-11-18T00:00:00Z"),)), ""),
        (result(incomplete="deadline"), "incomplete (deadline)"),
        (result(older=3), "a part of the lists"),
    ],
)
def test_partial_data(one: Result, word: str) -> None:
    said = partial(one, 72_000)
    assert (word in said, bool(said)) == (True, bool(word))

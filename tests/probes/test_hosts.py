"""The policies of hosts: the table, the user's own rows, and what follows from them."""

import re
from pathlib import Path

import pytest

from listcheck.model import Catalog, Signal
from listcheck.probes import PROBES, plan, questions, settled
from listcheck.probes import hosts as policies
from listcheck.probes.hosts import ASK, DISBELIEVE_404, UNVERIFIABLE, Hosts, table
from listcheck.probes.question import Question
from listcheck.readers import read
from listcheck.settings import HostRule, Settings
from listcheck.states import INCOMPLETE, OF_SIGNAL, OURS
from listcheck.urls import identify, normalise

OURS_ONLY = Hosts.of(Settings())
PAGE = Path(__file__).parents[2] / "docs" / "hosts.md"
# The probe that a policy names, and the keys of questions that are its own.
KEYS = {
    "doi": ("doi:",),
    "arxiv": ("paper:",),
    "github": ("repo:", "owner:"),
    "gist": ("gist:",),
    "huggingface_hub": ("hf:",),
    "youtube": ("youtube:",),
    "records": ("record:",),
}


def catalog(text: str) -> Catalog:
    return Catalog((read("README.md", text.encode()),))


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/",
        "https://notx.com/somebody",
        "https://x.com.example.org/",
        "https://research.facebook.com/",
        "https://engineering.linkedin.com/blog",
        "https://discuss.huggingface.co/t/a-question/1",
        "https://doi.org/the-identifier/",
        "http://[::1]/",
    ],
)
def test_most_hosts(address: str) -> None:
    """A host that no row names is asked."""
    assert OURS_ONLY.policy(address) == ASK
    assert OURS_ONLY.rule(address) is None


@pytest.mark.parametrize("row", table(), ids=lambda row: row.rule.pattern)
def test_every_row(row: policies.Row) -> None:
    """A row is for its example, says why and since when, and its probe answers for the example."""
    address = normalise(row.example)
    assert address is not None
    assert OURS_ONLY.rule(address) == row.rule
    assert row.rule.reason
    assert row.rule.reason[-1] != "."
    assert re.search(r"https?://|[\w.-]+/[\w.-]+", row.source)
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", row.date)
    kind, _, probe = row.rule.policy.partition(":")
    key = identify(row.example).key
    if kind != "api":
        assert row.rule.policy in (ASK, UNVERIFIABLE, DISBELIEVE_404)
        assert key.startswith("page:")
        return
    assert key.startswith(KEYS[probe])
    module = PROBES[f"{key.partition(':')[0]}:"]
    assert module == f"listcheck.probes.{probe}"


def test_every_probe_has_a_row() -> None:
    """Nothing is judged by an API without the page of the policies saying so."""
    named = {row.rule.policy.partition(":")[2] for row in table()} - {""}
    assert {key for probe in named for key in KEYS[probe]} == PROBES.keys() - {"page:", "code:"}


def test_rows_are_apart() -> None:
    """No pattern stands there twice."""
    patterns = [row.rule.pattern for row in table()]
    assert len(patterns) == len(set(patterns))


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://example.org/a", "first"),
        ("https://www.example.org/docs/page", "docs"),
        ("https://m.example.org/docs", "docs"),
        ("https://example.org/docsearch", "first"),
        ("https://example.org/docsearch?q=/docs/", "first"),
        ("https://example.org/DOCS/x", "docs"),
        ("https://sub.example.org/", "sub"),
        ("https://deep.sub.example.org/docs/", "below"),
        ("https://other.example.org/docs", "below"),
        ("https://example.com/", ""),
        ("https://example.net/", ""),
        ("https://a.example.net/q?id=1", "query"),
        ("https://a.example.net/q", ""),
    ],
)
def test_the_nearest_pattern_wins(address: str, expected: str) -> None:
    """By the name of the host first, then by the longest beginning of a path."""
    rules = [
        HostRule("example.org", ASK, "first"),
        HostRule("example.org/docs", ASK, "docs"),
        HostRule("sub.Example.org", ASK, "sub"),
        HostRule("*.example.org", ASK, "below"),
        HostRule("*.example.net/q?", ASK, "query"),
    ]
    found = Hosts(rules, ()).rule(address)
    assert (found.reason if found else "") == expected


def test_the_users_own_rows_come_first() -> None:
    """They add hosts, and take ours back."""
    own = (
        HostRule("x.com", ASK, "we have an agreement"),
        HostRule("*.intranet.example", UNVERIFIABLE, "behind our wall"),
    )
    hosts = Hosts.of(Settings(hosts=own))
    assert hosts.policy("https://x.com/somebody") == ASK
    assert hosts.policy("https://wiki.intranet.example/") == UNVERIFIABLE
    assert hosts.policy("https://twitter.com/somebody") == UNVERIFIABLE


def test_what_is_not_asked() -> None:
    """It is unverified by its policy, asked by no probe, and keeps no run from being complete."""
    text = "<https://x.com/a/status/1> <https://www.linkedin.com/in/b> <https://example.org/>"
    settings = Settings()
    every = questions(catalog(text), settings)
    seen = settled(every, settings)
    assert [key.partition("//")[2] for key in seen] == ["x.com/a/status/1", "www.linkedin.com/in/b"]
    assert {one.signal for one in seen.values()} == {Signal.UNVERIFIABLE}
    assert OF_SIGNAL[Signal.UNVERIFIABLE] == "unverified"
    assert Signal.UNVERIFIABLE in OURS - INCOMPLETE
    # One reason for all of them, so that a report holds one line.
    (reason,) = {one.reason for one in seen.values()}
    assert UNVERIFIABLE in reason
    assert not any(one.trail for one in seen.values())
    (lookup,) = plan(questions(catalog(text), settings), {}, settings, 0.0)
    assert lookup.keys == ("page:https://example.org/",)


def test_what_an_api_answers_for_can_be_left_alone_too() -> None:
    """A user's policy holds for whatever an address names."""
    own = HostRule("huggingface.co/spaces", UNVERIFIABLE, "they sleep")
    hosts = Hosts.of(Settings(hosts=(own,)))
    address = "https://huggingface.co/spaces/o/n"
    seen = hosts.settled(Question(identify(address).key, address))
    assert seen is not None
    assert seen.reason.endswith("they sleep")
    assert hosts.settled(Question("hf:models/o/n", "https://huggingface.co/o/n")) is None


def test_the_page_of_the_policies() -> None:
    """The page holds each row of the table: pattern, policy, reason, source and day."""
    text = PAGE.read_text("utf-8")
    rows = text.partition("## The table")[2].strip().splitlines()[2:]
    for row in table():
        rule = row.rule
        wanted = (f"`{rule.pattern}`", f"`{rule.policy}`", rule.reason, row.source, row.date)
        (line,) = (one for one in rows if f"| `{rule.pattern}` |" in one)
        assert all(part in line for part in wanted), rule.pattern
    assert len(rows) == len(table())

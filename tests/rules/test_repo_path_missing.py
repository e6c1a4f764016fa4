"""repo-path-missing: a path that is gone from a living repository."""

import pytest
from builders import alive, findings, gone, mended, seen, told

from listcheck.model import Observation, Part, Signal

RULE = "repo-path-missing"
PATH = "path:master/code/a"
TEXT = "- [code](https://github.com/o/n/tree/master/code/a#readme)\n"


@pytest.mark.parametrize(
    "evidence",
    [
        [],
        [alive("repo:o/n")],
        [alive("repo:o/n", {PATH: Part(Signal.ALIVE)})],
        [alive("repo:o/n", {PATH: Part(Signal.UNKNOWN)})],
        [gone("repo:o/n")],
        [seen("repo:o/n", Signal.TIMEOUT)],
    ],
)
def test_silent(evidence: list[Observation]) -> None:
    """A path that is there, was not asked for, or went with its repository, is left alone."""
    assert told(RULE, TEXT, *evidence) == []


def test_found() -> None:
    """A path that is nowhere is told without a correction."""
    (finding,) = findings(RULE, TEXT, alive("repo:o/n", {PATH: Part(Signal.MISSING)}))
    assert finding.message == "the repository is alive and has no such path"
    assert finding.fix is None


@pytest.mark.parametrize(
    ("url", "right"),
    [
        ("https://github.com/o/n/tree/master/code/a#readme",
         "https://github.com/o/n/tree/main/code/a#readme"),
        ("https://github.com/o/n/blob/refs/heads/master/code/a",
         "https://github.com/o/n/blob/refs/heads/main/code/a"),
        ("https://raw.githubusercontent.com/o/n/master/code/a",
         "https://raw.githubusercontent.com/o/n/main/code/a"),
    ],
)  # fmt: skip
def test_a_renamed_branch(url: str, right: str) -> None:
    """Where the path exists on the default branch, the correction leads there."""
    part = Part(Signal.MISSING, "no such path", "path:main/code/a")
    text = f"- [code]({url})\n"
    (finding,) = findings(RULE, text, alive("repo:o/n", {PATH: part}))
    assert finding.message == "no such path on this branch; it exists as main/code/a"
    assert mended(text, finding) == f"- [code]({right})\n"


@pytest.mark.parametrize(
    ("below", "part"),
    [
        ("issues/12", "number:12"),
        ("releases/tag/v1.0", "release:v1.0"),
        ("releases/download/v1.0/a.zip", "asset:v1.0/a.zip"),
        ("commit/0123456789abcdef", "commit:0123456789abcdef"),
    ],
)
def test_other_things(below: str, part: str) -> None:
    """Whatever else is gone from a repository is named as what it was."""
    text = f"- [it](https://github.com/o/n/{below})\n"
    why = "the repository is alive and has no such issue or pull request"
    (finding,) = findings(RULE, text, alive("repo:o/n", {part: Part(Signal.MISSING, why)}))
    assert (finding.message, finding.fix) == (why, None)
    assert "path" not in finding.advice
    for signal in (Signal.ALIVE, Signal.UNKNOWN, Signal.THROTTLED):
        assert told(RULE, text, alive("repo:o/n", {part: Part(signal)})) == []


def test_a_copy() -> None:
    """Of a path that is nowhere a copy is proposed; one on the default branch is better."""
    url = "https://github.com/o/n/tree/master/code/a"
    copy = f"https://web.archive.org/web/20251102030405/{url}"
    copied = alive(f"wayback:{url}", updated="2025-11-02")._replace(final_url=copy)
    (finding,) = findings(RULE, TEXT, alive("repo:o/n", {PATH: Part(Signal.MISSING)}), copied)
    assert mended(TEXT, finding) == TEXT.replace(url, copy)
    moved = Part(Signal.MISSING, "", "path:main/code/a")
    (finding,) = findings(RULE, TEXT, alive("repo:o/n", {PATH: moved}), copied)
    assert mended(TEXT, finding) == TEXT.replace("master", "main")


@pytest.mark.parametrize(
    ("url", "right"),
    [
        ("https://github.com/o/n/blob/main/src/run.py#L3",
         "https://github.com/o/n/blob/main/src/Run%20it.py#L3"),
        ("https://raw.githubusercontent.com/o/n/main/src/run.py",
         "https://raw.githubusercontent.com/o/n/main/src/Run%20it.py"),
        ("https://github.com/o/n/blob/v1/src/run.py",
         "https://github.com/o/n/blob/main/src/Run%20it.py"),
    ],
)  # fmt: skip
def test_a_file_of_nearly_this_name(url: str, right: str) -> None:
    """What was seen in its folder is proposed, for somebody to look at."""
    text = f"- [code]({url})\n"
    part = "path:v1/src/run.py" if "/v1/" in url else "path:main/src/run.py"
    home = alive("repo:o/n", {part: Part(Signal.MISSING)}, canonical="o/n", default_branch="main")
    words = "the same path but for its case"
    near = alive("beside:o/n/src/run.py", {"blob:src/Run it.py": Part(Signal.ALIVE, words)})
    (finding,) = findings(RULE, text, home, near)
    assert finding.advice.endswith(f"; {words}: https://github.com/o/n/blob/main/src/Run%20it.py")
    assert finding.fix is not None
    assert not finding.fix.safe
    assert mended(text, finding) == f"- [code]({right})\n"
    assert {step.request.url for step in near.trail} <= {one.request.url for one in finding.trail}


def test_the_folder_that_is_left() -> None:
    """A place to look, and nothing to write."""
    home = alive("repo:o/n", {PATH: Part(Signal.MISSING)}, canonical="o/n", default_branch="main")
    words = "the nearest folder that is left"
    near = alive("beside:o/n/code/a", {"tree:code": Part(Signal.ALIVE, words)})
    (finding,) = findings(RULE, TEXT, home, near)
    assert finding.advice.endswith(f"{words}: https://github.com/o/n/tree/main/code")
    assert finding.fix is None

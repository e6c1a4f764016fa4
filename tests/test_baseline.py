"""The baseline: its file, what becomes of it, and the command that writes it."""

import json
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from click.testing import CliRunner, Result

from listcheck import baseline
from listcheck.baseline import Accepted
from listcheck.cli import main
from listcheck.errors import UserError
from listcheck.model import Finding, Span

LIST = """# A list

## Rows

| Name | Paper | Notes |
|---|---|---|
| Gurgle | [paper](https://arxiv.org/abs/2413.00001) | a |
| Drip | [paper](https://arxiv.org/abs/2401.00002) | a | too much |
| Plop | [paper](https://arxiv.org/abs/2414.00003) | c |
"""
FILE = Path("listcheck-baseline.json")


def finding(key: str, message: str = "gone", path: str = "README.md") -> Finding:
    return Finding("dead-link", "error", message, Span(path, 0, 1), "A", "https://x.org/", key=key)


def one(key: str, day: str = "2026-01-01", **more: Any) -> Accepted:
    return Accepted("README.md", "dead-link", key, "gone", day, "A", "https://x.org/", **more)


def written(*findings: Accepted) -> Path:
    FILE.write_text(baseline.text(findings))
    return FILE


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")


# --- the file ------------------------------------------------------------------------------------


def test_no_file() -> None:
    """Where there is none, nothing is accepted."""
    assert baseline.load(FILE) == ()
    assert baseline.accepted(None) == {}


@pytest.mark.parametrize("findings", [(), (one("a"),), (one("a"), one("é\ud800\u2028\n"))])
def test_there_and_back(findings: tuple[Accepted, ...]) -> None:
    """What is written is read: one finding a line, whatever is in it."""
    text = baseline.text(findings)
    assert len(text.split("\n")) == 7 + max(len(findings), 1)
    FILE.write_text(text, encoding="utf-8")
    assert [each.accepted for each in baseline.load(FILE)] == [each.accepted for each in findings]
    assert baseline.text(baseline.load(FILE)) == text


LINE: dict[str, Any] = json.loads(baseline.text([one("a")]))["accepted"][0]


def whole(*lines: object, **more: object) -> str:
    return json.dumps({"tool": "listcheck", "baseline_version": 1, "accepted": [*lines], **more})


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "Expecting value: line 1"),
        ("{", "line 1 column 2"),
        ("<<<<<<< HEAD\n{}", "line 1 column 1"),
        ("[" * 100_000, "damaged"),
        ("[]", "does not begin as one"),
        ("{}", "does not begin as one"),
        (whole(tool="other"), "does not begin as one"),
        (whole(baseline_version="1"), "does not begin as one"),
        (whole(accepted={}), "does not begin as one"),
        (whole("x"), "finding 1 is no table"),
        (whole(LINE, LINE), "twice"),
        (whole({**LINE, "more": 1}), "finding 1: more"),
        *((whole({**LINE, name: 7}), f"finding 1: {name} is not") for name in LINE),
        *((whole({k: v for k, v in LINE.items() if k != name}), f"finding 1: {name}")
          for name in ("key", "rule", "path", "message", "accepted")),
        (whole({**LINE, "accepted": "2026-02-30"}), "finding 1: accepted"),
    ],
)  # fmt: skip
def test_damaged(text: str, why: str) -> None:
    """What is no baseline is refused, with its fault and what to do."""
    FILE.write_text(text)
    with pytest.raises(UserError) as caught:
        baseline.load(FILE)
    assert why in caught.value.message
    assert "run listcheck baseline again" in caught.value.hint


def test_newer() -> None:
    """One of a later version is not misread."""
    FILE.write_text(whole(baseline_version=2))
    with pytest.raises(UserError, match="written by a newer listcheck"):
        baseline.load(FILE)


def test_not_utf8() -> None:
    """Bytes that are no text are told as damage, too; a byte order mark is none."""
    FILE.write_bytes(b'{"tool": "\xff"}')
    with pytest.raises(UserError, match="damaged"):
        baseline.load(FILE)
    FILE.write_bytes(b"\xef\xbb\xbf" + whole(LINE).encode())
    assert len(baseline.load(FILE)) == 1


# --- what becomes of it --------------------------------------------------------------------------


def test_update() -> None:
    """What is known stays as it is, what is new has today's day, what is gone is dropped."""
    old = [one("a"), one("b"), one("c")]
    found = [finding("a", "gone for long"), finding("d")]
    done = baseline.update(old, found, "2026-06-15", lambda each: each.key == "b")
    assert done.findings == (one("a"), one("c"), one("d", "2026-06-15"))
    assert (done.added, done.kept, done.dropped) == (1, 2, 1)


def test_order_is_not_that_of_the_list() -> None:
    """The file is the same whatever the order in which things are found."""
    found = [finding(key + path, path=path) for key in "abc" for path in ("b.md", "a.md")]
    texts = set()
    for seed in range(5):
        Random(seed).shuffle(found)
        done = baseline.update((), found, "2026-06-15", lambda each: True)
        texts.add(baseline.text(done.findings))
    assert len(texts) == 1


# --- the command ---------------------------------------------------------------------------------

Call = Callable[..., Result]


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch) -> Call:
    """Run the command on README.md, asking nobody."""
    import click  # noqa: PLC0415

    @click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
    @click.argument("words", nargs=-1, type=click.UNPROCESSED)
    def whole_program(words: tuple[str, ...]) -> None:
        monkeypatch.setattr("sys.argv", ["listcheck", *words])
        main()

    def called(*words: str) -> Result:
        return CliRunner().invoke(whole_program, [*words, "--offline"])

    return called


def test_only_new_findings_count(call: Call) -> None:
    """What is accepted fails no run, in whatever order and form; what comes after does."""
    Path("README.md").write_text(LIST)
    assert call("verify").exit_code == 1
    done = call("baseline")
    assert (done.exit_code, done.stdout) == (
        0, "listcheck-baseline.json: 3 findings accepted (3 added, 0 kept, 0 dropped)\n"
    )  # fmt: skip

    verified = call("verify", "--fail-on", "info", "-v")
    assert verified.exit_code == 0
    assert "3 waived." in verified.stdout
    assert "accepted on 20" in verified.stdout
    *head, first, second, third = LIST.splitlines()
    shuffled = ["Words before.", "", *head, third.replace("| ", "|   "), first, second]
    Path("README.md").write_text("\r\n".join(shuffled) + "\r\n")
    assert call("verify", "--fail-on", "info").exit_code == 0

    row = "| Splash | [paper](https://arxiv.org/abs/2415.00003) | d |"
    Path("README.md").write_text("\r\n".join([*shuffled, row]) + "\r\n")
    new = call("verify", "--format", "json")
    assert new.exit_code == 1
    found = json.loads(new.stdout)
    assert [each["entry"] for each in found["findings"]] == ["Splash"]
    assert (found["summary"]["error"], found["summary"]["waived"]) == (1, 3)
    assert {each["waiver"]["source"] for each in found["waived"]} == {"baseline"}
    assert call("verify", "--fail-on", "new", "--store", "fresh.db").exit_code == 1
    assert call("verify", "--isolated").exit_code == 1


def test_again(call: Call) -> None:
    """Accepting twice changes no byte; days stay, and an offline run drops nothing."""
    Path("README.md").write_text(LIST)
    call("baseline")
    FILE.write_text(FILE.read_text().replace(each_day(), "2026-01-02"))
    before = FILE.read_bytes()
    assert "0 added, 3 kept, 0 dropped" in call("baseline").stdout
    assert FILE.read_bytes() == before
    Path("README.md").write_text(LIST.replace("2413", "2312").replace("2414", "2415"))
    assert "0 added, 3 kept, 0 dropped" in call("baseline", "--select", "dead-link").stdout
    assert "1 added, 3 kept, 0 dropped" in call("baseline").stdout
    assert before.split(b"\n")[3] in FILE.read_bytes()


def each_day() -> str:
    (day,) = {line["accepted"] for line in json.loads(FILE.read_text())["accepted"]}
    assert isinstance(day, str)
    return day


def test_another_place(call: Call) -> None:
    """The settings name another file, and so does the option."""
    Path("README.md").write_text(LIST)
    Path("listcheck.toml").write_text('baseline = "ci/accepted.json"\n')
    assert "ci/accepted.json: 3 findings" in call("baseline").stdout
    assert not FILE.exists()
    assert call("verify").exit_code == 0
    assert call("verify", "--isolated").exit_code == 1
    assert (
        "other.json: 3 findings accepted (3 added"
        in call("baseline", "--output", "other.json").stdout
    )


@pytest.mark.parametrize("words", [("verify",), ("fix",), ("baseline",)])
def test_a_damaged_file_is_left_alone(call: Call, words: tuple[str, ...]) -> None:
    """Nobody goes on with half a baseline, or writes over what is none."""
    Path("README.md").write_text(LIST)
    FILE.write_text("{")
    done = call(*words)
    assert done.exit_code == 2
    assert "listcheck-baseline.json is damaged, or no baseline" in done.stderr
    assert FILE.read_text() == "{"


def test_accepted_findings_are_not_fixed(call: Call) -> None:
    """What is accepted stays as it is written; what is not is mended."""
    text = LIST.replace("a | too much |", "p(x|y) |")
    Path("README.md").write_text(text)
    call("baseline", "--select", "malformed-row")
    assert call("fix").exit_code == 1
    assert Path("README.md").read_text() == text
    FILE.unlink()
    call("fix")
    assert Path("README.md").read_text() == text.replace("x|y", "x\\|y")


def test_waived_findings_are_not_accepted(call: Call) -> None:
    """What a comment waives needs no baseline; findings about waivers can be accepted, too."""
    waiver = " <!-- listcheck: allow arxiv-id-malformed because x -->\n"
    Path("README.md").write_text(
        LIST.replace(" a |\n", f" a |{waiver}").replace(" c |\n", " c <!-- listcheck: allow -->|\n")
    )
    assert "3 findings accepted" in call("baseline").stdout
    rules = [line["rule"] for line in json.loads(FILE.read_text())["accepted"]]
    assert sorted(rules) == ["arxiv-id-malformed", "malformed-row", "malformed-waiver"]
    assert call("verify", "--fail-on", "info").exit_code == 0

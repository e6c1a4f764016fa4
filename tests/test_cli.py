import json
import os
import signal
import socket
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

import click
import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from listcheck import __version__, cli, command
from listcheck.config_tables import FailOn
from listcheck.errors import Exit
from listcheck.renderers import RENDERERS
from listcheck.rules import RULES

LEVELS = get_args(FailOn)

LINK = "# L\n\n- [A](https://example.org/a)\n"
GOOD = "# L\n\n- [A](#l)\n"
BAD = "# L\n\n- [A](https://arxiv.org/abs/2413.00001) is no paper\n"
HEAVY = ("httpx", "anyio", "pydantic", "rich", "feedparser", "sqlite3", "rapidfuzz", "pyromark")


@pytest.fixture
def closed() -> Iterator[tuple[str, ...]]:
    """Options that lead every connection to a port where nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        yield ("--connect-to", f":443:127.0.0.1:{port}", "--connect-to", f":80:127.0.0.1:{port}")


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8", **(more or {})}


def run(
    folder: Path, *words: str, stdin: str = "", env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder."""
    return subprocess.run(
        [sys.executable, "-m", "listcheck", *words], cwd=folder, env=environment(env),
        input=stdin, capture_output=True, text=True, encoding="utf-8", timeout=60,
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a list in which all is well."""
    (tmp_path / "README.md").write_text(GOOD)
    return tmp_path


def test_version(folder: Path) -> None:
    """The version is one line."""
    done = run(folder, "--version")
    assert (done.returncode, done.stdout) == (0, f"listcheck, version {__version__}\n")


@pytest.mark.parametrize("words", [("--version",), ("--help",), ("verify", "--help")])
def test_quick(folder: Path, words: tuple[str, ...]) -> None:
    """Who asks for help or the version waits for no library but click."""
    script = (
        f"import sys; sys.argv = ['listcheck', *{words!r}]\n"
        "from listcheck.cli import main\n"
        "try: main()\n"
        "except SystemExit as end: assert not end.code\n"
        f"print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr.strip()) == (0, "[]")


def test_a_run_loads_what_it_needs() -> None:
    """What only some runs need is loaded by those: start and memory are shared by all."""
    late = [name for name in HEAVY if name not in ("sqlite3", "pyromark")]
    check = f"import listcheck.verify, sys; print(sorted(set({late!r}) & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True)
    assert done.stdout == "[]\n", done.stderr


def test_help(folder: Path) -> None:
    """Help shows the commands and the exit statuses; a lone command is help, too."""
    done = run(folder, "-h")
    assert done.returncode == 0
    assert "verify" in done.stdout
    assert "Exit status" in done.stdout
    assert "listcheck verify owner/repo " in done.stdout  # on a line of its own
    assert "Usage" in run(folder).stderr + run(folder).stdout


def test_options_of_verify(folder: Path) -> None:
    """Help of verify names its options."""
    shown = run(folder, "verify", "--help").stdout
    for option in (
        "--format", "--output", "--report", "--since", "--base", "--offline", "--store",
        "--max-age", "--refresh", "--deadline", "--select", "--ignore", "--fail-on", "--config",
        "--isolated", "--allow-address", "--max-connections", "--color", "--no-progress",
    ):  # fmt: skip
        assert option in shown


def test_choices() -> None:
    """What the options offer is what there is."""
    options = {one.name: one for one in cli.verify.params}
    form, level = options["form"].type, options["fail_on"].type
    assert isinstance(form, click.Choice)
    assert isinstance(level, click.Choice)
    assert tuple(form.choices) == tuple(RENDERERS)
    assert tuple(level.choices) == LEVELS


def test_clean(folder: Path) -> None:
    """A list in which all is well gives 0."""
    done = run(folder, "verify")
    assert (done.returncode, done.stderr) == (0, "")


def test_findings(folder: Path) -> None:
    """Findings give 1, and the level is the user's to set."""
    (folder / "README.md").write_text(BAD)
    assert run(folder, "verify", "--offline").returncode == 1
    assert run(folder, "verify", "--offline", "--fail-on", "never").returncode == 0
    assert run(folder, "verify", "--offline", "--ignore", "arxiv-id-malformed").returncode == 0
    assert run(folder, "verify", "--offline", env={"LISTCHECK_FAIL_ON": "never"}).returncode == 0


def test_levels(folder: Path) -> None:
    """A warning counts from its level on."""
    (folder / "README.md").write_text("# L\n\n- [A](#none)\n")
    codes = {level: run(folder, "verify", "--fail-on", level).returncode for level in LEVELS}
    assert codes == {"error": 0, "warning": 1, "info": 1, "new": 0, "never": 0}


def test_incomplete(folder: Path, closed: tuple[str, ...]) -> None:
    """A run that saw nothing gives 3, and says why on its report."""
    (folder / "README.md").write_text(LINK)
    done = run(folder, "verify", *closed)
    assert done.returncode == 3
    assert "the host refuses connections" in done.stdout


def test_deadline(folder: Path) -> None:
    """A run whose time is over at once saw nothing, too."""
    (folder / "README.md").write_text(LINK)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        to = f":443:127.0.0.1:{silent.getsockname()[1]}"
        done = run(folder, "verify", "--deadline", "0.3s", "--connect-to", to)
    assert done.returncode == 3
    told = "Incomplete: 1 of 1 links could not be checked: the time for this run was over"
    assert told in done.stdout


def test_findings_win(folder: Path, closed: tuple[str, ...]) -> None:
    """Findings win over incomplete."""
    (folder / "README.md").write_text(LINK + BAD)
    assert run(folder, "verify", *closed).returncode == 1


def test_interrupted(folder: Path) -> None:
    """An interrupted run reports what it knows, and gives 130."""
    (folder / "README.md").write_text(LINK)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        silent.settimeout(30)
        to = f":443:127.0.0.1:{silent.getsockname()[1]}"
        words = [sys.executable, "-m", "listcheck", "verify", "--format", "json"]
        process = subprocess.Popen(
            [*words, "--connect-to", to], cwd=folder, env=environment(), stdout=subprocess.PIPE
        )
        connection, _ = silent.accept()
        with connection:
            process.send_signal(signal.SIGINT)
            told, _ = process.communicate(timeout=30)
    assert process.returncode == 130
    assert json.loads(told)["links"][0]["state"] == "unverified"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("verify", "none.md"), "none.md does not exist"),
        (("verify", "--select", "dead-lnik"), "did you mean dead-link?"),
        (("verify", "--config", "none.toml"), "none.toml cannot be read"),
        (("verify", "--max-age", "soon"), "'soon' is not a duration"),
        (("verify", "--max-age=-1h"), "'-1h' is not a duration"),
        (("verify", "--deadline", "0"), "'--deadline': it must be longer than nothing"),
        (("verify", "--offline", "--allow-address", "::1,x"), "'x' is not a range of addresses"),
        (("verify", "--offline", "--connect-to", "a:1:b"), "'a:1:b' is not HOST:PORT:"),
        (("verify", "--offline", "--connect-to", "a:1:b:99999"), "is not HOST:PORT:"),
        (("verify", "--max-connections", "0"), "--max-connections"),
        (("verify", "pipe.md"), "pipe.md cannot be read: it is a pipe, a socket or a device"),
        (("verify", "pipe.toml"), "pipe.toml cannot be read: it is a pipe"),
        (("verify", "/dev/zero"), "/dev/zero cannot be read: it is"),
        (("verify", "--config", "pipe.md"), "pipe.md cannot be read: it is a pipe"),
        (("verify", "--base", "pipe.md"), "pipe.md cannot be read: it is a pipe"),
        (("verify", "--base", "."), "is a directory"),
        (("import", "pipe.md", "--to", "x"), "pipe.md cannot be read: it is a pipe"),
        (("verify", "--fail-on", "errors"), "--fail-on"),
        (("verify", "--format", "yaml"), "--format"),
        (("verify", "--report", "json"), "is not FORMAT=PATH"),
        (("verify", "--report", "yaml=x"), "formats are:"),
        (("verify", "--nonsense"), "--nonsense"),
        (("verify", "--since", "no-such"), "has no revision no-such"),
        (("verify", "--base", "none.md"), "none.md cannot be read"),
        (("verify", "--base", "README.md", "README.md", "other.md"), "one list with one file"),
        (("verify", "--offline", "owner/repo"), "this run is offline"),
        (("verify", "--output", "README.md/x"), "cannot be written"),
        (("verfy",), "'verify'"),
        (("zzz",), "No such command 'zzz'"),
        (("explain", "dead-lnik"), "did you mean dead-link?"),
        (("explain", "zzz"), "listcheck rules lists them"),
        (("schema", "zzz"), "zzz"),
    ],
)
def test_usage(folder: Path, words: tuple[str, ...], said: str) -> None:
    """A mistake of the user's gives 2, and a sentence on standard error, not a traceback."""
    (folder / "other.md").write_text(GOOD)
    os.mkfifo(folder / "pipe.md")
    os.mkfifo(folder / "pipe.toml")
    done = run(folder, *words)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_bad_config(folder: Path) -> None:
    """A mistake in the settings file gives 2, unless the file is not read."""
    (folder / "listcheck.toml").write_text("max-agee = 3")
    done = run(folder, "verify")
    assert (done.returncode, done.stdout) == (2, "")
    assert "unknown key max-agee" in done.stderr
    assert run(folder, "verify", "--isolated").returncode == 0


def main(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> int:
    """The status of the command where `error` comes out of it."""

    def fail(*_: object) -> int:
        raise error

    monkeypatch.setattr(command, "verify", fail)
    monkeypatch.setattr(sys, "argv", ["listcheck", "verify"])
    with pytest.raises(SystemExit) as end:
        cli.main()
    assert isinstance(end.value.code, int)
    return end.value.code


def test_bug(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A fault of our own gives 4 and asks for a report, on standard error."""
    assert main(monkeypatch, ZeroDivisionError("ours")) == Exit.BUG
    shown = capsys.readouterr()
    assert "please report it" in shown.err
    assert "ZeroDivisionError" in shown.err
    assert shown.out == ""


def test_break(monkeypatch: pytest.MonkeyPatch) -> None:
    """A break outside of the asking gives 130."""
    assert main(monkeypatch, KeyboardInterrupt()) == Exit.INTERRUPTED


def report(folder: Path, *words: str) -> Any:
    return json.loads(run(folder, "verify", "--offline", *words).stdout)


def test_report_is_on_stdout(folder: Path) -> None:
    """Standard output holds the report and nothing else, and it is what its schema says."""
    (folder / "README.md").write_text(BAD)
    found = report(folder, "--format", "json")
    schema = json.loads(run(folder, "schema", "result").stdout)
    Draft202012Validator(schema).validate(found)
    assert found["findings"][0]["rule"] == "arxiv-id-malformed"


def test_stdin(folder: Path) -> None:
    """A list on standard input is read as any other."""
    done = run(folder, "verify", "-", "--offline", "--format", "json", stdin=BAD)
    assert json.loads(done.stdout)["lists"][0]["path"] == "<stdin>"


@pytest.mark.parametrize("name", ["/dev/stdin", "/dev/fd/0"])
def test_what_the_shell_hands_over(folder: Path, name: str) -> None:
    """An open pipe that the shell gives a name is a list, and a file to compare with."""
    assert "arxiv-id-malformed" in run(folder, "verify", name, "--offline", stdin=BAD).stdout
    (folder / "README.md").write_text(BAD)
    assert run(folder, "verify", "--offline", "--base", name, stdin=BAD).returncode == 0
    assert run(folder, "verify", "--offline", "--base", "/dev/null").returncode == 1


def test_output(folder: Path) -> None:
    """A report that goes to files is not on standard output; all come from one run."""
    (folder / "README.md").write_text(BAD)
    words = ("--format", "json", "--output", "a/out.json", "--report", "concise=b.txt")
    done = run(folder, "verify", "--offline", *words, "--report", "json=c.json")
    assert (done.returncode, done.stdout) == (1, "")
    assert (folder / "a/out.json").read_text() == (folder / "c.json").read_text()
    assert "arxiv-id-malformed" in (folder / "b.txt").read_text()


def test_report_that_cannot_be_written(folder: Path) -> None:
    """Where one report cannot be written, what is known is still shown."""
    (folder / "README.md").write_text(BAD)
    done = run(folder, "verify", "--offline", "--report", "json=README.md/x")
    assert done.returncode == 2
    assert "arxiv-id-malformed" in done.stdout


def test_quiet(folder: Path) -> None:
    """Once quiet: the findings alone; twice: the exit status alone."""
    (folder / "README.md").write_text(BAD)
    loud = run(folder, "verify", "--offline").stdout
    quiet = run(folder, "verify", "--offline", "-q")
    silent = run(folder, "verify", "--offline", "-qq")
    assert len(quiet.stdout) < len(loud)
    assert "arxiv-id-malformed" in quiet.stdout
    assert (silent.returncode, silent.stdout, silent.stderr) == (1, "", "")


@pytest.mark.parametrize(
    ("words", "env", "coloured"),
    [
        ((), {}, False),
        ((), {"FORCE_COLOR": "1"}, True),
        ((), {"GITHUB_ACTIONS": "true"}, True),
        ((), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (("--color", "always"), {"NO_COLOR": "1"}, True),
        (("--colour", "never"), {"FORCE_COLOR": "1"}, False),
        (("--color", "always", "--format", "json"), {}, False),
        (("--format", "concise"), {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colour(folder: Path, words: tuple[str, ...], env: dict[str, str], coloured: bool) -> None:
    """The option wins over NO_COLOR, that over FORCE_COLOR; a pipe has no colour by itself."""
    (folder / "README.md").write_text(BAD)
    done = run(folder, "verify", "--offline", *words, env=env)
    assert ("\x1b[" in done.stdout) is coloured


def test_rules(folder: Path) -> None:
    """Every rule is listed and explained, offline."""
    listed = run(folder, "rules").stdout.splitlines()
    assert [line.split()[0] for line in listed] == [rule.slug for rule in RULES]
    done = run(folder, "explain", RULES[0].slug)
    assert done.returncode == 0
    assert RULES[0].summary in done.stdout


def test_the_settings_of_the_manual_are_what_their_schema_says(folder: Path) -> None:
    """What the page on settings shows as a file is one, to editors that read the schema too."""
    page = (Path(__file__).parents[1] / "docs/settings.md").read_text()
    block = tomllib.loads(page.split("```toml\n")[1].split("```")[0])
    Draft202012Validator(json.loads(run(folder, "schema", "config").stdout)).validate(block)


@pytest.mark.parametrize("words", [("rules",), ("schema", "config"), ("explain", "dead-link")])
def test_nobody_reads(folder: Path, words: tuple[str, ...]) -> None:
    """A pipe that nobody reads any more is no finding, and no fault of ours."""
    reading, writing = os.pipe()
    os.close(reading)
    line = [sys.executable, "-m", "listcheck", *words]
    done = subprocess.run(line, cwd=folder, stdout=writing, stderr=subprocess.PIPE, timeout=60)
    os.close(writing)
    assert (done.returncode, done.stderr) == (Exit.CLEAN, b"")


def test_schemas(folder: Path) -> None:
    """The schemas are schemas."""
    for what in ("config", "result"):
        Draft202012Validator.check_schema(json.loads(run(folder, "schema", what).stdout))


def test_no_secrets(folder: Path, closed: tuple[str, ...]) -> None:
    """The token is in no output, however much is shown."""
    (folder / "README.md").write_text("- [A](https://github.com/o/n)\n")
    done = run(folder, "verify", "-vv", *closed, env={"GITHUB_TOKEN": "ghp_very_secret"})
    assert "very_secret" not in done.stdout + done.stderr
    stored = (folder / ".listcheck" / "store.db").read_bytes()
    assert b"very_secret" not in stored


def test_log(folder: Path, closed: tuple[str, ...]) -> None:
    """With -v the steps are told on standard error, with -vv each request; else nothing is."""
    (folder / "README.md").write_text(LINK)
    words = ("verify", *closed, "--refresh", "--format", "json")
    assert run(folder, *words).stderr == ""
    steps = run(folder, *words, "-v").stderr.splitlines()
    assert "listcheck: read README.md: 1 links" in steps
    assert not any("HEAD" in line for line in steps)
    assert any(line.startswith("listcheck: could not be checked: 1 × ") for line in steps)
    requests = [line for line in run(folder, *words, "-vv").stderr.splitlines() if " ms" in line]
    assert requests[0].startswith("listcheck: HEAD https://example.org/a → the host refuses")
    assert run(folder, *words, "-vv", "-q").stderr == ""


def test_closed_pipe(folder: Path) -> None:
    """Who stops reading is no fault of ours."""
    (folder / "README.md").write_text(BAD * 3000)
    process = subprocess.Popen(
        [sys.executable, "-m", "listcheck", "verify", "--offline", "--format", "json"],
        cwd=folder, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    shown = process.stderr.read()
    process.stderr.close()
    assert process.wait(60) != Exit.BUG
    assert b"Traceback" not in shown


def test_report_asks_nobody(tmp_path: Path) -> None:
    """The report again: what `verify --offline` says, to the byte but for the time of the run."""
    (tmp_path / "README.md").write_text("# L\n\n- [A](https://example.org/a)\n- [B](#nowhere)\n")
    told = [
        run(tmp_path, *words, "--format", "concise")
        for words in (("report",), ("verify", "--offline"))
    ]
    assert told[0].stdout == told[1].stdout
    assert "broken-anchor" in told[0].stdout

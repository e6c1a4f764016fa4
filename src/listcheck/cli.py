"""The command: arguments in, exit status out. It alone prints, and reads environment and clock."""

import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from listcheck import __version__
from listcheck.durations import seconds, some_seconds
from listcheck.errors import Exit, UserError
from listcheck.routing import Diversion, address_range

FORMATS = ("text", "concise", "json", "jsonl", "markdown", "github", "sarif", "junit", "html")

_EPILOG = """\b
Exit status: 0 nothing found, 1 findings, 2 usage, 3 too little verified,
4 a fault of listcheck itself, 130 interrupted."""


class _Unread(Exception):  # noqa: N818  (nobody's error)
    """Whoever read our output has stopped; click would leave with the status of findings."""


class _Group(click.Group):
    """Names the nearest command where one is misspelt."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise _Unread from None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            import difflib  # noqa: PLC0415  # only for a misspelt command

            near = difflib.get_close_matches(args[0], self.list_commands(ctx), n=1)
            told = error.format_message()
            # click names it itself from 8.3 on
            hint = f" Did you mean {near[0]!r}?" if near and "Did you mean" not in told else ""
            raise click.UsageError(told + hint, ctx) from None


@click.group(cls=_Group, epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="listcheck")
def cli() -> None:
    """Check the links and the facts of a curated list of papers and code.

    \b
    listcheck verify                    the catalog in data/, else README.md
    listcheck verify owner/repo         the README of a repository on GitHub
    listcheck verify --offline          what can be told without asking anybody
    listcheck explain dead-link         what a rule finds, and what to do
    listcheck history owner/repo        what was observed of a link, and when
    listcheck init                      workflows for the list's repository
    """  # noqa: D301  # click's mark for lines that stay as they are


def _read_by(reader: Callable[[str], object]) -> Callable[..., Any]:
    """A callback that reads an option's value, so that a bad one is told before anything runs."""

    def read(ctx: click.Context, parameter: click.Parameter, value: str | None) -> Any:
        try:
            return None if value is None else reader(value)
        except ValueError as error:
            raise click.BadParameter(str(error)) from None

    return read


def _listed(reader: Callable[[str], object] = str) -> Callable[..., Any]:
    """The same for an option that may be repeated, each time with several, parted by commas."""

    def read(
        ctx: click.Context, parameter: click.Parameter, value: tuple[str, ...]
    ) -> tuple[str, ...]:
        parts = tuple(part for one in value for part in one.split(",") if part)
        for part in parts:
            _read_by(reader)(ctx, parameter, part)
        return parts

    return read


def _options(*options: Callable[..., Any]) -> Callable[..., Any]:
    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


_FILE = click.Path(dir_okay=False, path_type=Path)

_lists = click.argument("lists", nargs=-1, metavar="[LIST]...")
_report_options = (
    click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True,
                 help="How the report is written."),
    click.option("--output", type=_FILE, help="Write the report to a file."),
    click.option("--report", "reports", multiple=True, metavar="FORMAT=PATH",
                 help="Write one more report; may be repeated."),
)  # fmt: skip
_run_options = (
    click.option("--since", metavar="REV", help="Judge the entries that changed since a revision."),
    click.option("--base", type=_FILE, help="Judge the entries that this file does not have."),
    click.option("--offline", is_flag=True, help="Ask nothing: judge from the text and the store."),
    click.option("--store", type=_FILE, help="Where to remember.  [default: .listcheck/store.db]"),
    click.option("--max-age", callback=_read_by(seconds), metavar="DURATION",
                 help="How long an answer is good for.  [default: 20h]"),
    click.option("--refresh", is_flag=True, help="Ask everything again."),
    click.option("--deadline", callback=_read_by(some_seconds),
                 metavar="DURATION", help="Stop asking in time, report what is known."),
    click.option("--select", multiple=True, callback=_listed(), metavar="RULE",
                 help="Only these rules."),
    click.option("--ignore", multiple=True, callback=_listed(), metavar="RULE",
                 help="Not these rules."),
    click.option("--config", type=_FILE, help="The settings file.  [default: listcheck.toml]"),
    click.option("--isolated", is_flag=True, help="Read no settings file."),
    click.option("--allow-address", multiple=True, metavar="CIDR",
                 callback=_listed(address_range),
                 help="An address range that may be asked though it is private."),
    click.option("--connect-to", multiple=True, metavar="HOST:PORT:TOHOST:TOPORT",
                 callback=_listed(Diversion.parse),
                 help="Connect elsewhere, as curl does."),
    click.option("--max-connections", type=click.IntRange(1, 1024), metavar="N",
                 help="Connections at once.  [default: 64]"),
    click.option("-q", "--quiet", count=True, help="Findings alone; twice: the exit status alone."),
    click.option("-v", "--verbose", count=True,
                 help="Everything, and a log on standard error; twice: with every request."),
    click.option("--color", "--colour", "color", type=click.Choice(("auto", "always", "never")),
                 default="auto", show_default=True, help="Whether the report has colours."),
    click.option("--no-progress", is_flag=True, help="Show no progress."),
)  # fmt: skip
_fail_on = click.option(
    "--fail-on", type=click.Choice(("error", "warning", "info", "new", "never")),
    help="From which severity on the exit status is 1.  [default: error]",
)  # fmt: skip
_verify_options = _options(
    _lists,
    *_report_options,
    _fail_on,
    click.option("--archive", is_flag=True,
                 help="Ask the Wayback Machine to keep the pages that are alive."),
    *_run_options,
)  # fmt: skip


@cli.command()
@_verify_options
@click.pass_context
def verify(ctx: click.Context, /, **options: Any) -> None:
    """Read lists, ask GitHub, arXiv and the web, judge, report.

    LIST is a Markdown file, a catalog's folder, owner/repo, the address of a repository or file on
    GitHub, or - for standard input. With none, the lists that the settings name, else the catalog
    in data, else README.md.
    """
    from listcheck import command  # noqa: PLC0415  # keeps --help quick

    ctx.exit(command.verify(options, dict(os.environ)))


@cli.command()
@_options(_lists, *_report_options, _fail_on, *_run_options)
@click.pass_context
def report(ctx: click.Context, /, **options: Any) -> None:
    """Write the report again from what is remembered, and ask nobody.

    Does as verify --offline does: the lists are read anew, and judged by what the store holds.
    """
    from listcheck import command  # noqa: PLC0415  # keeps --help quick

    ctx.exit(command.verify({**options, "offline": True}, dict(os.environ)))


@cli.command(short_help="Mend what can be mended for certain, in place.")
@click.option("--diff", is_flag=True, help="Show what would change as a diff, and change nothing.")
@click.option("--unsafe", is_flag=True, help="Make the fixes too that want a look.")
@_verify_options
@click.pass_context
def fix(ctx: click.Context, /, **options: Any) -> None:
    """Do as verify does, then mend what can be mended for certain, in place.

    A fix writes only what was observed. Before anything is written, the new text is read and judged
    again by the same evidence: what was mended is gone, and nothing new is found. --select chooses
    the rules whose fixes are made.
    """
    from listcheck import fix_command  # noqa: PLC0415  # keeps --help quick

    ctx.exit(fix_command.fix(options, dict(os.environ)))


@cli.command()
@click.option("--output", type=_FILE,
              help="Where it is written.  [default: listcheck-baseline.json]")  # fmt: skip
@_options(_lists, *_run_options)
@click.pass_context
def baseline(ctx: click.Context, /, **options: Any) -> None:
    """Accept what is found today, so that only new findings count.

    Does as verify does, and writes the findings to a file that verify and fix read from then on.
    What was accepted before keeps its day; what is found no more is dropped, where the run saw
    enough to know. Commit the file with the list.
    """
    from listcheck import baseline_command  # noqa: PLC0415  # keeps --help quick

    ctx.exit(baseline_command.accept(options, dict(os.environ)))


@cli.command("pull-request", short_help="Propose the safe fixes of a result on GitHub.")
@click.argument("result", type=_FILE)
@click.option("--kind", "kinds", multiple=True, type=click.Choice(("links", "metadata", "stars")),
              help="Which fixes; may be repeated.  [default: all]"
)  # fmt: skip
@click.option("--wished", multiple=True, type=click.Choice(("links", "metadata", "stars")),
              help="Proposed at once, with what was declined as well; may be repeated."
)  # fmt: skip
@click.option("--stars-every", default="30d", show_default=True, callback=_read_by(seconds),
              metavar="DURATION", help="How long star counts are left alone after the last time."
)  # fmt: skip
@click.option("--store", type=_FILE, help="What proves the fixes.  [default: .listcheck/store.db]")
@click.option("--config", type=_FILE, help="The settings file.  [default: listcheck.toml]")
@click.pass_context
def pull_request(ctx: click.Context, /, result: Path, **options: Any) -> None:
    """Propose the safe fixes of a result on GitHub, in one pull request for each kind.

    RESULT is what verify wrote with --report json=FILE, in this checkout of the default branch. The
    repository and the token are those of GITHUB_REPOSITORY and GITHUB_TOKEN. What is open is
    updated in place; what somebody declined by closing it is not proposed again.
    """
    from listcheck import pull_request_command  # noqa: PLC0415  # keeps --help quick

    ctx.exit(pull_request_command.propose_fixes(result, options, dict(os.environ)))


@cli.command()
@click.option("--format", "form", type=click.Choice(("text", "markdown")), default="text",
              show_default=True, help="A line for each rule, or all manuals.")  # fmt: skip
def rules(form: str) -> None:
    """List the rules."""
    from listcheck import manuals  # noqa: PLC0415
    from listcheck.rules import RULES  # noqa: PLC0415

    shown = {"text": manuals.index, "markdown": manuals.page}[form]
    click.echo(shown(RULES), nl=False)


@cli.command()
@click.argument("rule")
def explain(rule: str) -> None:
    """Show the manual of a rule."""
    import difflib  # noqa: PLC0415

    from listcheck import manuals  # noqa: PLC0415
    from listcheck.rules import BY_SLUG  # noqa: PLC0415

    if rule not in BY_SLUG:
        near = difflib.get_close_matches(rule, BY_SLUG, n=1)
        raise UserError(
            f"there is no rule {rule}",
            f"did you mean {near[0]}?" if near else "listcheck rules lists them",
        )
    click.echo(manuals.for_terminal(BY_SLUG[rule]), nl=False)


_FOLDER = click.Path(file_okay=False, path_type=Path)


@cli.command()
@click.argument("folder", type=_FOLDER, default="data", metavar="[DIR]")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if the list is out of date.")
@click.option("--template", type=_FILE, help="A template of your own, in Jinja.")
def render(folder: Path, *, check: bool, template: Path | None) -> None:
    """Write the human list, README.md, from the catalog in DIR.  [default: data]."""
    from listcheck.catalog import commands  # noqa: PLC0415  # keeps --help quick
    from listcheck.output import write  # noqa: PLC0415

    done = commands.render(folder, check=check, template=template)
    if done.file is not None:
        write(done.file, done.text)
        click.echo(f"wrote {done.file}", err=True)
    else:
        click.echo(done.text, nl=False)
    raise SystemExit(int(done.status))


@cli.command("import", short_help="Make a catalog of a Markdown list.")
@click.argument("file", type=_FILE)
@click.option("--to", "folder", type=_FOLDER, required=True, help="The folder of the catalog.")
@click.option("--force", is_flag=True, help="Overwrite a catalog that is there.")
def import_(file: Path, folder: Path, *, force: bool) -> None:
    """Make a catalog of a Markdown list, and tell what has no place in it."""
    from listcheck.catalog.import_command import import_list  # noqa: PLC0415  # keeps --help quick
    from listcheck.files import refuse_endless  # noqa: PLC0415
    from listcheck.readers import read  # noqa: PLC0415

    refuse_endless(file)
    click.echo(import_list(file, folder, read, force=force), nl=False)


@cli.command()
@click.argument("expressions", nargs=-1, required=True, metavar="[LIST] EXPR...")
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="How the entries are written.",
)
def query(expressions: tuple[str, ...], form: str) -> None:
    """Show the entries of a catalog by field and axis.

    \b
    listcheck query teacher=external signal=logits
    listcheck query section=white-box code=none
    listcheck query "date>=2026-01" distillation
    """  # noqa: D301  # click's mark for lines that stay as they are
    from listcheck.catalog import commands, loading  # noqa: PLC0415  # keeps --help quick

    folder = Path(expressions[0])
    named = loading.is_catalog(folder)
    asked = expressions[1:] if named else expressions
    done = commands.query(asked, folder if named else Path("data"), form=form)
    click.echo(done.text, nl=False)


@cli.command(short_help="Print a JSON Schema: config, catalog or result.")
@click.argument("what", type=click.Choice(("config", "catalog", "result")))
@click.argument("folder", type=_FOLDER, default="data", metavar="[DIR]")
def schema(what: str, folder: Path) -> None:
    """Print the JSON Schema of the settings file, of a catalog or of the result document.

    That of a catalog knows the axes and values of the catalog in DIR, if there is one.
    """
    import json  # noqa: PLC0415

    if what == "catalog":
        from listcheck.catalog import commands  # noqa: PLC0415

        click.echo(commands.schema(folder).text, nl=False)
        return

    from listcheck.config_tables import Config  # noqa: PLC0415
    from listcheck.result import Result  # noqa: PLC0415

    schemas = {"config": Config.model_json_schema, "result": Result.model_json_schema}
    click.echo(json.dumps(schemas[what](by_alias=True), indent=2))


@cli.command(short_help="Set up a list's repository for GitHub.")
@click.argument("folder", type=_FOLDER, default=".", metavar="[PATH]")
@click.option("--yes", is_flag=True, help="Write without asking.")
def init(folder: Path, *, yes: bool) -> None:
    """Set up a list's repository: settings, and workflows for GitHub.

    Looks for the lists in PATH, shows the files that it would write, and asks. What is there
    already is left as it is.
    """
    from listcheck import init_command  # noqa: PLC0415  # keeps --help quick

    raise SystemExit(int(init_command.init(folder, yes=yes)))


@cli.command()
@click.argument("result", type=_FILE)
@click.option("--id", "of", default="", metavar="TEXT",
              help="Tells several dashboards of a repository apart.")  # fmt: skip
def dashboard(result: Path, of: str) -> None:
    """Keep one issue on GitHub that shows how the lists are.

    RESULT is what listcheck verify --report json=RESULT wrote of whole lists. The issue is opened
    when there is something to do, edited when that changes, closed when nothing is left, and opened
    again. Its number is printed.
    """
    from listcheck import dashboard_command  # noqa: PLC0415  # keeps --help quick

    raise SystemExit(dashboard_command.write(result, of, dict(os.environ)))


@cli.command(hidden=True)
@click.pass_context
def action(ctx: click.Context) -> None:
    """Do what the inputs of action.yml say: GitHub's runner calls this, nobody else."""
    from listcheck import action_command  # noqa: PLC0415  # keeps --help quick

    ctx.exit(action_command.run(dict(os.environ)))


class _History(click.Group):
    """A group that takes a link or an entry wherever no command of its own is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in (*self.commands, "-h", "--help"):
            args = [_SHOW, *args]
        return super().parse_args(ctx, args)


_SHOW = "show"
_history_options = _options(
    click.option("--store", type=_FILE, help="The store.  [default: .listcheck/store.db]"),
    click.option("--config", type=_FILE, help="The settings file.  [default: listcheck.toml]"),
    click.option("--isolated", is_flag=True, help="Read no settings file."),
)


@cli.group(cls=_History, no_args_is_help=True, options_metavar="",
           short_help="Show what was observed of a link, and when.",
           subcommand_metavar="URL_OR_ENTRY | export | import FILE...")  # fmt: skip
def history() -> None:
    """Show what was observed and when: of a link, or of every link of an entry.

    \b
    listcheck history https://example.org/page
    listcheck history owner/repo        also an arXiv id, a DOI, or the name of an entry
    listcheck history export            all that is remembered, as JSON Lines
    listcheck history import FILE...    what other machines remember
    listcheck history -- export         the entry of that name

    `listcheck history show --help` has the options of the first two.
    """  # noqa: D301  # click's mark for lines that stay as they are


@history.command(_SHOW, hidden=True)
@click.argument("what", nargs=-1, required=True, metavar="URL_OR_ENTRY")
@click.option("--list", "lists", multiple=True, metavar="LIST",
              help="Where to look for entries; may be repeated.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text",
              show_default=True, help="How it is written.")  # fmt: skip
@click.option("-v", "--verbose", count=True, help="Every change.")
@click.option("--color", "--colour", "color", type=click.Choice(("auto", "always", "never")),
              default="auto", show_default=True)  # fmt: skip
@_history_options
def history_show(what: tuple[str, ...], **options: Any) -> None:
    """Show the life of a link, or of every link of an entry."""
    from listcheck import history_command  # noqa: PLC0415  # keeps --help quick

    history_command.show(" ".join(what), options, dict(os.environ))


@history.command("export")
@click.option("--output", type=_FILE, help="Write to a file.")
@_history_options
def history_export(output: Path | None, **options: Any) -> None:
    """Write all that is remembered as JSON Lines.

    The same history gives the same bytes, so that the file can be kept under version control.
    """
    from listcheck import history_command  # noqa: PLC0415  # keeps --help quick

    history_command.export(output, options, dict(os.environ))


@history.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@_history_options
def history_import(files: tuple[str, ...], **options: Any) -> None:
    """Take in what other machines remember.

    All of it or nothing: a damaged line is told by its number. What is known already is left alone,
    and it does not matter which file comes first. FILE may be - for standard input.
    """
    from listcheck import history_command  # noqa: PLC0415  # keeps --help quick

    history_command.import_(files, options, dict(os.environ))


@cli.command(short_help="Comment on a pull request, once, edited in place.")
@click.argument("result", type=_FILE, required=False)
@click.option("--when", type=click.Choice(("on-findings", "always", "never")),
              default="on-findings", show_default=True, help="When a comment is written."
)  # fmt: skip
@click.option("--suggestions", is_flag=True, help="Propose safe fixes of one line to be accepted.")
@click.option("--id", "of", default="", metavar="TEXT",
              help="Tells several comments of a repository apart.")  # fmt: skip
def comment(result: Path | None, *, when: str, suggestions: bool, of: str) -> None:
    """Comment on a pull request: once, edited in place, from a result document.

    In a workflow on pull_request, RESULT is what verify --report json=FILE wrote. In one on
    workflow_run it is fetched: the artifact listcheck-result of the run that has just ended. What
    cannot be written is told, and the exit status is 0.
    """
    from listcheck import comment_command  # noqa: PLC0415  # keeps --help quick

    chosen = {"when": when, "suggestions": suggestions, "id": of}
    raise SystemExit(comment_command.comment(result, chosen, dict(os.environ)))


def main() -> None:
    """Run the command. What is our own fault is a status of its own, never `findings`."""
    # What is loaded, and what a run makes, lives to its end: looking through it again and again for
    # cycles took a tenth of the time.
    gc.set_threshold(200_000, 20, 50)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        status = cli.main(standalone_mode=False)
    except UserError as error:
        status = _told(error.message, error.hint)
    except click.UsageError as error:
        error.show()
        status = Exit.USAGE
    except click.ClickException as error:
        status = _told(error.format_message())
    except (KeyboardInterrupt, click.Abort):
        status = Exit.INTERRUPTED
    except (BrokenPipeError, _Unread):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = Exit.CLEAN
    except Exception:  # noqa: BLE001  # the last door: a bug must not read as findings
        status = _bug()
    gc.freeze()  # the interpreter would look through all of it once more before it goes
    sys.exit(int(status or 0))


def _told(message: str, hint: str = "") -> Exit:
    click.echo(f"listcheck: {message}" + (f"\n{hint}" if hint else ""), err=True)
    return Exit.USAGE


def _bug() -> Exit:
    import traceback  # noqa: PLC0415

    click.echo(traceback.format_exc(), err=True)
    click.echo(
        "listcheck: this is a fault of listcheck; please report it with the text above", err=True
    )
    return Exit.BUG

"""The manuals of the rules as pages: the docstring of a rule is where each is written."""

import re
import textwrap
from collections.abc import Iterable

from listcheck.case import Rule

PARTS = (
    "What it finds", "Why it matters", "What to do", "What it cannot know", "Example", "Cost",
)  # fmt: skip
_PART = re.compile(rf"^({'|'.join(PARTS)}): ", re.MULTILINE)
_WIDTH = 88
_HEAD = """\
<!-- Written by `listcheck rules --format markdown` from the rules themselves. -->

# Rules

What `listcheck verify` looks for. An *error* makes the exit status 1, warnings and notes do with
`--fail-on`. `listcheck fix` makes the corrections that are certain, and with `--unsafe` those that
want a look; where a rule has a correction, not every one of its findings has.

| rule | severity | correction | finds |
|---|---|---|---|
"""


def parts(manual: str) -> list[tuple[str, str]]:
    """The parts of a manual with their names, each without line breaks; the summary under ""."""
    pieces = _PART.split(manual.strip())
    names = ("", *pieces[1::2])
    return [(name, " ".join(text.split())) for name, text in zip(names, pieces[::2], strict=True)]


def index(rules: Iterable[Rule]) -> str:
    """A line for each rule."""
    listed = tuple(rules)
    width = max(len(rule.slug) for rule in listed)
    return "".join(f"{rule.slug:<{width}}  {rule.severity:<7}  {rule.summary}\n" for rule in listed)


def for_terminal(rule: Rule) -> str:
    """The manual of one rule."""
    mends = "some of its findings have a correction" if rule.mends else "no correction"
    (_, summary), *rest = parts(rule.manual)
    blocks = [f"{rule.slug}: {rule.severity}, {mends}", textwrap.fill(summary, _WIDTH)]
    blocks += [f"{name}\n{_indented(text)}" for name, text in rest]
    return "\n\n".join(blocks) + "\n"


def _indented(text: str) -> str:
    # An address or a line of a list stays in one piece, that it can be copied.
    return textwrap.fill(
        text, _WIDTH, initial_indent="    ", subsequent_indent="    ", break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip


def page(rules: Iterable[Rule]) -> str:
    """All manuals in Markdown, each under a heading whose anchor is the name of the rule."""
    listed = tuple(rules)
    rows = (
        f"| [`{rule.slug}`](#{rule.slug}) | {rule.severity} | {_yes(rule)} | {_cell(rule)} |\n"
        for rule in listed
    )
    return _HEAD + "".join(rows) + "".join(_section(rule) for rule in listed)


def _yes(rule: Rule) -> str:
    return "yes" if rule.mends else ""


def _cell(rule: Rule) -> str:
    return rule.summary.replace("|", "\\|")


def _section(rule: Rule) -> str:
    (_, summary), *rest = parts(rule.manual)
    mends = ", with a correction for some of its findings" if rule.mends else ""
    told = "".join(f"\n**{name}:** {text}\n" for name, text in rest)
    return f"\n## {rule.slug}\n\n*{rule.severity}{mends}*\n\n{summary}\n{told}"

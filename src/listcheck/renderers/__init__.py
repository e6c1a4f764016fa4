"""A report becomes text: one file, one format."""

from importlib import import_module

from listcheck.renderers.style import Style
from listcheck.report import Report

# Format to module: each is imported when it is asked for, since some take long to load.
RENDERERS: dict[str, str] = {
    "text": "listcheck.renderers.text",
    "concise": "listcheck.renderers.concise",
    "json": "listcheck.renderers.json",
    "jsonl": "listcheck.renderers.jsonl",
    "markdown": "listcheck.renderers.markdown",
    "github": "listcheck.renderers.github",
    "sarif": "listcheck.renderers.sarif",
    "junit": "listcheck.renderers.junit",
    "html": "listcheck.renderers.html",
}


def render(form: str, report: Report, style: Style) -> str:
    """The report in one of the formats."""
    text: str = import_module(RENDERERS[form]).render(report, style)
    return text

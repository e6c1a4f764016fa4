"""The report as one page that needs nothing besides itself: no script, no picture, no other host.

Every text is made harmless and escaped on its way into the template; the page's own policy allows
nothing but its style sheet.
"""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template

from listcheck.renderers.sentences import address, evidence, where
from listcheck.renderers.style import Style
from listcheck.renderers.summary import UNTOLD, covered, outcome
from listcheck.report import SEVERITIES, Report, iso
from listcheck.text import clean

_WIDE = Style(width=10_000)
_LONGEST = 2000
_REFUSED = "refused-link"  # leads where nobody is to be led
_TITLES = {"error": "Errors", "warning": "Warnings", "info": "Notes"}


def render(report: Report, style: Style) -> str:
    """The verdict, what it rests on, findings by severity, what could not be checked."""
    told = [line for line in report.findings if line.finding.rule != UNTOLD]
    text = _template().render(
        report=report,
        outcome=outcome(report, _WIDE),
        covered=covered(report, _WIDE),
        sections=[
            (_TITLES[severity], [line for line in told if line.finding.severity == severity])
            for severity in SEVERITIES
        ],
        unchecked=[line for line in report.findings if line.finding.rule == UNTOLD],
        manuals={rule.slug: rule.summary for rule in report.rules},
    )
    return f"{text}\n"


@cache
def _template() -> Template:
    folder = files("listcheck.renderers")
    sheet = folder.joinpath("report.css").read_text("utf-8")
    allowed = b64encode(sha256(sheet.encode()).digest()).decode()
    environment = Environment(
        autoescape=True, finalize=_shown, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.globals.update(
        sheet=sheet, allowed=allowed, where=where, address=address, evidence=evidence,
        iso=iso, href=_href,
    )  # fmt: skip
    return environment.from_string(folder.joinpath("report.html.jinja").read_text("utf-8"))


def _shown(value: object) -> object:
    """What a template writes: markup of its own as it is, all other harmless, to be escaped."""
    if not isinstance(value, str) or hasattr(value, "__html__"):
        return value
    return clean(value, _LONGEST)


def _href(url: str, rule: str = "") -> str:
    """The address, if a reader can follow it as it is written and it is not one that we refuse."""
    web = url.lower().startswith(("http://", "https://")) and rule != _REFUSED
    return url if web and clean(url, _LONGEST) == url else ""

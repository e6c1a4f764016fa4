"""What reports show of findings that are waived."""

import json
import unicodedata

import jsonschema  # type: ignore[import-untyped]
import pytest
from builders import case, report

from listcheck.renderers import concise, text
from listcheck.renderers import json as renderer
from listcheck.renderers.style import Style
from listcheck.report import Report, exit_status
from listcheck.result import Result
from listcheck.settings import Allowance, Settings
from renderers.situations import HOSTILE

LINE = "- [A](https://arxiv.org/abs/2413.00001)"
WAIVER = "<!-- listcheck: allow arxiv-id-malformed until=2999-01-31 because the id is to come -->"


def of(words: str, because: str = "") -> Report:
    allow = (Allowance(("arxiv-id-malformed",), because),) if because else ()
    return report(case(words, settings=Settings(allow=allow)))


WAIVED = of(f"{LINE} {WAIVER}\n{LINE[:-1]}2) b\n{LINE[:-1]}3) c {WAIVER}\n")
ALL = of(f"{LINE} {WAIVER}\n")


def test_document() -> None:
    """A waived finding is a finding with its waiver, apart from the others, and counted apart."""
    found = json.loads(renderer.render(WAIVED, Style()))
    schema = Result.model_json_schema(by_alias=True)
    jsonschema.Draft202012Validator(schema).validate(found)
    assert found["summary"] == {"error": 1, "warning": 0, "info": 0, "waived": 2}
    assert len(found["findings"]) == 1
    first = dict(found["waived"][0])
    waiver = first.pop("waiver")
    assert waiver == {"because": "the id is to come", "until": "2999-01-31", "source": "comment"}
    assert first.keys() == found["findings"][0].keys()
    assert first["location"]["line"] == 1


def test_text() -> None:
    """The summary counts them; with -v each is shown below its reason."""
    shown = text.render(WAIVED, Style())
    assert "1 error. 2 waived." in shown
    assert "to come" not in shown
    verbose = text.render(WAIVED, Style(verbosity=1))
    assert "Waived\n  · 2 × the id is to come (until 2999-01-31)\n" in verbose
    assert "      README.md:1  arxiv-id-malformed  https://arxiv.org/abs/2413.00001\n" in verbose
    assert "      README.md:3  arxiv-id-malformed  https://arxiv.org/abs/2413.000013\n" in verbose


def test_all_waived() -> None:
    """Where nothing else is found, that is said too, and no run fails."""
    assert text.render(ALL, Style()).startswith("All good. 1 waived.")
    assert concise.render(ALL, Style()) == ""
    assert exit_status(ALL, "info") == 0
    assert "waived" not in text.render(of("- nothing\n"), Style(verbosity=2))


@pytest.mark.parametrize("verbosity", [0, 1])
def test_hostile(verbosity: int) -> None:
    """A reason that tries to be something else is text."""
    shown = text.render(of(f"{LINE}\n", HOSTILE), Style(verbosity=verbosity))
    assert not {unicodedata.category(one) for one in shown if one != "\n"} & {"Cc", "Cf", "Zl"}
    assert ("Red" in shown) is (verbosity > 0)

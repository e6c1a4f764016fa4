"""code-available: code that exists by now."""

from typing import Any

import pytest
from builders import alive, findings, gone, seen, told
from catalog.sample import GOOD, files

from listcheck.catalog.loading import read
from listcheck.model import Catalog, Observation, Signal
from listcheck.readers.catalog import documents

RULE = "code-available"
URL = "https://github.com/o/n"
SOON = "- [The Title of a Work](https://arxiv.org/abs/2401.00001) — code soon\n"
LISTED = (
    "- [The Title of a Work](https://arxiv.org/abs/2401.00001)\n"
    "- [The Title of Another](https://arxiv.org/abs/2401.00002) [code](https://github.com/x/y)\n"
)
SAID = f"Code: {URL}"
WILL = f"Code will be released at {URL}."


def paper(comment: str | None = None, summary: str | None = None, **facts: Any) -> Observation:
    return alive("paper:2401.00001", comment=comment, summary=summary, **facts)


def repository(**facts: Any) -> Observation:
    return alive("repo:o/n", **facts)


def listed(text: str) -> str:
    return f"# List\n\n## Works\n\n{text}"


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        (SOON, []),
        (SOON, [paper("19 pages")]),
        (SOON, [paper(f"We build on {URL}.")]),
        (SOON, [paper(summary=f"The dataset is available at {URL}.")]),
        (SOON, [paper(SAID), gone("repo:o/n")]),
        (SOON, [paper(SAID), repository(empty=True)]),
        (SOON, [paper(SAID), repository(disabled=True)]),
        (SOON, [paper(WILL, updated="2024-02-01T00:00:00Z")]),
        (SOON, [paper(WILL, updated="2024-02-01T00:00:00Z"),
                repository(pushed="2024-02-01T09:00:00Z")]),
        (SOON, [paper(WILL, updated="2024-02-01T00:00:00Z"), repository()]),
        (SOON, [paper(), alive("code:2401.00001", code=URL)]),
        (SOON, [paper(), alive("code:2401.00001", code=URL), seen("repo:o/n", Signal.TIMEOUT)]),
        (SOON, [paper(), alive("code:2401.00001", code=URL), gone("repo:o/n")]),
        (SOON, [paper(), seen("code:2401.00001", Signal.THROTTLED)]),
        (SOON.replace("soon", f"[here]({URL})"), [paper(SAID), repository()]),
        (SOON.replace(" — code soon", ""), [paper(SAID), repository()]),
        (LISTED, [paper("19 pages"), repository()]),
    ],
)  # fmt: skip
def test_silent(text: str, evidence: list[Observation]) -> None:
    """No word of code, somebody else's, none there, a mere promise, no place for it: left alone."""
    assert told(RULE, listed(text), *evidence) == []


@pytest.mark.parametrize(
    ("text", "evidence", "message"),
    [
        (SOON, [paper(SAID), repository(stars=1200)],
         (f"the list says code soon, arXiv's comment: “{SAID}”; "
         "the repository is there with 1,200 stars")),
        (SOON, [paper(SAID)],
         (f"the list says code soon, arXiv's comment: “{SAID}”; "
         "the repository itself was not looked at")),
        (SOON, [paper(SAID), seen("repo:o/n", Signal.THROTTLED)],
         (f"the list says code soon, arXiv's comment: “{SAID}”; "
         "the repository itself was not looked at")),
        (SOON, [paper(summary=f"We do it. Our code is available at {URL}."), repository()],
         (f"the list says code soon, its abstract: “Our code is available at {URL}.”; "
         "the repository is there")),
        (SOON, [paper(WILL, updated="2024-02-01T00:00:00Z"),
                repository(pushed="2024-05-01T00:00:00Z")],
         (f"the list says code soon, arXiv's comment: “{WILL}”; "
         "the repository is there, and was pushed to since then")),
        (SOON, [paper(), alive("code:2401.00001", code=URL), repository(stars=7)],
         (f"the list says code soon, Hugging Face's page of the paper names {URL}; "
         "the repository is there with 7 stars")),
        (LISTED, [paper(SAID), repository()],
         f"the list has no code, arXiv's comment: “{SAID}”; the repository is there"),
    ],
)  # fmt: skip
def test_found(text: str, evidence: list[Observation], message: str) -> None:
    """Who says so is told in their words, and whether the repository was seen."""
    (finding,) = findings(RULE, listed(text), *evidence)
    assert finding.message == message
    assert (finding.observed, finding.severity, finding.fix) == (URL, "info", None)
    assert finding.advice == f"look at {URL}, and link it"


def test_the_second_address_where_the_first_is_dead() -> None:
    """Every address is tried, the authors' first."""
    other = alive("repo:o/m")
    evidence = [paper(SAID, summary="Code: https://github.com/o/m"), gone("repo:o/n"), other]
    (finding,) = findings(RULE, listed(SOON), *evidence)
    assert finding.observed == "https://github.com/o/m"


def test_a_wrong_paper_has_no_say() -> None:
    """The code of a paper that is not the entry's is told to nobody."""
    wrong = alive(
        "paper:2401.00001", title="Spectra of Dwarf Galaxies", comment=SAID, summary="Far."
    )
    text = listed(SOON.replace("The Title of a Work", "Leaking Water Clocks at Home"))
    assert told(RULE, text, wrong, repository()) == []
    assert told("title-mismatch", text, wrong) != []


def test_catalogs() -> None:
    """A catalog says it by the status of its code."""
    start = GOOD.index("code = [")
    end = GOOD.index("\n", start)
    text = f'{GOOD[:start]}code_status = "soon"{GOOD[end:]}'
    given = files(one=text)
    catalog = Catalog(documents(read(given), given))
    one = alive("paper:2301.10100", comment=SAID)
    (finding,) = findings(RULE, catalog, one, repository())
    assert catalog.document("data/one.toml").slice(finding.span) == "soon"

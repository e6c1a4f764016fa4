import re

import pytest

from listcheck.probes import atom
from probes.driving import oracle
from probes.test_arxiv import entry, feed


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("id_0000.0000_s0_m100.xml", 0),
        ("id_0808.05394_s0_m100.xml", 0),
        ("id_0808.05394_1707.08567_s0_m100.xml", 1),
        ("id_1605.08386_s0_m100.xml", 1),
        ("id_1707.08567_s0_m100.xml", 1),
        ("id_2104.12255v1_s0_m100.xml", 1),
        ("id_astro-ph_0601001_s0_m100.xml", 1),
        ("id_quant-ph_0201082v1_s0_m100.xml", 1),
        ("id_abc_s0_m100.xml", 0),
        ("q_testing_s0_m15.xml", 15),
    ],
)
def test_recorded(name: str, count: int) -> None:
    """Every recorded feed is understood, and its papers have what they need to be compared."""
    body = oracle("atom", name).read_bytes()
    found = atom.papers(body)
    assert found is not None
    papers = [facts for number, facts in found.items() if not re.search(r"v\d+\Z", number)]
    assert len(papers) == count
    for facts in papers:
        assert facts.title
        assert facts.summary
        assert re.match(r"\d{4}-\d\d-\d\dT", facts.published or "")
        assert facts.version
        assert facts.categories
        assert facts.withdrawn is None


def test_recorded_facts() -> None:
    """A recorded paper has the fields that its feed shows."""
    body = oracle("atom", "id_2104.12255v1_s0_m100.xml").read_bytes()
    facts = (atom.papers(body) or {})["2104.12255"]
    assert (facts.title, facts.version, facts.published) == ("0", 1, "2021-04-20T16:07:14Z")
    assert facts.categories == ("cs.CR",)
    assert (facts.comment, facts.journal_ref, facts.doi) == (None, None, None)


def comment(text: str) -> str | None:
    """The withdrawal that a comment tells."""
    return (atom.papers(feed(entry("2401.00001", comment=text)).body) or {})["2401.00001"].withdrawn


@pytest.mark.parametrize(
    "text",
    [
        "This paper has been withdrawn by the author due to a crucial error in eq. 3",
        "This version withdrawn by arXiv administrators because the author did not have the right",
        "This submission has been withdrawn by arXiv administrators due to plagiarism",
        "This article was withdrawn",
        "Withdrawn",
        "withdrawn by the authors, an error in Lemma 2",
        "[Withdrawn] superseded by 2401.00002",
        "Paper withdrawn",
        "The paper is temporarily withdrawn",
        "This arXiv paper has now been withdrawn",
        "The authors have withdrawn this paper because of a mistake",
        "Withdrawn from arXiv by the author",
        "Withdrawn in order to be improved",
    ],
)
def test_withdrawn(text: str) -> None:
    """A comment that begins by saying so tells of a withdrawal, in its own words."""
    assert comment(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "Withdrawn from ICLR 2024 submission",
        "Withdrawn submission of ICLR 2024",
        "Withdrawn ICLR 2025 submission, 14 pages",
        "This paper was withdrawn from NeurIPS 2023",
        "10 pages; the earlier version was withdrawn",
        "12 pages, an earlier version (2301.00001) has been withdrawn",
        "Accepted at ICML 2024",
        "We study how withdrawn papers are cited",
        "ICLR 2024 (withdrawn)",
        "The authors have withdrawn this paper from CVPR",
        "Withdrawnness of agents",
        "",
    ],
)
def test_not_withdrawn(text: str) -> None:
    """A withdrawal in passing, or from a conference, is none."""
    assert comment(text) is None


def test_withdrawn_in_place_of_the_abstract() -> None:
    """The words may stand in place of the abstract; in a real abstract they mean nothing."""
    said = "This paper has been withdrawn by the authors."
    body = feed(entry("2401.00001")).body.replace(b"An abstract.", said.encode())
    assert (atom.papers(body) or {})["2401.00001"].withdrawn == said
    long = f"{said} {'And then a great deal more of real abstract. ' * 20}"
    body = feed(entry("2401.00001")).body.replace(b"An abstract.", long.encode())
    assert (atom.papers(body) or {})["2401.00001"].withdrawn is None


def test_space() -> None:
    """Wrapped titles become one line; entities are text."""
    body = feed(entry("2401.00001", title="A\n  Title &amp; &lt;b&gt;more&lt;/b&gt;")).body
    assert (atom.papers(body) or {})["2401.00001"].title == "A Title & <b>more</b>"

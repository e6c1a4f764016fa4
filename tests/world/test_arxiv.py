"""ArXiv's API and pages, as they are known to answer."""

from collections.abc import Callable
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pytest

from world import INSTANT, Fault, Plan, World, make_paper, plan_for, plant
from world.asking import ATOM as ATOM_TYPE
from world.asking import arxiv, ask
from world.listing import KNOWN_PAPERS, SHARED

Make = Callable[[Plan], World]
ORACLES = SHARED / "oracles" / "atom"
ATOM = "{http://www.w3.org/2005/Atom}"
SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
IDS = ["2401.00001", "2402.00002", "2403.00003", "math/0309136"]


def plan(where: str = "", *faults: Fault) -> Plan:
    made = Plan(latency=INSTANT)
    for number, identifier in enumerate(IDS):
        made.papers[identifier] = make_paper(identifier, f"The Title of Paper {number}")
    made.papers["1706.03762"] = make_paper("1706.03762", "Attention", listed=False)
    for fault in faults:
        plant(made, where, fault)
    return made


def ids(text: str) -> list[str]:
    return [str(entry.findtext(f"{ATOM}id")) for entry in ET.fromstring(text).iter(f"{ATOM}entry")]


def test_papers_come_with_versions_and_in_another_order(world: Make) -> None:
    """Every id comes back with a version, and never in the order of the question."""
    running = world(plan())
    assert sorted(ids(arxiv(running, ",".join(IDS)).text)) == sorted(
        f"http://arxiv.org/abs/{identifier}v1" for identifier in IDS
    )
    for asked in (IDS[:2], IDS[1::-1], IDS, IDS[::-1]):
        found = [
            one.removeprefix("http://arxiv.org/abs/")
            for one in ids(arxiv(running, ",".join(asked)).text)
        ]
        assert found != [f"{identifier}v1" for identifier in asked]


def test_ten_are_enough_unless_more_are_wanted(world: Make) -> None:
    """Without max_results a page holds ten, though the total tells of all."""
    made = Plan(latency=INSTANT)
    for number in range(12):
        identifier = f"2401.{number:05}"
        made.papers[identifier] = make_paper(identifier, "A Title")
    running = world(made)
    reply = arxiv(running, ",".join(made.papers), size=None)
    assert len(ids(reply.text)) == 10
    assert ET.fromstring(reply.text).findtext(f"{SEARCH}totalResults") == "12"
    assert len(ids(arxiv(running, ",".join(made.papers), size=50).text)) == 12


def test_a_missing_paper_is_left_out_and_its_page_is_not_found(world: Make) -> None:
    """Nothing says why a paper is not in a feed; the abstract page answers 404."""
    running = world(plan(IDS[0], Fault("missing")))
    assert ids(arxiv(running, ",".join(IDS[:2])).text) == [f"http://arxiv.org/abs/{IDS[1]}v1"]
    assert ask(running, f"https://arxiv.org/abs/{IDS[0]}", "HEAD").status_code == 404
    assert ask(running, f"https://arxiv.org/abs/{IDS[1]}", "HEAD").status_code == 200


def test_a_malformed_id_spoils_the_whole_call(world: Make) -> None:
    """One id that is none makes the reply an error feed with status 400."""
    reply = arxiv(world(plan()), f"{IDS[0]},abc")
    assert reply.status_code == 400
    assert ids(reply.text) == ["https://arxiv.org/api/errors#incorrect_id_format_for_abc"]


def test_versions_have_their_own_titles(world: Make) -> None:
    """A version that does not exist is absent, an older one has the title of then."""
    running = world(plan(IDS[0], Fault("newer-title", text="Another Title")))
    reply = arxiv(running, f"{IDS[0]}v1,{IDS[0]}v2,{IDS[0]}v3").text
    assert sorted(ids(reply)) == [f"http://arxiv.org/abs/{IDS[0]}v{n}" for n in (1, 2)]
    assert "<title>The Title of Paper 0</title>" in reply
    newest = arxiv(running, IDS[0]).text
    assert "<title>Another Title</title>" in newest
    assert "v2</id>" in newest


def test_a_withdrawn_paper_says_so_in_its_comment_and_page(world: Make) -> None:
    """The newest version has the reason as comment; the one before reads as ever."""
    running = world(plan(IDS[0], Fault("withdrawn")))
    assert "has been withdrawn by the authors" in arxiv(running, IDS[0]).text
    assert "withdrawn" not in arxiv(running, f"{IDS[0]}v1").text
    assert "has been withdrawn" in ask(running, f"https://arxiv.org/abs/{IDS[0]}").text


def test_overload_has_many_faces(world: Make) -> None:
    """An empty feed, plain text, a status, a feed cut short, a control that is not there."""

    def ask_with(fault: Fault) -> tuple[int, str]:
        reply = arxiv(world(plan("arxiv", fault)), f"{IDS[0]},1706.03762")
        return reply.status_code, reply.text

    assert ask_with(Fault("empty-feed"))[0] == 200
    assert ids(ask_with(Fault("empty-feed"))[1]) == []
    assert ask_with(Fault("rate-exceeded-text")) == (200, "Rate exceeded.")
    assert ask_with(Fault("status", status=503))[0] == 503
    assert ask_with(Fault("status", status=406, times=1))[0] == 406
    assert ids(ask_with(Fault("control-missing"))[1]) == [f"http://arxiv.org/abs/{IDS[0]}v1"]
    with pytest.raises(ET.ParseError):
        ids(ask_with(Fault("truncated-feed"))[1])


def test_a_list_of_ids_can_be_posted(world: Make) -> None:
    """A form in the body is as good as a query."""
    running = world(plan())
    reply = ask(
        running,
        "https://export.arxiv.org/api/query",
        "POST",
        headers={"Content-Type": "application/x-www-form-urlencoded", **ATOM_TYPE},
        content=f"id_list={','.join(IDS)}&max_results=4".encode(),
    )
    assert len(ids(reply.text)) == 4
    assert running.violations == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ('ti:"title of paper 2"', ["2403.00003"]),
        ("ti:Attention", ["1706.03762"]),
        ('ti:"the title of paper"', IDS),
        ('ti:"paper title"', []),
        ('ti:"itle of pap"', []),
    ],
)
def test_a_title_is_searched_for(world: Make, query: str, found: list[str]) -> None:
    """Papers come by the words of their titles, one after the other, as many as were wanted."""
    running = world(plan())
    reply = ask(
        running,
        "https://export.arxiv.org/api/query?"
        + urlencode({"search_query": query, "max_results": 3}),
        headers=ATOM_TYPE,
    )
    assert sorted(ids(reply.text)) == [f"http://arxiv.org/abs/{name}v1" for name in found][:3]
    total = ET.fromstring(reply.text).findtext(f"{SEARCH}totalResults")
    assert total == str(len(found))
    assert running.violations == []


@pytest.mark.parametrize("query", ['ti:"an open quote', 'ti:"a (b) c"', "xx:word", "two words"])
def test_a_query_that_cannot_be_read_is_refused(world: Make, query: str) -> None:
    """So is one that arXiv's parser would take apart."""
    address = "https://export.arxiv.org/api/query?" + urlencode({"search_query": query})
    running = world(plan())
    assert ask(running, address, headers=ATOM_TYPE).status_code == 400
    assert [one.kind for one in running.violations] == ["arxiv-max-results"]


def outline(element: ET.Element) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.tag, tuple(sorted(one.attrib))) for one in element.iter()]


@pytest.mark.skipif(not ORACLES.is_dir(), reason="the oracles are not at hand")
@pytest.mark.parametrize("identifier", ["1605.08386", "2104.12255v1", "0000.0000"])
def test_feeds_have_the_outline_of_the_recorded_ones(world: Make, identifier: str) -> None:
    """Elements, their order, their namespaces and attributes are those of a recorded feed."""
    recorded = ET.fromstring((ORACLES / f"id_{identifier}_s0_m100.xml").read_bytes())
    made = Plan(latency=INSTANT)
    if entry := recorded.find(f"{ATOM}entry"):
        name = identifier.partition("v")[0]
        paper = make_paper(name, str(entry.findtext(f"{ATOM}title")))
        paper.authors = [str(one.text) for one in entry.iter(f"{ATOM}name")]
        paper.categories = [one.attrib["term"] for one in entry.iter(f"{ATOM}category")]
        paper.comment = entry.findtext("{http://arxiv.org/schemas/atom}comment")
        made.papers[name] = paper
    ours = ET.fromstring(arxiv(world(made), identifier).content)
    assert outline(ours) == outline(recorded)


@pytest.mark.skipif(not ORACLES.is_dir(), reason="the oracles are not at hand")
def test_the_error_feed_has_the_outline_of_the_recorded_one(world: Make) -> None:
    """So has the reply to a malformed id."""
    recorded = ET.fromstring((ORACLES / "id_abc_s0_m100.xml").read_bytes())
    assert outline(ET.fromstring(arxiv(world(Plan()), "abc").content)) == outline(recorded)


def test_known_papers_are_there_for_whoever_wants_a_control() -> None:
    """A faultless world holds papers that no list needs to name."""
    made = plan_for(b"- [A Study of Several Things](https://arxiv.org/abs/2401.00001)\n")
    assert made.papers.keys() == {"2401.00001", *KNOWN_PAPERS}
    assert made.papers["2401.00001"].titles == ["A Study of Several Things"]

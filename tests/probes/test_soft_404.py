"""The detector of pages that answer and are not there, over the collection of `tests/pages`."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pages.building import samples
from pages.measuring import Seen, figures, look
from pages.sites import LOST, Sample, html, to

from listcheck.exchange import Answer, FailureKind, Reply, Request
from listcheck.model import Flow, Observation, Signal
from listcheck.probes.arrivals import arrival, is_home, says_missing, sibling
from listcheck.probes.page import flow, lookups
from listcheck.probes.question import Question
from listcheck.settings import Pages, Settings
from listcheck.states import OF_SIGNAL
from probes.driving import answer, drive, failure, redirect

MODES = ("all", "redirects")


@pytest.fixture(scope="module", params=MODES)
def seen(request: pytest.FixtureRequest) -> tuple[str, list[Seen]]:
    """Every page of the collection, asked for as in a run."""
    return request.param, [look(sample, request.param) for sample in samples()]


def _share(all_seen: list[Seen], *labels: str, kinds: tuple[str, ...] = ()) -> float:
    found = [
        one.right
        for one in all_seen
        if one.sample.label in labels and (not kinds or one.sample.kind in kinds)
    ]
    assert found
    return sum(found) / len(found)


def test_the_collection() -> None:
    """It is large enough, always the same, and has every language and every label."""
    every = samples()
    assert len(every) >= 200
    assert len({one.address for one in every}) > 0.9 * len(every)
    languages = {one.language for one in every}
    assert languages >= {"en", "zh", "ja", "ko", "de", "fr", "es", "pt", "ru"}
    assert sum(one.label == "living" for one in every) >= 150


def test_no_living_page_is_suspect(seen: tuple[str, list[Seen]]) -> None:
    """Precision comes first: of what is there, nothing is doubted."""
    wrong = [
        (one.sample.kind, one.sample.address, one.observation.reason)
        for one in seen[1]
        if one.sample.label in ("living", "gate") and one.state == "suspect"
    ]
    assert not wrong
    assert _share(seen[1], "living") == 1


def test_recall(seen: tuple[str, list[Seen]]) -> None:
    """What is missing is found where a page says so; what is not read cannot be."""
    mode, every = seen
    assert _share(every, "missing", kinds=("behind a redirect",)) >= 0.98
    assert _share(every, "parked", kinds=("parked behind a redirect",)) == 1
    at = ("at its address", "taken away")
    assert (_share(every, "missing", kinds=at) >= 0.98) if mode == "all" else True
    assert _share(every, "missing", "parked") >= (0.85 if mode == "all" else 0.4)


def test_doors_are_not_known(seen: tuple[str, list[Seen]]) -> None:
    """A login in the place of a page is unverified, once it is read."""
    mode, every = seen
    assert _share(every, "gate") >= (1 if mode == "all" else 0.4)


def test_nothing_is_read_without_cause() -> None:
    """By default a page at its own address costs one HEAD, as without all this."""
    still = [one for one in samples() if one.pages.get(one.address, LOST).status == 200]
    assert len(still) > 100
    assert {look(one, "redirects").requests for one in still} == {1}
    assert {look(one, "off").requests for one in still} == {1}


@pytest.mark.parametrize(
    ("listed", "final", "expected"),
    [
        ("https://a.org/x", "https://a.org/x", ""),
        ("http://a.org/x", "https://www.a.org/x", ""),
        ("https://a.org/x", "https://a.org/x/", ""),
        ("https://a.org/p/12", "https://a.org/2020/05/a-title-of-12/", ""),
        ("https://a.org/x", "https://a.org/", "home"),
        ("https://a.org/blog/x", "https://a.org/en/", "home"),
        ("https://a.org/x", "https://b.org/index.html", "home"),
        ("https://a.org/", "https://a.org/en/", ""),
        ("https://a.org/index.php", "https://a.org/", ""),
        ("https://a.org/x", "https://a.org/404.html", "error"),
        ("https://a.org/x", "https://a.org/errors/notfound?aspxerrorpath=/x", "error"),
        ("https://a.org/x", "https://a.org/lander", "error"),
        ("https://a.org/404.html", "https://a.org/404", ""),
        ("https://a.org/blog/2020/x", "https://a.org/blog/2020", "lost"),
        ("https://a.org/old", "https://a.org/new", "lost"),
        ("https://a.org/x", "https://b.org/x", "elsewhere"),
        ("https://a.org/errors-in-nlp", "https://a.org/errors-in-nlp/", ""),
    ],
)
def test_arrival(listed: str, final: str, expected: str) -> None:
    """What the addresses alone tell of a redirect."""
    assert arrival(listed, final) == expected


@pytest.mark.parametrize("word", ["404-media", "errors-in-nlp", "expired-drugs", "gone-fishing"])
def test_words_in_addresses(word: str) -> None:
    """A word within a name is no name of an error."""
    assert not says_missing(f"https://a.org/{word}/paper")
    assert not is_home(f"https://a.org/{word}")


def test_sibling() -> None:
    """One made-up address for each folder; what servers choose by stays."""
    one, other = sibling("https://a.org/b/c.html"), sibling("https://a.org/b/d.html")
    assert one == other
    assert one.startswith("https://a.org/b/")
    assert one.endswith(".html")
    assert sibling("https://a.org/b/c/") != sibling("https://a.org/b/c")
    assert sibling("https://a.org/i.php?id=5&l=en").startswith("https://a.org/i.php?id=")
    assert sibling("https://a.org/") != "https://a.org/"


GONE = html("<title>Page not found</title><h1>404</h1><p>This page could not be found.</p>")
ALL = Settings(pages=Pages(soft_404="all"))


def _look(address: str, *replies: Reply, settings: Settings = ALL) -> tuple[Observation, str]:
    (seen,), asked = drive(flow(Question(f"page:{address}", address), settings), replies)
    return seen, "".join(one.method[0] for one in asked)


def test_signs_are_named() -> None:
    """The reason tells every sign, and the evidence holds the request beside the page."""
    seen, asked = _look("https://a.org/b/c", html(""), GONE, GONE)
    assert (OF_SIGNAL[seen.signal], asked, len(seen.trail)) == ("suspect", "HGG", 3)
    for words in ("its title or heading says so", "a random address beside it shows the same"):
        assert words in seen.reason


def test_a_get_that_tells_more_than_a_head() -> None:
    """A 404 to the GET is looked at twice, as if HEAD had proven nothing."""
    seen, asked = _look("https://a.org/x", html(""), *(answer(404),) * 3)
    assert (seen.signal, asked) == (Signal.NOT_FOUND, "HGGG")


@pytest.mark.parametrize(
    "reply", [failure(FailureKind.TIMEOUT), answer(403), answer(500), answer(202)]
)
def test_what_cannot_be_read(reply: Reply) -> None:
    """A page that answers HEAD and cannot be read is what HEAD said."""
    seen, _ = _look("https://a.org/x", html(""), reply)
    assert seen.signal is Signal.ALIVE


@pytest.mark.parametrize("reply", [failure(FailureKind.TIMEOUT), answer(403), answer(500)])
def test_no_answer_beside(reply: Reply) -> None:
    """Without an answer for the random address, a title alone proves nothing."""
    page = html("<title>Page not found</title><h1>A paper</h1>")
    seen, asked = _look("https://a.org/x", html(""), page, reply)
    assert (seen.signal, asked) == (Signal.ALIVE, "HGG")


def test_other_than_pages() -> None:
    """A picture or a PDF is not read, whatever is asked for."""
    kind = answer(200, b"", content_type="application/pdf")
    seen, asked = _look("https://a.org/x.pdf", kind)
    assert (seen.signal, asked) == (Signal.ALIVE, "H")


def test_a_page_that_is_too_long() -> None:
    """What was not read to its end is not judged."""
    cut = Answer(200, GONE.headers, GONE.body, truncated=True, at=1.0)
    assert _look("https://a.org/x", html(""), cut)[0].signal is Signal.ALIVE


@pytest.mark.parametrize("piece", ["<div>", "<nav>", "<b><i>", "<h1>404", "<p", "<title>404 "])
def test_pages_that_are_meant_to_hurt(piece: str) -> None:
    """A page of half a megabyte takes its time once, however deep it is."""
    page = html((piece * 200_000)[: 1 << 19])
    began = time.monotonic()
    sample = Sample("living", "", "", "", "https://a.org/x", {"https://a.org/x": page})
    seen = look(sample, "all").observation
    assert seen.signal is Signal.ALIVE
    assert time.monotonic() - began < 5


def test_a_move_home_is_no_move() -> None:
    """What is suspect is not offered as the new address."""
    page = html("<title>Page not found</title><p>The page you want is not here any more.</p>")
    seen, _ = _look("https://a.org/b/x", redirect(301, "/404"), html(""), page)
    assert (seen.signal, seen.moved_to) == (Signal.SOFT_404, None)


def _together(addresses: tuple[str, ...]) -> tuple[dict[str, Observation], list[Request]]:
    """Flows of one run, each a step at a time, as over one connection to a host."""
    asked: list[Request] = []
    found: dict[str, Observation] = {}
    questions = tuple(Question(f"page:{one}", one) for one in addresses)
    waiting: list[tuple[Flow, Request]] = []
    for lookup in lookups(questions, ALL):
        talk = lookup.start()
        waiting.append((talk, next(talk)))
    while waiting:
        talk, request = waiting.pop(0)
        asked.append(request)
        try:
            waiting.append((talk, talk.send(GONE)))
        except StopIteration as end:
            found |= {one.key: one for one in end.value}
    return found, asked


def test_one_question_for_each_folder() -> None:
    """However many pages of a folder are in doubt, what stands beside them is asked once."""
    addresses = tuple(f"https://a.org/b/{name}" for name in "cdefg")
    found, asked = _together(addresses)
    assert len(asked) == 2 * len(addresses) + 1
    assert set(found) == {f"page:{one}" for one in addresses}
    assert {one.signal for one in found.values()} == {Signal.SOFT_404}
    assert all(len(one.trail) == 3 for one in found.values())


def _others() -> Iterator[tuple[str, Sample]]:
    words = (
        "<p>Our lab makes tools for many people and teaches courses each spring in two towns.</p>"
    )
    home = html(f"<title>Lab</title><h1>Lab</h1>{words * 2}")
    pages = {"https://a.org/deep/thing": to("/"), "https://a.org/": home}
    title = ("Learned Routing for Sparse Experts",)
    yield "suspect", Sample("missing", "", "", "en", "https://a.org/deep/thing", pages,
                            lambda _: to("https://a.org/"), title)  # fmt: skip
    # Each of these takes one sign away.
    yield "alive", Sample("living", "", "", "en", "https://a.org/deep/thing", pages,
                          lambda _: LOST, title)  # fmt: skip
    yield "alive", Sample("living", "", "", "en", "https://a.org/deep/thing", pages,
                          lambda _: to("https://a.org/"), ())  # fmt: skip
    named = html(f"<title>Lab</title><h1>Lab</h1>{words * 2}<p>See {title[0]}.</p>")
    yield "alive", Sample("living", "", "", "en", "https://a.org/deep/thing",
                          {**pages, "https://a.org/": named},
                          lambda _: to("https://a.org/"), title)  # fmt: skip


@pytest.mark.parametrize(
    ("state", "sample"), list(_others()), ids=["all", "honest", "untitled", "named"]
)
def test_a_redirect_home_alone_is_not_enough(state: str, sample: Sample) -> None:
    """It takes that anything is sent home, and that the home does not speak of the work."""
    assert look(sample, "redirects").state == state


def test_the_documented_figures(seen: tuple[str, list[Seen]]) -> None:
    """`docs/soft-404.md` says what is measured, of every class."""
    page = Path(__file__).resolve().parents[2] / "docs" / "soft-404.md"
    text = page.read_text("utf-8")
    part = text.partition(f'`soft-404 = "{seen[0]}"`')[2].partition("###")[0]
    assert all(line in part for line in figures(seen[1]))

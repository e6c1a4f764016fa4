import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from listcheck.exchange import Answer, FailureKind, Reply, Request
from listcheck.model import Observation, Part, Signal
from listcheck.probes import arxiv, atom
from listcheck.probes.arxiv import flow, lookups
from listcheck.probes.arxiv_calls import BATCH, CONTROLS
from listcheck.probes.question import Question
from listcheck.probes.title_search import phrase
from listcheck.settings import Services, Settings
from listcheck.states import OF_SIGNAL
from probes.driving import ENDINGS, answer, drive, failure, oracle, paper

SERVICES = Services()
GOOD, OTHER, LOST = "2401.00001", "2402.00002", "2403.00003"
WRITTEN = "Knowledge Distillation of Sparse Mixture Transformers"
FOREIGN = "Quantum Chromodynamics Lattice Simulations"


def entry(name: str, version: int = 1, title: str = "A Title", comment: str = "") -> str:
    """An entry of a feed."""
    said = f"<arxiv:comment>{comment}</arxiv:comment>" if comment else ""
    return (
        f"<entry><id>http://arxiv.org/abs/{name}v{version}</id><title>{title}</title>"
        f"<published>2024-01-02T03:04:05Z</published><updated>2024-05-06T07:08:09Z</updated>"
        f"<summary>An abstract.</summary><category term='cs.LG'/>{said}</entry>"
    )


def feed(*entries: str, declaration: str = "<?xml version='1.0' encoding='UTF-8'?>") -> Answer:
    """A feed as arXiv's API sends it."""
    head = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">'
        "<id>https://arxiv.org/api/x</id><title>q</title><updated>2026-04-12T22:09:33Z</updated>"
    )
    return answer(200, f"{declaration}{head}{''.join(entries)}</feed>".encode())


def ids(request: Request) -> list[str]:
    """The ids that a call asks for."""
    query = parse_qs(urlsplit(request.url).query)
    names = query["id_list"][0].split(",")
    assert query["max_results"] == [str(len(names))]
    return names


def searched(request: Request) -> str:
    """The phrase that a call searches titles for, "" if it asks for ids."""
    query = parse_qs(urlsplit(request.url).query)
    for search in query.get("search_query", ()):
        assert (search[:4], search[-1]) == ('ti:"', '"')
        assert query["max_results"] == ["3"]
        assert request.late
        return search[4:-1]
    return ""


class Archive:
    """An arXiv with some papers: id to the titles of its versions; pages of the rest are 404."""

    def __init__(self, **papers: tuple[str, ...]) -> None:
        self.papers: dict[str, tuple[str, ...]] = {
            control: (f"Control {control}",) for control in CONTROLS
        }
        self.papers |= {name.removeprefix("_").replace("_", "."): found
                        for name, found in papers.items()}  # fmt: skip
        self.pages: dict[str, Reply] = {}
        self.calls: list[list[str]] = []
        self.found: dict[str, Reply] = {}  # the replies to searches, by phrase
        self.searches: list[str] = []

    def __call__(self, request: Request) -> Reply:
        assert request.lane == "arxiv"
        if "/abs/" in request.url:
            return self.pages.get(request.url.rpartition("/abs/")[2], answer(404))
        if wanted := searched(request):
            self.searches.append(wanted)
            return self.found.get(wanted, feed())
        self.calls.append(ids(request))
        return self.reply(self.calls[-1])

    def reply(self, names: list[str]) -> Reply:
        """The feed for some ids, in an order of its own."""
        return feed(*(shown for name in reversed(names) if (shown := self.entry(name))))

    def entry(self, name: str) -> str:
        number, _, version = name.partition("v")
        titles = self.papers.get(number, ())
        wanted = int(version or len(titles))
        return entry(number, wanted, titles[wanted - 1]) if 0 < wanted <= len(titles) else ""


def look(world: Any, *questions: Question) -> tuple[dict[str, Observation], list[Request]]:
    """Drive the flow for some papers."""
    seen, asked = drive(flow(questions, SERVICES), world)
    assert [one.key for one in seen] == [question.key for question in questions]
    return {one.key.removeprefix("paper:"): one for one in seen}, asked


def test_alive() -> None:
    """Papers are found by id, whatever the order of the reply, in one call with the controls."""
    archive = Archive(_2401_00001=("One",), _2402_00002=("Two", "Two again"))
    seen, asked = look(archive, paper(GOOD), paper(OTHER))
    assert archive.calls == [[GOOD, OTHER, *CONTROLS]]
    assert len(asked) == 1
    assert seen[GOOD].facts.title == "One"
    assert (seen[OTHER].facts.title, seen[OTHER].facts.version) == ("Two again", 2)
    assert seen[GOOD].facts.published == "2024-01-02T03:04:05Z"
    assert {one.signal for one in seen.values()} == {Signal.ALIVE}


def test_request() -> None:
    """The call asks for Atom, which arXiv refuses to clients without an Accept header."""
    _, (asked,) = look(Archive(_2401_00001=("One",)), paper(GOOD))
    assert asked.url.startswith(f"{SERVICES.arxiv_api}?id_list=")
    assert "atom" in dict(asked.headers)["Accept"]
    assert asked.credential is None


def test_old_ids() -> None:
    """An id of the old kind is sent with its slash, and found again."""
    archive = Archive()
    archive.papers["hep-th/9901001"] = ("Old",)
    seen, (asked,) = look(archive, paper("hep-th/9901001"))
    assert "id_list=hep-th/9901001," in asked.url
    assert seen["hep-th/9901001"].facts.title == "Old"


def test_batches() -> None:
    """No call names more than a hundred ids, the controls among them."""
    questions = tuple(paper(f"2401.{number:05}", titles=(WRITTEN,)) for number in range(1, 251))
    found = lookups(questions, Settings())
    assert [len(lookup.keys) for lookup in found] == [98, 98, 54]
    archive = Archive()
    for question in questions:
        archive.papers[question.name] = (WRITTEN, FOREIGN, FOREIGN)
    for lookup in found:
        drive(lookup.start(), archive)
    assert max(map(len, archive.calls)) <= BATCH
    assert len(archive.calls) == 3 + 2 + 2 + 2  # and two older versions each
    assert all(set(CONTROLS) <= set(call) for call in archive.calls)


def test_all_absent() -> None:
    """A batch of absent papers keeps to a hundred ids, too."""
    questions = tuple(paper(f"2401.{number:05}") for number in range(1, 99))
    archive = Archive(_2401_00001=("One",), _2401_00002=("Two",))
    seen, _ = look(archive, *questions)
    assert max(map(len, archive.calls)) <= BATCH
    assert sum(one.signal is Signal.MISSING for one in seen.values()) == 96


def test_a_control_that_is_in_the_list() -> None:
    """A control paper that the list has is asked for once."""
    archive = Archive()
    seen, _ = look(archive, paper(CONTROLS[0]))
    assert archive.calls == [list(CONTROLS)]
    assert seen[CONTROLS[0]].signal is Signal.ALIVE


def test_missing() -> None:
    """A paper is missing: two replies with witnesses leave it out, and its page says 404."""
    archive = Archive(_2401_00001=("One",))
    seen, asked = look(archive, paper(GOOD), paper(LOST))
    assert seen[LOST].signal is Signal.MISSING
    assert seen[GOOD].signal is Signal.ALIVE
    assert set(archive.calls[1]) == {LOST, GOOD, *CONTROLS}
    assert asked[-1].url == f"https://arxiv.org/abs/{LOST}"


@pytest.mark.parametrize(
    ("page", "signal"),
    [(answer(200), Signal.UNKNOWN), (answer(403), Signal.UNKNOWN), (answer(500), Signal.UNKNOWN),
     (failure(FailureKind.DEADLINE), Signal.NOT_ASKED),
     (failure(FailureKind.TIMEOUT), Signal.TIMEOUT)],
)  # fmt: skip
def test_the_page_does_not_agree(page: Reply, signal: Signal) -> None:
    """What the API leaves out is not missing unless its page says so."""
    archive = Archive()
    archive.pages[LOST] = page
    seen, _ = look(archive, paper(LOST))
    assert seen[LOST].signal is signal


class Strict(Archive):
    """An arXiv that refuses a call with one of these ids, and names it or does not."""

    def __init__(
        self, *bad: str, words: str = "", papers: Mapping[str, tuple[str, ...]] | None = None
    ) -> None:
        super().__init__(**papers or {})
        self.bad = bad
        self.words = words

    def reply(self, names: list[str]) -> Reply:
        odd = next((name for name in names if name in self.bad), None)
        if odd is None:
            return super().reply(names)
        shown = f"<entry><summary>{self.words} {odd}</summary></entry>" if self.words else ""
        return answer(400, feed(shown).body)


ODD, ODDER = "foo-bar/0102003", "foo-bar/0102004"
NINETY = {f"_2401_{number:05}": ("A Title",) for number in range(1, 97)}
WORDS = "incorrect id format for"


@pytest.mark.parametrize(("words", "most"), [(WORDS, 3), ("", 2 + 1 + 2 * 7 + 2 * 6)])
def test_odd_ids(words: str, most: int) -> None:
    """Ids that arXiv refuses do not keep it from answering for the others of their batch."""
    archive = Strict(ODD, ODDER, words=words, papers=NINETY)
    names = [name.removeprefix("_").replace("_", ".") for name in NINETY]
    seen, _ = look(archive, *map(paper, [*names[:40], ODD, *names[40:], ODDER]))
    assert {seen[name].signal for name in names} == {Signal.ALIVE}
    assert {seen[name].signal for name in (ODD, ODDER)} == {Signal.MISSING}
    assert len(archive.calls) <= most


@pytest.mark.parametrize("words", [WORDS, ""])
def test_an_odd_id_alone(words: str) -> None:
    """An id that arXiv refuses is missing if arXiv answers for others, and its page says 404."""
    seen, _ = look(Strict(ODD, words=words), paper(ODD))
    assert seen[ODD].signal is Signal.MISSING
    archive = Strict(ODD, words=words)
    archive.pages[ODD] = answer(200)
    assert look(archive, paper(ODD))[0][ODD].signal is Signal.UNKNOWN
    archive = Strict(ODD, words=words)
    archive.papers.clear()
    seen, asked = look(archive, paper(ODD))
    assert OF_SIGNAL[seen[ODD].signal] == "unverified"
    assert not any("/abs/" in one.url for one in asked)


def test_everything_refused() -> None:
    """An arXiv that refuses nearly all is not asked for ever."""
    archive = Strict(*(f"2401.{number:05}" for number in range(1, 97)), papers=NINETY)
    seen, asked = look(archive, *(paper(f"2401.{number:05}") for number in range(1, 98)))
    assert len([one for one in asked if "id_list" in one.url]) < 50
    assert Signal.ALIVE not in {seen[name].signal for name in archive.bad}
    named = Strict(*(f"2401.{number:05}" for number in range(1, 97)), words=WORDS, papers=NINETY)
    seen, asked = look(named, *(paper(f"2401.{number:05}") for number in range(1, 98)))
    assert len([one for one in asked if "id_list" in one.url]) < 50


@pytest.mark.parametrize("kind", ENDINGS)
@pytest.mark.parametrize("after", range(9))
def test_cut_off_while_parting(kind: FailureKind, after: int) -> None:
    """A run that ends while the odd ids are parted calls none of the rest dead."""
    archive = Strict(ODD, papers=NINETY)
    left = [after]

    def world(request: Request) -> Reply:
        left[0] -= 1
        return archive(request) if left[0] >= 0 else failure(kind)

    seen, _ = look(world, paper(ODD), *(paper(f"2401.{number:05}") for number in range(1, 10)))
    assert "dead" not in {OF_SIGNAL[one.signal] for one in seen.values()}


class Forgetful(Archive):
    """An arXiv whose replies from the second on are given."""

    later: Reply = feed()

    def reply(self, names: list[str]) -> Reply:
        return super().reply(names) if len(self.calls) == 1 else self.later


@pytest.mark.parametrize(
    "later",
    [feed(), feed(entry("2405.00009")), answer(200, b"Rate exceeded."), answer(503), answer(429),
     failure(FailureKind.DEADLINE)],
    ids=["empty", "a stranger", "text", "503", "429", "deadline"],
)  # fmt: skip
def test_no_witness(later: Reply) -> None:
    """Absence from a reply without a witness proves nothing, and the page is not asked."""
    archive = Forgetful(_2401_00001=("One",))
    archive.later = later
    seen, asked = look(archive, paper(GOOD), paper(LOST))
    assert OF_SIGNAL[seen[LOST].signal] == "unverified"
    assert seen[GOOD].signal is Signal.ALIVE
    assert not any("/abs/" in one.url for one in asked)


def test_found_at_the_second_call() -> None:
    """A paper that the second reply holds is not missing."""
    archive = Forgetful(_2401_00001=("One",))
    archive.later = feed(entry(LOST), entry(GOOD))
    seen, _ = look(archive, paper(GOOD), paper(LOST))
    assert OF_SIGNAL[seen[LOST].signal] == "unverified"


def test_a_witness_from_the_list() -> None:
    """Where both controls are gone, a paper of the list bears witness."""
    archive = Archive(_2401_00001=("One",))
    for control in CONTROLS:
        del archive.papers[control]
    assert look(archive, paper(GOOD), paper(LOST))[0][LOST].signal is Signal.MISSING


DOCTYPE = '<?xml version="1.0"?><!DOCTYPE feed [<!ENTITY a "b"><!ENTITY c "&a;&a;&a;">]>'
BAD: dict[str, Answer] = {
    "empty": feed(),
    "text": answer(200, b"Rate exceeded."),
    "nothing": answer(200, b""),
    "HTML": answer(200, b"<html><body>Busy</body></html>"),
    "429": answer(429),
    "503": answer(503),
    "406": answer(406),
    "403": answer(403),
    "400": answer(400, b"<feed/>"),
    "500": answer(500),
    "301": answer(301, location="https://evil.example/"),
    "truncated": Answer(200, {}, feed(entry(GOOD)).body, truncated=True, at=1.0),
    "broken off": answer(200, feed(entry(GOOD)).body[:-30]),
    "document type": feed(entry(GOOD), declaration=DOCTYPE),
    "UTF-16": answer(200, feed(entry(GOOD), declaration="").body.decode().encode("utf-16")),
    "UTF-16 without a mark": answer(
        200, feed(entry(GOOD), declaration=DOCTYPE).body.decode().encode("utf-16-le")
    ),
    "UTF-7": feed(entry(GOOD), declaration="<?xml version='1.0' encoding='utf-7'?>"),
    "odd charset": feed(entry(GOOD), declaration="<?xml version='1.0' encoding='no-such'?>"),
    "not UTF-8": answer(200, feed(entry(GOOD, title="x")).body.replace(b">x<", b">\xff<")),
    "a path": answer(200, b"/etc/passwd"),
    "an address": answer(200, b"http://127.0.0.1/feed"),
    "error as 200": feed(
        "<entry><id>http://arxiv.org/api/errors#incorrect_id</id><title>Error</title></entry>"
    ),
}


@pytest.mark.parametrize("reply", BAD.values(), ids=BAD.keys())
def test_no_answer(reply: Answer) -> None:
    """A reply that is no feed of papers is asked for once more, late, and proves nothing."""
    seen, asked = look(lambda _: reply, paper(GOOD), paper(OTHER))
    assert [one.late for one in asked[:2]] == [False, True]
    assert len(asked) == 2 + (reply.status == 400)  # a refusal may be about an id
    assert {OF_SIGNAL[one.signal] for one in seen.values()} == {"unverified"}


@pytest.mark.parametrize("reply", BAD.values(), ids=BAD.keys())
def test_healed(reply: Reply) -> None:
    """What healed at the second call counts."""
    seen, _ = look([reply, feed(entry(GOOD))], paper(GOOD))
    assert seen[GOOD].signal is Signal.ALIVE


@pytest.mark.parametrize("kind", FailureKind)
def test_failures_alone(kind: FailureKind) -> None:
    """A flow that is fed failures ends, and no paper is dead or alive."""
    seen, asked = look(lambda _: failure(kind), paper(GOOD), paper(OTHER, "v3"))
    assert len(asked) == 2
    assert {OF_SIGNAL[one.signal] for one in seen.values()} == {"unverified"}


@pytest.mark.parametrize(
    ("page", "part"),
    [
        (answer(404), Part(Signal.MISSING, "the newest version is v2", "v2")),
        (answer(200), Part(Signal.ALIVE)),
        (answer(403), Part(Signal.UNKNOWN, "a version that arXiv's API does not show")),
    ],
)
def test_versions(page: Reply, part: Part) -> None:
    """A version beyond the newest is missing where its page says so; an older one is alive."""
    archive = Archive(_2401_00001=("One", "One"))
    archive.pages[f"{GOOD}v9"] = page
    seen, asked = look(archive, paper(GOOD, "v1", "v2", "v9"))
    assert seen[GOOD].parts == {"v1": Part(Signal.ALIVE), "v2": Part(Signal.ALIVE), "v9": part}
    assert len(asked) == 2


def test_older_titles() -> None:
    """A written title that is foreign to the newest version is looked for in the older ones."""
    archive = Archive(_2401_00001=(WRITTEN, "Middle", FOREIGN))
    seen, _ = look(archive, paper(GOOD, titles=(WRITTEN,)))
    assert archive.calls[1][:2] == [f"{GOOD}v2", f"{GOOD}v1"]
    assert seen[GOOD].facts.titles == (FOREIGN, "Middle", WRITTEN)
    assert seen[GOOD].facts.title == FOREIGN


@pytest.mark.parametrize("titles", [(WRITTEN, WRITTEN), (FOREIGN,)], ids=["same", "one version"])
def test_no_older_titles(titles: tuple[str, ...]) -> None:
    """Older versions are not asked for where the title fits, or where there are none."""
    archive = Archive(_2401_00001=titles)
    look(archive, paper(GOOD, titles=(WRITTEN,)))
    assert len(archive.calls) == 1


def test_older_titles_unseen() -> None:
    """Where the older titles could not be asked, no title is held against the list."""
    archive = Forgetful(_2401_00001=(WRITTEN, FOREIGN))
    archive.later = answer(503)
    question = paper(GOOD, titles=(WRITTEN,))
    seen, _ = look(archive, question)
    assert seen[GOOD].signal is Signal.ALIVE
    assert (seen[GOOD].facts.title, seen[GOOD].facts.titles) == (None, ())
    assert arxiv.wants_titles(question, seen[GOOD])


def test_several_versions_in_a_feed() -> None:
    """Of several versions in a reply the newest speaks for the paper."""
    reply = feed(entry(GOOD, 1, "First"), entry(GOOD, 3, "Third"), entry(GOOD, 2, "Second"))
    seen, _ = look([reply], paper(GOOD))
    assert (seen[GOOD].facts.title, seen[GOOD].facts.version) == ("Third", 3)


def test_recorded_mix() -> None:
    """The recorded reply for a good and a bad id holds the good one alone."""
    body = oracle("atom", "id_0808.05394_1707.08567_s0_m100.xml").read_bytes()
    archive = {True: answer(200, body), False: answer(404)}
    questions = paper("1707.08567"), paper("0808.05394")
    seen, _ = look(lambda request: archive["id_list" in request.url], *questions)
    assert seen["1707.08567"].signal is Signal.ALIVE
    assert seen["0808.05394"].signal is Signal.MISSING  # a control is in the reply


# --- which id was meant --------------------------------------------------------------------------

PHRASE, MEANT = WRITTEN.lower(), "2405.00009"


def wrong(**more: tuple[str, ...]) -> Archive:
    """An arXiv whose paper of the good id is a foreign one, and which knows the written title."""
    archive = Archive(_2401_00001=(FOREIGN,), **more)
    archive.found[PHRASE] = feed(entry("2405.00008", title="Other"), entry(MEANT, 2, WRITTEN))
    return archive


def meant(archive: Archive, *questions: Question) -> dict[str, str | None]:
    """The ids that were meant, by those that were written; the rest of the facts is as ever."""
    seen, _ = look(archive, *questions)
    for name, one in seen.items():
        assert one.signal is Signal.ALIVE
        assert one.facts.title == archive.papers[name][-1]
        assert (one.facts.meant is None) == (one.facts.meant_title is None)
        assert one.at == one.trail[-1].reply.at
        assert ("search_query" in one.trail[-1].request.url) == bool(one.facts.meant)
    return {name: one.facts.meant for name, one in seen.items()}


def test_meant() -> None:
    """A title beside a foreign paper's id is searched for; the paper that has it was meant."""
    archive = wrong(_2402_00002=("Two",))
    seen, asked = look(archive, paper(GOOD, titles=(WRITTEN,)), paper(OTHER, titles=("Two",)))
    assert (seen[GOOD].facts.meant, seen[GOOD].facts.meant_title) == (MEANT, WRITTEN)
    assert (seen[GOOD].facts.title, seen[OTHER].facts.meant) == (FOREIGN, None)
    assert archive.searches == [PHRASE]
    first, search = asked
    assert (search.lane, search.headers, search.read) == (first.lane, first.headers, first.read)
    assert "%22knowledge+distillation+of+" in search.url


@pytest.mark.parametrize(
    "written",
    [WRITTEN, FOREIGN + "!", "Sparse Mixture Transformers", "Lattice Simulations of Quantum Things",
     "SMT", "Quark Gluon Knowledge", "SMTK (Sparse Mixture Transformer Kernels)"],
)  # fmt: skip
def test_nothing_to_search_for(written: str) -> None:
    """Titles that fit, that may fit, that are too short or a mere name are not sought."""
    archive = wrong()
    if written == WRITTEN:
        archive.papers[GOOD] = (WRITTEN,)
    meant(archive, paper(GOOD, titles=(written,)))
    assert archive.searches == []


def test_an_older_version_had_the_title() -> None:
    """No search where an older version bears the title, or could not be asked for its own."""
    archive = wrong()
    archive.papers[GOOD] = (WRITTEN, FOREIGN)
    assert meant(archive, paper(GOOD, titles=(WRITTEN,))) == {GOOD: None}
    blind = Forgetful(_2401_00001=(WRITTEN, FOREIGN))
    blind.later = answer(503)
    look(blind, paper(GOOD, titles=(WRITTEN,)))
    assert archive.searches == blind.searches == []


@pytest.mark.parametrize("titles", [(), (WRITTEN,)], ids=["borne", "borne and claimed"])
def test_the_list_itself_tells(titles: tuple[str, ...]) -> None:
    """No search for the title of another paper of the batch."""
    archive = wrong(_2402_00002=(f"Name: {WRITTEN}",))
    questions = paper(GOOD, titles=(WRITTEN,)), paper(OTHER, titles=titles)
    assert meant(archive, *questions) == {GOOD: None, OTHER: None}
    assert archive.searches == []


def test_a_title_beside_a_paper_that_was_not_seen() -> None:
    """No search for what may be the title of the other paper of an entry."""
    archive = wrong()
    seen, _ = look(archive, paper(GOOD, titles=(WRITTEN,)), paper(LOST, titles=(WRITTEN,)))
    assert seen[GOOD].facts.meant is None
    assert archive.searches == []


def test_one_title_beside_two_foreign_papers() -> None:
    """One search answers for both."""
    archive = wrong(_2402_00002=(FOREIGN,))
    questions = paper(GOOD, titles=(WRITTEN,)), paper(OTHER, titles=(WRITTEN,))
    assert meant(archive, *questions) == {GOOD: MEANT, OTHER: MEANT}
    assert archive.searches == [PHRASE]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('"Who" (AND) what: ti:sparse ANDNOT mixture-of-experts', None),
        ("**Sparse** [Mixtures](x) &amp; Experts’ *Gates*: What’s Left?", None),
        ("<b>Études</b> sur les mélanges $\\beta$-sparse", "etudes sur les melanges beta sparse"),
        ("It's the Gate's Fault: Mixtures", "it's the gate's fault mixtures"),
    ],
)
def test_phrases(written: str, expected: str | None) -> None:
    """Nothing in a phrase is an operator, a quotation mark or a parenthesis."""
    archive = wrong()
    look(archive, paper(GOOD, titles=(written,)))
    (sought,) = archive.searches
    assert re.fullmatch(r"[a-z]+(?:[ '][a-z]+)*", sought)
    assert expected in (None, sought)


@pytest.mark.parametrize(
    "found",
    [
        feed(entry(MEANT, title=f"Deep {WRITTEN}")),
        feed(entry(MEANT, title=f"Name: {WRITTEN}")),
        feed(entry(MEANT, title=WRITTEN), entry("2405.00010", title=WRITTEN)),
        feed(entry(MEANT, title="Another Thing")),
    ],
    ids=["more words", "another name", "two papers", "a stranger"],
)
def test_found_and_not_meant(found: Answer) -> None:
    """What is found must have exactly the title, and be the only one that has it."""
    archive = wrong()
    archive.found[PHRASE] = found
    assert meant(archive, paper(GOOD, titles=(WRITTEN,))) == {GOOD: None}


@pytest.mark.parametrize("written", [f"{WRITTEN} (ICML 2025)", WRITTEN.upper(), f"*{WRITTEN}*."])
def test_found_under_other_letters(written: str) -> None:
    """A venue behind the title, case and markup are the list's own."""
    archive = wrong()
    archive.found = dict.fromkeys([PHRASE, f"{PHRASE} icml 2025"], archive.found[PHRASE])
    assert meant(archive, paper(GOOD, titles=(written,))) == {GOOD: MEANT}


@pytest.mark.parametrize(
    "reply", [*BAD.values(), *map(failure, FailureKind)], ids=[*BAD, *FailureKind]
)
def test_a_search_that_fails(reply: Reply) -> None:
    """Whatever a search meets with, the papers are what they were; no feed ends the searches."""
    archive = wrong(_2402_00002=(FOREIGN,))
    archive.found[PHRASE] = reply
    questions = paper(GOOD, titles=(WRITTEN,)), paper(OTHER, titles=(f"On {WRITTEN}",))
    assert meant(archive, *questions) == {GOOD: None, OTHER: None}
    goes_on = reply in (BAD["empty"], BAD["error as 200"])
    assert archive.searches == [PHRASE, f"on {PHRASE}"][: 1 + goes_on]


def test_searches_are_few() -> None:
    """Five a run, however many conversations it has and titles are wrong."""
    names = [f"2401.{number:05}" for number in range(1, 151)]
    questions = tuple(paper(name, titles=(f"{WRITTEN} {name}",)) for name in names)
    archive = Archive()
    archive.papers |= dict.fromkeys(names, (FOREIGN,))
    for lookup in lookups(questions, Settings()):
        drive(lookup.start(), archive)
    assert archive.searches == [f"{PHRASE} {name.replace('.', ' ')}" for name in names[:5]]


def test_no_feed_ends_the_searches_of_a_run() -> None:
    """An arXiv that is too busy for one search is not asked for another by any conversation."""
    names = [f"2401.{number:05}" for number in range(1, 151)]
    archive = Archive()
    archive.papers |= dict.fromkeys(names, (FOREIGN,))
    archive.found[f"{PHRASE} 2401 00001"] = answer(503)
    questions = tuple(paper(name, titles=(f"{WRITTEN} {name}",)) for name in names)
    for lookup in lookups(questions, Settings()):
        drive(lookup.start(), archive)
    assert archive.searches == [f"{PHRASE} 2401 00001"]


def test_two_titles_found_for_one_id() -> None:
    """The first that was found stays."""
    archive = wrong()
    archive.found[f"on {PHRASE}"] = feed(entry("2405.00010", title=f"On {WRITTEN}"))
    question = paper(GOOD, titles=(WRITTEN, f"On {WRITTEN}"))
    assert meant(archive, question) == {GOOD: MEANT}


def test_several_titles_of_one_id() -> None:
    """The title that was found stands beside the id, since only one entry may have meant it."""
    archive = wrong()
    seen, _ = look(archive, paper(GOOD, titles=(f"On {WRITTEN}", WRITTEN)))
    assert archive.searches == [f"on {PHRASE}", PHRASE]
    assert (seen[GOOD].facts.meant, seen[GOOD].facts.meant_title) == (MEANT, WRITTEN)


def test_a_recorded_search() -> None:
    """A recorded reply to a search tells the id of one of its titles."""
    body = oracle("atom", "q_testing_s0_m15.xml").read_bytes()
    titles = {name: facts.title for name, facts in (atom.papers(body) or {}).items()}
    name, title = next((name, title) for name, title in titles.items()
                       if "v" not in name and title and len(title.split()) > 4)  # fmt: skip
    archive = Archive(_2401_00001=(FOREIGN,))
    archive.found = dict.fromkeys([phrase(title)], answer(200, body))
    assert meant(archive, paper(GOOD, titles=(title,))) == {GOOD: name}

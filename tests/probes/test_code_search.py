"""What is asked after the first answers: where code is, of entries without."""

from collections.abc import Collection
from dataclasses import replace

from builders import alive, listing, seen

from listcheck.model import Catalog, Observation, Signal
from listcheck.probes.code_search import DAY, GOOD_FOR, CodeSearch
from listcheck.settings import HuggingFace, Services, Settings

NOW = 2_000_000_000.0
SETTINGS = Settings(services=Services(token="t"))
URL = "https://github.com/o/n"


def works(*remarks: str) -> Catalog:
    lines = (
        f"- [The Title of Work {number}](https://arxiv.org/abs/2401.{number:05}){remark}\n"
        for number, remark in enumerate(remarks, 1)
    )
    return listing("# List\n\n## Works\n\n" + "".join(lines))


def search(catalog: Catalog, settings: Settings = SETTINGS) -> CodeSearch:
    return CodeSearch.of(catalog, catalog, settings, NOW)


def due(one: CodeSearch, *evidence: Observation, asked: Collection[str] = ()) -> list[str]:
    """The keys that are asked for."""
    known = {item.key: item for item in evidence}
    return [key for lookup in one.lookups(known, asked) for key in lookup.keys]


def test_nothing_is_missing() -> None:
    """With code everywhere, or nowhere, nothing is asked."""
    assert due(search(works("", ""))) == []
    assert due(search(works(f" [code]({URL})"))) == []


def test_only_where_code_is_said_to_come() -> None:
    """Hugging Face is asked for entries that say that there is no code yet; for all on request."""
    catalog = works(" — code soon", "", f" [code]({URL})")
    assert due(search(catalog)) == ["code:2401.00001"]
    every = replace(SETTINGS, huggingface=HuggingFace(every_entry=True))
    assert due(search(catalog, every)) == ["code:2401.00001", "code:2401.00002"]


def test_the_allowance() -> None:
    """No more than the allowance, however many rounds there are."""
    catalog = works(*[" — code soon"] * 5)
    few = replace(SETTINGS, huggingface=HuggingFace(requests=2))
    assert due(search(catalog, few)) == ["code:2401.00001", "code:2401.00002"]
    done = [alive("code:2401.00001"), alive("code:2401.00002")]
    assert due(search(catalog, few), *done, asked=[one.key for one in done]) == []
    assert due(search(catalog, few), *done) == ["code:2401.00003", "code:2401.00004"]
    assert due(search(catalog, replace(SETTINGS, huggingface=HuggingFace(requests=0)))) == []


def test_what_the_paper_says_is_enough() -> None:
    """Where its authors name a repository, that is looked at and Hugging Face is not asked."""
    paper = alive("paper:2401.00001", comment=f"Code: {URL}")
    assert due(search(works(" — code soon")), paper) == ["repo:o/n"]
    assert due(search(works(" — code soon")), paper, alive("repo:o/n")) == []


def test_what_hugging_face_names_is_looked_at() -> None:
    """Round after round until nothing is left to ask, failures included."""
    one = search(works(" — code soon"))
    named = alive("code:2401.00001", code=URL)
    assert due(one, named, asked=["code:2401.00001"]) == ["repo:o/n"]
    failed = seen("repo:o/n", Signal.TIMEOUT)
    assert due(one, named, failed, asked=["code:2401.00001", "repo:o/n"]) == []
    assert due(one, seen("code:2401.00001", Signal.THROTTLED)) == []


def test_only_the_part() -> None:
    """Of what changed; what is an exception is told by the whole."""
    whole = works("", "", f" [code]({URL})")
    document = whole.documents[0]
    part = Catalog((document._replace(entries=document.entries[:1]),))
    paper = alive("paper:2401.00001", comment=f"Code: {URL}2")
    other = alive("paper:2401.00002", comment=f"Code: {URL}3")
    assert due(CodeSearch.of(whole, part, SETTINGS, NOW), paper, other) == ["repo:o/n2"]


def test_memory() -> None:
    """An answer of Hugging Face is good for a week, one of GitHub as long as any other."""
    catalog = works(" — code soon")
    papers = {"code:2401.00001": alive("code:2401.00001", code=URL)}
    store = papers | {"repo:o/n": alive("repo:o/n")}

    def recalled(age: float, repository: float, settings: Settings = SETTINGS) -> set[str]:
        aged = {
            key: one._replace(at=NOW - (repository if key == "repo:o/n" else age))
            for key, one in store.items()
        }
        found = search(catalog, settings).recalled(
            {}, lambda keys: {key: aged[key] for key in keys if key in aged}
        )
        return set(found)

    assert recalled(GOOD_FOR - 1, 1) == {"code:2401.00001", "repo:o/n"}
    assert recalled(GOOD_FOR - 1, DAY) == {"code:2401.00001"}
    assert recalled(GOOD_FOR, 1) == set()
    assert recalled(1, 1, replace(SETTINGS, refresh=True)) == set()
    offline = replace(SETTINGS, offline=True)
    assert recalled(50 * DAY, 50 * DAY, offline) == {"code:2401.00001", "repo:o/n"}

"""Which repository may be the same as one that is gone: names, proof, and what is said of it."""

import pytest
from builders import alive, case, gone
from hypothesis import given
from hypothesis import strategies as st

from listcheck import namesakes
from listcheck.case import Case, Place
from listcheck.model import Observation
from listcheck.rescues import lost, proposals

TITLE = "Curriculum Schedules for Robust Speech Recognition"
PAPER = "https://arxiv.org/abs/2501.00001"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("mamba", False), ("code", False), ("paper-code", False), ("Project-Website", False),
        ("my-project", False), ("ab-1", False), ("v2-code", False), ("DistillKit", True),
        ("soft-prompts", True), ("Qwen2.5", True), ("gpt_neox", True),
    ],
)  # fmt: skip
def test_telling_names(name: str, expected: bool) -> None:
    """Several parts, of which one at least is nobody else's."""
    assert namesakes.is_telling(name) is expected


@pytest.mark.parametrize(
    ("one", "other", "twin", "kin"),
    [
        ("own/soft-prompts", "Own/soft_prompts", True, False),
        ("own/soft-prompts", "own/SoftPrompts", True, False),
        ("own/soft-prompts", "own/Soft-Prompts", False, False),  # the same to GitHub
        ("own/soft-prompts", "lab/soft_prompts", False, False),
        ("own/qwen-2.5", "own/qwen-25", False, False),
        ("own/my-code", "own/mycode", False, False),
        ("own/a-b-c", "own/abc", False, False),
        ("own/distiller", "own/distiller-v2", False, True),
        ("own/distiller-official", "own/distiller", False, True),
        ("own/distiller", "own/distiller.official", False, True),
        ("own/distiller", "own/distiller-website", False, False),
        ("own/distiller", "own/distiller-v3x", False, False),
        ("own/distiller", "lab/distiller-v2", False, False),
    ],
)
def test_the_same_owner(one: str, other: str, *, twin: bool, kin: bool) -> None:
    """Punctuation is a twin, an addition of a short list is kin; of another owner's neither."""
    assert (namesakes.is_twin(one, other), namesakes.is_kin(one, other)) == (twin, kin)
    assert (namesakes.is_twin(other, one), namesakes.is_kin(other, one)) == (twin, kin)


def test_the_same_name() -> None:
    assert namesakes.is_same_name("own/Name", "lab/name")
    assert not namesakes.is_same_name("own/Name", "OWN/name")
    assert not namesakes.is_same_name("own/name", "lab/name2")


@given(st.from_regex(r"[A-Za-z0-9._-]{1,40}", fullmatch=True))
def test_plain_names(name: str) -> None:
    """Once plain, a name stays; case never says anything."""
    once = namesakes.plain(name)
    assert namesakes.plain(once) == once == namesakes.plain(name.upper())


@pytest.mark.parametrize(
    ("text", "wanted", "expected"),
    [
        ("see https://arxiv.org/abs/2501.00001v2.", "paper:2501.00001", True),
        ("10.48550/arXiv.2501.00001", "paper:2501.00001", True),
        ("arXiv:2501.000012", "paper:2501.00001", False),
        ("12501.00001", "paper:2501.00001", False),
        ("1.2501.00001", "paper:2501.00001", False),
        ("arxiv.org/abs/cs/0501001", "paper:cs/0501001", True),
        ("doi = {10.1000/XYZ.1},", "doi:10.1000/xyz.1", True),
        ("https://doi.org/10.1000/xyz.1.", "doi:10.1000/xyz.1", True),
        ("10.1000/xyz.12 10.1000/xyz.1.2", "doi:10.1000/xyz.1", False),
        (f"title={{{{{TITLE}}}}}", f"title:{TITLE}", True),
        (TITLE.replace(" for ", "\n  for "), f"title:{TITLE}", True),
        (f"{TITLE}s", f"title:{TITLE}", False),
        ("", f"title:{TITLE}", False),
    ],
)
def test_what_a_text_names(text: str, wanted: str, expected: bool) -> None:
    """The very id, DOI or title, and no longer one."""
    assert namesakes.named(text, (wanted,)) == ((wanted,) if expected else ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Official code of our paper", True), ("An unofficial PyTorch version", False),
        ("This is not an official Google product", False), ("A re-implementation of X", False),
        ("Third-party code", False), ("", True),
        (" ".join(f"2501.0000{number}" for number in range(9)), False),
        ("2501.00001 " * 9 + "10.48550/arXiv.2501.00002 and 12.345", True),
    ],
)  # fmt: skip
def test_whose_code_it_is(text: str, expected: bool) -> None:
    assert namesakes.is_of_one_work(text) is expected


def dead(links: str, *evidence: Observation, name: str = "soft-prompts") -> tuple[Case, Place]:
    """An entry with a repository that is gone."""
    text = f"# L\n\n## P\n\n- [{TITLE}]({links}) [code](https://github.com/own/{name})\n"
    made = case(text, gone(f"repo:own/{name}"), *evidence)
    (place,) = lost(made)
    return made, place


@pytest.mark.parametrize(
    ("links", "name", "expected"),
    [
        (PAPER, "soft-prompts", ("paper:2501.00001", f"title:{TITLE}")),
        (PAPER, "code", ("paper:2501.00001",)),
        (PAPER, "mamba", ("paper:2501.00001",)),
        ("https://p.example.org/a.pdf", "soft-prompts", (f"title:{TITLE}",)),
        ("https://p.example.org/a.pdf", "mamba", ()),
        ("https://doi.org/10.1000/XYZ", "mamba", ("doi:10.1000/xyz",)),
        (f"{PAPER}) [b](https://arxiv.org/abs/2501.00002", "mamba", ()),
    ],
    ids=["all", "common", "one word", "title", "nothing", "a DOI", "two papers"],
)
def test_proofs(links: str, name: str, expected: tuple[str, ...]) -> None:
    """A name that may be anybody's wants an id; of two papers, none says whose it is."""
    made, place = dead(links, name=name)
    assert namesakes.proofs(made, place, f"own/{name}") == expected


def test_worth_asking() -> None:
    assert namesakes.is_worth_asking("own/code", ("paper:2501.00001",))
    assert namesakes.is_worth_asking("own/mamba", ())
    assert not namesakes.is_worth_asking("own/code", ())
    assert not namesakes.is_worth_asking("own/abc", ())


def test_owners() -> None:
    """Those whom the entry's other links name."""
    made, place = dead(
        "https://lab.github.io/x) [b](https://github.com/Group/y) [o](https://github.com/Some"
    )
    assert namesakes.owners(made, place) == {"lab", "group", "some"}


def search(url: str, *titles: str, fork: bool = False) -> Observation:
    return alive("namesake:own/soft-prompts", code=url, titles=titles, fork=fork)


@pytest.mark.parametrize(
    ("name", "titles", "fork", "expected"),
    [
        (
            "them/soft-prompts", ("paper:2501.00001",), False,
            "a repository of the same name, which names the paper's arXiv id",
        ),
        (
            "them/soft-prompts", (f"title:{TITLE}",), True,
            "a fork of the same name, which names the paper's title",
        ),
        (
            "own/soft-prompts-v2", ("paper:2501.00001",), False,
            "a repository of the same owner, which names the paper's arXiv id",
        ),
        ("own/SoftPrompts", (), False, "the same owner's repository of nearly this name"),
        ("own/soft-prompts-v2", (), False, None),
        ("them/soft-prompts", (), False, None),
        ("them/soft-prompts", ("paper:2401.99999",), False, None),
        ("them/other", ("paper:2501.00001",), False, None),
    ],
    ids=[
        "the name", "a fork", "kin", "a twin", "kin without proof", "no proof",
        "another paper's proof", "another name",
    ],
)  # fmt: skip
def test_what_is_proposed(
    name: str, titles: tuple[str, ...], *, fork: bool, expected: str | None
) -> None:
    """What was found is held against the list as it is; what nobody saw alive is no proposal."""
    found = search(f"https://github.com/{name}", *titles, fork=fork)
    made, place = dead(PAPER, found)
    assert proposals(made, place) == ()
    made, place = dead(PAPER, found, alive(f"repo:{name.lower()}", canonical=name))
    told = [(one.url, one.words, one.name) for one in proposals(made, place)]
    assert told == ([(f"https://github.com/{name}", expected, name)] if expected else [])
    for one in proposals(made, place):
        assert one.seen[0] == found


def test_what_the_list_has_already() -> None:
    """A twin that is linked elsewhere is another entry's, and what the entry has is no news."""
    twin, home = search("https://github.com/own/SoftPrompts"), "https://github.com/own/softprompts"
    seen = (twin, alive("repo:own/softprompts", canonical="own/SoftPrompts"))
    made, place = dead(PAPER, *seen)
    assert len(proposals(made, place)) == 1
    made, place = dead(f"{PAPER})\n- [Another]({home}) and [c](https://x.example.org", *seen)
    assert proposals(made, place) == ()
    proven = search("https://github.com/own/SoftPrompts", "paper:2501.00001")
    made, place = dead(f"{PAPER}) [main]({home}", proven, seen[1])
    assert proposals(made, place) == ()


def test_no_address() -> None:
    """What does not look like a repository is nothing to propose."""
    for url in ("https://evil.example.org/x", "https://github.com/own", "javascript:x"):
        made, place = dead(PAPER, search(url, "paper:2501.00001"))
        assert list(namesakes.found(made, place, "own/soft-prompts")) == []

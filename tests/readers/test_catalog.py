"""A catalog read as documents: what its values claim, and where they lead."""

from pathlib import Path

import pytest
from catalog.sample import DATA, GOOD, LIST, files

from listcheck.catalog.loading import read
from listcheck.model import Document, Role
from listcheck.readers.catalog import documents
from listcheck.urls import identify

ARXIV = "https://arxiv.org/abs/2301.10100"
HUB = "https://github.com/owner/name"
PAGE = "https://example.org/page"


def read_all(**texts: str) -> tuple[Document, ...]:
    given = files(**texts)
    return documents(read(given, claims=False), given)


def good(line: str, old: str = 'arxiv = ["2301.10100"]') -> Document:
    """The first section, one line of its entry replaced."""
    assert old in GOOD
    code = '    code = [{ repository = "owner/good", path = "src" }]\n'
    return read_all(one=GOOD.replace(code, "").replace(old, line))[1]


LINKS = [
    ('arxiv = ["2301.10100"]', [("2301.10100", ARXIV, Role.PAPER, "value")]),
    ("arxiv = ['2301.10100']", [("2301.10100", ARXIV, Role.PAPER, "plain")]),
    ('arxiv = [\n  "2301.10100v2", # the second\n  "cs/0301010",\n]',
     [("2301.10100v2", ARXIV + "v2", Role.PAPER, "value"),
      ("cs/0301010", "https://arxiv.org/abs/cs/0301010", Role.PAPER, "value")]),
    ('paper = "https://example.org/page"', [(PAGE, PAGE, Role.PAPER, "value")]),
    ('code = [{ repository = "owner/name" }]', [("owner/name", HUB, Role.CODE, "value")]),
    ('code = [{ path = "a/b c#d", repository = "owner/name" }]',
     [("owner/name", HUB + "/tree/HEAD/a/b%20c%23d", Role.CODE, "value")]),
    ('project = "https://example.org/page"', [(PAGE, PAGE, Role.PROJECT, "value")]),
    ('project = "https://example.org/p\\u0061ge"',
     [("https://example.org/p\\u0061ge", PAGE, Role.PROJECT, "value")]),
    ('blog = ["https://example.org/page"]', [(PAGE, PAGE, Role.BLOG, "value")]),
    ('models = ["https://example.org/page"]', [(PAGE, PAGE, Role.MODEL, "value")]),
    ('links = [{ label = "Docs", url = "https://example.org/page" }]',
     [(PAGE, PAGE, Role.OTHER, "value")]),
]  # fmt: skip


@pytest.mark.parametrize(("line", "links"), LINKS)
def test_links(line: str, links: list[tuple[str, ...]]) -> None:
    """What leads somewhere is a link, with the place of what is written."""
    document = good(line)
    found = [(link.url, link.target, link.role, link.syntax) for link in document.links]
    assert found == links
    assert [document.slice(link.at) for link in document.links] == [link[0] for link in links]


@pytest.mark.parametrize(
    ("target", "part"),
    [(HUB + "/tree/HEAD/a/b", "path:HEAD/a/b"), (HUB + "/tree/HEAD/a%20b%23c", "path:HEAD/a b#c")],
)
def test_head_is_a_ref(target: str, part: str) -> None:
    """A path on the default branch is asked for as one."""
    found = identify(target)
    assert (found.kind, found.key, found.part) == ("repository-path", "repo:owner/name", part)


CLAIMS = [
    ('title = "One \\"two\\" three"', [("title", 'One "two" three', 'One \\"two\\" three')]),
    ('date = "2023-01"', [("date", "2023-01", "2023-01")]),
    ('venue = "ICML 2024"', [("venue", "ICML 2024", "ICML 2024")]),
    ('organisations = ["A", "B"]', [("organisation", "A", "A"), ("organisation", "B", "B")]),
    ("stars = { count = 1_234, as_of = 2026-01-02 }",
     [("stars", "1234", "1_234"), ("as_of", "2026-01-02", "2026-01-02")]),
]  # fmt: skip


@pytest.mark.parametrize(("line", "claims"), CLAIMS)
def test_claims(line: str, claims: list[tuple[str, str, str]]) -> None:
    """What is asserted is a claim, with the place of what is written; nothing is invented."""
    field = line.partition(" ")[0]
    rows = [row for row in GOOD.splitlines() if not row.strip().startswith(f"{field} =")]
    rows.insert(rows.index('    name = "Good"') + 1, f"    {line}")
    document = read_all(one="\n".join(rows))[1]
    (entry,) = document.entries
    found = [one for one in entry.claims if one.field in {claim[0] for claim in claims}]
    assert [(one.field, one.text, document.slice(one.span)) for one in found] == claims


def test_what_a_claim_is_about() -> None:
    """A title is of the only paper, stars are of the first repository."""
    text = GOOD.replace('path = "src" }', 'path = "src" }, { repository = "owner/other" }')
    stars = "    stars = { count = 5, as_of = 2026-01-02 }\n\n    [entry.details]"
    (entry,) = read_all(one=text.replace("    [entry.details]", stars))[1].entries
    about = {claim.field: claim.about for claim in entry.claims}
    assert about["title"] == ARXIV
    assert about["stars"] == "https://github.com/owner/good/tree/HEAD/src"
    two = text.replace('"2301.10100"', '"2301.10100", "2301.10101"')
    (entry,) = read_all(one=two)[1].entries
    assert {claim.field: claim.about for claim in entry.claims}["title"] == ""


def test_entries() -> None:
    """An entry has its block, its section and its words."""
    _, one, two = read_all(list=LIST.replace('slug = "two"', 'slug = "two"\n    parent = "one"'))
    assert [entry.section for entry in (*one.entries, *two.entries)] == [
        ("The first section",), ("The first section", "The second section"),
    ]  # fmt: skip
    (entry,) = one.entries
    assert (entry.name, entry.kind) == ("Good", "entry")
    assert one.slice(entry.span).startswith("[[entry]]")
    assert "A Good Paper About Nothing" in entry.text


def test_picks() -> None:
    """A place to start that the list file names is a link of its own."""
    pick = '\n    [[pick]]\n    entry = "Good"\n    url = "https://example.org/page"\n'
    front = read_all(list=LIST + pick + '    because = "It is."\n')[0]
    (link,) = front.links
    assert (front.path, link.url, front.slice(link.at)) == ("data/list.toml", PAGE, PAGE)
    assert [(entry.name, entry.kind) for entry in front.entries] == [("Good", "mention")]


def test_an_empty_section() -> None:
    """A section without entries is a document all the same."""
    assert [len(one.entries) for one in read_all(two="# nothing yet\n")] == [0, 1, 0]


YAML = """
- name: Good
  arxiv: [2301.10100, '2301.10101']
  project: "https://example.org/page"
  stars: {count: 5, as_of: 2026-01-02}
  code:
    - repository: owner/good
  teacher: [external]
  c1: {level: full}
"""


def test_yaml() -> None:
    """YAML has its places too, whatever its quotation marks."""
    given = {**files(), "data/one.yaml": YAML.encode()}
    del given["data/one.toml"]
    one = documents(read(given), given)[1]
    assert [(one.slice(link.at), link.syntax) for link in one.links] == [
        ("2301.10100", "plain"), ("2301.10101", "plain"), (PAGE, "value"), ("owner/good", "plain"),
    ]  # fmt: skip
    assert [one.slice(claim.span) for claim in one.entries[0].claims] == ["5", "2026-01-02"]


def test_this_repository() -> None:
    """Every link and claim of this repository's catalog stands where it is said to stand."""
    given = {str(path): path.read_bytes() for path in Path(DATA).glob("*.toml")}
    found = documents(read(given), given)
    assert sum(len(one.entries) for one in found[1:]) == 109
    for document in found:
        assert all(document.slice(link.at) == link.url for link in document.links)
        assert all(
            document.slice(claim.span) == claim.text
            for entry in document.entries
            for claim in entry.claims
        )


ALLOW = """allow = [
    { rule = "dead-link", until = 2027-01-31, because = "it moves" },
    { rule = "x", because = " " },
]"""


def test_waivers() -> None:
    """What an entry allows reaches all of it; each stands where the file has it."""
    document = good(f'arxiv = ["2301.10100"]\n{ALLOW}')
    first, second = document.waivers
    assert first.reach == second.reach == document.entries[0].span
    assert (first.rules, first.until, first.because) == (("dead-link",), "2027-01-31", "it moves")
    assert (first.source, first.wrong) == ("catalog", "")
    assert first.span is not None
    assert document.slice(first.span).startswith('{ rule = "dead-link"')
    assert second.wrong
    assert good('arxiv = ["2301.10100"]').waivers == ()

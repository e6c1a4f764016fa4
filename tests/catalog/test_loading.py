"""Reading a catalog, and telling what is wrong with it."""

import time
from pathlib import Path

import pytest

from catalog.sample import GOOD, LIST, OTHER, catalog, committed, files, mistakes, refused
from listcheck.catalog.loading import load, read
from listcheck.errors import UserError


def test_a_good_catalog() -> None:
    """What the files say is what the entries hold, axes and criteria apart."""
    works = catalog()
    good, other = works
    assert good.entry.arxiv == ("2301.10100",)
    assert good.entry.axes == {"teacher": ("external",)}
    assert good.entry.criteria["c1"].level == "full"
    assert good.entry.details == {"loss": ("RKL",), "base": ("small",)}
    assert (good.section, good.path, good.line) == ("one", "data/one.toml", 1)
    assert (other.section, other.entry.stars) == ("two", None)


def test_spans() -> None:
    """Each value of an entry has its place in the file."""
    good = next(iter(catalog()))
    data = files()["data/one.toml"]
    shown = {place: data[span.start : span.end].decode() for place, span in good.spans.items()}
    assert shown["arxiv", 0] == "2301.10100"
    assert shown["code", 0, "repository"] == "owner/good"
    assert shown["details", "base"] == "small"
    assert shown[()].startswith("[[entry]]")
    assert shown[()].endswith('base = "small"')
    assert good.span("arxiv", 0) == good.spans["arxiv", 0]
    assert good.span("stars", "count") == good.spans[()]
    assert all(span.path == "data/one.toml" for span in good.spans.values())


MISTAKES = [
    ('arxiv = ["2301.10100"]', "arxiv = [2301.10100]",
     ("data/one.toml:4: Good: arxiv: 2301.10100 without quotes is a number, which loses its last "
     'zero: write "2301.10100"')),
    ('date = "2023-01"', "date = 2023",
     'data/one.toml:5: Good: date: 2023 without quotes is a number: write "2023"'),
    ('date = "2023-01"', "date = 2023-01-02",
     'data/one.toml:5: Good: date: 2023-01-02 without quotes is a date: write "2023-01-02"'),
    ('date = "2023-01"', 'date = "2023-13"',
     "data/one.toml:5: Good: date: '2023-13' is not a month in the form 2026-01, or a year"),
    ('date = "2023-01"', 'date = "2023-03"',
     'data/one.toml:5: Good: date: 2023-03 disagrees with the arXiv id: write "2023-01"'),
    ('date = "2023-01"', 'date = "2022"',
     'data/one.toml:5: Good: date: 2022 disagrees with the arXiv id: write "2023-01"'),
    ('title = "', 'tilte = "', "data/one.toml:3: Good: unknown key tilte: did you mean title?"),
    ('path = "src"', 'paht = "src"', "data/one.toml:6: Good: unknown key paht: did you mean path?"),
    ('"owner/good"', '"https://github.com/owner/good"',
     ("data/one.toml:6: Good: repository: 'https://github.com/owner/good' is no owner/name of a "
     'repository: write "owner/good"')),
    ('["2301.10100"]', '["https://arxiv.org/abs/2301.10100"]',
     ("data/one.toml:4: Good: arxiv: 'https://arxiv.org/abs/2301.10100' is no arXiv id: write "
     '"2301.10100"')),
    ('["2301.10100"]', '["2313.10100"]',
     "data/one.toml:4: Good: arxiv: '2313.10100' is no arXiv id, which has the form 2301.10100"),
    ('["2301.10100"]', '"2301.10100"',
     'data/one.toml:4: Good: arxiv: an array is meant: write ["2301.10100"]'),
    ('["2301.10100"]', "[]", "data/one.toml:4: Good: arxiv: is empty: leave the key out"),
    ('["external"]', '["extrenal"]',
     "data/one.toml:7: Good: teacher: unknown value extrenal: did you mean external?"),
    ('["external"]', '["external", "unknown"]',
     "data/one.toml:7: Good: teacher: unknown stands beside a value that is known: leave it out"),
    ('["external"]', '["external", "external"]',
     "data/one.toml:7: Good: teacher: a value is given twice"),
    ('teacher = ["external"]', "",
     ("data/one.toml:1: Good: teacher is missing: give one or more of external, discriminator, "
     "unknown")),
    ('c1 = { level = "full" }', "",
     'data/one.toml:1: Good: c1 is missing: write c1 = { level = "full" }, or another level'),
    ('level = "full"', 'level = "partial"',
     'data/one.toml:8: Good: c1: a level of partial needs its reason: add because = "..."'),
    ('level = "full"', 'level = "fully"',
     "data/one.toml:8: Good: level: 'fully' is not 'full', 'partial', 'no' or 'not-applicable'"),
    ('["RKL"]', '["RKl"]', "data/one.toml:11: Good: loss: unknown value RKl: did you mean RKL?"),
    ('["RKL"]', '"RKL"', "data/one.toml:11: Good: loss: an array is meant, as in [...]"),
    ('base = "small"', 'bass = "small"',
     "data/one.toml:12: Good: unknown detail bass: did you mean base?"),
    ('base = "small"', 'base = ["small"]',
     "data/one.toml:12: Good: base: one text is meant, no array"),
    ('c1 = {', 'also_in = ["tow"]\n    c1 = {',
     "data/one.toml:8: Good: there is no section tow: did you mean two?"),
    ('c1 = {', 'also_in = ["one"]\n    c1 = {',
     "data/one.toml:8: Good: also_in: one lists it already"),
    ('name = "Good"', 'name = "Good"\n    name = "Good"',
     'data/one.toml:3: Good: the key is given twice in "name = \\"Good\\""'),
    ('name = "Good"', 'name = Good',
     ('data/one.toml:2: this is no value: texts stand between double quotation marks in '
     '"name = Good"')),
    ('["external"]', '["external"',
     ('data/one.toml:7: Good: an array is not closed: a bracket is missing in '
      '"teacher = [\\"external\\""')),
    ('level = "full" }', 'level = "full"',
     ('data/one.toml:8: Good: an inline table is not closed: a brace is missing in '
      '"c1 = { level = \\"full\\""')),
    ('c1 = {', 'stars = { count = -1, as_of = 2026-01-01 }\n    c1 = {',
     "data/one.toml:8: Good: count: Input should be greater than or equal to 0"),
    ('c1 = {', 'allow = [{ rule = "dead-link" }]\n    c1 = {',
     "data/one.toml:8: Good: because is missing"),
    ('c1 = {', 'project = "example.org"\n    c1 = {',
     ("data/one.toml:8: Good: project: 'example.org' is no address that can be opened; it begins "
     "with https://")),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "told"), MISTAKES, ids=[each[1] for each in MISTAKES])
def test_mistakes(old: str, new: str, told: str) -> None:
    """A mistake is told with its file, line, entry and remedy, and nothing else is told."""
    assert mistakes(old, new) == [told]


def test_the_same_name_twice() -> None:
    """A name that another file has taken is told where it is taken, in whatever case."""
    assert mistakes('"Other"', '"good"', "two") == [
        "data/two.toml:2: good: the name is taken by data/one.toml:1: rename one, or join the two"
    ]


def test_all_at_once() -> None:
    """Mistakes in several entries and files are told together, in the order of the files."""
    broken = {"one": GOOD.replace("external", "exernal"), "two": OTHER.replace("2024", "24")}
    told = refused(files(**broken))
    assert [line.partition(": ")[0] for line in told] == ["data/one.toml:7", "data/two.toml:3"]


def test_one_entry_with_two_mistakes() -> None:
    """A key that cannot be read does not hide what is wrong with the others."""
    both = GOOD.replace('["2301.10100"]', "[2301.10100]").replace("external", "exernal")
    assert len(refused(files(one=both))) == 2


def test_sections_and_files() -> None:
    """A section needs its file, and a file its section."""
    given = files()
    given["data/tow.toml"] = given.pop("data/two.toml")
    assert refused(given) == [
        "data/list.toml:33: section two has no file two.toml",
        "data/tow.toml:1: list has no section tow: did you mean two?",
    ]


def test_the_list() -> None:
    """What is wrong with the list file is told like the rest."""
    assert mistakes('slug = "two"', 'slug = "one"', "list")[0].startswith(
        "data/list.toml:34: section one is given twice"
    )
    assert mistakes('question = "Who', 'qestion = "Who', "list") == [
        "data/list.toml:8: question is missing",
        "data/list.toml:10: unknown key qestion: did you mean question?",
    ]
    pick = LIST + '\n    [[pick]]\n    entry = "Godo"\n    because = "x"\n'
    assert refused(files(list=pick)) == [
        "data/list.toml:39: there is no entry Godo: did you mean Good?"
    ]


def test_a_section_in_a_circle() -> None:
    """A section is a part of one that stands before it, so that all are shown."""
    assert mistakes('slug = "one"', 'slug = "one"\n    parent = "two"', "list") == [
        "data/list.toml:30: section two has to stand before its parts"
    ]


def test_an_axis_with_a_name_that_is_taken() -> None:
    """An axis cannot be called as one of the keys that every entry has."""
    told = mistakes("[criteria.c1]", "[criteria.teacher]", "list")
    assert "data/list.toml:4: teacher is a key of entries already: choose another name" in told


def test_a_single_entry() -> None:
    """One pair of brackets too few does not hide the entry."""
    assert mistakes("[[entry]]", "[entry]") == [
        "data/one.toml:1: an entry begins with two brackets at each side: [[entry]]"
    ]


def test_a_section_without_entries() -> None:
    """An empty file is a section that lists nothing yet."""
    given = files(two="")
    assert len(list(read(given))) == 1
    given["data/two.yaml"] = given.pop("data/two.toml")
    assert len(list(read(given))) == 1
    given["data/two.yaml"] = b"3"
    assert refused(given) == ["data/two.yaml:1: holds no entries"]


def test_a_detail_under_the_wrong_header() -> None:
    """What stands outside the entries is not lost in silence."""
    assert mistakes("[entry.details]", "[details]") == [
        "data/one.toml:10: details belongs to no entry: entries begin with [[entry]]"
    ]


def test_no_catalog(tmp_path: Path) -> None:
    """A folder without a list file is no catalog."""
    with pytest.raises(UserError, match="holds no catalog"):
        load(tmp_path)
    with pytest.raises(UserError, match=r"no list\.toml"):
        read({"one.toml": b""})


def test_no_text() -> None:
    """Bytes that are no UTF-8 are a mistake of their line."""
    given = files()
    given["data/two.toml"] = b"# fine\n# \xff\n"
    assert refused(given) == ["data/two.toml:2: is no UTF-8"]


def test_yaml_and_json() -> None:
    """The same catalog in YAML and JSON is the same, and a plain 2301.10100 keeps its zero."""
    given = files()
    del given["data/one.toml"], given["data/two.toml"]
    given["data/one.yaml"] = (
        b"entry:\n- name: Good\n  title: A Good Paper About Nothing\n  arxiv: [2301.10100]\n"
        b"  date: 2023-01\n  code:\n  - repository: owner/good\n    path: src\n"
        b"  teacher: [external]\n"
        b"  c1: {level: full}\n  details:\n    loss: [RKL]\n    base: small\n"
    )
    given["data/two.json"] = (
        b'[{"name": "Other", "date": "2024", "teacher": ["unknown"],'
        b' "c1": {"level": "no", "because": "it does not"}}]'
    )
    assert [work.entry for work in read(given)] == [work.entry for work in catalog()]
    good, other = read(given)
    span = good.spans["arxiv", 0]
    assert given["data/one.yaml"][span.start : span.end] == b"2301.10100"
    span = other.spans["name",]
    assert given["data/two.json"][span.start : span.end] == b"Other"
    given["data/one.yaml"] = b"entry:\n- name: [Good\n"
    assert refused(given)[0].startswith("data/one.yaml:3: ")


def test_yaml_that_holds_itself() -> None:
    """An anchor inside itself, or one repeated into millions, is a mistake and no hang."""
    given = files()
    del given["data/two.toml"]
    given["data/two.yaml"] = b"entry: &a\n- *a\n"
    assert "repeats" in refused(given)[0]
    bomb = ["a0: &a0 [x, x]"]
    bomb += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    given["data/two.yaml"] = "\n".join(bomb).encode()
    assert "repeats" in refused(given)[0]


def test_many_entries() -> None:
    """Five thousand entries with their places are read in well under two seconds."""
    entry = GOOD.replace('"Good"', '"Good {}"')
    text = "".join(entry.replace("{}", str(number)) for number in range(5_000))
    start = time.perf_counter()
    works = catalog(one=text)
    assert all(work.span("arxiv", 0) < work.span("date") for work in works if work.section == "one")
    assert time.perf_counter() - start < 3


def test_the_committed_catalog_loads() -> None:
    """The catalog of this repository has no mistake."""
    assert len(list(committed())) == 109

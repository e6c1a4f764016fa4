"""Questions about a catalog."""

import json

import pytest

from catalog.sample import DATA, committed
from listcheck.catalog.commands import query
from listcheck.catalog.querying import find
from listcheck.catalog.works import Work
from listcheck.errors import UserError


def names(*expressions: str) -> set[str]:
    return {work.entry.name for work in find(committed(), expressions)}


def those(test: object) -> set[str]:
    assert callable(test)
    return {work.entry.name for work in committed() if test(work)}


def test_axes_are_anded() -> None:
    """Every expression must hold."""
    found = names("teacher=external", "signal=logits", "section=white-box")
    assert found == those(
        lambda work: (
            work.section == "white-box"
            and {"external"} <= set(work.entry.axes["teacher"])
            and {"logits"} <= set(work.entry.axes["signal"])
        )
    )
    assert "MiniLLM" in found


def test_sections_hold_what_is_cross_listed() -> None:
    """A section is asked for with what it lists from others."""
    assert names("section=reasoning") == {"OPD-AVMP", "G-OPD", "THUNLP Rethinking OPD"}


def test_none_and_any() -> None:
    """A field can be asked whether it is filled at all."""
    assert names("code=none") == those(lambda work: not work.entry.code)
    assert names("code=any") | names("code=none") == those(lambda work: True)
    assert names("code!=none") == names("code=any")


@pytest.mark.parametrize(
    ("expression", "months"),
    [
        ("date>=2026-04", lambda date: date >= "2026-04"),
        ("date<2025", lambda date: date < "2025"),
        ("date<=2024", lambda date: date[:4] <= "2024"),
        ("date>2025", lambda date: date[:4] > "2025"),
        ("date=2024", lambda date: date[:4] == "2024"),
        ("date=2024-07", lambda date: date == "2024-07"),
    ],
)
def test_dates(expression: str, months: object) -> None:
    """Dates are compared as exactly as the question is."""
    assert callable(months)
    found = names(expression)
    wanted = those(lambda work: months(work.entry.date))
    assert found == wanted


def test_words_of_a_value() -> None:
    """A word of a longer value is enough: a venue without its year, the first of a name."""
    assert names("venue=ICLR") == those(lambda work: "ICLR" in (work.entry.venue or ""))
    assert names("organisation=Microsoft") >= {"MiniLLM", "GAD"}
    assert names("org=tencent") == names("organisations=Tencent")


def test_alternatives_and_negation() -> None:
    """`a|b` is one or the other, `!=` neither."""
    either = names("teacher=discriminator|multi-teacher")
    assert either == names("teacher=discriminator") | names("teacher=multi-teacher")
    assert names("teacher!=discriminator|multi-teacher") == those(lambda work: True) - either


def test_text() -> None:
    """A bare word searches names, aliases, titles and notes; `~` searches one field."""
    assert "DistiLLM-2" in names("skewed")
    assert names("name~distillm") == {"DistiLLM", "DistiLLM-2"}
    assert "Veto" in names("stable opd")


def test_criteria_and_details() -> None:
    """Levels and technical details are fields like the others."""
    assert names("c1=partial") == those(lambda work: work.entry.criteria["c1"].level == "partial")
    assert names("policy=partial") == {"HASS", "Falcon"}
    assert "BOND" in names("loss=jeffreys")


@pytest.mark.parametrize(
    ("expression", "message", "hint"),
    [
        ("techer=external", "entries have no field techer", "did you mean teacher?"),
        ("teacher=exernal", "teacher is never exernal", "did you mean external?"),
        ("section=whitebox", "section is never whitebox", "did you mean white-box?"),
        ("venue=ICLRR", "venue is never ICLRR", "did you mean ICLR?"),
        ("organisation=Micosoft", "organisations is never Micosoft", "did you mean Microsoft?"),
        ("title=Zzz", "title is never Zzz", "title~TEXT searches for a part of it"),
        ("date>=soon", "soon is no month", "a month is written 2026-01, a year 2026"),
        ("name>3", "name has no order to compare by", "date and stars have: date>=2026-01"),
        ("teacher=", "teacher= has no value", "teacher=none finds entries without one"),
    ],
)
def test_what_does_not_exist(expression: str, message: str, hint: str) -> None:
    """An unknown field or value gets a suggestion."""
    with pytest.raises(UserError) as caught:
        names(expression)
    assert (caught.value.message, caught.value.hint) == (message, hint)


def test_the_table() -> None:
    """The answer is a table whose columns begin at the same place in every line."""
    lines = query(["section=reasoning"], DATA).text.splitlines()
    assert lines[0].split() == "name section date paper code teacher signal rollout slot".split()
    start = lines[0].index("section")
    assert all(line[start - 2 : start] == "  " and line[start] != " " for line in lines)
    assert len(lines) == 4


def test_json() -> None:
    """The answer as JSON has the keys of the files, and where each entry stands."""
    (found,) = json.loads(query(["name=MiniLLM"], DATA, form="json").text)
    assert found["arxiv"] == ["2306.08543"]
    assert found["teacher"] == ["external"]
    assert found["c1"] == {"level": "full"}
    assert (found["section"], found["line"]) == ("white-box", 3)
    assert found["path"].endswith("white-box.toml")


def test_the_order() -> None:
    """Entries come in the order of the catalog."""
    found: tuple[Work, ...] = find(committed(), ["code=any"])
    places = [list(committed()).index(work) for work in found]
    assert places == sorted(places)

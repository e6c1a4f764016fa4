"""Waivers and the baseline in a world: what is accepted, told, kept and dropped."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from world import Completed, Fault, Plan, World, plan_for, plant, run_listcheck

DEAD, WALL = "https://gone.example.org/page", "https://wall.example.org/page"
LIST = f"""# A list

## Code

- [Leaking Clocks in Kitchens]({DEAD}) is gone
- [Singing Kettles in Gardens](https://github.com/own/renamed) has another name
- [Stopped Watches in Attics]({WALL}) asks who is there
"""
FILE = "listcheck-baseline.json"
Make = Callable[[Plan], World]


class Folder:
    """A folder with a list, in a world in which its faults are planted."""

    def __init__(self, path: Path, make: Make) -> None:
        self.path = path
        self.make = make
        renamed = Fault("renamed", target="own/new-name")
        self.again((DEAD, Fault("status", status=404)), ("own/renamed", renamed))

    def again(self, *faults: tuple[str, Fault]) -> None:
        """The world with other faults."""
        plan = plan_for(LIST.encode())
        for name, fault in faults:
            plant(plan, name, fault)
        self.world = self.make(plan)

    def run(self, *words: str, text: str = "") -> Completed:
        if text:
            (self.path / "README.md").write_text(text)
        return run_listcheck(words, cwd=self.path, world=self.world, token="t")

    def verify(self, text: str = "", *words: str) -> tuple[int, Any]:
        done = self.run("verify", "--format", "json", "--refresh", *words, text=text)
        return done.code, json.loads(done.stdout)

    def accepted(self) -> list[Any]:
        found = json.loads((self.path / FILE).read_text())["accepted"]
        assert isinstance(found, list)
        return found


def rules(found: list[Any]) -> list[str]:
    return [one["rule"] for one in found]


def test_waivers(namespace_world: Make, tmp_path: Path) -> None:
    """A comment, the settings, and both expired; what is waived is not fixed."""
    here = Folder(tmp_path, namespace_world)
    code, found = here.verify(LIST)
    assert (code, rules(found["findings"])) == (1, ["dead-link", "repo-renamed"])

    waiver = " <!-- listcheck: allow dead-link until=2999-01-01 because it moves -->"
    text = LIST.replace(" is gone", f" is gone{waiver}")
    (tmp_path / "listcheck.toml").write_text(
        '[[allow]]\nrule = "repo-renamed"\nurl = "https://github.com/own/*"\nbecause = "we wait"\n'
    )
    code, found = here.verify(text)
    assert (code, found["findings"]) == (0, [])
    assert found["summary"]["waived"] == 2
    assert [one["waiver"] for one in found["waived"]] == [
        {"because": "it moves", "until": "2999-01-01", "source": "comment"},
        {"because": "we wait", "until": None, "source": "config"},
    ]
    assert found["waived"][0]["evidence"]
    assert here.run("fix").code == 0
    assert (tmp_path / "README.md").read_text() == text

    code, found = here.verify(text.replace("2999", "2001"))
    assert (code, rules(found["findings"])) == (1, ["dead-link", "expired-waiver"])

    here.again()
    code, found = here.verify(text)
    assert (code, rules(found["findings"])) == (0, ["unused-waiver"])
    assert any("nothing to waive" in note for note in found["notes"])
    here.again((DEAD, Fault("status", status=503)))
    assert "unused-waiver" not in rules(here.verify(text)[1]["findings"])


def test_baseline(namespace_world: Make, tmp_path: Path) -> None:
    """What is accepted fails no run; what is mended is dropped, what cannot be told is kept."""
    here = Folder(tmp_path, namespace_world)
    done = here.run("baseline", text=LIST)
    told = done.stdout.splitlines()[:1]  # below it stands that no archive was there to ask
    assert (done.code, told) == (0, [f"{FILE}: 2 findings accepted (2 added, 0 kept, 0 dropped)"])
    code, found = here.verify()
    assert (code, found["findings"], rules(found["waived"])) == (
        0, [], ["dead-link", "repo-renamed"],
    )  # fmt: skip
    assert here.run("fix").code == 0
    assert (tmp_path / "README.md").read_text() == LIST

    here.again((WALL, Fault("status", status=404)))
    assert rules(here.verify()[1]["findings"]) == ["dead-link"]
    here.again((DEAD, Fault("status", status=403)), (WALL, Fault("status", status=404)))
    done = here.run("baseline", "--refresh")
    assert "(2 added, 1 kept, 1 dropped)" in done.stdout  # the wall's own note is one
    kept = {(one["rule"], one["url"]) for one in here.accepted()}
    assert kept == {("dead-link", DEAD), ("unverified-link", DEAD), ("dead-link", WALL)}
    here.again()
    assert "(0 added, 0 kept, 3 dropped)" in here.run("baseline", "--refresh").stdout


def test_baseline_of_a_blind_run(namespace_world: Make, tmp_path: Path) -> None:
    """A run that saw too little says so, and drops nothing."""
    here = Folder(tmp_path, namespace_world)
    here.run("baseline", text=LIST)
    before = here.accepted()
    here.again()
    (tmp_path / ".listcheck" / "store.db").unlink()
    done = here.run("baseline", "--deadline", "1ms")
    assert done.code == 3, done.stdout
    assert "nothing was dropped" in done.stdout
    assert [one for one in here.accepted() if one in before] == before

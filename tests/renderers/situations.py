"""One report that holds everything a renderer may meet, friendly and hostile."""

from builders import NOON, alive, case, gone, report, seen

from listcheck.history import Record
from listcheck.model import Catalog, Facts, Observation, Signal
from listcheck.readers import read
from listcheck.report import Report

HOSTILE = (
    "\x1b[31mRed\x1b]8;;https://evil.example\x07 \u202egnorw\u2066 \x9b2J\x07"
    "\r\nerror[x]: fake\u2028"
)
LIST = """# List
![Clocks](https://img.shields.io/badge/Clocks-7-blue)

## Clocks

- [Leaking Clocks in Kitchens](https://arxiv.org/abs/2401.00001) [code](https://github.com/old/name)
- [Singing Kettles in Gardens](https://example.org/dead) [again](https://example.org/dead)
- [Stopped Watches in Attics](http://example.org/moved) [wall](https://example.org/wall)
- [Sand in Glasses of Glass](https://example.org/slow) [mail](mailto:a@example.org)
- [contents](#clocks) [nowhere](#nowhere) [odd](ftp://example.org/odd)
"""


def everything() -> Report:
    """A report with findings of every severity, with and without corrections."""
    dead = "page:https://example.org/dead"
    moved = seen("page:http://example.org/moved", Signal.MOVED, status=200)._replace(
        moved_to="https://example.org/moved", final_url="https://example.org/moved"
    )  # fmt: skip
    one = case(
        LIST,
        alive(
            "paper:2401.00001", title="A Spectroscopic Survey of Dwarf Galaxies", summary="Dwarfs."
        ),
        alive("repo:old/name", canonical="younger/name", archived=True, stars=5),
        gone(dead, Signal.NOT_FOUND),
        moved,
        seen("page:https://example.org/wall", Signal.BLOCKED, "a bot wall (403)", 403),
        seen("page:https://example.org/slow", Signal.TIMEOUT, "no answer in time"),
        lives={dead: Record(NOON - 9e5, 4, 3, confirmed=True)},
    )
    return report(one, notes=("the store was made anew",))


def hostile() -> Report:
    """A report in which every text from outside tries to be something else."""
    key = "page:https://example.org/a"
    text = f"- [Leaking {HOSTILE} Clocks](https://arxiv.org/abs/2401.00001) {HOSTILE}\n- [b](https://example.org/a)\n"
    evidence = [
        alive("paper:2401.00001", title=f"Dwarf Galaxies {HOSTILE} and Halos", summary="Dwarfs.",
              withdrawn=f"withdrawn {HOSTILE}"),
        Observation(key, Signal.TIMEOUT, f"no answer {HOSTILE}", facts=Facts()),
    ]  # fmt: skip
    catalog = Catalog((read(f"RE{HOSTILE}ADME.md".replace("/", "-") + ".md", text.encode()),))
    return report(case(catalog, *evidence), notes=(HOSTILE,), blind=f"blind {HOSTILE}")


def surrogates() -> Report:
    """A report with half a character in its texts, as a JSON reply may bring it."""
    one = case("- [a](https://github.com/o/n)", alive("repo:o/n", canonical="o/\ud800"))
    return report(one, notes=("\udfff",))


def empty() -> Report:
    """A report on a list with nothing in it."""
    return report(case(""))


def good() -> Report:
    """A report on a list in order."""
    return report(case("- [a](https://example.org/a)", alive("page:https://example.org/a")))

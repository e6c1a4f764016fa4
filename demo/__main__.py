"""The whole job in a make-believe world: no network, no token, nothing outside this clone.

A server on loopback answers in the place of GitHub, arXiv and the web. The list is a real one;
what the world says of it is invented, faults included.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from world import Fault, Plan, World, plan_for, plant, run_listcheck

LIST = Path(__file__).with_name("list.md")
MAKE_BELIEVE = "Make-believe: every answer below comes from a server on this machine."
FAULTS = (
    ("LiuXiaoxuanPKU/OSD", Fault("renamed", target="hao-ai-lab/OSD")),
    ("HArmonizedSS/HASS", Fault("archived")),
    ("Bestpay-inc/Falcon", Fault("deleted")),
    ("2310.08461", Fault("withdrawn")),
    ("2601.21968", Fault("wrong-title", text="OVD: On-policy Verbal Distillation")),
    ("2510.26475", Fault("wrong-title", text="A Spectroscopic Survey of Dwarf Galaxies")),
    ("https://ovd.github.io", Fault("status", status=404)),
    (
        "https://self-distillation.github.io/SDPO",
        Fault("redirect", status=301, target="https://self-distillation.github.io/SDPO/"),
    ),
    ("https://thinkingmachines.ai/blog/on-policy-distillation/", Fault("challenge")),
)


def planned(text: bytes) -> Plan:
    """The world that the list asks for, with a few things that happen to lists."""
    plan = plan_for(text)
    for where, fault in FAULTS:
        plant(plan, where, fault)
    return plan


def _looks() -> dict[str, str]:
    """How the report is to look: its output is caught here, so it cannot see the terminal."""
    if not sys.stdout.isatty():
        return {}
    colour = {} if os.environ.get("NO_COLOR") else {"NO_COLOR": "", "FORCE_COLOR": "1"}
    return {"COLUMNS": str(shutil.get_terminal_size().columns), **colour}


def main() -> int:
    """Run `listcheck verify` on the list in its world, with whatever options were given."""
    text = LIST.read_bytes()
    with World(planned(text)) as world, tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "list.md").write_bytes(text)
        done = run_listcheck(
            ["verify", "list.md", *sys.argv[1:]],
            cwd=Path(folder), world=world, token="make-believe", env=_looks(),
        )  # fmt: skip
    print(MAKE_BELIEVE, file=sys.stderr)
    print(done.stdout, end="")
    print(done.stderr, end="", file=sys.stderr)
    return done.code


if __name__ == "__main__":
    sys.exit(main())

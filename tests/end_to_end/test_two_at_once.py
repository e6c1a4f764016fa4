"""Two runs at the same time on one store: together they are one polite neighbour."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from world import Fault, Plan, World, plan_for, plant

LISTS = {
    "one.md": "# A list\n\n- [First](https://arxiv.org/abs/2501.00001)\n",
    "two.md": (
        "# A list\n\n- [Second](https://arxiv.org/abs/2501.00002)\n"
        "- [a page](https://fine.example.org/page)\n"
    ),
}


def test_arxiv_is_asked_at_one_pace(world: Callable[[Plan], World], tmp_path: Path) -> None:
    """Neither run starts within three seconds of a request of the other, nor beside it."""
    plan = plan_for("".join(LISTS.values()).encode())
    plant(plan, "2501.00002", Fault("missing"))
    plan.latency.arxiv = 1.0
    here = world(plan)
    for name, text in LISTS.items():
        (tmp_path / name).write_text(text)
    command = [str(Path(sys.executable).with_name("listcheck")), "verify", "--format", "json"]
    environment = {"HOME": str(tmp_path), "LANG": "C.UTF-8", **here.environment()}

    running = [
        subprocess.Popen([*command, name], cwd=tmp_path, env=environment, stdout=subprocess.DEVNULL)
        for name in LISTS
    ]
    codes = [process.wait(120) for process in running]

    assert codes == [0, 1]
    asked = [one for one in here.requests if "arxiv.org" in one.host]
    assert len(asked) == 4  # a call for each list, and a second one and a page for what is missing
    assert here.violations == []

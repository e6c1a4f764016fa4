"""`python -m pages` (in `tests/`): precision and recall of the detector, by class."""

import sys

from pages.building import samples
from pages.measuring import figures, look, wrong

for mode in ("all", "redirects"):
    seen = [look(one, mode) for one in samples()]
    sys.stdout.write(f"soft-404 = {mode!r}\n")
    sys.stdout.writelines(f"{line}\n" for line in figures(seen))
    if "-v" in sys.argv:
        for one in wrong(seen):
            told = f"{one.state}: {one.observation.reason}"
            sys.stdout.write(f"  {one.sample.label}, {one.sample.kind}, {one.sample.shape} "
                             f"({one.sample.language}) {one.sample.address}: {told}\n")  # fmt: skip

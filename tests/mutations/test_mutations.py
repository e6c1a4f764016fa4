"""The short form, on every run: slips of the hand in some of the real lists.

`python -m mutations --count 2000`, in `tests`, is the long form, over all of them.
"""

from collections import Counter
from collections.abc import Iterator

import pytest
from builders import shared

from mutations.__main__ import grounds, told, trials
from mutations.mutate import Ground
from mutations.trial import Trial

# Lists of several kinds, and how many mutations of each: tables, items, titles, badges, counts.
LISTS = {
    ("awesome-opd", "README.md"): 26,
    ("lists", "chrisliu298__awesome-on-policy-distillation.md"): 40,
    ("lists", "amusi__CVPR2025-Papers-with-Code.md"): 30,
    ("lists", "extra", "horseee__Awesome-Efficient-LLM", "efficient_moe.md"): 30,
    ("lists", "extra", "eugeneyan__open-llms.md"): 24,
}
SEED = 1
FOUND = 0.98  # of all mutations, as promised


@pytest.fixture(scope="module")
def done() -> list[tuple[Trial, Ground]]:
    """The mutations, and what became of each."""
    return list(_trials())


def _trials() -> Iterator[tuple[Trial, Ground]]:
    paths = [shared("corpus", *names) for names in LISTS]
    for ground, count in zip(grounds(paths), LISTS.values(), strict=True):
        for trial in trials(ground, count, SEED):
            yield trial, ground


def test_found(done: list[tuple[Trial, Ground]]) -> None:
    """Nearly all are found, at their place, and nothing else is."""
    assert len(done) == sum(LISTS.values())
    found = sum(trial.found for trial, _ in done)
    assert found >= FOUND * len(done), _why(done)
    assert not any(trial.others for trial, _ in done), _why(done)


def test_fixed_back(done: list[tuple[Trial, Ground]]) -> None:
    """Every fix that needs no look makes the text that was there."""
    wrong = [pair for pair in done if pair[0].safe and not pair[0].restored]
    assert not wrong, _why(wrong)


# What nobody needs to look at; of the others, only some offer such a fix.
ALWAYS = ("rename a repository", "miscount", "join two rows", "miss an anchor")


def test_what_is_safe(done: list[tuple[Trial, Ground]]) -> None:
    """Renames, counts, rows on one line and anchors are mended without a look."""
    safe = Counter(trial.mutation.kind for trial, _ in done if trial.safe)
    every = Counter(trial.mutation.kind for trial, _ in done)
    assert {kind: safe[kind] for kind in ALWAYS} == {kind: every[kind] for kind in ALWAYS}
    assert all(every[kind] for kind in ALWAYS)


def _why(done: list[tuple[Trial, Ground]]) -> str:
    return "\n".join(line for trial, ground in done for line in told(trial, ground))

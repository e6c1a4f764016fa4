"""How often the detector is right: every page asked for by the flow itself, as in a run."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from probes.driving import drive

from listcheck.model import Observation
from listcheck.probes.page import flow
from listcheck.probes.question import Question
from listcheck.settings import Pages, Settings
from listcheck.states import OF_SIGNAL
from pages.sites import Label, Sample

WANTED: dict[Label, str] = {"missing": "suspect", "parked": "suspect", "gate": "unverified"}


@dataclass(frozen=True, slots=True)
class Seen:
    """A sample, what was made of it, and with how many requests."""

    sample: Sample
    observation: Observation
    requests: int

    @property
    def state(self) -> str:
        """The state of its link."""
        return OF_SIGNAL[self.observation.signal]

    @property
    def right(self) -> bool:
        """Whether that is what it should be."""
        wanted = WANTED.get(self.sample.label)
        return self.state == wanted if wanted else self.state in ("alive", "moved")


def look(sample: Sample, mode: str) -> Seen:
    """Ask for one page."""
    settings = Settings(pages=Pages(soft_404=mode))
    question = Question(f"page:{sample.address}", sample.address, titles=sample.titles)
    (observation,), asked = drive(flow(question, settings), sample.answer)
    return Seen(sample, observation, len(asked))


def figures(all_seen: Iterable[Seen]) -> Iterator[str]:
    """Precision over all, and for each class how many are as they should be."""
    every = tuple(all_seen)
    suspect = [one for one in every if one.state == "suspect"]
    true = [one for one in suspect if one.sample.label in ("missing", "parked")]
    wanted = [one for one in every if one.sample.label in ("missing", "parked")]
    yield f"precision {len(true)}/{len(suspect)}, recall {len(true)}/{len(wanted)}"
    total: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    for one in every:
        name = (one.sample.label, one.sample.kind)
        total[name] += 1
        right[name] += one.right
    for label, kind in total:
        yield f"| {label} | {kind} | {right[label, kind]} of {total[label, kind]} |"


def wrong(all_seen: Iterable[Seen]) -> Iterator[Seen]:
    """Those that are not as they should be."""
    return (one for one in all_seen if not one.right)

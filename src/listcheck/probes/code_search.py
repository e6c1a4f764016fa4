"""What the first answers make worth asking: where the code is of papers that a list has without.

A paper's own record at arXiv may say it; where it does not, and the list says that there is no code
yet, Hugging Face is asked, within an allowance. A repository that either names is looked at before
anybody is told of it. None of these questions is about a link of the list.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from listcheck.announcements import pointers
from listcheck.codeless import Codeless, codeless
from listcheck.model import Catalog, Lookup, Observation
from listcheck.probes import PROBES, fresh, load
from listcheck.probes.question import Question
from listcheck.settings import Settings
from listcheck.urls import identify

DAY = 86_400.0
GOOD_FOR = 7 * DAY  # an answer of Hugging Face: papers get their code once, and some never

Recall = Callable[[Collection[str]], Mapping[str, Observation]]


class CodeSearch(NamedTuple):
    """The entries without code, of which more may be asked."""

    wanted: tuple[Codeless, ...]
    settings: Settings
    at: float  # Unix time, of which answers are fresh or not

    @classmethod
    def of(cls, whole: Catalog, part: Catalog, settings: Settings, at: float) -> "CodeSearch":
        """The search for what of `part` is asked about, by the habits of the `whole`."""
        asked = {entry.span for _, entry in part.entries()}
        found = codeless(whole, settings.services.forge)
        return cls(tuple(one for one in found if one.entry.span in asked), settings, at)

    def recalled(self, known: Mapping[str, Observation], recall: Recall) -> dict[str, Observation]:
        """What earlier runs found out, as far as it is still good."""
        found: dict[str, Observation] = {}
        for asked in (lambda _: self._papers(), self._repositories):
            questions = asked({**known, **found})
            unknown = questions.keys() - known.keys()
            older = recall(unknown) if unknown else {}
            found |= {key: one for key, one in older.items() if self._is_good(questions[key], one)}
        return found

    def lookups(
        self, evidence: Mapping[str, Observation], asked: Collection[str]
    ) -> tuple[Lookup, ...]:
        """What is to be asked next, nothing in the end; `asked` are the keys of this run so far."""
        allowed = self.settings.huggingface.requests - sum(key in asked for key in self._papers())
        papers = [
            question
            for key, question in self._papers().items()
            if key not in evidence and not any(pointers(question.name, evidence))
        ]
        named = self._repositories(evidence)
        unseen = tuple(one for key, one in named.items() if key not in evidence)
        due = tuple(papers[: max(0, allowed)])
        return (
            *(load(PROBES["code:"])(due, self.settings) if due else ()),
            *(load(PROBES["repo:"])(unseen, self.settings) if unseen else ()),
        )

    def _papers(self) -> dict[str, Question]:
        """The questions for Hugging Face."""
        every = self.settings.huggingface.every_entry
        return {
            (key := f"code:{one.paper.partition(':')[2]}"): Question(key, "")
            for one in self.wanted
            if one.said or every
        }

    def _repositories(self, evidence: Mapping[str, Observation]) -> dict[str, Question]:
        """The repositories that are named as the code of one of the papers."""
        return dict(self._named(evidence))

    def _named(self, evidence: Mapping[str, Observation]) -> Iterator[tuple[str, Question]]:
        for one in self.wanted:
            for pointer in pointers(one.paper.partition(":")[2], evidence):
                target = identify(pointer.url, self.settings.services.forge)
                if target.kind == "repository" and not target.why_not:
                    yield target.key, Question(target.key, target.address)

    def _is_good(self, question: Question, seen: Observation) -> bool:
        settings = self.settings
        if settings.offline:
            return True
        if question.key.startswith("code:"):
            settings = replace(settings, max_age=max(settings.max_age, GOOD_FOR))
        return not settings.refresh and fresh(question, seen, settings, self.at)

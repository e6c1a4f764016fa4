"""Who says where the code of a paper is, and in which words.

Authors do, in a comment or an abstract, and readers do at Hugging Face.

An abstract's link may lead to data, to a project's page or to what somebody else made, so only a
sentence that speaks of code, or of something being available there, counts.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from listcheck.model import Evidence, Observation
from listcheck.patterns import lazy_compile

_REPOSITORY = lazy_compile(
    r"(?:https?://)?(?:www\.)?(?P<path>(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org)"
    r"/[\w.-]+/[\w.-]+)",
    re.IGNORECASE | re.ASCII,
)
# What is released, by the words; where both are, code is among it.
_CODE = lazy_compile(
    r"\b(?:codes?|code[- ]?bases?|source|implementations?|repo(?:sitor(?:y|ies))?|software|scripts?"
    r"|toolkit|library|package|github|open[- ]?sourced?)\b",
    re.IGNORECASE,
)
_OTHER = lazy_compile(
    r"\b(?:data(?:sets?)?|benchmarks?|corp(?:us|ora)|weights|checkpoints|models?|demos?|pages?|"
    r"websites?|videos?|append\w+|supplement\w*|leaderboards?|prompts?|results?|figures?|slides|"
    r"lists?|survey|papers?|resources?|reading|awesome[\w-]*)\b",
    re.IGNORECASE,
)
_THERE = lazy_compile(
    r"\b(?:available|released?|releasing|public\w*|found|accessible|accessed|hosted|provided?|"
    r"open[- ]?sourced?|at|here|see)\b|:\s*\W*\Z",
    re.IGNORECASE,
)
_PROMISED = lazy_compile(
    r"\b(?:will|shall|soon|upon|after|to be|going to|plan\w*|once)\b", re.IGNORECASE
)
_FOREIGN = lazy_compile(
    r"\b(?:buil[dt]\w* (?:up)?on|based on|on top of|adapt\w* from|borrow\w*|fork\w*|use[sd]?|using|"
    r"utili[sz]\w+|follow\w*|compar\w+|baselines?|thank\w*|cit\w+|from|original|third[- ]party|"
    r"modif\w+|exten(?:ds?|ding|sion)|evaluated (?:on|with)|unofficial|re-?implement\w*)\b",
    re.IGNORECASE,
)
_STOP = lazy_compile(r"[.!?](?=\s+[^a-z\s])|;")
_LONGEST, _LONGEST_QUOTE = 5_000, 200  # characters


class Announcement(NamedTuple):
    """The page of a repository, with the sentence that says so.

    `promised`: the sentence says that the code will be there, not that it is.
    """

    url: str
    quote: str
    promised: bool = False


def announced(text: str) -> Iterator[Announcement]:
    """Every repository that a text says to hold the code that it is about."""
    for sentence in _sentences(text[:_LONGEST]) if _REPOSITORY.search(text) else ():
        start = 0
        for found in _REPOSITORY.finditer(sentence):
            before = sentence[start : found.start()]
            start = found.end()
            if _says_code(before):
                url = "https://" + found["path"].rstrip(".").removesuffix(".git")
                yield Announcement(url, _quoted(sentence), bool(_PROMISED.search(before)))


class Pointer(NamedTuple):
    """An announcement, with its source in words and the observation that holds it."""

    url: str
    quote: str
    promised: bool
    source: str
    seen: Observation


def pointers(number: str, evidence: Evidence) -> Iterator[Pointer]:
    """Everything that was observed to say where the code of a paper is, the authors' words first.

    Args:
        number: the paper's arXiv id.
        evidence: what was observed.
    """
    if seen := evidence.get(f"paper:{number}"):
        texts = (("arXiv's comment", seen.facts.comment), ("its abstract", seen.facts.summary))
        for source, text in texts:
            for one in announced(text or ""):
                yield Pointer(one.url, one.quote, one.promised, source, seen)
    seen = evidence.get(f"code:{number}")
    if seen and seen.facts.code:
        page = "Hugging Face's page of the paper"
        yield Pointer(seen.facts.code, "", promised=False, source=page, seen=seen)


def _says_code(before: str) -> bool:
    """Whether the words before an address say that code is there, and that it is the authors'."""
    foreign = [*_FOREIGN.finditer(before)]
    there = [*_THERE.finditer(before)]
    if not there or (foreign and not _own_after(before[foreign[-1].end() :])):
        return False
    return bool(_CODE.search(before)) or not _OTHER.search(before)


def _own_after(rest: str) -> bool:
    """Whether another clause begins after foreign words, which speaks of code by itself."""
    clause = re.split(r"[,:(]|\band\b", rest, maxsplit=1)
    return len(clause) > 1 and bool(_CODE.search(clause[1]) and _THERE.search(clause[1]))


def _sentences(text: str) -> Iterator[str]:
    start = 0
    for stop in _STOP.finditer(text):
        yield text[start : stop.end()]
        start = stop.end()
    yield text[start:]


def _quoted(sentence: str) -> str:
    text = " ".join(sentence.split())
    return text if len(text) <= _LONGEST_QUOTE else f"…{text[-_LONGEST_QUOTE:].lstrip()}"

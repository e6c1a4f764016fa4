"""Venues: which one a text names, and whether it says that the paper is published there.

The texts are arXiv's comments and journal references (free text by the authors,
https://info.arxiv.org/help/jref.html), DOIs, and the rows of lists. Whoever writes "submitted to"
has no venue yet, a workshop is not the conference that it is held at, and Findings of ACL is not
ACL. Rather none than a wrong one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from listcheck import venue_names as names

Kind = Literal["main", "findings", "track", "journal", "workshop", "aside"]

_YEAR = r"(?:19|20)\d\d"
_YEAR_AFTER = re.compile(
    rf"[\s,_'’():-]{{0,4}}({_YEAR})(?!\d)|\)?(?:\s?['’]\s?|-)(\d\d)(?![\d-])|(\d\d)(?!\d)",
    re.ASCII,
)
_YEAR_NEAR = re.compile(rf"(?<![\d.:/-])({_YEAR})(?![\d/-]|\.\d)")
_CENTURY, _OLD = 100, 70  # years of two digits, and the first that is of the last century
_LONGEST, _LONGEST_ROW = 1_000, 10_000  # characters that are read of a record, and of a row
_NEAR = 80  # characters between a venue and the year that it is given elsewhere in the sentence

# What makes a mention something less than a paper of the conference, by what stands around it.
_KINDS: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (re.compile(r"\bworkshops?\b|\bSRW\b|student research", re.IGNORECASE), "workshop"),
    (
        re.compile(
            r"\b(?:challenges?|competitions?|shared tasks?|tutorials?|doctoral|tiny papers?|cup"
            r"|blog ?posts?|extended abstracts?|student abstracts?|(?:spring|summer|fall) symposium"
            r"|late[- ]breaking|non-archival|keynote|panel)\b",
            re.IGNORECASE,
        ),
        "aside",
    ),
    (re.compile(r"\b(?:industry|industrial|demos?|demonstrations?)\b", re.IGNORECASE), "track"),
)
_FINDINGS = re.compile(r"\bfindings\b", re.IGNORECASE)
_RANK = {"main": 2, "findings": 2, "track": 2, "journal": 2, "workshop": 1, "aside": 0}


@dataclass(frozen=True, slots=True)
class Venue:
    """A venue under its normal name. `evidence` is the words that name it."""

    name: str
    year: int | None
    kind: Kind
    evidence: str

    def __str__(self) -> str:
        return f"{self.name} {self.year}" if self.year else self.name


@dataclass(frozen=True, slots=True)
class _Mention:
    name: str
    start: int
    end: int
    year: int | None
    journal: bool
    workshop: bool = False


def mentioned(text: str) -> tuple[Venue, ...]:
    """Every venue that a text names, in whatever way and whatever it says of it."""
    text = text[:_LONGEST_ROW]
    return tuple(_venue(text, found) for found in _surrounded(text))


def accepted(comment: str) -> Venue | None:
    """The venue that a comment says the paper is accepted or published at, the best of several."""
    found = [
        _venue(sentence, mention)
        for sentence in _sentences(comment[:_LONGEST])
        if not _OTHER_VERSION.search(sentence)
        for mention in _surrounded(sentence)
        if _is_claimed(sentence, mention[0], mention[1])
    ]
    found = [venue for venue in found if _RANK[venue.kind]]
    return max(found, key=lambda one: (_RANK[one.kind], one.year or 0), default=None)


def published(reference: str) -> Venue | None:
    """The venue of a journal reference; one that is not known keeps the name it is given."""
    reference = reference[:_LONGEST]
    if _NO_REFERENCE.search(reference):
        return None
    found = [_venue(reference, mention) for mention in _surrounded(reference)]
    if found:
        years = [venue.year for venue in found if venue.year]
        best = max(found, key=lambda venue: _RANK[venue.kind])
        best = replace(best, year=best.year or max(years, default=_year_near(reference)))
        return replace(best, evidence=_quoted(reference)) if _RANK[best.kind] else None
    name = _HEAD.match(reference)
    if name is None or _NO_NAME.match(name[1]):
        return None
    return Venue(name[1].strip(" ."), _year_near(reference), "journal", _quoted(reference))


def of_doi(doi: str) -> Venue | None:
    """The venue that a DOI itself names, where its publisher builds DOIs so."""
    for pattern, name, kind in _DOIS:
        if found := pattern.fullmatch(doi.strip().lower()):
            parts = found.groupdict()
            year = int(parts["year"]) if parts.get("year") else None
            known = name or names.normal(parts["venue"].upper())
            return Venue(known, year, kind, doi) if known else None
    return None


# --- where the names stand -----------------------------------------------------------------------

Place = tuple[_Mention, str, str]  # a mention, and the text before and after it up to the next


def _surrounded(text: str) -> Iterator[Place]:
    found = _merged(text, sorted(_mentions(text), key=lambda one: (one.start, -one.end)))
    ends = [0, *(one.end for one in found)]
    starts = [*(one.start for one in found[1:]), len(text)]
    for mention, before, after in zip(found, ends, starts, strict=False):
        yield mention, text[before : mention.start], text[mention.end : after]


def _mentions(text: str) -> Iterator[_Mention]:
    taken: list[tuple[int, int]] = []
    lower = text.lower()
    for word, pattern, name in names.LONG:
        for found in pattern.finditer(text) if word in lower else ():
            if not any(start < found.end() and found.start() < end for start, end in taken):
                taken.append(found.span())
                yield _mention(text, name, *found.span())
    for found in names.SERIES.finditer(text):
        if not any(start < found.end() and found.start() < end for start, end in taken):
            taken.append(found.span())
            yield replace(_mention(text, found.group(), *found.span()), journal=True)
    for found in names.SHORT.finditer(text):
        short = names.normal(found["form"])
        if short and not any(start < found.end() and found.start() < end for start, end in taken):
            mention = _mention(text, short, *found.span())
            yield replace(mention, workshop=bool(found["workshop"]))


def _mention(text: str, name: str, start: int, end: int) -> _Mention:
    year, journal = _YEAR_AFTER.match(text, end), name in names.JOURNALS
    if year is None or (year[3] and text[end - 1] in " )"):
        return _Mention(name, start, end, None, journal)
    number = int(year[1] or year[2] or year[3])
    if number < _CENTURY:
        number += 2000 if number < _OLD else 1900
    return _Mention(name, start, year.end(), number, journal)


def _merged(text: str, found: list[_Mention]) -> list[_Mention]:
    """One mention where a name is written out and then in short."""
    kept: list[_Mention] = []
    for one in found:
        last = kept[-1] if kept else None
        if last and last.name == one.name and len(text[last.end : one.start].strip(" (,:–-")) < 1:
            year = one.year or last.year
            kept[-1] = replace(last, end=one.end, year=year, workshop=last.workshop or one.workshop)
        else:
            kept.append(one)
    return kept


def _venue(text: str, place: Place) -> Venue:
    mention, before, after = place
    around = f"{before} | {after}"
    year = mention.year or _year_near(after[:_NEAR]) or _year_near(before[-_NEAR:], last=True)
    return Venue(mention.name, year, _kind(mention, around), _quoted(text))


def _kind(mention: _Mention, around: str) -> Kind:
    if mention.journal:
        return "journal"
    if mention.workshop:
        return "workshop"
    for words, kind in _KINDS:
        if words.search(around):
            return kind
    if mention.name in names.WITH_FINDINGS and _FINDINGS.search(around):
        return "findings"
    return "main"


def _year_near(text: str, *, last: bool = False) -> int | None:
    years = _YEAR_NEAR.findall(text)
    return int(years[-1 if last else 0]) if years else None


_LONGEST_QUOTE = 160


def _quoted(text: str) -> str:
    text = " ".join(text.split()).strip(" ,;")
    return text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE].rstrip()}…"


# --- whether they are said to be the paper's -----------------------------------------------------

_YES = (
    r"accept(?:ed|ance)?|to appear|will appear|appear(?:s|ed|ing)? (?:in|at)|published|"
    r"(?:to be )?presented|in (?:the )?proceedings|proceedings of|\bproc\.|"
    r"(?:conference|journal|research|long|short|full) paper (?:at|in)|forthcoming|in press|"
    r"camera[- ]ready|selected (?:as|for)|(?:oral|spotlight|poster|highlight|award)\w* (?:at|in)"
)
_NO = (
    r"submi\w+|under (?:double[- ]blind )?(?:review|consideration|revision)|in review|"
    r"under \w+ review|review(?:ed|ing|s)?\b(?! accepted)|reject\w*|withdr\w+|declined|"
    r"not (?:yet )?(?:been )?(?:accepted|published|presented)|conditional\w* \w+|revision|"
    r"accepted (?:for|to) review|in preparation|prepared|planned|intended|target\w*|aim\w*|"
    r"template|format\w*|style|extension|extends|based on|built? on|builds? (?:up)?on|following|"
    r"similar to|winn\w+|place\b|solution|baseline|code (?:for|of)|data (?:for|of|from)"
)
_CUES = re.compile(rf"(?P<no>\b(?:{_NO}))|(?P<yes>\b(?:{_YES}))", re.IGNORECASE)
_NO_AFTER = re.compile(
    r"\W{0,3}(?:submi\w+|under \w*\s?review|in review|reject\w*|withdr\w+|template|format|style|"
    r"reviewers?|reviews?|deadline|desk)\b",
    re.IGNORECASE,
)
_YES_AFTER = re.compile(
    r"\W{0,3}(?:accept(?:ed|ance)|camera[- ]ready|to appear|in press|oral|spotlight|poster|"
    r"highlight|proceedings|best|outstanding|main|findings)\b",
    re.IGNORECASE,
)
# What this paper is not, or not only: whose venue is meant is then for a person to say.
_OTHER_VERSION = re.compile(
    r"\b(?:extended|expanded|preliminary|earl(?:y|ier)|previous|prior|initial|short(?:er)?|abridged|"
    r"condensed|long(?:er)?|full|journal|conference|workshop|older)\s+(?:\w+\s+)?"
    r"(?:versions?|drafts?|edition|extension|abstract)\b|\bextension of\b|\bsupersede",
    re.IGNORECASE,
)
# What may stand beside a venue that is named without a word about acceptance: "ICLR 2026 (Oral)".
_BESIDE = re.compile(
    r"(?:oral|spotlight|poster|highlight|camera|ready|main|conference|track|long|short|regular|full|"
    r"papers?|findings|of|best|outstanding|award|candidate|finalist|presentation|top|accepted|ieee|"
    r"acm|cvf|the|at|in|on|and|international|annual|proceedings|\d+(?:st|nd|rd|th)?|pages?|pp|final|"
    r"version|v|datasets?|benchmarks?|industry|demo|system|demonstrations?|position|honorable|"
    r"mention|runner|up|d|b|association|for|computational|linguistics|research|applied|science|"
    r"resources?|twenty|thirty|forty|fifty|(?:twent|thirt|fort|fift)ieth|first|second|third|fourth|"
    r"fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|(?:thir|four|fif|six|seven|eigh|nine)"
    r"teenth)",
    re.IGNORECASE,
)
_PIECES = re.compile(r"[;|•·\[\]]|,(?=\s)|\.\s|\s[–—-]\s|:\s")
_NO_REFERENCE = re.compile(
    r"arxiv|preprint|submitted|under review|technical report|https?:|to be submitted", re.IGNORECASE
)
_NO_NAME = re.compile(r"\s*\Z|(?:in\b|proc|pmlr|lecture|lncs|ceur|.*workshop)", re.IGNORECASE)
_HEAD = re.compile(r"\W*([^\d,;:()]{3,80}?)[\s.,;:(]*(?:vol\b|no\b|[\d,;:(]|$)", re.IGNORECASE)


def _is_claimed(sentence: str, mention: _Mention, before: str) -> bool:
    """Whether a sentence says of a mention that the paper is there."""
    after = sentence[mention.end :]
    if _NO_AFTER.match(after):
        return False
    cues = [*_CUES.finditer(sentence[: mention.start])]
    if cues:
        return cues[-1]["yes"] is not None
    return mention.year is not None and bool(_YES_AFTER.match(after) or _is_bare(sentence, mention))


def _is_bare(sentence: str, mention: _Mention) -> bool:
    """Whether a piece of the sentence holds nothing but the venue."""
    cuts = [0, *(cut.end() for cut in _PIECES.finditer(sentence)), len(sentence)]
    start = max(cut for cut in cuts if cut <= mention.start)
    end = min(cut for cut in cuts if cut >= mention.end)
    rest = sentence[start:end]
    if _KINDS[0][0].search(rest):
        return True
    for other, _, _ in reversed([*_surrounded(rest)]):
        rest = f"{rest[: other.start]} {rest[other.end :]}"
    return all(_BESIDE.fullmatch(word) for word in re.findall(r"[^\W_]+", rest))


_STOP = re.compile(r"[;\n]|[.!?](?=\s+\S)")
_ABBREVIATED = re.compile(
    r"(?:\b(?:proc|trans|int|intl|conf|symp|vol|no|pp|al|vs|comput|surv|mach|intell|appl|sci|eng|"
    r"dr|prof|fig|sec|j)|\b[A-Z])\Z",
    re.IGNORECASE,
)


def _sentences(text: str) -> Iterator[str]:
    start = 0
    for stop in _STOP.finditer(text):
        if stop.group() == "." and _ABBREVIATED.search(text, start, stop.start()):
            continue
        yield text[start : stop.end()].strip(" .;")
        start = stop.end()
    yield text[start:].strip(" .;")


# --- DOIs ----------------------------------------------------------------------------------------

# The publishers' own schemes: ACL Anthology, IEEE, AAAI, IJCAI, MIT Press, ISCA.
_DOIS: tuple[tuple[re.Pattern[str], str, Kind], ...] = (
    (
        re.compile(rf"10\.18653/v1/(?P<year>{_YEAR})\.(?P<venue>[a-z]+)-(?:long|short|main)\.\d+"),
        "",
        "main",
    ),
    (
        re.compile(rf"10\.18653/v1/(?P<year>{_YEAR})\.findings-(?P<venue>[a-z]+)\.\d+"),
        "",
        "findings",
    ),
    (
        re.compile(
            rf"10\.1109/(?P<venue>cvpr|iccv|wacv|icra|iros|icassp|icme)\d{{5}}\.(?P<year>{_YEAR})\.\d+"
        ),
        "",
        "main",
    ),
    (
        re.compile(
            rf"10\.1109/(?P<venue>tpami|tip|tnnls|tkde|tmm|tmi|tgrs|tcsvt|tifs|taslp)\.(?P<year>{_YEAR})\.\d+"
        ),
        "",
        "journal",
    ),
    (re.compile(r"10\.1609/aaai\.v\d+i\d+\.\d+"), "AAAI", "main"),
    (re.compile(rf"10\.24963/ijcai\.(?P<year>{_YEAR})/\d+"), "IJCAI", "main"),
    (re.compile(r"10\.1162/tacl_a_\d+"), "TACL", "journal"),
    (re.compile(rf"10\.21437/interspeech\.(?P<year>{_YEAR})-\d+"), "Interspeech", "main"),
    (re.compile(r"10\.1038/s41586-.+"), "Nature", "journal"),
)

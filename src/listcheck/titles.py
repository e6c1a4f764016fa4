"""Titles: when two are the same, nearly the same, or of different papers.

The id is known, so the question is not "which paper?" but "the same paper?". The verdict order
and the allowances are those that reference checkers arrived at, refchecker and hallucinator above
all: equal keys, a name in front, a prefix, at most three edits and one in 25 characters.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from typing import Literal

from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import ratio

Likeness = Literal["same", "abbreviated", "slip", "older", "changed", "unclear", "foreign"]

_GREEK = {
    unicodedata.lookup(f"GREEK {size} LETTER {name}"): name.lower()
    for size in ("SMALL", "CAPITAL")
    for name in (
        "ALPHA BETA GAMMA DELTA EPSILON ZETA ETA THETA IOTA KAPPA LAMDA MU NU XI OMICRON PI RHO "
        "SIGMA TAU UPSILON PHI CHI PSI OMEGA"
    ).split()
}
_GREEK_TABLE = str.maketrans({letter: f" {name} " for letter, name in _GREEK.items()})
_TEX_COMMAND = re.compile(r"\\(?:mathcal|mathbb|mathbf|mathrm|text|textbf|textit|emph|rm|bf|it)\b")
_TEX_NAME = re.compile(r"\\([A-Za-z]+)")
_WORD = re.compile(r"[^\W_]+")
_VENUE_TAIL = re.compile(r"\s*[(\[][^()\[\]]{0,40}(?:19|20)\d\d[^()\[\]]{0,20}[)\]]\s*\Z")

# Words that papers of one field share, and that so tell nothing about which paper it is.
_COMMON = frozenset(
    """a an and are as at be by can do does for from how in into is it its no not of on or our than
    that the their this to towards toward under up via we what when where which why with without
    using based new novel study approach method methods framework paper papers learning model models
    language large llm llms deep neural network networks training data system systems analysis
    survey review efficient improving better more all you need arxiv preprint code project page pdf
    link abs github repo blog website official implementation coming soon""".split()
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a written title relates to the paper's titles."""

    likeness: Likeness
    nearest: str  # the title, of all versions, that it is nearest to
    ratio: float  # 0 to 1, over the keys


def words(text: str) -> list[str]:
    """The words of a text, folded: no markup, no accents, no case, Greek letters by name."""
    text = unescape(unescape(text)).translate(_GREEK_TABLE)
    text = _TEX_NAME.sub(r" \1 ", _TEX_COMMAND.sub(" ", text)).replace("&", " and ")
    folded = unicodedata.normalize("NFKD", re.sub(r"[$\\{}^~`*]", "", text)).casefold()
    folded = "".join(char for char in folded if not unicodedata.combining(char))
    return _WORD.findall(folded)


def key(text: str) -> str:
    """What is left of a title when spelling, markup and punctuation are taken away."""
    return "".join(words(text))


def telling(text: str) -> set[str]:
    """The words of a text that say which paper it is about."""
    return {word for word in words(text) if word not in _COMMON and len(word) > 1}


def compare(written: str, titles: tuple[str, ...]) -> Comparison:
    """Compare a written title with a paper's titles, the newest version's first.

    Args:
        written: what the list calls the paper. The caller makes sure that it is meant as a title.
        titles: at least one.
    """
    best = max(titles, key=lambda title: (ratio(key(written), key(title)), title == titles[0]))
    score = ratio(key(written), key(best)) / 100
    for likeness, test in _VERDICTS:
        for title in titles:
            if test(written, title):
                older = title != titles[0] and likeness in ("same", "slip")
                return Comparison("older" if older else likeness, title, score)
    return Comparison(_by_words(written, titles, score), best, score)


def _same(written: str, title: str) -> bool:
    return bool(_forms(written) & _forms(title))


def _forms(text: str) -> set[str]:
    """The keys of a title with and without a name in front and a venue behind."""
    plain = _VENUE_TAIL.sub("", text)
    head, colon, tail = plain.partition(":")
    forms = {key(text), key(plain)}
    if colon and len(words(head)) <= 3 and len(words(tail)) >= 4:
        forms.add(key(tail))
    return forms - {""}


def _abbreviated(written: str, title: str) -> bool:
    short = key(_VENUE_TAIL.sub("", written))
    return len(short) >= 16 and key(title).startswith(short)


def _slip(written: str, title: str) -> bool:
    one, other = key(_VENUE_TAIL.sub("", written)), key(title)
    return Levenshtein.distance(one, other, score_cutoff=3) <= min(3, len(other) // 25 + 1)


_VERDICTS: tuple[tuple[Likeness, Callable[[str, str], bool]], ...] = (
    ("same", _same),
    ("abbreviated", _abbreviated),
    ("slip", _slip),
)


def _by_words(written: str, titles: tuple[str, ...], score: float) -> Likeness:
    """Neither the same nor a slip: changed words, a paraphrase, or another paper's title."""
    if score >= 0.8:
        return "changed"
    ours = telling(written)
    theirs = set().union(*(telling(title) for title in titles))
    if score < 0.6 and len(ours) >= 3 and not related(ours, theirs):
        return "foreign"
    return "unclear"


def related(ours: set[str], theirs: set[str]) -> bool:
    """Whether two sets of telling words have anything in common, be it a stem or initials."""
    return any(_kin(one, other) for one in ours for other in theirs)


def _kin(one: str, other: str) -> bool:
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return len(short) >= 4 and (long.startswith(short[:5]) if len(short) > 4 else short in long)

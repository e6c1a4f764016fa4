"""Titles: when two are the same, nearly the same, or of different papers.

The id is known, so the question is not "which paper?" but "the same paper?". The verdict order
and the allowances are those that reference checkers arrived at, refchecker and hallucinator above
all: equal keys, a name in front, a prefix, at most three edits and one in 25 characters.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from html import unescape
from typing import Literal, NamedTuple

from listcheck.nearness import edits, ratio, slips
from listcheck.patterns import lazy_compile

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
_TEX_COMMAND = lazy_compile(
    r"\\(?:mathcal|mathbb|mathbf|mathrm|text|textbf|textit|emph|rm|bf|it)\b"
)
_TEX_NAME = lazy_compile(r"\\([A-Za-z]+)")
_MARKUP = lazy_compile(r"</?[A-Za-z][^<>]{0,80}>|(?<!\w):[a-z0-9_+-]+:(?!\w)")  # tags, :shortcodes:
_WORD = re.compile(r"[^\W_]+")
_SIMPLE = r"[A-Za-z0-9 ,.;!?()'\"/+=@#%|\[\]-]*"
_PLAIN = re.compile(rf"{_SIMPLE}(?::(?![a-z0-9_+-]+:){_SIMPLE})*")
_ACRONYM = lazy_compile(r"\b[A-Z][A-Za-z]*[A-Z]s?\b")
_VENUE_TAIL = lazy_compile(r"\s*[(\[][^()\[\]]{0,40}(?:19|20)\d\d[^()\[\]]{0,20}[)\]]\s*\Z")

# Words that hold a sentence together.
_FUNCTION = frozenset(
    """a an and are as at be by can do does for from how in into is it its no not of on or our than
    that the their this to towards toward under up via vs we what when where which why will with
    without""".split()
)
# Words that papers of one field share, and that so tell nothing about which paper it is.
_COMMON = _FUNCTION | frozenset(
    """using based new novel study approach method methods framework paper papers learning model
    models language large llm llms deep neural network networks training data system systems
    analysis survey review efficient improving better more all you need arxiv preprint code project
    page pdf link abs github repo blog website official implementation coming soon report reports
    technical experiment experiments experimental result results benchmark benchmarks""".split()
)
_TELLING = 2  # telling words in a title, before silence about them tells anything
_CONTENT = 3  # words that do more than hold it together, where fewer of them are telling


class Comparison(NamedTuple):
    """How a written title relates to the paper's titles."""

    likeness: Likeness
    nearest: str  # the title, of all versions, that it is nearest to
    ratio: float  # 0 to 1, over the keys


@lru_cache(maxsize=1 << 14)
def words(text: str) -> tuple[str, ...]:
    """The words of a text, folded: no markup, no accents, no case, Greek letters by name."""
    if _PLAIN.fullmatch(text):  # nothing of what follows would change anything but the case
        return tuple(_WORD.findall(text.lower()))
    text = _MARKUP.sub(" ", unescape(unescape(text))).translate(_GREEK_TABLE)
    text = _TEX_NAME.sub(r" \1 ", _TEX_COMMAND.sub(" ", text)).replace("&", " and ")
    folded = unicodedata.normalize("NFKD", re.sub(r"[$\\{}^~`*]", "", text)).casefold()
    folded = "".join(char for char in folded if not unicodedata.combining(char))
    return tuple(_WORD.findall(folded))


def key(text: str) -> str:
    """What is left of a title when spelling, markup and punctuation are taken away."""
    return "".join(words(text))


def telling(text: str) -> set[str]:
    """The words of a text that say which paper it is about; a mere number says nothing."""
    return {word for word in _content(text) if word not in _COMMON}


def _content(text: str) -> set[str]:
    return {
        word
        for word in words(text)
        if word not in _FUNCTION and len(word) > 1 and not word.isdecimal()
    }


def forms(text: str) -> set[str]:
    """The keys of a title with and without a name in front and a venue behind."""
    plain = _VENUE_TAIL.sub("", text)
    head, colon, tail = plain.partition(":")
    found = {key(text), key(plain)}
    if colon and len(words(head)) <= 3 and len(words(tail)) >= 4:
        found.add(key(tail))
    return found - {""}


def name_of(title: str) -> str:
    """The key of the name that a title puts before its colon, "" if it puts none."""
    head, colon, _ = title.partition(":")
    return key(head) if colon and len(words(head)) <= _NAME else ""


_NAME = 3  # words before a colon that are a name rather than half of the title


@lru_cache(maxsize=1 << 14)
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
    """Equal in one of their forms, or the whole title with something around it."""
    whole = key(title) if len(words(title)) >= _WORDS else ""
    return bool(forms(written) & forms(title)) or (
        len(whole) >= _LONG_ENOUGH and whole in key(written)
    )


def _equal(written: str, title: str) -> bool:
    return key(written) == key(title)


def _misnamed(written: str, title: str) -> bool:
    """Two titles that differ by a slip in the name before the colon; a number is no slip."""
    one, other = name_of(written), name_of(title)
    slipped = slips(one, other)
    near = bool(one) and 0 < slipped <= min(2, len(other) // 3) and _digits(one) == _digits(other)
    rest = [_VENUE_TAIL.sub("", text).partition(":")[2] for text in (written, title)]
    return near and key(rest[0]) == key(rest[1])


_LONG_ENOUGH = 16  # characters of a key, before a part stands for the whole
_WORDS = 4
_TURNING = frozenset("no not without".split())  # words that nobody leaves out to be short


def _abbreviated(written: str, title: str) -> bool:
    """Cut off, with words left out, or with initials in the place of words."""
    plain = _VENUE_TAIL.sub("", written)
    if len(key(plain)) < _LONG_ENOUGH:
        return False
    short = _contracted(title, written)
    return (
        key(title).startswith(key(plain))
        or bool(forms(written) & forms(short))
        or any(_leaves_out(words(plain), words(whole)) for whole in (title, short))
    )


def _leaves_out(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether one is the other without some of its words."""
    left = iter(long)
    omitted = set(long) - set(short)
    return len(short) >= _WORDS and not omitted & _TURNING and all(word in left for word in short)


def _contracted(title: str, written: str) -> str:
    """The title with those words made initials that are initials in the other text."""
    acronyms = {found.removesuffix("s").casefold() for found in _ACRONYM.findall(written)}
    return ":".join(_with_initials(part, acronyms) for part in title.split(":"))


def _with_initials(text: str, acronyms: set[str]) -> str:
    found = list(words(text))
    for acronym in sorted(acronyms, key=lambda one: (-len(one), one)):
        for start in range(len(found) - len(acronym), -1, -1):
            window = found[start : start + len(acronym)]
            if "".join(word[0] for word in window) == acronym:
                plural = "s" if window[-1].endswith("s") else ""
                found[start : start + len(acronym)] = [acronym + plural]
    return " ".join(found)


def _slip(written: str, title: str) -> bool:
    """A few letters; another number is another model, not a slip."""
    one, other = key(_VENUE_TAIL.sub("", written)), key(title)
    if _digits(one) != _digits(other):
        return False
    return edits(one, other, 3) <= min(3, len(other) // 25 + 1)


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdecimal())


_VERDICTS: tuple[tuple[Likeness, Callable[[str, str], bool]], ...] = (
    ("same", _equal),
    ("slip", _misnamed),
    ("same", _same),
    ("abbreviated", _abbreviated),
    ("slip", _slip),
)


def _by_words(written: str, titles: tuple[str, ...], score: float) -> Likeness:
    """Neither the same nor a slip: changed words, a paraphrase, or another paper's title."""
    if score >= _CHANGED:
        return "changed"
    if score >= _FOREIGN or any(is_latin(written) != is_latin(title) for title in titles):
        return "unclear"
    if any(related(telling(written), telling(title)) for title in titles):
        return "unclear"
    if any(acronyms_agree(written, title) for title in titles):
        return "unclear"
    if all(len(_content(title)) < _TELLING for title in titles):
        return "unclear"  # "Paper", or the "0" that one paper on arXiv is called
    if len(telling(written)) >= _TELLING:
        return "foreign"
    content = _content(written)
    shared = any(related(content, _content(title)) for title in titles)
    return "foreign" if len(content) >= _CONTENT and not shared else "unclear"


_CHANGED, _FOREIGN = 0.8, 0.6  # ratios of keys


def is_latin(text: str) -> bool:
    """Whether most of a text can be compared letter by letter with an English one."""
    letters = [character for character in key(text) if character.isalpha()]
    return sum(letter.isascii() for letter in letters) * 3 >= len(letters) * 2


def acronyms_agree(written: str, title: str) -> bool:
    """Whether one has initials of the other's words, small words counted or not."""
    return any(
        acronym.removesuffix("s").casefold() in initials
        for one, other in ((written, title), (title, written))
        for acronym in _ACRONYM.findall(one)
        if len(acronym) > 1
        for initials in (
            "".join(word[0] for word in words(other)),
            "".join(word[0] for word in words(other) if word not in _FUNCTION),
        )
    )


@lru_cache(maxsize=1 << 14)
def acronyms(text: str) -> frozenset[str]:
    """The words of a text that may stand for several words, in small letters, no plural."""
    found = (one.removesuffix("s").casefold() for one in _ACRONYM.findall(text))
    return frozenset(one for one in found if len(one) >= _LETTERS)


_LETTERS = 3  # of initials that do not stand together by chance


def spelled_out(names: frozenset[str], title: str) -> set[str]:
    """The words of a title, one after the other, whose initials are one of some acronyms."""
    every = words(title)
    found: set[str] = set()
    for row in (every, tuple(word for word in every if word not in _FUNCTION)):
        initials = "".join(word[0] for word in row)
        for name in names:
            start = initials.find(name)
            if start >= 0:
                found.update(row[start : start + len(name)])
    return found


def is_gloss(text: str) -> bool:
    """Whether a text is no more than a name and the words that its letters stand for.

    With a colon in between they are a title.
    """
    if ":" in text:
        return False
    for acronym in _ACRONYM.findall(text):
        rest = " ".join(word for word in words(text) if word != acronym.casefold())
        if len(words(rest)) <= len(acronym) and is_acronym(acronym, rest):
            return True
    return False


def related(ours: set[str], theirs: set[str]) -> bool:
    """Whether two sets of telling words have anything in common, be it a stem or a part."""
    return not ours.isdisjoint(theirs) or any(
        is_kin(one, other) for one in ours for other in theirs
    )


def is_kin(one: str, other: str) -> bool:
    """Whether two words are one, or have a stem in common, be it a part of the other."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return len(short) >= 4 and (short in long or (len(short) > 4 and long.startswith(short[:5])))


def is_acronym(name: str, title: str) -> bool:
    """Whether a name may be made of the letters of a title. Generous: it only ever excuses.

    A version behind the name is left out. Its letters are first letters of the title's words in
    their order; of a longer name, letters in their order, of which the first, and a third of all,
    are first letters of words.
    """
    found = words(title)
    parts = [*words(name), key(name)]
    bare = {re.sub(r"v?\d+\Z", "", part) for part in parts} | set(parts)
    letters = {"".join(filter(str.isalpha, one)) for one in bare}
    return any(
        (len(part) >= 2 and _initials_used(part, tuple(word[0] for word in found)) is not None)
        or (len(part) >= 4 and (_initials_used(part, found) or 0) * 3 >= len(part))
        for part in letters
    )


def _initials_used(letters: str, found: tuple[str, ...]) -> int | None:
    """How many of the letters can be first letters of the words, all in their order; None: never.

    The first letter must be one.
    """
    best: list[int | None] = [0, *[None] * len(letters)]
    for word in found:
        for place, character in enumerate(word):
            for index in range(len(letters), 0, -1):
                before = best[index - 1]
                if letters[index - 1] != character or before is None:
                    continue
                if index > 1 or place == 0:
                    best[index] = max(best[index] or 0, before + (place == 0))
    return best[-1]

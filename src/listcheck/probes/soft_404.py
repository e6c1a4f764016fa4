"""Pages that answer 200 and are not there: signals of several kinds, and how many are enough.

One signal proves nothing: papers are titled "Not found", blogs explain 404s, sites send old
addresses home. Two that do not follow from one another make suspect, never dead. Comparing with the
answer for a random address beside the page is due to Bar-Yossef et al. (WWW 2004): where a server
tells what it has not from what it has, a page that it shows is there.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.fuzz import ratio

from listcheck.probes import missing_words as phrases
from listcheck.probes.arrivals import Arrival, slug
from listcheck.probes.page_text import PageText, folded

# Each signal in words, in the order in which they are told.
NAMES: dict[str, str] = {
    "error": "the redirect ends at an address that says so",
    "home": "the redirect ends at a home page",
    "lost": "the redirect ends at a page of another name",
    "words": "its title or heading says so",
    "text": "its text says so and little else",
    "mark": "the software of the site marks it so",
    "control": "a random address beside it shows the same",
    "strange": "it holds none of the entry's words",
}
_SAYS = ("words", "text", "mark")
# What is enough: two of a kind that do not follow from one another. A redirect to a home page is
# common and innocent, and takes more.
_ENOUGH: tuple[frozenset[str], ...] = (
    *(frozenset({one, other}) for one in _SAYS for other in ("error", "home", "lost", "control")),
    frozenset({"words", "text"}), frozenset({"words", "mark"}), frozenset({"text", "mark"}),
    frozenset({"error", "control"}),
    frozenset({"home", "control", "strange"}), frozenset({"lost", "control", "strange"}),
)  # fmt: skip
_OF_REDIRECTS = frozenset({"error", "home", "lost"})

_SHORT = 120  # words of a page that says that it is missing and hardly anything else
_HEADED = 250  # words below a heading that is still the heading of an error
_ALIKE = 92.0  # per cent of two pages that are one, but for what they repeat of their address
_COMPARED = 4_000  # characters
_PARTS = re.compile(r"\s+[-–—|·•:»«/~]{1,2}\s+|[|｜·•»«_]|:\s+|\s*[–—：]\s*")
_CLASSES = re.compile(
    r"(?:is-|page-|template-|http-|body-)?(?:error-?)?404(?:-page|-template|-error)?|error-?page"
    r"|(?:page-|template-)?not-?found(?:-page)?"
)
_OWN_404 = re.compile(r"/404(?:\.html?|/)?$")
_NEXT = re.compile(r'"page"\s*:\s*"/(?:404|_error)"')


@dataclass(frozen=True, slots=True)
class Shown:
    """A page with the address that it was asked under, and the one where that ended."""

    address: str
    final: str
    page: PageText


@dataclass(frozen=True, slots=True)
class Control:
    """What a random address beside a page answered: `missing` is an honest 404 or 410.

    `shown` is None where nothing came that can be compared.
    """

    missing: bool = False
    shown: Shown | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """The signals, whether they are enough, and whether a look beside the page could tell more."""

    signals: frozenset[str] = frozenset()
    suspect: bool = False
    doubtful: bool = False


NOTHING = Judgement()


def judge(
    shown: Shown, arrival: Arrival, titles: tuple[str, ...], control: Control | None = None
) -> Judgement:
    """What a page says of itself.

    Args:
        shown: the page.
        arrival: where its redirects ended.
        titles: of the entries that it is listed for.
        control: what a random address beside it answers; None before that was asked.
    """
    page = shown.page
    if page.is_shell or not page.whole or (known := _held(shown, titles)) is True:
        return NOTHING
    says = frozenset(name for name, test in _TESTS.items() if test(page))
    signals = says | ({arrival} & _OF_REDIRECTS)
    if known is False and signals:
        signals |= {"strange"}
    if control is None:
        sure = _enough(signals) and bool(signals & (_OF_REDIRECTS | {"mark"}))
        doubtful = not sure and _enough(signals | {"control"})
        return Judgement(signals, sure, doubtful)
    if control.missing and not signals & _OF_REDIRECTS and not _is_removal(page):
        return Judgement(signals)
    if control.shown and is_alike(shown, control.shown):
        signals |= {"control"}
    return Judgement(signals, _enough(signals))


def _enough(signals: frozenset[str]) -> bool:
    return any(one <= signals for one in _ENOUGH)


def is_gate(page: PageText) -> bool:
    """Whether a page is a door rather than what lies behind: a login, consent, a test, an age."""
    if page.size > _SHORT or not page.whole:
        return False
    return page.password or any(map(_gates().fullmatch, _headlines(page)))


def title_parts(title: str) -> list[str]:
    """A title whole and in its parts: most name the site as well."""
    return [title[:200], *filter(None, _PARTS.split(title[:200]))]


def _headlines(page: PageText) -> list[str]:
    return [part for one in (page.title, *page.headings[:2]) for part in title_parts(one)]


def _says_in_words(page: PageText) -> bool:
    title, *headings = page.title, *page.headings[:2]
    told = title_parts(title)
    if page.size <= _HEADED:
        told += [part for heading in headings for part in title_parts(heading)]
    return any(map(_missing().fullmatch, told))


def _says_in_text(page: PageText) -> bool:
    return page.size <= _SHORT and bool(_sentences().search(page.main[:_COMPARED]))


def _is_removal(page: PageText) -> bool:
    return page.size <= _SHORT and bool(_removals().search(page.main[:_COMPARED]))


def _is_marked(page: PageText) -> bool:
    """Marks of WordPress and others on the body, of prerender.io, of Next.js, of own addresses."""
    own = (page.canonical, page.metas.get("og:url", ""))
    return (
        any(map(_CLASSES.fullmatch, page.marks))
        or page.metas.get("prerender-status-code") == "404"
        or any(map(_OWN_404.search, own))
        or _is_next_404(page.source)
    )


def _is_next_404(source: str) -> bool:
    start = source.find('id="__NEXT_DATA__"')
    end = source.find("</script>", start)
    return start >= 0 and bool(_NEXT.search(source, start, end if end > 0 else len(source)))


_TESTS = {"words": _says_in_words, "text": _says_in_text, "mark": _is_marked}
_WORD = re.compile(r"[^\W_]{4,}")
_NAMES_IN = re.compile(r"[^\W_]{3,}")
_LATIN = re.compile(r"[a-z]")
_HELD, _STRANGE = 0.6, 0.25  # shares of a title's words
_FEWEST = 3  # words of a title that tell it from others
_ENOUGH_TEXT = 20  # words in which those of an entry could be expected
_COMMON = frozenset(
    "with from that this into over under than through towards toward using based page found".split()
)


def _held(shown: Shown, titles: tuple[str, ...]) -> bool | None:
    """Whether a page speaks of its entry; None where that cannot be told."""
    page = shown.page
    told = f"{page.title} {' '.join(page.headings)} {page.main}".replace(slug(shown.address), " ")
    found = set(_WORD.findall(told))
    shares = [
        len(wanted & found) / len(wanted)
        for wanted in (set(_WORD.findall(folded(title))) - _COMMON for title in titles)
        if len(wanted) >= _FEWEST
    ]
    if any(share >= _HELD for share in shares):
        return True
    if not shares or page.size < _ENOUGH_TEXT or not _in_one_script(page.main, titles):
        return None
    everywhere = f"{page.title} {page.text} {page.metas.get('description', '')} {shown.final}"
    named = _NAMES_IN.findall(slug(shown.address))
    if set(named) & set(_NAMES_IN.findall(everywhere.casefold())):
        return None
    return None if max(shares) > _STRANGE else False


def _in_one_script(text: str, titles: tuple[str, ...]) -> bool:
    latin = len(_LATIN.findall(text)) * 2 > sum(map(str.isalpha, text))
    return all((len(_LATIN.findall(title.lower())) * 2 > len(title)) == latin for title in titles)


def is_alike(one: Shown, other: Shown) -> bool:
    """Whether two addresses show the same page."""
    if one.page.is_shell or other.page.is_shell:
        return False
    if one.page.title and not ratio(*map(_bare_title, (one, other))) >= _ALIKE:
        return False
    return ratio(_bare(one), _bare(other)) >= _ALIKE


def _bare_title(shown: Shown) -> str:
    return shown.page.title.replace(slug(shown.address), "")


def _bare(shown: Shown) -> str:
    """What a page shows, without its own address and numbers."""
    text = shown.page.text[:_COMPARED].replace(slug(shown.address), "")
    return re.sub(r"\d+", "", text)


@lru_cache(maxsize=1)
def _missing() -> re.Pattern[str]:
    return phrases.whole(phrases.HEADINGS)


@lru_cache(maxsize=1)
def _sentences() -> re.Pattern[str]:
    return phrases.anywhere(phrases.SENTENCES)


@lru_cache(maxsize=1)
def _removals() -> re.Pattern[str]:
    return phrases.anywhere(phrases.REMOVALS)


@lru_cache(maxsize=1)
def _gates() -> re.Pattern[str]:
    return phrases.whole(phrases.GATES)

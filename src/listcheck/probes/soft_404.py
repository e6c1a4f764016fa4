"""Pages that answer 200 and are not there: signals of several kinds, and how many are enough.

One signal proves nothing: papers are titled "Not found", blogs explain 404s, sites send old
addresses home. Two that do not follow from one another make suspect, never dead. Comparing with the
answer for a random address beside the page is due to Bar-Yossef et al. (WWW 2004): where a server
tells what it has not from what it has, a page that it shows is there.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from listcheck.probes import missing_words as phrases
from listcheck.probes.arrivals import Arrival
from listcheck.probes.likeness import is_alike, speaks_of
from listcheck.probes.page_text import PageText, Shown

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
_COMPARED = 4_000  # characters
_PARTS = re.compile(r"\s+[-–—|·•:»«/~]{1,2}\s+|[|｜·•»«_]|:\s+|\s*[–—：]\s*")
_CLASSES = re.compile(
    r"(?:is-|page-|template-|http-|body-)?(?:error-?)?404(?:-page|-template|-error)?|error-?page"
    r"|(?:page-|template-)?not-?found(?:-page)?"
)
_OWN_404 = re.compile(r"/404(?:\.html?|/)?$")
_NEXT = re.compile(r'"page"\s*:\s*"/(?:404|_error)"')


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
    if page.is_shell or not page.whole or (known := speaks_of(shown, titles)) is True:
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

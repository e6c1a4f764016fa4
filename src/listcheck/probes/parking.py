"""Domains that somebody sells, or that only show advertisements.

Facts about parking services: Google's AdSense for domains is one script (`adsense/domains/caf.js`);
the pages that carry it name a key for ad blockers in an attribute and a header; GoDaddy answers
every path with a script that leads to `/lander`.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from listcheck.probes import missing_words as phrases
from listcheck.probes.likeness import is_alike
from listcheck.probes.page_meaning import is_parked
from listcheck.probes.page_text import Shown
from listcheck.probes.soft_404 import Control, Judgement, title_parts
from listcheck.urls import host_of, site

NAMES: dict[str, str] = {
    "seller": "the redirect ends at a market for domains",
    "marks": "its page is that of a parking service",
    "lander": "its page is only a script that leads to a lander",
    "sale": "its text offers the domain or says that it is parked",
    "named": "its title is the name of the host",
    "control": "a random address beside it shows the same",
}
_ENOUGH: tuple[frozenset[str], ...] = tuple(
    frozenset(pair.split())
    for pair in (
        "marks sale", "marks named", "marks lander", "marks control", "marks seller",
        "sale named", "sale seller", "sale control", "sale lander", "lander control",
    )
)  # fmt: skip
_LONGEST = 200  # words of a page that could be parked
_TINY = 1_500  # characters of a page that is only a script
_SELLERS = frozenset(
    """sedo.com dan.com afternic.com hugedomains.com undeveloped.com buydomains.com domainmarket.com
    brandbucket.com squadhelp.com atom.com godaddy.com namecheap.com porkbun.com namebright.com
    sav.com uniregistry.com dynadot.com epik.com domainnamesales.com""".split()
)
# In a tag: a page that explains them has them in its text.
_MARKS = re.compile(
    r"""<html[^>]{0,200}\bdata-adblockkey=|<script[^>]{0,100}>[^<]{0,40}window\.park\s*="""
    r"""|<(?:script|iframe|a|img|link|form)\b[^>]{0,200}?\b(?:src|href|action)=["']?(?:https?:)?//"""
    r"""(?:[a-z0-9-]+\.)*(?:google\.com/adsense/domains/|sedoparking\.com|parkingcrew\.net"""
    r"""|wsimg\.com/parking-lander|parklogic\.com|bodis\.com|skenzo\.com|dsparking\.com"""
    r"""|parkingpage\.namecheap\.com|domainnamesales\.com|sedo\.com/search/details"""
    r"""|afternic\.com/forsale|dan\.com/buy-domain|hugedomains\.com/domain_profile)""",
    re.IGNORECASE,
)
_LANDER = re.compile(r"""location(?:\.href)?\s*=\s*["']/lander\b""")


def judge(shown: Shown, headers: Mapping[str, str], control: Control | None = None) -> Judgement:
    """What a page says of its domain; as for a page that is not there."""
    signals = _signals(shown, headers)
    if control is None:
        sure = _enough(signals)
        return Judgement(signals, sure, not sure and _enough(signals | {"control"}))
    if control.shown and _is_same(shown, control.shown):
        signals |= {"control"}
    return Judgement(signals, _enough(signals))


def _signals(shown: Shown, headers: Mapping[str, str]) -> frozenset[str]:
    page, names = shown.page, {site(host_of(shown.address)), site(host_of(shown.final))}
    if page.size > _LONGEST or not page.whole or site(host_of(shown.address)) in _SELLERS:
        return frozenset()
    found = {
        "seller": bool(names & _SELLERS),
        "marks": is_parked(headers) or bool(_MARKS.search(page.source)),
        "lander": len(page.source) < _TINY and bool(_LANDER.search(page.source)),
        "sale": bool(_sales().search(f"{page.title} . {page.text}"[:8_000])),
        "named": any(part.removeprefix("www.") in names for part in title_parts(page.title)),
    }
    return frozenset(name for name, holds in found.items() if holds)


def _enough(signals: frozenset[str]) -> bool:
    return any(one <= signals for one in _ENOUGH)


def _is_same(one: Shown, other: Shown) -> bool:
    """Whether two addresses show the same, be it only a script."""
    tiny = len(one.page.source) < _TINY
    return (tiny and one.page.source == other.page.source) or is_alike(one, other)


@lru_cache(maxsize=1)
def _sales() -> re.Pattern[str]:
    return phrases.anywhere(phrases.SALES)

"""Dates, venues and star counts as lists write them."""

import re

from listcheck.patterns import lazy_compile

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_YEAR = r"(?:19|20)\d\d"
_NUMBER_MONTH = r"(?:1[0-2]|0?[1-9])"
_NUMBER_DAY = r"(?:3[01]|[12]\d|0?[1-9])"

DATE = lazy_compile(
    rf"(?<![\w./-])(?:{_YEAR}([./-]){_NUMBER_MONTH}(?:\1{_NUMBER_DAY})?(?![\d/-]|\.\d)"
    rf"|{_NUMBER_DAY}(?:st|nd|rd|th)? {_MONTH}\.?,? {_YEAR}\b"
    rf"|{_MONTH}\.?(?: {_NUMBER_DAY})?,? {_YEAR}\b"
    rf"|{_YEAR}\s?年\s?{_NUMBER_MONTH}\s?月)"
)
# What is meant as a date, though it may be none: a year with too many digits, month 13, two dots.
_DATELIKE = lazy_compile(
    rf"(?<![\w./-])(?:{_YEAR}\d?(?P<s>[./-]{{1,2}})\d{{1,3}}(?:(?P=s)\d{{1,3}})?"
    rf"|\d{{1,2}}(?P<t>[./-])(?:\d{{1,2}}(?P=t))?{_YEAR})(?![\w/-]|\.\d)"
)
YEAR = lazy_compile(rf"(?<!\d){_YEAR}(?!\d)")

VENUE_NAMES = (
    "3DV|AAAI|AAMAS|ACCV|ACL|ACM MM|AISTATS|ASE|ASPLOS|BMVC|CCS|CHI|CIKM|COLING|COLM|COLT|CoRL|"
    "CVPR|CVPRW|DAC|EACL|ECAI|ECCV|ECCVW|ECML|EMNLP|EuroSys|FAccT|FSE|HPCA|ICASSP|ICCV|ICCVW|"
    "ICDE|ICDM|ICLR|ICME|ICML|ICPR|ICRA|ICSE|IJCAI|IJCNN|IJCV|INFOCOM|INTERSPEECH|Interspeech|"
    "IROS|ISCA|ISSTA|JMLR|KDD|MICCAI|MICRO|MLSys|MM|NAACL|NDSS|NeurIPS|NIPS|NSDI|OSDI|PAMI|PPoPP|"
    "RSS|SIGGRAPH(?: Asia)?|SIGIR|SIGMOD|SOSP|TACL|TIP|TMLR|TNNLS|TPAMI|TMI|UAI|UbiComp|UIST|"
    "USENIX(?: Security)?|VLDB|WACV|WSDM|WWW"
)
VENUE = lazy_compile(
    rf"(?<![\w/-])(?:{VENUE_NAMES})(?:(?: Findings)?[ ,'’-]{{0,2}}{_YEAR}|[ ]?['’]\d\d)"
    r"(?: (?:Oral|Spotlight|Findings|Poster|Workshop|Highlight))?(?![\w-])"
)
PREPRINT = lazy_compile(
    rf"(?<![\w./])(?:arxiv|preprint)(?: preprint)?(?:[ ,-]{{1,2}}{_YEAR}(?!\.?\d))?"
    r"(?![\w/:-]|\.\w|\s*\d)",
    re.IGNORECASE,
)

# Every date and every venue that is looked for has one; most texts have none. Each alternative
# begins with a character of its own, which is what makes the search fast.
_YEARLIKE = re.compile(r"19\d\d|20\d\d|'\d\d|’\d\d")
_XIV = re.compile(r"rxiv|reprint", re.IGNORECASE)


def may_date(text: str) -> bool:
    """Whether a text may hold a date or a venue with its year."""
    return _YEARLIKE.search(text) is not None


def may_name_venue(text: str) -> bool:
    """Whether a text may hold a venue with its year, or say that a work is a preprint."""
    return may_date(text) or _XIV.search(text) is not None


def may_count_stars(text: str) -> bool:
    """Whether a text may hold a count of stars."""
    return "tar" in text or "⭐" in text or "★" in text


def find_datelike(text: str) -> re.Match[str] | None:
    """The first date, or what is meant as one."""
    return (DATE.search(text) or _DATELIKE.search(text)) if may_date(text) else None


def find_venue(text: str) -> re.Match[str] | None:
    """The first venue with its year."""
    return VENUE.search(text) if may_date(text) else None


def find_preprint(text: str) -> re.Match[str] | None:
    """The first word that says a work is a preprint."""
    return PREPRINT.search(text) if _XIV.search(text) else None


def undated(text: str) -> str:
    """A text without dates, and venues with a year."""
    return DATE.sub("", VENUE.sub("", text)) if may_date(text) else text


STARS = lazy_compile(
    r"(?:⭐️?|★|:star:|\b[Ss]tars?:)\s?(\d[\d.,]*\d[kKmM]?|\d[kKmM]?)(?![\w.])"
    r"|(?<![\w.])(\d[\d.,]*[kKmM]?)\+? ?(?:⭐|★|:star:|[Ss]tars?\b)"
)


def find_stars(text: str) -> re.Match[str] | None:
    """The first count of stars."""
    return STARS.search(text) if may_count_stars(text) else None


NUMBER = lazy_compile(r"\d[\d.,]*[kKmM]?")

# https://shields.io/badges/static-badge: what stands between `badge/` and the colour
STATIC_BADGE = lazy_compile(r"img\.shields\.io/badge/[^/?#]+", re.IGNORECASE)
BADGE_VENUE = lazy_compile(
    rf"(?<=[/_-])(?:(?:{VENUE_NAMES})(?:['’_ -]|%20)?(?:{_YEAR}|\d\d)?|arxiv)(?=[_-])",
    re.IGNORECASE,
)

"""arXiv ids: their grammar, and the addresses that lead to a paper.

Grammar: https://info.arxiv.org/help/arxiv_identifier.html. New ids carry year and month of their
announcement: YYMM.NNNN from 0704 to 1412, YYMM.NNNNN from 1501; old ones are archive/YYMMNNN,
9107 to 0703, their subject class dropped.
"""

import re
from typing import NamedTuple
from urllib.parse import unquote

from listcheck.patterns import lazy_compile

_NEW = lazy_compile(r"(\d{4})\.(\d{4,5})(?:v([1-9]\d{0,2}))?\Z", re.ASCII)
_OLD = lazy_compile(
    r"([a-z]{1,8}(?:-[a-z]{2,5})?)(?:\.[a-z]{2,5}(?:-[a-z]{2,4})?)?/(\d{4})(\d{3})(?:v([1-9]\d{0,2}))?\Z",
    re.ASCII | re.IGNORECASE,
)
_ARXIV_HOSTS = frozenset(
    f"{sub}arxiv.org" for sub in ("", "www.", "export.", "browse.", "cn.", "de.", "jp.", "es.")
)
_PAPER_FOLDERS = frozenset({"abs", "pdf", "html", "format", "src", "ps", "e-print", "overview"})
_MIRROR_FOLDERS = {
    "ar5iv.org": _PAPER_FOLDERS,
    "www.ar5iv.org": _PAPER_FOLDERS,
    "ar5iv.labs.arxiv.org": _PAPER_FOLDERS,
    "alphaxiv.org": _PAPER_FOLDERS,
    "www.alphaxiv.org": _PAPER_FOLDERS,
    "huggingface.co": frozenset({"papers"}),
    "hf.co": frozenset({"papers"}),
    **dict.fromkeys(_ARXIV_HOSTS, _PAPER_FOLDERS),
}
_DOI_HOSTS = frozenset({"doi.org", "dx.doi.org", "www.doi.org"})
_DOI_PREFIX = "10.48550/arxiv."


class PaperId(NamedTuple):
    """A well-formed arXiv id: `number` without version, in the form that the API answers with."""

    number: str
    version: int | None = None

    @property
    def month(self) -> tuple[int, int]:
        """Year and month of the announcement."""
        digits = self.number.rpartition("/")[2][:4]
        year = int(digits[:2])
        return (1900 + year if year > 90 else 2000 + year), int(digits[2:])


class PaperAddress(NamedTuple):
    """What an address says of a paper: its id (None if it is none), and what follows the id."""

    written: str
    id: PaperId | None
    inside: str = ""


def parse(text: str) -> PaperId | None:
    """An arXiv id with or without version, or None if the text is none."""
    if match := _NEW.match(text):
        month, number, version = match.groups()
        well_formed = 1 <= int(month[2:]) <= 12 and len(number) == (5 if month >= "1501" else 4)
        well_formed = well_formed and "0704" <= month < "9100"
        return PaperId(f"{month}.{number}", _number(version)) if well_formed else None
    if match := _OLD.match(text):
        archive, month, number, version = match.groups()
        in_time = 1 <= int(month[2:]) <= 12 and (month >= "9107" or month <= "0703")
        return PaperId(f"{archive.lower()}/{month}{number}", _number(version)) if in_time else None
    return None


def _number(text: str | None) -> int | None:
    return int(text) if text else None


def address(host: str, path: str) -> PaperAddress | None:
    """The paper that an address leads to; None if it does not lead to a paper at all.

    Args:
        host: in lower case.
        path: with its leading slash, percent-encoded or not.
    """
    if host not in _DOI_HOSTS and host not in _MIRROR_FOLDERS:
        return None
    path = unquote(path)
    if host in _DOI_HOSTS:
        doi = path.removeprefix("/")
        if not doi.lower().startswith(_DOI_PREFIX):
            return None
        return _split(doi[len(_DOI_PREFIX) :])
    folder, _, rest = path.removeprefix("/").partition("/")
    if folder.lower() not in _MIRROR_FOLDERS.get(host, ()) or not rest.strip("/"):
        return None
    if folder == "papers" and not rest[0].isdigit():
        return None  # /papers/trending, /papers/date/... are pages of the site
    return _split(rest)


def _split(text: str) -> PaperAddress:
    """Part an id from what stands behind it: `.pdf`, a slash, a file inside the paper's page."""
    text = re.sub(r"\A(?:arxiv:)?/*", "", text.strip(), flags=re.IGNORECASE).rstrip("/")
    pieces = text.split("/")
    head = 1 if pieces[0][:1].isdigit() else 2
    written, inside = "/".join(pieces[:head]), "/".join(pieces[head:])
    written = re.sub(r"\.pdf\Z", "", written, flags=re.IGNORECASE)
    return PaperAddress(written, parse(written), inside)

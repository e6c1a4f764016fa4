"""Destinations of links that cannot be what was meant: empty, a placeholder, miswritten."""

import re
from collections.abc import Callable
from typing import NamedTuple

from listcheck.model import Link
from listcheck.patterns import lazy_compile

_LABEL = lazy_compile(
    r"\W*(?:the |our )?(?:papers?|codes?|pdf|links?|github|git|arxiv|preprint|project|website"
    r"|homepages?|pages?|demos?|data(?:set)?s?|models?|weights|videos?|slides|blogs?|repo(?:sitory)?"
    r"|official|pytorch|tensorflow|jax|documentation|docs|here|url|source|论文|代码|项目|主页|链接)"
    r"(?: (?:page|link|code|repo))?\W*",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"(?:todo|tb[adc]|link|url|paper|code|github|x{2,}|n/?a|none|null|nan|\.{2,}|-+|\?+|soon|here"
    r"|(?:coming|to[-_]?be)[-_]?\w+|placeholder|(?:insert|add|your|the)[-_]?(?:link|url)(?:[-_]?here)?"
    r"|(?:link|url)[-_]?(?:here|to\w*)|https?:/*(?:x{2,}|todo|\.{2,}|url|link)?)/?",
    re.IGNORECASE,
)
# How a text says that there is nothing to lead to yet.
_NOTHING_YET = lazy_compile(
    r"soon\b|\b(?:tb[ad]|todo|to be |not (?:yet )?(?:released|available)|under dev|in progress"
    r"|unavailable|none|n/?a|null)|\A[\W_]*\Z|即将|待",
    re.IGNORECASE,
)
_HOST = r"(?:[a-z0-9-]+\.)+[a-z]{2,24}(?=[:/?#]|\Z)"
_DOUBLE = re.compile(r"(?:https?[:;]*/+)+?(https?)[:;]?/+(?=" + _HOST + ")(.+)", re.IGNORECASE)
_SCHEME = re.compile(
    r"(https?)(?::/?|:/{3,}|/{1,2}|[;.]//|::+/{1,2}|:\\{1,2}|/:/|: +/*|:/ */ *)(?="
    + _HOST
    + ")(.+)",
    re.IGNORECASE,
)
_PARENTHESES = re.compile(r"[(<]+(https?://[^\s()<>]+)[)>]+", re.IGNORECASE)
_UNQUOTED = lazy_compile(r"[<>\"]")
# Names that nobody gives to a file beside a list.
_NO_SCHEME = re.compile(
    r"(?:www\.[a-z0-9-]+\.[a-z.]{2,}|(?:[a-z0-9-]+\.)*(?:github|gitlab|huggingface|youtube|youtu|medium"
    r"|arxiv|openreview|doi|acm|ieee|springer|aclanthology|openai|google|kaggle|modelscope|thecvf|bit"
    r"|mlr|neurips|nips|aaai|ijcai|ijcv|iclr|icml|semanticscholar|paperswithcode|wikipedia)"
    r"\.(?:com|org|net|co|be|ly|io|cc|press|cn)|[a-z0-9-]+\.github\.io)(?=[:/?#]|\Z)",
    re.IGNORECASE,
)
_FILE = lazy_compile(r"\.[A-Za-z0-9]{1,5}(?:#.*)?\Z")


class Miswritten(NamedTuple):
    """What is wrong with a destination; `right` is what must have been meant, None if unclear."""

    what: str
    right: str | None = None
    certain: bool = False
    grave: bool = True  # whether a reader misses something
    sample: bool = False  # whether it may be there to show how links are written


# What no look below finds fault with, as nearly all addresses are: one look in the place of six.
_WHOLE = re.compile(r"https?://(?:[a-z0-9-]+\.)+[a-z]{2,24}(?::[0-9]+)?(?:/[^\s<>\"\]]*)?")


def miswritten(link: Link) -> Miswritten | None:
    """What is wrong with the destination of a link by itself, None if nothing is."""
    if _WHOLE.fullmatch(link.target) or link.syntax in ("value", "plain"):
        return None
    return next((found for look in _LOOKS if (found := look(link)) is not None), None)


def is_label(text: str) -> bool:
    """Whether a text says what a link leads to: “paper”, “[code]”."""
    return bool(_LABEL.fullmatch(text))


def _missing(link: Link) -> Miswritten | None:
    """Nothing, `#` under a label that promises a page, or a word in the place of an address."""
    target = link.target.strip()
    if not target:
        return Miswritten("the destination is empty", grave=not _NOTHING_YET.search(link.text))
    if target == "#" and is_label(link.text):
        return Miswritten("# leads to the top of the page")
    if not _PLACEHOLDER.fullmatch(target):
        return None
    return Miswritten(f"{target} is no address", sample=True)


def _schemed(link: Link) -> Miswritten | None:
    """`https://https://`, `https//`, `https:/` and the like."""
    target = link.target.strip()
    double = _DOUBLE.fullmatch(target)
    if double:
        right = f"{double[1].lower()}://{double[2]}"
        return Miswritten("the scheme stands there twice", right, certain=True)
    broken = _SCHEME.fullmatch(target)
    if broken and not target.startswith(f"{broken[1]}://{broken[2]}"):
        right = f"{broken[1].lower()}://{broken[2]}"
        certain = not re.search(r"\s", broken[2])
        return Miswritten(f"no {broken[1].lower()}:// at the beginning", right, certain=certain)
    return None


def _wrapped(link: Link) -> Miswritten | None:
    found = _PARENTHESES.fullmatch(link.target.strip())
    return (
        Miswritten("an address in parentheses is none", found[1], certain=True) if found else None
    )


def _unschemed(link: Link) -> Miswritten | None:
    target = link.target.strip()
    if not _NO_SCHEME.match(target):
        return None
    return Miswritten("without https:// it is a file beside the list", f"https://{target}")


def _twofold(link: Link) -> Miswritten | None:
    if link.is_image:
        return None
    if link.syntax == "html" and _UNQUOTED.search(link.target):
        return Miswritten("a quotation mark or a > is missing")
    return Miswritten("more than an address stands there") if "](" in link.target else None


def _blank(link: Link) -> Miswritten | None:
    """A blank within an address that no angle brackets hold together."""
    target = link.target.strip()
    if not link.syntax.startswith("html") or not re.search(r"\s", target):
        return None
    is_web = target.lower().startswith(("http://", "https://"))
    if not is_web and (link.is_image or ":" in target or _FILE.search(target)):
        return None
    right = "".join(target.split()) if is_web and len(target.split()) == 2 else None
    return Miswritten("there is a blank in the address", right)


_LOOKS: tuple[Callable[[Link], Miswritten | None], ...] = (
    _missing, _schemed, _wrapped, _unschemed, _twofold, _blank,
)  # fmt: skip

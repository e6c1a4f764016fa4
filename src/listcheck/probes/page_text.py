"""What a person sees of an HTML page, without its scripts, its navigation and its footer."""

import codecs
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from listcheck.exchange import Answer

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_HTML = ("text/html", "application/xhtml+xml")
_UNSEEN = (
    "script", "style", "noscript", "template", "svg", "iframe", "object", "select", "[hidden]",
    '[style*="display:none"]', '[style*="display: none"]',
)  # fmt: skip
_FRAME = ("nav", "footer", "aside", '[role="navigation"]', '[role="search"]')
_ANCHORED = "h1[id], h2[id], h3[id], h4[id], section[id], dt[id], a[name], a[id]"
_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:-]{2,40})""", re.IGNORECASE
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What browsers take other names for (https://encoding.spec.whatwg.org/#names-and-labels).
_WIDER = {
    "gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "cp1252", "latin1": "cp1252",
    "us-ascii": "cp1252", "shift-jis": "cp932", "x-sjis": "cp932", "euc-kr": "cp949",
    "ks-c-5601-1987": "cp949",
}  # fmt: skip
_HEAD = 4_096  # bytes in which an encoding is declared; the standard has 1,024


@dataclass(frozen=True)
class PageText:
    """A page as a person reads it; everything in small letters and single blanks.

    `title` is that of the window, `headings` those of the first level. `text` is what the
    body shows, frame included; `main` leaves out navigation, footers and asides. `marks` are the
    classes and ids of the root and the body. `scripts` is how many there are, `password` whether a
    form asks for one, `anchored` whether the page names its own headings, `whole` whether all of it
    was read.
    """

    title: str
    headings: tuple[str, ...]
    text: str
    main: str
    marks: frozenset[str]
    metas: dict[str, str]
    canonical: str
    names: frozenset[str]
    source: str
    scripts: int = 0
    password: bool = False
    anchored: bool = False
    whole: bool = True

    @cached_property
    def size(self) -> int:
        """How many words the main part has; two signs of a script without blanks are a word."""
        return words(self.main)

    @property
    def is_shell(self) -> bool:
        """Whether a script must run before there is anything to read."""
        return words(self.text) < _SHELL and bool(self.scripts)


_SHELL = 4  # words; "Loading ..." and a name are not yet a page


_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def words(text: str) -> int:
    """How many words a text has."""
    wide = len(_WIDE.findall(text))
    return len(_WIDE.sub(" ", text).split()) + wide // 2


def is_html(answer: Answer) -> bool:
    """Whether an answer is a page for people; one that does not say is taken for one."""
    kind = answer.headers.get("content-type", "text/html").partition(";")[0].strip().lower()
    return kind in _HTML


def read(answer: Answer) -> PageText:
    """The page in an answer. Any bytes will do."""
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415  (few pages are read)

    source = _decoded(answer)
    tree = LexborHTMLParser(source)
    roots = [node for node in (tree.root, tree.body) if node is not None]
    marks = {word for node in roots for word in _classes(node)}
    names = _names(tree)
    scripts = len(tree.css("script"))
    password = tree.css_first('input[type="password"]') is not None
    anchored = tree.css_first(_ANCHORED) is not None
    title = _text(tree.css_first("head > title") or tree.css_first("title"))
    metas = _metas(tree)
    link = tree.css_first('link[rel="canonical"]')
    canonical = (link.attributes.get("href") or "") if link else ""
    _remove(tree, _UNSEEN)
    text = _text(tree.body)
    headings = tuple(filter(None, map(_text, tree.css("h1") or tree.css("h2")[:1])))
    _remove(tree, _FRAME)
    return PageText(
        title, headings, text, _text(tree.body), frozenset(marks), metas, canonical, names, source,
        scripts, password, anchored, not answer.truncated,
    )  # fmt: skip


def _remove(tree: "LexborHTMLParser", selectors: tuple[str, ...]) -> None:
    for selector in selectors:
        for node in tree.css(selector):
            if node.tag not in ("html", "body"):
                node.decompose()


def _classes(node: "LexborNode") -> list[str]:
    attributes = node.attributes
    return f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower().split()


def _metas(tree: "LexborHTMLParser") -> dict[str, str]:
    found: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        known = node.attributes
        name = known.get("name") or known.get("property") or known.get("http-equiv") or ""
        found.setdefault(name.lower(), known.get("content") or "")
    return found


def _names(tree: "LexborHTMLParser") -> frozenset[str]:
    """The names that a fragment can lead to (https://html.spec.whatwg.org/#the-indicated-part)."""
    ids = (node.attributes.get("id") for node in tree.css("[id]"))
    names = (node.attributes.get("name") for node in tree.css("a[name]"))
    return frozenset(name for name in (*ids, *names) if name)


def _text(node: "LexborNode | None") -> str:
    return folded(node.text(separator=" ")) if node else ""


_SAME = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'", "\u00ad": None, "\u200b": None})


def folded(text: str) -> str:
    """A text in small letters, with one kind of apostrophe and single blanks."""
    return " ".join(text.translate(_SAME).casefold().split())


def _decoded(answer: Answer) -> str:
    """The body as text: by its mark, its header, its own words, else as UTF-8."""
    body = answer.body
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body.decode(name, "replace")
    kind = answer.headers.get("content-type", "").lower()
    said = kind.partition("charset=")[2].partition(";")[0].strip(" \"'")
    declared = _CHARSET.search(body[:_HEAD])
    name = said or (declared[1].decode("ascii").lower() if declared else "")
    try:
        return body.decode(_WIDER.get(name.replace("_", "-"), name) or "utf-8", "replace")
    except (LookupError, ValueError):
        return body.decode("utf-8", "replace")

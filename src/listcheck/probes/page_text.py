"""What a person sees of an HTML page, without its scripts, its navigation and its footer."""

import codecs
import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from listcheck.exchange import Answer

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_HTML = ("text/html", "application/xhtml+xml")
_UNSEEN = frozenset("script style noscript template svg iframe object select head title".split())
_FRAME = frozenset({"nav", "footer", "aside"})
_FRAME_ROLES = frozenset({"navigation", "search"})
_MOST_HEADINGS, _LONGEST_LINE = 5, 500  # of what is compared; a page can be all title
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


@dataclass(frozen=True, slots=True)
class Shown:
    """A page with the address that it was asked under, and the one where that ended."""

    address: str
    final: str
    page: PageText


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
    bottomless = _unclosed(source) > _DEEPEST
    tree = LexborHTMLParser("" if bottomless else source)
    roots = [node for node in (tree.root, tree.body) if node is not None]
    link = tree.css_first('link[rel="canonical"]')
    seen = _Seen()
    if tree.body is not None:
        seen.gather(tree.body)
    return PageText(
        _text(tree.css_first("head > title") or tree.css_first("title")),
        tuple(filter(None, map(_visible, seen.headings[1] or seen.headings[2][:1]))),
        folded(" ".join(seen.text)),
        folded(" ".join(seen.main)),
        frozenset(word for node in roots for word in _classes(node)),
        _metas(tree),
        (link.attributes.get("href") or "") if link else "",
        _names(tree),
        source,
        len(tree.css("script")),
        tree.css_first('input[type="password"]') is not None,
        tree.css_first(_ANCHORED) is not None,
        not answer.truncated and not bottomless,
    )


# Lexbor takes time by the square of the depth: 100,000 levels take half a minute.
_DEEPEST = 2_000
_TAG = re.compile(r"<(/?)([a-z][a-z0-9-]*)", re.IGNORECASE)
# Elements that need no end tag (https://html.spec.whatwg.org/#void-elements, 13.1.2.4).
_UNENDED = frozenset(
    """area base br col embed hr img input link meta source track wbr p li dt dd rt rp option
    optgroup tr td th tbody thead tfoot colgroup caption html head body""".split()
)


def _unclosed(source: str) -> int:
    """How many elements are opened and not closed, about: as deep as a page can be."""
    counts: Counter[str] = Counter()
    for end, name in _TAG.findall(source):
        counts[name.lower()] += -1 if end else 1
    return sum(max(0, count) for name, count in counts.items() if name not in _UNENDED)


class _Seen:
    """What of a page is to be seen; the tree is left as it is, however deep."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.main: list[str] = []
        self.headings: dict[int, list[LexborNode]] = {1: [], 2: []}

    def gather(self, root: "LexborNode") -> None:
        """Walk below a node, in the order of the text."""
        stack = [(root, False)]
        while stack:
            node, framed = stack.pop()
            if node.tag == "-text":
                self._add(node.text_content or "", framed=framed)
                continue
            if node is not root and _is_unseen(node):
                continue
            if node.tag in ("h1", "h2") and len(self.headings[int(node.tag[1])]) < _MOST_HEADINGS:
                self.headings[int(node.tag[1])].append(node)
            framed = framed or _is_frame(node)
            child = node.last_child
            while child is not None:
                stack.append((child, framed))
                child = child.prev

    def _add(self, text: str, *, framed: bool) -> None:
        self.text.append(text)
        if not framed:
            self.main.append(text)


def _is_unseen(node: "LexborNode") -> bool:
    if node.tag in _UNSEEN or (node.tag or "-").startswith(("-", "!", "_")):
        return True
    known = node.attributes
    return "hidden" in known or "display:none" in (known.get("style") or "").replace(" ", "")


def _is_frame(node: "LexborNode") -> bool:
    return node.tag in _FRAME or node.attributes.get("role") in _FRAME_ROLES


def _visible(node: "LexborNode") -> str:
    seen = _Seen()
    seen.gather(node)
    return folded(" ".join(seen.text)[:_LONGEST_LINE])


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
    return folded(node.text(separator=" ")[:_LONGEST_LINE]) if node else ""


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

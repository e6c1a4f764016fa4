"""What GitHub renders, asked of its own renderer: the oracle of the tests of readers."""

from html.parser import HTMLParser
from urllib.parse import quote

from cmarkgfm import cmark
from selectolax.lexbor import LexborHTMLParser

from listcheck.model import Document

_OPTIONS = cmark.Options.CMARK_OPT_UNSAFE | cmark.Options.CMARK_OPT_FOOTNOTES
_EXTENSIONS = ["table", "autolink", "strikethrough", "tagfilter"]

Targets = tuple[list[str], list[str]]


def render(text: str) -> str:
    """The HTML that cmark-gfm makes of a text, raw HTML included."""
    html: str = cmark.markdown_to_html_with_extensions(
        text, options=_OPTIONS, extensions=_EXTENSIONS
    )
    return html


def normal(address: str) -> str:
    """An address as it compares: cmark-gfm escapes some characters, browsers drop line ends."""
    bare = address.strip(" \t\r\n\f").replace("\n", "").replace("\t", "")
    return quote(bare, safe="!#$%&'()*+,-./:;=?@_~")


def rendered(text: str) -> Targets:
    """The targets of links and of images, in the order of the rendered page."""
    tree = LexborHTMLParser(render(text))
    links = [node.attributes.get("href") or "" for node in tree.css("a[href]")]
    images = [node.attributes.get("src") or "" for node in tree.css("img[src]")]
    return [normal(link) for link in links if not _is_footnote(link)], [*map(normal, images)]


def _is_footnote(link: str) -> bool:
    return link.startswith(("#fn-", "#fnref-"))


class _Tags(HTMLParser):
    """Collects targets tag by tag: a browser copies an `<a>` that is not closed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.images: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(reversed(attrs))
        if tag == "a" and "href" in values and not _is_footnote(values["href"] or ""):
            self.links.append(normal(values["href"] or ""))
        if tag == "img" and "src" in values:
            self.images.append(normal(values["src"] or ""))


def tagged(text: str) -> Targets:
    """As `rendered`, by tags instead of the tree."""
    parser = _Tags()
    parser.feed(render(text))
    return parser.links, parser.images


def read_targets(document: Document) -> Targets:
    """What the reader found, to compare."""
    links = [normal(link.target) for link in document.links if not link.is_image]
    return links, [normal(link.target) for link in document.links if link.is_image]

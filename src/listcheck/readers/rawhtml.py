"""Raw HTML within Markdown: its links, pictures, text, anchors and structure."""

from dataclasses import dataclass, field

from listcheck.model import Syntax
from listcheck.readers import tags
from listcheck.readers.ink import Found, Ink
from listcheck.readers.page import Style
from listcheck.readers.source import Source

_STYLES = {
    "b": Style.STRONG,
    "strong": Style.STRONG,
    "i": Style.EMPHASIS,
    "em": Style.EMPHASIS,
    "code": Style.CODE,
}
_NAMING = ("id", "name")
# Elements whose beginning or end separates words.
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "big",
        "code",
        "del",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "tt",
        "u",
    ]
)


@dataclass(slots=True, eq=False)
class RawHtml:
    """Reads one piece of raw HTML after the other."""

    source: Source
    ink: Ink
    structure: list[tags.Tag] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    comments: list[tuple[int, int]] = field(default_factory=list)
    opened: int = -1  # where the comment begins that is not over yet

    @property
    def all_comments(self) -> list[tuple[int, int]]:
        """The comments that were read; one that is not over yet goes to the end of the text."""
        last = [(self.opened, len(self.source.raw))] if self.opened >= 0 else []
        return self.comments + last

    def read(self, start: int, end: int) -> None:
        """Read a piece: an HTML block, or one tag within a paragraph."""
        raw = self.source.raw
        if self.ink.hidden:
            start = tags.comment_end(raw, start, end)
            if start < 0:
                return
            self.ink.hidden = False
            self._comment(self.opened, start)
        at = start
        for tag in tags.scan(raw, start, end):
            self._text(at, tag.start)
            self._tag(tag)
            at = tag.end
        self._text(at, end)

    def _text(self, start: int, end: int) -> None:
        if start < end:
            self.ink.write(start, end, tags.attribute_text(self.source.text(start, end)))

    def _tag(self, tag: tags.Tag) -> None:
        """One tag: what it says is put down, what it structures is kept."""
        if tag.name == "<!--":
            self.ink.hidden = True
            self.opened = tag.start
            return
        if not tag.name:
            self._comment(tag.start, tag.end)
            return
        self.names.update(self._value(tag, name) for name in _NAMING if name in tag.attributes)
        if tag.name in _STYLES:
            self.ink.style |= _STYLES[tag.name]
        elif tag.name[1:] in _STYLES and tag.name.startswith("/"):
            self.ink.style &= ~_STYLES[tag.name[1:]]
        elif tag.name == "img":
            self._image(tag)
        elif tag.name in ("a", "/a"):
            self._anchor(tag)
        elif tag.name.lstrip("/") not in _INLINE:
            self.ink.write(tag.start, tag.end, "\n", Style.BREAK)
            self.structure.append(tag)

    def _comment(self, start: int, end: int) -> None:
        self.comments.append((start, end))
        self.opened = -1

    def _value(self, tag: tags.Tag, name: str) -> str:
        return tags.attribute_text(self.source.text(*tag.attributes[name]))

    def _image(self, tag: tags.Tag) -> None:
        if "src" not in tag.attributes or self.ink.image is not None:
            return
        found = self._found(tag, "src", "html-image")
        self.ink.add(found)
        if "alt" in tag.attributes:
            alt = self._value(tag, "alt")
            found.text.append(alt)
            self.ink.write(tag.start, tag.end, alt, Style.ALT)

    def _anchor(self, tag: tags.Tag) -> None:
        if self.ink.image is not None:
            return
        if tag.name == "/a":
            self.ink.close_anchor(tag.end)
        elif "href" in tag.attributes:
            self.ink.open_anchor(self._found(tag, "href", "html"))
        else:
            self.ink.anchor = None

    def _found(self, tag: tags.Tag, name: str, syntax: Syntax) -> Found:
        place = tag.attributes[name]
        target = self._value(tag, name).strip(" \t\r\n\f")
        return Found(syntax, tag.start, tag.end, (place.start, place.end), target)

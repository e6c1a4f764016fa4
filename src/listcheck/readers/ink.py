"""What a reader of the rendered page sees: text, and the links and pictures around it."""

from dataclasses import dataclass, field

from listcheck.model import Syntax
from listcheck.readers.page import Run, Style


@dataclass(slots=True, eq=False)
class Found:
    """A link while its text is still being gathered; offsets as in `Source.raw`."""

    syntax: Syntax
    start: int
    end: int
    at: tuple[int, int]
    target: str
    text: list[str] = field(default_factory=list)
    footnote: str | None = None
    shortcut: bool = False  # `[label]` with nothing behind it


@dataclass(slots=True)
class Ink:
    """Gathers runs and links; while `hidden`, an open HTML comment swallows both."""

    runs: list[Run] = field(default_factory=list)
    links: list[Found] = field(default_factory=list)
    hidden: bool = False
    style: int = 0
    footnote: str | None = None
    anchor: Found | None = None  # an open <a>
    link: Found | None = None  # an open Markdown link
    outer: Found | None = None  # the link around it: only an address in angle brackets has one
    image: Found | None = None  # an open Markdown image
    image_depth: int = 0

    def write(self, start: int, end: int, text: str, style: int = 0) -> None:
        """Put down visible text."""
        if self.hidden:
            return
        if self.image is not None:
            style |= Style.ALT
            self.image.text.append(text)
        if self.link is not None:
            style |= Style.LINK
            self.link.text.append(text)
        if self.anchor is not None:
            style |= Style.LINK
            self.anchor.text.append(text)
        self.runs.append(Run(start, end, text, self.style | style))

    def add(self, found: Found) -> None:
        """Put down a link or an image, in the order in which they begin."""
        if not self.hidden:
            found.footnote = self.footnote
            self.links.append(found)

    def take_back(self, end: int) -> None:
        """Undo a link of the form `[label]` that ends at an offset."""
        if self.links and self.links[-1].end == end and self.links[-1].shortcut:
            self.links.pop()

    def open_link(self, found: Found) -> None:
        """Begin a Markdown link."""
        if self.image is None:
            self.add(found)
            self.outer, self.link = self.link, found

    def close_link(self) -> None:
        """End a Markdown link."""
        if self.image is None:
            if self.outer is not None and self.link is not None:
                self.outer.text.extend(self.link.text)
            self.outer, self.link = None, self.outer

    def open_image(self, found: Found) -> None:
        """Begin an image; what is in an image's text is text alone, links and images included."""
        self.image_depth += 1
        if self.image is None:
            self.add(found)
            self.image = found

    def close_image(self) -> None:
        """End an image."""
        self.image_depth -= 1
        if not self.image_depth:
            self.image = None

    def open_anchor(self, found: Found) -> None:
        """Begin an `<a>`, which ends one that is open (HTML standard, 13.2.6.4.7)."""
        self.add(found)
        self.anchor = found

    def close_anchor(self, end: int) -> None:
        """End an `<a>`: it reaches to its closing tag."""
        if self.anchor is not None:
            self.anchor.end = end
        self.anchor = None

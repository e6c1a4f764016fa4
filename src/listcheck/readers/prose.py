"""Text outside of markup: addresses in it, as cmark-gfm finds them while it goes along."""

from dataclasses import dataclass, field

from listcheck.readers import bare
from listcheck.readers.ink import Found, Ink
from listcheck.readers.page import Style
from listcheck.readers.source import Source

_OPEN, _CLOSE, _COLON, _AT = b"[", b"]", b":", b"@"
_BACKSLASH = 0x5C


@dataclass(slots=True, eq=False)
class Prose:
    """Goes through the text of one paragraph, cell or heading after the other.

    While a bracket is open cmark-gfm finds no address (`in_bracket` in its inlines.c), and where
    it finds one it goes on behind it: markup within the address is none, a `conflict` with what
    the parser saw.
    """

    source: Source
    ink: Ink
    conflicts: set[tuple[int, int]] = field(default_factory=set)
    limit: int = 0  # where the present paragraph or cell ends
    brackets: int = 0
    address_end: int = 0
    floor: int = 0  # where the present paragraph begins
    mail_floor: int = 0  # where the present text without markup begins
    text_end: int = 0
    in_cell: bool = False

    def begin(self, start: int, end: int) -> None:
        """A paragraph, cell or heading begins: its text goes from `start` to `end`."""
        self.limit, self.brackets = end, 0
        self.floor = self.mail_floor = start

    def interrupted(self, start: int, end: int) -> None:
        """Markup begins: no mail address goes over it."""
        self.mail_floor = end
        if start < self.address_end:
            self.conflicts.add((start, self.address_end))

    def read(self, start: int, end: int, text: str) -> None:
        """A piece of text."""
        if start < self.address_end:
            start, text = self.address_end, self.source.text(self.address_end, end)
        if start >= end:
            return
        if (
            self.ink.link is None
            and self.ink.image is None
            and bare.TRIGGER.search(self.source.raw, start, end)
        ):
            done = self._scan(start, end)
            start, text = (done, self.source.text(done, end)) if done > start else (start, text)
        self.text_end = end
        if start < end:
            self.ink.write(start, end, text)

    def _scan(self, start: int, end: int) -> int:
        """Put down the addresses and the text before each; return where the rest begins."""
        raw, done = self.source.raw, start
        for found in bare.TRIGGER.finditer(raw, start, end):
            at = found.start()
            if at < self.address_end or (at == start and self._escaped(start)):
                continue
            address = self._address(found.group(), at, end)
            if address is not None:
                done = self._put(address, done)
        return done

    def _escaped(self, start: int) -> bool:
        """Whether a backslash before this piece takes the meaning from its first character."""
        return self.text_end < start and self.source.raw[start - 1] == _BACKSLASH

    def _address(self, trigger: bytes, at: int, end: int) -> bare.Bare | None:
        raw = self.source.raw
        if trigger == _OPEN:
            self.brackets += 1
        elif trigger == _CLOSE:
            self.brackets = max(0, self.brackets - 1)
        elif trigger == _AT:
            return bare.with_at(raw, at, max(self.mail_floor, self.address_end), end)
        elif not self.brackets:
            find = bare.with_scheme if trigger == _COLON else bare.with_www
            return find(raw, at, max(self.floor, self.address_end), self.limit)
        return None

    def _put(self, address: bare.Bare, done: int) -> int:
        start, end, prefix = address
        if done < start:
            self.ink.write(done, start, self.source.text(done, start))
        shown = self.source.text(start, end)
        if self.in_cell:
            shown = shown.replace("\\|", "|")
        self.ink.add(Found("bare", start, end, (start, end), prefix + shown, [shown]))
        self.ink.write(start, end, shown, Style.LINK)
        self.address_end = end
        if self.source.raw[end - 1] == _BACKSLASH:  # it escapes nothing behind the address
            self.conflicts.add((start, end))
        return end

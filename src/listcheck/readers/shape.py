"""Where works may stand on a page: sections, folded parts, and the candidates themselves."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from listcheck.model import Heading
from listcheck.readers.tags import Tag

# Sections that hold links and no works. Matched at the start of the heading's words.
_NO_WORKS = re.compile(
    r"(?:the |our )?(?:table of )?contents?\b|toc\b|contribut|citation|cit(?:e|ing)\b|how to cite"
    r"|bibtex|licen[cs]e|acknowledge?ment|star(?:gazer)?s? (?:history|over)"
    r"|(?:latest |recent )?(?:news|updates?)\b"
    r"|what'?s new|change ?log|contact|sponsor|maintainers?\b|目录|贡献|引用|许可|更新|致谢|联系",
    re.IGNORECASE,
)
_WORDLESS = re.compile(r"^[^\w]+", re.UNICODE)

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sections:
    """Which section an offset lies in."""

    headings: Sequence[Heading]
    base: int
    starts: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, headings: Sequence[Heading], base: int) -> "Sections":
        """The sections under some headings."""
        return cls(headings, base, [heading.span.start for heading in headings])

    def at(self, offset: int) -> Path:
        """The headings above an offset."""
        index = bisect_right(self.starts, offset + self.base) - 1
        return self.headings[index].section if index >= 0 else ()

    def in_introduction(self, offset: int) -> bool:
        """Whether an offset stands before every section, under the title at most."""
        return bool(self.headings) and not self.at(offset) and any(h.section for h in self.headings)


def holds_works(section: Path) -> bool:
    """Whether a section may hold works, as far as its innermost heading tells."""
    return not section or not _NO_WORKS.match(_WORDLESS.sub("", section[-1]))


def folded(tags: Iterable[Tag]) -> tuple[tuple[int, int], ...]:
    """The ranges of the outermost `<details>`."""
    return tuple(elements(tags, "details"))


def elements(tags: Iterable[Tag], name: str) -> Iterator[tuple[int, int]]:
    """The ranges of the outermost elements of a name; one that is not closed is left out."""
    depth, start = 0, 0
    for tag in tags:
        if tag.name == name:
            start = tag.start if not depth else start
            depth += 1
        elif tag.name == f"/{name}" and depth:
            depth -= 1
            if not depth:
                yield start, tag.end

"""A piece of the text that may be an entry, and what tells a work from other text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from listcheck.patterns import lazy_compile
from listcheck.readers.page import Block, Page

Range = tuple[int, int]

_KEY = lazy_compile(r"[^\s:：]+(?: [^\s:：]+){0,2} ?[:：]")
_LONGEST_KEY = 60


@dataclass(slots=True, kw_only=True)
class Candidate:
    """A piece of text. `head` is the part that names the work; `group` its table or list.

    `cells` and `header` belong to rows; `carried` is the name that a cell over several rows gives;
    what is not `shown` stands in cells that the page drops.
    """

    start: int
    end: int
    head: Range
    group: int
    twin: bool = False
    cells: Sequence[Range] = ()
    header: tuple[str, ...] = ()
    carried: str = ""
    shown: bool = True


def keyed(page: Page, lists: Iterable[Block]) -> bool:
    """Whether most linked items of some lists say by a key what they hold: `Code: https://...`."""
    items = (item for block in lists for item in block.children)
    linked = [item for item in items if page.holds_work(item.start, item.end)]
    texts = (page.text_in(item.start, item.end)[:_LONGEST_KEY] for item in linked)
    return bool(linked) and sum(bool(_KEY.match(text)) for text in texts) * 2 >= len(linked)

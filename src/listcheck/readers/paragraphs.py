"""Paragraphs that are works: a bold title with links, or a title link that stands alone."""

from collections.abc import Sequence

from listcheck.readers.candidates import Candidate, keyed
from listcheck.readers.page import Block, Page, Run, Style
from listcheck.readers.titles import is_title


def titled(page: Page, block: Block, following: Block | None, group: int) -> Candidate | None:
    """The work that a paragraph is, together with the list after it that belongs to it."""
    runs = [run for run in page.runs_in(block.start, block.end) if run.text.strip()]
    bold = _leading(runs, Style.STRONG)
    links = page.works_in(block.start, block.end)
    lists = [following] if following is not None and following.kind == "list" else []
    is_bold = bool(bold) and is_title(" ".join(run.text for run in bold))
    alone = len(links) == 1 and is_title(links[0].text) and _leading(runs, Style.LINK) == runs
    takes_list = alone or (is_bold and bold == runs and keyed(page, lists))
    if not (alone or takes_list or (is_bold and links)):
        return None
    end = lists[0].end if lists and takes_list else block.end
    return Candidate(start=block.start, end=end, head=(block.start, block.end), group=group)


def _leading(runs: Sequence[Run], style: int) -> list[Run]:
    """The runs of a style that a paragraph begins with."""
    other = next((i for i, run in enumerate(runs) if not run.style & style), len(runs))
    return list(runs[:other])

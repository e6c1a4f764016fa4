"""Text from outside in Markdown, as code: in code GitHub looks for nothing else.

Backslashes and entities are no help: mentions and references are looked for after the Markdown is
rendered, when both are gone. In code there are no mentions, references, links, images, HTML, maths
or emoji; a code span ends only at as many backticks as it began with.
"""

import re
from itertools import count

from listcheck.text import clean

_RUN = re.compile("`+")


def code(text: str, limit: int = 400) -> str:
    """A text as one code span on one line, cut at `limit` characters (below 3,000).

    Its fence is the shortest that does not occur in the text, not one longer than the longest:
    cmark-gfm takes no fence above 80 backticks (MAXBACKTICKS in its inlines.c).
    """
    shown = " ".join(clean(text, limit).split())
    runs = {len(run) for run in _RUN.findall(shown)}
    fence = "`" * next(length for length in count(1) if length not in runs)
    # Of a span that begins and ends with a blank, one of each is no part of the text.
    room = " " if not shown or "`" in (shown[0], shown[-1]) else ""
    return f"{fence}{room}{shown}{room}{fence}"


def cell(text: str, limit: int = 400) -> str:
    """The same for a cell of a table, where a pipe would end it even in code."""
    return code(text, limit).replace("|", "\\|")

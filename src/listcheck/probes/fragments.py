"""Places in a page that fragments lead to, as far as its HTML tells without its scripts running."""

import re
from urllib.parse import unquote

from listcheck.model import Part, Signal
from listcheck.probes.page_text import PageText

# Roots into which a script writes the page.
_APP = re.compile(
    r"""id=["']?(?:root|app|__next|__nuxt|___gatsby|q-app|svelte|main-app|app-root|readme-app)\b"""
    r"|data-reactroot|ng-version=|data-sveltekit|window\.__(?:INITIAL|NUXT|APOLLO)|<app-root"
)


def place(part: str, page: PageText) -> Part:
    """Whether a page has the place that a fragment names.

    Args:
        part: the fragment with its `#`, as written.
        page: the page.

    Returns:
        `MISSING` only for a page that was read to its end, names its headings in its own HTML and
        is not written by a script.
    """
    if _names(part) & page.names:
        return Part(Signal.ALIVE, "the page has it")
    if not page.whole or page.is_shell or _APP.search(page.source):
        return Part(Signal.UNKNOWN, "the page may make it by a script")
    if page.scripts and not page.anchored:
        return Part(Signal.UNKNOWN, "the page names no places in its HTML")
    return Part(Signal.MISSING, "no such place on the page")


def _names(part: str) -> set[str]:
    """What a browser looks for, and what GitHub's pages and those made from them do."""
    found = set()
    for name in (part[1:], unquote(part[1:])):
        bare = name.removeprefix("user-content-")
        found |= {name, bare, f"user-content-{bare}"}
    return found

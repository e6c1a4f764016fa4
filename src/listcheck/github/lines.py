"""Where GitHub shows a line of a file."""

from urllib.parse import quote

from listcheck.github.calls import Place


def files(place: Place, commit: str) -> str:
    """The address below which the files of a commit or branch are shown."""
    return f"{place.server.rstrip('/')}/{place.slug}/blob/{commit}"


def line(below: str, path: str, number: int) -> str:
    """The address of a line, fit for a link in Markdown.

    `plain=1` since GitHub shows no lines of Markdown without.

    Args:
        below: as `files` gives it.
        path: of the file in the repository.
        number: from 1.
    """
    return f"{below}/{quote(path, errors='replace')}?plain=1#L{number}"

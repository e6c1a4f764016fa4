"""Words out of replies: what GitHub always tells, and a proxy's page or a broken reply does not."""

from typing import Any

from listcheck.github.calls import TroubleError


def word(told: Any, *names: str) -> str:
    """A text or number of a reply by its path, such as `head`, `sha`.

    Raises:
        TroubleError: the reply has none there.
    """
    value = told
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    if not isinstance(value, str | int) or isinstance(value, bool):
        raise TroubleError(f"GitHub's API answers without {'.'.join(names)}")
    return str(value)


def number(told: Any, *names: str) -> int:
    """The same for a number.

    Raises:
        TroubleError: the reply has none there.
    """
    text = word(told, *names)
    if not text.isdecimal():
        raise TroubleError(f"GitHub's API answers without a number in {'.'.join(names)}")
    return int(text)

"""Regular expressions that are compiled when they are first used.

Most are for what few lists hold, and to compile all of them took a sixth of a short run.
"""

import re
from typing import Any, AnyStr, Generic, cast


def lazy_compile(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """As `re.compile`, but a mistake in the pattern is told at its first use.

    What comes of it has all the methods of a pattern; functions of `re` do not take it for one.
    """
    return cast("re.Pattern[AnyStr]", _Lazy(pattern, flags))


class _Lazy(Generic[AnyStr]):
    def __init__(self, pattern: AnyStr, flags: int) -> None:
        self._given: tuple[AnyStr, int] = pattern, flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(*self._given), name)
        setattr(self, name, found)  # from now on nobody comes here for it
        return found

"""The words of a list, as its rendered form explains them: criteria, axes and details."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from listcheck.catalog.markdown import Markdown
from listcheck.catalog.models import Detail
from listcheck.catalog.unescaping import BOLD, value

# By whether a detail may have several values, and whether the list closes them.
_CHOICES = {
    (False, True): "One of these.",
    (True, True): "One or more of these.",
    (False, False): "In free words.",
    (True, False): "One or more, in free words.",
}
_SEVERAL = {words: many for (many, _), words in _CHOICES.items()}
_GROUP = re.compile(rf'<a id="(axis|detail)-([^"]+)"></a>{BOLD} (.*)\Z')
BULLET = re.compile(rf"- {BOLD}: (.*)\Z")
_CRITERION = re.compile(rf"- {BOLD} (.*)\Z")
_OWN = ("A work meets these conditions", "<details>", "</details>", "<summary>")

Line = tuple[int, str]  # its number, from 1, and its text


def choice(detail: Detail) -> Markdown:
    """How many values a detail may have, and which."""
    return Markdown(_CHOICES[detail.many, bool(detail.values)])


@dataclass
class Legend:
    """What a legend tells, as the tables of a list file."""

    criteria: dict[str, Any] = field(default_factory=dict)
    axes: dict[str, Any] = field(default_factory=dict)
    details: dict[str, Any] = field(default_factory=dict)
    _values: dict[str, str] | None = None

    def read(self, lines: Iterable[Line]) -> Iterator[Line]:
        """Take in the lines of a legend; gives back those that are none of it."""
        for number, line in lines:
            known = self._group(line) or self._value(line) or self._criterion(line)
            if not known and not line.startswith(_OWN):
                yield number, line

    def _group(self, line: str) -> bool:
        found = _GROUP.match(line)
        if not found:
            return False
        kind, slug, title, told = found.groups()
        self._values = {}
        noun = {"title": value(title).removesuffix("."), "values": self._values}
        if kind == "axis":
            self.axes[slug] = {**noun, "question": value(told)}
        else:
            self.details[slug] = {**noun, "many": _SEVERAL.get(told, False)}
        return True

    def _value(self, line: str) -> bool:
        found = BULLET.match(line)
        if found and self._values is not None:
            self._values[value(found[1])] = value(found[2])
        return bool(found and self._values is not None)

    def _criterion(self, line: str) -> bool:
        found = _CRITERION.match(line)
        if found and self._values is None:
            slug, _, title = value(found[1]).partition(": ")
            noun = {"title": title.removesuffix("."), "definition": value(found[2])}
            self.criteria[slug.lower()] = noun
        return bool(found and self._values is None)

"""YAML and JSON with the place of every value, and every scalar a text.

A scalar without quotes stays as it is written: `2301.10100` keeps its last zero, `no` is no truth
value, `12:30` is no number. JSON is read by the same reader, of whose language it is a part
(https://yaml.org/spec/1.2.2/, 1.3).
"""

from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from listcheck.catalog.faults import Fault, FaultyError
from listcheck.catalog.positions import Place, Range

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_DEEPEST = 50


def read(path: str, data: bytes) -> tuple[Any, dict[Place, Range]]:
    """The values of a text and their byte ranges, those of strings without their quotes.

    Raises:
        FaultyError: it is neither YAML nor JSON.
    """
    try:
        text = data.decode("utf-8-sig")
        root = YAML(pure=True).compose(text)
        walk = _Walk(text, len(data) - len(text.encode()))
        return walk.value(root, ()), walk.found
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FaultyError(Fault(path, line, "is no UTF-8")) from None
    except MarkedYAMLError as error:
        mark = error.problem_mark
        told = f"{error.problem or error.context}"
        raise FaultyError(Fault(path, mark.line + 1 if mark else 1, told)) from None
    except (YAMLError, RecursionError, ValueError) as error:
        raise FaultyError(Fault(path, 1, str(error).partition("\n")[0])) from None


class _Walk:
    def __init__(self, text: str, before: int) -> None:
        self.text = text
        self.seen = 0
        self.found: dict[Place, Range] = {}
        self.plain = text.isascii()
        self.offsets = [] if self.plain else _offsets(text)
        self.before = before  # the byte order mark

    def value(self, node: Node | None, place: Place) -> Any:
        """A node as text, list or dictionary."""
        if node is None:
            return None
        self.seen += 1
        if len(place) > _DEEPEST:
            raise ValueError("is nested too deeply, or holds itself")
        if self.seen > len(self.text) + 1:  # every value takes a character, but for aliases
            raise ValueError("repeats itself without end")
        self.found[place] = self._range(node)
        if isinstance(node, MappingNode):
            pairs = [(str(key.value), value) for key, value in node.value]
            return {key: self.value(value, (*place, key)) for key, value in pairs}
        if isinstance(node, SequenceNode):
            return [self.value(each, (*place, number)) for number, each in enumerate(node.value)]
        return self._scalar(node) if isinstance(node, ScalarNode) else None

    def _scalar(self, node: ScalarNode) -> str | None:
        plain = node.style is None and node.value in _NULLS
        return None if plain else str(node.value)

    def _range(self, node: Node) -> Range:
        quoted = isinstance(node, ScalarNode) and node.style in ("'", '"')
        start, end = node.start_mark.index + quoted, node.end_mark.index - quoted
        if self.plain:
            return start + self.before, end + self.before
        return self.offsets[start] + self.before, self.offsets[end] + self.before


def _offsets(text: str) -> list[int]:
    """The byte offset of every character."""
    offsets, at = [], 0
    for character in text:
        offsets.append(at)
        at += len(character.encode("utf-8", "surrogatepass"))
    return [*offsets, at]

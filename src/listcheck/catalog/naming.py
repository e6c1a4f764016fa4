"""Names of works and sections: how they are compared, and what files and keys are made of them."""

import re
import unicodedata
from collections.abc import Container

from listcheck.names import words

_SEPARATORS = " \t-–—·:;,|/、，：；"  # lists in Chinese use their own
_EMPTY = re.compile(r"[(\[【（]\s*[,;·|/&\s]*[)\]】）]")
_LEFT = re.compile(r"(?<=[(\[【（])[\s,;·|/]+")
_RIGHT = re.compile(r"[\s,;·|/]+(?=[)\]】）])")
_DOUBLED = re.compile(r"([,;·|.])(?:\s*[,;·|.])+(?=\s|\Z)| +(?=[,;.)])")
_NOTHING = re.compile(r"[\s–—\-/·.*_~|]*")

# What links say that name no work.
_LABELS = frozenset(
    """paper papers pdf arxiv abs html code github repo repository project page projectpage homepage
    website site web demo blog post link links model models weights dataset data huggingface hf doc
    docs slides video poster openreview preprint doi 论文 代码 主页""".split()
)


def is_label(text: str) -> bool:
    """Whether the text of a link tells what it leads to rather than a name."""
    found = [word for word in words(text) if not word.isdigit()]
    return all(word in _LABELS for word in found) or text.startswith(("http://", "https://"))


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is nothing to say."""
    return _NOTHING.fullmatch(text) is not None


def tidy(text: str) -> str:
    """A text from which parts were taken, without the marks that stood around them."""
    before = ""
    while text != before:
        before = text
        text = _DOUBLED.sub(r"\1", _RIGHT.sub("", _LEFT.sub("", _EMPTY.sub(" ", text))))
        text = " ".join(text.split()).strip(_SEPARATORS)
        if text[:1] in ".)]" or _wrapped(text):
            text = text[1:].removesuffix(")") if _wrapped(text) else text[1:]
    return text if words(text) or not is_nothing(text) else ""


def _wrapped(text: str) -> bool:
    return text[:1] == "(" and text.find(")") == len(text) - 1


def slug(text: str, otherwise: str = "part") -> str:
    """A name for a file or a key: letters, digits and single hyphens."""
    plain = unicodedata.normalize("NFKD", text.replace("'", "").replace("’", ""))
    found = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode().lower())
    return "-".join(found) or otherwise


def unused(wanted: str, taken: Container[str], form: str) -> str:
    """A name that is not taken: the one that is wanted, or that with a number."""
    number, name = 1, wanted
    while name.casefold() in taken:
        number += 1
        name = form.format(wanted, number)
    return name

"""A report becomes text: one file, one format."""

from collections.abc import Callable

from listcheck.renderers import concise, json, text
from listcheck.renderers.style import Style
from listcheck.report import Report

Renderer = Callable[[Report, Style], str]

RENDERERS: dict[str, Renderer] = {
    "text": text.render,
    "concise": concise.render,
    "json": json.render,
}

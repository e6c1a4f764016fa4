"""Announcements: which sentences say where the code of a paper is."""

import pytest
from builders import alive

from listcheck.announcements import announced, pointers

URL = "https://github.com/o/n"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "19 pages",
        URL,
        f"19 pages, {URL}",
        f"We build on {URL}.",
        f"Our code is built on top of {URL}.",
        f"We use the implementation of {URL} for all baselines.",
        f"Adapted from the code at {URL}",
        f"The dataset is available at {URL}.",
        f"Our models are released at {URL}.",
        f"A curated list of papers is available at {URL}",
        f"Project page: {URL}",
        "Code is available at https://anonymous.4open.science/r/x",
        "Code: https://github.com/o",
        "Code is available upon request.",
    ],
)
def test_silent(text: str) -> None:
    """Data, pages, somebody else's work, and an address without a word about it: left alone."""
    assert list(announced(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        f"Code: {URL}",
        f"19 pages. Code available at {URL}.",
        f"Our code is released at \\url{{{URL}}}.",
        f"The source code can be found at {URL}.git.",
        f"Code and data are available at {URL}",
        f"Project page: https://o.github.io/n, code: {URL}",
        f"Gurgle is publicly available at {URL}.",
        "GitHub: github.com/o/n",
        f"Based on verl (https://github.com/volcengine/verl), our code is at {URL}",
        f"We fine-tune the model using LoRA and release our code at {URL}.",
        f"The code is publicly available ({URL}), and so on.",
    ],
)
def test_found(text: str) -> None:
    """Words that say that code is there, right before the address."""
    (one,) = announced(text)
    assert (one.url, one.promised) == (URL, False)
    assert one.quote in " ".join(text.split())


@pytest.mark.parametrize(
    "text",
    [f"Code will be released at {URL}.", f"Code is available soon at {URL}.",
     f"Upon acceptance, the code becomes available at {URL}"],
)  # fmt: skip
def test_promised(text: str) -> None:
    """What will be there is not there."""
    (one,) = announced(text)
    assert one.promised


def test_pointers() -> None:
    """The authors' words come first, what a reader entered at Hugging Face last."""
    evidence = {
        one.key: one
        for one in (
            alive("paper:1", comment=f"Code: {URL}1", summary=f"Code is at {URL}2."),
            alive("code:1", code=f"{URL}3"),
        )
    }
    assert [one.url for one in pointers("1", evidence)] == [f"{URL}1", f"{URL}2", f"{URL}3"]
    assert list(pointers("2", evidence)) == []

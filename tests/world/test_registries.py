"""What the world's services answer of what a plan has, and of what it has not."""

from collections.abc import Callable

import pytest

from world import INSTANT, Fault, Plan, World, plant
from world.asking import ask

Make = Callable[[Plan], World]
HEX = "0123456789abcdef0123456789abcdef"
HUB = "https://huggingface.co"

# A page, what is asked of it, the status if it is there, and if it is not.
TABLE = [
    (f"{HUB}/o/n", f"{HUB}/api/models/o/n", 200, 401),
    ("https://hf.co/datasets/o/n", f"{HUB}/api/datasets/o/n", 200, 401),
    (f"{HUB}/collections/o/n-1", f"{HUB}/api/collections/o/n-1", 200, 401),
    (f"{HUB}/o/n/blob/main/a/b.pdf", f"{HUB}/o/n/resolve/main/a/b.pdf", 302, 404),
    (f"{HUB}/o/n/blob/main/a/b.pdf", f"{HUB}/api/models/o/n", 200, 401),
    (f"{HUB}/o/n/tree/main/a", f"{HUB}/api/models/o/n/tree/main/a", 200, 401),
    ("http://dx.doi.org/10.1000/AbC", "https://doi.org/api/handles/10.1000/abc", 200, 404),
    (
        "https://youtu.be/0123456789a",
        "https://www.youtube.com/oembed?url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3D0123456789a",
        200,
        404,
    ),
    ("https://youtu.be/0123456789a", "https://img.youtube.com/vi/0123456789a/0.jpg", 200, 404),
    ("https://zenodo.org/record/12", "https://zenodo.org/api/records/12", 200, 404),
    ("https://gitlab.com/o/n", "https://gitlab.com/api/v4/projects/o%2Fn", 200, 404),
    ("https://codeberg.org/o/n", "https://codeberg.org/api/v1/repos/o/n", 200, 404),
    ("https://bitbucket.org/o/n", "https://api.bitbucket.org/2.0/repositories/o/n", 200, 404),
    (f"https://gist.github.com/o/{HEX}", f"https://api.github.com/gists/{HEX}", 200, 404),
]


@pytest.mark.parametrize(("page", "asked", "there", "gone"), TABLE, ids=str)
def test_records(world: Make, page: str, asked: str, there: int, gone: int) -> None:
    """A record is there with its page, and gone with it or if it never was."""
    assert ask(world(Plan(latency=INSTANT).with_page(page)), asked).status_code == there
    assert ask(world(Plan(latency=INSTANT)), asked).status_code == gone
    if "/api/models/o/n" in asked and asked != f"{HUB}/api/models{page.removeprefix(HUB)}":
        return  # a page below another is gone without it
    dead = plant(Plan(latency=INSTANT), page, Fault("status", status=404))
    assert ask(world(dead), asked).status_code in (gone, 404)


def test_renamed(world: Make) -> None:
    """A page that leads to another has a record under that name."""
    page, now = f"{HUB}/datasets/o/n", f"{HUB}/datasets/p/m"
    plan = plant(Plan(latency=INSTANT), page, Fault("redirect", status=307, target=now))
    running = world(plan)
    answer = ask(running, f"{HUB}/api/datasets/o/n")
    assert (answer.status_code, answer.headers["location"]) == (307, "/api/datasets/p/m")
    assert ask(running, f"{HUB}/api/datasets/p/m").json()["id"] == "p/m"

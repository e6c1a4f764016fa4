"""What the world's Hugging Face answers."""

from collections.abc import Callable

from world import Plan, World
from world.asking import ask
from world.listing import make_paper


def test_papers(world: Callable[[Plan], World]) -> None:
    """A paper with a page names its repository, or none; others are not found."""
    plan = Plan()
    for number, repository in (("1", "https://github.com/o/n"), ("2", ""), ("3", None)):
        paper = make_paper(f"2401.0000{number}", f"A Title of Number {number}")
        paper.repository = repository
        plan.papers[paper.id] = paper
    here = world(plan)
    answers = [
        ask(here, f"https://huggingface.co/api/papers/2401.0000{number}") for number in range(1, 5)
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 404, 404]
    found = [answer.json().get("githubRepo") for answer in answers]
    assert found == ["https://github.com/o/n", None, None, None]

"""A list of links to hosts with rules of their own: asked by their APIs, or not at all."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from world import INSTANT, Fault, Plan, World, plan_for, plant, run_listcheck

HEX = "0123456789abcdef0123456789abcdef"
HUB = "https://huggingface.co"
LINKS = {
    "doi": "https://doi.org/10.1145/3366423.3380000",
    "old-doi": "http://dx.doi.org/10.1145/3366423.3380000",
    "model": f"{HUB}/somebody/a-model",
    "file": f"{HUB}/somebody/a-model/blob/main/a-report.pdf",
    "data": f"{HUB}/datasets/somebody/some-data",
    "collection": f"{HUB}/collections/somebody/some-models-0123",
    "video": "https://www.youtube.com/watch?v=0123456789a",
    "short-video": "https://youtu.be/0123456789a",
    "gist": f"https://gist.github.com/somebody/{HEX}",
    "zenodo": "https://zenodo.org/records/1234",
    "gitlab": "https://gitlab.com/group/project",
    "notion": "https://somebody.notion.site/A-page",
    "x": "https://x.com/somebody/status/1",
    "linkedin": "https://www.linkedin.com/in/somebody",
    "page": "https://fine.example.org/page",
}
TEXT = "# A list\n\n" + "".join(f"- [{name}]({url})\n" for name, url in LINKS.items())
GONE = Fault("status", status=404)


@pytest.fixture
def verify(world: Callable[[Plan], World], tmp_path: Path) -> Callable[..., Any]:
    """Verifies the list in a world with faults at some of its links."""

    def run(settings: str = "", **faults: Fault) -> tuple[Any, World]:
        (tmp_path / "README.md").write_text(TEXT)
        (tmp_path / "listcheck.toml").write_text(settings)
        plan = plan_for(TEXT.encode())
        plan.latency = INSTANT
        for name, fault in faults.items():
            plant(plan, LINKS[name.replace("_", "-")], fault)
        here = world(plan)
        done = run_listcheck(
            ["verify", "--format", "json", "--fail-on", "error"],
            cwd=tmp_path, world=here, token="a-token",
        )  # fmt: skip
        return done, here

    return run


def states(done: Any) -> dict[str, str]:
    names = {url: name for name, url in LINKS.items()}
    return {names[link["url"]]: link["state"] for link in done.json["links"]}


def test_all_is_well(verify: Callable[..., Any]) -> None:
    """Each thing is one question to its service, the unverifiable none; the run is complete."""
    done, here = verify()
    unverified = {name for name, state in states(done).items() if state == "unverified"}
    assert (done.code, unverified) == (0, {"x", "linkedin"})
    assert here.violations == []
    assert not {"x.com", "www.linkedin.com"} & {record.host for record in here.requests}
    # One for each thing, one for the file of the model, one for each of the two pages.
    assert done.json["coverage"]["requests"] == len(here.requests) == 11
    reasons = {link["reason"] for link in done.json["links"] if link["state"] == "unverified"}
    assert len(reasons) == 1
    assert "unverifiable" in reasons.pop()


def test_what_is_gone(verify: Callable[..., Any]) -> None:
    """Dead is what record and page deny; 401 and the 404 of an app are no proof."""
    names = ("doi", "data", "file", "video", "gist", "zenodo", "gitlab", "notion")
    done, here = verify(**dict.fromkeys(names, GONE), old_doi=GONE, short_video=GONE)
    found = states(done)
    dead = {name for name, state in found.items() if state == "dead"}
    assert dead == {
        "doi", "old-doi", "file", "video", "short-video", "gist", "zenodo", "gitlab",
    }  # fmt: skip
    assert {found["data"], found["notion"], found["x"]} == {"unverified"}
    assert (found["model"], found["page"]) == ("alive", "alive")
    assert {one["rule"] for one in done.json["findings"]} == {"dead-link", "unverified-link"}
    assert (done.code, here.violations) == (1, [])


def test_what_was_renamed(verify: Callable[..., Any]) -> None:
    """A model under another name has moved, and so has its file."""
    target = f"{HUB}/somebody/a-new-model"
    done, _ = verify(model=Fault("redirect", status=307, target=target))
    found = {one["url"]: one for one in done.json["findings"] if one["rule"] == "moved-link"}
    (edit,) = found[LINKS["model"]]["fix"]["edits"]
    assert edit["text"] == target


def test_publishers_walls(verify: Callable[..., Any]) -> None:
    """Whatever wall stands before a publisher, its DOIs are not asked there."""
    done, _ = verify(doi=Fault("challenge"), old_doi=Fault("status", status=403))
    found = states(done)
    assert (found["doi"], found["old-doi"]) == ("alive", "alive")


def test_a_policy_of_the_users(verify: Callable[..., Any]) -> None:
    """A row in the settings is kept to, with its reason."""
    row = '[[hosts]]\npattern = "*.example.org"\npolicy = "unverifiable"\nreason = "our own wall"\n'
    done, here = verify(row)
    (link,) = (one for one in done.json["links"] if one["url"] == LINKS["page"])
    assert (link["state"], "our own wall" in link["reason"]) == ("unverified", True)
    assert "fine.example.org" not in {record.host for record in here.requests}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ('policy = "ask"\nreason = "x"', "hosts.pattern: it is needed"),
        ('pattern = "https://a.example"\npolicy = "ask"\nreason = "x"', "it must be a host"),
        ('pattern = "a*.example"\npolicy = "ask"\nreason = "x"', "it must be a host"),
        ('pattern = "a.example"\npolicy = "never"\nreason = "x"', "must be one of"),
        ('pattern = "a.example"\npolicy = "ask"\nreason = ""', "it must not be empty"),
        ('pattern = "a.example"\npolicy = "ask"\nresaon = "x"', "did you mean reason?"),
    ],
)
def test_mistakes_in_a_row(verify: Callable[..., Any], row: str, said: str) -> None:
    """They are named with their place, before anything is asked."""
    done, here = verify(f"[[hosts]]\n{row}\n")
    assert (done.code, here.requests) == (2, [])
    assert said in done.stderr


TITLE = "Water Clocks: Measuring Time with Leaking Vessels"


def test_the_title_of_a_doi(world: Callable[[Plan], World], tmp_path: Path) -> None:
    """A slip in the text of a link to a DOI is found by the record of who registered it."""
    doi = "10.1000/Clocks(2020)1"
    text = f"# A list\n\n- [{TITLE}](https://doi.org/{doi})\n"
    plan = plan_for(text.encode())
    plan.latency = INSTANT
    assert plan.dois == {doi.lower(): TITLE}
    for written, rules in ((TITLE, []), (TITLE.replace("Measuring", "Mesuring"), ["title-drift"])):
        (tmp_path / "README.md").write_text(text.replace(TITLE, written))
        here = world(plan)
        done = run_listcheck(
            ["verify", "--format", "json", "--refresh"], cwd=tmp_path, world=here, token="a-token"
        )
        assert [one["rule"] for one in done.json["findings"]] == rules
        assert (states_of(done), here.violations) == (["alive"], [])
        assert [record.host for record in here.requests] == [
            "doi.org",
            "doi.org",
            "api.crossref.org",
        ]
    plan.dois.clear()
    here = world(plan)
    done = run_listcheck(["verify", "--format", "json", "--refresh"], cwd=tmp_path, world=here)
    assert (done.json["findings"], states_of(done)) == ([], ["alive"])


def states_of(done: Any) -> list[str]:
    return [link["state"] for link in done.json["links"]]


def test_a_token_of_hugging_face(world: Callable[[Plan], World], tmp_path: Path) -> None:
    """It is shown to Hugging Face alone."""
    (tmp_path / "README.md").write_text(TEXT)
    plan = plan_for(TEXT.encode())
    plan.latency = INSTANT
    here = world(plan)
    done = run_listcheck(
        ["verify", "--format", "json"],
        cwd=tmp_path, world=here, token="a-token", env={"HF_TOKEN": "hf_another"},
    )  # fmt: skip
    assert (done.code, here.violations) == (0, [])
    shown = {one.host for one in here.requests if "hf_" in one.headers.get("authorization", "")}
    assert shown == {"huggingface.co"}
    assert "hf_another" not in done.stdout + done.stderr

"""What is known of addresses that answered in the place of others."""

from builders import alive, gone

from listcheck.model import Facts, Part, Signal
from listcheck.succession import followed


def test_nothing_is_known_of_what_is_dead() -> None:
    lost = gone("page:https://a.example/")._replace(moved_to="https://b.example/")
    assert followed({lost.key: lost}, "github.com") == {lost.key: lost}


def test_a_renamed_repository() -> None:
    seen = alive("repo:old/name", canonical="New/Name", stars=7)._replace(signal=Signal.MOVED)
    found = followed({seen.key: seen}, "github.com")
    assert found["repo:new/name"].signal is Signal.ALIVE
    assert found["repo:new/name"].facts.stars == 7
    assert found["repo:old/name"] == seen


def test_the_end_of_a_redirect() -> None:
    seen = alive("page:http://a.example/x")._replace(
        signal=Signal.MOVED,
        moved_to="https://a.example/y",
        final_url="https://a.example/z",
    )
    found = followed({seen.key: seen}, "github.com")
    assert found["page:https://a.example/y"].signal is Signal.ALIVE
    assert found["page:https://a.example/y"].moved_to is None
    assert "page:https://a.example/z" in found


def test_a_paper_that_a_search_found() -> None:
    """It is there, and has that title; nothing else of the other paper is its own."""
    parts = {"v1": Part(Signal.ALIVE)}
    seen = alive("paper:2401.00001", parts, title="A", summary="S", meant="2401.00009",
                 meant_title="B")  # fmt: skip
    found = followed({seen.key: seen}, "github.com")
    assert found.keys() == {seen.key, "paper:2401.00009"}
    assert found[seen.key] == seen
    other = found["paper:2401.00009"]
    assert (other.signal, other.facts, dict(other.parts)) == (
        Signal.ALIVE, Facts(title="B", titles=("B",)), {},
    )  # fmt: skip
    assert other.trail == seen.trail


def test_what_was_asked_is_not_overruled() -> None:
    """The own answer of an address counts more than that it answered for another."""
    moved = alive("page:http://a.example/")._replace(
        signal=Signal.MOVED, moved_to="https://b.example/"
    )
    own = gone("page:https://b.example/")
    assert followed({moved.key: moved, own.key: own}, "github.com")[own.key] == own


def test_a_path_on_another_branch() -> None:
    parts = {"path:master/x": Part(Signal.MISSING, "no such path", "path:main/x")}
    seen = alive("repo:a/b", parts)
    found = followed({seen.key: seen}, "github.com")["repo:a/b"]
    assert found.parts["path:main/x"].signal is Signal.ALIVE
    assert found.parts["path:master/x"].signal is Signal.MISSING


def test_a_copy_in_an_archive() -> None:
    """It was seen under its own address; where there is none, nothing was."""
    url = "https://web.archive.org/web/20251102030405/https://a.example.org/"
    seen = alive("wayback:https://a.example.org/")._replace(final_url=url)
    found = followed({seen.key: seen}, "github.com")
    assert found.keys() == {seen.key, f"page:{url}"}
    assert found[f"page:{url}"].signal is Signal.ALIVE

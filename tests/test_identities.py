"""Addresses of things that a service's own record answers for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listcheck.identities import identity
from listcheck.urls import identify

HEX = "0123456789abcdef0123456789abcdef"
SWHID = f"swh:1:rev:{HEX}01234567"


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/10.1000/1",
        "https://doi.org/",
        "https://doi.org/the-identifier/what-is-a-doi/",
        "https://doi.org/10.1000/",
        "https://hdl.handle.net/2027/1",
        "https://huggingface.co/",
        "https://huggingface.co/somebody",
        "https://huggingface.co/datasets",
        "https://huggingface.co/datasets/squad/viewer",
        "https://huggingface.co/datasets/squad/tree/main",
        "https://huggingface.co/gpt2/blob/main/config.json",
        "https://discuss.huggingface.co/t/a-question/1",
        "https://gist.github.com/8509304",
        "https://huggingface.co/docs/hub",
        "https://huggingface.co/blog/a-post",
        "https://huggingface.co/spaces/somebody",
        "https://huggingface.co/models/something",
        "https://huggingface.co/o/n/discussions/1",
        "https://huggingface.co/o/n/tree",
        "https://huggingface.co/datasets/o/n/viewer",
        "https://huggingface.co/collections/o/n-0123/blob/main/x",
        "https://o-n.hf.space/",
        "https://www.youtube.com/@somebody",
        "https://www.youtube.com/watch",
        "https://www.youtube.com/watch?v=short",
        "https://www.youtube.com/watch?list=PL0123456789abcdef",
        "https://www.youtube.com/c/somebody",
        "https://youtu.be/",
        "https://gist.github.com/somebody",
        f"https://gist.github.com/somebody/{HEX}/revisions",
        "https://zenodo.org/communities/x",
        "https://zenodo.org/records/1/files/x.zip",
        "https://gitlab.com/somebody",
        "https://gitlab.com/explore/projects",
        "https://gitlab.com/o/n/-/issues/1",
        "https://gitlab.com/o/n/blob/master/x",
        "https://codeberg.org/o",
        "https://codeberg.org/o/n/src/branch/main",
        "https://bitbucket.org/o/n/src/master/",
        "https://archive.softwareheritage.org/browse/",
    ],
)
def test_pages(address: str) -> None:
    """What is not sure to name a thing is a page."""
    assert identify(address).key == f"page:{address}"


@pytest.mark.parametrize(
    ("address", "key", "part"),
    [
        ("https://doi.org/10.1145/3366423.3380000", "doi:10.1145/3366423.3380000", ""),
        ("http://dx.doi.org/10.1145/3366423.3380000", "doi:10.1145/3366423.3380000", ""),
        ("https://doi.org/10.1016/S0004-3702(97)00043-X", "doi:10.1016/s0004-3702(97)00043-x", ""),
        ("https://doi.org/10.1016%2Fj.x.2020.1?utm=1", "doi:10.1016/j.x.2020.1", ""),
        ("https://doi.org/10.48550/arXiv.2401.00001", "paper:2401.00001", ""),
        ("https://huggingface.co/o/N.v1_2", "hf:models/o/N.v1_2", ""),
        ("https://hf.co/o/n/?library=x#usage", "hf:models/o/n", ""),
        ("https://huggingface.co/datasets/o/n", "hf:datasets/o/n", ""),
        ("https://huggingface.co/datasets/squad", "hf:datasets/squad", ""),
        ("https://gist.github.com/somebody/8509304", "gist:8509304", ""),
        ("https://huggingface.co/spaces/o/n", "hf:spaces/o/n", ""),
        ("https://huggingface.co/collections/o/n-0123", "hf:collections/o/n-0123", ""),
        ("https://huggingface.co/papers/2401.00001", "paper:2401.00001", ""),
        ("https://huggingface.co/o/n/blob/main/a/b.pdf", "hf:models/o/n", "path:blob/main/a/b.pdf"),
        ("https://huggingface.co/o/n/tree/main", "hf:models/o/n", "path:tree/main"),
        ("https://www.youtube.com/watch?v=0123456789a&t=1s", "youtube:video/0123456789a", ""),
        ("https://m.youtube.com/watch?t=1&v=0123456789a", "youtube:video/0123456789a", ""),
        ("https://youtu.be/0123456789a?t=1", "youtube:video/0123456789a", ""),
        ("https://www.youtube.com/embed/0123456789a", "youtube:video/0123456789a", ""),
        ("https://www.youtube.com/shorts/0123456789a", "youtube:video/0123456789a", ""),
        (
            "https://www.youtube.com/playlist?list=PL0123456789abcdef",
            "youtube:playlist/PL0123456789abcdef",
            "",
        ),
        (f"https://gist.github.com/somebody/{HEX.upper()}", f"gist:{HEX}", ""),
        (f"https://gist.github.com/{HEX}", f"gist:{HEX}", ""),
        ("https://zenodo.org/record/1234", "record:zenodo/1234", ""),
        ("https://zenodo.org/records/1234", "record:zenodo/1234", ""),
        ("https://gitlab.com/Group/Sub/project.git", "record:gitlab/group/sub/project", ""),
        ("https://codeberg.org/o/n", "record:codeberg/o/n", ""),
        ("https://bitbucket.org/o/n/", "record:bitbucket/o/n", ""),
        (f"https://archive.softwareheritage.org/{SWHID}", f"record:swh/{SWHID}", ""),
        (
            f"https://archive.softwareheritage.org/{SWHID};origin=https://a.example/",
            f"record:swh/{SWHID}",
            "",
        ),
    ],
)
def test_things(address: str, key: str, part: str) -> None:
    """All addresses of a thing are one question; the address stays as it is written."""
    target = identify(address)
    assert (target.key, target.part, target.why_not) == (key, part, "")
    assert target.kind in ("page", "paper")


@given(
    st.sampled_from(["doi.org", "huggingface.co", "www.youtube.com", "gitlab.com", "zenodo.org"]),
    st.text(max_size=40),
    st.text(max_size=40),
)
def test_any_text(host: str, path: str, query: str) -> None:
    """Whatever stands in an address, it is read, and what is named can stand in a request."""
    found = identity(host, f"/{path}", query)
    assert found is None or (found.key.partition(":")[2].isprintable() and " " not in found.key)

"""label-url-mismatch: what a link says it leads to, and where it leads."""

import pytest
from builders import alive, findings, told

from listcheck.model import Observation

RULE = "label-url-mismatch"


def link(text: str, url: str) -> str:
    return f"- Something: [{text}]({url})\n"


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("2401.00001", "https://arxiv.org/abs/2401.00001"),
        ("arXiv:2401.00001v2 [cs.CL]", "https://arxiv.org/pdf/2401.00001v1.pdf"),
        ("2401.00001", "https://www.alphaxiv.org/abs/2401.00001"),
        ("2401.00001", "https://huggingface.co/papers/2401.00001"),
        ("10.48550/arXiv.2401.00001", "https://arxiv.org/abs/2401.00001"),
        ("2401.00001", "https://doi.org/10.48550/arXiv.2401.00001"),
        ("hep-th/9901001", "https://arxiv.org/abs/hep-th/9901001"),
        ("2401.00001 and 2401.00002", "https://arxiv.org/abs/2401.00002"),
        ("2401.00001", "https://openreview.net/forum?id=kettle"),
        ("2024.05", "https://arxiv.org/abs/2401.00001"),
        ("2024.0512", "https://arxiv.org/abs/2401.00001"),
        ("10.1109/2401.00002", "https://arxiv.org/abs/2401.00001"),
        ("2401.00002", "https://arxiv.org/abs/no-id"),
        ("user/repo", "https://github.com/User/Repo.git"),
        ("user/repo", "https://github.com/user/repo/tree/main/src"),
        ("GitHub: user/repo", "https://github.com/user/repo"),
        ("repo", "https://github.com/user/repo"),
        ("repo/folder", "https://github.com/user/repo/tree/main/folder"),
        ("folder/inner", "https://github.com/user/repo/tree/main/folder/inner"),
        ("/minillm", "https://github.com/user/repo"),
        ("IGraph/M", "https://github.com/user/IGraphM"),
        ("user/repo", "https://huggingface.co/user/other"),
        ("PyTorch/TensorFlow", "https://github.com/user/repo"),
        ("code/data", "https://github.com/user/repo"),
        ("CPU/GPU", "https://github.com/user/repo"),
        ("https://a.org/x", "https://a.org/x"),
        ("a.org/x", "https://b.org/y"),
        ("https://a.org/x/", "http://www.a.org/X?utm_source=list#top"),
        ("https://a.org/a-long-way-to…", "https://a.org/a-long-way-to-go"),
        ("www.a.org/a-long...", "https://a.org/a-long-way"),
        ("https://a.org", "https://docs.a.org/start"),
        ("https://a.org/x", "https://web.archive.org/web/2020/https://a.org/x"),
        ("https://doi.org/10.1145/1", "https://dl.acm.org/doi/10.1145/1"),
        ("https://user.github.io/repo", "https://github.com/user/repo"),
        ("github.com/user/repo", "https://github.com/user/repo#readme"),
        ("Node.js/Deno", "https://a.org/x"),
        ("Project page", "https://a.org/x"),
    ],
)
def test_silent(text: str, url: str) -> None:
    """What is the same thing under another form, or names nothing, is left alone."""
    assert told(RULE, link(text, url)) == []


@pytest.mark.parametrize(
    "text",
    [
        "https://arxiv.org/abs/2401.00010\n",
        "<https://a.org/x>\n",
        "[![arXiv](https://img.shields.io/badge/arXiv-2401.00001-red)](https://a.org/x)\n",
        "![2401.00001](https://a.org/2401.00010.png)\n",
    ],
)
def test_silent_without_a_text(text: str) -> None:
    """Bare addresses and pictures have no text that could say anything else."""
    assert told(RULE, text) == []


@pytest.mark.parametrize(
    ("text", "url", "named", "real"),
    [
        ("2401.00001", "https://arxiv.org/abs/2401.00010", "2401.00001", "2401.00010"),
        ("arXiv 2401.00001v2", "https://arxiv.org/pdf/2401.00010v2", "2401.00001", "2401.00010"),
        ("2401.00001", "https://huggingface.co/papers/2401.00010", "2401.00001", "2401.00010"),
        ("2401.00001", "https://github.com/user/repo", "2401.00001", "user/repo"),
        ("math/0301001", "https://arxiv.org/abs/math/0301002", "math/0301001", "math/0301002"),
        ("user/repo", "https://github.com/user/other", "user/repo", "user/other"),
        ("user/repo", "https://github.com/other/repo", "user/repo", "other/repo"),
        ("`user/repo`", "https://github.com/user/repo2", "user/repo", "user/repo2"),
        ("https://github.com/user/repo", "https://github.com/user/repo2",
         "https://github.com/user/repo", "user/repo2"),
        ("arxiv.org/abs/2401.00001", "https://arxiv.org/abs/2401.00010",
         "arxiv.org/abs/2401.00001", "2401.00010"),
        ("https://a.org/x", "https://b.org/y", "https://a.org/x", "https://b.org/y"),
        ("https://a.org/x", "https://a.org/y", "https://a.org/x", "https://a.org/y"),
        ("https://openreview.net/forum?id=one", "https://openreview.net/forum?id=two",
         "https://openreview.net/forum?id=one", "https://openreview.net/forum?id=two"),
    ],
)  # fmt: skip
def test_found(text: str, url: str, named: str, real: str) -> None:
    """Another paper, another repository, another address: both are named, neither is preferred."""
    (finding,) = findings(RULE, link(text, url))
    assert finding.message == f"the text names {named}, the link leads to {real}"
    assert (finding.severity, finding.url, finding.fix) == ("error", url, None)
    assert (finding.claimed, finding.observed) == (named, real)


def test_two_words_with_a_slash() -> None:
    """Two words are a repository if the list, or GitHub, knows one of that name."""
    text = link("pots/pans", "https://github.com/user/repo")
    assert told(RULE, text) == []
    assert len(told(RULE, text + link("Code", "https://github.com/pots/pans"))) == 1
    assert len(told(RULE, text, alive("repo:pots/pans"))) == 1


@pytest.mark.parametrize(
    "evidence",
    [
        alive("repo:former/repo", canonical="later/repo"),
        alive("repo:later/repo", canonical="Former/Repo"),
    ],
)
def test_renamed(evidence: Observation) -> None:
    """Two names of one repository are no contradiction."""
    text = link("former/repo", "https://github.com/later/repo")
    assert len(told(RULE, text)) == 1
    assert told(RULE, text, evidence) == []


def test_reference_links() -> None:
    """A reference link is shown at its use."""
    (finding,) = findings(
        RULE, "See [2401.00001][one].\n\n[one]: https://arxiv.org/abs/2401.00010\n"
    )
    assert finding.span.start == len("See ")

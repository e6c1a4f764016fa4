"""What a link is for, told by where it leads and then by what it says.

The hosts are those that lists of papers link to most (counted over thirty lists).
"""

import re

from listcheck.model import Role
from listcheck.patterns import lazy_compile

_HOST = re.compile(
    r"(?:https?:)?//(?:[^/?#@\\]*@)?(?:www\.)?([^/?#:\\]+)(?::\d+)?([^?#]*)", re.IGNORECASE
)

_PAPER_HOSTS = frozenset(
    [
        "arxiv.org",
        "export.arxiv.org",
        "browse.arxiv.org",
        "ar5iv.org",
        "ar5iv.labs.arxiv.org",
        "alphaxiv.org",
        "doi.org",
        "dx.doi.org",
        "openreview.net",
        "aclanthology.org",
        "aclweb.org",
        "ieeexplore.ieee.org",
        "dl.acm.org",
        "openaccess.thecvf.com",
        "proceedings.mlr.press",
        "proceedings.neurips.cc",
        "papers.nips.cc",
        "papers.neurips.cc",
        "ojs.aaai.org",
        "ecva.net",
        "link.springer.com",
        "sciencedirect.com",
        "semanticscholar.org",
        "biorxiv.org",
        "medrxiv.org",
        "isca-archive.org",
        "isca-speech.org",
        "ijcai.org",
        "dblp.uni-trier.de",
        "dblp.org",
        "jmlr.org",
        "ndss-symposium.org",
        "usenix.org",
        "eprint.iacr.org",
        "preprints.org",
        "papers.ssrn.com",
        "hal.science",
        "pubmed.ncbi.nlm.nih.gov",
    ]
)
_CODE_HOSTS = frozenset(
    [
        "github.com",
        "gitlab.com",
        "bitbucket.org",
        "codeberg.org",
        "gitee.com",
        "gist.github.com",
        "sr.ht",
    ]
)
_DATA_HOSTS = frozenset(["zenodo.org", "kaggle.com", "figshare.com", "data.mendeley.com"])
_MODEL_HOSTS = frozenset(["modelscope.cn", "ollama.com", "replicate.com"])
_BLOG_HOSTS = frozenset(
    ["medium.com", "towardsdatascience.com", "zhuanlan.zhihu.com", "substack.com", "notion.site"]
)
_BADGE_HOSTS = frozenset(
    [
        "img.shields.io",
        "badgen.net",
        "badge.fury.io",
        "awesome.re",
        "shields.io",
        "visitor-badge.glitch.me",
    ]
)
_BY_HOST = {
    **dict.fromkeys(_PAPER_HOSTS, Role.PAPER),
    **dict.fromkeys(_CODE_HOSTS, Role.CODE),
    **dict.fromkeys(_DATA_HOSTS, Role.DATA),
    **dict.fromkeys(_MODEL_HOSTS, Role.MODEL),
    **dict.fromkeys(_BLOG_HOSTS, Role.BLOG),
}
_HUGGING_FACE = (("papers", Role.PAPER), ("datasets", Role.DATA), ("blog", Role.BLOG))
_ENDINGS = ((".github.io", Role.PROJECT), (".gitlab.io", Role.PROJECT), (".medium.com", Role.BLOG))
_REPOSITORY = lazy_compile(r"/[^/]+/[^/]+")
_BADGE_PATH = lazy_compile(r"badge\.svg$|/badges?/", re.IGNORECASE)

# Words of a link's text, in the order in which they decide.
_CUES = (
    (lazy_compile(r"\b(?:paper|pdf|arxiv|preprint|abs|论文)\b|论文", re.IGNORECASE), Role.PAPER),
    (lazy_compile(r"\b(?:dataset|datasets|data|benchmark)\b|数据", re.IGNORECASE), Role.DATA),
    (lazy_compile(r"\b(?:models?|weights|checkpoints?|ckpt)\b|模型", re.IGNORECASE), Role.MODEL),
    (
        lazy_compile(r"\b(?:project|page|website|homepage|site|demo|web)\b|主页", re.IGNORECASE),
        Role.PROJECT,
    ),
    (lazy_compile(r"\b(?:blog|post|article)\b|博客", re.IGNORECASE), Role.BLOG),
    (
        lazy_compile(r"\b(?:code|github|implementation|repo(?:sitory)?)\b|代码", re.IGNORECASE),
        Role.CODE,
    ),
)
_ANY_CUE = re.compile("|".join(cue.pattern for cue, _ in _CUES), re.IGNORECASE)
_LONGEST_LABEL = 40  # a longer text is a title or a sentence, whose words are no cue


def role_of(target: str, text: str, *, image: bool) -> Role:
    """The role of a link.

    Args:
        target: Where it leads, as `Link.target`.
        text: What it says, as `Link.text`.
        image: Whether it is a picture.
    """
    found = _HOST.match(target)
    host, path = (found.group(1).lower(), found.group(2)) if found else ("", "")
    if image:
        return Role.BADGE if host in _BADGE_HOSTS or _BADGE_PATH.search(path) else Role.IMAGE
    return _by_address(host, path) or (_by_text(text) if host else None) or Role.OTHER


def _by_address(host: str, path: str) -> Role | None:
    """What the address alone says."""
    if host in ("huggingface.co", "hf.co"):
        if path.lower().endswith(".pdf"):
            return Role.PAPER
        first = path.strip("/").partition("/")[0]
        return next((role for name, role in _HUGGING_FACE if name == first), Role.MODEL)
    role = _BY_HOST.get(host)
    if role is Role.CODE and not _REPOSITORY.match(path):
        return Role.OTHER
    if role is None and path.lower().endswith(".pdf"):
        return Role.PAPER
    if role is Role.CODE and path.lower().endswith(".pdf"):
        return Role.PAPER
    return role or next((role for ending, role in _ENDINGS if host.endswith(ending)), None)


def _by_text(text: str) -> Role | None:
    """What the label says."""
    if len(text) > _LONGEST_LABEL or not _ANY_CUE.search(text):
        return None
    return next((role for cue, role in _CUES if cue.search(text)), None)

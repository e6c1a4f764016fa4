"""What a link is for, told by where it leads and then by what it says.

The hosts are those that lists of papers link to most (counted over thirty lists).
"""

import re

from listcheck.model import Role
from listcheck.patterns import lazy_compile

_HOST = re.compile(r"(?i:https?:)?//(?:[^/?#@\\]*@)?(?i:www\.)?([^/?#:\\]+)(?::\d+)?([^?#]*)")

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
_ENDINGS = {".github.io": Role.PROJECT, ".gitlab.io": Role.PROJECT, ".medium.com": Role.BLOG}
_ANY_ENDING = tuple(_ENDINGS)
_REPOSITORY = lazy_compile(r"/[^/]+/[^/]+")
_BADGE_PATH = lazy_compile(r"badge\.svg$|/badges?/", re.IGNORECASE)

# Words of a link's text, and in Chinese parts of it, in the order in which they decide.
_CUE_WORDS = (
    ("paper pdf arxiv preprint abs", "论文", Role.PAPER),
    ("dataset datasets data benchmark", "数据", Role.DATA),
    ("model models weights checkpoint checkpoints ckpt", "模型", Role.MODEL),
    ("project page website homepage site demo web", "主页", Role.PROJECT),
    ("blog post article", "博客", Role.BLOG),
    ("code github implementation repo repository", "代码", Role.CODE),
)
_CUES = tuple(
    (lazy_compile(rf"\b(?:{words.replace(' ', '|')})\b|{part}", re.IGNORECASE), role)
    for words, part, role in _CUE_WORDS
)
_ANY_CUE = frozenset(word for words, _, _ in _CUE_WORDS for word in words.split())
_WORD = re.compile(r"\w+")
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
    if role in (None, Role.CODE) and path[-4:].lower() == ".pdf":
        return Role.PAPER
    if role is None and host.endswith(_ANY_ENDING):
        return next(role for ending, role in _ENDINGS.items() if host.endswith(ending))
    return role


def _by_text(text: str) -> Role | None:
    """What the label says."""
    if len(text) > _LONGEST_LABEL:
        return None
    if text.isascii() and _ANY_CUE.isdisjoint(_WORD.findall(text.lower())):
        return None  # as most
    return next((role for cue, role in _CUES if cue.search(text)), None)

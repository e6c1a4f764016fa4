"""Data files with keys of their own, read as documents."""

from listcheck.model import Role
from listcheck.readers.foreign import document

TEXT = """
works:
- title: "A Good Paper"
  arxiv: 2301.10100
  code: https://github.com/owner/name
  website: 'https://example.org'
  stars: 1.2k
  date: 2023-01
- name: Bare
  authors: Nobody
"""


def test_links_and_claims() -> None:
    """What the usual keys say is a link or a claim, each at its place."""
    one = document("own.yaml", TEXT.encode())
    (entry, *_) = one.entries
    assert (entry.name, entry.kind) == ("A Good Paper", "entry")
    assert [(link.role, link.target, link.syntax) for link in entry.links] == [
        (Role.PAPER, "https://arxiv.org/abs/2301.10100", "plain"),
        (Role.CODE, "https://github.com/owner/name", "plain"),
        (Role.PROJECT, "https://example.org", "plain"),
    ]
    assert all(one.slice(link.at) == link.url for link in entry.links)
    claims = {claim.field: (one.slice(claim.span), claim.syntax) for claim in entry.claims}
    assert claims == {
        "title": ("A Good Paper", "value"), "stars": ("1.2k", "plain"),
        "date": ("2023-01", "plain"),
    }  # fmt: skip
    assert one.position(entry.span.start)[0] == 3


def test_no_list() -> None:
    """A file without works is a document without entries."""
    assert document("own.json", b'{"a": [1, {"b": 2}]}').entries == ()

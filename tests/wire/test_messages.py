"""Addresses on the wire: what is read here is what httpx reads."""

import httpx
from hypothesis import given
from hypothesis import strategies as st

from listcheck.wire.messages import parse

LABEL = st.from_regex(r"[a-z0-9-]{1,12}", fullmatch=True)
HOSTS = st.lists(LABEL, min_size=1, max_size=4).map(".".join)
PATHS = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E, exclude_characters="#"))


@given(
    st.sampled_from(["http", "https"]),
    HOSTS,
    PATHS,
    st.sampled_from(["", ":80", ":443", ":8443", ":54321", ":65536"]),
)
def test_it_reads_as_httpx_does(scheme: str, host: str, path: str, port: str) -> None:
    """Scheme, host, port and path are the same, whichever way they were read."""
    url = f"{scheme}://{host}{port}/{path}"
    mine = parse(url)
    if mine is None:
        return
    theirs = httpx.URL(url)
    read = (mine.scheme, mine.raw_host, mine.port, mine.raw_path, mine.netloc)

    assert read == (
        theirs.scheme, theirs.raw_host, theirs.port, theirs.raw_path, theirs.netloc
    )  # fmt: skip
    assert httpx.URL(str(mine)).raw_path == theirs.raw_path

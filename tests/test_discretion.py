"""Which addresses of a list a third party may be told."""

import pytest

from listcheck.discretion import may_be_told


@pytest.mark.parametrize(
    ("told", "url"),
    [
        (True, "https://a.example.org/p?page=2"),
        (True, "http://a.example.org/p"),
        (False, "https://10.1.2.3/p"),
        (False, "https://[::1]/p"),
        (False, "https://intranet/p"),
        (False, "https://wiki.corp/p"),
        (False, "https://printer.local/p"),
        (False, "https://a.example.org:8443/p"),
        (False, "https://user@a.example.org/p"),
        (False, "https://a.example.org/p?access_token=x"),
        (False, "https://a.example.org/p?a=b&X-Amz-Signature=x"),
        (True, "https://a.example.org/p;v=2?keyword=x&author=y&id=1"),
        (False, "https://wiki.corp./p"),
        (False, "https://127.0.0.1./p"),
        (False, "https://a.example.org/p?private_token=x"),
        (False, "https://a.example.org/p?accessToken=x"),
        (False, "https://a.example.org/p?X-APIKey=x"),
        (False, "https://a.example.org/p?a=b;client_secret=x"),
        (False, "https://a.example.org/p;jsessionid=x"),
        (False, "https://a.example.org/p#access_token=x"),
        (False, "https://web.archive.org/web/2025/https://a.example.org/"),
        (False, "https://a.example.org:x/"),
    ],
)
def test_who_may_be_told(told: bool, url: str) -> None:
    """No archive hears of what is internal, or of an address that lets somebody in."""
    assert may_be_told(url) is told

"""Texts as outsiders would write them who want to be more than text."""

from hypothesis import strategies as st

# What means something in Markdown, on GitHub, to its runner or in XML, and what it is made of.
PIECES = (
    "`", "``", "```", "`" * 80, "`" * 100, "|", "\\", "\\|", "\n", "\r\n", "\n\n", "\t", " ",
    "    ", "@user", "@org/team", "#1", "GH-1", "owner/repo#1", "https://example.org/a?b=c",
    "www.example.org", "mail@example.org", "<b>", "</code>", "</details>", "<script>",
    "<img src=x onerror=alert(1)>", "<!--", "-->", "<![CDATA[", "]]>", "[a](https://example.org)",
    "![a](b)", "[^1]", "[x]", "](", "&amp;", "&#64;", "&#96;", "*", "**", "_", "~~", "$", "$`",
    ":smile:", "#", "- ", "1. ", "> ", "---", "~~~", "::error::x", "\n::add-mask::x", "##[error]",
    "%0A::warning::x", "%", ",", ":", "{0}", "[a](0)", "\x00", "\x1b[31m", "\x9b", "\u202e",
    "\u2066", "\u200b", "\ufeff", "\u2028", "\u00a0", "\ud800", "\ufffe", "é", "漢", "a",
    "fixes #3",
)  # fmt: skip
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=12).map("".join)

"""A link that the rendered page does not show as one, or that has no destination.

What it finds: markup of links that GitHub shows as text, such as `[text] (https://...)`, a missing
or misplaced bracket, a blank within an address, an address in square brackets, a link cut in two by
the bar of its table; destinations that are empty (`[code]()`), a placeholder (`#` under “code”,
`TODO`, `url`), or miswritten (`https//`, `https://https://`, no scheme at all).

Why it matters: the work behind it is not to be reached, and the author, who sees the source, does
not notice.

What to do: write `[text](address)`. The fix does it where nothing else can have been meant.

What it cannot know: what an empty destination should have been. Where the text itself says that
there is nothing yet (“coming soon”), and where a mere picture leads nowhere, it is a note. What
stands in code, in comments and behind backslashes is never judged.

Example: `[paper] (https://arxiv.org/abs/2306.13649)`.

Cost: none.
"""

import re
from collections.abc import Iterator

from listcheck import retarget
from listcheck.case import Case, Rule
from listcheck.model import Document, Entry, Finding, Fix, Link, Slip, SlipKind, Span
from listcheck.patterns import lazy_compile
from listcheck.rules.destinations import Miswritten, is_label, miswritten

# What is amiss, and what to do about it.
_SLIPS: dict[SlipKind, tuple[str, str]] = {
    "gap": ("a blank between ] and ( keeps this from being a link", "take out the blank"),
    "unclosed": ("the ) behind the address is missing: shown as text", "close the parenthesis"),
    "blank": ("a blank in the address keeps it from being linked", "take out the blank"),
    "swapped": ("round and square brackets are swapped: shown as text", "swap the brackets"),
    "glued": ("an address right behind ] is no destination", "put the address in parentheses"),
    "inside": ("a ] before the address is missing: shown as text", "close the bracket"),
    "stray": ("markup of a link is shown as text", "write [text](address)"),
    "words": ("no address stands where one belongs: shown as text", "write [text](address)"),
    "nested": ("a link in the text of a link: the outer one is shown as text", "part the two"),
    "cut": ("a bar in the text cuts this link in two cells", "escape the bar"),
    "unlinked": ("this address is not linked", "put the address in angle brackets"),
    "scheme": ("the address does not begin with http:// or https://", "write ://"),
    "tag": ("this tag is not closed, and is shown as text", "close the tag"),
    "undefined": ("this reference is not defined: shown as text", "define it"),
    "bracket": ("a bracket too few or too many beside a link", "write both brackets or none"),
}


def check(case: Case) -> Iterator[Finding]:
    """Everything in the texts that was meant to lead somewhere, and does not."""
    for document in case.catalog.documents:
        yield from (_of_slip(document, slip) for slip in document.slips if _counts(document, slip))
        pictures = []
        for link in document.links:
            wrong = miswritten(link) or _open_tag(document, link)
            if wrong is None or case.files.get((document.path, link.target)):
                continue
            if any(slip.span.start <= link.span.start < slip.span.end for slip in document.slips):
                continue
            if _is_picture_nowhere(document, link):
                pictures.append(link)
            elif not (
                wrong.sample and (_SAMPLE.fullmatch(link.text) or _explains(document, link.span))
            ):
                yield _of_link(case, document, link, wrong)
        if pictures:
            yield _of_pictures(document, pictures)


# Where a text shows how entries are to be written.
_HOW_TO = lazy_compile(
    r"contribut|how to|format|template|guideline|submit|add(?:ing)? |example|syntax|markdown|贡献",
    re.IGNORECASE,
)
_SAMPLE = lazy_compile(
    r"\W*(?:your|the|a|paper|project|link|tool|list)?[ -]?(?:text|titles?|names?|label)\W*",
    re.IGNORECASE,
)


def _counts(document: Document, slip: Slip) -> bool:
    """Whether this rule is to tell of a slip.

    Words in parentheses behind brackets were to be an address only behind a label.
    """
    if slip.kind == "cut":  # where text is lost by it, the row is malformed
        rows = (row for row in document.rows if row.span.start <= slip.span.start < row.span.end)
        return all(len(row.cells) <= row.columns for row in rows)
    if slip.kind != "words":
        return True
    text = document.slice(slip.span)[1:].partition("](")[0]
    return is_label(text) or text.startswith("[")


def _explains(document: Document, span: Span) -> bool:
    """Whether the text here shows how entries are to be written."""
    above = [one.section for one in document.headings if one.span.start <= span.start]
    return bool(above) and any(_HOW_TO.search(name) for name in above[-1])


def _entry(document: Document, span: Span) -> Entry | None:
    """The innermost entry that a span begins in."""
    inside = (one for one in document.entries if one.span.start <= span.start < one.span.end)
    return max(inside, key=lambda one: one.span.start, default=None)


def _of_slip(document: Document, slip: Slip) -> Finding:
    what, title = _SLIPS[slip.kind]
    entry = _entry(document, slip.span)
    fix = Fix(title, slip.edits, safe=slip.certain) if slip.edits else None
    return Finding(
        RULE.slug, RULE.severity, what, slip.span, entry=entry.name if entry else None,
        url=slip.url, advice=title, fix=fix, key=f"{slip.kind} {document.slice(slip.span)}",
    )  # fmt: skip


def _of_link(case: Case, document: Document, link: Link, wrong: Miswritten) -> Finding:
    entry = case.entry_of(link)
    return Finding(
        RULE.slug, RULE.severity if wrong.grave else "info", f"{_named(link)}{wrong.what}",
        link.span, entry=entry.name if entry else None, url=link.url, observed=wrong.right,
        advice=f"write {wrong.right}" if wrong.right else "write where it leads, or no link",
        fix=_fix(link, wrong), key=f"{link.target} {link.text}",
    )  # fmt: skip


def _of_pictures(document: Document, links: list[Link]) -> Finding:
    """One note for all pictures in links that lead nowhere: it is a habit, not a slip."""
    first, *rest = links
    count = f" ({len(links)} in this file)" if rest else ""
    return Finding(
        RULE.slug, "info", f"{_named(first)}a picture in a link that leads nowhere{count}",
        first.span, url=first.url, related=tuple(link.span for link in rest),
        advice="take the link off the picture", key="pictures",
    )  # fmt: skip


def _is_picture_nowhere(document: Document, link: Link) -> bool:
    """Whether it is a picture around which a link without a destination was left."""
    source = document.slice(link.span)
    wrapped = source.startswith("[![") or "<img" in source
    return not link.target.strip() and not link.is_image and wrapped


def _open_tag(document: Document, link: Link) -> Miswritten | None:
    """An `<a>` that ends at its own tag: what follows it is in the link as far as browsers go."""
    source = document.slice(link.span) if link.syntax == "html" else ""
    if not source.endswith(">") or "</" in source:
        return None
    return Miswritten("this <a> is not closed")


def _named(link: Link) -> str:
    return f"“{link.text[:40]}”: " if link.text else ""


def _fix(link: Link, wrong: Miswritten) -> Fix | None:
    edit = retarget.to(link, wrong.right) if wrong.right else None
    return Fix(f"write {wrong.right}", (edit,), safe=wrong.certain) if edit else None


RULE = Rule("broken-markup", "warning", __doc__, check, mends=True)

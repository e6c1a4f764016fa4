"""The top of the text: the verdict, the date of the last run, and boxes to tick."""

import re

from listcheck.github.dashboard import boxes, memory
from listcheck.github.dashboard.boxes import FIX, RECHECK, box
from listcheck.github.dashboard.content import SEVERITIES, Content
from listcheck.github.dashboard.items import day
from listcheck.github.dashboard.memory import Memory
from listcheck.github.dashboard.page import Page, many
from listcheck.markup import code

_RUN = ("<!-- listcheck:run -->", "<!-- listcheck:end -->")
_LAST_RUN = re.compile(rf"^{_RUN[0]}\n.*?^{_RUN[1]}$", re.MULTILINE | re.DOTALL)
_NAMES = {"error": ("error", "errors"), "warning": ("warning", "warnings"),
          "info": ("note", "notes")}  # fmt: skip


def top(page: Page) -> str:
    """All that stands above the sections."""
    unseen = page.content.unseen
    note = (
        f"**Incomplete:** {code(unseen)}. There may be more than stands here.\n" if unseen else ""
    )
    last = _last_run(page, note)
    parts = (f"**{_verdict(page)}**\n", last, _boxes(page.content))
    return "\n".join(part for part in parts if part)


def _verdict(page: Page) -> str:
    counts, sections = page.content.counts, page.content.sections
    told = [many(counts[one], *_NAMES[one]) for one in SEVERITIES if counts.get(one)]
    off = len(sections["snoozed"])
    rest = f" {off:,} put off." if off else ""
    if not told:
        return f"{'Nothing is left to do' if off else _faultless(page)}.{rest}"
    new = len(sections["new"])
    since = f", {new:,} of them new since {day(page.before.told)}" if new and page.before else ""
    return f"{', '.join(told)}{since}.{rest}"


def _faultless(page: Page) -> str:
    unverified = page.result.coverage.unverified
    return "Nothing wrong found, but not everything could be checked" if unverified else "All good"


def _last_run(page: Page, note: str) -> str:
    """The date, and how much was seen: what changes without a finding that does."""
    coverage = page.result.coverage
    counts = {
        "checked": coverage.verified,
        "could not be checked": coverage.unverified,
        "refused": coverage.refused,
        "skipped": coverage.skipped,
    }
    told = ", ".join(f"{count:,} {what}" for what, count in counts.items() if count)
    links = many(coverage.links, "address", "addresses")
    when = f"Last run: {_when(page)}. {links}{f': {told}' if told else ''}.\n"
    return "\n".join(part for part in (_RUN[0], when, note, _RUN[1]) if part) + "\n"


def _when(page: Page) -> str:
    date = day(page.result.started_at)
    return f"{date} ([log]({page.log}))" if page.log else date


def _boxes(content: Content) -> str:
    if not content.something:
        return ""
    found = [box(RECHECK, "Check again, and ask everything anew")]
    found += [
        box(f"{FIX} {kind}", f"Open a pull request: {many(count, 'correction', 'corrections')} "
            f"of {kind}")
        for kind, count in content.fixes.items()
    ]  # fmt: skip
    return "".join(found)


def still(body: str, page: Page, kept: Memory, unlisted: int) -> str | None:
    """The text as it is, with a word on a run that could not see enough to speak for the list.

    Its boxes are empty again, whoever ticked them: after this edit of ours nobody could tell.

    Args:
        body: the text of the issue.
        page: of the run that could not see.
        kept: what the issue remembers.
        unlisted: how many findings of that run stand nowhere in the text.

    Returns:
        None where the text is not as we wrote it.
    """
    more = f" It found {many(unlisted, 'thing', 'things')} more, in its log." if unlisted else ""
    note = (
        f"**Incomplete:** {code(page.content.unseen)}. What stands below is of {day(kept.told)}, "
        f"and none of it was dropped.{more}\n"
    )
    off = {until: list(marks) for until, marks in page.snoozed}
    changes = {"run": page.result.started_at, "partial": True, "snoozed": off}
    remembered = kept.model_copy(update=changes)
    plain = body.replace("\r\n", "\n")
    if not _LAST_RUN.search(plain):
        return None
    told = _LAST_RUN.sub(lambda _: _last_run(page, note).rstrip("\n"), plain, count=1)
    return memory.replaced(boxes.cleared(told), remembered)

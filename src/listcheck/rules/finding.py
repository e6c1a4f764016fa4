"""How rules make findings: the place, the proof and the neighbours, from what they judge."""

from typing import Any

from listcheck.case import Case, Place, Rule
from listcheck.exchange import Exchange
from listcheck.history import day
from listcheck.model import Claim, Entry, Finding, Fix, Observation


def about(
    case: Case,
    rule: Rule,
    place: Place,
    message: str,
    *,
    advice: str = "",
    fix: Fix | None = None,
    claimed: str | int | None = None,
    observed: str | int | None = None,
    proof: tuple[Exchange, ...] = (),
) -> Finding:
    """A finding about a target: at its first link, with the others as related places.

    `proof` is what was asked besides the target itself; the last thing that was asked of that stays
    the last, since it is what renderers show.
    """
    entry = case.entry_of(place.link)
    seen = place.verdict.observation
    trail = seen.trail if seen else ()
    return Finding(
        rule.slug, rule.severity, message, place.link.place,
        entry=entry.name if entry else None,
        url=place.link.url,
        related=tuple(link.place for link in place.links if link is not place.link),
        claimed=claimed, observed=observed,
        trail=(*trail[:-1], *proof, *trail[-1:]),
        advice=advice, fix=fix, key=f"{place.target.key} {place.target.part}".strip(),
    )  # fmt: skip


def of_claim(
    rule: Rule,
    entry: Entry,
    claim: Claim,
    message: str,
    seen: Observation | None,
    **more: Any,
) -> Finding:
    """A finding about something that an entry claims."""
    return Finding(
        rule.slug, rule.severity, message, claim.span,
        entry=entry.name, claimed=claim.text, trail=seen.trail if seen else (),
        key=f"{claim.field} {seen.key if seen else ''}", **more,
    )  # fmt: skip


def failing(case: Case, place: Place) -> str:
    """Since when it fails, in words; empty where this is the first time."""
    life = case.life(place.target)
    if life.failing_since is None or life.failures < 2:
        return ""
    since = f"; failing since {day(life.failing_since)}"
    if place.verdict.state != "dead":
        return since
    confirmed = "confirmed" if life.confirmed else "not yet confirmed"
    days = f"{life.confirmations} day{'s' * (life.confirmations != 1)}"
    return f"{since}, {confirmed} (dead on {days})"

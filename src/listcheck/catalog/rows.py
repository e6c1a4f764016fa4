"""The rows of the rendered list: what is shown of an entry, in cells."""

from collections.abc import Callable, Iterator, Sequence
from urllib.parse import quote

from listcheck.catalog.markdown import Markdown, image, joined, link, plain
from listcheck.catalog.models import Code, Entry, Judgement, List
from listcheck.catalog.works import Work

MAIN = ("Work", "Stars", "Date", "Organisations", "Links", "Title and notes")
NONE = Markdown("—")
ALIASES = "Also called"
ELSEWHERE = "Listed here too; filed under"
STATUS = {
    "soon": "code announced",
    "placeholder": "repository empty so far",
    "models-only": "models only",
}
LEVELS = {"partial": "in part", "no": "not met", "not-applicable": "not applicable"}


def main(work: Work, section: str, home: Markdown) -> tuple[Markdown, ...]:
    """The row of the main table. `home` links the section that an entry is filed in."""
    entry = work.entry
    stars = [_star_badge(entry.code[0])] if entry.code else []
    status = [STATUS[entry.code_status]] if entry.code_status else []
    told = [_titled(entry), *([entry.notes] if entry.notes else [])]
    if work.section != section:
        told = [_titled(entry), Markdown(f"{ELSEWHERE} {home}.")]
    return (
        named(entry),
        joined([*stars, *status], "<br>") or NONE,
        plain(entry.date or "") or NONE,
        joined(entry.organisations, " / ") or NONE,
        joined(_links(entry), " · ") or NONE,
        joined(told, "<br>") or NONE,
    )


def named(entry: Entry) -> Markdown:
    """The name, leading to the code, or else to the first place there is."""
    first = next((url for _, url in _places(entry)), None)
    return link(entry.name, first) if first else plain(entry.name)


def _titled(entry: Entry) -> Markdown:
    title = Markdown(f"**{plain(entry.title)}**") if entry.title else Markdown()
    return joined([title, *([f"({entry.venue})"] if entry.venue else [])], " ")


def _star_badge(code: Code) -> Markdown:
    return image("Stars", f"https://img.shields.io/github/stars/{code.repository}?style=flat")


def _links(entry: Entry) -> Iterator[Markdown]:
    """Every place of an entry, but the code that its name leads to if there is no more of it."""
    shown = list(_places(entry))
    for number, (label, url) in enumerate(shown):
        if number or not entry.code or entry.code[0].path:
            yield link(label, url)


def _places(entry: Entry) -> Iterator[tuple[str, str]]:
    for code in entry.code:
        yield (code.path or "code", _code_url(code))
    for number in entry.arxiv:
        yield (f"arXiv {number}", f"https://arxiv.org/abs/{number}")
    if entry.paper:
        yield ("paper", entry.paper)
    if entry.project:
        yield ("project", entry.project)
    yield from (("blog", url) for url in entry.blog)
    yield from (("model", url) for url in entry.models)
    yield from ((other.label, other.url) for other in entry.links)


def _code_url(code: Code) -> str:
    path = f"/tree/HEAD/{quote(code.path)}" if code.path else ""
    return f"https://github.com/{code.repository}{path}"


# --- details -------------------------------------------------------------------------------------

Column = tuple[str, Callable[[Entry], Sequence[str]]]


def columns(the_list: List, entries: Sequence[Entry]) -> list[Column]:
    """The columns of a details table: the axes, and every detail that one of the entries has."""
    found: list[Column] = [
        *((axis.title, _axis(slug)) for slug, axis in the_list.axes.items()),
        *((detail.title, _detail(slug)) for slug, detail in the_list.details.items()),
        (ALIASES, lambda entry: entry.aliases),
    ]
    return [(title, get) for title, get in found if any(get(entry) for entry in entries)]


def _axis(slug: str) -> Callable[[Entry], Sequence[str]]:
    return lambda entry: entry.axes.get(slug, ())


def _detail(slug: str) -> Callable[[Entry], Sequence[str]]:
    return lambda entry: entry.details.get(slug, ())


def details(entry: Entry, shown: Sequence[Column]) -> tuple[Markdown, ...]:
    """The row of the details table."""
    return (plain(entry.name), *(joined(get(entry)) or NONE for _, get in shown))


def strictness(entry: Entry) -> Markdown:
    """Which criteria an entry does not meet in full, and why; empty where it meets them all."""
    return joined(
        (
            _judged(slug, judgement)
            for slug, judgement in entry.criteria.items()
            if judgement.level != "full"
        ),
        "; ",
    )


def _judged(slug: str, judgement: Judgement) -> str:
    return f"{slug.upper()} {LEVELS[judgement.level]}: {judgement.because}"

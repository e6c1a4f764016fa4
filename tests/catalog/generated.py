"""Catalogs and lists that hypothesis makes up, odd ones first."""

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from listcheck.catalog.loading import read
from listcheck.catalog.models import Entry, List
from listcheck.catalog.works import Works
from listcheck.catalog.writing import list_text, section_text

ODD = (
    "|", "\\", "\\|", "*", "**", "_", "`", "[", "]", "](x)", "(", ")", "<br>", "<b>", "</details>",
    "<!--", "-->", "--", "&amp;", "&#44;", "; ", ", ", " / ", " · ", ": ", ". ", "—", "#", "~~",
    "$", "!", '"', "'", "\n", "\t", "  ", "\r\n", "\u00a0", "\u200b", "\u202e", "\u2028", "\x07",
    "\N{ROCKET}", "\N{WOMAN}\u200d\N{ROCKET}", "\u05d0\u05d1", "\u0627\u0644", "\u8bba\u6587",
    "::error::", "https://a.org/b", "www.a.org", "a@b.org", "1. ", "- ", "Also listed under [",
    "C1 in part: ", "in full", "code", "paper", "arXiv 2301.10100", "Work", "Also called",
)  # fmt: skip
_words = st.text(st.characters(codec="utf-8"), min_size=1, max_size=8)
texts = st.lists(st.sampled_from(ODD) | _words, min_size=1, max_size=5).map("".join)
long_texts = st.one_of(texts, texts.map(lambda text: text * 50))
slugs = st.from_regex(r"[a-z0-9]{1,3}(?:[-_][a-z0-9]{1,3})?", fullmatch=True)
_repositories = st.from_regex(r"[a-z][a-z0-9]{0,3}/[A-Za-z][A-Za-z0-9._-]{0,3}", fullmatch=True)
repositories = _repositories.filter(lambda name: not name.endswith((".git", ".")))
paths = texts.filter(lambda text: text[0] != "/" and "\n" not in text and "\r" not in text)
urls = st.one_of(
    st.sampled_from(
        ["https://a.org", "https://a.org/x_(y)", "https://a.org/a|b", "https://a.org/?a=1&lt;&b=2",
         "https://a.org/\u8bba", "https://github.com/o/r", "https://github.com/o/r/tree/HEAD/p",
         "https://arxiv.org/abs/2301.10100", "https://a.org/%20", "https://a.org/a_b*c*[d]"]
    ),
    repositories.map(lambda name: f"https://github.com/{name}"),
)  # fmt: skip
months = st.sampled_from(["2024", "2024-02", "1999-12"])
days = st.dates(dt.date(2000, 1, 1), dt.date(2030, 1, 1))
arxiv = st.sampled_from(["2301.10100", "2301.10100v2", "hep-th/9901001", "1506.02640"])
_stars = st.fixed_dictionaries({"count": st.integers(0, 10**6), "as_of": days})
LEVELS = ("full", "partial", "no", "not-applicable")


def some(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Nothing, or one to three values."""
    return st.lists(strategy, max_size=3)


def _codes() -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries({"repository": repositories}, optional={"path": paths})


def _judgements() -> st.SearchStrategy[Any]:
    return st.builds(
        lambda level, because: {
            "level": level,
            "because": because or ("" if level == "full" else "-"),
        },
        st.sampled_from(LEVELS),
        st.just("") | texts,
    )


def _words_of(draw: st.DrawFn, *, least: int) -> dict[str, str]:
    return draw(st.dictionaries(texts, texts, min_size=least, max_size=3))


@st.composite
def fronts(draw: st.DrawFn) -> List:
    """A list file."""
    from listcheck.catalog.models import OWN_KEYS  # noqa: PLC0415

    keys = draw(st.lists(slugs.filter(lambda s: s not in OWN_KEYS), max_size=4, unique=True))
    cut = draw(st.integers(0, len(keys)))
    titles = texts | st.just("Same")
    axes = {
        key: {"title": draw(titles), "question": draw(texts), "values": _words_of(draw, least=1)}
        for key in keys[:cut]
    }
    criteria = {key: {"title": draw(texts), "definition": draw(texts)} for key in keys[cut:]}
    details = {
        key: {
            "title": draw(titles), "many": draw(st.booleans()), "values": _words_of(draw, least=0),
        }
        for key in draw(st.lists(slugs | st.just("details"), max_size=3, unique=True))
    }  # fmt: skip
    names = draw(st.lists(slugs.filter(lambda s: s != "list"), min_size=1, max_size=4, unique=True))
    sections = []
    for number, slug in enumerate(names):
        section = {"slug": slug, "title": draw(titles), "scope": draw(texts)}
        label = draw(st.none() | texts | st.just(section["title"]))
        parent = draw(st.none() | st.sampled_from(names[:number])) if number else None
        section |= {"label": label} if label else {}
        sections.append(section | ({"parent": parent} if parent else {}))
    optional = {"repository": draw(st.none() | repositories)}
    return List.model_validate(
        {"name": draw(texts), "purpose": draw(long_texts), "axes": axes, "criteria": criteria,
         "details": details, "section": sections, **optional}
    )  # fmt: skip


@st.composite
def entries(draw: st.DrawFn, front: List, section: str, name: str) -> Entry:
    """An entry of a section."""
    others = [one.slug for one in front.section if one.slug != section]
    table: dict[str, Any] = {
        "name": name,
        "aliases": draw(some(texts)),
        "title": draw(st.none() | long_texts),
        "arxiv": draw(some(arxiv)),
        "paper": draw(st.none() | urls),
        "date": draw(st.none() | months),
        "organisations": draw(some(texts)),
        "venue": draw(st.none() | texts),
        "code": draw(some(_codes())),
        "code_status": draw(st.sampled_from([None, "soon", "placeholder", "models-only"])),
        "stars": draw(st.none() | _stars),
        "project": draw(st.none() | urls),
        "blog": draw(some(urls)),
        "models": draw(some(urls)),
        "links": draw(some(st.fixed_dictionaries({"label": texts, "url": urls}))),
        "also_in": draw(st.lists(st.sampled_from(others), unique=True)) if others else [],
        "notes": draw(st.none() | long_texts),
        "review": draw(st.none() | texts),
        "allow": draw(
            some(st.fixed_dictionaries({"rule": texts, "because": texts}, optional={"until": days}))
        ),
        "axes": {
            slug: draw(st.lists(st.sampled_from([*axis.values]), min_size=1, unique=True))
            for slug, axis in front.axes.items()
        },
        "criteria": {slug: draw(_judgements()) for slug in front.criteria},
        "details": {
            slug: draw(_given(detail))
            for slug, detail in front.details.items()
            if draw(st.booleans())
        },
    }  # fmt: skip
    if "unknown" in [value for values in table["axes"].values() for value in values]:
        table["axes"] = {slug: values[:1] for slug, values in table["axes"].items()}
    return Entry.model_validate({key: value for key, value in table.items() if value})


def _given(detail: Any) -> st.SearchStrategy[Any]:
    value = st.sampled_from([*detail.values]) if detail.values else texts
    return st.lists(value, min_size=1, max_size=3 if detail.many else 1)


@st.composite
def catalogs(draw: st.DrawFn) -> Works:
    """A whole catalog, as its files give it."""
    front = draw(fronts())
    names = draw(st.lists(texts, max_size=4, unique_by=str.casefold))
    homes = [draw(st.sampled_from([one.slug for one in front.section])) for _ in names]
    found = [
        (home, draw(entries(front, home, name))) for home, name in zip(homes, names, strict=True)
    ]
    picks = draw(
        some(st.fixed_dictionaries({"entry": st.sampled_from(names), "because": texts},
                                   optional={"url": urls}))
    ) if names else []  # fmt: skip
    front = List.model_validate({**front.model_dump(exclude_defaults=True), "pick": picks})
    files = {"d/list.toml": list_text(front)}
    for one in front.section:
        own = [entry for home, entry in found if home == one.slug]
        files[f"d/{one.slug}.toml"] = section_text(own, front)
    return read({path: text.encode() for path, text in files.items()}, claims=False)


# --- Markdown lists ------------------------------------------------------------------------------

_HEADER = "| Resource | Stars | Date | Org | Paper | Title / Notes |\n|---|---|---|---|---|---|\n"
_wild = st.lists(st.sampled_from(ODD) | st.just("**B**"), max_size=3).map("".join).map(
    lambda text: text.replace("\n", " ").replace("\r", " ")
)  # fmt: skip


@st.composite
def _rows(draw: st.DrawFn) -> str:
    cells = (
        f"[{draw(_wild)}]({draw(urls)})", draw(_wild), draw(months), draw(_wild),
        f"[arXiv {number}](https://arxiv.org/abs/{number})" if (number := draw(arxiv)) else "",
        draw(_wild),
    )  # fmt: skip
    return f"| {' | '.join(cells)} |\n"


@st.composite
def _bullets(draw: st.DrawFn) -> str:
    return f"- **{draw(_wild)}** {draw(_wild)} [[paper]({draw(urls)})] [[code]({draw(urls)})]\n"


@st.composite
def markdown_lists(draw: st.DrawFn) -> str:
    """A list as people write them: tables and bullets under headings."""
    parts = [f"# {draw(_wild)}\n\n{draw(_wild)}\n"]
    for _ in range(draw(st.integers(0, 3))):
        parts.append(f"\n{'#' * draw(st.integers(2, 4))} {draw(_wild)}\n\n{draw(_wild)}\n\n")
        if draw(st.booleans()):
            parts.append(_HEADER + "".join(draw(st.lists(_rows(), max_size=3))))
        else:
            parts += draw(st.lists(_bullets(), max_size=3))
    return "".join(parts)

"""Pages that are there, and among them those that a careless detector flags."""
# ruff: noqa: E501  (what a page holds reads best in one line)

import random
from collections.abc import Iterator

from listcheck.exchange import Answer
from pages.shapes import SHAPES, SHELL, Parts
from pages.sites import LOST, Beside, Sample, always, html, to
from pages.wordings import HOME, PLAIN, STORY, WORKS

_WAYS = ("article", "on a server that never says 404", "the same for every address", "moved elsewhere",
         "become a home page", "a home page", "short")  # fmt: skip


def articles(draw: random.Random) -> Iterator[Sample]:
    """Every shape with articles in several languages, on servers of every kind."""
    number = 0
    for shape, make in SHAPES.items():
        for _ in range(4):
            way = _WAYS[number % len(_WAYS)]
            language = draw.choice(list(STORY))
            work, _word = WORKS[number % len(WORKS)]
            host = f"living{number}.example.org"
            text = f"<p>{STORY[language].format(work=work)}</p>" * draw.choice((1, 2, 5))
            if way == "short":
                text = f"<p>{draw.choice(('Code', 'Paper', 'Slides'))} <a href='x'>here</a>.</p>"
            page = html(make(Parts(host, f"{work} | {host}", work, text, language)))
            lost = html(make(Parts(host, f"404 | {host}", "404", PLAIN[language][0][2], language)))
            yield _living(way, shape, language, host, page, lost, (work,), number)
            number += 1


def _living(
    way: str, shape: str, language: str, host: str, page: Answer, lost: Answer,
    titles: tuple[str, ...], number: int,
) -> Sample:  # fmt: skip
    home, new = f"https://{host}/", f"https://new-{host}/"
    address = home if way == "a home page" else f"https://{host}/projects/work{number}"
    pages: dict[str, Answer] = {address: page}
    beside: Beside = {
        "on a server that never says 404": always(lost),
        "the same for every address": always(page),
        "become a home page": always(to(new, 301)),
    }.get(way, always(LOST))
    if way == "moved elsewhere":
        pages = {address: to(f"{new}w", 301), f"{new}w": page}
    if way == "become a home page":
        pages = {address: to(new, 301), new: page}
    return Sample("living", way, shape, language, address, pages, beside, titles)


_BLOGS: tuple[tuple[str, str, str], ...] = (
    ("en", "404 Page Not Found: how to write a good one", "Page not found"),
    ("en", "Not Found | A study of link rot", "Not Found"),
    ("de", "Seite nicht gefunden: gute Fehlerseiten", "Seite nicht gefunden"),
    ("fr", "Page introuvable : soigner ses erreurs", "Page introuvable"),
    ("es", "Página no encontrada: diseño de errores", "Página no encontrada"),
    ("pt", "Página não encontrada: erros com estilo", "Página não encontrada"),
    ("ru", "Страница не найдена: как оформить", "Страница не найдена"),
    ("zh", "404 页面不存在 - 如何设计", "页面不存在"),
    ("ja", "ページが見つかりません - デザイン集", "ページが見つかりません"),
    ("ko", "페이지를 찾을 수 없습니다 - 디자인", "페이지를 찾을 수 없습니다"),
)
_LONG = "<p>{}</p>" * 6


def _blogs() -> Iterator[Sample]:
    """Posts about pages that are missing, on honest servers and on those that never say 404."""
    for number, (language, title, heading) in enumerate(_BLOGS):
        host = f"design{number}.example.net"
        text = "".join(f"<p>{STORY[language].format(work=heading)} {PLAIN[language][0][2]}</p>" * 4)
        page = html(SHAPES["WordPress"](Parts(host, title, heading, text, language)))
        lost = html(
            SHAPES["WordPress"](
                Parts(
                    host, title.split(":")[0], "404", PLAIN[language][0][2], language, missing=True
                )
            )
        )
        address = f"https://{host}/blog/missing-pages-{number}"
        yield Sample("living", "about missing pages", "WordPress", language, address, {address: page},
                     always(LOST) if number % 2 else always(lost), (title,))  # fmt: skip


# Path, title, heading, text; on an honest server.
_ODD: tuple[tuple[str, str, str, str], ...] = (
    ("/404.html", "Page not found", "404", "<p>The page you are looking for does not exist.</p>"),
    (
        "/docs/errors/404-not-found",
        "404 Not Found",
        "404 Not Found",
        "<p>The server sends it when the requested resource was not found.</p>",
    ),
    (
        "/reference/status/missing",
        "Not Found (404)",
        "Not Found",
        "<p>Returned when the resource does not exist.</p>",
    ),
    ("/api/exceptions/notfound", "NotFound", "NotFound", "<p>Raised when a file is not found.</p>"),
    (
        "/components/empty-page",
        "Page not found",
        "Page not found",
        "<p>A block for pages that could not be found. Sorry, the page you were looking for does not exist.</p>",
    ),
    (
        "/status",
        "All systems normal | Status",
        "Status",
        "<p>404 rate 0.1 %. No incidents today.</p>",
    ),
    ("/tag/nothing", "Nothing | Notes", "Nothing here yet", "<p>Posts will follow.</p>"),
    (
        "/releases/removed",
        "Removed features",
        "Removed features",
        "<p>The page editor has been removed in 2.0.</p>",
    ),
    (
        "/2024/outage",
        "Error analysis of our outage",
        "Error",
        "<p>The site was unavailable for an hour.</p>",
    ),
    (
        "/media/story",
        "A story | 404 Media",
        "A story",
        "<p>Reporters found that the company had deleted it.</p>",
    ),
    (
        "/lab/members",
        "Members",
        "Members",
        "<p>This page was moved here from the old site. Please update your links.</p>",
    ),
    (
        "/data",
        "Data set | Group",
        "Data set",
        "<p>The test split has been removed by its owner; training data is below.</p>",
    ),
    ("/paper", "Lost and Not Found", "Lost and Not Found", "<p>Workshop paper and code.</p>"),
    (
        "/essay/expired",
        "Expired domains in scholarly links",
        "Expired domains",
        "<p>We count how many domains are for sale now: buy this domain, they say, and parked pages follow.</p>",
    ),
    ("/soon", "Project page", "Coming soon", "<p>Code is not available yet.</p>"),
    (
        "/login-study",
        "Sign in habits of students",
        "Sign in habits",
        "<p>A survey of 300 people.</p>",
    ),
    (
        "/cookies",
        "Cookie consent banners at scale",
        "Cookie consent banners at scale",
        "<p>Code and crawl.</p>",
    ),
    ("/cv", "Curriculum vitae", "Vita", "<p>Education, work, talks.</p>"),
    ("/index.php", "Welcome", "Welcome", "<p>It works.</p>"),
    ("/viewer", "Viewer", "Viewer", "<p>Loading the model, please wait.</p>"),
)


def special() -> Iterator[Sample]:
    """What has tripped detectors: pages about errors, doors that are meant, homes and moves."""
    yield from _blogs()
    for number, (path, title, heading, text) in enumerate(_ODD):
        host = f"odd{number}.example.org"
        shape = list(SHAPES)[number % len(SHAPES)]
        page = html(SHAPES[shape](Parts(host, title, heading, text)))
        address = f"https://{host}{path}"
        yield Sample("living", "odd words", shape, "en", address, {address: page}, titles=(title,))
    yield from _homes()
    yield from _named_for_sale()


def _homes() -> Iterator[Sample]:
    """Homes, in every language that we have, that are reached by redirects."""
    for number, (language, words) in enumerate(HOME.items()):
        host = f"home{number}.example.org"
        page = html(SHAPES["Hugo"](Parts(host, host, host, f"<p>{words}</p>", language)))
        for start, end in (
            ("/", f"/{language}/"), ("/index.html", "/"), ("/home", "/"), ("/en", f"/{language}/"),
        ):  # fmt: skip
            address, final = f"https://{host}{start}", f"https://{host}{end}"
            yield Sample("living", "a home page", "Hugo", language, address,
                         {address: to(final), final: page}, always(to(final)),
                         (WORKS[number][0],))  # fmt: skip
        old = f"https://old-{host}/"
        yield Sample("living", "a home page", "Hugo", language, old,
                     {old: to(f"https://{host}/", 301), f"https://{host}/": page},
                     always(to(f"https://{host}/", 301)), (WORKS[number][0],))  # fmt: skip
        # One page was sent home on purpose; the server is honest about all others.
        gone = f"https://{host}/workshop"
        yield Sample("living", "sent home on purpose", "Hugo", language, gone,
                     {gone: to(f"https://{host}/"), f"https://{host}/": page},
                     titles=(WORKS[number][0],))  # fmt: skip
        login = f"https://{host}/login"
        form = html(
            SHAPES["Drupal"](Parts(host, "Log in", "Log in", "<input type=password>", language))
        )
        yield Sample("living", "a door that is meant", "Drupal", language, login, {login: form})


def _named_for_sale() -> Iterator[Sample]:
    """Who sells domains, and who writes of it, is not parked."""
    for host, text in (
        ("www.namecheap.com", "Buy this domain today: this domain is for sale, and many more."),
        ("dan.com", "Get this domain. This domain is available for purchase."),
    ):
        page = html(f"<title>{host}</title><h1>{host}</h1><p>{text}</p>")
        yield Sample(
            "living",
            "sells domains",
            "market",
            "en",
            f"https://{host}/",
            {},
            always(page),
        )
    story = STORY["en"].format(work="parked domains") * 4
    mark = (
        '&lt;script src="https://www.google.com/adsense/domains/caf.js"&gt; this domain is for sale'
    )
    page = html(
        SHAPES["Jekyll"](
            Parts(
                "parkstudy.org",
                "parkstudy.org",
                "Parked domains",
                f"<p>{story}</p><pre>{mark}</pre>",
            )
        )
    )
    address = "https://parkstudy.org/"
    yield Sample("living", "about parked domains", "Jekyll", "en", address, {address: page})
    address = "https://tools.example.org/adverts"
    short = html(
        SHAPES["Jekyll"](Parts("tools.example.org", "Tool", "Tool", f"<p>Blocks this: {mark}</p>"))
    )
    yield Sample("living", "about parked domains", "Jekyll", "en", address, {address: short})


_SHELLS = ("Streamlit", "Gradio", "Notion", "React app", "Page not found", "404", "Vue app")


def shells() -> Iterator[Sample]:
    """Apps that a script writes, for every address the same; some with a title that misleads."""
    for number, title in enumerate(_SHELLS * 2):
        host = f"app{number}.example.app"
        page = html(SHELL.format(title=title))
        address = f"https://{host}/demo/{number}"
        end = f"https://{host}/404" if number >= len(_SHELLS) and number % 2 else address
        pages = (
            {address: page}
            if end == address
            else {address: to(f"{end[:-3]}app"), f"{end[:-3]}app": page}
        )
        yield Sample("living", "an app that a script writes", title, "en", address, pages,
                     always(page), (WORKS[0][0],))  # fmt: skip

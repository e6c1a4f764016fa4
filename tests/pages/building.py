"""The collection: every shape with every way of being there, or not, by a seed."""
# ruff: noqa: E501  (what a page holds reads best in one line)

import random
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import urlsplit

from listcheck.exchange import Answer
from pages import living
from pages.shapes import SHAPES, Parts
from pages.sites import Sample, always, html, to
from pages.wordings import GATES, HOME, PLAIN, QUIRKY, SALES, WORKS

SEED = 20260901
_ERRORS = ("/404", "/404.html", "/not-found", "/error", "/page-not-found/", "/errors/404.php")


@lru_cache(maxsize=1)
def samples() -> tuple[Sample, ...]:
    """All of them; the same ones every time."""
    draw = random.Random(SEED)
    return (
        *_missing(draw), *_to_home(draw), *_removed(), *_quirky(draw), *_parked(), *_gates(draw),
        *living.articles(draw), *living.special(), *living.shells(),
    )  # fmt: skip


def _host(number: int) -> str:
    return f"lab{number}.example.edu" if number % 3 else f"project{number}.example.com"


def _missing(draw: random.Random) -> Iterator[Sample]:
    """Every shape in two languages, at its own address and behind a redirect."""
    wordings = [(language, one) for language, several in PLAIN.items() for one in several]
    draw.shuffle(wordings)
    number = 0
    for shape, make in SHAPES.items():
        for kind in ("at its address", "at its address", "behind a redirect", "behind a redirect"):
            language, (title, heading, text) = wordings[number % len(wordings)]
            number += 1
            host = _host(number)
            fill = {"site": host}
            page = html(
                make(
                    Parts(
                        host, title.format(**fill), heading.format(**fill), text, language,
                        missing=number % 2 == 0,
                    )
                )
            )  # fmt: skip
            address = f"https://{host}/{draw.choice(('blog', 'p', 'docs/v2'))}/study-{number}.html"
            titles = (WORKS[number % len(WORKS)][0],)
            if kind == "at its address":
                yield Sample("missing", kind, shape, language, address, {address: page},
                             always(page), titles)  # fmt: skip
                continue
            error = f"https://{host}{_ERRORS[number % len(_ERRORS)]}"
            pages = {address: to(error), error: page}
            yield Sample("missing", kind, shape, language, address, pages,
                         always(to(error)), titles)  # fmt: skip


def _to_home(draw: random.Random) -> Iterator[Sample]:
    """Whatever is missing is sent home."""
    for number, shape in enumerate(SHAPES):
        language = draw.choice(list(HOME))
        host = _host(number + 200)
        home = f"https://{host}/"
        text = f"<p>{HOME[language]}</p>" * 2
        page = html(SHAPES[shape](Parts(host, f"Group | {host}", host, text, language)))
        address = f"https://{host}/software/tool-{number}/"
        yield Sample("missing", "sent home", shape, language, address, {address: to(home), home: page},
                     always(to(home)), (WORKS[number % len(WORKS)][0],))  # fmt: skip


_REMOVED = (
    ("zh", "", "该内容已被发布者删除", "<p>该内容已被发布者删除，无法查看。</p>"),
    ("en", "Post removed", "This post has been removed", "<p>The post was deleted by its author.</p>"),
    ("ja", "記事は削除されました", "記事は削除されました", "<p>この記事は投稿者により削除されました。</p>"),
    ("ko", "게시물이 삭제되었습니다", "게시물이 삭제되었습니다", "<p>작성자가 게시물을 삭제되었습니다.</p>"),
    ("de", "Artikel nicht verfügbar", "Artikel nicht verfügbar", "<p>Der Artikel wurde gelöscht.</p>"),
)  # fmt: skip


def _removed() -> Iterator[Sample]:
    """A notice in the place of what was taken away, on a server that is honest otherwise."""
    for number, (language, title, heading, text) in enumerate(_REMOVED):
        host = _host(number + 300)
        page = html(SHAPES["Medium"](Parts(host, title, heading, text, language)))
        address = f"https://{host}/s/{number}abc"
        yield Sample("missing", "taken away", "Medium", language, address, {address: page})


def _quirky(draw: random.Random) -> Iterator[Sample]:
    """Apologies that no table holds."""
    for number, (title, heading, text) in enumerate(QUIRKY):
        host = _host(number + 400)
        shape = draw.choice(["Jekyll", "Hugo", "Hexo", "VuePress"])
        page = html(SHAPES[shape](Parts(host, title.format(site=host), heading, text)))
        address = f"https://{host}/posts/{number}/"
        yield Sample("missing", "in words of its own", shape, "en", address, {address: page},
                     always(page))  # fmt: skip


_SCRIPTS = (
    '<script src="https://www.google.com/adsense/domains/caf.js"></script>',
    '<script src="https://img.sedoparking.com/templates/brick/x.js"></script>',
    '<script src="//parkingcrew.net/jsparkcaf.php"></script>',
    "",
)
_LANDER = "<!DOCTYPE html><html><head><script>window.onload=function(){window.location.href='/lander'}</script></head></html>"


def _parked() -> Iterator[Sample]:
    """Every offer with and without the scripts of a service, and those that are only a script."""
    for number, (title, heading, text) in enumerate(SALES * 2):
        host = f"old-name{number}.com"
        fill = {"host": host}
        script = _SCRIPTS[number % len(_SCRIPTS)]
        body = f"<h1>{heading.format(**fill)}</h1>{text.format(**fill)}{script}"
        page = html(
            f"<html><head><title>{title.format(**fill)}</title></head><body>{body}</body></html>"
        )
        address = f"https://{host}/" if number % 3 == 0 else f"https://{host}/paper/{number}"
        yield Sample("parked", "parked", "offer", "", address, {}, always(page))
    for number, host in enumerate(("lost-lander.com", "other-lander.org")):
        page = html(_LANDER)
        yield Sample("parked", "parked", "lander", "en", f"https://{host}/p{number}", {},
                     always(page))  # fmt: skip
    for number, seller in enumerate(("www.hugedomains.com", "dan.com", "www.afternic.com")):
        host = f"sold{number}.org"
        end = f"https://{seller}/buy-domain/{host}"
        page = html(f"<title>{host} is for sale</title><h1>{host}</h1><p>Buy this domain now.</p>")
        yield Sample("parked", "parked behind a redirect", "market", "en", f"https://{host}/code",
                     {end: page}, always(to(end)))  # fmt: skip
    for number in range(3):
        host = f"adverts{number}.net"
        text = f"<html data-adblockkey='MFww'><head><title>{host}</title></head><body><div id='main'></div></body></html>"
        page = html(text, x_adblock_key="MFww", x_template="tpl", x_buckets="b1")
        yield Sample("parked", "parked, and its header says so", "adverts", "en", f"https://{host}/x",
                     {}, always(page))  # fmt: skip


def _gates(draw: random.Random) -> Iterator[Sample]:
    """A door in the place of the page, at its address or behind a redirect."""
    for number, (title, heading, text) in enumerate(GATES * 2):
        host = _host(number + 500)
        fill = {"site": host}
        shape = draw.choice(["Wix", "Drupal", "Next.js app", "university", "Hugging Face"])
        parts = Parts(host, title.format(**fill), heading.format(**fill), text)
        page = html(SHAPES[shape](parts))
        address = f"https://{host}/members/report-{number}"
        door = f"https://{host}/" if number % 4 == 1 else f"https://{host}/welcome-{number}"
        behind = number >= len(GATES)
        pages: dict[str, Answer] = {address: to(door), door: page} if behind else {address: page}

        def beside(
            url: str, page: Answer = page, door: str = door, *, behind: bool = behind
        ) -> Answer:
            return to(door) if behind and urlsplit(url).path != "/" else page

        yield Sample("gate", "a door", shape, "", address, pages, beside, (WORKS[0][0],))

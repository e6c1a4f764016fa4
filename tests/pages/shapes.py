"""What surrounds a page: the HTML of site generators, hosts and servers, in their shapes.

Each takes the parts of a page and gives its HTML. Written for these tests after how such pages are
built; what they say is invented.
"""
# ruff: noqa: E501  (what a page holds reads best in one line)

import json
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

_MENU = ("Home", "News", "People", "Publications", "Code", "Contact")


@dataclass(frozen=True, slots=True)
class Parts:
    """What a page says. `missing` lets the software mark it as its own 404."""

    site: str
    title: str
    heading: str
    body: str  # HTML
    language: str = "en"
    missing: bool = False
    menu: tuple[str, ...] = _MENU

    @property
    def links(self) -> str:
        """The menu."""
        return "".join(f'<li><a href="/{one.lower()}">{one}</a></li>' for one in self.menu)


Shape = Callable[[Parts], str]


def _page(parts: Parts, head: str, body: str, *, root: str = "", classes: str = "") -> str:
    return (
        f'<!doctype html><html lang="{parts.language}"{root}><head><meta charset="utf-8">'
        f"<title>{escape(parts.title)}</title>{head}</head>"
        f'<body class="{classes}">{body}</body></html>'
    )


def _site(parts: Parts) -> str:
    return f"<header><a href='/'>{parts.site}</a><nav><ul>{parts.links}</ul></nav></header>"


_FOOT = "<footer><p>All rights reserved.</p></footer>"
_BUNDLE = '<script src="/static/main.4f1c.js"></script>'


def _jekyll(parts: Parts) -> str:
    head = '<meta name="generator" content="Jekyll v4.3">'
    main = f'<main class="page-content"><h1>{parts.heading}</h1>{parts.body}</main>'
    return _page(parts, head, _site(parts) + main + _FOOT)


def _github_pages(parts: Parts) -> str:
    body = f'<div class="container"><h1>{parts.heading}</h1>{parts.body}</div>'
    return _page(parts, "<style>body{font-family:sans-serif}</style>", body)


def _academic(parts: Parts) -> str:
    own = f'<link rel="canonical" href="https://{parts.site}/404.html">' if parts.missing else ""
    main = (
        f'<div class="container" role="main"><div class="post"><header class="post-header">'
        f"<h1>{parts.heading}</h1></header><article>{parts.body}</article></div></div>"
    )
    return _page(parts, own, _site(parts) + main + _FOOT)


def _hugo(parts: Parts) -> str:
    head = '<meta name="generator" content="Hugo 0.130.0">'
    main = f'<main id="main"><article><h1 class="title">{parts.heading}</h1>{parts.body}</article></main>'
    return _page(parts, head, _site(parts) + main + _FOOT, classes="list")


def _docusaurus(parts: Parts) -> str:
    main = (
        f'<div id="__docusaurus"><nav class="navbar">{parts.links}</nav><div class="main-wrapper">'
        f'<main class="container margin-vert--xl"><h1 class="hero__title">{parts.heading}</h1>'
        f"{parts.body}</main></div>{_FOOT}</div>{_BUNDLE}"
    )
    return _page(parts, '<meta name="generator" content="Docusaurus v3">', main)


def _mkdocs(parts: Parts) -> str:
    sidebar = f'<div class="md-sidebar"><nav class="md-nav">{parts.links * 4}</nav></div>'
    main = (
        f'<main class="md-main">{sidebar}<article class="md-content__inner"><h1>{parts.heading}</h1>'
        f"{parts.body}</article></main>"
    )
    title = parts.site if parts.missing else parts.title
    plain = Parts(parts.site, title, parts.heading, parts.body, parts.language)
    return _page(
        plain, '<meta name="generator" content="mkdocs-1.6">', _site(parts) + main + _BUNDLE
    )


def _sphinx(parts: Parts) -> str:
    body = (
        f'<div class="wy-grid-for-nav"><nav class="wy-nav-side">{parts.links * 3}</nav>'
        f'<section class="wy-nav-content-wrap"><div role="main"><section id="start">'
        f"<h1>{parts.heading}</h1>{parts.body}</section></div>{_FOOT}</section></div>"
    )
    return _page(
        parts, '<script src="_static/doctools.js"></script>', body, classes="wy-body-for-nav"
    )


def _next(parts: Parts) -> str:
    data = json.dumps({"props": {}, "page": "/404" if parts.missing else "/p/[slug]"})
    body = (
        f'<div id="__next"><main><h1>{parts.heading}</h1>{parts.body}</main></div>'
        f'<script id="__NEXT_DATA__" type="application/json">{data}</script>{_BUNDLE}'
    )
    return _page(parts, '<meta name="next-head-count" content="3">', body)


def _next_app(parts: Parts) -> str:
    # The router ships the words of its own 404 with every page, in a script.
    fallback = '<script>self.__next_f.push([1,"404: This page could not be found."])</script>'
    body = f"<main><h1>{parts.heading}</h1>{parts.body}</main>{fallback}{_BUNDLE}"
    return _page(parts, "", body, classes="antialiased")


def _nuxt(parts: Parts) -> str:
    hidden = "<template><h1>404</h1><p>The page is not there</p></template>"
    body = f'<div id="__nuxt"><h1>{parts.heading}</h1>{parts.body}</div>{hidden}{_BUNDLE}'
    return _page(parts, "", body)


def _wordpress(parts: Parts) -> str:
    head = '<meta name="generator" content="WordPress 6.6">'
    classes = "error404 wp-custom-logo" if parts.missing else "single single-post wp-custom-logo"
    search = '<form role="search"><input type="search" name="s"><button>Search</button></form>'
    main = (
        f'<main class="site-main"><h1 class="page-title">{parts.heading}</h1>{parts.body}{search}'
        "</main><aside><h2>Recent</h2><ul><li>Spring meeting</li><li>New server</li></ul></aside>"
    )
    return _page(parts, head, _site(parts) + main + _FOOT, classes=classes)


def _wix(parts: Parts) -> str:
    body = (
        f'<div id="SITE_CONTAINER"><div id="masterPage">{_site(parts)}<main><section>'
        f"<h1>{parts.heading}</h1>{parts.body}</section></main></div></div>{_BUNDLE * 6}"
    )
    return _page(parts, '<meta name="generator" content="Wix.com Website Builder">', body)


def _squarespace(parts: Parts) -> str:
    body = f'<div id="siteWrapper">{_site(parts)}<main id="page">{"" if parts.missing else f"<h1>{parts.heading}</h1>"}{parts.body}</main></div>'
    return _page(parts, "<!-- This is Squarespace. -->", body, classes="tweak-global")


def _ghost(parts: Parts) -> str:
    classes = "error-template" if parts.missing else "post-template"
    body = f'<div class="viewport">{_site(parts)}<section class="outer"><h1>{parts.heading}</h1>{parts.body}</section></div>'
    return _page(parts, '<meta name="generator" content="Ghost 5.9">', body, classes=classes)


def _gitbook(parts: Parts) -> str:
    body = f'<div class="gitbook-root">{_site(parts)}<main><h1>{parts.heading}</h1>{parts.body}</main></div>{_BUNDLE * 4}'
    return _page(parts, '<meta name="generator" content="GitBook">', body)


def _medium(parts: Parts) -> str:
    body = f'<div id="root"><div class="a b c"><article><h1>{parts.heading}</h1>{parts.body}</article></div></div>{_BUNDLE}'
    return _page(parts, '<meta property="al:android:package" content="reader">', body)


def _substack(parts: Parts) -> str:
    body = f'<div id="entry"><div id="main" class="main typography">{_site(parts)}<div class="single-post"><h1>{parts.heading}</h1>{parts.body}</div></div></div>{_BUNDLE}'
    return _page(parts, "", body)


def _apache(parts: Parts) -> str:
    tail = f"<hr><address>Apache/2.4.57 (Debian) Server at {parts.site} Port 443</address>"
    return (
        '<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN"><html><head>'
        f"<title>{escape(parts.title)}</title></head><body><h1>{parts.heading}</h1>{parts.body}"
        f"{tail if parts.missing else ''}</body></html>"
    )


def _nginx(parts: Parts) -> str:
    tail = "<hr><center>nginx/1.24.0</center>" if parts.missing else ""
    return (
        f"<html><head><title>{escape(parts.title)}</title></head><body><center><h1>{parts.heading}"
        f"</h1></center>{parts.body}{tail}</body></html>"
    )


def _university(parts: Parts) -> str:
    body = (
        f"<table width='100%'><tr><td colspan=2><b>{parts.site}</b></td></tr><tr><td valign=top>"
        f"<div role='navigation'>{parts.links}</div></td><td><h2>{parts.heading}</h2>{parts.body}</td></tr></table>"
    )
    return f"<html><head><title>{escape(parts.title)}</title></head><body bgcolor=white>{body}</body></html>"


def _drupal(parts: Parts) -> str:
    classes = "page-not-found path-system" if parts.missing else "node--type-page"
    body = f'<div class="dialog-off-canvas">{_site(parts)}<main><h1 class="page-header">{parts.heading}</h1><div class="region-content">{parts.body}</div></main></div>'
    return _page(
        parts, '<meta name="Generator" content="Drupal 10">', body + _FOOT, classes=classes
    )


def _openreview(parts: Parts) -> str:
    data = json.dumps(
        {
            "props": {"pageProps": {"statusCode": 404}},
            "page": "/_error" if parts.missing else "/forum",
        }
    )
    body = f'<div id="__next"><nav class="navbar">{parts.links}</nav><main class="container"><h1>{parts.heading}</h1>{parts.body}</main>{_FOOT}</div><script id="__NEXT_DATA__" type="application/json">{data}</script>'
    return _page(parts, "", body)


def _hub(parts: Parts) -> str:
    body = f'<div class="flex min-h-dvh flex-col">{_site(parts)}<main class="flex flex-1"><section class="container"><h1>{parts.heading}</h1>{parts.body}</section></main></div>'
    return _page(parts, "", body, classes="flex flex-col")


def _vuepress(parts: Parts) -> str:
    body = f'<div id="app"><div class="theme-container"><div class="theme-default-content"><h1>{parts.heading}</h1>{parts.body}</div></div></div>{_BUNDLE}'
    return _page(parts, '<meta name="generator" content="VuePress 2">', body)


def _blogger(parts: Parts) -> str:
    body = f'<div class="content"><div id="header">{parts.site}</div><div class="post"><h3 class="post-title">{parts.heading}</h3>{parts.body}</div><aside>{parts.links}</aside></div>'
    return _page(parts, "<meta content='blogger' name='generator'/>", body, classes="loading")


def _hexo(parts: Parts) -> str:
    body = f'<div id="container">{_site(parts)}<section id="main"><article class="article"><h1 class="article-title">{parts.heading}</h1>{parts.body}</article></section></div>'
    return _page(parts, '<meta name="generator" content="Hexo 7">', body)


def _netlify(parts: Parts) -> str:
    body = f'<div class="main"><div class="card"><div class="header"><h1>{parts.heading}</h1></div><div class="body">{parts.body}</div></div></div>'
    return _page(parts, "<style>:root{--c:#0e1e25}</style>", body)


def _webflow(parts: Parts) -> str:
    classes = "utility-page-wrap" if parts.missing else "page"
    body = f'<div class="{classes}"><div class="utility-page-content w-form"><h2>{parts.heading}</h2>{parts.body}</div></div>{_BUNDLE}'
    return _page(parts, '<meta content="Webflow" name="generator">', body, root=' data-wf-page="1"')


SHAPES: dict[str, Shape] = {
    "Jekyll": _jekyll, "GitHub Pages": _github_pages, "al-folio": _academic, "Hugo": _hugo,
    "Docusaurus": _docusaurus, "MkDocs": _mkdocs, "Sphinx": _sphinx, "Next.js pages": _next,
    "Next.js app": _next_app, "Nuxt": _nuxt, "WordPress": _wordpress, "Wix": _wix,
    "Squarespace": _squarespace, "Ghost": _ghost, "GitBook": _gitbook, "Medium": _medium,
    "Substack": _substack, "Apache": _apache, "nginx": _nginx, "university": _university,
    "Drupal": _drupal, "OpenReview": _openreview, "Hugging Face": _hub, "VuePress": _vuepress,
    "Blogger": _blogger, "Hexo": _hexo, "Netlify": _netlify, "Webflow": _webflow,
}  # fmt: skip

SHELL = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head><body>'
    "<noscript>This app needs JavaScript; page not found without it.</noscript>"
    '<div id="root"></div><script src="/static/js/main.8d1.js"></script></body></html>'
)

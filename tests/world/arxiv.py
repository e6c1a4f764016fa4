"""What arxiv.org and export.arxiv.org know: papers by id and by title."""

import base64
import hashlib
import html
import re
import time
from urllib.parse import parse_qsl, quote_plus
from xml.sax.saxutils import escape, quoteattr

from world.faults import HTML, Choice, answer
from world.log import Record
from world.messages import Request, Response
from world.plan import Fault, Paper, Plan

ATOM = {"Content-Type": "application/atom+xml; charset=utf-8"}
API_PATH = "/api/query"
_WELL_FORMED = re.compile(
    r"(?P<id>\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v(?P<version>\d+))?\Z"
)
_NAMESPACES = (
    'xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" '
    'xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom"'
)
_TITLE_QUERY = re.compile(r'ti:(?:"(?P<phrase>[^"()]*)"|(?P<word>[^\s"()]+))\Z')
_PAGE = re.compile(r"/(?:abs|pdf|html|format)/(?P<id>.+?)(?:\.pdf)?/?\Z")


def parameters(record: Record | Request) -> dict[str, str]:
    """The parameters of an API call, wherever they stand."""
    body = record.body if isinstance(record.body, str) else record.body.decode("utf-8", "replace")
    form = record.method == "POST"
    query = record.target.partition("?")[2]
    return dict(parse_qsl(query, keep_blank_values=True)) | (dict(parse_qsl(body)) if form else {})


def identifiers(record: Record | Request) -> list[str]:
    """The ids that an API call asks for."""
    return [word.strip() for word in parameters(record).get("id_list", "").split(",") if word]


class Arxiv:
    """The API and the abstract pages."""

    def __init__(self, plan: Plan, choice: Choice) -> None:
        self.plan = plan
        self.choice = choice

    def serve(self, request: Request, record: Record) -> Response:
        """Answer a call of the API."""
        asked = identifiers(request)
        faults = self.plan.apis.get("arxiv", [])
        fault = self.choice.pick("arxiv", faults, request.method, len(asked))
        record.fault = fault.name if fault else ""
        response = (fault and answer(fault, request)) or self._feed(request, asked, fault)
        latency = self.plan.latency
        response.delay = latency.arxiv + latency.arxiv_paper * len(asked)
        return response

    def _feed(self, request: Request, asked: list[str], fault: Fault | None) -> Response:
        name = fault.name if fault else ""
        if name == "rate-exceeded-text":
            return Response(200, {"Content-Type": "text/plain"}, b"Rate exceeded.")
        for word in asked:
            if not _WELL_FORMED.match(word):
                return Response(200 if name == "error-with-200" else 400, dict(ATOM), _error(word))
        query = parameters(request)
        search = query.get("search_query", "")
        title = _TITLE_QUERY.match(search)
        if search and not title:
            return Response(400, dict(ATOM), _error(search))
        found = self._find(asked) if not title else self._search(title["phrase"] or title["word"])
        if name == "empty-feed":
            found = []
        if name == "control-missing":
            found = [(paper, version) for paper, version in found if paper.listed]
        start, size = _number(query.get("start"), 0), _number(query.get("max_results"), 10)
        body = _feed(search, ",".join(asked), found, start, size)
        if name == "truncated-feed":
            body = body[: len(body) * 2 // 3]
        return Response(200, dict(ATOM), body)

    def _find(self, asked: list[str]) -> list[tuple[Paper, int]]:
        found: dict[tuple[str, int], tuple[Paper, int]] = {}
        for word in asked:
            match = _WELL_FORMED.match(word)
            paper = self.paper(match["id"]) if match else None
            if match and paper:
                version = int(match["version"] or paper.versions)
                if 1 <= version <= paper.versions:
                    found[paper.id, version] = (paper, version)
        return _shuffled(list(found.values()))

    def _search(self, phrase: str) -> list[tuple[Paper, int]]:
        """The papers in whose newest title the words stand one after the other."""
        wanted = f" {' '.join(_title_words(phrase))} "
        there = (paper for paper in self.plan.papers.values() if paper.state != "missing")
        return [
            (paper, paper.versions)
            for paper in there
            if wanted in f" {' '.join(_title_words(title_of(paper, paper.versions)))} "
        ]

    def paper(self, identifier: str) -> Paper | None:
        """A paper that is there."""
        archive, slash, number = identifier.rpartition("/")
        paper = self.plan.papers.get(f"{archive.partition('.')[0]}{slash}{number}")
        return paper if paper and paper.state != "missing" else None

    def page(self, request: Request) -> Response | None:
        """An abstract page or a PDF; None if the address is neither."""
        found = _PAGE.match(request.path)
        if not found:
            return None
        match = _WELL_FORMED.match(found["id"])
        paper = self.paper(match["id"]) if match else None
        if not match or not paper or int(match["version"] or 1) > paper.versions:
            return Response(404, dict(HTML), b"<title>Article not found | arXiv e-print</title>")
        if request.path.startswith("/pdf/"):
            return Response(200, {"Content-Type": "application/pdf"}, b"%PDF-1.5\n%%EOF\n")
        return Response(200, dict(HTML), _abstract(paper, int(match["version"] or paper.versions)))


def _title_words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:'[^\W_]+)*", text.lower().replace("’", "'"))


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isdigit() else default


def _shuffled(found: list[tuple[Paper, int]]) -> list[tuple[Paper, int]]:
    """Another order than that of the request, always the same one."""
    other = sorted(found, key=lambda one: hashlib.sha256(one[0].id.encode()).digest())
    return other[::-1] if other == found else other


def title_of(paper: Paper, version: int) -> str:
    """The title of a version."""
    return paper.titles[min(version, len(paper.titles)) - 1]


def _feed(search: str, ids: str, found: list[tuple[Paper, int]], start: int, size: int) -> bytes:
    query = f"search_query={quote_plus(search)}&start={start}&max_results={size}&id_list={ids}"
    digest = base64.b64encode(hashlib.sha256(query.encode()).digest()[:20]).decode().rstrip("=")
    asked = f"search_query={search}&id_list={ids}"
    title = f"arXiv Query: {asked}&start={start}&max_results={size}"
    address = quoteattr(f"https://arxiv.org/api/query?{query}")
    entries = "".join(_entry(paper, version) for paper, version in found[start : start + size])
    return f"""<?xml version='1.0' encoding='UTF-8'?>
<feed {_NAMESPACES}>
  <id>https://arxiv.org/api/{digest}</id>
  <title>{escape(title)}</title>
  <updated>{_now()}</updated>
  <link href={address} type="application/atom+xml"/>
  <opensearch:itemsPerPage>{size}</opensearch:itemsPerPage>
  <opensearch:totalResults>{len(found)}</opensearch:totalResults>
  <opensearch:startIndex>{start}</opensearch:startIndex>
{entries}</feed>""".encode()


def _entry(paper: Paper, version: int) -> str:
    newest = version == paper.versions
    updated = paper.published if version == 1 else paper.updated or paper.published
    name = f"{paper.id}v{version}"
    pdf = 'rel="related" type="application/pdf" title="pdf"'
    scheme = 'scheme="http://arxiv.org/schemas/atom"'
    lines = [
        f"<id>http://arxiv.org/abs/{name}</id>",
        f"<title>{escape(title_of(paper, version))}</title>",
        f"<updated>{updated}</updated>",
        f'<link href="https://arxiv.org/abs/{name}" rel="alternate" type="text/html"/>',
        f'<link href="https://arxiv.org/pdf/{name}" {pdf}/>',
        f"<summary>{escape(paper.summary)}</summary>",
        *(f'<category term="{category}" {scheme}/>' for category in paper.categories),
        f"<published>{paper.published}</published>",
    ]
    if paper.comment and (newest or paper.state != "withdrawn"):
        lines.append(f"<arxiv:comment>{escape(paper.comment)}</arxiv:comment>")
    lines.append(f'<arxiv:primary_category term="{paper.categories[0]}"/>')
    if paper.journal_ref:
        lines.append(f"<arxiv:journal_ref>{escape(paper.journal_ref)}</arxiv:journal_ref>")
    lines += [
        f"<author>\n      <name>{escape(author)}</name>\n    </author>" for author in paper.authors
    ]
    if paper.doi:
        doi = quoteattr(f"https://doi.org/{paper.doi}")
        lines.append(f"<arxiv:doi>{escape(paper.doi)}</arxiv:doi>")
        lines.append(f'<link rel="related" href={doi} title="doi"/>')
    return "  <entry>\n" + "".join(f"    {line}\n" for line in lines) + "  </entry>\n"


def _error(word: str) -> bytes:
    reason = f"incorrect id format for {word}"
    address = quoteattr(f"https://arxiv.org/api/errors#{reason.replace(' ', '_')}")
    return f"""<?xml version='1.0' encoding='UTF-8'?>
<feed {_NAMESPACES}>
  <id>https://arxiv.org/</id>
  <title>arXiv Search Results</title>
  <updated>{_now()}</updated>
  <opensearch:itemsPerPage>1</opensearch:itemsPerPage>
  <opensearch:totalResults>1</opensearch:totalResults>
  <opensearch:startIndex>0</opensearch:startIndex>
  <entry>
    <id>{escape(address[1:-1])}</id>
    <title>Error</title>
    <updated>{_now()}</updated>
    <link href={address} rel="alternate" type="text/html"/>
    <summary>{escape(reason)}</summary>
    <author>
      <name>arXiv api core</name>
    </author>
  </entry>
</feed>""".encode()


def _abstract(paper: Paper, version: int) -> bytes:
    title = html.escape(title_of(paper, version))
    withdrawn = paper.state == "withdrawn" and version == paper.versions
    notice = "<p>No PDF available: this version has been withdrawn</p>" if withdrawn else ""
    comment = html.escape(paper.comment or "")
    return f"""<!DOCTYPE html><html lang="en"><head>
<title>[{paper.id}] {title}</title>
<meta name="citation_title" content="{title}"/>
<meta name="citation_arxiv_id" content="{paper.id}"/></head><body>
<h1 class="title mathjax"><span class="descriptor">Title:</span>{title}</h1>
<blockquote class="abstract mathjax">{html.escape(paper.summary)}</blockquote>
<table><tr><td>Comments:</td><td class="tablecell comments mathjax">{comment}</td></tr></table>
{notice}<div class="submission-history"><strong>[v{version}]</strong>
{"(withdrawn)" if withdrawn else ""}</div></body></html>""".encode()


def _now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())

"""A faultless world for all that a list names."""

import hashlib
import json
import re
import time
from collections.abc import Mapping
from pathlib import Path

from world.issues import Issue, Pull
from world.links import (
    Address,
    Item,
    RepositoryPath,
    addresses,
    doi_of,
    item_of,
    owner_of,
    paper_of,
    repository_of,
)
from world.plan import Paper, Plan, Repository
from world.titles import is_title, title_near

SHARED = Path(__file__).resolve().parents[3] / "shared"

# Papers that are there whatever the list says: a client may ask for one to see whether arXiv is in
# its right mind.
KNOWN_PAPERS = {
    "1706.03762": "Attention Is All You Need",
    "1412.6980": "Adam: A Method for Stochastic Optimization",
    "1512.03385": "Deep Residual Learning for Image Recognition",
    "1207.7214": "Observation of a new particle in the search for the Standard Model Higgs boson "
    "with the ATLAS detector at the LHC",
    "0704.0001": "Calculation of prompt diphoton production cross sections at Tevatron and LHC "
    "energies",
    "hep-th/9711200": "The Large N Limit of Superconformal Field Theories and Supergravity",
    "1605.08386": "Heat-bath random walks with Markov bases",
}
_DAY = 86_400
_FAMILY_NAMES = [
    "Okafor",
    "Lindqvist",
    "Marchetti",
    "Tanaka",
    "Novák",
    "Haddad",
    "Ferreira",
    "Svensson",
    "Iyer",
    "Baker",
]
_GIVEN_NAMES = [
    "Ada",
    "Björn",
    "Chiara",
    "Daichi",
    "Eva",
    "Farid",
    "Gabriela",
    "Henrik",
    "Indira",
    "Jonas",
]


def plan_for(markdown: bytes, titles: Mapping[str, str] | None = None) -> Plan:
    """A world in which every link of a list is alive and every paper is what the list says."""
    text = markdown.decode("utf-8", "replace")
    known = _known_titles() | dict(titles or {})
    plan = Plan()
    guesses: dict[str, str] = {}
    for address in addresses(text):
        plan.with_page(address.url)
        if named := repository_of(address.url):
            _add_repository(plan, named)
            if item := item_of(address.url):
                add_item(plan.repositories[named.name.lower()], item)
        if owner := owner_of(address.url):
            plan.owners.append(owner.lower())
        if doi := doi_of(address.url):
            plan.dois.setdefault(doi, title_near(text, address.offset))
        if found := paper_of(address.url):
            identifier, version = found
            paper = plan.papers.setdefault(identifier, make_paper(identifier))
            paper.versions = max(paper.versions, version)
            _guess(guesses, identifier, address, text)
    for identifier, paper in plan.papers.items():
        paper.titles = [known.get(identifier) or guesses[identifier]]
        paper.summary = f"We study {paper.titles[-1]}. {paper.summary}"
    for identifier, title in KNOWN_PAPERS.items():
        if identifier not in plan.papers:
            plan.papers[identifier] = make_paper(identifier, title, listed=False)
    return plan


def _guess(guesses: dict[str, str], identifier: str, address: Address, text: str) -> None:
    guess = title_near(text, address.offset)
    if identifier not in guesses or (is_title(guess) and not is_title(guesses[identifier])):
        guesses[identifier] = guess


def make_paper(identifier: str, title: str = "", *, listed: bool = True) -> Paper:
    """A plausible paper, first submitted in the month of its id."""
    seed = _seed(identifier)
    stamp = identifier.rpartition("/")[2]
    year, month = int(stamp[:2]), min(12, max(1, int(stamp[2:4])))
    century = 1900 if "/" in identifier and year >= 91 else 2000
    published = f"{century + year}-{month:02}-{seed % 27 + 1:02}T{seed % 24:02}:17:46Z"
    authors = [
        f"{_GIVEN_NAMES[(seed >> n) % 10]} {_FAMILY_NAMES[(seed >> (2 * n)) % 10]}"
        for n in range(1, 2 + seed % 5)
    ]
    return Paper(
        identifier,
        [title] if title else [],
        published,
        authors=list(dict.fromkeys(authors)),
        summary="Experiments on three tasks show the effect, and an ablation explains it.",
        comment=f"{seed % 30 + 8} pages, {seed % 9 + 2} figures",
        categories=[("cs.LG", "cs.CL", "cs.CV", "stat.ML")[seed % 4], "cs.AI"],
        listed=listed,
    )


def make_repository(name: str) -> Repository:
    """A plausible repository with a README, lively enough to be of no interest."""
    seed = _seed(name.lower())
    return Repository(
        name,
        id=100_000_000 + seed % 800_000_000,
        stars=int(10 ** (1 + seed % 1000 / 270)),
        forks=seed % 97,
        description=f"Code of {name.partition('/')[2]}",
        licence=("MIT", "Apache-2.0", "BSD-3-Clause", None)[seed % 4],
        created_at=f"202{seed % 5}-{seed % 12 + 1:02}-{seed % 28 + 1:02}T12:00:00Z",
        pushed_at=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - seed % 60 * _DAY)),
        files={"README.md": f"# {name.partition('/')[2]}\n\nHow to run it.\n"},
    )


def _add_repository(plan: Plan, named: RepositoryPath) -> None:
    repository = plan.repositories.setdefault(named.name.lower(), make_repository(named.name))
    if named.ref:
        branches = ("main", "master")
        if named.ref in branches and repository.default_branch not in repository.refs:
            repository.default_branch = named.ref
        if named.ref not in repository.refs:
            repository.refs.append(named.ref)
    if named.path and (path := named.path.strip("/")):
        if named.kind == "tree":
            repository.directories.append(path)
        else:
            repository.files[path] = f"# {path}\n"


def add_item(repository: Repository, item: Item) -> None:
    """Let something be in a repository."""
    number = int(item.name) if item.name.isdecimal() and len(item.name) < 10 else 0
    match item.kind:
        case "issue" | "pull" if number:
            head = Pull(repository.name, "topic", "c" * 40) if item.kind == "pull" else None
            if number not in {issue.number for issue in repository.issues}:
                repository.issues.append(Issue(number, pull=head))
        case "discussion" if number:
            repository.discussions.append(number)
        case "milestone" if number:
            repository.milestones.append(number)
        case "ref":
            repository.refs.append(re.sub(r"\.(patch|diff)\Z", "", item.name))
        case "refs":
            repository.refs += item.name.split("...")
        case "asset":
            tag, _, name = item.name.rpartition("/")
            repository.assets.setdefault(tag, []).append(name)
            repository.refs.append(tag)
        case "workflow":
            repository.files[f".github/workflows/{item.name}"] = "on: push\n"


def _seed(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:6], "big")


def _known_titles() -> dict[str, str]:
    path = SHARED / "facts" / "opd-titles.json"
    if not path.is_file():
        return {}
    return {str(key): str(value) for key, value in json.loads(path.read_text("utf-8")).items()}

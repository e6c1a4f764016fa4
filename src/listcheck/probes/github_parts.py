"""Parts of a repository: what an address below it can mean, and what to ask for.

The ref in `tree/REF/PATH` may hold slashes, so an address alone cannot be split: every split is a
candidate, the shortest ref first.
"""

from dataclasses import dataclass

# Pages that a repository can do without; whatever else an address names as a tab, all have.
_OPTIONAL_TABS = frozenset({"wiki", "discussions"})
_MOST_SPLITS = 6
NO_SUCH_PATH = "the repository is alive and has no such path"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of `REF/PATH`; an empty path means the ref itself."""

    ref: str
    path: str

    @property
    def expression(self) -> str:
        """The form that git and GraphQL's `object(expression:)` take."""
        return f"{self.ref}:{self.path}" if self.path else self.ref

    @property
    def folder(self) -> "Candidate | None":
        """The folder that it lies in, None for the root and what lies there."""
        above = self.path.rpartition("/")[0]
        return Candidate(self.ref, above) if above else None


def candidates(part: str) -> tuple[Candidate, ...]:
    """The readings of a `path:` part, the likeliest first."""
    pieces = part.removeprefix("path:").strip("/").split("/")
    if pieces[:2] in (["refs", "heads"], ["refs", "tags"]) and len(pieces) > 2:
        prefix, pieces = "/".join(pieces[:2]) + "/", pieces[2:]
    else:
        prefix = ""
    splits = range(1, min(len(pieces), _MOST_SPLITS) + 1)
    return tuple(
        Candidate(prefix + "/".join(pieces[:split]), "/".join(pieces[split:])) for split in splits
    )


def is_path(part: str) -> bool:
    """Whether the part is a file or folder at some ref."""
    return part.startswith("path:")


def is_asset(part: str) -> bool:
    """Whether the part is a file of a release, which GraphQL shows in connections only."""
    return part.startswith("asset:")


def is_sure(part: str) -> bool:
    """Whether it is a page that exists as long as its repository does."""
    kind, _, name = part.partition(":")
    return kind == "tab" and name[0] != "?" and name not in _OPTIONAL_TABS


def on(branch: str, path: str) -> str:
    """The part that leads to a path, or to the root, on a branch."""
    return f"path:{branch}/{path}".rstrip("/")

"""A checkout beside its repository: which file is which, and whether it is the same there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from listcheck.github import branches
from listcheck.github.branches import Branch
from listcheck.github.calls import Place, Talk
from listcheck.proposals import Ground
from listcheck.result import FindingModel

_ANOTHER = "the file is another one on the default branch"
_NO_FILE = "its file is not in this folder"
_NOT_JUDGED = "the file is not the one that was judged"
_BESIDE = "the list that is rendered of it is another one on the default branch"
# What is wrong with a checkout, and says nothing of the fixes.
HINDRANCES = (_ANOTHER, _NO_FILE, _NOT_JUDGED, _BESIDE)


@dataclass(frozen=True, slots=True)
class Checkout:
    """The files of the lists: their paths in the repository, and why one cannot be edited."""

    paths: Mapping[str, str] = field(default_factory=dict)
    trouble: Mapping[str, str] = field(default_factory=dict)

    def why_not(self, finding: FindingModel) -> str:
        """Why a fix cannot be made here; empty where it can."""
        edited = [edit.path for edit in finding.fix.edits] if finding.fix else []
        if any(path not in self.paths for path in edited):
            return _NO_FILE
        return next((self.trouble[path] for path in edited if path in self.trouble), "")


def compare(place: Place, base: Branch, ground: Ground, root: Path) -> Talk[Checkout]:
    """The files that fixes would edit, held against those of a branch, byte for byte.

    Args:
        place: the repository.
        base: its branch.
        ground: the lists as they stand here.
        root: the folder of the checkout.

    Raises:
        TroubleError: the repository cannot be read.
    """
    paths = _paths(ground, root)
    findings = (one.fix for one in ground.result.findings if one.fix)
    edited = {edit.path for fix in findings for edit in fix.edits} & paths.keys()
    rendered = ground.rendered_of(edited)
    found = dict.fromkeys(edited & ground.strange, _NOT_JUDGED)
    for path in sorted((edited | set(rendered.values())) - found.keys()):
        there = None
        if path in paths:
            there = yield from branches.file(place, paths[path], base.commit)
        if there is None or not there.holds(ground.texts[path]):
            found[path] = _ANOTHER
    beside = {path: _BESIDE for path, other in rendered.items() if other in found}
    return Checkout(paths, beside | found)


def _paths(ground: Ground, root: Path) -> dict[str, str]:
    """Where the files are in the repository; those outside of it are not there."""
    resolved = {path: Path(path).resolve() for path in ground.texts}
    return {
        path: file.relative_to(root).as_posix()
        for path, file in resolved.items()
        if file.is_relative_to(root)
    }


def root(environment: Mapping[str, str]) -> Path:
    """The folder of the checkout: with git's own in it, else the workspace, else where we are."""
    here = Path.cwd().resolve()
    workspace = environment.get("GITHUB_WORKSPACE")
    outer = Path(workspace).resolve() if workspace else here
    held = (folder for folder in (here, *here.parents) if (folder / ".git").exists())
    return next(held, outer if here.is_relative_to(outer) else here)

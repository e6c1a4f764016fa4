"""The layers of the program, held by reading every import."""

import ast
from pathlib import Path

import pytest

import listcheck

SOURCE = Path(listcheck.__file__).parent
BOTTOM = frozenset(
    """exchange model errors urls papers repositories identities titles dates numerals names states
    history patterns
    settings vocabulary case retarget text markup durations changes venues venue_names announcements
    codeless manuals routing edits succession waivers lives doubts rescues discretion result
    result_spans nearness namesakes moves""".split()
)
# A package sees the bottom, itself, and what stands here.
ALSO = {
    "catalog": frozenset[str](),
    "readers": frozenset({"catalog"}),
    "probes": frozenset[str](),
    "wire": frozenset[str](),
    "store": frozenset[str](),
    "rules": frozenset[str](),
    "renderers": frozenset({"report"}),
    "report": frozenset[str](),
    "github": frozenset[str](),
}
# Those that put the program together see everything.
ABOVE = frozenset(
    """verify command cli config config_tables files sources folders revisions output progress log
    __main__ fixing mending fix_command difference wired
    action_base action_checking action_command action_inputs action_job action_outputs action_pin
    init_command init_lists init_plan
    baseline baseline_command pull_request_command proposals choosing checkout
    past strips writing_command comment_command dashboard_command
    history_command history_lookup history_files""".split()
)
# What a package may never touch: the network, the clock, the machine.
NEVER = {
    "rules": {
        "httpx",
        "anyio",
        "socket",
        "time",
        "os",
        "pathlib",
        "subprocess",
        "random",
        "sqlite3",
    },
    "renderers": {"httpx", "anyio", "socket", "time", "os", "subprocess", "random", "sqlite3"},
    "probes": {"httpx", "anyio", "socket", "time", "os", "subprocess", "random", "sqlite3"},
    "github": {"httpx", "anyio", "socket", "time", "os", "subprocess", "random", "sqlite3"},
    "readers": {"httpx", "anyio", "socket", "time", "os", "subprocess", "random", "sqlite3"},
    "bottom": {
        "httpx",
        "anyio",
        "socket",
        "time",
        "os",
        "subprocess",
        "random",
        "sqlite3",
        "click",
    },
}
CLOCKS = {"now", "utcnow", "today"}


def layer(path: Path) -> str:
    """The package that a module belongs to, or its own name."""
    parts = path.relative_to(SOURCE).parts
    return parts[0] if len(parts) > 1 else path.stem


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), str(path))


def imported(path: Path) -> set[str]:
    """Every module that a module imports, wherever in it, by its full name."""
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written in full"
            module = node.module or ""
            found |= {f"{module}.{alias.name}" for alias in node.names}
    return found


def own(path: Path) -> set[str]:
    """The layers of this program that a module imports."""
    parts = [name.split(".") for name in imported(path) if name.split(".")[0] == "listcheck"]
    return {part[1] for part in parts if len(part) > 1 and part[1] not in ("__version__", "PAGE")}


MODULES = sorted(
    path for path in SOURCE.rglob("*.py") if path.name != "__init__.py" or path.parent != SOURCE
)
NAMES = [str(path.relative_to(SOURCE)) for path in MODULES]


def test_every_module_has_a_layer() -> None:
    """Nothing stands outside the layers: a new module or package is given its place here."""
    layers = {layer(path) for path in MODULES}
    assert layers <= BOTTOM | ALSO.keys() | ABOVE
    assert layers >= BOTTOM - {"text"}


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_imports(path: Path) -> None:
    """A module imports the bottom and its own package; those that see everything are named."""
    name = layer(path)
    if name in ABOVE:
        return
    allowed = BOTTOM | ({name} | ALSO[name] if name in ALSO else frozenset())
    assert own(path) <= allowed


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_the_outside_world(path: Path) -> None:
    """No rule, reader, probe or renderer touches the network, the clock or the machine."""
    name = layer(path)
    forbidden = NEVER.get("bottom" if name in BOTTOM else name, set())
    assert not {one.partition(".")[0] for one in imported(path)} & forbidden


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_no_clock(path: Path) -> None:
    """No judgement asks what time it is: times come with the evidence."""
    name = layer(path)
    if name not in BOTTOM and name not in NEVER:
        return
    asked = [node.attr for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute)]
    assert not CLOCKS & set(asked)


def test_siblings_are_strangers() -> None:
    """The test itself sees what it looks for."""
    rules = {name for path in MODULES if layer(path) == "rules" for name in own(path)}
    assert {"model", "case", "rules"} <= rules
    verify = own(SOURCE / "verify.py")
    assert {"readers", "probes", "rules", "store", "wire"} <= verify

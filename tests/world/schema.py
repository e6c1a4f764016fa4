"""The GraphQL schema that queries are held against: GitHub's, or the part that is ours."""

from functools import lru_cache
from pathlib import Path

from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLError,
    GraphQLSchema,
    StringValueNode,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    build_ast_schema,
    get_named_type,
    parse,
    validate,
    visit,
)

from world.listing import SHARED

REAL = SHARED / "oracles" / "github" / "schema.graphql"
SUBSET = Path(__file__).with_name("schema.graphql")
# Told by no other means: who edited a text, who may write, who has what repositories.
_NEEDED = frozenset(
    [
        "UserContentEditConnection",
        "RepositoryCollaboratorConnection",
        "SearchResultItemConnection",
        "RepositoryConnection",
    ]
)
_OF_THE_LIST = frozenset(["owner", "name", "expression", "query", "url"])


@lru_cache(maxsize=1)
def schema() -> GraphQLSchema:
    """The schema; GitHub's own takes half a second to build."""
    source = (REAL if REAL.is_file() else SUBSET).read_text("utf-8")
    return build_ast_schema(
        parse(source, no_location=True), assume_valid=True, assume_valid_sdl=True
    )


@lru_cache(maxsize=256)
def read_query(query: str) -> tuple[DocumentNode | None, tuple[GraphQLError, ...], tuple[str, ...]]:
    """A query, parsed; why it is invalid; what is impolite about it."""
    try:
        document = parse(query)
    except GraphQLError as error:
        return None, (error,), ()
    if errors := validate(schema(), document):
        return None, tuple(errors), ()
    habits = _Habits(TypeInfo(schema()))
    visit(document, TypeInfoVisitor(habits.types, habits))
    return document, (), tuple(habits.found)


class _Habits(Visitor):
    """Finds connections, and words of the list that stand in the query instead of a variable."""

    def __init__(self, types: TypeInfo) -> None:
        super().__init__()
        self.types = types
        self.found: list[str] = []

    def enter_field(self, node: FieldNode, *_: object) -> None:
        kind = self.types.get_type()
        name = get_named_type(kind).name if kind is not None else ""
        if name.endswith("Connection") and name not in _NEEDED:
            self.found.append(f"asks a connection: {node.name.value}")
        for argument in node.arguments or ():
            name = argument.name.value
            if name in _OF_THE_LIST and isinstance(argument.value, StringValueNode):
                self.found.append(f"no variable for {node.name.value}({name}:)")

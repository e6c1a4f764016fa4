"""Who edited an issue and who may write, in the words of the GraphQL API."""

from typing import Any

from world.issues import OPENED, Edit, Issue
from world.plan import Repository

_PERMISSIONS = {"admin": "ADMIN", "maintain": "MAINTAIN", "write": "WRITE", "triage": "TRIAGE"}


def people(repository: Repository) -> dict[str, Any]:
    """The fields of a repository that tell of people; functions take the field's arguments."""

    def issue(_info: Any, number: int) -> dict[str, Any] | None:
        each = (one for one in repository.issues if one.number == number and one.pull is None)
        return next((_issue(one) for one in each if one.state != "deleted"), None)

    def collaborators(_info: Any, query: str = "", first: int = 100) -> dict[str, Any]:
        found = [one for one in repository.collaborators if query.lower() in one.lower()]
        return {"edges": [_edge(one, repository.collaborators[one]) for one in found[:first]]}

    return {"issue": issue, "collaborators": collaborators}


def _edge(login: str, permission: str) -> dict[str, Any]:
    return {"permission": _PERMISSIONS.get(permission, "READ"), "node": _actor(login, "User")}


def _issue(one: Issue) -> dict[str, Any]:
    """With the edits of its text, the newest first, and its making where there are any."""
    edits = [Edit(one.login, one.created_at or OPENED), *one.edited] if one.edited else []
    nodes = [_edit(number, edit) for number, edit in enumerate(edits)][::-1]

    def user_content_edits(
        _info: Any, first: int | None = None, last: int | None = None
    ) -> dict[str, Any]:
        shown = nodes[:first] if first is not None else nodes[-(last or 0) :]
        return {"totalCount": len(nodes), "nodes": shown}

    return {"__typename": "Issue", "id": f"I_{one.number}", "userContentEdits": user_content_edits}


def _edit(number: int, edit: Edit) -> dict[str, Any]:
    kind = "Bot" if edit.login.endswith("[bot]") else "User"
    editor = _actor(edit.login, kind) if edit.login else None
    return {"id": f"UCE_{number}", "editedAt": edit.at, "editor": editor}


def _actor(login: str, kind: str) -> dict[str, Any]:
    """GraphQL writes the logins of apps without the `[bot]` of REST."""
    return {"__typename": kind, "id": f"U_{login}", "login": login.removesuffix("[bot]")}

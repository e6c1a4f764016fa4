"""REST exchanges against GitHub's own description, where that is at hand."""

import json
import re
from collections import Counter
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from world.listing import SHARED
from world.messages import Request, Response

DESCRIPTION = SHARED / "oracles" / "github" / "openapi-slice.json"
# Seen in the wild though no description declares them.
_UNDECLARED = frozenset([301, 304, 307, 401, 403, 404, 410, 429, 451, 500, 502, 503, 504])
# GitHub's, and not in the slice of its description.
_OUTSIDE = (
    re.compile(r"/gists/[0-9a-f]+\Z"),
    re.compile(r"/users/[^/]+\Z"),
    re.compile(r"/repos/[^/]+/[^/]+/(?:commits/.+|releases(?:/tags/.+)?|milestones(?:/\d+)?)\Z"),
    re.compile(r"/repos/[^/]+/[^/]+/actions/artifacts/\d+/zip\Z"),
    re.compile(r"/repos/[^/]+/[^/]+/collaborators/[^/]+/permission\Z"),
)
_BY_NUMBER = re.compile(r"\A/repositories/\d+")  # the same, to those who were redirected
_ENOUGH = 25  # bodies of one kind to validate: it is our own that we look at
_seen: Counter[tuple[str, str, int]] = Counter()


def check_exchange(request: Request, response: Response) -> list[str]:
    """What is wrong with a request or its response, in words; nothing without a description."""
    description = _description()
    if description is None:
        return []
    path = _BY_NUMBER.sub("/repos/o/r", unquote(request.path))
    template = _template(path)
    if template is None:
        known = any(pattern.match(path) for pattern in _OUTSIDE)
        return [] if known else [f"unknown path: {request.method} {path}"]
    method = "get" if request.method == "HEAD" else request.method.lower()
    operation = description["paths"][template].get(method)
    if operation is None:
        return [f"unknown method: {request.method} {template}"]
    problems = [
        f"unknown parameter of {template}: {name}"
        for name in request.query.keys() - _parameters(template, method)
    ]
    problems += [f"invalid request of {template}: {one}" for one in _unfit(request, operation)]
    declared = operation["responses"].get(str(response.status))
    if declared is None and response.status not in _UNDECLARED:
        problems.append(f"undeclared status of {template}: {response.status}")
    if declared is not None and "json" in response.headers.get("Content-Type", ""):
        problems += _invalid(
            template, method, response, declared, request.headers.get("accept", "")
        )
    return problems


def _unfit(request: Request, operation: dict[str, Any]) -> list[str]:
    """What is wrong with the body of a request: a field that nobody declares is, too."""
    declared = _resolve(operation.get("requestBody", {}))
    content = declared.get("content", {}).get("application/json")
    if not request.body:
        return ["no body"] if declared.get("required") else []
    if content is None:
        return ["a body"]
    try:
        body = json.loads(request.body)
    except ValueError:
        return ["no JSON"]
    wrong = _validator(json.dumps(content["schema"])).iter_errors(body)
    known = content["schema"].get("properties", {})
    unknown = sorted(set(body) - set(known)) if known and isinstance(body, dict) else []
    return [f"{error.json_path}: {error.message}" for error in wrong] + [
        f"unknown field {name}" for name in unknown
    ]


def _invalid(
    template: str, method: str, response: Response, declared: dict[str, Any], accept: str
) -> list[str]:
    exchange = template, method, response.status
    _seen[exchange] += 1
    if _seen[exchange] > _ENOUGH or not response.body:
        return []
    content = _resolve(declared).get("content", {})
    kind = next((kind for kind in content if kind in accept), "application/json")
    if kind not in content or "vnd.github.raw" in response.headers["Content-Type"]:
        return []
    errors = _validator(json.dumps(content[kind]["schema"])).iter_errors(json.loads(response.body))
    return [f"invalid body of {template}: {error.json_path}: {error.message}" for error in errors]


def _template(path: str) -> str | None:
    return next((name for name, pattern in _patterns() if pattern.match(path)), None)


@lru_cache(maxsize=1)
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    description = _description() or {"paths": {}}
    patterns = []
    for name in description["paths"]:
        pattern = re.sub(r"\{(\w+)\}", lambda m: ".*" if m[1] in ("path", "ref") else "[^/]+", name)
        patterns.append((name, re.compile(rf"{pattern}\Z")))
    return patterns


@lru_cache(maxsize=64)
def _parameters(template: str, method: str) -> frozenset[str]:
    description = _description()
    assert description is not None
    declared = description["paths"][template][method].get("parameters", [])
    resolved = [_resolve(parameter) for parameter in declared]
    return frozenset(str(one["name"]) for one in resolved if one["in"] == "query")


def _resolve(value: dict[str, Any]) -> dict[str, Any]:
    while reference := value.get("$ref"):
        value = _description() or {}
        for word in reference.removeprefix("#/").split("/"):
            value = value[word]
    return value


@lru_cache(maxsize=1)
def _description() -> dict[str, Any] | None:
    if not DESCRIPTION.is_file():
        return None
    description = json.loads(DESCRIPTION.read_text("utf-8"))
    assert isinstance(description, dict)
    return description


@lru_cache(maxsize=64)
def _validator(schema: str) -> Any:
    components = (_description() or {})["components"]["schemas"]
    whole = _modern(json.loads(schema)) | {"components": {"schemas": _modern(components)}}
    return Draft202012Validator(whole)


def _modern(schema: Any) -> Any:
    """A schema of OpenAPI 3.0 in the words of JSON Schema: null is a type."""
    if isinstance(schema, list):
        return [_modern(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    modern = {key: _modern(value) for key, value in schema.items() if key != "nullable"}
    return {"anyOf": [modern, {"type": "null"}]} if schema.get("nullable") is True else modern

"""A table of a file becomes a model, or the mistakes in it are told by their places."""

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from listcheck.catalog.faults import Fault, explained
from listcheck.catalog.models import Noun
from listcheck.catalog.positions import Place
from listcheck.catalog.texts import Text

_Model = TypeVar("_Model", bound=Noun)


def modelled(
    model: type[_Model],
    value: Any,
    text: Text,
    base: Place,
    faults: list[Fault],
    known: tuple[str, ...] = (),
) -> _Model | None:
    """The value as a model; what is wrong with it is told, and left out if it goes without."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        errors = [each for each in error.errors(include_url=False) if not _follows(each)]
    name = str(value.get("name", "")) if base else ""
    for each in errors:
        place = _place(text, base, each["loc"])
        keys = known if known and len(each["loc"]) == 1 else _siblings(model, each["loc"])
        told = explained(each, text.written(place), keys)
        faults.append(Fault(text.path, text.line(place), told, name))
    return _rest(model, value, {each["loc"][0] for each in errors}) if base else None


def _follows(error: Mapping[str, Any]) -> bool:
    """Whether an array only lacks values because those that it has are wrong."""
    return error["type"] == "too_short" and bool(error["input"])


def _rest(model: type[_Model], value: Mapping[str, Any], wrong: set[int | str]) -> _Model | None:
    """What is left to be checked without the keys that are wrong."""
    try:
        return model.model_validate({key: value[key] for key in value.keys() - wrong})
    except ValidationError:
        return None


def _place(text: Text, base: Place, location: Place) -> Place:
    """Where an error is: pydantic's location, less the parts that are not in the file."""
    for part in location:
        if (*base, part) in text.ranges:
            base = (*base, part)
    return base


def _siblings(model: type[Noun], location: Place) -> tuple[str, ...]:
    """The keys that the table around a location may have."""
    known: type[Noun] = model
    for part in location[:-1]:
        if isinstance(part, str) and part in known.model_fields:
            known = _noun(known.model_fields[part].annotation) or known
    return tuple(known.model_fields)


def _noun(annotation: Any) -> type[Noun] | None:
    """The model inside an annotation such as `tuple[Code, ...] | None`."""
    if isinstance(annotation, type) and issubclass(annotation, Noun):
        return annotation
    inner = (_noun(part) for part in getattr(annotation, "__args__", ()))
    return next((found for found in inner if found), None)

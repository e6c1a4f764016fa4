"""Observations of every shape, made by hypothesis."""

from types import MappingProxyType
from typing import Any, get_args, get_origin

from hypothesis import strategies as st

from listcheck.exchange import Answer, Exchange, Failure, FailureKind, Request
from listcheck.model import Facts, Observation, Part, Signal
from listcheck.states import OURS

NOW = 2_000_000_000.0
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
TIMES = st.floats(0, NOW, allow_nan=False).map(abs) | st.integers(0, int(NOW)).map(float)
SIGNALS = st.sampled_from([signal for signal in Signal if signal not in OURS])
STATUSES = st.none() | st.integers(100, 999)
KEYS = st.sampled_from(["page:https://example.org/a", "repo:o/n", "paper:2501.00001", "doi:10.1/x"])
HEADERS = st.dictionaries(TEXT, TEXT, max_size=2).map(MappingProxyType)


def _fact(kind: Any) -> st.SearchStrategy[Any]:
    if get_origin(kind) is tuple:
        return st.lists(TEXT, max_size=3).map(tuple)
    values = {str: TEXT, int: st.integers(-5, 10**9), bool: st.booleans()}
    return st.none() | values[get_args(kind)[0]]


FACTS = st.fixed_dictionaries(
    {}, optional={name: _fact(kind) for name, kind in Facts.__annotations__.items()}
).map(lambda values: Facts(**values))
PARTS = st.dictionaries(TEXT, st.builds(Part, SIGNALS, TEXT, st.none() | TEXT), max_size=2)
# Not built of the class: hypothesis would fill the fields that a history does not keep.
REQUESTS = TEXT.flatmap(
    lambda url: st.sampled_from([Request("HEAD", url), Request("GET", url), Request("POST", url)])
)
REPLIES = st.builds(
    Answer, st.integers(100, 999), HEADERS, st.just(b""), st.just(value=False), TIMES
) | st.builds(Failure, st.sampled_from(FailureKind), TEXT, TIMES)
OBSERVATIONS = st.builds(
    Observation, KEYS, SIGNALS, TEXT, STATUSES, st.none() | TEXT, st.none() | TEXT, FACTS,
    PARTS.map(MappingProxyType), st.lists(st.builds(Exchange, REQUESTS, REPLIES), max_size=2)
    .map(tuple), TIMES,
)  # fmt: skip

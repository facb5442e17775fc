"""Which candidate won for a field of an article, and why the others did not."""

from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

Value = TypeVar("Value")


class Said(NamedTuple):
    """What one place says, not yet judged."""

    place: str
    """Where it stands: ``json-ld``, ``meta og:title``, ``h1``, ``feed``, ``byline``."""
    text: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of the values a field might have had."""

    place: str
    text: str
    verdict: str
    """``chosen: …`` with the reason, or in a few words why it was not: ``a site's name``, ``in the future``."""


@dataclass(frozen=True, slots=True)
class Choice(Generic[Value]):
    """The value of a field, and the candidates it was chosen from, in the order in which they were looked at."""

    value: Value
    candidates: tuple[Candidate, ...] = ()

"""A beat: what is watched. Its gate says how much an article belongs to it, its topics say what it is about."""

from dataclasses import dataclass
from typing import Literal, get_args

from news.topics import Evidence, Tag

Relevance = Literal["strong", "medium", "implicit", "weak", "none"]
RELEVANCES: tuple[Relevance, ...] = get_args(Relevance)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a beat says of one article."""

    relevance: Relevance
    why: str
    """One line for a person: which condition gave the relevance."""
    tags: tuple[Tag, ...] = ()
    anchors: tuple[Evidence, ...] = ()
    """The first words found for each side of the beat."""

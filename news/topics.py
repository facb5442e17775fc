"""Topics, their rules, and the tags with evidence that they give to an article."""

from dataclasses import dataclass
from typing import Literal

Rank = Literal["primary", "secondary", "background"]
Where = Literal["title", "lead", "body"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words as written in the stored title or text that made a rule match."""

    where: Where
    words: str
    start: int
    end: int
    """Offsets in code points into the title (``title``) or the text (``lead``, ``body``)."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A topic that an article has, and why."""

    topic: str
    rank: Rank
    rule: str
    """Rule id: ``<topic>/<language>/<number>``."""
    rule_version: str
    """A short hash of the rule's text: it changes when the rule does."""
    evidence: tuple[Evidence, ...]

"""Topics, their rules, and the tags with evidence that they give to an article."""

from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

from news.documents import Where
from news.patterns import NO_LISTS, Lists

VETO_REACH = 15  # words; over a whole document "fighter jets" or "embassy" somewhere else took the tag from true crash stories
RECAP_REACH = 20  # words, in one sentence
LEAD_WINDOW = 40  # words; a subject in the headline and what happened to it in the first sentence

Rank = Literal["primary", "secondary", "background"]
RANKS: tuple[Rank, ...] = get_args(Rank)


class Evidence(NamedTuple):
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
    """Rule id: ``<topic>/<language>/<number or name>``."""
    rule_version: str
    """A short hash of the rule with all its words: it changes when they do."""
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """Words of which one must stand not far from a hit."""

    words: Lists
    within: int
    """Words, before or after; the title counts as standing directly before the text."""
    follows: bool = False
    """Whether they must come after the hit."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to recognise a topic: any of its words, with what must be near them, in the article, or must not."""

    id: str
    version: str
    lang: str
    """The language it holds for, or ``xx``."""
    words: Lists
    near: tuple[Near, ...] = ()
    present: tuple[Lists, ...] = ()
    """Of each of these lists a word must stand somewhere in the article."""
    absent: Lists = NO_LISTS
    """None of these may stand anywhere in the article."""
    vetoes: Lists = NO_LISTS
    """None of these may stand within reach of the hit."""
    exceptions: Lists = NO_LISTS
    """Phrases inside which the words mean something else."""
    fields: frozenset[Where] | None = None
    """Where it looks; None for everywhere."""
    weight: float = 1.0
    """How much a hit counts: a topic shows where its hits weigh at least 1 in title and lead, or enough in all."""

    is_specific: bool = False
    """Whether its words name a matter of this beat and no other: they outweigh the topic's vetoes, and in a title a third country."""

    @property
    def languages(self) -> frozenset[str]:
        """The languages in which it can match at all; ``xx`` where every list has words for all."""
        needed = [self.words, *(near.words for near in self.near), *self.present]
        if self.lang != "xx":
            return frozenset({self.lang})
        own = [lists.languages for lists in needed if not lists.of(frozenset())]
        return frozenset.intersection(*own) if own else frozenset({"xx"})


@dataclass(frozen=True, slots=True)
class Example:
    """A short article that comes with a topic, to show what it is and what it is not."""

    lang: str
    title: str
    text: str
    matches: bool
    """Whether the topic must be found in it."""
    line: int
    """Where it stands in the topic's file."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject that is looked for, with its rules."""

    id: str
    title: str
    description: str
    file: str
    rules: tuple[Rule, ...]
    recaps: Lists = NO_LISTS
    enough: float = 3.0
    """What the separate hits in an article must weigh together, where title and lead do not speak of it."""
    examples: tuple[Example, ...] = ()

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it has rules for, in alphabetical order; ``xx`` stands for every language."""
        return tuple(sorted(frozenset[str]().union(*(rule.languages for rule in self.rules))))


@dataclass(frozen=True, slots=True)
class Misjudged:
    """An example on which a topic is wrong."""

    topic: str
    file: str
    example: Example
    rank: Rank | None
    """The rank the topic got there."""

    def __str__(self) -> str:
        """Say it in one line, with the place."""
        said = "must be found and is not" if self.example.matches else f"must not be found and is {self.rank}"
        return f"{self.file}:{self.example.line}: {self.topic} {said}: {self.example.title}"

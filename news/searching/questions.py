"""A question to the archive as a tree, and how it is written back as a query.

A tree that was read from a query is *plain*: ``And`` and ``Or`` have two parts or more and none of their own kind,
``Not`` holds no ``Not``, ``Everything`` stands alone, ``Title`` holds words without filters.
"""

import dataclasses
from dataclasses import dataclass
from itertools import pairwise

from news.searching.tokens import NEAR, QUOTES, STAR, USUAL, is_operator, needs_quotes, quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in the query a part was written, in code points; parts are equal wherever they stand."""

    start: int = dataclasses.field(default=0, compare=False, repr=False)
    end: int = dataclasses.field(default=0, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Word(Place):
    """A word as typed, with whatever ending."""

    text: str


@dataclass(frozen=True, slots=True)
class Prefix(Place):
    """The beginning of a word."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase(Place):
    """Words in this very form, next to each other in this order; or one exact word."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Adjacent(Place):
    """Two words or more next to each other in this order, with whatever endings: ``Su-30``."""

    words: tuple[str, ...]


Term = Word | Prefix | Phrase | Adjacent
TERMS = (Word, Prefix, Phrase, Adjacent)


@dataclass(frozen=True, slots=True)
class Near(Place):
    """Two terms, in either order, with at most so many words from one to the other."""

    left: Term
    right: Term
    distance: int


@dataclass(frozen=True, slots=True)
class Filter(Place):
    """A field that has one of these values, as typed; whether such names exist is known elsewhere."""

    field: str
    values: tuple[str, ...]
    places: tuple[tuple[int, int], ...] = dataclasses.field(default=(), compare=False, repr=False)
    """Where each value is written."""


@dataclass(frozen=True, slots=True)
class Title(Place):
    """Words looked for in the title only."""

    part: "Node"


@dataclass(frozen=True, slots=True)
class And(Place):
    """All of the parts hold."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or(Place):
    """One of the parts holds, or several."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not(Place):
    """The part does not hold."""

    part: "Node"


@dataclass(frozen=True, slots=True)
class Everything(Place):
    """The empty query."""


EVERYTHING = Everything()

Node = Word | Prefix | Phrase | Adjacent | Near | Filter | Title | And | Or | Not | Everything


def as_text(node: Node) -> str:
    """Write a plain tree as a query that is read as an equal one."""
    return _written(node, _ALONE)


# Where a part is written: the further down, the more of it needs parentheses.
_ALONE, _IN_OR, _IN_AND, _IN_NOT = range(4)


def _written(node: Node, where: int) -> str:
    match node:
        case And():
            return _wrapped(_joined(node.parts), where >= _IN_AND and not (where == _IN_NOT and _is_chain(node.parts)))
        case Or():
            return _wrapped(" OR ".join(_written(part, _IN_OR) for part in node.parts), where >= _IN_OR)
        case Not():
            part = _written(node.part, _IN_NOT)
            return f"-{part}" if part[:1].isalnum() or part[:1] in tuple(QUOTES + "(") else f"NOT {part}"
        case Title():
            part = _written(node.part, _ALONE)
            return f"title:{part}" if isinstance(node.part, TERMS) else f"title:({part})"
    return _simple(node)


def _simple(node: Term | Near | Filter | Everything) -> str:
    match node:
        case Near():
            return f"{_term(node.left)} {_link(node)}"
        case Filter():
            return f"{node.field}:{','.join(quote(value) if needs_quotes(value) else value for value in node.values)}"
        case Everything():
            return ""
    return _term(node)


def _term(term: Term) -> str:
    match term:
        case Phrase():
            return f'"{" ".join(term.words)}"'
        case Adjacent():
            return "-".join(term.words)
        case Prefix():
            return term.text + STAR
    return f"'{term.text}'" if is_operator(term.text) else term.text


def _wrapped(text: str, needed: bool) -> str:  # noqa: FBT001 - read at its calls as a sentence
    return f"({text})" if needed else text


def _joined(parts: tuple[Node, ...]) -> str:
    """Write parts side by side; ``a near b`` and ``b near c`` as ``a near b near c``."""
    pieces: list[str] = []
    before: Node | None = None
    for part in parts:
        pieces.append(_link(part) if isinstance(part, Near) and _goes_on(before, part) else _written(part, _IN_AND))
        before = part
    return " ".join(pieces)


def _link(near: Near) -> str:
    return f"{NEAR if near.distance == USUAL else f'{NEAR}/{near.distance}'} {_term(near.right)}"


def _goes_on(before: Node | None, part: Node) -> bool:
    return isinstance(before, Near) and isinstance(part, Near) and before.right == part.left


def _is_chain(parts: tuple[Node, ...]) -> bool:
    return all(_goes_on(before, part) for before, part in pairwise(parts))

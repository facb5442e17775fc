"""A question turned into what is looked for in the index: tokens, runs of tokens, tokens close to each other.

Both databases, and the reading of a single text that marks what was found in it, work by the same plan.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from news.searching.facts import PARTIAL
from news.searching.indexing import Stream, form_token, token
from news.searching.names import name_keys_asked
from news.searching.questions import Adjacent, And, Everything, Filter, Near, Node, Not, Or, Phrase, Prefix, Title, Word
from news.searching.stems import languages_asked, stems_asked
from news.words import Form, analyse


@dataclass(frozen=True, slots=True)
class Run:
    """Tokens that stand side by side, in the title or the text, or in the title alone."""

    stream: Stream
    tokens: tuple[str, ...]
    in_title: bool = False
    is_prefix: bool = False
    """The last token is only the beginning of one."""


@dataclass(frozen=True, slots=True)
class Close:
    """Two runs of one stream with at most so many words between them, in either order."""

    left: Run
    right: Run
    distance: int


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that is known of the article itself, such as ``lang:az``; any of several."""

    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class All:
    """Every part; everything where there is none."""

    parts: tuple["Plan", ...] = ()


@dataclass(frozen=True, slots=True)
class Some:
    """At least one part; nothing where there is none."""

    parts: tuple["Plan", ...] = ()


@dataclass(frozen=True, slots=True)
class But:
    """Whatever the part is not."""

    part: "Plan"


Plan = Run | Close | Fact | All | Some | But
Facts = Callable[[Filter], tuple[str, ...]]
"""Returns the facts that a filter allows, any of them."""


def plan_of(node: Node, facts: Facts, langs: Sequence[str] = ()) -> Plan:
    """Return the plan of a question; words are read in the languages given, or in every one that writes so."""
    return _Planner(facts, tuple(langs)).plan(node, in_title=False)


def in_titles(plan: Plan) -> Plan:
    """Return a plan that looks for the same words in titles alone; what must not occur may stand nowhere, as before."""
    match plan:
        case Run():
            return replace(plan, in_title=True)
        case Close(left=left, right=right):
            return replace(plan, left=replace(left, in_title=True), right=replace(right, in_title=True))
        case All(parts=parts):
            return All(tuple(map(in_titles, parts)))
        case Some(parts=parts):
            return Some(tuple(map(in_titles, parts)))
    return plan


class _Planner:
    def __init__(self, facts: Facts, langs: tuple[str, ...]) -> None:
        self.facts = facts
        self.langs = langs

    def plan(self, node: Node, *, in_title: bool) -> Plan:  # noqa: PLR0911, C901 - one line for each kind of node
        """Return the plan of one part of a question."""
        match node:
            case And(parts=parts):
                return All(tuple(self.plan(part, in_title=in_title) for part in parts))
            case Or(parts=parts):
                return Some(tuple(self.plan(part, in_title=in_title) for part in parts))
            case Not(part=part):
                return But(self.plan(part, in_title=in_title))
            case Title(part=part):
                return self.plan(part, in_title=True)
            case Filter(field="partial", values=("no",)):
                return But(Fact((PARTIAL,)))
            case Filter():
                return Fact(self.facts(node))
            case Near(left=left, right=right, distance=distance):
                return self._near(left, right, distance, in_title=in_title)
            case Word(text=text):
                return self._word(text, in_title=in_title)
            case Prefix(text=text):
                return Run("forms", (*_forms(text)[:-1], _folded(text)), in_title, is_prefix=True)
            case Phrase(words=words):
                return Run("forms", _forms(" ".join(words)), in_title)
            case Adjacent(words=words):
                return self._loose(" ".join(words), in_title=in_title)
            case Everything():
                return All()

    def _word(self, text: str, *, in_title: bool) -> Plan:
        form = _form(text)
        found = [Run("stems", (token(each),), in_title) for each in stems_asked(form, self.langs)]
        named = [Run("names", (token(each),), in_title) for each in name_keys_asked(form)]
        return _some((*found, *named))

    def _loose(self, text: str, *, in_title: bool) -> Plan:
        """Return words side by side with any endings: all of them of one language."""
        return _some(Run("stems", tokens, in_title) for tokens in self._stemmed(text))

    def _stemmed(self, text: str) -> Iterable[tuple[str, ...]]:
        forms = analyse(text).forms
        langs = self.langs or tuple(dict.fromkeys(lang for form in forms for lang in languages_asked(form)))
        read: dict[tuple[str, ...], None] = {}
        for lang in langs:
            columns = [stems_asked(form, (lang,)) for form in forms]
            for number in range(max(map(len, columns), default=0)):
                read[tuple(token(column[min(number, len(column) - 1)]) for column in columns)] = None
        return read

    def _near(self, left: Node, right: Node, distance: int, *, in_title: bool) -> Plan:
        exact = all(isinstance(side, Phrase | Prefix) for side in (left, right))
        sides = [list(self._side(side, in_title=in_title, exact=exact)) for side in (left, right)]
        return _some(Close(one, other, distance) for one in sides[0] for other in sides[1])

    def _side(self, node: Node, *, in_title: bool, exact: bool) -> Iterable[Run]:
        """Return one side of a near: exact only where both sides are, for a run has one stream."""
        match node:
            case Phrase(words=words) if exact:
                yield Run("forms", _forms(" ".join(words)), in_title)
            case Prefix(text=text) if exact:
                yield Run("forms", (_folded(text),), in_title, is_prefix=True)
            case Prefix(text=text):
                yield Run("stems", (_folded(text),), in_title, is_prefix=True)
                yield from (Run("stems", tokens, in_title) for tokens in self._stemmed(text))
            case Phrase(words=words) | Adjacent(words=words):
                yield from (Run("stems", tokens, in_title) for tokens in self._stemmed(" ".join(words)))
            case Word(text=text):
                yield from (Run("stems", (token(each),), in_title) for each in stems_asked(_form(text), self.langs))
            case _:
                raise TypeError(f"{node!r} cannot stand beside near")


def _some(parts: Iterable[Plan]) -> Plan:
    found = tuple(dict.fromkeys(parts))
    return found[0] if len(found) == 1 else Some(found)


def _form(text: str) -> Form:
    return analyse(text).forms[0]


def _forms(text: str) -> tuple[str, ...]:
    return tuple(map(form_token, analyse(text).forms))


def _folded(text: str) -> str:
    return token(analyse(text).forms[-1].folded)

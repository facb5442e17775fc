"""Sets of patterns, compiled to be looked for in one pass over a document.

A word is looked up once for each way of writing it: what a token of the text can begin or continue is kept from article to article.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from itertools import chain

from news.documents import Document, Part
from news.findings import Found
from news.patterns import SHORTEST_LATER_STEM, SHORTEST_STEM, Langs, Span, Step, keys_of, steps_of
from news.words import LONGEST_WORD, Form, form_of, has_seam, written_words

_TOKENS_KEPT = 1 << 16  # a week's news of a dozen outlets; some 10 MiB
_FOLLOWS_KEPT = 64  # the words that stand after a word most often

_Steps = tuple[int, ...]
_Follows = tuple[tuple[_Steps, int], ...]
_Token = tuple["_Word | None", ...]
"""For each word of a token what it means to the patterns; None if no pattern has it, as nine words of ten."""
_NO_WORD: _Token = ()
_PLAIN_WORD: _Token = (None,)


class _Word:
    """What a word means to the patterns; words that mean the same share one."""

    __slots__ = ("_phrases", "begins", "follows", "group", "steps")

    def __init__(self, steps: _Steps, group: int, phrases: Mapping[int, list[tuple[_Steps, int]]]) -> None:
        """Take its steps, the group of sets in which it is a pattern alone, and for each step that may follow it in a phrase the rest."""
        self.steps = steps
        self.group = group
        self.begins = bool(phrases)
        self.follows: dict[_Word, _Follows] = {}
        """For some words that may stand next, what ``followed`` says of them."""
        self._phrases = phrases

    def followed(self, word: "_Word") -> _Follows:
        """Return the phrases that this word and the next one begin: what they still need, and their sets."""
        if len(self.follows) >= _FOLLOWS_KEPT:
            self.follows.clear()
        follows = self.follows[word] = tuple(each for step in word.steps for each in self._phrases.get(step, ()))
        return follows


class Lexicon:
    """Sets of patterns for documents in certain languages, with or without diacritics."""

    def __init__(self, langs: Langs, *, with_diacritics: bool) -> None:
        """Make one that knows no pattern."""
        self.langs = langs
        self._with_diacritics = with_diacritics
        self._numbers: dict[frozenset[str], int] = {}
        self._steps: dict[Step, int] = {}
        self._written: dict[str, tuple[int, int | None, _Steps]] = {}
        """The first step of each pattern, the second if it is a phrase, and the rest."""
        self._exact: dict[str, int] = {}
        self._cased: dict[Step, int] = {}
        self._stems: defaultdict[str, list[tuple[Step, int]]] = defaultdict(list)
        self._alone: defaultdict[int, set[int]] = defaultdict(set)  # a step: the sets in which it is a pattern alone
        # A step: the step after it, and what follows that in each phrase, with the sets it is in.
        self._phrases: defaultdict[int, defaultdict[int, list[tuple[_Steps, int]]]] = defaultdict(lambda: defaultdict(list))
        self._words: dict[_Steps, _Word] = {}
        self._members: list[tuple[int, ...]] = [()]  # the sets that have a word in common, by the number of the group
        self._groups: dict[tuple[int, ...], int] = {(): 0}
        self._tokens = _Tokens(self)

    def add(self, patterns: frozenset[str]) -> int:
        """Add a set of patterns; return its number, the same for the same patterns, -1 for none."""
        if not patterns:
            return -1
        if patterns not in self._numbers:
            self._numbers[patterns] = number = len(self._numbers)
            self._tokens.clear()
            self._words.clear()
            self._members, self._groups = [()], {(): 0}
            for pattern in patterns:
                first, second, rest = self._written.get(pattern) or self._read_pattern(pattern)  # many rules share a word list
                if second is None:
                    self._alone[first].add(number)
                else:
                    self._phrases[first][second].append((rest, number))
        return self._numbers[patterns]

    @property
    def patterns(self) -> frozenset[str]:
        """Every pattern that is looked for."""
        return frozenset().union(*self._numbers)

    def _read_pattern(self, pattern: str) -> tuple[int, int | None, _Steps]:
        first, *rest = map(self._step, steps_of(pattern, with_diacritics=self._with_diacritics))
        found = self._written[pattern] = (first, rest[0] if rest else None, tuple(rest[1:]))
        return found

    def _step(self, step: Step) -> int:
        number = self._steps.get(step, -1)
        if number < 0:
            self._steps[step] = number = len(self._steps)
            if step.is_cased:
                self._cased[step] = number
            elif step.is_stem:
                self._stems[step.word[:SHORTEST_STEM]].append((step, number))
            else:
                self._exact[step.word] = number
        return number

    def find(self, document: Document) -> Found:
        """Look for every pattern of every set."""
        title, text = self._read(document.title), self._read(document.text)
        places: defaultdict[int, list[Span]] = defaultdict(list)
        phrases: defaultdict[int, list[Span]] = defaultdict(list)
        words = list(chain.from_iterable(title))
        _note(words, 0, places, phrases)
        document.text_at = len(words)
        _note(list(chain.from_iterable(text)), document.text_at, places, phrases)
        singles: defaultdict[int, list[list[Span]]] = defaultdict(list)
        for group, spans in places.items():
            for number in self._members[group]:
                singles[number].append(spans)
        return Found(document, singles, phrases, (tuple(map(len, title)), tuple(map(len, text))))

    def _read(self, part: Part) -> list[_Token]:
        """Return what each token means."""
        known = self._unnamed if part.is_in_capitals and self._cased else self._tokens
        known.forget()
        tokens = list(map(known.__getitem__, part.tokens))
        if known.seams and not known.seams.isdisjoint(part.tokens):  # what these mean depends on the text around them
            for number, token in enumerate(part.tokens):
                if token in known.seams:
                    tokens[number] = self.look_up(token, part.form)
        return tokens

    @cached_property
    def _unnamed(self) -> "_Tokens":
        """The tokens as they read where capitals say nothing."""
        return _Tokens(self, is_in_capitals=True)

    def look_up(self, token: str, form: Callable[[str], Form], *, is_in_capitals: bool = False) -> _Token:
        """Return what a token means to the patterns."""
        meanings: list[_Word | None] = []
        for word in written_words(token):
            forms = form(word)
            if forms.folded:
                steps = self._steps_of("" if is_in_capitals else word, forms)
                meanings.append(self._word(steps) if steps else None)
        return tuple(meanings) if any(meanings) or len(meanings) > 1 else _PLAIN_WORD if meanings else _NO_WORD

    def _word(self, steps: _Steps) -> _Word:
        if steps not in self._words:
            sets = tuple(sorted({number for step in steps for number in self._alone.get(step, ())}))
            group = self._groups.setdefault(sets, len(self._members))
            if group == len(self._members):
                self._members.append(sets)
            phrases: dict[int, list[tuple[_Steps, int]]] = {}
            for step in steps:
                for second, rests in self._phrases.get(step, {}).items():
                    phrases.setdefault(second, []).extend(rests)
            self._words[steps] = _Word(steps, group, phrases)
        return self._words[steps]

    def _steps_of(self, word: str, form: Form) -> _Steps:
        found: dict[int, None] = {}
        for key in keys_of(form, with_diacritics=self._with_diacritics):
            if (number := self._exact.get(key)) is not None:
                found[number] = None
            for step, number in (*self._stems.get(key[:SHORTEST_STEM], ()), *self._stems.get(key[:SHORTEST_LATER_STEM], ())):
                if key.startswith(step.word):
                    found[number] = None
        if self._cased and not word.islower():
            found.update((number, None) for step, number in self._cased.items() if step.fits(word))
        return tuple(found)


def _note(words: Sequence[_Word | None], first: int, places: defaultdict[int, list[Span]], phrases: defaultdict[int, list[Span]]) -> None:
    """Note where the words of a part stand that are patterns alone, and the phrases; the first word has the given place."""
    previous = None
    for place, word in enumerate(words, start=first):
        if word is None:
            previous = None
            continue
        if word.group:
            places[word.group].append(Span(place, place))
        if previous is not None:
            follows = previous.follows.get(word)
            for rest, number in previous.followed(word) if follows is None else follows:
                if not rest or _goes_on(rest, words, place - first + 1):
                    phrases[number].append(Span(place - 1, place + len(rest)))
        previous = word if word.begins else None


def _goes_on(rest: _Steps, words: Sequence[_Word | None], at: int) -> bool:
    """Return whether the rest of a phrase stands at a place."""
    if at + len(rest) > len(words):
        return False
    for place, step in enumerate(rest, start=at):
        word = words[place]
        if word is None or step not in word.steps:
            return False
    return True


class _Tokens(dict[str, _Token]):
    """What each token met so far means to the patterns of a lexicon."""

    def __init__(self, lexicon: Lexicon, *, is_in_capitals: bool = False) -> None:
        super().__init__()
        self._lexicon = lexicon
        self._is_in_capitals = is_in_capitals
        self.seams: set[str] = set()
        """Those in which Latin and Cyrillic letters meet."""

    def forget(self) -> None:
        """Begin anew when there are too many."""
        if len(self) + len(self.seams) > _TOKENS_KEPT:
            self.clear()
            self.seams.clear()

    def __missing__(self, token: str) -> _Token:
        if has_seam(token):
            self.seams.add(token)
            return _NO_WORD
        found = self._lexicon.look_up(token, form_of(""), is_in_capitals=self._is_in_capitals)
        if len(token) <= LONGEST_WORD:
            self[token] = found
        return found

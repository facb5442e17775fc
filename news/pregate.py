"""The gate before the parser: whether the raw bytes of a page can name both sides of the beat at all.

An article that does not name both is off the beat (news/beats.py), but for what stands for a side: a stand-in's name, or the country of
the outlet. So a page whose bytes hold no such names in any script need not be parsed. The answer errs on one side only: a page that is
passed over would have been judged ``none``.

The order of work: one automaton finds in the bytes of a page, in UTF-8, the names in plain ASCII and whatever other writings of a name
leave (news/traces.py); the words around such traces, and nothing else of the page, are resolved where they hold entities or escapes of
JSON, folded and looked up, and most are known from earlier pages; where a tag follows the beginning of a name it is looked at what stands
behind the tag. Only a page on which that is unclear is resolved as a whole, and the pieces that tags part put together in every way.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from news.answers import MAX_BODY
from news.beats import Beat
from news.charsets import in_utf8
from news.escapes import Escapes
from news.gates import Gate
from news.looks import PIECE, Look, Seen, end_of_hidden, is_in_script
from news.patterns import Step, steps_of
from news.texts import without_forbidden
from news.traces import BREAKS, CONTROL, CONTROLS, IN_WORDS, Finder
from news.words import analyse, has_seam

_WORDS_KEPT = 1 << 17  # words with other letters than ASCII that name nothing; a day's news of one language has a tenth of it
_SHORT = 3  # letters; shorter words of a phrase stand all over a page
_ESCAPED_PIECE = re.compile(
    rb"(?:[0-9A-Za-z'`\x80-\xff]|&(?:amp;){0,9}(?:#[xX][0-9a-fA-F]{1,6}|#[0-9]{1,7}|[A-Za-z][A-Za-z0-9]{1,30});?|\\{1,9}u[0-9a-fA-F]{4}){1,4000}"
)
_RUN = re.compile(r"\\?[0-9A-Za-z'`\u0080-\U0010ffff]+<?")  # a word, whether a backslash stands before it, and a tag right behind it
_BREAK = re.compile(r"\\[bfnrt]")  # how JSON writes the end of a line and the like
# Each character can be read in one way only: else a tag without an end would keep the search busy for ever.
_PLAIN_TAG = r"""<\\?/?[A-Za-z][^<>"']*(?:(?:"[^<>"]*"|'[^<>']*')[^<>"']*){0,200}>|<!--(?:[^-]|-(?!->)){0,2000}-->"""
_CUT = re.compile(_PLAIN_TAG.encode())
_OPENS_HIDDEN = (b"<script", b"<style")
_HIDDEN = re.compile(r"<!--.{0,10000}?-->|<(script|style)\b(?![^>]{0,300}json)[^>]*>[^<]*(?:<(?!/\1)[^<]*)*", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<\\?/?[A-Za-z!?][^<>]*>")
_QUOTING_TAG = re.compile(
    r"""<\\?/?[A-Za-z!?](?:[^<>"']|"[^"]{0,300}"|'[^']{0,300}'){0,2000}>|<\\?/?[A-Za-z!?][^<>]*>"""
)  # in a value may be brackets
_MARK = "\ue000"  # for private use: in the text of no page
_PIECES = re.compile(rf"[0-9A-Za-z'`\u0080-\U0010ffff]+(?:{_MARK}+[0-9A-Za-z'`\u0080-\U0010ffff]+)+")
_LATIN = " aa"  # makes a text Latin
_MOST_PIECES = 40  # letters of the longest name, each in an element of its own
_LINE_END = re.compile(rb"\\[bfnrt]")
_END_OF_WORD = re.compile(rb"([0-9A-Za-z'`\x80-\xff]+)\Z")
_LONGEST = 100  # bytes of the beginning of a name
_OTHERS = 0x80  # bytes of letters that are none of ASCII
_SPACE = 32
_BOTH, _STANDS = 3, 2  # bits of both sides, named; as many further on of what stands for them


class _Word(NamedTuple):
    """A word of a pattern."""

    folded: str
    is_stem: bool
    written: bytes | None
    """As it must be written, where capitals count."""


class Pregate:
    """Tells which pages can be passed over; one for many pages, for it remembers words."""

    def __init__(self, gate: Gate) -> None:
        """Take the names of a beat's gate; of a phrase all long words must be there, in whatever place."""
        self.homes = tuple(side.country for side in gate.sides)
        """The countries of the sides."""
        self._tables: dict[int, Sequence[bool]] = {}
        numbers: dict[_Word, int] = {}
        self._wanted: defaultdict[int, list[tuple[frozenset[int], int]]] = defaultdict(list)
        for bit, patterns in _names_of(gate):
            for words in _telling(tuple(map(_word_of, steps_of(pattern, with_diacritics=False))) for pattern in patterns):
                wanted = frozenset(numbers.setdefault(word, len(numbers)) for word in words)
                for number in wanted:
                    self._wanted[number].append((wanted, bit))
        self._exact: defaultdict[str, list[int]] = defaultdict(list)
        self._stems: defaultdict[str, list[int]] = defaultdict(list)
        for word, number in numbers.items():
            (self._stems if word.is_stem else self._exact)[word.folded].append(number)
        self._lengths = sorted({len(stem) for stem in self._stems})
        self._beginnings = {word.folded[:length] for word in numbers for length in range(1, len(word.folded))}
        self._names = tuple(numbers)
        self._finder = Finder([word.folded for word in numbers])
        self._escapes = Escapes()
        self._silent: set[str] = set()
        self._apart: set[tuple[str, ...]] = set()

    def may_be_on_beat(self, body: bytes, content_type: str = "", home: Collection[str] | None = None, title: str | None = None) -> bool:
        """Tell whether a page, with a title from elsewhere, can name what an article on the beat names; where not, it has none.

        ``home`` holds the country of the outlet, or all that it may be: there an article need not name its own side. Without, it may be
        at home on any side, and one that is named is enough.
        """
        raw = in_utf8(body[:MAX_BODY], content_type)
        enough = self._enough_at(home)
        before = Seen(enough, is_resolved=True)
        if title is not None and self._is_in_resolved(title.encode("utf-8", "replace"), before):
            return True
        seen = Seen(enough, before.named)
        if self._is_in(Look(raw), seen):
            return True
        return seen.is_unclear and self._is_in_resolved(self._escapes.resolved(raw), Seen(enough, before.named, is_resolved=True))

    def may_be_on_beat_in(self, told: str, home: Collection[str] | None = None) -> bool:
        """Tell of a text, as it is read, what ``may_be_on_beat`` tells of a page, in whatever way it is written."""
        return self._is_in_resolved(told.encode("utf-8", "replace"), Seen(self._enough_at(home), is_resolved=True))

    def _enough_at(self, home: Collection[str] | None) -> Sequence[bool]:
        """Return for all that may be named whether it is enough, from an outlet of one of these countries."""
        at_home = {country.upper() for country in home} if home is not None else self.homes
        bits = sum(1 << number for number, country in enumerate(self.homes) if country in at_home)
        if bits not in self._tables:
            self._tables[bits] = tuple(named & _BOTH != 0 and (named | named >> _STANDS | bits) & _BOTH == _BOTH for named in range(16))
        return self._tables[bits]

    def _is_in_resolved(self, raw: bytes, seen: Seen) -> bool:
        """Look at a whole page without escapes, also without its control characters."""
        for page in {raw, raw.translate(None, CONTROLS)}:
            seen.leave_page()
            if self._is_in(Look(page), seen):
                return True
        return seen.is_cut and self._look_at_pieces(raw.decode("utf-8", "replace"), seen)

    def _is_in(self, look: Look, seen: Seen) -> bool:
        """Look for names and what they leave; take note of what is unclear."""
        if CONTROL in look.lower and not seen.is_resolved:
            seen.is_unclear = True
            return False
        finder = self._finder
        for found, begin, stop in finder.find(look.lower):
            if found >= finder.first_trace:
                if stop > look.end:
                    look.take(stop - 1, seen)
            elif self._is_shown(look, found, begin, stop, seen):
                return True
            elif (seen.is_cut or seen.is_unclear) and not seen.is_resolved:
                seen.is_unclear = True
                return False
        return self._is_in_taken(look, seen)

    def _is_shown(self, look: Look, found: int, begin: int, stop: int, seen: Seen) -> bool:
        """Look at a name, the beginning of one, or an escape; return whether enough has been named by now."""
        finder = self._finder
        if found < finder.first_cut:
            return self._is_named(look, finder.before[found], finder.name[found], begin, stop, seen)
        if found < finder.first_escape:
            return self._is_cut_here(look, begin + finder.before[found], stop - 1, seen)
        if begin > look.escaped_end and not (look.is_part or seen.is_resolved):
            self._take_escape(look, begin, seen)
        return False

    def _is_in_taken(self, look: Look, seen: Seen) -> bool:
        """Look at the words that were taken."""
        if look.words and self._in_words(b" ".join(look.words).decode("utf-8", "replace"), look, seen):
            return True
        if look.escaped and not seen.is_cut and any(self._is_escaped_cut(look, *each, seen) for each in look.escaped.items() if each[1]):
            return True
        seen.is_unclear |= seen.is_cut
        if not look.escaped or seen.is_unclear:
            return False
        return self._is_in(Look(self._escapes.resolved(b" ".join([*look.escaped, b""])), is_part=True), seen)

    def _is_escaped_cut(self, look: Look, word: bytes, tags: list[int], seen: Seen) -> bool:
        """Look behind the tags that follow a word which holds escapes, if it begins a name."""
        resolved = self._escapes.resolved(word)
        return any(
            not seen.is_cut and self._is_cut_at(look.raw, last, at, seen) for last in self._beginnings_at_end_of(resolved) for at in tags
        )

    def _beginnings_at_end_of(self, raw: bytes) -> list[bytes]:
        """Return the last word, as it stands and without the sign of a line's end before it, where it may begin a name."""
        ends = {found[1].decode("utf-8", "replace") for each in (raw, _LINE_END.sub(b" ", raw)) if (found := _END_OF_WORD.search(each))}
        words = [end.split()[-1] for end in ends if end[-1:].strip()]
        return [word.encode("utf-8", "replace") for word in words if self._may_be_begun(word, _forms(word))]

    def _is_named(self, look: Look, before: int, number: int, begin: int, stop: int, seen: Seen) -> bool:
        """Take note of a name in ASCII; return whether enough has been named by now."""
        word, lower, start = self._names[number], look.lower, begin + before
        if number in seen.words:
            return False
        if not before and not _is_apart(lower, begin):
            if lower[begin - 1] >= _OTHERS:
                look.take(begin, seen)
            return False
        behind = lower[stop] if stop < len(lower) and not word.is_stem else _SPACE
        if behind in IN_WORDS:
            if behind >= _OTHERS:
                look.take(stop - 1, seen)
            return False
        if word.written is not None and not look.raw.startswith(word.written, start - 1):
            return False
        if not (look.is_part or seen.is_resolved):
            at = stop if behind in b"&\\" and self._escapes.is_telling(look.raw, stop - 1) else start - 1
            if at == stop or look.raw[start - 2 : start - 1] == b";":
                look.take_escaped(at, seen)
                return False
        return self._add(number, seen)

    def _take_escape(self, look: Look, at: int, seen: Seen) -> None:
        """Take the word around an escape where that stands for a letter; where it opens a tag behind the beginning of a name, take note."""
        if self._escapes.is_telling(look.raw, at - 1):
            look.take_escaped(at, seen)
        elif self._escapes.opens_tag(look.raw, at - 1):
            before = look.raw[max(0, at - 1 - _LONGEST) : at - 1]
            seen.is_unclear |= bool(self._beginnings_at_end_of(before))

    def _is_cut_here(self, look: Look, start: int, end: int, seen: Seen) -> bool:
        """Look whether a name in ASCII goes on behind the tag that follows its beginning."""
        lower = look.lower
        if not _is_apart(lower, start):
            if lower[start - 1] >= _OTHERS:
                look.take(start, seen)
            return False
        seen.is_unclear |= look.is_part
        return not (look.is_part or seen.is_cut) and self._is_cut_at(look.raw, look.raw[start - 1 : end - 1], end - 1, seen)

    def _add(self, number: int, seen: Seen) -> bool:
        """Take note of a word; return whether enough has been named by now."""
        seen.words.add(number)
        for wanted, bit in self._wanted[number]:
            if wanted <= seen.words:
                seen.named |= bit
        return seen.is_enough

    def _is_cut_at(self, raw: bytes, first: bytes, end: int, seen: Seen) -> bool:
        """Look whether the beginning of a name goes on behind the tag that follows it; where a tag is unclear, take note of that."""
        pieces = [first.decode("utf-8", "replace")]
        while end < len(raw) and len(pieces) <= _MOST_PIECES:
            at = end
            while tag := _CUT.match(raw, end):
                end = tag.end()
                if tag[0][:7].lower().startswith(_OPENS_HIDDEN) and not is_in_script(raw, at, seen):
                    end = end_of_hidden(raw, end, seen)
                    if end < 0:
                        seen.is_cut = True
                        return False
            piece, end = self._piece_at(raw, end, seen)
            if not piece:
                seen.is_cut = raw[end : end + 1] == b"<" and not is_in_script(raw, at, seen)
                break
            pieces.append(piece.decode("utf-8", "replace"))
            if raw[end : end + 1] != b"<" or not self._may_begin(pieces):
                break
        return self._may_begin(pieces) and self._is_joined(pieces, seen)

    def _piece_at(self, raw: bytes, start: int, seen: Seen) -> tuple[bytes, int]:
        """Return the part of a word that stands at a place, its escapes resolved, and where it ends."""
        piece = PIECE.match(raw, start)
        end = start if piece is None else piece.end()
        if seen.is_resolved or raw[end : end + 1] not in {b"&", b"\\"}:
            return raw[start:end], end
        escaped = _ESCAPED_PIECE.match(raw, start)
        if escaped is None:
            return raw[start:end], end
        resolved = self._escapes.resolved(escaped[0])
        whole = PIECE.match(resolved)
        end = 0 if whole is None else whole.end()
        seen.is_unclear |= resolved[end : end + 1] == b"<"
        return resolved[:end], escaped.end()

    def _may_begin(self, pieces: list[str]) -> bool:
        """Tell whether the first two pieces of a word may begin a name; most are the same on page after page."""
        pair = tuple(pieces[:2])
        if pair in self._apart:
            return False
        forms = _forms("".join(pair))
        if len(pair) == 2 and (not self._beginnings.isdisjoint(forms) or any(map(self._words_of, forms))):
            return True
        if len(self._apart) >= _WORDS_KEPT:
            self._apart.clear()
        self._apart.add(pair)
        return False

    def _in_words(self, text: str, look: Look, seen: Seen) -> bool:
        """Look among the words that have other letters than those of ASCII."""
        cut: set[str] = set()
        for run in set(_RUN.findall(" ".join(text.replace("<", "< ").split()))) - self._silent:
            bare = run.rstrip("<")
            forms = {word: _forms(word) for word in {bare.removeprefix("\\"), _BREAK.sub("", bare)}}
            numbers = [
                number for each in forms.values() for form in each for number in self._words_of(form) if self._is_written(number, bare)
            ]
            if any(self._add(number, seen) for number in numbers):
                return True
            begin = {word for word, each in forms.items() if bare != run and self._may_be_begun(word, each)}
            cut |= begin
            if not begin and not numbers:
                self._keep(run)
        seen.is_unclear |= bool(cut) and look.is_part
        return not look.is_part and any(self._is_cut(word.encode("utf-8", "replace"), look.raw, seen) for word in cut)

    def _is_written(self, number: int, run: str) -> bool:
        """Tell whether a word in ASCII is written with its capitals, where they count."""
        written = self._names[number].written
        return written is None or not run.isascii() or written.decode() in run

    def _may_be_begun(self, word: str, forms: list[str]) -> bool:
        """Tell whether the last of some words begins a name."""
        last = forms if has_seam(word) else forms[-1:]
        return not self._beginnings.isdisjoint(last)

    def _is_cut(self, word: bytes, raw: bytes, seen: Seen) -> bool:
        """Look behind the tags that follow a word which begins a name, wherever it stands."""
        at = raw.find(word + b"<")
        while at >= 0 and not seen.is_cut:
            if self._is_cut_at(raw, word, at + len(word), seen):
                return True
            at = raw.find(word + b"<", at + len(word))
        return False

    def _keep(self, run: str) -> None:
        if len(self._silent) >= _WORDS_KEPT:
            self._silent.clear()
        self._silent.add(run)

    def _look_at_pieces(self, text: str, seen: Seen) -> bool:
        """Look for words that tags cut, in every way the pieces may belong together."""
        shown = without_forbidden(_HIDDEN.sub(_MARK, text))
        runs: set[str] = set()
        for tag in (_QUOTING_TAG, _TAG):
            bare = tag.sub(_MARK, shown)
            runs.update(_PIECES.findall(bare), _PIECES.findall(_BREAK.sub(" ", bare)) if "\\" in bare else ())
        return any(self._is_joined([piece for piece in run.split(_MARK) if piece], seen) for run in runs)

    def _is_joined(self, pieces: list[str], seen: Seen) -> bool:
        for first in range(len(pieces)):
            for last in range(first + 1, min(len(pieces), first + _MOST_PIECES) + 1):
                forms = _forms("".join(pieces[first:last]))
                if any(self._add(number, seen) for form in forms for number in self._words_of(form)):
                    return True
                if self._beginnings.isdisjoint(forms):
                    break
        return False

    def _words_of(self, folded: str) -> list[int]:
        """Return the numbers of the words that a word of the page is."""
        found = list(self._exact.get(folded, ()))
        for length in self._lengths:
            found += self._stems.get(folded[:length], ()) if length <= len(folded) else ()
        return found


def pregate_of(beat: Beat) -> Pregate:
    """Return the gate before the parser for a beat, in all languages."""
    return Pregate(beat.gate)


def _names_of(gate: Gate) -> Iterator[tuple[int, Iterable[str]]]:
    """Give the patterns by which a side is named, or stood for, with the bit that stands for it."""
    for number, side in enumerate(gate.sides):
        yield 1 << number, {*side.anchors.of(None), *side.half.of(None)}
        if gate.stand_in is not None and gate.stand_in.stands_for == side.id:
            yield 1 << number + _STANDS, gate.stand_in.anchors.of(None)


def _is_apart(lower: bytes, start: int) -> bool:
    """Tell whether what stands at a place is the beginning of a word."""
    return lower[start - 1] not in IN_WORDS or lower[max(0, start - 2) : start] in BREAKS


def _telling(phrases: Iterable[tuple[_Word, ...]]) -> Iterator[tuple[_Word, ...]]:
    """Give the words of which all must be there for a pattern: its long ones, if it has any.

    A phrase that holds a name of one word says nothing new, nor does a name that begins with another one.
    """
    kept = set(phrases)
    alone = {words[0] for words in kept if len(words) == 1 and words[0].written is None}
    for words in kept:
        others = alone.difference(words) if len(words) == 1 else alone
        if not any(_is_among(word, others) for word in words):
            yield tuple(word for word in words if len(word.folded) >= _SHORT) or words


def _is_among(word: _Word, names: AbstractSet[_Word]) -> bool:
    """Tell whether whatever a word stands for is one of the names too."""
    stems = (_Word(word.folded[:length], is_stem=True, written=None) for length in range(1, len(word.folded) + 1))
    return (not word.is_stem and _Word(word.folded, is_stem=False, written=None) in names) or any(stem in names for stem in stems)


def _word_of(step: Step) -> _Word:
    return _Word(_folded(step.word), step.is_stem, step.word.encode() if step.is_cased and step.word.isascii() else None)


def _folded(word: str) -> str:
    return "".join(form.folded for form in analyse(word).forms)


def _forms(word: str) -> list[str]:
    """Return the folded forms of what may be several words; with letters of two scripts, in either."""
    forms = [form.folded for form in analyse(word).forms]
    if has_seam(word):
        forms += [form.folded for form in analyse(word + _LATIN * len(word)).forms[: len(forms)]]
    return forms

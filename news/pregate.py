"""The gate before the parser: whether the raw bytes of a page can name a side of the beat at all.

An article that names neither side is off the beat (news/beats.py): a page whose bytes hold no such name in any script need not be parsed.
The answer errs on one side only: a page that is passed over would have been judged ``none``.

The order of work: bytes become text, in each of the ways they may be read; entities and JSON escapes that stand for letters are resolved;
words of plain ASCII are looked for by one automaton over the bytes, all others by their folded forms, most of which are known from earlier
pages; where tags may cut a name, the pieces are put together and looked at again.
"""

import html
import re
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from ahocorasick_rs import BytesAhoCorasick

from news.answers import MAX_BODY
from news.beats import Beat
from news.charsets import readings
from news.patterns import Step, steps_of
from news.texts import without_forbidden
from news.words import analyse, has_seam

_WORDS_KEPT = 1 << 17  # words with other letters than ASCII that name nothing; a day's news of one language has a tenth of it
_CONTROLS = bytes([*range(9), 11, 12, *range(14, 32), 127])
_LOWER = bytes(range(256)).lower()
_LONG = 4  # letters; shorter ones stand within other words all over a page
_RARE = 3  # letters; shorter ones end words before tags all over a page, and are looked for with what stands before a word
_IN_WORDS = frozenset((*b"abcdefghijklmnopqrstuvwxyz0123456789", *range(0x80, 0x100)))
_MAY_GO_ON = frozenset({b"<", b"&", b"'", b"`"})
_REFERENCE = re.compile(r"&(?:amp;)*(?:#[xX][0-9a-fA-F]{1,6}|#[0-9]{1,7}|[A-Za-z][A-Za-z0-9]{1,30});?")
_ESCAPE = re.compile(r"\\+u([0-9a-fA-F]{4})")
_RUN = re.compile(r"\\?[0-9A-Za-z'`\u0080-\U0010ffff]+<?")  # a word, whether a backslash stands before it, and a tag right behind it
_BREAK = re.compile(r"\\[bfnrt]")  # how JSON writes the end of a line and the like
_BREAKS = frozenset({b"\\b", b"\\f", b"\\n", b"\\r", b"\\t"})
_BEFORE = [*(bytes([byte]) for byte in range(128) if byte not in (*_IN_WORDS, *_CONTROLS)), *_BREAKS]
_INSIDE = r"""(?:[^<>"']|"[^"<>]*"|'[^'<>]*'|"[^"]{0,300}"|'[^']{0,300}')*"""  # of a tag; a value may hold brackets
_CUT = re.compile(rf"(?:</?[A-Za-z]{_INSIDE}>)+")
_BYTES_CUT = re.compile(_CUT.pattern.encode())
_HIDDEN = re.compile(r"<!--.{0,10000}?-->|<(script|style)\b(?![^>]{0,300}json)[^>]*>[^<]*(?:<(?!/\1)[^<]*)*", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(rf"<\\?/?[A-Za-z!?]{_INSIDE}>|<\\?/?[A-Za-z!?][^<>]*>")
_MARK = "\ue000"  # for private use: in the text of no page
_PIECES = re.compile(rf"[0-9A-Za-z'`\u0080-\U0010ffff]+(?:{_MARK}+[0-9A-Za-z'`\u0080-\U0010ffff]+)+")
_LATIN = " aa"  # makes a text Latin
_MOST_PIECES = 40  # letters of the longest name, each in an element of its own


class _Word(NamedTuple):
    """A word of a pattern."""

    folded: str
    is_stem: bool
    written: bytes | None
    """As it must be written, where capitals count."""


class _Seen:
    """What has been found of one page."""

    def __init__(self) -> None:
        self.words: set[int] = set()
        self.is_cut = False
        """Whether a word that is looked for may be cut by tags."""


class Pregate:
    """Tells which pages can be passed over; one for many pages, for it remembers words."""

    def __init__(self, patterns: Iterable[str]) -> None:
        """Take the patterns of which a page must hold one; of a phrase two words must be there, in whatever place."""
        numbers: dict[_Word, int] = {}
        self._alone: set[int] = set()
        self._partners: defaultdict[int, set[int]] = defaultdict(set)
        for pattern in patterns:
            words = _telling(steps_of(pattern, with_diacritics=False))
            first, last = (numbers.setdefault(word, len(numbers)) for word in (words[0], words[-1]))
            if first == last:
                self._alone.add(first)
            else:
                self._partners[first].add(last)
                self._partners[last].add(first)
        self._exact: defaultdict[str, list[int]] = defaultdict(list)
        self._stems: defaultdict[str, list[int]] = defaultdict(list)
        for word, number in numbers.items():
            (self._stems if word.is_stem else self._exact)[word.folded].append(number)
        self._lengths = sorted({len(stem) for stem in self._stems})
        self._beginnings = {word.folded[:length] for word in numbers for length in range(1, len(word.folded))}
        self._names = tuple((word, number) for word, number in numbers.items() if word.folded.isascii())
        cut = [(b"", beginning) for beginning in self._beginnings if len(beginning) >= _RARE]
        cut += [(before, beginning) for before in _BEFORE for beginning in self._beginnings if len(beginning) < _RARE]
        cut = [(before, beginning) for before, beginning in cut if beginning.isascii()]
        self._before = tuple(len(before) for before, _ in cut)
        self._automaton = BytesAhoCorasick(
            [*(word.folded.encode() for word, _ in self._names), *(before + beginning.encode() + b"<" for before, beginning in cut)]
        )
        self._silent: set[str] = set()
        self._meanings: dict[str, str] = {}

    def may_name(self, body: bytes, content_type: str = "") -> bool:
        """Tell whether a page can name a side of the beat; where not, its article is off the beat, or there is none."""
        return any(self._may_name(text) for text in readings(body[:MAX_BODY], content_type))

    def _may_name(self, text: str) -> bool:
        if "&" in text:
            text = self._resolved(text)
        if "\\u" in text:
            text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        seen = _Seen()
        return self._look(text, seen) or (seen.is_cut and self._look_at_pieces(text, seen))

    def _resolved(self, text: str) -> str:
        """Return a text with its entities resolved where one of them stands for a letter or may stand within a word."""
        references = set(_REFERENCE.findall(text))
        meanings = self._meanings
        if len(meanings) > _WORDS_KEPT:
            meanings.clear()
        for reference in references.difference(meanings):
            meant = html.unescape(html.unescape(without_forbidden(reference)))
            meanings[reference] = meant if any(map(_may_be_in_word, meant)) else ""
        if any(meanings[reference] not in {"", reference} for reference in references):
            return _REFERENCE.sub(lambda found: meanings[found[0]] or " ", text)
        return text

    def _look(self, text: str, seen: _Seen) -> bool:
        """Look for words that stand in one piece."""
        raw = text.encode("utf-8", "replace")
        bare = raw.translate(None, _CONTROLS)
        if self._in_ascii(bare, seen) or (len(bare) < len(raw) and self._in_ascii(raw, seen)):
            return True
        return len(raw) > len(text) and self._in_words(text, seen)

    def _add(self, number: int, seen: _Seen) -> bool:
        """Take note of a word; return whether a whole pattern has been found by now."""
        if number in self._alone or not seen.words.isdisjoint(self._partners[number]):
            return True
        seen.words.add(number)
        return False

    def _in_ascii(self, raw: bytes, seen: _Seen) -> bool:
        """Look among the words of plain ASCII; those that touch another letter are left to the other search."""
        raw = b" " + raw  # so that there is something before its first word
        lower = raw.translate(_LOWER)
        names, count = self._names, len(self._names)
        for found, start, end in self._automaton.find_matches_as_indexes(lower, overlapping=True):
            if found >= count and not seen.is_cut:
                begin = start + self._before[found - count]
                if begin > start or _is_apart(lower, start):
                    seen.is_cut = self._goes_on(lower, begin, end - 1)
            if found >= count or names[found][1] in seen.words or not _is_apart(lower, start):
                continue
            word, number = names[found]
            is_whole = word.is_stem or end == len(lower) or lower[end] not in _IN_WORDS
            if is_whole and (word.written is None or raw.startswith(word.written, start)) and self._add(number, seen):
                return True
        return False

    def _goes_on(self, lower: bytes, start: int, end: int) -> bool:
        """Return whether the beginning of a name, with a tag behind it, may go on behind the tag."""
        tags = _BYTES_CUT.match(lower, end)
        behind = lower[tags.end() : tags.end() + 1] if tags else b"<"
        if not behind.isalnum():
            return not behind.isascii() or behind in _MAY_GO_ON
        return self._begins((lower[start:end] + behind).decode())

    def _in_words(self, text: str, seen: _Seen) -> bool:
        """Look among the words that have other letters than those of ASCII."""
        between = "".join([f"{piece}< " for piece in text.split("<") if not piece.isascii()])
        others = " ".join([token for token in between.split() if not token.isascii()])
        cut: set[str] = set()
        for run in set(_RUN.findall(others)) - self._silent:
            if run.isascii():
                continue
            bare = run.rstrip("<")
            forms = {word: _forms(word) for word in {bare.removeprefix("\\"), _BREAK.sub("", bare)}}
            numbers = [number for each in forms.values() for form in each for number in self._words_of(form)]
            if any(self._add(number, seen) for number in numbers):
                return True
            begin = {word for word, each in forms.items() if bare != run and not self._beginnings.isdisjoint(each)}
            cut |= begin
            if not begin and not numbers:
                self._keep(run)
        seen.is_cut = seen.is_cut or any(self._is_cut(word, text) for word in cut)
        return False

    def _is_cut(self, word: str, text: str) -> bool:
        """Return whether a word that begins a name stands before tags behind which the name may go on."""
        at = text.find(f"{word}<")
        while at >= 0:
            end = at + len(word)
            tags = _CUT.match(text, end)
            behind = text[tags.end() : tags.end() + 1] if tags else "<"
            if (not behind.isascii() and not behind.isalpha()) or behind.encode() in _MAY_GO_ON:
                return True
            if behind.isalnum() and any(map(self._begins, _forms(word + behind))):
                return True
            at = text.find(f"{word}<", end)
        return False

    def _begins(self, folded: str) -> bool:
        return folded in self._beginnings or bool(self._words_of(folded))

    def _keep(self, run: str) -> None:
        if len(self._silent) >= _WORDS_KEPT:
            self._silent.clear()
        self._silent.add(run)

    def _look_at_pieces(self, text: str, seen: _Seen) -> bool:
        """Look for words that tags cut, in every way the pieces may belong together."""
        bare = _TAG.sub(_MARK, without_forbidden(_HIDDEN.sub(_MARK, text)))
        runs = set(_PIECES.findall(bare)).union(_PIECES.findall(_BREAK.sub(" ", bare)) if "\\" in bare else ())
        return any(self._is_joined([piece for piece in run.split(_MARK) if piece], seen) for run in runs)

    def _is_joined(self, pieces: list[str], seen: _Seen) -> bool:
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
    """Return the gate before the parser for a beat: one name of either side, in any language, makes a page worth reading."""
    return Pregate(pattern for side in beat.gate.sides for lists in (side.anchors, side.half) for pattern in lists.of(None))


def _is_apart(lower: bytes, start: int) -> bool:
    """Tell whether what stands at a place is the beginning of a word."""
    return lower[start - 1] not in _IN_WORDS or lower[max(0, start - 2) : start] in _BREAKS


def _telling(steps: Iterable[Step]) -> list[_Word]:
    """Return the one or two words of a pattern that hardly any page has by chance, or within other words."""
    words = sorted(map(_word_of, steps), key=lambda word: len(word.folded))
    long = [word for word in words if len(word.folded) >= _LONG]
    return (long or words)[-2:]


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


def _may_be_in_word(letter: str) -> bool:
    """Tell whether a character is a letter, or may stand between the letters of one word; or opens a tag."""
    return letter == "<" or letter.isalnum() or len(analyse(f"я{letter}я")) == 1

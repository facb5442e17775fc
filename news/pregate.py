"""The gate before the parser: whether the raw bytes of a page can name a side of the beat at all.

An article that names neither side is off the beat (news/beats.py): a page whose bytes hold no such name in any script need not be parsed.
The answer errs on one side only: a page that is passed over would have been judged ``none``.

The order of work: bytes become text as the reader reads them; entities and JSON escapes that stand for letters are resolved; words of
plain ASCII are looked for by one automaton over the bytes, all others, on pages that have any, by their folded forms, most of which are
known from earlier pages; where tags may cut a name, the pieces are put together and looked at again.
"""

import html
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from ahocorasick_rs import BytesAhoCorasick, Implementation

from news.answers import MAX_BODY
from news.beats import Beat
from news.charsets import in_utf8
from news.patterns import Step, steps_of
from news.texts import without_forbidden
from news.words import analyse, has_seam

_WORDS_KEPT = 1 << 17  # words with other letters than ASCII that name nothing; a day's news of one language has a tenth of it
_CONTROLS = bytes([*range(9), 11, 12, *range(14, 32), 127])
_MOST_REPLACED = 40  # different escapes; one that looks for all is quicker beyond
_WITHIN = 5  # letters; shorter names stand within other words all over a page, and are looked for with what stands before a word
_SHORT = 3  # letters; shorter words of a phrase stand all over a page
_RARE = 3  # letters; shorter ones end words before tags all over a page, and are looked for with what stands before a word
_IN_WORDS = frozenset((*b"abcdefghijklmnopqrstuvwxyz0123456789", *range(0x80, 0x100)))
_SEEN = frozenset((*_IN_WORDS, *b"<\\"))
_CONTROL = 1
_LOWER = bytes(_CONTROL if byte in _CONTROLS else byte if byte in _SEEN else 32 for byte in bytes(range(256)).lower())
"""Small letters, with a space for each byte that parts words."""
_LOWER_ASCII = _LOWER[:128] + b" " * 128
_ASCII = bytes(range(128))
_REFERENCE = re.compile(rb"&(?:amp;)*(?:#[xX][0-9a-fA-F]{1,6}|#[0-9]{1,7}|[A-Za-z][A-Za-z0-9]{1,30});?")
_ESCAPE = re.compile(r"\\+u([0-9a-fA-F]{4})")
_SINGLE_ESCAPE = re.compile(rb"\\u[0-9a-fA-F]{4}")
_PAIRED = (b"\\ud", b"\\uD")  # how escapes begin that may be half a letter
_PIECE = re.compile(rb"[0-9A-Za-z'`\x80-\xff]+")
_SCRIPT_END = re.compile(rb"</script", re.IGNORECASE)
_RUN = re.compile(r"\\?[0-9A-Za-z'`\u0080-\U0010ffff]+<?")  # a word, whether a backslash stands before it, and a tag right behind it
_BREAK = re.compile(r"\\[bfnrt]")  # how JSON writes the end of a line and the like
_BREAKS = frozenset({b"\\b", b"\\f", b"\\n", b"\\r", b"\\t"})
_BEFORE = (b" ", b"<", b"\\", *_BREAKS)  # of what ``_LOWER`` leaves
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
        """Whether a word that is looked for may be cut by tags that are unclear."""
        self.script = range(0)
        """Where the script that was met last stands."""


class Pregate:
    """Tells which pages can be passed over; one for many pages, for it remembers words."""

    def __init__(self, patterns: Iterable[str]) -> None:
        """Take the patterns of which a page must hold one; of a phrase all long words must be there, in whatever place."""
        numbers: dict[_Word, int] = {}
        self._wanted: defaultdict[int, list[frozenset[int]]] = defaultdict(list)
        for words in _telling(tuple(map(_word_of, steps_of(pattern, with_diacritics=False))) for pattern in patterns):
            wanted = frozenset(numbers.setdefault(word, len(numbers)) for word in words)
            for number in wanted:
                self._wanted[number].append(wanted)
        self._exact: defaultdict[str, list[int]] = defaultdict(list)
        self._stems: defaultdict[str, list[int]] = defaultdict(list)
        for word, number in numbers.items():
            (self._stems if word.is_stem else self._exact)[word.folded].append(number)
        self._lengths = sorted({len(stem) for stem in self._stems})
        self._beginnings = {word.folded[:length] for word in numbers for length in range(1, len(word.folded))}
        self._names = tuple((word, number) for word, number in numbers.items() if word.folded.isascii())
        whole = [(before, at) for at, (word, _) in enumerate(self._names) for before in _BEFORE if len(word.folded) < _WITHIN]
        whole += [(b"", at) for at, (word, _) in enumerate(self._names) if len(word.folded) >= _WITHIN]
        cut = [(b"", beginning) for beginning in self._beginnings if len(beginning) >= _RARE]
        cut += [(before, beginning) for before in _BEFORE for beginning in self._beginnings if len(beginning) < _RARE]
        cut = [(before, beginning) for before, beginning in cut if beginning.isascii()]
        self._whole = tuple((len(before), *self._names[at]) for before, at in whole)
        self._before = tuple(len(before) for before, _ in cut)
        self._automaton = BytesAhoCorasick(
            [
                *(before + self._names[at][0].folded.encode() for before, at in whole),
                *(before + beginning.encode() + b"<" for before, beginning in cut),
            ],
            implementation=Implementation.DFA,  # a page takes half the time; some megabytes of memory
        )
        self._silent: set[str] = set()
        self._apart: set[tuple[str, ...]] = set()
        self._meanings: dict[bytes, bytes] = {}
        self._live: dict[str, bool] = {}

    def may_name(self, body: bytes, content_type: str = "") -> bool:
        """Tell whether a page can name a side of the beat; where not, its article is off the beat, or there is none."""
        raw = in_utf8(body[:MAX_BODY], content_type)
        if b"&" in raw:
            raw = self._resolved(raw)
        if b"\\u" in raw:
            raw = _unescaped(raw)
        seen = _Seen()
        has_others = self._has_others(raw)
        if self._in_ascii(raw, seen, has_others=has_others):
            return True
        text = raw.decode("utf-8", "replace") if has_others or seen.is_cut else ""
        return (has_others and self._in_words(text, seen)) or (seen.is_cut and self._look_at_pieces(text, seen))

    def _resolved(self, raw: bytes) -> bytes:
        """Return a page with its entities resolved where one of them stands for a letter or may stand within a word."""
        references = set(_REFERENCE.findall(raw))
        meanings = self._meanings
        if len(meanings) > _WORDS_KEPT:
            meanings.clear()
        for reference in references.difference(meanings):
            meant = html.unescape(html.unescape(without_forbidden(reference.decode())))
            meanings[reference] = meant.encode("utf-8", "replace") if any(map(_may_be_in_word, meant)) else b""
        telling = [reference for reference in references if meanings[reference] not in {b"", reference}]
        if not all(reference.endswith(b";") for reference in telling):
            return _REFERENCE.sub(lambda found: meanings[found[0]] or b" ", raw)
        for reference in telling:
            raw = raw.replace(reference, meanings[reference])
        return raw

    def _has_others(self, raw: bytes) -> bool:
        """Tell whether a page has other letters than those of ASCII: quotation marks and the like only part words."""
        letters = set(raw.translate(None, _ASCII).decode("utf-8", "replace"))
        live = self._live
        for letter in letters.difference(live):
            live[letter] = letter.isalnum() or len(analyse(f"a{letter}a")) == 1
        return any(live[letter] for letter in letters)

    def _add(self, number: int, seen: _Seen) -> bool:
        """Take note of a word; return whether a whole pattern has been found by now."""
        seen.words.add(number)
        return any(wanted <= seen.words for wanted in self._wanted[number])

    def _in_ascii(self, raw: bytes, seen: _Seen, *, has_others: bool) -> bool:
        """Look among the words of plain ASCII, also without the control characters; those that touch another letter are left out."""
        table = _LOWER if has_others else _LOWER_ASCII
        lower = raw.translate(table)
        if _CONTROL in lower:
            bare = raw.translate(None, _CONTROLS)
            if self._in_lower(bare, b" " + bare.translate(table), seen):
                return True
        return self._in_lower(raw, b" " + lower, seen)

    def _in_lower(self, raw: bytes, lower: bytes, seen: _Seen) -> bool:
        """Look among words in small letters, with a space before the first."""
        whole, count = self._whole, len(self._whole)
        for found, begin, stop in self._automaton.find_matches_as_indexes(lower, overlapping=True):
            if found >= count:
                before = self._before[found - count]
                if not seen.is_cut and (before or _is_apart(lower, begin)) and self._is_cut_at(raw, begin + before - 1, stop - 2, seen):
                    return True
                continue
            before, word, number = whole[found]
            if number in seen.words or not (before or _is_apart(lower, begin)):
                continue
            is_whole = word.is_stem or stop == len(lower) or lower[stop] not in _IN_WORDS
            if is_whole and (word.written is None or raw.startswith(word.written, begin + before - 1)) and self._add(number, seen):
                return True
        return False

    def _is_cut_at(self, raw: bytes, start: int, end: int, seen: _Seen) -> bool:
        """Look whether the beginning of a name goes on behind the tag that follows it; where a tag is unclear, take note of that."""
        pieces = [raw[start:end].decode("utf-8", "replace")]
        while end < len(raw) and len(pieces) <= _MOST_PIECES:
            at = end
            while tag := _CUT.match(raw, end):
                end = tag.end()
                if tag[0][:7].lower().startswith(_OPENS_HIDDEN):
                    seen.is_cut = not _is_in_script(raw, at, seen)
                    return False
            piece = _PIECE.match(raw, end)
            if piece is None:
                seen.is_cut = raw[end : end + 1] == b"<" and not _is_in_script(raw, at, seen)
                break
            pieces.append(piece[0].decode("utf-8", "replace"))
            end = piece.end()
            if raw[end : end + 1] != b"<" or not self._may_begin(pieces):
                break
        return self._may_begin(pieces) and self._is_joined(pieces, seen)

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

    def _in_words(self, text: str, seen: _Seen) -> bool:
        """Look among the words that have other letters than those of ASCII."""
        between = "".join([f"{piece}< " for piece in set(text.split("<")) if not piece.isascii()])
        others = " ".join([token for token in set(between.split()) if not token.isascii()])
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
        raw = text.encode("utf-8", "replace") if cut else b""
        return any(self._is_cut(word.encode("utf-8", "replace"), raw, seen) for word in cut)

    def _is_cut(self, word: bytes, raw: bytes, seen: _Seen) -> bool:
        """Look behind the tags that follow a word which begins a name, wherever it stands."""
        at = raw.find(word + b"<")
        while at >= 0 and not seen.is_cut:
            if self._is_cut_at(raw, at, at + len(word), seen):
                return True
            at = raw.find(word + b"<", at + len(word))
        return False

    def _keep(self, run: str) -> None:
        if len(self._silent) >= _WORDS_KEPT:
            self._silent.clear()
        self._silent.add(run)

    def _look_at_pieces(self, text: str, seen: _Seen) -> bool:
        """Look for words that tags cut, in every way the pieces may belong together."""
        shown = without_forbidden(_HIDDEN.sub(_MARK, text))
        runs: set[str] = set()
        for tag in (_QUOTING_TAG, _TAG):
            bare = tag.sub(_MARK, shown)
            runs.update(_PIECES.findall(bare), _PIECES.findall(_BREAK.sub(" ", bare)) if "\\" in bare else ())
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


def _is_in_script(raw: bytes, at: int, seen: _Seen) -> bool:
    """Tell whether a place is surely inside a script that holds no JSON: what is written there is no part of a page."""
    if at in seen.script:
        return True
    opened = max(raw.rfind(b"<script", 0, at), raw.rfind(b"<SCRIPT", 0, at))
    closed = _SCRIPT_END.search(raw, max(0, opened))
    if opened < 0 or (closed and closed.start() < at) or b"json" in raw[opened : opened + 400].lower():
        return False
    comment = raw.rfind(b"<!--", 0, opened)
    if comment >= 0 and raw.find(b"-->", comment) > opened:
        return False
    seen.script = range(opened, closed.start() if closed else len(raw))
    return True


def _unescaped(raw: bytes) -> bytes:
    """Return a page with the characters for JSON's escapes; two of them may be one letter."""
    escapes = set(_SINGLE_ESCAPE.findall(raw))
    if len(escapes) <= _MOST_REPLACED and b"\\\\u" not in raw and not any(escape.startswith(_PAIRED) for escape in escapes):
        for escape in escapes:
            raw = raw.replace(escape, chr(int(escape[2:], 16)).encode())
        return raw
    text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), raw.decode("utf-8", "replace"))
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()


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


def _may_be_in_word(letter: str) -> bool:
    """Tell whether a character is a letter, or may stand between the letters of one word; or opens a tag."""
    return letter == "<" or letter.isalnum() or len(analyse(f"я{letter}я")) == 1

"""The one analyser of words: topics, the gate, duplicates, stories and search all read a text through it.

A word has three forms. *Exact* is lower case as written; *folded* is what search compares (no diacritics, ``ə`` as ``e``, ``ё`` as ``е``);
the *key* is what rules compare: exact where Latin letters carry meaning in their diacritics (``qazı`` the gas, ``qazi`` the veteran),
folded in every other script.
"""

import html
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple
from unicodedata import normalize

from news.remembering import Remembered

LONGEST_WORD = 100  # code points read of one word; the longest compounds of the eleven languages stay under 60
_FORMS_KEPT = 1 << 15  # a day's news of a dozen outlets has about 30,000 different words; some 10 MiB

_TEXTS_KEPT = 4  # the title and the text in hand, and those that they are compared with

_COMBINING = (
    r"\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
    r"\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
)
_INVISIBLE = r"\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_ARMENIAN_TONES = r"\u055b\u055c\u055e"  # written over a vowel in the middle of a word
_APOSTROPHES = r"'`\u00b4\u02b9-\u02bf\u02c8\u2018\u2019\u201b\u2032\uff07"
_LETTER = r"[^\W_\u02b9-\u02bf\u02c8]"
_CYRILLIC = r"[\u0400-\u052f]"

# No possessive quantifiers: Python 3.11.0 to 3.11.3 match them wrongly. The classes share no character, so nothing is tried twice.
_WORD = re.compile(
    rf"{_LETTER}+"
    rf"(?:(?:[{_COMBINING}{_INVISIBLE}{_ARMENIAN_TONES}]+|(?<={_CYRILLIC})[{_APOSTROPHES}](?={_CYRILLIC})){_LETTER}+)*"
    rf"[{_COMBINING}]*"
)
_ENTITY = re.compile(r"&(?:amp;)?(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_DROPPED = re.compile(rf"[{_INVISIBLE}{_ARMENIAN_TONES}{_APOSTROPHES}\u0640]")  # U+0640 only stretches an Arabic word
_NO_LETTER = re.compile(rf"[^\w{_COMBINING}]|_")
_MARKS = re.compile(rf"[{_COMBINING}]")
_HAS_CYRILLIC = re.compile(_CYRILLIC)
_HAS_LATIN = re.compile(r"[A-Za-z\u00aa-\u02af\u1d00-\u1dbf\u1e00-\u1eff]")
_SEAM = re.compile(rf"[A-Za-zəƏ](?:(?={_CYRILLIC})|(?<={_CYRILLIC}[A-Za-zəƏ]))")
_CYRILLIC_WORD = re.compile(rf"{_CYRILLIC}{{2,}}")
_LATIN_WORD = re.compile(r"[A-Za-z\u00c0-\u02af]{2,}")

# The letters that nearly all words consist of, of which no two together are read as anything else than each alone.
_SMALL_CYRILLIC, _SMALL_LATIN = "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґ", "çğıöşüəąćęłńóśźżäßàâéèêëîïôùûœæ"
_PLAIN_CYRILLIC = f"[{_SMALL_CYRILLIC}{_SMALL_CYRILLIC.upper()}]{{1,{LONGEST_WORD}}}"
_PLAIN_LATIN = f"[a-zA-Z{_SMALL_LATIN}{_SMALL_LATIN.replace('ß', '').replace('ı', 'İ').upper()}]{{1,{LONGEST_WORD}}}"
_CYRILLIC_ONLY, _LATIN_ONLY = re.compile(_PLAIN_CYRILLIC), re.compile(_PLAIN_LATIN)
_PLAIN_PATTERN = re.compile(rf"(?:{_PLAIN_LATIN}|{_PLAIN_CYRILLIC})\*?(?: (?:{_PLAIN_LATIN}|{_PLAIN_CYRILLIC})\*?)*")

_LATIN_LOOKS = "ABCEHIJKMOPSTXYaceijopsxyəƏ"
_CYRILLIC_LOOKS = "АВСЕНІЈКМОРЅТХУасеіјорѕхуәӘ"
_TO_CYRILLIC = str.maketrans(_LATIN_LOOKS, _CYRILLIC_LOOKS)
_TO_LATIN = str.maketrans(_CYRILLIC_LOOKS, _LATIN_LOOKS)
_FOLDED_CYRILLIC = str.maketrans({"ё": "е", "ґ": "г", "\u0300": None, "\u0301": None})
_PLAIN_VOWELS = str.maketrans("âêîôû", "aeiou")  # Turkish papers print askerî and askeri, on one page even
_FOLDED = str.maketrans(
    {"ı": "i", "ə": "e", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
    | {"ي": "ی", "ى": "ی", "ك": "ک"}  # Arabic keyboards write Persian words with the Arabic letters
)
_BARE_LATIN = str.maketrans({letter: normalize("NFD", letter)[0].translate(_FOLDED) for letter in _SMALL_LATIN})
_PLAIN_KEYS, _PLAIN_FOLDED = _FOLDED_CYRILLIC | _PLAIN_VOWELS, _FOLDED_CYRILLIC | _BARE_LATIN


class Form(NamedTuple):
    """The forms of a word that are compared."""

    exact: str
    folded: str
    key: str
    dotless: str | None
    """The key if a capital ``I`` of the word is a dotless one, as in Azerbaijani and Turkish."""


_FOLDED_FORM = attrgetter("folded")


class Word(NamedTuple):
    """One word of a text, where it stands, and its forms."""

    text: str
    exact: str
    folded: str
    start: int
    end: int


class Words:
    """The words of a text in order; offsets are code points of that text."""

    __slots__ = ("_places", "folded", "form_of", "forms", "text", "written")

    def __init__(self, text: str) -> None:
        """Find the words of a text and their forms; where they stand is found out when somebody asks."""
        plain = plain_text(text)
        self.text = text
        self.form_of = form_of(plain)
        """What turned its words into their forms."""
        self.written = written_words(plain)
        """The words as written, cut where they are endless."""
        self.forms = tuple(map(self.form_of, self.written))
        self.folded = tuple(map(_FOLDED_FORM, self.forms))
        """The folded words in order."""
        if "" in self.folded:  # of signs alone
            self.written = [word for word, folded in zip(self.written, self.folded, strict=True) if folded]
            self.forms = tuple([form for form in self.forms if form.folded])
            self.folded = tuple(filter(None, self.folded))
        self._places: tuple[tuple[int, ...], tuple[int, ...]] | None = None

    def __len__(self) -> int:
        """The number of words."""
        return len(self.forms)

    def __getitem__(self, index: int) -> Word:
        """One word, by its place."""
        form, start, end = self.forms[index], self.starts[index], self.ends[index]
        return Word(self.text[start:end], form.exact, form.folded, start, end)

    def __iter__(self) -> Iterator[Word]:
        """The words in order."""
        text = self.text
        for form, start, end in zip(self.forms, *self._found(), strict=True):
            yield Word(text[start:end], form.exact, form.folded, start, end)

    @property
    def starts(self) -> tuple[int, ...]:
        """Where each word begins."""
        return self._found()[0]

    @property
    def ends(self) -> tuple[int, ...]:
        """Where each word ends."""
        return self._found()[1]

    def _found(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        if self._places is None:
            self._places = _places(self.text)
        return self._places


def analyse(text: str) -> Words:
    """Split a text into words.

    Apostrophes and hyphens end a word, but an apostrophe inside a Cyrillic word is left out of its forms, as are soft hyphens and other
    invisible characters. HTML entities left in the text are read as their characters. Every string has an answer.
    """
    return Words(text)


@lru_cache(maxsize=_TEXTS_KEPT)
def words_in(text: str) -> Words:
    """Return what ``analyse`` does, kept for a moment: fingerprint, sketch and index ask for the words of one text in turn."""
    return Words(text)


def plain_text(text: str) -> str:
    """Return a text with the HTML entities left in it read as their characters."""
    return _without_entities(text)[0] if "&" in text else text


def form_of(plain: str) -> Callable[[str], Form]:
    """Return what turns a word of a text, without entities, into its forms: lookalike letters go with the script of most words."""
    return _latin_form if has_seam(plain) and _is_mostly_latin(plain) else _form


def plain_pattern(pattern: str, *, with_diacritics: bool) -> str | None:
    """Return words, each of which may end in a star, as keys or folded; nothing where they hold any but the usual letters."""
    if not _PLAIN_PATTERN.fullmatch(pattern):
        return None
    small = pattern.replace("İ", "i").lower()
    return small if small.isascii() else small.translate(_PLAIN_KEYS if with_diacritics else _PLAIN_FOLDED)


def written_words(plain: str) -> list[str]:
    """Return the words of a text as written, cut where they are endless; also those that have no form."""
    words = _WORD.findall(plain)
    return words if max(map(len, words), default=0) <= LONGEST_WORD else [word[:LONGEST_WORD] for word in words]


def has_seam(text: str) -> bool:
    """Return whether Latin and Cyrillic letters meet in a word of a text, so that its forms depend on the text around it."""
    if (
        text.isascii() or _HAS_CYRILLIC.search(text) is None
    ):  # most texts: looking at each Latin letter's neighbours takes ten times as long
        return False
    return _SEAM.search(text) is not None


def _places(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    plain, origins = _without_entities(text) if "&" in text else (text, None)
    form = form_of(plain)
    spans = [match.span() for match in _WORD.finditer(plain) if form(match[0][:LONGEST_WORD]).folded]
    starts, ends = [start for start, _ in spans], [end for _, end in spans]
    if origins is not None:
        starts = [origins[start] for start in starts]
        ends = [origins[end - 1] + _length_at(text, origins[end - 1], origins[end]) for end in ends]
    return tuple(starts), tuple(ends)


def search_terms(text: str) -> list[str]:
    """Return the folded words of a text in order: what the search index holds."""
    return [form.folded for form in analyse(text).forms]


def _make_form(word: str, *, leans_latin: bool) -> Form:
    if word.isascii():
        exact = word.lower()
        return Form(exact, exact, exact, word.replace("I", "ı").lower() if "I" in word else None)
    if (known := _form_of_known_letters(word)) is not None:
        return known
    plain = _NO_LETTER.sub("", normalize("NFKC", _DROPPED.sub("", word)))
    cyrillic = _HAS_CYRILLIC.search(plain) is not None
    if cyrillic and _HAS_LATIN.search(plain):
        plain = _in_one_script(plain, leans_latin=leans_latin)
        cyrillic = _HAS_CYRILLIC.search(plain) is not None
    exact = _lower(plain)
    if cyrillic:
        folded = normalize("NFC", exact).translate(_FOLDED_CYRILLIC)
        return Form(folded if "\u0301" in exact else exact, folded, folded, None)
    bare = _MARKS.sub("", normalize("NFD", exact)).translate(_FOLDED)
    folded = normalize("NFC", bare).replace("եվ", "եւ")  # capitals of և are written ԵՎ
    if not _HAS_LATIN.search(exact):
        return Form(exact, folded, folded, None)
    return Form(exact, folded, exact.translate(_PLAIN_VOWELS), _lower(plain.replace("I", "ı")) if "I" in plain else None)


def _form_of_known_letters(word: str) -> Form | None:
    """Return the forms of a word of the usual letters, which need no normalizing: that takes most of the time."""
    if _CYRILLIC_ONLY.fullmatch(word):
        exact = word.lower()
        folded = exact.translate(_FOLDED_CYRILLIC)
        return Form(exact, folded, folded, None)
    if _LATIN_ONLY.fullmatch(word):
        exact = word.replace("İ", "i").lower()
        dotless = word.replace("I", "ı").replace("İ", "i").lower() if "I" in word else None
        return Form(exact, exact.translate(_BARE_LATIN), exact.translate(_PLAIN_VOWELS), dotless)
    return None


def _lower(word: str) -> str:
    # 'İ'.lower() is two code points, the second a dot above
    return normalize("NFC", word.replace("İ", "i").lower()).replace("\u0307", "")


_form = Remembered[str, Form](lambda word: _make_form(word, leans_latin=False), _FORMS_KEPT).__getitem__
_latin_form = Remembered[str, Form](lambda word: _make_form(word, leans_latin=True), _FORMS_KEPT // 8).__getitem__


def _in_one_script(word: str, *, leans_latin: bool) -> str:
    """Turn lookalike letters into the script of the word's other letters: first of those that have no lookalike, then of the most."""
    cyrillic = [letter for letter in word if _HAS_CYRILLIC.match(letter)]
    latin = [letter for letter in word if _HAS_LATIN.match(letter)]
    own_cyrillic = sum(letter not in _CYRILLIC_LOOKS for letter in cyrillic)
    own_latin = sum(letter not in _LATIN_LOOKS for letter in latin)
    score = (own_latin > own_cyrillic) - (own_latin < own_cyrillic) or (len(latin) > len(cyrillic)) - (len(latin) < len(cyrillic))
    if score > 0 or (score == 0 and leans_latin):
        return word.translate(_TO_LATIN)
    return word.translate(_TO_CYRILLIC)


def _is_mostly_latin(text: str) -> bool:
    return len(_LATIN_WORD.findall(text)) > len(_CYRILLIC_WORD.findall(text))


def _without_entities(text: str) -> tuple[str, list[int] | None]:
    """Read HTML entities, escaped once or twice, as their characters; with the place in the text that each character comes from."""
    pieces: list[str] = []
    origins: list[int] = []
    at = 0
    for match in _ENTITY.finditer(text):
        meant = html.unescape(html.unescape(match[0]))
        if meant == match[0]:
            continue
        pieces += text[at : match.start()], meant
        origins += range(at, match.start())
        origins += [match.start()] * len(meant)
        at = match.end()
    if not pieces:
        return text, None
    origins += range(at, len(text) + 1)
    return "".join(pieces) + text[at:], origins


def _length_at(text: str, start: int, after: int) -> int:
    """Return how much of the text the character that comes from one place takes: one code point, or its whole entity."""
    entity = _ENTITY.match(text, start) if after != start + 1 else None
    return entity.end() - start if entity else 1


_CYRILLIC_ENDINGS = re.compile(
    "(?:"
    "й?ск(?:ий|ая|ое|ие|ого|ому|им|ом|ой|ую|их|ими|ою)|ськ(?:ий|а|е|і|ого|ому|им|ої|ій|у|их|ими|ою)|"
    "иями|ями|ами|ого|его|ому|ему|ыми|ими|ией|иям|иях|ость|ости|ові|еві|ою|єю|ею|ої|ії|ів|їв|ий|ый|ой|ая|яя|ое|ее|ые|ие|ую|юю|"
    "ых|их|ым|им|ом|ем|ам|ям|ах|ях|ов|ев|ей|ия|ию|ии|ій|ію|ія|ість|[аяоеєуюыиіїьй]"
    ")$"
)
_ENGLISH_PLURAL = re.compile(r"(?:ies|(?<![sui])s)$")


def stem(folded: str) -> str:
    """Return the beginning that the inflected forms of a folded word share.

    A query for a word matches ``stem(word)`` and anything after it. The script decides, not the language: Cyrillic words lose a common
    ending where four letters stay (three before an ending of two letters or more), Latin ones an English plural and, from six letters
    on, a final vowel; Georgian and Armenian ones a case vowel.
    """
    first = folded[:1]
    if "\u0400" <= first <= "\u052f":
        return _without_cyrillic_ending(folded)
    if "\u10d0" <= first <= "\u10ff":
        return folded[:-1] if len(folded) >= 5 and folded[-1] in "აეიოუ" else folded
    if "\u0561" <= first <= "\u0587":
        return folded[:-1] if len(folded) >= 6 and folded[-1] in "իը" else folded
    if not folded.isascii() or len(folded) < 5:
        return folded
    singular = _ENGLISH_PLURAL.sub("", folded)
    return singular[:-1] if len(singular) >= 6 and singular[-1] in "aeiouy" else singular


def _without_cyrillic_ending(folded: str) -> str:
    start = 3
    while ending := _CYRILLIC_ENDINGS.search(folded, start):
        if ending.start() >= 4 or ending.end() - ending.start() >= 2:
            return folded[: ending.start()]
        start += 1
    return folded

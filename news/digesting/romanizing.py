"""Headlines in Cyrillic, Armenian, Georgian and Persian as readers of Latin letters can read them.

Names of the beat take the form English prints; every other word goes letter by letter, as its language is romanized. Persian does not
write its vowels, so of a Persian headline only the names are given.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache, partial
from typing import Final, NamedTuple
from unicodedata import normalize

from news.digesting.known_names import english_of, listed_names, patterns_of
from news.digesting.letters import CASE_ENDS, LETTERS, PERSIAN_LIST, PLACES
from news.digesting.passages import Hit, Passage, Phrases
from news.texts import clean_line
from news.words import analyse

_SCRIPTS: Final = {
    "ru": re.compile("[\u0400-\u052f]"),
    "hy": re.compile("[\u0531-\u0587]"),
    "ka": re.compile("[\u10a0-\u10ff\u1c90-\u1cbf]"),
    "fa": re.compile("[\u0620-\u064a\u066e-\u06d3]"),
}
_UNREAD: Final = re.compile("[\u0400-\u052f\u0531-\u0587\u10a0-\u10ff\u1c90-\u1cbf]")
_ONLY_UKRAINIAN: Final = re.compile("[іїєґІЇЄҐ]")
_MARKS: Final = str.maketrans({"«": '"', "»": '"', "՝": ",", "։": ".", "՞": "?", "՜": "!", "՛": "", "„": '"', "“": '"', "՚": ""})
_CYRILLIC_APOSTROPHE: Final = re.compile("(?<=[\u0400-\u052f])['’ʼ`](?=[\u0400-\u052f])")
_LONGEST = 2_000  # characters; four times the longest headline that is kept
_MOST_NAMES = 12
_PLACE_IDS: Final = ("place", "organisation")


class _Name(NamedTuple):
    """A name in a headline, in English, and from which to which character it stands."""

    english: str
    start: int
    end: int


def romanize(text: str, lang: str | None = None) -> str | None:
    """Return a line in Latin letters; None where it has no others, or is Persian without a known name.

    ``lang`` tells Ukrainian from Russian; the script says all else. Of Persian the names are given: ``names: Aliyev, Baku``.
    """
    line = clean_line(text[:_LONGEST], _LONGEST)
    script = _script_of(line) if line else None
    if line is None or script is None:
        return None
    code = (lang or "").lower().partition("-")[0]
    if script == "fa":
        names = list(dict.fromkeys(name.english for name in _names_in(line, "fa")))
        return PERSIAN_LIST + ", ".join(names[:_MOST_NAMES]) if names else None
    if script == "ru":
        script = "uk" if code == "uk" or (code not in LETTERS and _ONLY_UKRAINIAN.search(line)) else "ru"
    return clean_line(_assembled(_CYRILLIC_APOSTROPHE.sub("", line), script), _LONGEST)


def _script_of(line: str) -> str | None:
    """Return by which table most letters of a line are read that are not Latin."""
    counts = {code: len(script.findall(line)) for code, script in _SCRIPTS.items()}
    most = max(counts, key=counts.__getitem__)
    return most if counts[most] else None


def _assembled(line: str, script: str) -> str:
    pieces: list[str] = []
    at = 0
    for name in _names_in(line, script):
        pieces += _in_letters(line[at : name.start], script), name.english
        at = name.end
    return "".join([*pieces, _in_letters(line[at:], script)])


def _names_in(line: str, script: str) -> Iterator[_Name]:
    """Yield the known names of a line in order, the longest at each place."""
    passage = Passage(line, analyse(line), is_title=True)
    hits = sorted(_known(script).find(passage), key=lambda hit: (hit.first, -hit.last))
    at = 0
    places = {number: place for number in range(len(passage.words)) if (place := _place(passage.folded[number], script))}
    spans = {number: Hit(english, number, number) for number, english in places.items()}
    spans = {number: hit for number, hit in (spans | {hit.first: hit for hit in reversed(hits)}).items() if _is_name(passage, hit)}
    for hit in (spans[first] for first in sorted(spans)):
        if hit.first >= at:
            at = hit.last + 1
            yield _Name(hit.tag, passage.words.starts[hit.first], passage.words.ends[hit.last])


def _is_name(passage: Passage, hit: Hit) -> bool:
    """Return whether a finding is written as a name; in scripts without capitals each is."""
    first = passage.written(hit.first, hit.first)[:1]
    return not first.islower() or "\u10d0" <= first <= "\u10ff" or "\u0600" <= first <= "\u06ff"


@cache
def _known(script: str) -> Phrases:
    kinds = ("person", *_PLACE_IDS) if script == "fa" else ("person",)
    pairs = (
        (pattern, english_of(name.id, len(pattern.split())))
        for name in listed_names().values()
        if name.kind in kinds
        for lang, pattern in patterns_of(name)
        if lang == script
    )
    return Phrases(pairs)


@cache
def _stems(script: str) -> Mapping[str, str]:
    pattern = _SCRIPTS["ru" if script in {"ru", "uk"} else script]
    return {_folded(stem): english for english, stems in PLACES.items() for stem in stems.split() if pattern.match(stem)}


def _folded(word: str) -> str:
    return "".join(form.folded for form in analyse(word).forms)


@cache
def _case_ends(script: str) -> re.Pattern[str]:
    return re.compile(f"(?:{CASE_ENDS[script]})?")


def _place(folded: str, script: str) -> str | None:
    """Return the English name of a place, if a word is one with no more than an ending of a case."""
    if script == "fa":
        return None
    stems = _stems(script)
    for length in range(len(folded), 1, -1):
        english = stems.get(folded[:length])
        if english is not None:
            return english if _case_ends(script).fullmatch(folded[length:]) else None
    return None


@cache
def _units(script: str) -> re.Pattern[str]:
    letters = sorted(LETTERS[script], key=len, reverse=True)
    heads, ends = [each[1:] for each in letters if each[0] == "^"], [each[:-1] for each in letters if each[-1] == "$"]
    rest = [each for each in letters if each[0] != "^" and each[-1] != "$"]
    ways = f"(?<!\\w)(?P<head>{'|'.join(heads)})" if heads else "", f"(?P<end>{'|'.join(ends)})(?!\\w)" if ends else "", "|".join(rest)
    return re.compile("|".join(way for way in ways if way), re.IGNORECASE)


def _in_letters(text: str, script: str) -> str:
    """Return a text letter by letter; letters of another alphabet than the line's by their own table, without marks no table knows."""
    plain = text.translate(_MARKS)
    for _ in range(2):
        for code in dict.fromkeys((script, *LETTERS)):
            plain = _units(code).sub(partial(_letter, code=code), plain)
        if not _UNREAD.search(plain):
            return plain
        plain = normalize("NFD", plain)
    return normalize("NFC", _UNREAD.sub("", plain))


def _letter(found: re.Match[str], code: str) -> str:
    written = found[0]
    small = written.lower()
    latin = LETTERS[code].get({"head": f"^{small}", "end": f"{small}$"}.get(found.lastgroup or "", small))
    if not latin or not written[0].isupper():
        return latin or ""
    neighbours = found.string[max(0, found.start() - 1) : found.end() + 1]
    is_loud = len(neighbours) > len(written) and neighbours.isupper()
    return latin.upper() if is_loud else latin.capitalize()

"""Names as Persian writes them: without short vowels, with one letter for v, o and u, with -ف for the -v of Russian names.

A text in Persian is indexed by consonants alone, under a mark; v counts only where nothing else can be meant: first, or at the end.
"""

import re
from typing import Final

from news.searching.sounds import SOUNDS, VOWELS, spoken

MARK = "x"  # no sound of a key
SHORTEST = 3  # consonants, a vowel at the beginning counting as one: علی‌اف

_MERGED: Final = str.maketrans("ghzx", "kkss")
_PLURALS = ("های", "ها")
_SHORTEST_PLURAL = 6  # letters
_SURNAME: Final = re.compile("(?<=..)(?:[اوی]?ف|وا)$")  # Əliyev and Əliyeva
_SILENT: Final = re.compile("[هی]$")
_VOWELS_FIRST: Final = frozenset("اآأعیئ")
_DOUBLED: Final = re.compile(r"(\w)\1+")
_GUESSES: Final = {**SOUNDS["fa"], "ا": "a", "آ": "a", "أ": "a", "ع": "a", "ی": "i", "ئ": "i", "و": "u", "v": "v"}
_GUESSED: Final = re.compile("|".join(sorted(_GUESSES, key=len, reverse=True)))


def persian_key(word: str) -> str | None:
    """Return the key of a word of a Persian text; None where it is too short to tell names apart."""
    body, last = _parts(word)
    if not body:
        return None
    first = "a" if body[0] in _VOWELS_FIRST else "v" if body[0] == "و" else ""
    return _marked(first + spoken(body, "fa").translate(_MERGED) + last)


def key_in_persian(sounds: str) -> str | None:
    """Return the key that a Persian text would have a name under that sounds so; vowels at its end are taken off already."""
    if not sounds:
        return None
    first = "a" if sounds[0] in VOWELS else ""
    start, end = len(first), len(sounds) - 1
    heard = (sound for at, sound in enumerate(sounds) if sound not in VOWELS and (sound != "v" or at == end or (at == start and not first)))
    return _marked(first + "".join(heard).translate(_MERGED))


def guessed_sounds(word: str) -> list[str]:
    """Return what a name written in Persian may sound like elsewhere: each و inside it is a vowel, or each is v."""
    body, last = _parts(word)
    if body.startswith("و"):
        body = f"v{body[1:]}"
    return [_guessed(body, last), _guessed(body[:1] + body[1:].replace("و", "v"), last)]


def _guessed(body: str, last: str) -> str:
    body = body.removeprefix("ا") if body.startswith("ای") else body
    sounds = "".join([_GUESSES[unit] for unit in _GUESSED.findall(body)])
    if last:
        sounds += last if sounds[-1:] in VOWELS else f"a{last}"
    if sounds[:1] not in VOWELS and sounds[1:2] not in VOWELS:  # the short vowel is most often one of a and e
        sounds = f"{sounds[:1]}a{sounds[1:]}"
    return sounds


def _parts(word: str) -> tuple[str, str]:
    """Return a word without what is written at its end, and the v that its surname ends in, if it is one."""
    if len(word) >= _SHORTEST_PLURAL:
        word = next((word.removesuffix(each) for each in _PLURALS if word.endswith(each)), word)
    surname = _SURNAME.search(word)
    body = word[: surname.start()] if surname else word
    return _SILENT.sub("", body), "v" if surname else ""


def _marked(sounds: str) -> str | None:
    key = _DOUBLED.sub(r"\1", sounds)
    return MARK + key if len(key) >= SHORTEST else None

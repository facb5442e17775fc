"""Names that are written in another alphabet or by another ear, brought to one key: Алиевым, Əliyevin, Alijew and ალიევი are ``aliv``.

1. The ending that the case gave it is taken off (``name_endings.py``).
2. Its letters become sounds, as its language writes them (``sounds.py``).
3. The sounds become a key: all consonants; of the vowels the fewer the longer the name is, since languages agree on them least.

A text has one key for each name. A question does not say its language, so it asks for the keys of all that may be meant, and for
what other languages make of the name.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from news.searching.name_endings import with_shorter_ending, without_ending
from news.searching.persian_names import guessed_sounds, key_in_persian, persian_key
from news.searching.sounds import LATIN, VOWELS, spoken, way_of_writing, ways_of_writing
from news.words import Form

MOST_ASKED = 6  # keys of one question; each is one more look-up
_SHORTEST = 4  # letters; with fewer, too many words are one
_SHORTEST_SPOKEN = 3  # sounds, without a vowel at the end
_MANY = 5  # consonants; from here on, vowels other than o and u tell no names apart that the consonants do not
_KEPT = 1 << 15  # words; about those of a day's news
_LONGEST = 40  # letters; no name has more

_MERGED: Final = str.maketrans("gx", "ks")
_NO_VOWEL_CLASS: Final = str.maketrans({"o": "u"})
_ROUND_ALONE: Final = str.maketrans({"a": None, "i": None, "o": "u"})
_GLIDE: Final = re.compile("^i+(?=[aou])")
_VOWEL_RUN: Final = re.compile("[aiou]+")
_DOUBLED: Final = re.compile(r"(\w)\1+")
_FLEETING: Final = re.compile("[aiou]v$")  # Orucov and Orudżew, Kharkiv and Kharkov
_COMMON_END: Final = re.compile("(?:sk|nk)$")  # Zelensky, Hrytsenko: so many end so that these two consonants count as one
# What an index may have taken for an ending: -n, -d and -dan in Azerbaijani, -s in German, -m in Russian, Polish and Armenian.
_LIKE_AN_ENDING: Final = re.compile("(?:(?<=[aiou])[nd]|(?<=[^aiou][aiou])dan|s|(?<=[^aiou])[aou]m)$")
_Z_OR_S: Final = re.compile("^s|s(?=[aiou])")
_TYPED_PLAIN: Final = re.compile("[əğşı]")
_LONG_ENOUGH = 7  # letters of a word that is also asked for as English prints it: Cavusoglu


def name_key(form: Form, lang: str | None) -> str | None:
    """Return the key of a word of a text that may be a name; None where it is too short to tell names apart."""
    return _key(form.exact, lang)


def name_keys_asked(form: Form) -> tuple[str, ...]:
    """Return the keys under which texts may hold a name that is asked for, the likeliest first; at most ``MOST_ASKED``."""
    return _keys_asked(form.exact, form.folded)


@lru_cache(maxsize=_KEPT)
def _key(word: str, lang: str | None) -> str | None:
    word = word[:_LONGEST]
    way = way_of_writing(word, lang)
    if way == "fa":
        return persian_key(word)
    case_of = lang if lang in LATIN and way in LATIN else way
    return _key_of(_bare(spoken(without_ending(word, case_of), way))) if len(word) >= _SHORTEST else None


@lru_cache(maxsize=_KEPT >> 3)
def _keys_asked(word: str, folded: str) -> tuple[str, ...]:
    word = word[:_LONGEST]
    own = _key(word, None)  # under which a text of unknown language has this very word
    if len(word) < _SHORTEST:
        return (own,) if own else ()
    keys = _persian_candidates(word) if ways_of_writing(word) == ("fa",) else _candidates(word, folded[:_LONGEST])
    found = tuple(dict.fromkeys(key for key in keys if key))[:MOST_ASKED]
    return found if own is None or own in found else (*found[: MOST_ASKED - 1], own)


def _persian_candidates(word: str) -> Iterator[str | None]:
    yield persian_key(word)
    for sounds in guessed_sounds(word):
        yield _key_of(_bare(sounds))


def _candidates(word: str, folded: str) -> Iterator[str | None]:
    """Yield the keys that a name may have, the likeliest first."""
    heard = list(dict.fromkeys(map(_bare, _readings(word, folded))))
    also = [other for sounds in heard for other in _heard_otherwise(sounds)]
    yield from map(_key_of, heard)
    yield from (key_in_persian(sounds.rstrip(VOWELS)) for sounds in heard[:2])
    yield from map(_key_of, also)
    for sounds in (each.rstrip(VOWELS) for each in (*heard, *also)):
        shorter = _LIKE_AN_ENDING.sub("", sounds)
        if shorter != sounds and len(shorter.rstrip(VOWELS)) > _SHORTEST_SPOKEN:  # Putin is not Пути
            yield _key_of(shorter)
    for sounds in heard:
        yield _key_of(f"{sounds}a")  # Киев is asked for, Киеву stands there


def _readings(word: str, folded: str) -> Iterator[str]:
    """Yield the sounds of a name without its ending, in every way of writing that it may follow."""
    ways = ways_of_writing(word)
    shorter = with_shorter_ending(word) if "az" in ways else None
    if shorter:
        yield spoken(shorter, "az")
    for way in ways:
        yield spoken(without_ending(word, way), way)
    if len(word) >= _LONG_ENOUGH and _TYPED_PLAIN.search(word):
        yield spoken(folded, "en")
    if len(word) >= _LONG_ENOUGH and word.isascii() and "s" in word and "c" in word and "az" in ways:
        yield spoken(without_ending(word.replace("s", "ş"), "az"), "az")  # Cavusoglu is typed for Çavuşoğlu


def _heard_otherwise(sounds: str) -> Iterator[str]:
    """Yield a name with the sounds that languages confuse, one kind at a time: Гасанов is Həsənov, Zelensky is Selenskyj."""
    for heard in (sounds.replace("h", "g"), sounds.replace("g", "h"), sounds.replace("z", "s"), _Z_OR_S.sub("z", sounds)):
        if heard != sounds:
            yield heard


def _bare(sounds: str) -> str:
    """Return sounds with one vowel between two consonants, and no consonant twice."""
    single = _DOUBLED.sub(r"\1", _GLIDE.sub("", sounds))
    return _DOUBLED.sub(r"\1", _VOWEL_RUN.sub(_strongest, single))


def _strongest(run: re.Match[str]) -> str:
    """Return the first vowel of a run that is no glide: iya is a."""
    return run[0].lstrip("i")[:1] or "i"


def _key_of(sounds: str) -> str | None:
    merged = _DOUBLED.sub(r"\1", sounds.translate(_MERGED))
    whole = merged.rstrip(VOWELS)
    first = whole[:1] if whole[:1] in VOWELS else ""
    rest = whole[len(first) :]
    consonants = sum(sound not in VOWELS for sound in rest)
    if consonants < 2 or len(whole) < _SHORTEST_SPOKEN:
        return None
    if len(whole) == _SHORTEST_SPOKEN:
        return whole if whole == merged else f"{whole}a"  # Baku, but Back
    if consonants == 2:
        return whole
    telling = consonants - (_COMMON_END.search(rest) is not None)
    return first + _FLEETING.sub("v", rest).translate(_ROUND_ALONE if telling >= _MANY else _NO_VOWEL_CLASS)

"""Names written in different alphabets, brought to one skeleton: Лапшин, Lapşin, Łapszyn and Lapshin are ``lpcn``.

Only consonants count, in classes of those that languages write for each other (Гасанов and Həsənov, Kartawych and Картавых); the first four
of them are kept, so that most endings of the cases fall away.
"""

import re
from functools import lru_cache
from typing import Final

LONGEST = 4  # consonants; a fifth is as often an ending's
SHORTEST = 3  # with fewer, too many names are one

_CYRILLIC: Final = dict(
    zip(
        "бвгґдежзийклмнпрстфхцчшщђјљњћџәғқңөұүһґў",
        "b v k k d - c s - - k l m n p r s t f k s c c c c - l n c c - k k n - - - k k v".replace("-", "_").split(),
        strict=True,
    )
)
_ARMENIAN: Final = dict(
    zip(
        "բգդզթժլխծկհձղճմյնշչպջռսվտրցփքֆւ",
        [
            "b",
            "k",
            "d",
            "s",
            "t",
            "c",
            "l",
            "k",
            "s",
            "k",
            "k",
            "s",
            "k",
            "c",
            "m",
            "_",
            "n",
            "c",
            "c",
            "p",
            "c",
            "r",
            "s",
            "v",
            "t",
            "r",
            "s",
            "p",
            "k",
            "f",
            "_",
        ],
        strict=True,
    )
)
_LATIN: Final = {
    **dict.fromkeys("kghqx", "k"),
    **dict.fromkeys("sz", "s"),
    **dict.fromkeys("vw", "v"),
    **{letter: letter for letter in "bdflmnprt"},
}
_SOUNDS: Final = "tsch:c sch:c dsch:c shch:c ch:c sh:c zh:c kh:k gh:k ts:s tz:s ph:f ck:k j:c c:k x:k"
_DIGRAPHS: Final = {
    "": tuple((written, sound) for written, _, sound in (each.partition(":") for each in _SOUNDS.split(" "))),
    "az": (("c", "c"), ("j", "c")),
    "tr": (("c", "c"), ("j", "c")),
    "pl": (("szcz", "c"), ("sz", "c"), ("cz", "c"), ("rz", "c"), ("dż", "c"), ("ch", "k"), ("c", "s"), ("j", "")),
    "de": (("dsch", "c"), ("tsch", "c"), ("sch", "c"), ("ch", "k"), ("ph", "f"), ("ck", "k"), ("j", ""), ("c", "k"), ("tz", "s")),
    "fr": (("tch", "c"), ("dj", "c"), ("ch", "c"), ("kh", "k"), ("gu", "k"), ("ou", ""), ("ph", "f"), ("j", "c"), ("c", "k")),
}
_OWN_LETTERS: Final = {
    "ş": "c",
    "ç": "c",
    "š": "c",
    "č": "c",
    "ž": "c",
    "ż": "c",
    "ź": "c",
    "ś": "s",
    "ć": "c",
    "ğ": "k",
    "ł": "l",
    "ń": "n",
}
_VOWELS: Final = frozenset("aeiouyəıöüäâîûáéíóúęąаеёиоуыэюяіїєեէըիոօաაეიოუ")
_DOUBLED = re.compile(r"(\w)\1")


@lru_cache(maxsize=1 << 15)
def skeleton(word: str, lang: str | None) -> str:
    """Return the skeleton of a name's word as written; nothing where too few consonants are left, or its letters have no table."""
    lower = word.lower().replace("\u0307", "").replace("'", "").replace("’", "")
    lower = _DOUBLED.sub(r"\1", lower)
    if "\u0400" <= lower[:1] <= "\u052f":
        letters = "".join(_CYRILLIC.get(sign, "") for sign in lower.replace("дж", "ч"))
    elif "\u0530" <= lower[:1] <= "\u058f":
        letters = "".join(_ARMENIAN.get(sign, "") for sign in lower)
    elif lower[:1].isascii() or lower[:1] in _OWN_LETTERS or lower[:1] in _VOWELS:
        letters = _of_latin(lower, lang)
    else:
        return ""
    letters = letters.replace("_", "")
    if len(letters) < SHORTEST:
        return ""
    return ("a" if lower[0] in _VOWELS else "") + letters[:LONGEST]


def _of_latin(lower: str, lang: str | None) -> str:
    digraphs = _DIGRAPHS.get(lang or "", _DIGRAPHS[""])
    found: list[str] = []
    at = 0
    while at < len(lower):
        for written, sound in digraphs:
            if lower.startswith(written, at):
                found.append(sound)
                at += len(written)
                break
        else:
            sign = lower[at]
            found.append(_OWN_LETTERS.get(sign) or _LATIN.get(sign, ""))
            at += 1
    return "".join(found)

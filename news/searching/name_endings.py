"""The endings that names take, by language: as much as can be told apart from the names' own last letters.

Only endings with a consonant matter, for vowels at the end of a name are no part of its key.
"""

import re
from collections.abc import Mapping
from typing import Final

_HARD = "bcçdfgğhjkqlmnprsştvxyz"  # Azerbaijani consonants
_HARMONY: Final = (("aı", "ı"), ("eəi", "i"), ("oöuü", "[uü]"))  # the last vowel of the word, and that of its ending: Putin is no genitive
_GENITIVES: Final = "|".join(f"(?<=[{last}][{_HARD}]{{{between}}}){own}n" for last, own in _HARMONY for between in (1, 2, 3))

_ENDINGS: Final[Mapping[str, tuple[int, str]]] = {
    "ru": (
        3,
        ("(?<=[вн])(?:ым|ых|ыми)|(?<=[сц]к)(?:им|их|ими)|(?<=[жшщч])им|(?<=[^аеёиоуыэюя])(?:ого|его|ому|ему|ом|ем|ём|ями|ами)"),
    ),
    "uk": (
        3,
        (
            "(?<=[вн])(?:им|их|ими)|(?<=ьк)(?:им|их|ими)|(?<=[^аеєиіїоуюя])(?:ого|ього|ому|ом|ем|єм|ями|ами)|"
            # Харкові is of Харків; Бахмутові of Бахмут
            "(?<!харк)(?<!льв)(?<!рост)(?<!черніг)(?<=[^аеєиіїоуюя])(?:ові|еві|єві)"
        ),
    ),
    "pl": (4, "(?<=[^aąeęioóuy])(?:i?ego|i?emu|i?owi|i?em|om|i?ami)|(?<=[vwnń])(?:ym|ych|ymi)|(?<=[scdz]k)(?:im|ich|imi)"),
    "az": (
        4,
        (
            # Karapetyanın; Putinin; Bakının; Əliyevanı, Rəsulzadəni; Bakıda, Bakıdan, Bakıdakı, Kərkükündə, but Rəsulzadə; Əliyevlə
            "(?<=yan)[ıi]n?|(?<=[^eə][dtgjz]in)in|(?<=[aeəıioöuü])(?<!ya)(?<![^eə][dtgjz]i)n[ıiuü]n|(?:(?<=[oe]va)|(?<=zad[əe]))n[ıi]|(?<!za)(?<!zə)n?d[aəe](?:n|k[ıi])?|"
            f"(?<=[{_HARD}])l[aə]|{_GENITIVES}"
        ),
    ),
    "de": (4, "s"),
    "hy": (
        4,
        (
            # of -in and -ov only behind a surname's own end, for Volodin and Umerov end so themselves
            "ից|(?<=.{5})ում|(?:(?<=ան)|(?<=ով)|(?<=եւ)|(?<=իչ)|(?<=ովա)|(?<=[աիու]կ))ին|(?:(?<=ով)|(?<=եւ)|(?<=ան))ով|"
            "(?:(?<=սկի)|(?<=նկո)|(?<=ովա)|(?<=[^յ]ու)|(?<=շվիլի)|(?<=նի))ն"
        ),
    ),
    # a name's own last letter in the nominative is a vowel
    "ka": (3, "ისთვის|ისგან|ი?დან|თან|ში|ზე|ის|ით|ად|მა|ს|მ|ც"),
}
_PATTERNS: Final = {lang: (least, re.compile(f"(?:{endings})$")) for lang, (least, endings) in _ENDINGS.items()}
# What may be the name's own end or an ending: Trabzonun is Trabzon+un, Bakının Bakı+nın.
_EITHER: Final = re.compile("(?:(?<=[aeəıioöuü]n)[ıiuü]n|(?<=[aeəıioöuü]d)[aəe])$")
_SHORTEST = 4  # letters before an ending that may be the name's own


def without_ending(word: str, lang: str) -> str:
    """Return a name in lower case without the ending of its case in a language, if it has one; the longest that leaves enough."""
    if lang not in _PATTERNS:
        return word
    least, pattern = _PATTERNS[lang]
    match = pattern.search(word, least)
    return word[: match.start()] if match else word


def with_shorter_ending(word: str) -> str | None:
    """Return an Azerbaijani name without the shorter of two endings that it may have; None where there is only one."""
    match = _EITHER.search(word, _SHORTEST)
    return word[: match.start()] if match else None

"""Which words of a sentence are names, and whether two of them name the same in other cases of their language."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from news.comparing import fact_words
from news.comparing.sentence_facts import Scene, is_no_name, is_place
from news.texts import word_set
from news.words import Word, analyse, stem

_SHOUTED = 0.85
"""Share of capitals among the longer words from which a line is a headline in capitals: they tell nothing there."""
_FEW = 4
"""Letters of a longer word, and such words under which that share tells nothing."""
_KEY = 5
"""Letters that the cases of a name share nearly always."""
_SPELLING = 6
"""Letters from which two names that differ in one are one name, spelled in two ways; Iran and Iraq are shorter."""
_REMEMBERED = 1 << 12
"""Sentences whose words are remembered: a new text is compared with a dozen, and those with others like it."""
_SURNAME = 6
"""Letters from which the ending of a surname tells one."""

_SURNAMES = tuple(fact_words.SURNAME_ENDINGS.split())
_OPENS_SPEECH = re.compile(r"[:,—–]\s*[\"'«“„‘(]|:\s*$|[\"'«“„‘]\s*$")
_GERMAN_NOUN = re.compile(r"(?:ung|heit|keit|schaft|tion|tionen|ungen|nis|tum|ment|ling|ismus|tat|anz|enz|ei)e?[ns]?$")
_GERMAN_BARE = word_set(
    "anfang ende mitte millionen milliarden millionen euro dollar prozent uhr jahr jahre jahren haft angaben aussagen woche wochen tage "
    "tagen "
    "abend morgen nacht herr frau herrn doktor dr professor menschen personen kinder tote verletzte medien zeugen sie ihr ihnen"
)
_GERMAN_BEFORE = word_set("in nach aus von bei uber gegen fur mit an")

_TURKIC = (
    r"(?:lar|ler)?(?:[iu]m[iu]z)?(?:s?[iu])?n?(?:[iu]n|y?[ae]|[iu]|[dt][ae]n?|y?l[ae]|n)?(?:ki|dir|dur|l[iu]|s[iu]z)?|yin|yi|yu|[dt][ae]ki"
)
_ENDINGS = {
    "az": _TURKIC,
    "tr": _TURKIC,
    "pl": r"[aeiouy]?|ego|emu|em|im|ym|ie|iem|iej|ami|ach|owi|owie|ow|om|ej|ka|ki|ce|ca|dze|ga|gi|ji|je|ja|ia|iu|skiej|ska|sce",
    "de": r"|s|es|er|en|n|e|ern|ens",
    "en": r"|s|n|an|ian|ish|i|is",
    "cyrillic": (
        r"[аяоеєуюыиіїьй]?|ом|ем|єм|ой|ей|ою|ею|єю|ого|его|ому|ему|ым|им|ими|ыми|ій|ий|ый|ая|яя|ої|ії|ия|ию|ии|ие|ией|ием|ією|ія|ію|ами|ями|"
        r"ах|ях|ам|ям|ов|ев|ів|їв|ові|еві|єві|ых|их|ский|ского|ска|ське|ці|зі|сі|ку|ка|ки"
    ),
    "hy": r"[իընս]?|ում|ից|ին|ով|ներ|ները|ների|ի[նցս]|ու|ուն|ուի|վի|վում|յի|յում|ից|ութ",
    "ka": r"[იმასოეუ]?|მა|ის|ით|ად|ში|ზე|დან|თან|ისა|იდან|ისთვის|სთვის|ული|ელი|მდე|ს|შ[ი]|იის|ნის",
    "arabic": r"|ی|ها|های|ان|را",
}
_PATTERNS = {name: re.compile(f"(?:{pattern})") for name, pattern in _ENDINGS.items()}


def scene_of(texts: Iterable[str], lang: str | None) -> Scene:
    """Look through the sentences of both versions for words that stand small, and for those that stand with a capital."""
    lower: set[str] = set()
    capital: set[str] = set()
    for text in texts:
        small, large = _small_and_large(text)
        lower |= small
        capital |= large
    return Scene(lang, frozenset(lower), frozenset(capital))


@lru_cache(maxsize=_REMEMBERED)
def _small_and_large(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Give the folded words of a sentence that stand small, and the beginnings of those that have a capital though they open nothing."""
    words = list(analyse(text))
    small = frozenset(word.folded for word in words if word.text[:1].islower())
    large = [word for word in words if word.text[:1].isupper() and not _opens(text, word) and len(word.folded) >= 3]
    return small, frozenset(_beginning(word.folded) for word in large) if not _is_shouted(words) else frozenset()


def names_in(text: str, scene: Scene) -> list[Word]:
    """Give the words of a sentence that are names or parts of them."""
    words = list(analyse(text))
    shouted = _is_shouted(words)
    return [word for at, word in enumerate(words) if _is_name(text, words, at, scene, shouted=shouted)]


def same_name(one: str, other: str, lang: str | None) -> bool:
    """Tell whether two folded words are one name: in two cases, or spelled in two ways."""
    if one == other:
        return True
    pattern = _PATTERNS[_endings_of(one, lang)]
    shared = _shared_beginning(one, other)
    for length in range(shared, max(2, shared - 3), -1):
        if pattern.fullmatch(one, length) and pattern.fullmatch(other, length):
            return True
    return _is_one_letter_off(one, other)


def _endings_of(word: str, lang: str | None) -> str:
    first = word[:1]
    if "\u0400" <= first <= "\u052f":
        return "cyrillic"
    if "\u10d0" <= first <= "\u10ff":
        return "ka"
    if "\u0561" <= first <= "\u0587":
        return "hy"
    if "\u0600" <= first <= "\u06ff":
        return "arabic"
    return lang if lang in {"az", "tr", "pl", "de"} else "en"


def _shared_beginning(one: str, other: str) -> int:
    return next((at for at, (first, second) in enumerate(zip(one, other, strict=False)) if first != second), min(len(one), len(other)))


def _is_one_letter_off(one: str, other: str) -> bool:
    """Tell whether two words differ in one letter, left out, put in, exchanged, or in two that changed places."""
    short, long = sorted((one, other), key=len)
    if len(short) < _SPELLING or len(long) - len(short) > 1 or short[0] != long[0]:
        return False
    at = _shared_beginning(short, long)
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    return short[at + 1 :] == long[at + 1 :] or (short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :])


def _is_name(text: str, words: Sequence[Word], at: int, scene: Scene, *, shouted: bool) -> bool:
    word = words[at]
    if not word.text[:1].isupper():
        return _has_no_case(word.text) and (is_place(word.folded) or (len(word.folded) >= _SURNAME and word.folded.endswith(_SURNAMES)))
    if len(word.folded) < 2 or is_no_name(word.folded):
        return False
    if is_place(word.folded) or (len(word.text) <= 6 and word.text.isupper() and not shouted) or _is_surname(word, scene):
        return True
    if scene.lang == "de":
        return _is_german_name(words, at, scene, shouted=shouted)
    is_proven = not (shouted or _opens(text, word)) or (len(word.folded) >= 3 and _beginning(word.folded) in scene.capital)
    return is_proven and word.folded not in scene.lower


def _is_surname(word: Word, scene: Scene) -> bool:
    if len(word.folded) < _SURNAME or not word.folded.endswith(_SURNAMES) or word.folded in scene.lower:
        return False
    return scene.lang != "de" or _GERMAN_NOUN.search(word.folded) is None


def _has_no_case(text: str) -> bool:
    return text[:1].lower() == text[:1].upper() or "\u10d0" <= text[:1] <= "\u10ff"  # Georgian has capitals that nobody writes


def _opens(text: str, word: Word) -> bool:
    """Tell whether a word opens a sentence or a quotation: everyone writes it with a capital there."""
    before = text[max(0, word.start - 4) : word.start]
    return not any(sign.isalnum() for sign in text[max(0, word.start - 40) : word.start]) or _OPENS_SPEECH.search(before) is not None


def _is_shouted(words: Sequence[Word]) -> bool:
    longer = [word.text for word in words if len(word.text) >= _FEW]
    return len(longer) >= _FEW and sum(text[0].isupper() for text in longer) >= _SHOUTED * len(longer)


def _is_german_name(words: Sequence[Word], at: int, scene: Scene, *, shouted: bool) -> bool:
    """Tell names among the nouns of German, which all have capitals: they stand beside another noun, or bare after a preposition."""
    word = words[at]
    if shouted or _GERMAN_NOUN.search(word.folded) or word.folded in _GERMAN_BARE or word.folded in scene.lower:
        return False
    before = words[at - 1] if at else None
    if before is None or word.start - before.end > 2:
        return False
    beside_noun = (
        before.text[:1].isupper() and at > 1 and before.folded not in _GERMAN_BARE | word_set("der die das ein eine den dem im am")
    )
    return beside_noun or (before.folded in _GERMAN_BEFORE and before.text[:1].islower() and not word.folded.endswith(("en", "er", "e")))


def _beginning(folded: str) -> str:
    return stem(folded)[:_KEY]

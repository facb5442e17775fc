"""The language of a text, told so that Azerbaijani is never taken for Turkish.

Asked in turn: its script; its common words and its letters; and only where these leave a doubt, a model. What the page or the
source declares decides only what is still open then.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import log
from typing import Protocol

from news.choices import Candidate, Choice
from news.reading.language_forms import slavic_forms, turkic_forms
from news.reading.language_words import (
    ARABIC_WORDS,
    CYRILLIC_LETTERS,
    CYRILLIC_MARKS,
    CYRILLIC_WORDS,
    LATIN_LETTERS,
    LATIN_WORDS,
    fold,
    languages_by_word,
)

LANGUAGES = (
    *("az", "ru", "en", "tr", "uk", "pl", "de", "fr", "hy", "ka", "fa", "es", "it", "ro", "kk", "be", "bg", "ar", "he", "el", "nl", "pt"),
    *("cs", "uz", "ky", "sr", "hu", "id", "sv", "fi", "da", "no", "lt", "lv", "et", "hr", "sk", "sl", "sq", "vi", "hi", "zh", "ja", "ko"),
    "ur",
)
"""ISO 639-1 codes that can be told apart; others are named by the nearest of them."""

_BEAT = frozenset(LANGUAGES[:11])
"""Languages that are expected: between one of these and a rarity, a short text is one of these."""
_FORMED = frozenset(("bg",))
"""Languages beside them whose word forms are known: their lead over a neighbour is no accident."""
_SAMPLE = 1600
"""Characters looked at, two hundred words: more changes no answer."""
_MODEL_SAMPLE = 800
"""Characters that the model reads: it takes five times as long for each as all else together."""
_CLEAR = 4.0
"""Points by which the first must lead for the model to be spared; each point is a word that no other language has."""
_OPEN = 1.6
"""Points within which two languages are equal, so that what is declared decides: one word and a shade of the model's opinion."""
_BEAT_BONUS = 1.5
"""Points for a language that is expected, and against a rarity that not one word speaks for."""
_MODEL_WEIGHT = 1.2
"""Points for one unit of the logarithm: a language the model is sure of leads one it excludes by five words."""
_TIE = 0.75
"""Share of the other's probability that is left to Azerbaijani and Turkish: a third of a word."""
_MODEL_FLOOR = 0.01
"""The model is never trusted to exclude: under this probability all are alike."""

_FORMS = 40
"""Words whose forms are weighed: a longer text is told by its common words."""

_WORD = re.compile(r"[^\W\d_]+")
_TURKISH_SUFFIX = re.compile(r"[a-z]['’](?:[dt][aeiu]n?|y?[aeiu]|n?[iu]n|l[ae])\b")
"""Turkish parts a name from its ending by an apostrophe (Rusya'nın, Bakü'de); Azerbaijani does not."""
_SHARED_ENDINGS = ("dir", "lar", "ler", "lari", "leri", "larin", "lerin", "inda", "inde", "indan", "inden", "sinin", "ligi", "acak", "ecek")
_SCRIPTS = (
    ("latin", "A", "\u024f"),
    ("latin", "\u0259", "\u02ff"),
    ("el", "\u0370", "\u03ff"),
    ("cyrillic", "\u0400", "\u052f"),
    ("hy", "\u0530", "\u058f"),
    ("he", "\u0590", "\u05ff"),
    ("arabic", "\u0600", "\u06ff"),
    ("hi", "\u0900", "\u097f"),
    ("ka", "\u10a0", "\u10ff"),
    ("latin", "\u1e00", "\u1eff"),
    ("ja", "\u3040", "\u30ff"),
    ("zh", "\u4e00", "\u9fff"),
    ("ko", "\uac00", "\ud7af"),
)
_KNOWN = {
    "latin": languages_by_word(LATIN_WORDS),
    "cyrillic": languages_by_word(CYRILLIC_WORDS),
    "arabic": languages_by_word(ARABIC_WORDS),
}
_OF_SCRIPT = {
    "latin": tuple(LATIN_WORDS),
    "cyrillic": tuple(CYRILLIC_WORDS),
    "arabic": tuple(ARABIC_WORDS),
}
_SPECIAL = {
    "latin": frozenset("".join(LATIN_LETTERS.values())),
    "cyrillic": frozenset("".join(CYRILLIC_LETTERS.values())),
    "arabic": frozenset("پچژگکیےںٹڈڑھةىكي"),
}
_ARABIC_LETTERS = {"fa": "پچژگکیىكي", "ar": "ةىكي", "ur": "پچژگکیےںٹڈڑھ"}
_LETTERS: Mapping[str, Mapping[str, str]] = {"latin": LATIN_LETTERS, "cyrillic": CYRILLIC_LETTERS, "arabic": _ARABIC_LETTERS}
_MARKS = {lang: frozenset(marks) for lang, marks in CYRILLIC_MARKS.items()}
_NAMES = {
    "az": "Azerbaijani", "ru": "Russian", "en": "English", "tr": "Turkish", "uk": "Ukrainian", "pl": "Polish", "de": "German",
    "fr": "French", "fa": "Persian", "ar": "Arabic", "be": "Belarusian", "bg": "Bulgarian", "kk": "Kazakh", "uz": "Uzbek",
    "es": "Spanish", "it": "Italian", "ro": "Romanian",
}  # fmt: skip


class _Model(Protocol):
    def rank(self, text: str) -> list[tuple[str, float]]: ...


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a text shows without a model: points by language, the words they came from, and the words in all."""

    points: dict[str, float]
    hits: Counter[str]
    words: int
    remark: str = ""
    """What beside the common words told the first of them."""


def choose_language(text: str, hints: Sequence[str] = ()) -> Choice[str | None]:
    """Name the language of a text by its ISO 639-1 code, and say what it was told by.

    The hints (what the page or the source declares) decide only where the text leaves two languages equal or holds nothing but names
    and numbers; without them such a text has none.
    """
    sample = unicodedata.normalize("NFC", text[:_SAMPLE])
    if not any(map(str.isalnum, sample)):
        return Choice(None)
    clues = tuple(dict.fromkeys(clue for clue in map(_code, hints) if clue in LANGUAGES))
    script = _script(sample)
    if script is None:
        return _by_prior(clues, "no words")
    if script not in _OF_SCRIPT:
        return Choice(script, (Candidate("letters", script, "chosen: a script of its own"), *_declared(clues, script)))
    if script == "latin" and _is_all_names(sample):
        return _by_prior(clues, "nothing but names")
    reading = _read(sample, script)
    ranked = sorted(reading.points, key=lambda lang: -reading.points[lang])
    if reading.points[ranked[0]] - reading.points[ranked[1]] >= _clear_lead(reading.words):
        return _told(ranked[0], ranked[1], reading, clues)
    return _by_model(sample, script, reading, clues)


def language_of(text: str, *, hints: Sequence[str] = ()) -> str | None:
    """Name the language of a text as ``choose_language`` does, without the reasons."""
    return choose_language(text, hints).value


def language_code(declared: str | None) -> str | None:
    """Give the ISO 639-1 code in a declared language (``az-Latn-AZ``, ``RU_ru``), or nothing where it is none."""
    code = _code(declared or "")
    return code if len(code) == 2 and code.isascii() and code.isalpha() else None


def _code(declared: str) -> str:
    return re.split(r"[-_,;\s]", declared.strip().lower()[:40])[0]


def _clear_lead(words: int) -> float:
    # A long text holds chance words of other languages and quotations: its lead must grow with it.
    return max(_CLEAR, words * 0.05)


def _script(sample: str) -> str | None:
    letters = [letter for letter in set(sample) if letter.isalpha()]
    scripts = {letter: _script_of(letter) for letter in letters}
    found = set(scripts.values())
    if len(found) < 2:
        return next(iter(found), None)
    shares: Counter[str] = Counter()
    counts = Counter(sample)
    for letter, script in scripts.items():
        shares[script] += counts[letter]
    # Japanese is written in Chinese letters too: a tenth of its own tells it.
    if shares["ja"] * 10 > shares.total():
        return "ja"
    return shares.most_common(1)[0][0]


@lru_cache(maxsize=4096)
def _script_of(letter: str) -> str:
    return next((script for script, low, high in _SCRIPTS if low <= letter <= high), "latin")


def _read(sample: str, script: str) -> _Reading:
    small = sample.replace("İ", "i").lower()
    words = _WORD.findall(fold(small) if script == "latin" else small)
    hits, points = _common_words(words, script)
    text, remark = small, ""
    if script == "latin":
        # Names keep their letters in every language (Şahdəniz, Übersee): only words that are no names count.
        text = small if sample.isupper() else " ".join(word for word in _WORD.findall(sample) if word[0].islower())
        bonus, remark = _azerbaijani_letters(text)
        points["az"] += bonus
        _weigh_turkic(points, words, text, sample)
    elif script == "cyrillic":
        written = set(text)
        if "цца" in small:  # Belarusian alone ends its reflexive verbs so, and may have neither ў nor і in a headline
            written.add("ў")
        points |= {lang: points[lang] - 50.0 for lang, marks in _MARKS.items() if not marks & written}
        if len(words) <= _FORMS:
            for lang, value in slavic_forms(words, small).items():
                points[lang] += value
            # Every thirteenth letter of Ukrainian is і, ї or є: a line without them speaks softly against it.
            points["uk"] -= 0.0 if written & set("іїєґ") else min(len(small) * 0.015, 0.5)
    _weigh_letters(points, text, script)
    return _Reading(points, hits, len(words), remark)


def _common_words(words: Sequence[str], script: str) -> tuple[Counter[str], dict[str, float]]:
    hits: Counter[str] = Counter()
    points = dict.fromkeys(_OF_SCRIPT[script], 0.0)
    for langs, count in Counter(map(_KNOWN[script].get, words)).items():
        for lang in langs or ():
            hits[lang] += count
            # A word of four languages says a quarter of what a word of one says.
            points[lang] += count / len(langs or ())
    # Words that others share as well are no less in this language: the lead counts whole hits too.
    return hits, {lang: value + hits[lang] / 2 for lang, value in points.items()}


def _azerbaijani_letters(text: str) -> tuple[float, str]:
    text = text.replace("ǝ", "ə").replace("ә", "ə")
    if "ə" not in text:
        return 0.0, ""
    with_schwa = sum("ə" in word for word in text.split())
    return with_schwa * 3.0, f"ə in {with_schwa} words, names aside"


def _weigh_letters(points: dict[str, float], text: str, script: str) -> None:
    """Take points from each language for the letters of the text that it does not write."""
    for letter in _SPECIAL[script] & set(text):
        # Letters of ASCII (q, w, x, j) stand in foreign words too and say less; twenty of a kind say all there is to say.
        weight = min(text.count(letter), 20) * (0.3 if letter.isascii() else 0.7)
        for lang, alphabet in _LETTERS[script].items():
            if letter not in alphabet:
                points[lang] -= weight


def _weigh_turkic(points: dict[str, float], words: Sequence[str], text: str, sample: str) -> None:
    """Weigh endings and letters, which tell Azerbaijani from Turkish where the words alone do not."""
    if max(points["az"], points["tr"], points["uz"]) < max(points.values()) - 3:
        return
    settled = len(words) > _FORMS and abs(points["az"] - points["tr"]) > _clear_lead(len(words)) + 2
    forms = {"az": 0.0, "tr": 0.0} if settled else turkic_forms(words[:_FORMS], text)
    shared = min(sum(len(word) > 4 and word.endswith(_SHARED_ENDINGS) for word in words), 10) * 0.6
    points["az"] += forms["az"] + shared
    points["tr"] += forms["tr"] + shared + len(_TURKISH_SUFFIX.findall(fold(sample)))
    # Azerbaijani that keeps its other letters writes ə for most of what is e in Turkish.
    if "ə" not in text and any(letter in text for letter in "şçğıöü"):
        points["tr"] += min(text.count("e"), 6) * 0.5 + min(len(text) * 0.05, 2.0)


def _is_all_names(sample: str) -> bool:
    """Tell whether a short Latin line holds but names: each word capitalised, none of them common in any language."""
    words = _WORD.findall(sample[:200])
    if len(words) > 6 or sample.isupper() or not all(word[0].isupper() for word in words):
        return False
    return not any(word in _KNOWN["latin"] for word in _WORD.findall(fold(sample.replace("İ", "i").lower())) if len(word) > 1)


def _by_prior(clues: tuple[str, ...], why: str) -> Choice[str | None]:
    if not clues:
        return Choice(None, (Candidate("text", "", why),))
    return Choice(clues[0], (Candidate("declared", clues[0], f"chosen: {why} in the text"), *_declared(clues[1:], clues[0])))


def _told(lang: str, second: str, reading: _Reading, clues: tuple[str, ...], model: str = "") -> Choice[str | None]:
    hits = f"common words: {reading.hits[lang]} of {_name(lang)}, {reading.hits[second]} of {_name(second)}"
    verdict = "; ".join(part for part in (reading.remark if lang == "az" else "", hits, model) if part)
    return Choice(lang, (Candidate("words and letters", lang, f"chosen: {verdict}"), *_declared(clues, lang)))


def _by_model(sample: str, script: str, reading: _Reading, clues: tuple[str, ...]) -> Choice[str | None]:
    said = dict(_model().rank(_without_names(sample[:_MODEL_SAMPLE]).replace("İ", "i").lower()))
    if script == "cyrillic":
        # The model has never seen Azerbaijani in Cyrillic: it may not speak against it.
        said["az"] = max(said.values())
    elif script == "latin":
        # It takes Azerbaijani that is typed without ə for Turkish: between the two it may but break a tie.
        said["az"], said["tr"] = max(said["az"], said["tr"] * _TIE), max(said["tr"], said["az"] * _TIE)
    total = {
        lang: points + _MODEL_WEIGHT * log(max(said.get(lang, 0.0), _MODEL_FLOOR)) + _prior(lang, reading)
        for lang, points in reading.points.items()
    }
    ranked = sorted(total, key=lambda lang: -total[lang])
    equal = [lang for lang in ranked if total[ranked[0]] - total[lang] < _OPEN]
    lang = next((clue for clue in clues if clue in equal), ranked[0])
    if lang != ranked[0]:
        verdict = f"chosen: declared {lang}, and the text is undecided"
        return Choice(lang, (Candidate("words and letters", ranked[0], f"no clear lead over {lang}"), Candidate("declared", lang, verdict)))
    # Where the model was not asked about this language, its opinion is not told.
    opinion = "" if lang in {"az", "tr"} else f"py3langid {said.get(lang, 0.0):.2f}"
    return _told(lang, ranked[1], reading, clues, opinion)


def _prior(lang: str, reading: _Reading) -> float:
    expected = max((reading.points[other] for other in reading.points.keys() & _BEAT), default=0.0)
    # Bulgarian among Russian: a rarity that leads by a word is as good as what is expected.
    if lang in _BEAT or (lang in _FORMED and reading.points[lang] >= expected + 1):
        return _BEAT_BONUS
    return 0.0 if reading.hits[lang] or reading.points[lang] >= 1 else -_BEAT_BONUS


def _without_names(sample: str) -> str:
    """Leave out names that keep their ə where no other word has one: they would make the model think of Azerbaijani alone."""
    words = sample.split()
    if "ə" not in sample.lower() or sample.isupper() or any("ə" in word for word in words if word[0].islower()):
        return sample
    return " ".join(word for word in words if word[0].islower()) or sample


def _declared(clues: tuple[str, ...], lang: str) -> tuple[Candidate, ...]:
    return tuple(Candidate("declared", clue, "agrees" if clue == lang else "the text speaks for itself") for clue in clues)


def _name(lang: str) -> str:
    return _NAMES.get(lang, lang)


@cache
def _model() -> _Model:
    """Load the model, once: it takes a quarter of a second, and many texts never need it."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    model.set_languages(LANGUAGES)
    loaded: _Model = model
    return loaded

"""The language of a text, told so that Azerbaijani is never taken for Turkish."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Protocol

from news.choices import Candidate, Choice
from news.texts import word_set

LANGUAGES = (
    *("az", "ru", "en", "tr", "uk", "pl", "de", "fr", "hy", "ka", "fa", "es", "it", "ro", "kk", "be", "bg", "ar", "he", "el", "nl", "pt"),
    *("cs", "uz", "ky", "sr", "hu", "id", "sv", "fi", "da", "no", "lt", "lv", "et", "hr", "sk", "sl", "sq", "vi", "hi", "zh", "ja", "ko"),
)
"""ISO 639-1 codes that can be told apart; others are named by the nearest of them."""

_SAMPLE = 2000
"""Characters looked at: more changes no answer."""
_SHORT = 120
"""Letters under which the hints weigh as much as the text: a headline."""
_HINT_WEIGHT = 30.0

_WORD = re.compile(r"[^\W\d_]+")
# One letter that no other language we know writes is enough evidence where a text holds it again and again.
_BLOCKS = (
    ("ka", "\u10a0", "\u10ff"),
    ("hy", "\u0530", "\u058f"),
    ("he", "\u0590", "\u05ff"),
    ("el", "\u0370", "\u03ff"),
    ("ko", "\uac00", "\ud7af"),
)
_CYRILLIC_LANGUAGES = frozenset(("ru", "uk", "be", "bg", "sr", "kk", "ky"))
_KANA = ("\u3040", "\u30ff")
_ARABIC = ("\u0600", "\u06ff")
_CYRILLIC = ("\u0400", "\u052f")
_HAN = ("\u4e00", "\u9fff")

# Words that the two neighbours do not share, with the spellings of keyboards without diacritics.
_AZ_WORDS = word_set(
    "və üçün ucun haqqında haqqinda deyib edib olub bildirib verib gəlib gelib keçirilib kecirilib qeyd isə ölkə olke ölkənin olkenin "
    "rusiya rusiyanın rusiyanin azərbaycan azərbaycanın respublikası respublikasi respublikasının prezidenti prezident xarici işlər "
    "isler "
    "nazir naziri nazirliyi dövlət həmçinin hemcinin bununla belə bele artıq artiq dedi olan edən eden hücum hucum təyyarə teyyare "
    "moskva moskvada bakı baki bakıda bakida şəhər seher gün xəbər xeber mətbuat metbuat katibi müharibə muharibe əliyev eliyev "
    "ukraynaya ukrayna qaz neft silah yeni bugün iki nə ki da də ilə bu var yox həm hem daha çıxış cixis gorusub görüşüb"
)
_TR_WORDS = word_set(
    "için icin değil degil olarak olduğu oldugu olduğunu oldugunu cumhurbaşkanı cumhurbaskani açıkladı acikladi açıklama aciklama rusya "
    "rusya'nın bakan bakanı bakanlığı bakanligi göre gore kadar çok gibi ancak ise sonra dışişleri disisleri ülke ulke türkiye turkiye "
    "haber haberi yaptı yapti oldu etti söyledi soyledi belirtti ifade edildi edilen üzerine arasında arasinda başkan baskan savaş savas "
    "doğalgaz dogalgaz uçak ucak saldırı saldiri moskova bakü ile ve nin haberi yüzde yıl yil dün"
)
_EN_WORDS = word_set("the of and in with to for from at by on has was is are were")
_SHARED_WORDS = _AZ_WORDS & _TR_WORDS
_UK_WORDS = word_set("що та він вона який яка які від для про після було буде також під час щодо проти але й це ще вже")
_RU_WORDS = word_set("что и он она который которая которые от для про после было будет также под во время против но это ещё еще уже не")


class _Model(Protocol):
    def rank(self, text: str) -> list[tuple[str, float]]: ...


def choose_language(text: str, hints: Sequence[str] = ()) -> Choice[str | None]:
    """Name the language of a text as ``language_of`` does, and say what it was told by."""
    lang = language_of(text, hints=hints)
    declared = tuple(Candidate("declared", hint, "agrees" if hint == lang else "the text speaks for itself") for hint in hints)
    return Choice(lang, (Candidate("text", lang or "", "chosen: the words of the text"), *declared) if lang else declared)


def language_of(text: str, *, hints: Sequence[str] = ()) -> str | None:
    """Name the language of a text by its ISO 639-1 code, or say nothing where it holds no words.

    The hints (what the page or the source declares) decide only where the text is too short to speak for itself.
    """
    sample = unicodedata.normalize("NFC", text[:_SAMPLE]).replace("İ", "i").lower()
    letters = Counter(c for c in sample if c.isalpha())
    total = letters.total()
    if not total:
        return None
    clues = tuple(hint for hint in (_code(hint) for hint in hints) if hint in LANGUAGES)
    return _by_script(letters, total, sample) or _by_model(sample, letters, clues)


def language_code(declared: str | None) -> str | None:
    """Give the ISO 639-1 code in a declared language (``az-Latn-AZ``, ``RU_ru``), or nothing where it is none."""
    code = _code(declared or "")
    return code if len(code) == 2 and code.isascii() and code.isalpha() else None


def _code(declared: str) -> str:
    return re.split(r"[-_,;\s]", declared.strip().lower()[:40])[0]


def _within(letters: Counter[str], low: str, high: str) -> int:
    return sum(count for letter, count in letters.items() if low <= letter <= high)


def _by_script(letters: Counter[str], total: int, sample: str) -> str | None:
    for code, low, high in _BLOCKS:
        if _within(letters, low, high) * 2 > total:
            return code
    if _within(letters, *_KANA) * 10 > total:
        return "ja"
    if _within(letters, *_HAN) * 2 > total:
        return "zh"
    if _within(letters, *_ARABIC) * 2 > total:
        return "fa" if sum(letters[c] for c in "پچژگکی") * 50 > total else "ar"
    if _within(letters, *_CYRILLIC) * 2 > total:
        return _by_cyrillic(letters, total, sample)
    # Azerbaijani writes ə for one letter in twelve. An English sentence that names people with it may reach one in twenty.
    english = sum(word in _EN_WORDS for word in _WORD.findall(sample))
    return "az" if letters["ə"] * (50 if english < 2 else 14) > total else None


def _by_cyrillic(letters: Counter[str], total: int, sample: str) -> str | None:
    if sum(letters[c] for c in "ҝҹ") * 100 > total or (letters["ј"] and letters["ә"]):
        return "az"
    if sum(letters[c] for c in "ңғқұәһ") * 50 > total:
        return "kk" if letters["ұ"] or letters["қ"] or letters["ә"] else None
    if letters["ў"] * 100 > total:
        return "be"
    ukrainian, russian = sum(letters[c] for c in "іїєґ"), sum(letters[c] for c in "ыэъё")
    if ukrainian != russian and max(ukrainian, russian) * 100 > total:
        return "uk" if ukrainian > russian else _russian(letters, total)
    words = _WORD.findall(sample)
    uk, ru = sum(word in _UK_WORDS for word in words), sum(word in _RU_WORDS for word in words)
    if uk == ru:
        return None
    return "uk" if uk > ru and ukrainian >= russian else "ru" if ru > uk and russian >= ukrainian and russian else None


def _russian(letters: Counter[str], total: int) -> str | None:
    # Bulgarian writes ъ for a vowel and has neither ы nor э.
    return "ru" if letters["ы"] or letters["э"] or letters["ъ"] * 200 < total else None


def _by_model(sample: str, letters: Counter[str], hints: tuple[str, ...]) -> str | None:
    ranked = dict(_model().rank(sample))
    prior = _HINT_WEIGHT * max(0.0, 1 - letters.total() / _SHORT)
    # Without a hint in its script, a Cyrillic headline is rather Russian than Bulgarian.
    cyrillic = _within(letters, *_CYRILLIC) * 2 > letters.total()
    for hint in ("ru",) if cyrillic and not set(hints) & _CYRILLIC_LANGUAGES else hints:
        if hint in ranked:
            ranked[hint] = (ranked[hint] + (0.05 if cyrillic else 0.0)) * (1 + prior)
    best = max(ranked, key=lambda code: ranked[code])
    if best in {"az", "tr", "uz"} or ranked.get("az", 0) > 0.2:
        return _turkic(sample, letters, best, hints)
    return best


def _turkic(sample: str, letters: Counter[str], best: str, hints: tuple[str, ...]) -> str:
    """Decide between Azerbaijani and Turkish: Turkish has no x, q and ə; Azerbaijani has no w and no ç-less için."""
    words = _WORD.findall(sample)
    az = sum(word in _AZ_WORDS and word not in _SHARED_WORDS for word in words) + (letters["x"] + letters["q"]) / 2
    tr = sum(word in _TR_WORDS and word not in _SHARED_WORDS for word in words) + letters["w"] / 2
    if az > tr:
        return "az"
    if tr > az:
        return "tr"
    return next((hint for hint in hints if hint in {"az", "tr"}), best) if best != "uz" else best


@cache
def _model() -> _Model:
    """Load the model, once: it takes a quarter of a second, and many texts never need it."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    model.set_languages(LANGUAGES)
    loaded: _Model = model
    return loaded

"""Words with which an article keeps its distance from what it tells: "reportedly", "якобы"; whether it is true they do not say."""

from collections.abc import Iterator
from functools import cache
from typing import Final

from news.documents import LEAD
from news.patterns import LANGUAGES
from news.words import Words, analyse

_HEDGES: Final = {
    "en": "reportedly|allegedly|alleged*|supposedly|purported*|apparently|presumably|unconfirmed|claim|claims|claimed|rumour*|rumor*|"
    "according to unconfirmed|sources say|sources said|is said to|are said to",
    "ru": "якобы|предположительно|по предварительным данным|по неподтвержденн*|неподтвержденн*|сообщается|будто|по слухам|как утверждается|"
    "утвержда*|предполага*|вероятно|по данным источников",
    "az": "guya|iddia*|iddiaya görə|ehtimal*|güman*|təsdiqlənməyən|deyilənə görə|söz gəzir|ilkin məlumata görə|bildirilir",
    "tr": "iddia*|iddiaya göre|sözde|güya|öne sürül*|ileri sürül*|muhtemel*|doğrulanmayan|söylenti*|tahmin edil*|iddialara göre",
    "uk": "нібито|начебто|ймовірно|імовірно|за попередніми даними|непідтверджен*|стверджу*|за чутками|повідомляється|за даними джерел",
    "pl": "rzekom*|podobno|domniem*|ponoć|jakoby|prawdopodobnie|niepotwierdzon*|według nieoficjalnych|nieoficjalnie|przypuszczalnie",
    "de": "angeblich*|mutmaßlich*|vermeintlich*|offenbar|vermutlich|unbestätigt*|soll haben|sollen haben|wahrscheinlich|gerüchte*",
    "fr": "présumé*|prétend*|prétendu*|supposé*|apparemment|selon des sources|non confirmé*|aurait|auraient|serait|seraient",
    "hy": "իբր|իբրև|ենթադրաբար|հավանաբար|չհաստատված|պնդում*|կարծեցյալ|ըստ լուրերի",
    "ka": "თითქოს|სავარაუდო*|სავარაუდოდ|შესაძლოა|დაუდასტურებელი|ამტკიცებ*",
    "fa": "گویا|ظاهرا|ادعا|ادعای|ادعاها|احتمالا|احتمالاً|تأیید نشده|شنیده‌ها|به ادعای",
}


def _steps(lang: str) -> tuple[tuple[tuple[str, bool], ...], ...]:
    phrases = (phrase.split() for phrase in _HEDGES[lang].split("|"))
    return tuple(tuple(("".join(form.folded for form in analyse(word).forms), word.endswith("*")) for word in phrase) for phrase in phrases)


_PHRASES: Final = {lang: _steps(lang) for lang in LANGUAGES}


def claims_of(title: str, text: str, lang: str | None) -> tuple[str, ...]:
    """Return the hedges that stand in title and lead, as written, each once; a text of an unknown language is held against all."""
    code = (lang or "").lower().partition("-")[0]
    phrases = _PHRASES[code] if code in _PHRASES else tuple(phrase for each in _PHRASES.values() for phrase in each)
    found: dict[str, str] = {}
    for part, most in ((title, None), (text, LEAD)):
        for written in _hedges(analyse(part), phrases, most):
            found.setdefault(written.casefold(), written)
    return tuple(found.values())


def _hedges(words: Words, phrases: tuple[tuple[tuple[str, bool], ...], ...], most: int | None) -> Iterator[str]:
    """Return the longest hedge at each place among the first words of a text."""
    folded = words.folded[:most]
    at = 0
    firsts, stems = _openings(phrases)
    while at < len(folded):
        if folded[at] not in firsts and not folded[at].startswith(stems):
            at += 1
            continue
        length = max((len(phrase) for phrase in phrases if _stands(phrase, folded, at)), default=0)
        if length:
            yield words.text[words.starts[at] : words.ends[at + length - 1]]
        at += length or 1


@cache
def _openings(phrases: tuple[tuple[tuple[str, bool], ...], ...]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the words, and the beginnings of words, with which phrases begin: nearly every word of a text is none of them."""
    opening = [phrase[0] for phrase in phrases]
    return frozenset(step for step, is_stem in opening if not is_stem), tuple(step for step, is_stem in opening if is_stem)


def _stands(phrase: tuple[tuple[str, bool], ...], folded: tuple[str, ...], at: int) -> bool:
    if at + len(phrase) > len(folded):
        return False
    return all(word.startswith(step) if is_stem else word == step for (step, is_stem), word in zip(phrase, folded[at:], strict=False))

"""Who wrote an article: people only, never agencies, desks, addresses or dates."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from news.choices import Candidate, Choice, Said
from news.reading.agencies import is_domain, known_outlet
from news.reading.job_titles import BY, JOB, JOB_QUALIFIERS, MONTHS, NOT_PEOPLE, PARTICLES, PLACES

_ADDRESS: Final = re.compile(r"https?:\S*|www\.\S*")
_MAIL: Final = re.compile(
    r"(?:e-?mail\s*:?\s*)?[\w.+-]{1,64}@[\w-][\w.-]{0,80}(?:\s*\((?P<name>[^()@]{3,60})\))?|(?<!\w)@\w{2,30}", re.IGNORECASE
)
"""A mail address, with the name that feeds put in brackets behind it, or a handle."""
_DATE: Final = re.compile(
    rf"\b(?:{MONTHS})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?\b|\b\d{{1,2}}(?:st|nd|rd|th"
    rf"|-c[iıuü])?\.?\s+(?:{MONTHS})\b\.?(?:,?\s+\d{{4}}\b)?"
    r"|\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4}(?:T[\d:.]+Z?)?\b|\b\d{1,2}:\d\d(?::\d\d)?(?:\s*[ap]\.?m\.?\b)?"
    r"|\b\d{1,3}\+?\s*(?:min\w*|hours?|days?|ago|мин\w*|час\w*|дн\w*|dəq\w*|saat\w*|gün\w*|dk|sa|godz\w*|хв\w*|тому|րոպե|წუთ\w*"
    r"|دقیقه)(?:\s+(?:read|ago|назад|тому|əvvəl|önce|temu|oxu\w*|okuma|czytania|чтения))?"
    r"|\b(?:updated|published|posted|обновлено|опубликовано|оновлено|dərc olunub|yayınlanma|güncelleme|opublikowano|aktualizacja"
    r"|veröffentlicht|aktualisiert)\b.*$",
    re.IGNORECASE,
)
_NOT_TEXT: Final = re.compile(
    r"(?:^|(?<=[;|,.\s]))(?:photos?|pictures?|images?|video|illustration|translat\w+|фото|видео|иллюстрац\w+|перевод\w*|fotos?|şəkil"
    r"|tərcümə\w*|fotoğraf|çeviri|çeviren|zdjęcia|fot\.|tłum\w*|bilder?|übersetz\w*|переклад\w*|відео"
    r"|լուսանկար\w*|ფოტო|عکس)(?: by)?\s*[:：]?\s+[^;|\n]*",
    re.IGNORECASE,
)
"""Who took the pictures or translated wrote nothing."""
_BETWEEN: Final = re.compile(
    r"\s*[,;|/•·\n،؛]\s*|\s+[-–—]+\s+|\s*[—]\s*|\s+(?:and|with|und|mit|и|і|й|та|və|ilə|ve|ile|i|oraz|z|et|con|&|\+|և|ու|და|و)\s+"
    r"|(?<=[^\W\d_]{3})\.\s+(?=[^\W\d_]{2})",
    re.IGNORECASE,
)
_PLACED: Final = re.compile(
    r"\s+(?:in|for|at|from|of the|special to|aus|für|специально для|для|из|спеціально для|üçün|dla|we|za|u|о|about"
    r"|on)\s+(?=[\"«“A-ZÀ-ÖØ-ÞƏİŞÇĞА-ЯЁҐЄІЇ]).*$"
    r"|\s*\([^)]*\)?|\s*[«“\"][^»”\"]*[»”\"]"
)
_DEGREE: Final = re.compile(
    r"^(?:(?:dr|prof|mr|mrs|ms|mgr|inż|dos|doç|доц|проф|др|д-р|դոկտ|დოქტ|دکتر)\b\.?\s*)+|,?\s+(?:phd|ph\.d|md|msc|ma)\.?$", re.IGNORECASE
)
_ALPHANUMERIC: Final = re.compile(r"[^\W_]+")
_PERSON_WORDS: Final = range(2, 6)
"""Words of a name: one alone is a nickname or a brand, six are a sentence."""
_MOST = 5
"""People named in one byline; more are a list of columnists."""


def choose_author(candidates: Sequence[Said], not_people: Iterable[str]) -> Choice[str | None]:
    """Give the first candidate that names people, cleaned, several joined by commas; ``not_people`` are the site's own names.

    Names stay as they are printed, capitals too: small letters cannot be told from capitals without the language (Turkish I, ``McLeod``).
    Where another candidate prints the same people in small letters, that spelling is taken.
    """
    own = {_fold(name) for name in not_people}
    named = [(said, people_in(said.text, own)) for said in candidates[:60]]
    first = next((people for _, people in named if people), [])
    spelled = [
        people
        for _, people in named
        if [_fold(each) for each in people] == [_fold(each) for each in first] and not ", ".join(people).isupper()
    ]
    chosen = spelled[0] if spelled else first
    looked_at: list[Candidate] = []
    for said, people in named:
        is_chosen = people == chosen and bool(people) and not any(each.verdict.startswith("chosen") for each in looked_at)
        looked_at.append(
            Candidate(*said, "chosen: names people" if is_chosen else "another place comes first" if people else "names no person")
        )
    return Choice(", ".join(chosen) or None, tuple(looked_at))


def people_in(byline: str, own: Iterable[str] = ()) -> list[str]:
    """Give the people that a byline names, as printed, without jobs, dates, addresses and outlets."""
    if _ADDRESS.match(byline.strip()):
        return []
    text = _MAIL.sub(lambda found: f" | {found['name'] or ''} | ", _ADDRESS.sub(" | ", byline[:400]))
    text = _NOT_TEXT.sub(" | ", _DATE.sub(" | ", text))
    people: dict[str, str] = {}
    kept = frozenset(own)
    for part in _BETWEEN.split(_without_by(text)):
        name = _name_in(part, is_first=not people)
        if name is not None and not any(_fold(name) in each or (len(each) >= 6 and each in _fold(name)) for each in kept):
            people.setdefault(_fold(name), name)
    return list(people.values())[:_MOST]


def _name_in(part: str, *, is_first: bool) -> str | None:
    bare = _PLACED.sub("", _without_by(part)).strip(' .:|-–—*·•»«"“”')
    bare = _DEGREE.sub("", _without_job(bare, is_first=is_first)).strip()
    head, _, tail = bare.rpartition(" ")
    if len(head.split()) >= 2 and tail.isupper() and not head.isupper() and known_outlet(tail):  # Leyla Nəsirova APA
        bare = head
    return bare if is_person(bare) else None


def _without_by(text: str) -> str:
    """Take "By" and its like off, unless a name of two words begins with them: Di Matteo."""
    for _ in range(2):
        bare = BY.sub("", text.strip(" \t.,:;|-–—"))
        if (
            len(bare.split()) < 2
            and len(text.split()) == 2
            and BY.match(text)
            and text.split(maxsplit=1)[0].casefold() in {"di", "de", "von", "par", "por"}
        ):
            return text
        text = bare
    return text


def _without_job(text: str, *, is_first: bool) -> str:
    """Take the job off that stands before or behind a name without a comma: ``Redaktor Leyla Nəsirova``.

    Behind a name that has been found, capitals before a job are where it is done: ``Anna Nowak, Live Science contributor``.
    """
    words = text.split()
    if not JOB.search(text) or len(words) > 9:
        return text
    jobs = [at for at, word in enumerate(words) if JOB.match(word)]
    behind, ahead = words[jobs[-1] + 1 :] if jobs else [], words[: jobs[0]] if jobs else []
    while behind and behind[0].casefold() in JOB_QUALIFIERS:
        behind = behind[1:]
    while ahead and (ahead[-1].casefold() in JOB_QUALIFIERS or (ahead[-1][0].islower() and ahead[-1] not in PARTICLES)):
        ahead = ahead[:-1]
    return next((" ".join(kept) for kept in (behind, ahead if is_first else []) if is_person(" ".join(kept))), text)


def is_person(name: str) -> bool:
    """Tell whether a name may be a person's: two to five words, capitals where the script has them, and no word of an office or a paper."""
    words = re.sub(r"(?<=\w)\.(?=\w)", ". ", name).split()  # Л.Насирова
    if (
        len(words) not in _PERSON_WORDS
        or len(name) > 60
        or any(not (c.isalpha() or c in " .'’`ʼ‘-‑\u200c" or "\u0300" <= c <= "\u036f") for c in name)
    ):
        return False
    if (
        NOT_PEOPLE.search(name)
        or JOB.search(name)
        or known_outlet(name)
        or is_domain(name)
        or words[0].casefold() == "the"
        or _fold(name) in PLACES
    ):
        return False
    if not all(_is_capitalised(word) or word.casefold() in PARTICLES for word in words):
        return False
    if words[0].isupper() and not name.isupper() and known_outlet(words[0]):  # CNN Business
        return False
    whole = [word for word in words if _is_capitalised(word) and len(word.strip(".")) > 1]
    return bool(whole) and sum(map(_is_capitalised, words)) >= 2 and (_is_capitalised(words[0]) or words[0].casefold() in PARTICLES)


def _is_capitalised(word: str) -> bool:
    """Tell whether a word begins with a capital, or with a letter of a script that is written without (Unicode gives Georgian some)."""
    first = word.lstrip("'’`‘")[:1]
    return first.isupper() or (first.isalpha() and (first.lower() == first.upper() or "\u10d0" <= first <= "\u10ff"))


@lru_cache(1024)  # the names of a page are compared with one another again and again
def _fold(name: str) -> str:
    plain = name.replace("İ", "i").replace("I", "i").replace("ı", "i").casefold()
    return " ".join(_ALPHANUMERIC.findall(plain))

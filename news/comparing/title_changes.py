"""Whether the title of an article changed in more than its dress."""

import re
from typing import Literal

from news.comparing.sentence_facts import is_no_name, is_place
from news.texts import word_set
from news.words import analyse, stem

_TRAIL = re.compile(r"\s*(?:\s[-–—•·:]|[|»]|::)\s+|\s*\|\s*")
_SITE_WORDS = 4
"""Words of a site's name."""
_TAGS = word_set(
    "foto fotolar fotosu video videolar photo photos yenilenib yenilendi updated update обновлено фото видео live canli ozel ozunel "
    "exclusive "
    "эксклюзив оновлено відео wideo zdjecia aktualizacja aktualisiert fotos bilder breaking срочно терміново tecili son deqiqe dakika "
    "sondeqiqe "
    "guncellendi fotograf fotogaleri fotoreportaj фоторепортаж видеo pilne eilmeldung тэги"
)
_LATEST = 3
"""Letters from which a word can tell that a trail speaks of the text."""


def title_change(old: str, new: str, text: str) -> Literal["none", "minor", "material"]:
    """Judge the change of a title; ``text`` is that of both versions.

    Marks, capitals and the name of the site behind a bar or a dash make none; labels like *video* or *updated* and a question mark make a
    minor one. What stands behind a dash and is named in the text is who says it, and counts.
    """
    if _folded(old) == _folded(new):
        return "none" if ("?" in old) == ("?" in new) else "minor"
    spoken = frozenset(stem(word) for word in analyse(text).folded)
    if _bare(old, spoken) == _bare(new, spoken):
        return "none"
    return "minor" if _untagged(_bare(old, spoken)) == _untagged(_bare(new, spoken)) else "material"


def _folded(title: str) -> tuple[str, ...]:
    return tuple(word.exact.replace("ı", "i") for word in analyse(title))  # a capital I is small ı in Azerbaijani and Turkish


def _untagged(words: tuple[str, ...]) -> tuple[str, ...]:
    folded = [(word, form.folded) for word in words for form in analyse(word)]
    return tuple(word for word, form in folded if form not in _TAGS)


def _bare(title: str, spoken: frozenset[str]) -> tuple[str, ...]:
    """Cut the site's name and its section off the end of a title, as long as three words are left."""
    for _ in range(3):
        cuts = list(_TRAIL.finditer(title))
        if not cuts or len(analyse(title[: cuts[-1].start()])) < 3:
            break
        trail = analyse(title[cuts[-1].end() :]).folded
        is_site = "|" in cuts[-1][0] or "»" in cuts[-1][0] or not any(_speaks(word, spoken) for word in trail)
        if len(trail) > _SITE_WORDS or not is_site or any(word in _TAGS for word in trail):
            break
        title = title[: cuts[-1].start()]
    return _folded(title)


def _speaks(word: str, spoken: frozenset[str]) -> bool:
    return word.isdigit() or is_place(word) or is_no_name(word) or (len(word) >= _LATEST and stem(word) in spoken)

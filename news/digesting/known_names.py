"""The listed names of the beat as English prints them: Алиева, Əliyev and ალიევი are Aliyev."""

from collections.abc import Mapping
from functools import cache

from news.beats import SHIPPED_BEAT
from news.name_lists import Name, load_names
from news.words import search_terms

_SMALL = frozenset({"of", "and", "the", "von", "der", "al"})


@cache
def listed_names() -> Mapping[str, Name]:
    """Return the listed names by their ids; they are read when somebody first asks."""
    return {name.id: name for name in load_names(SHIPPED_BEAT)}


def patterns_of(name: Name) -> tuple[tuple[str, str], ...]:
    """Return its patterns, each with its language, in a fixed order."""
    return tuple((lang, pattern) for lang, patterns in name.lists.by_lang for pattern in sorted(patterns))


@cache
def english_of(name_id: str, words: int = 1) -> str:
    """Return how English prints a listed name in a number of words: ``Aliyev``, ``Hikmet Hajiyev``; fewer where it has no such form."""
    parts = name_id.split("-")
    spelled = [pattern.strip("*=").replace("*", "") for lang, pattern in patterns_of(listed_names()[name_id]) if lang == "en"]
    whole = next((each for each in spelled if sorted(search_terms(each)) == sorted(parts)), " ".join(parts))
    if words >= len(parts) > 1 or " " not in whole:
        given = next((each for each in spelled if len(each.split()) == words and whole in each.split()), None)
        return _printed(given or whole)
    return _printed(whole.split()[-1])


def _printed(words: str) -> str:
    return " ".join(word if word in _SMALL else word.capitalize() for word in words.split())

"""Who wrote an article: people only, never agencies, desks, addresses or dates."""

import re
from collections.abc import Iterable, Sequence

from news.choices import Candidate, Choice, Said

_PREFIX = re.compile(
    r"^(?:(?:analysis|opinion|text|words|commentary) by|by|written by|author|reported by"
    r"|автор(?:ы)?(?: статьи| текста)?|текст|müəllif|yazar|yazan|haber|autor(?:ka|in|zy)?|von|opracowała?|tekst|par|por|di|de)\s*[:.]?\s+",
    re.IGNORECASE,
)
_TAIL = re.compile(r"\s*[|/•·–—]\s.*$|\s+-\s.*$|\s*\([^)]*\)\s*$|,?\s*(?:updated|published|обновлено|опубликовано)\b.*$", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*[,;]\s*|\s+(?:and|und|и|və|ve|та|i|&)\s+")
# One such word and it is no person: agencies, desks, roles and the names of programs.
_NOT_PEOPLE = re.compile(
    r"\b(?:admin\w*|administrator|editor(?:s|ial)?|staff|team|news\w*|newsroom|desk|agency|agentur|press|media|online|redaktion"
    r"|redakcja|redakcija|redaksiya\w*|redaktor\w*|editör\w*"
    r"|редакц\w*|редактор\w*|агентств\w*|новост\w*|корреспондент\w*|пресс\w*|служб[аы]|xəbər\w*|haber\w*|teleqraf|telegra\w+|телеграф|qəzet\w*|gazet\w*|газет\w*|вестник|agentliyi|mərkəzi|servisi"
    r"|wydanie|agencja|guest|gast|webmaster|wire|tv|radio"
    r"|times|post|daily|gazette|journal|tribune|today|report|bureau|correspondents?|contributors?|company|inc|ltd|gmbh|llc|university"
    r"|institute|www|http\w*|com|org|net"
    r"|reuters|afp|bloomberg|associated|tass|тасс|interfax|интерфакс|риа|ria|sputnik|спутник|azertac|azertag|азертадж|apa|trend|turan"
    r"|pap|dpa|unian|унian|унiан|уніан|укринформ|ukrinform|anadolu|iha|dha|xinhua|ansa|efe"
    r"|insider|writers?|analysis|opinion|column|special|exclusive|video|photos?|unknown|anonymous|none|null|undefined|author|автор"
    r"|müəllif|yazar|autor)\b",
    re.IGNORECASE,
)
_PERSON_WORDS = range(2, 6)
"""Words of a name: one alone is a nickname or a brand, six are a sentence."""


def choose_author(candidates: Sequence[Said], not_people: Iterable[str]) -> Choice[str | None]:
    """Give the first candidate that names people, cleaned, several joined by commas; ``not_people`` are the site's own names."""
    own = {name.casefold() for name in not_people}
    looked_at: list[Candidate] = []
    chosen = None
    for candidate in candidates:
        people = list(dict.fromkeys(name for name in _names(candidate.text) if _is_person(name) and name.casefold() not in own))
        if people and chosen is None:
            chosen = ", ".join(people[:5])
            looked_at.append(Candidate(*candidate, "chosen: names people"))
        else:
            looked_at.append(Candidate(*candidate, "another place comes first" if people else "names no person"))
    return Choice(chosen, tuple(looked_at))


def _names(candidate: str) -> list[str]:
    if re.search(r"https?:|www\.|@[\w.-]+\.\w", candidate):
        return []
    bare = _TAIL.sub("", _PREFIX.sub("", candidate.strip(" \t.,:|-–—")))
    return [name.strip(" .:|-–—") for name in _BETWEEN.split(bare) if name.strip()]


def _is_person(name: str) -> bool:
    words = name.split()
    if len(words) not in _PERSON_WORDS or len(name) > 60 or any(c.isdigit() or c in "@/\\<>{}_=#" for c in name):
        return False
    if _NOT_PEOPLE.search(name) or words[0].casefold() == "the":
        return False
    # Particles (van, de, oğlu, qızı) are small; the first and at least one more word begin with a capital, or the script has none.
    return sum(map(_is_capitalised, words)) >= 2 and _is_capitalised(words[0])


def _is_capitalised(word: str) -> bool:
    """Tell whether a word begins with a capital, or with a letter of a script that is written without (Unicode gives Georgian some)."""
    first = word[0]
    return first.isupper() or (first.isalpha() and (first.lower() == first.upper() or "\u10d0" <= first <= "\u10ff"))

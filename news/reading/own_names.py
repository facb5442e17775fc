"""What a page's own site is called, in whatever case of its language: it is never the source of its own text."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile
from typing import Final, Self

from news.reading.agencies import is_domain, known_outlet
from news.texts import word_set
from news.urls import site_of
from news.words import search_terms, stem

_SECOND_LEVEL: Final = word_set("co com org net gov edu ac gen k12 in kiev kyiv waw info biz")
"""What stands before a country's ending without being anybody's name: ``co.uk``, ``com.tr``."""
_ENDING: Final = 4
"""Letters of the longest ending: Nadmorskiego."""
_SUFFIX: Final = 2
"""Letters of a suffix that one form's stem keeps and another's loses: «Портові» and «Портових»; «вести» and «вестник» differ in three."""
_ROOT: Final = 4
"""Letters that two forms of one word share at least."""


@dataclass(frozen=True, slots=True)
class OwnNames:
    """The names of a site and its host, ready for comparing."""

    site: str
    letters: frozenset[str]
    hosts: frozenset[str]
    words: frozenset[tuple[str, ...]]

    @classmethod
    def of(cls, names: Iterable[str], site: str) -> Self:
        """Fold the names of a site and its host."""
        given = [name for name in names if name][:10]
        return cls(
            site,
            frozenset(filter(None, map(letters_of, given))),
            frozenset(filter(None, map(letters_of, (site, *site.split(".")[:-1])))),
            frozenset(filter(None, (tuple(search_terms(name[:80])) for name in given))),
        )

    def are_called(self, name: str) -> bool:
        """Tell whether a name is the site's, as it is or inflected: «Каспийского вестника» where the site is «Каспийский вестник»."""
        known = known_outlet(name)
        if known is not None and (known.is_at_home(self.site) or letters_of(known.name) in self.letters):
            return True
        if is_domain(name) and is_same_owner(site_of(f"https://{name.lower()}/"), self.site):
            return True
        letters = letters_of(name)
        every = self.letters | self.hosts
        if letters in every or any(len(each) >= 5 and (each in letters or letters in each) for each in every):
            return True
        words = search_terms(name[:80])
        return any(len(own) == len(words) and all(map(_is_one_word, own, words)) for own in self.words)


def _is_one_word(one: str, other: str) -> bool:
    """Tell whether two folded words are forms of one; where stems are left whole, as in Latin letters, by how they begin."""
    stems = sorted((stem(one), stem(other)), key=len)
    if stems[0] == stems[1]:
        return True
    if "\u0400" <= one[:1] <= "\u052f":
        return len(stems[0]) >= _ROOT and stems[1].startswith(stems[0]) and len(stems[1]) - len(stems[0]) <= _SUFFIX
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    shorter, longer = sorted((len(one), len(other)))
    return shared >= max(_ROOT, shorter - 1) and longer - shared <= _ENDING


def is_same_owner(one: str, other: str) -> bool:
    """Tell whether two hosts are one site's, or editions of one brand in two countries."""
    mine, others = _registered(one), _registered(other)
    brand = mine.partition(".")[0]
    return (
        mine == others or one.endswith("." + other) or other.endswith("." + one) or (len(brand) >= 6 and brand == others.partition(".")[0])
    )


def letters_of(text: str) -> str:
    """Give the letters and digits of a name, folded: two spellings of one name often differ in the rest."""
    return "".join(c for c in text.replace("İ", "i").replace("I", "i").replace("ı", "i").casefold() if c.isalnum())


def _registered(host: str) -> str:
    parts = host.split(".")
    count = 3 if len(parts) > 2 and parts[-2] in _SECOND_LEVEL and len(parts[-1]) == 2 else 2
    return ".".join(parts[-count:])

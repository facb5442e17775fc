"""One table of a topic file or of a gate while it is read: languages, ids, numbers and lists of patterns."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from news.errors import TableError
from news.fields import Fields, nearest
from news.patterns import EVERY_LANGUAGE, LANGUAGES, NO_LISTS, Lists, pattern_problem
from news.tables import Key

SHARED = "@"
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class PatternFields(Fields):
    """The keys of one table that may hold patterns."""

    shared: Mapping[str, Lists] = field(default_factory=dict)
    """The shared lists that may be used by name."""

    def id(self, key: str = "id") -> str:
        """Return an id of small letters, digits and hyphens."""
        return self.matching(key, _ID, 'use small letters, digits and hyphens: "gas-routes"')

    def check_name(self, key: str) -> None:
        """Refuse a key that cannot name a list."""
        if not _ID.fullmatch(key):
            raise self.wrong(key, f"a list cannot be called {key!r}", "use small letters, digits and hyphens: gas-flows")

    def lang(self, key: str, *, every: bool = True) -> str:
        """Return a language code we have lists for."""
        return self._lang((key,), self.text(key), every=every)

    def count(self, key: str, default: int, largest: int) -> int:
        """Return a whole number from 1 on."""
        value = self.values.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= largest:
            raise self.wrong(key, f'"{key}" is no whole number from 1 to {largest}', f"write one: {key} = {default}")
        return value

    def number(self, key: str, default: float, smallest: float, largest: float) -> float:
        """Return a number between two others."""
        value = self.values.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not smallest <= value <= largest:
            raise self.wrong(key, f'"{key}" is no number from {smallest:g} to {largest:g}', f"write one: {key} = {default:g}")
        return float(value)

    def patterns(self, key: str, lang: str) -> Lists:
        """Return a list of patterns of one language, none where the key is not there; it may name shared lists: ``"@aircraft"``."""
        return self._patterns((key,), self.values[key], lang) if key in self.values else NO_LISTS

    def groups(self, key: str, lang: str) -> tuple[Lists, ...]:
        """Return a list of patterns, or several lists of which each is asked for: ``[["crash*"], ["@aircraft"]]``."""
        value = self.values.get(key, [])
        if isinstance(value, list) and value and all(isinstance(each, list) for each in value):
            return tuple(self._patterns((key,), each, lang) for each in value)
        return (self.patterns(key, lang),) if key in self.values else ()

    def lists(self, key: str) -> Lists:
        """Return lists of patterns by language, or one list for every language; none where the key is not there."""
        by_lang = self.values.get(key)
        if by_lang is None:
            return NO_LISTS
        if isinstance(by_lang, list):
            return self._patterns((key,), by_lang, EVERY_LANGUAGE)
        if not isinstance(by_lang, dict):
            raise self.wrong(key, f'"{key}" has no languages', f'write one list a language: {key}.en = ["…"]')
        each = [self._patterns((key, lang), patterns, self._lang((key, lang), lang)) for lang, patterns in by_lang.items()]
        return NO_LISTS.joined(*each)

    def ids(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, none where the key is not there."""
        values = self.values.get(key, [])
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise self.wrong(key, f'"{key}" is not a list of texts', f'write {key} = ["…"]')
        return tuple(values)

    def _lang(self, keys: Key, lang: str, *, every: bool = True) -> str:
        known = (EVERY_LANGUAGE, *LANGUAGES) if every else LANGUAGES
        if lang not in known:
            raise self.table.error((*self.place, *keys), f"unknown language {lang!r}", f"write one of {', '.join(known)}")
        return lang

    def _patterns(self, keys: tuple[str, ...], values: object, lang: str) -> Lists:
        name = ".".join(keys)
        place = (*self.place, *keys)
        if not isinstance(values, list):
            raise self.table.error(place, f'"{name}" is not a list', f'write {name} = ["…"]')
        if not values:
            raise self.table.error(place, f'"{name}" is an empty list', "fill it in, or take it out")
        shared = NO_LISTS
        own: set[str] = set()
        for value in values:
            if not isinstance(value, str):
                raise self.table.error(place, f'"{name}" holds something that is not text', "put every pattern in quotation marks")
            if value.startswith(SHARED):
                shared = shared.joined(self._shared(value, place).only(lang))
            elif problem := pattern_problem(value):
                raise TableError(str(self.table.path), self.table.line_of(value, *place), *problem)
            else:
                own.add(value)
        return shared.joined(Lists(((lang, frozenset(own)),))) if own else shared

    def _shared(self, name: str, place: Key) -> Lists:
        lists = self.shared.get(name.removeprefix(SHARED))
        if lists is None:
            remedy = nearest(name, [SHARED + each for each in self.shared], "write the list in a file of the folder words")
            raise TableError(str(self.table.path), self.table.line_of(name, *place), f"no shared list {name!r}", remedy)
        return lists

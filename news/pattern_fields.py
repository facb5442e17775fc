"""One table of a topic file or of a gate while it is read: languages, ids, numbers and lists of patterns."""

import re

from news.errors import TableError
from news.fields import Fields
from news.patterns import EVERY_LANGUAGE, LANGUAGES, NO_LISTS, Lists, pattern_problem
from news.tables import Key

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class PatternFields(Fields):
    """The keys of one table that may hold patterns."""

    __slots__ = ()

    def id(self, key: str = "id") -> str:
        """Return an id of small letters, digits and hyphens."""
        return self.matching(key, _ID, 'use small letters, digits and hyphens: "gas-routes"')

    def lang(self, key: str, *, every: bool = True) -> str:
        """Return a language code we have lists for."""
        return self._lang((key,), self.text(key), every=every)

    def count(self, key: str, default: int, largest: int) -> int:
        """Return a whole number from 1 on."""
        value = self.values.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= largest:
            raise self.wrong(key, f'"{key}" is no whole number from 1 to {largest}', f"write one: {key} = {default}")
        return value

    def patterns(self, key: str) -> frozenset[str]:
        """Return a list of patterns, none where the key is not there."""
        return self._patterns((key,), self.values[key]) if key in self.values else frozenset()

    def lists(self, key: str) -> Lists:
        """Return lists of patterns by language, none where the key is not there."""
        by_lang = self.values.get(key)
        if by_lang is None:
            return NO_LISTS
        if not isinstance(by_lang, dict):
            raise self.wrong(key, f'"{key}" has no languages', f'write one list a language: {key}.en = ["…"]')
        return Lists(tuple((self._lang((key, lang), lang), self._patterns((key, lang), patterns)) for lang, patterns in by_lang.items()))

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

    def _patterns(self, keys: tuple[str, ...], values: object) -> frozenset[str]:
        name = ".".join(keys)
        place = (*self.place, *keys)
        if not isinstance(values, list):
            raise self.table.error(place, f'"{name}" is not a list', f'write {name} = ["…"]')
        if not values:
            raise self.table.error(place, f'"{name}" is an empty list', "fill it in, or take it out")
        for value in values:
            if not isinstance(value, str):
                raise self.table.error(place, f'"{name}" holds something that is not text', "put every pattern in quotation marks")
            if problem := pattern_problem(value):
                raise TableError(str(self.table.path), self._line_of(value, place), *problem)
        return frozenset(values)

    def _line_of(self, pattern: str, place: Key) -> int:
        """Return the line of a pattern in a list of many lines, or that of the list."""
        line = self.table.line(*place)
        rest = self.table.path.read_text(encoding="utf-8-sig").splitlines()[line - 1 :]
        quoted = (f'"{pattern}"', f"'{pattern}'")
        return next((number for number, written in enumerate(rest, start=line) if any(form in written for form in quoted)), line)

"""One table of a TOML file while it is read: every value comes out checked, or as an error with its line and what to do."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from news.errors import TableError
from news.patterns import EVERY_LANGUAGE, LANGUAGES, NO_LISTS, Lists, pattern_problem
from news.tables import Key, Table

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Fields:
    """The keys of one table, with its place in the file."""

    table: Table
    place: Key
    values: dict[str, object]

    def wrong(self, key: str, what: str, remedy: str) -> TableError:
        """Return the error that names the line of a key, or of the table where there is none."""
        keys: Key = (key,) if key else ()
        value = self.values.get(key)
        if isinstance(value, dict) and value:  # written as key.en = …, only its parts have lines
            keys = (key, next(iter(value)))
        return self.table.error((*self.place, *keys), what, remedy)

    def check_keys(self, needs: Sequence[str], may_have: Sequence[str] = ()) -> None:
        """Refuse keys that nobody knows, and the lack of those that must be there."""
        known = (*needs, *may_have)
        for key in self.values:
            if key not in known:
                near = get_close_matches(key, known, n=1)
                raise self.wrong(
                    key, f'unknown key "{key}"', f'did you mean "{near[0]}"?' if near else f"the keys here are {', '.join(known)}"
                )
        for key in needs:
            if key not in self.values:
                raise self.wrong("", f'no "{key}" here', f"add {key} = …")

    def text(self, key: str) -> str:
        """Return a text that is not empty."""
        value = self.values[key]
        if not isinstance(value, str):
            raise self.wrong(key, f'"{key}" is not text', "put it in quotation marks")
        if not value.strip():
            raise self.wrong(key, f'"{key}" is empty', "fill it in")
        return value.strip()

    def id(self, key: str = "id") -> str:
        """Return an id of small letters, digits and hyphens."""
        value = self.text(key)
        if not _ID.fullmatch(value):
            raise self.wrong(key, f'"{key}" cannot be "{value}"', 'use small letters, digits and hyphens: "gas-routes"')
        return value

    def lang(self, key: str, *, every: bool = True) -> str:
        """Return a language code we have lists for."""
        lang = self.text(key)
        self._check_lang((key,), lang, every=every)
        return lang

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
        for lang in by_lang:
            self._check_lang((key, lang), lang, every=True)
        return Lists(tuple((lang, self._patterns((key, lang), patterns)) for lang, patterns in by_lang.items()))

    def ids(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, none where the key is not there."""
        values = self.values.get(key, [])
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise self.wrong(key, f'"{key}" is not a list of texts', f'write {key} = ["…"]')
        return tuple(values)

    def tables(self, key: str) -> tuple["Fields", ...]:
        """Return the tables of a ``[[key]]``, none where there is none."""
        values = self.values.get(key, [])
        if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
            raise self.wrong(key, f'"{key}" is not a list of tables', f"write [[{key}]] above each")
        return tuple(Fields(self.table, (*self.place, key, number), value) for number, value in enumerate(values))

    def _check_lang(self, keys: Key, lang: str, *, every: bool) -> None:
        known = (EVERY_LANGUAGE, *LANGUAGES) if every else LANGUAGES
        if lang not in known:
            raise self.table.error((*self.place, *keys), f'unknown language "{lang}"', f"write one of {', '.join(known)}")

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

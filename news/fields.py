"""One table of a TOML file while it is read: every value comes out checked, or as an error with its line and what to do."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Self, TypeVar

from news.errors import TableError
from news.tables import Key, Table

_Choice = TypeVar("_Choice", bound=str)


@dataclass(frozen=True, slots=True)
class Fields:
    """The keys of one table, with its place in the file."""

    table: Table
    place: Key
    values: dict[str, object]

    def wrong(self, key: str, what: str, remedy: str) -> TableError:
        """Return the error that names the line of a key, or of the table where the key is empty."""
        place = (*self.place, key) if key else self.place
        # What is written as key.en = … or [[key]] has lines for its parts only: the first of them is named.
        written = next((at for at in self.table.lines if at[: len(place)] == place), place)
        return self.table.error(written, what, remedy)

    def check_keys(self, needs: Sequence[str], may_have: Sequence[str] = ()) -> None:
        """Refuse keys that nobody knows, and the lack of those that must be there."""
        known = (*needs, *may_have)
        for key in self.values:
            if key not in known:
                raise self.wrong(key, f"unknown key {key!r}", nearest(key, known, f"the keys here are {', '.join(known)}"))
        self.check_needs(needs)

    def check_needs(self, needs: Sequence[str]) -> None:
        """Refuse the lack of keys that must be there."""
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

    def matching(self, key: str, form: re.Pattern[str], remedy: str) -> str:
        """Return a text of a certain form."""
        value = self.text(key)
        if not form.fullmatch(value):
            raise self.wrong(key, f'"{key}" cannot be {value!r}', remedy)
        return value

    def choice(self, key: str, allowed: Sequence[_Choice]) -> _Choice:
        """Return one of the texts allowed."""
        value = self.text(key)
        for choice in allowed:
            if choice == value:
                return choice
        raise self.wrong(key, f"unknown {key} {value!r}", nearest(value, allowed, f"write one of {', '.join(allowed)}"))

    def switch(self, key: str, *, default: bool = False) -> bool:
        """Return whether something is switched on; off where the key is not there, unless the default is on."""
        value = self.values.get(key, default)
        if not isinstance(value, bool):
            raise self.wrong(key, f'"{key}" is neither true nor false', f"write {key} = {str(not default).lower()}, or take it out")
        return value

    def tables(self, key: str, *, needed: bool = False) -> tuple[Self, ...]:
        """Return the tables of a ``[[key]]``; where there is none, nothing, or an error if one is needed."""
        values = self.values.get(key, [])
        header = ".".join(str(name) for name in (*self.place[::2], key))
        if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
            raise self.wrong(key, f'"{key}" is not a list of tables', f"write [[{header}]] above each")
        if needed and not values:
            raise self.wrong(key, f'no "{key}" here', f"add a [[{header}]]")
        return tuple(replace(self, place=(*self.place, key, number), values=value) for number, value in enumerate(values))


def nearest(wanted: str, known: Iterable[str], otherwise: str) -> str:
    """Return the remedy that names the known word most like the one written, or another remedy where none is like it."""
    near = get_close_matches(wanted, known, n=1)
    return f'did you mean "{near[0]}"?' if near else otherwise

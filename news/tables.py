"""TOML files that people edit by hand: read whole, with the line of every key for whoever must mend one."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tomli

from news.errors import InputError, TableError

Key = tuple[str | int, ...]

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$")
_PAIR = re.compile(r"""\s*((?:"[^"]*"|'[^']*'|[\w-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[\w-]+))*)\s*=\s*(\"{3}|'{3})?""")
_SYNTAX_PLACE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)")
LARGEST_TABLE = 2 * 1024 * 1024  # bytes; the shipped files are under 100 KiB, more than this is a wrong file


@dataclass(frozen=True, slots=True)
class Table:
    """The values of a TOML file, and the line each key stands on."""

    path: Path
    values: dict[str, object]
    lines: dict[Key, int] = field(repr=False)

    def line(self, *keys: str | int) -> int:
        """Return the line of a key, or of the nearest key around it that has one; tables in arrays are counted from 0."""
        for length in range(len(keys), 0, -1):
            if keys[:length] in self.lines:
                return self.lines[keys[:length]]
        return 1

    def line_of(self, text: str, *keys: str | int) -> int:
        """Return the line of a text in a list of many lines, or that of the list's key."""
        line = self.line(*keys)
        rest = self.path.read_text(encoding="utf-8-sig").splitlines()[line - 1 :]
        quoted = (f'"{text}"', f"'{text}'")
        return next((number for number, written in enumerate(rest, start=line) if any(form in written for form in quoted)), line)

    def error(self, keys: Key, what: str, remedy: str) -> TableError:
        """Return the error that names this file and the line of a key."""
        return TableError(str(self.path), self.line(*keys), what, remedy)


def read_table(path: Path) -> Table:
    """Read a TOML file.

    Raises InputError where the file cannot be read, TableError where it is not TOML.
    """
    try:
        if path.stat().st_size > LARGEST_TABLE:
            raise InputError(f"{path}: larger than {LARGEST_TABLE // 2**20} MiB", "give a TOML file written by hand")
        raw = path.read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        said = getattr(error, "strerror", None) or "cannot be read"
        raise InputError(f"{path}: {said.lower()}", "give the path of a TOML file") from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise TableError(str(path), line, "not UTF-8 text", "save the file as UTF-8") from error
    try:
        values = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        raise _syntax_error(path, text, str(error)) from error
    except RecursionError as error:
        raise TableError(str(path), 1, "nested too deeply", "write it flat") from error
    except ValueError as error:  # Python refuses decimal numbers of over 4300 digits
        raise TableError(str(path), 1, "a number too long to be read", "look for a long run of digits") from error
    return Table(path, values, _key_lines(text, values))


def _syntax_error(path: Path, text: str, said: str) -> TableError:
    place = _SYNTAX_PLACE.search(said)
    line = int(place[1]) if place and place[1] else text.count("\n") + 1
    what = _SYNTAX_PLACE.sub("", said)
    remedy = "look for a missing quote, bracket or comma there or just above"
    return TableError(str(path), line, f"not TOML: {what[:1].lower()}{what[1:]}", remedy)


def _key_lines(text: str, values: dict[str, object]) -> dict[Key, int]:
    """Find the line of every table header and key; what only looks like one, inside an array or a long string, names nothing there is."""
    lines: dict[Key, int] = {}
    counts: dict[Key, int] = {}
    here: Key = ()
    closing: str | None = None
    for number, line in enumerate(text.split("\n"), start=1):
        if closing is not None:
            closing = None if closing in line else closing
        elif header := _HEADER.match(line):
            place = _place(_parts(header[2]), counts, repeated=header[1] == "[[")
            if _holds(values, place):
                here = place
                lines.setdefault(here, number)
        elif pair := _PAIR.match(line):
            key = (*here, *_parts(pair[1]))
            if _holds(values, key):
                lines.setdefault(key, number)
            closing = pair[2] if pair[2] and pair[2] not in line[pair.end() :] else None
    return lines


def _holds(values: Any, key: Key) -> bool:
    try:
        for part in key:
            values = values[part]
    except (LookupError, TypeError):
        return False
    return True


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in dotted.split("."))


def _place(names: tuple[str, ...], counts: dict[Key, int], *, repeated: bool) -> Key:
    """Turn a header's names into a key, with the number of the array's element after each array's name."""
    key: Key = ()
    for name in names[:-1]:
        key = (*key, name)
        if key in counts:
            key = (*key, counts[key] - 1)
    key = (*key, names[-1])
    if repeated:
        counts[key] = counts.get(key, 0) + 1
        return (*key, counts[key] - 1)
    return key

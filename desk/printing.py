"""How lists and lines reach a terminal or another program."""

import csv
import json
import os
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from desk.formats import Format

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would run such a cell


_UNBROKEN = {"id", "lang", "seen", "published", "country"}  # columns whose cells a line break would spoil


def visible(text: str) -> str:
    """Return a text without anything that steers a terminal: control characters, and marks that turn the direction of writing."""
    kept = (sign if sign in "\n\t\u200c\u200d" or unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co"} else " " for sign in text)
    return "".join(kept)


def terminal(*, stderr: bool = False) -> Console:
    """Return a console for people: as wide as the terminal, or wide enough for anything when it is a file."""
    console = Console(stderr=stderr, highlight=False, markup=False, emoji=False, soft_wrap=False)
    if console.is_dumb_terminal:
        console.size = shutil.get_terminal_size()  # rich takes each of them for 80 columns wide
    elif not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = 140
    return console


def say(line: str) -> None:
    """Tell a person something beside the output: one line on standard error."""
    print(visible(line).replace("\n", " "), file=sys.stderr)  # noqa: T201


def write(text: str = "") -> None:
    """Print text for a person."""
    print(visible(text))  # noqa: T201


def print_objects(objects: Iterable[Mapping[str, Any]], form: Format, columns: Sequence[str]) -> None:
    """Print objects as JSON, JSON lines, CSV, or as a table of some columns."""
    match form:
        case Format.json:
            sys.stdout.write(json.dumps(list(objects), ensure_ascii=False, indent=2) + "\n")
        case Format.jsonl:
            for each in objects:
                sys.stdout.write(json.dumps(each, ensure_ascii=False) + "\n")
        case Format.csv:
            _print_csv(list(objects), columns)
        case Format.table:
            print_table(columns, ([each.get(column) for column in columns] for each in objects))


NARROW = 110  # columns of a terminal under which a table leaves out what is merely good to know


def print_table(
    columns: Sequence[str], rows: Iterable[Sequence[Any]], title: str | None = None, *, spare: frozenset[str] = frozenset()
) -> None:
    """Print a table for people; a narrow terminal does without the ``spare`` columns."""
    console = terminal()
    shown = [number for number, column in enumerate(columns) if console.width >= NARROW or column not in spare]
    columns, rows = [columns[number] for number in shown], [[row[number] for number in shown] for row in rows]
    table = Table(title=Text(title) if title else None, title_justify="left", box=None, pad_edge=False, header_style="bold")
    for number, column in enumerate(columns):
        numeric = bool(rows) and all(isinstance(row[number], int | float) for row in rows)
        heading = column.replace("_", " ")
        table.add_column(heading, justify="right" if numeric else "left", overflow="ellipsis", no_wrap=column in _UNBROKEN)
    for row in rows:
        table.add_row(*(Text(visible(cell_text(value))) for value in row))
    console.print(table)


def cell_text(value: Any) -> str:
    """Write one value into a cell."""
    if value is None:
        return "–"
    if isinstance(value, list | tuple):
        return ", ".join(cell_text(each) for each in value)
    return str(value)


def _print_csv(objects: list[Mapping[str, Any]], columns: Sequence[str]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    for each in objects:
        writer.writerow([csv_cell(each.get(column)) for column in columns])


def csv_cell(value: Any) -> str:
    """Write a value so that a spreadsheet takes it for text, never for a formula."""
    text = "" if value is None else "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return f"'{text}" if not isinstance(value, int | float) and text.lstrip(' "').startswith(FORMULA_SIGNS) else text

"""What people hand to a command: files, standard input, and texts as JSON lines."""

import gzip
import io
import json
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from news.errors import InputError, UsageError
from news.languages import language_of

LARGEST_FILE = 50 * 1024 * 1024  # bytes: a sitemap may be as large, a page never


class GivenText(NamedTuple):
    """A text that a person hands over."""

    id: Any
    title: str
    text: str
    lang: str | None
    country: str | None
    """Of the outlet, where that is said."""


def read_input(file: Path) -> bytes:
    """Read a file, or standard input for ``-``, unpacked where it is gzip; raises InputError."""
    try:
        raw = sys.stdin.buffer.read(LARGEST_FILE + 1) if str(file) == "-" else _read_file(file)
        if raw[:2] == b"\x1f\x8b":
            with gzip.GzipFile(fileobj=io.BytesIO(raw)) as packed:
                raw = packed.read(LARGEST_FILE + 1)
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"{file}: {reason[:1].lower()}{reason[1:]}", "give a file that can be read, or - for standard input") from error
    if len(raw) > LARGEST_FILE:
        raise InputError(f"{file}: larger than {LARGEST_FILE // 2**20} MiB", "give a smaller file")
    return raw


def given_texts(file: Path) -> Iterator[GivenText | str]:
    """Return the texts of a file of JSON lines, or for a line that is none, what is wrong with it and the remedy."""
    for number, line in enumerate(read_input(file).split(b"\n"), start=1):
        if line.strip():
            try:
                yield _given_text(json.loads(line))
            except (ValueError, UsageError, RecursionError) as error:
                said = error if isinstance(error, UsageError) else "not JSON in UTF-8"
                yield f"{file}:{number}: {said}; write an object with id, title and text"


def _read_file(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(LARGEST_FILE + 1)


def _given_text(given: Any) -> GivenText:
    if not isinstance(given, dict):
        raise UsageError("not a JSON object")
    title, text, lang, country = given.get("title") or "", given.get("text") or "", given.get("lang"), given.get("country")
    if not all(isinstance(each, str) for each in (title, text, lang or "", country or "")):
        raise UsageError("title, text, lang and country must be strings")
    return GivenText(given.get("id"), title, text, lang or language_of(f"{title}\n{text}"), country or None)

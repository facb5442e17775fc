"""Shared word lists of a beat: one file a language, every list with a name by which topics and gate use it."""

from collections.abc import Mapping
from pathlib import Path

from news.pattern_fields import PatternFields
from news.patterns import EVERY_LANGUAGE, LANGUAGES, NO_LISTS, Lists
from news.tables import read_table


def word_files(folder: Path) -> list[Path]:
    """Return the files of the shared lists of a beat, in order."""
    return sorted((folder / "words").glob("*.toml"))


def load_word_lists(folder: Path) -> Mapping[str, Lists]:
    """Read and check ``words/*.toml`` of a beat, where it has any: each file is named after its language, ``xx`` for all.

    Raises InputError where a file cannot be read, TableError for the first thing that is wrong.
    """
    shared: dict[str, Lists] = {}
    for path in word_files(folder):
        table = read_table(path)
        lang = path.stem
        if lang not in (EVERY_LANGUAGE, *LANGUAGES):
            languages = ", ".join((EVERY_LANGUAGE, *LANGUAGES))
            raise table.error((), f"no language {lang!r}", f"name the file after a language: {languages}")
        fields = PatternFields(table, (), table.values)
        for name in table.values:
            fields.check_name(name)
            shared[name] = shared.get(name, NO_LISTS).joined(fields.patterns(name, lang))
    return shared

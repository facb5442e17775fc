"""The names of a beat: one id for a person, place, organisation or thing, however its languages write and inflect it.

``names.toml`` of a beat is a list of ``[[name]]`` tables; docs/how-to/add-a-topic.md says how patterns are written.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal, get_args

from news.documents import Document
from news.lexicons import Lexicon
from news.pattern_fields import PatternFields
from news.patterns import LANGUAGES, NO_LISTS, Langs, Lists, Span
from news.tables import read_table

NAME_FILE = "names.toml"
NameKind = Literal["person", "place", "organisation", "thing"]
NAME_KINDS: tuple[NameKind, ...] = get_args(NameKind)
NameWeight = Literal["common", "frequent", "rare"]
_WEIGHTS: tuple[NameWeight, ...] = get_args(NameWeight)


@dataclass(frozen=True, slots=True)
class Name:
    """Somebody or something that has a name, and how the languages write it."""

    id: str
    kind: NameKind
    lists: Lists
    weight: NameWeight = "rare"
    """``common`` where it stands in nearly every article of the beat, ``frequent`` where it stands in many: how little it tells."""


def load_names(folder: Path) -> tuple[Name, ...]:
    """Read and check ``names.toml`` of a beat; a beat without that file has no names.

    Raises InputError where the file cannot be read, TableError for the first thing that is wrong.
    """
    path = folder / NAME_FILE
    if not path.is_file():
        return ()
    table = read_table(path)
    fields = PatternFields(table, (), table.values)
    fields.check_keys(("name",))
    names: dict[str, Name] = {}
    for each in fields.tables("name", needed=True):
        name = _read_name(each)
        if name.id in names:
            raise each.wrong("id", f'the id "{name.id}" is taken', "give each name its own id, or join the two")
        names[name.id] = name
    return tuple(names.values())


def _read_name(fields: PatternFields) -> Name:
    fields.check_keys(("id", "kind"), ("weight", *LANGUAGES))
    lists = NO_LISTS.joined(*(fields.patterns(lang, lang) for lang in LANGUAGES if lang in fields.values))
    name_id, kind = fields.id(), fields.choice("kind", NAME_KINDS)
    if not lists:
        raise fields.wrong("id", f'the name "{name_id}" has no patterns', 'write one list a language: en = ["aliyev*"]')
    weight = fields.choice("weight", _WEIGHTS) if "weight" in fields.values else "rare"
    return Name(name_id, kind, lists, weight)


class NameFinder:
    """What finds the names of a beat in documents."""

    def __init__(self, folder: Path | None) -> None:
        """Take the beat's folder, or nothing for no names; they are read when somebody first asks: most commands never do."""
        self._folder = folder
        self._readers: dict[tuple[Langs, bool], tuple[Lexicon, dict[int, Name]]] = {}

    @cached_property
    def names(self) -> Mapping[str, Name]:
        """The names by their ids; raises what ``load_names`` raises."""
        return {name.id: name for name in (load_names(self._folder) if self._folder else ())}

    def find(self, document: Document) -> Iterator[tuple[Name, Span, str]]:
        """Return each name that is written in a document, with its first place and the words there."""
        lexicon, numbers = self._reader(document)
        found = lexicon.find(document)
        for number in found.numbers:
            first = found.spans(number)[0]
            yield numbers[number], first, found.offsets(first)[0]

    def _reader(self, document: Document) -> tuple[Lexicon, dict[int, Name]]:
        key = document.langs, document.with_diacritics
        if key not in self._readers:
            lexicon = Lexicon(document.langs, with_diacritics=document.with_diacritics)
            added = ((lexicon.add(name.lists.of(document.langs)), name) for name in self.names.values())
            self._readers[key] = lexicon, {number: name for number, name in added if number >= 0}
        return self._readers[key]

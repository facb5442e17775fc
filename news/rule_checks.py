"""What a beat's files hold that can be read and is yet a mistake: stems that match too much, examples judged wrongly, lists nobody uses."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from news.beats import SHIPPED_BEAT, load_beat
from news.name_lists import load_names
from news.pattern_fields import SHARED
from news.tables import Key, Table, read_table
from news.tagging import check_topic
from news.topics import Topic
from news.vocabulary import MOST_FAMILIES, broad_stem
from news.word_lists import word_files

ENOUGH_EXAMPLES = 6  # of each kind; fewer leave the commonest mistakes untried
_BY_LANGUAGE = frozenset({"vetoes", "exceptions", "recaps", "asides", "countries", "anchors", "weak", "half", "agencies", "datelines"})
_IN_RULES = frozenset({"any", "near", "then", "with", "without", "not", "except"})


class Remark(NamedTuple):
    """Something that a beat's files say, and that should be looked at."""

    file: str
    line: int
    what: str
    remedy: str
    is_mistake: bool
    """Whether it must be mended; else it is advice."""

    def __str__(self) -> str:
        """Say it in one line, with the place."""
        return f"{self.file}:{self.line}: {self.what}; {self.remedy}"


def check_beat(folder: Path | None = None) -> tuple[Remark, ...]:
    """Check a beat's files beyond what loading them checks, the mistakes first, then the advice.

    Raises InputError and TableError as ``load_beat`` and ``load_names`` do, for files that cannot be read at all.
    """
    beat = load_beat(folder)
    load_names(folder or SHIPPED_BEAT)
    folder = folder or SHIPPED_BEAT
    tables = [read_table(path) for path in (folder / "beat.toml", *word_files(folder), *(Path(topic.file) for topic in beat.topics))]
    remarks = [*_broad_stems(tables), *_unused_lists(tables)]
    for topic in beat.topics:
        remarks += _example_remarks(topic)
    return tuple(sorted(remarks, key=lambda remark: (not remark.is_mistake, remark.file, remark.line)))


def _example_remarks(topic: Topic) -> Iterator[Remark]:
    for wrong in check_topic(topic):
        said = "must be found and is not" if wrong.example.matches else f"must not be found and is {wrong.rank}"
        what = f"{topic.id} {said}: {wrong.example.title}"
        yield Remark(topic.file, wrong.example.line, what, "mend the rules, or the example", is_mistake=True)
    for matches, name in ((True, "must_match"), (False, "must_not_match")):
        count = sum(example.matches is matches for example in topic.examples)
        if count < ENOUGH_EXAMPLES:
            what = f"{count} texts under [[{name}]]"
            yield Remark(topic.file, 1, what, f"write {ENOUGH_EXAMPLES} or more, above all those it was wrong on", is_mistake=False)


def _broad_stems(tables: Iterable[Table]) -> Iterator[Remark]:
    for table in tables:
        for key, lang, pattern in _patterns(table):
            broad = broad_stem(pattern, lang, most=1)
            if broad is None:
                continue
            is_mistake = len(broad.words) > MOST_FAMILIES
            what = f"the stem {pattern!r} {'matches too much' if is_mistake else 'may match too much'} ({lang}): it begins {broad.shown}"
            yield Remark(str(table.path), table.line_of(pattern, *key), what, "list the forms you mean, or write a longer stem", is_mistake)


def _unused_lists(tables: list[Table]) -> Iterator[Remark]:
    used = {text for table in tables for text in _texts(table.values) if text.startswith(SHARED)}
    seen: set[str] = set()
    for table in tables:
        for name in table.values if _is_word_file(table) else ():
            if SHARED + name not in used and name not in seen:
                seen.add(name)
                yield Remark(
                    str(table.path), table.line(name), f"no rule uses the list {name!r}", "use it, or take it out", is_mistake=False
                )


def _is_word_file(table: Table) -> bool:
    return table.path.parent.name == "words"


def _patterns(table: Table) -> Iterator[tuple[Key, str, str]]:
    """Return every pattern of a file with the key of its list and its language."""
    if _is_word_file(table):
        for name, patterns in table.values.items():
            yield from (((name,), table.path.stem, pattern) for pattern in _texts(patterns))
        return
    yield from _patterns_by_language(table.values, ())
    rules = table.values.get("rule", [])
    for number, rule in enumerate(rules if isinstance(rules, list) else []):
        for key in _IN_RULES & rule.keys():
            yield from ((("rule", number, key), rule.get("lang", "xx"), pattern) for pattern in _texts(rule[key]))


def _patterns_by_language(values: dict[str, object], place: Key) -> Iterator[tuple[Key, str, str]]:
    for key, value in values.items():
        if key in _BY_LANGUAGE and isinstance(value, dict):
            for lang, patterns in value.items():
                yield from (((*place, key, lang), lang, pattern) for pattern in _texts(patterns))
        elif key in {"side", "stand_in"} and isinstance(value, list):
            for number, table in enumerate(value):
                yield from _patterns_by_language(table, (*place, key, number))


def _texts(value: object) -> Iterator[str]:
    """Return every text in a value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)

from pathlib import Path

import pytest

from news.errors import TableError
from news.fields import Fields
from news.tables import read_table


class Wider(Fields):
    __slots__ = ()


def fields_of(tmp_path: Path, content: str) -> Wider:
    file = tmp_path / "table.toml"
    file.write_text(content, encoding="utf-8")
    table = read_table(file)
    return Wider(table, (), table.values)


def test_inner_tables_are_read_by_the_class_of_the_outer(tmp_path: Path) -> None:
    [outlet] = fields_of(tmp_path, "[[outlet]]\n[[outlet.feed]]\nkind = 'rss'\n").tables("outlet")
    [feed] = outlet.tables("feed")
    assert (type(outlet), type(feed), feed.text("kind")) == (Wider, Wider, "rss")


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("a = 1\n\nkey = 1\n", 3),
        ("a = 1\n\nkey.en.uk = 1\nkey.ru = 1\n", 3),
        ("a = 1\n\n[key]\nen = 1\n", 3),
        ("a = 1\n\n[[key]]\nen = 1\n[[key]]\n", 3),
        ("a = 1\nkeys = 2\n\nkey = {en = 1}\n", 4),
        ("# a note\n\na = 1\n", 1),
    ],
)
def test_an_error_names_the_line_where_a_key_begins(tmp_path: Path, content: str, line: int) -> None:
    assert fields_of(tmp_path, content).wrong("key", "wrong", "mend it").line == line


def test_a_lacking_table_is_asked_for_by_its_header(tmp_path: Path) -> None:
    [outlet] = fields_of(tmp_path, "a = 1\n[[outlet]]\n").tables("outlet")
    assert outlet.tables("feed") == ()
    with pytest.raises(TableError, match=r':2: no "feed" here; add a \[\[outlet\.feed]]'):
        outlet.tables("feed", needed=True)


def test_a_key_that_cannot_be_seen_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"unknown key 'a\\nb\\x1b'; the keys here are id"):
        fields_of(tmp_path, '"a\\nb\\u001b" = 1\n').check_keys(("id",))

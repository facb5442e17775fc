from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from news.errors import InputError, KhazriError, TableError
from news.tables import LARGEST_TABLE, Table, read_table

OUTLETS = """\
# two outlets
[[source]]
id = "northwind"

  [[source.feed]]
  kind = "rss"

  [[source.feed]]
  kind = "listing"   # [[source]]

[[source]]
id = "southwind"
languages = [
  "az",
  "id = 1",
]
name = "South"

  [[source.feed]]
  kind = "atom"
  [source.feed.note]
  by = "hand"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "table.toml"


def read(file: Path, text: str) -> Table:
    file.write_bytes(text.encode())
    return read_table(file)


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        (("source", 0), 2),
        (("source", 0, "id"), 3),
        (("source", 0, "feed", 0), 5),
        (("source", 0, "feed", 0, "kind"), 6),
        (("source", 0, "feed", 1), 8),
        (("source", 0, "feed", 1, "kind"), 9),
        (("source", 1), 11),
        (("source", 1, "id"), 12),
        (("source", 1, "languages"), 13),
        (("source", 1, "name"), 17),
        (("source", 1, "feed", 0), 19),
        (("source", 1, "feed", 0, "kind"), 20),
        (("source", 1, "feed", 0, "note"), 21),
        (("source", 1, "feed", 0, "note", "by"), 22),
    ],
)
def test_every_key_of_nested_tables_has_its_line(file: Path, keys: tuple[str | int, ...], line: int) -> None:
    assert read(file, OUTLETS).line(*keys) == line


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        (("source", 0, "feed", 1, "url"), 8),
        (("source", 1, "languages", 1), 13),
        (("source", 2, "id"), 1),
        (("title",), 1),
        ((), 1),
    ],
)
def test_a_key_without_a_line_has_that_of_the_table_around_it(file: Path, keys: tuple[str | int, ...], line: int) -> None:
    assert read(file, OUTLETS).line(*keys) == line


@pytest.mark.parametrize(
    "text",
    [
        'note = """\nkind = 1\n[kind]\n"""\nkind = 2\n',
        "note = '''\nkind = 1\n[[kind]]\n'''\nkind = 2\n",
        'note = """one line"""\n# a\n\n\nkind = 2\n',
        'note = "x = 1"\n# kind = 1\n\n\nkind = 2\n',
        "note = [\n  'kind = 1',\n  '[kind]',\n]\nkind = 2\n",
        "note = [\n  ['a', 'b'],\n  ['kind'],\n]\nkind = 2\n",
        "note = 'a\u2028b'\n\n\n\nkind = 2\n",
        "note.a = 1\nnote.b = 1\n\n\n'kind' = 2\n",
        "\r\nnote = 1\r\n\r\n\r\nkind = 2\r\n",
        '\ufeffnote = 1\n\n\n\n"kind" = 2\n',
        "note = 1\n\n\n\n  kind=2",
    ],
)
def test_what_only_looks_like_a_key_moves_no_line(file: Path, text: str) -> None:
    table = read(file, text)
    assert table.values["kind"] == 2
    assert table.line("kind") == 5


def test_values_are_those_of_the_file(file: Path) -> None:
    assert read(file, 'a = 1\n[b]\nc = ["x"]\n').values == {"a": 1, "b": {"c": ["x"]}}


def test_an_error_names_file_line_and_remedy(file: Path) -> None:
    error = read(file, OUTLETS).error(("source", 0, "feed", 1, "kind"), "unknown kind", "write rss")
    assert str(error) == f"{file}:9: unknown kind; write rss"
    assert (error.file, error.line, error.remedy) == (str(file), 9, "write rss")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a = 1\nb = \n", 2),
        ('a = 1\nb = "x\n', 2),
        ("a = 1\na = 2\n", 2),
        ("[a]\n\n[a]\n", 3),
        ("a = [1,\n2\n", 3),
        ("[" * 100_000, 1),
        ("a = " + "1" * 5000, 1),
    ],
)
def test_text_that_is_not_toml_is_refused_at_its_line(file: Path, text: str, line: int) -> None:
    with pytest.raises(TableError) as caught:
        read(file, text)
    assert caught.value.line == line
    assert str(caught.value).startswith(f"{file}:{line}: ")
    assert caught.value.remedy


def test_bytes_that_are_not_utf_8_are_refused_at_their_line(file: Path) -> None:
    file.write_bytes("a = 1\nb = 'Баку'\n".encode("cp1251"))
    with pytest.raises(TableError, match=":2: not UTF-8 text; save the file as UTF-8"):
        read_table(file)


def test_a_file_that_cannot_be_read_is_refused(file: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_table(file)
    with pytest.raises(InputError, match="is a directory"):
        read_table(file.parent)
    with pytest.raises(InputError, match="cannot be read"):
        read_table(Path("a\0b"))


def test_a_file_too_large_to_be_written_by_hand_is_refused(file: Path) -> None:
    file.write_bytes(b"#" * (LARGEST_TABLE + 1))
    with pytest.raises(InputError, match="larger than 2 MiB"):
        read_table(file)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(raw=st.binary() | st.text("[]{}'\"=.,#ab1-+_: \n\r\t\u2028").map(str.encode))
def test_any_bytes_are_read_or_refused(file: Path, raw: bytes) -> None:
    file.write_bytes(raw)
    with suppress(KhazriError):
        assert read_table(file).line("a", 0, "b") >= 1

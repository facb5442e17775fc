"""Digests written into a folder."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from receivers import delivery

from desk.channels import BUSY, Outcome
from desk.channels.folder import Folder, file_name
from desk.reader_settings import ChannelSettings


def folder(path: Path) -> Folder:
    return Folder(ChannelSettings(kind="file", path=path))


def write(path: Path, **over: str | bytes) -> Outcome:
    return folder(path).send(delivery(**over), lambda: True)


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("markdown", "2026-03-02-gas-3.md"),
        ("html", "2026-03-02-gas-3.html"),
        ("json", "2026-03-02-gas-3.json"),
        ("text", "2026-03-02-gas-3.txt"),
        ("mail", "2026-03-02-gas-3.eml"),
    ],
)
def test_each_form_has_its_ending_and_the_very_bytes(tmp_path: Path, form: str, name: str) -> None:
    assert write(tmp_path / "new" / "folder", form=form).state == "sent"
    (file,) = (tmp_path / "new" / "folder").iterdir()
    assert file.name == name
    assert file.read_bytes() == delivery().body


def test_a_digest_that_comes_twice_is_one_file(tmp_path: Path) -> None:
    write(tmp_path)
    write(tmp_path)
    assert len(list(tmp_path.iterdir())) == 1


def test_a_folder_that_cannot_be_written_is_told_and_tried_again(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    outcome = write(tmp_path / "file")
    assert (outcome.state, outcome.due_at) == ("pending", None)
    assert outcome.reply.startswith(f"{tmp_path}/file: ")


def test_nothing_is_left_where_another_has_it_in_hand(tmp_path: Path) -> None:
    assert folder(tmp_path).send(delivery(), lambda: False) == BUSY
    assert list(tmp_path.iterdir()) == []


@given(st.text())
def test_a_name_never_leads_out_of_the_folder(subscription: str) -> None:
    name = file_name(delivery(subscription=subscription))
    assert Path(name).name == name
    assert name.isascii()
    assert name.isprintable()
    assert len(name) < 100
    assert not name.startswith((".", "-"))

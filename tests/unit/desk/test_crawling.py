"""What `khazri crawl` does before it crawls."""

from pathlib import Path

import pytest

from desk.commands.crawling import _begin_reading
from desk.settings import Settings
from news.errors import InputError


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[Path | None]:
    begun: list[Path | None] = []
    monkeypatch.setattr("crawler.forking.begin_forking", begun.append)
    return begun


def test_what_reads_is_made_ready_at_once_only_where_there_is_something_to_read(tmp_path: Path, begun: list[Path | None]) -> None:
    archive = tmp_path / "khazri.db"
    settings = Settings(database_url=f"sqlite:///{archive}")
    archive.touch()
    _begin_reading(settings, is_certain=False)
    assert begun == []
    _begin_reading(settings, is_certain=True)
    assert begun == [None]
    archive.unlink()
    _begin_reading(settings, is_certain=False)
    assert begun == [None, None]


def test_a_mistake_in_a_beat_of_ones_own_is_told_before_anything_begins(tmp_path: Path, begun: list[Path | None]) -> None:
    with pytest.raises(InputError):
        _begin_reading(Settings(beat=tmp_path / "nowhere"), is_certain=True)
    assert begun == []

"""What the shell offers at the press of Tab, asked as shells ask."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from papers import run_khazri
from small_archives import HOSTILE, make

from desk.completing import harmless
from storage import recent

SIGNS_OF_SHELLS = set("$`\"'\\|&;<>(){}[]*?!~#=:%^@+\n\r\t\0\x1b")
BEAT = Path(__file__).parents[3] / "news" / "beats" / "azerbaijan_russia"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("archive")
    make(made).close()
    return made


def offered(folder: Path, line: str, **variables: str) -> dict[str, str]:
    """The words that fish offers behind a line that was typed, with what stands beside them."""
    asked = {"_KHAZRI_COMPLETE": "complete_fish", "_TYPER_COMPLETE_FISH_ACTION": "get-args", "_TYPER_COMPLETE_ARGS": line}
    ran = run_khazri(folder, **asked, **variables)
    assert (ran.code, ran.err) == (0, "")
    return dict(line.partition("\t")[::2] for line in ran.out.splitlines() if line)


def test_articles_are_offered_with_their_titles_the_newest_first(folder: Path) -> None:
    found = offered(folder, "khazri show ")
    assert list(found) == [str(number) for number in range(45, 15, -1)]
    assert found["45"] == "Gas for Baku, part 29"
    assert list(offered(folder, "khazri explain 4")) == ["45", "44", "43", "42", "41", "40"]
    assert list(offered(folder, "khazri split 41 3"))[:2] == ["39", "38"]


@pytest.mark.parametrize("option", ["--source", "--lang", "--country", "--topic", "--relevance"])
@pytest.mark.parametrize("command", ["search", "stats"])
def test_filters_are_offered(command: str, option: str, folder: Path) -> None:
    topics = {path.stem for path in (BEAT / "topics").glob("*.toml")}
    wanted = {
        "--source": {"northwind"},
        "--lang": {"az", "ru"},
        "--country": {"AZ"},
        "--topic": topics,
        "--relevance": {"strong", "medium", "implicit", "weak"},
    }
    assert set(offered(folder, f"khazri {command} gas {option} ")) == wanted[option]
    assert len(topics) > 10


def test_only_what_begins_so_is_offered(folder: Path) -> None:
    assert list(offered(folder, "khazri search --topic plane")) == ["plane-crash"]
    assert list(offered(folder, "khazri crawl north")) == ["northwind"]
    assert offered(folder, "khazri search --country a") == {"az": ""}
    assert offered(folder, "khazri search --source south") == {}
    assert list(offered(folder, "khazri stats --bucket ")) == ["day", "week", "month"]


def test_the_archive_that_is_named_is_asked(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "khazri.toml").write_text(f'database_url = "sqlite:///{folder}/khazri.db"\n', encoding="utf-8")
    (tmp_path / "other.toml").write_text('database_url = "sqlite:///other.db"\n', encoding="utf-8")
    url = f"sqlite:///{folder}/khazri.db"
    assert len(offered(tmp_path, "khazri show ")) == recent.MOST
    assert len(offered(tmp_path, "khazri --config other.toml show ")) == 0
    assert len(offered(tmp_path, "khazri show ", KHAZRI_DATABASE_URL="sqlite:///other.db")) == 0
    assert len(offered(tmp_path, f"khazri --database {url} show ", KHAZRI_DATABASE_URL="sqlite:///other.db")) == recent.MOST
    (tmp_path / "beat" / "topics").mkdir(parents=True)
    (tmp_path / "beat" / "topics" / "weather.toml").touch()
    assert list(offered(tmp_path, "khazri search --topic ", KHAZRI_BEAT="beat")) == ["weather"]
    assert list(offered(tmp_path, "khazri --beat beat stats --topic ")) == ["weather"]


@pytest.mark.parametrize("settings", [None, "database_url = ", "database_url = 7\nbeat = 8\n", b"\xff\xfe"])
def test_where_there_is_no_archive_nothing_is_offered_and_nothing_said(settings: str | bytes | None, tmp_path: Path) -> None:
    if settings is not None:
        (tmp_path / "khazri.toml").write_bytes(settings.encode() if isinstance(settings, str) else settings)
    before = sorted(tmp_path.iterdir())
    for line in ("show ", "story ", "search --source ", "stats --lang ", "stats --country ", "search --topic x"):
        assert offered(tmp_path, f"khazri {line}") == {}
    assert sorted(tmp_path.iterdir()) == before


@given(st.text())
def test_no_title_can_become_code_of_a_shell(title: str) -> None:
    shown = harmless(title)
    assert not SIGNS_OF_SHELLS & set(shown)
    assert len(shown) <= 60
    assert shown == " ".join(shown.split())


def test_titles_that_strangers_write_are_defused_in_every_shell(tmp_path: Path) -> None:
    make(tmp_path, 0).close()
    told = offered(tmp_path, "khazri show ")
    assert len(told) == len(HOSTILE)
    assert not SIGNS_OF_SHELLS & set("".join(told.values()))
    assert told[str(len(HOSTILE))].startswith("İstanbul, Şəki, Қазақстан, ایران, 北京"), "letters stay"
    zsh = run_khazri(tmp_path, _KHAZRI_COMPLETE="complete_zsh", _TYPER_COMPLETE_ARGS="khazri show ").out
    assert zsh.startswith("_arguments '*: :((")
    assert zsh.count("'") == 2
    assert not set("$`\\;&|") & set(zsh)
    bash = run_khazri(tmp_path, _KHAZRI_COMPLETE="complete_bash", COMP_WORDS="khazri show ", COMP_CWORD="2").out
    assert all(line.isdigit() for line in bash.split())


def test_an_outlet_whose_id_is_code_is_not_offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = [recent.KnownSource(name, "$(id)", "AZ", ("az",)) for name in ("north-wind", "$(id)", "a b", "x;id", "")]
    monkeypatch.setattr(recent, "sources", lambda _url: found)
    assert offered(tmp_path, "khazri search --source ") == {"north-wind": "id"}


def test_a_prompt_is_not_held_up_by_imports(folder: Path) -> None:
    asked = "import sys; sys.argv = ['khazri']\nfrom desk.cli import main\ntry: main()\nfinally: print(*sys.modules, file=sys.stderr)"
    environment = {**os.environ, "_KHAZRI_COMPLETE": "complete_bash", "COMP_WORDS": "khazri show ", "COMP_CWORD": "2"}
    done = subprocess.run([sys.executable, "-c", asked], cwd=folder, env=environment, capture_output=True, text=True, check=True)
    assert len(done.stdout.split()) == recent.MOST
    slow = {"sqlalchemy", "alembic", "scrapy", "lxml", "rich.console", "jinja2", "twisted"}
    assert not slow & set(done.stderr.split())

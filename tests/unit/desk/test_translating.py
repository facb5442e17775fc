"""Glosses by a translator on this machine: marked, and never in a digest's way."""

import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sample_digest import MADE_AT, full_digest, plain_line

from desk import translating
from desk.digest_forms import as_text
from desk.reader_settings import DigestSettings
from desk.translating import with_glosses
from news.digests import Digest, Section

SHOUTING = "import sys; [print(sys.argv[1], sys.argv[2], line.strip().upper()) for line in sys.stdin]"
RUSSIAN = plain_line("Баржи ушли", lang="ru")
POLISH = plain_line("Barki odpłynęły", lang="pl-PL")


def settings_for(code: str, *words: str, **values: Any) -> DigestSettings:
    """Settings with a translator in Python."""
    return DigestSettings(translator=[sys.executable, "-c", code, *words], **values)


def digest_of(*lines: Any) -> Digest:
    return Digest("daily", "AZ–RU", MADE_AT, "Asia/Baku", None, (Section("new", "t", "Topic", lines),))


def glosses(digest: Digest) -> list[str | None]:
    return [line.gloss for line in digest.lines]


def test_headlines_in_other_languages_get_a_gloss_that_is_marked_as_a_machines() -> None:
    told = with_glosses(digest_of(RUSSIAN, plain_line(), POLISH), settings_for(SHOUTING, "{from}", "{to}"))
    assert glosses(told) == ["ru en БАРЖИ УШЛИ", None, "pl en BARKI ODPŁYNĘŁY"]
    assert "EN (machine): ru en БАРЖИ УШЛИ" in as_text(told)
    assert [line.title for line in told.lines] == ["Баржи ушли", plain_line().title, "Barki odpłynęły"]


def test_the_readers_language_is_theirs_to_choose() -> None:
    told = with_glosses(digest_of(plain_line(), POLISH), settings_for(SHOUTING, "{from}", "{to}", language="pl"))
    assert glosses(told) == [f"en pl {plain_line().title.upper()}", None]
    assert "PL (machine): en pl" in as_text(told)


def test_without_a_translator_a_digest_stays_as_it_is() -> None:
    assert with_glosses(full_digest(), DigestSettings()) == full_digest()


@pytest.mark.parametrize(
    "code",
    [
        "raise SystemExit(1)",
        "print('a line too few' if 0 else 'x'); print('one too many')",
        "import sys; [print(line.strip()) for line in sys.stdin]",
        "import sys; sys.stdout.buffer.write(b'\\n')",
        "import sys; print('gloss'); sys.exit(3)",
        "import os; os.kill(os.getpid(), 9)",
    ],
)
def test_a_translator_that_fails_or_says_nothing_new_leaves_the_digest_without_glosses(code: str) -> None:
    assert with_glosses(digest_of(RUSSIAN), settings_for(code)) == digest_of(RUSSIAN)


@pytest.mark.parametrize("command", [["/no/such/translator"], [""], ["\0"], ["/"]])
def test_a_translator_that_cannot_be_run_leaves_the_digest_without_glosses(command: Sequence[str]) -> None:
    assert with_glosses(digest_of(RUSSIAN), DigestSettings(translator=list(command))) == digest_of(RUSSIAN)


def test_a_translator_that_takes_too_long_is_ended_with_all_it_began(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(translating, "SECONDS", 0.7)
    begun = tmp_path / "pid"
    code = f"import subprocess, time; open({str(begun)!r}, 'w').write(str(subprocess.Popen(['sleep', '60']).pid)); time.sleep(60)"
    at = time.monotonic()
    assert with_glosses(digest_of(RUSSIAN, POLISH), settings_for(code)) == digest_of(RUSSIAN, POLISH)
    assert time.monotonic() - at < 5
    for _ in range(50):
        if not begun.exists() or not _is_running(begun.read_text()):
            break
        time.sleep(0.02)
    else:
        pytest.fail("what the translator began still runs")


def test_a_translator_that_writes_without_end_is_ended() -> None:
    assert with_glosses(digest_of(RUSSIAN), settings_for("while True: print('x' * 9999)")) == digest_of(RUSSIAN)


def test_what_a_translator_writes_is_one_line_of_text() -> None:
    told = with_glosses(digest_of(RUSSIAN), settings_for("print('\\x1b[31m\\u202e<b>red</b>')"))
    assert glosses(told) == ["[31m <b>red</b>"]


def test_no_shell_reads_the_command_and_no_password_is_in_its_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KHAZRI_MAIL__PASSWORD", "secret")
    seen = "import os, sys; print(sys.argv[1:], 'KHAZRI_MAIL__PASSWORD' in os.environ)"
    told = with_glosses(digest_of(replace(RUSSIAN, lang="ru")), settings_for(seen, f"; touch {tmp_path / 'x'}", "$HOME", "{from}"))
    assert glosses(told) == [f"['; touch {tmp_path / 'x'}', '$HOME', 'ru'] False"]
    assert not list(tmp_path.iterdir())


def test_a_language_that_is_no_code_is_no_word_of_the_command() -> None:
    assert glosses(with_glosses(digest_of(replace(RUSSIAN, lang="--help")), settings_for(SHOUTING, "{from}", "{to}"))) == [None]


def _is_running(pid: str) -> bool:
    state = subprocess.run(["ps", "-p", pid, "-o", "stat="], capture_output=True, text=True, check=False).stdout.strip()
    return bool(state) and not state.startswith("Z")  # an ended process may wait for its parent to notice

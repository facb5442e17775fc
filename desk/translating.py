"""Glosses: headlines in the reader's language, made by a translator on this machine where one is set up, and marked as a machine's.

The order of work: headlines by language → the command reads them, one a line, and writes as many → each line goes beside its headline.
Whatever goes wrong, the digest goes out without: a headline is news, its translation is a help.
"""

import logging
import os
import selectors
import signal
import subprocess
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from tempfile import TemporaryFile
from typing import IO, Final

from desk.digest_words import plain
from desk.reader_settings import DigestSettings
from news.digests import Digest, Line

SECONDS = 60.0  # for all headlines of a digest: readers wait
_MOST = 1 << 20  # bytes that are read of an answer: two hundred headlines are fifty kilobytes
_PIECE = 1 << 16
_LOG: Final = logging.getLogger("khazri")


def with_glosses(digest: Digest, settings: DigestSettings) -> Digest:
    """Return a digest whose headlines in other languages than the reader's have a gloss, where a translator is set up and works."""
    digest = replace(digest, language=settings.language)
    if not settings.translator:
        return digest
    glosses: dict[tuple[str, str], str] = {}
    end = time.monotonic() + SECONDS
    for lang, titles in _by_language(digest, settings.language).items():
        found = translate(settings.translator, lang, settings.language, titles, end - time.monotonic())
        glosses |= {(lang, title): gloss for title, gloss in zip(titles, found, strict=True) if gloss and gloss != title}
    return _glossed(digest, glosses) if glosses else digest


def translate(command: Sequence[str], lang: str, into: str, titles: Sequence[str], seconds: float) -> list[str]:
    """Return headlines in another language by a command, which is run without a shell; as many, empty where there is none."""
    words = [word.replace("{from}", lang).replace("{to}", into) for word in command]
    try:
        answer = _run(words, "".join(f"{title}\n" for title in titles).encode(), seconds)
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        _LOG.warning("the translator from %s did not work: %s", lang, error)
        return [""] * len(titles)
    lines = [plain(line) for line in answer.decode("utf-8", "replace").removesuffix("\n").split("\n")]
    if len(lines) != len(titles):
        _LOG.warning("the translator from %s was given %d lines and wrote %d", lang, len(titles), len(lines))
        return [""] * len(titles)
    return lines


def _by_language(digest: Digest, language: str) -> Mapping[str, list[str]]:
    """Return the headlines that are shown by their language, each once, without those in the reader's."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for line in digest.lines:
        lang, title = _lang(line), plain(line.title)
        if lang and lang != language and title:
            found[lang][title] = None
    return {lang: list(titles) for lang, titles in found.items()}


def _lang(line: Line) -> str:
    lang = (line.lang or "").lower().partition("-")[0]
    return lang if lang.isascii() and lang.isalpha() and len(lang) < 4 else ""


def _glossed(digest: Digest, glosses: Mapping[tuple[str, str], str]) -> Digest:
    def glossed(line: Line) -> Line:
        gloss = glosses.get((_lang(line), plain(line.title)))
        return replace(line, gloss=gloss) if gloss else line

    return replace(digest, sections=tuple(replace(each, lines=tuple(map(glossed, each.lines))) for each in digest.sections))


def _run(words: Sequence[str], given: bytes, seconds: float) -> bytes:
    """Run a command on some bytes and return what it wrote; raises OSError, ValueError or SubprocessError. It is not left running."""
    if seconds <= 0:
        raise subprocess.SubprocessError("no time was left for it")
    ours = {name: value for name, value in os.environ.items() if not name.startswith("KHAZRI_")}  # passwords among them
    with TemporaryFile() as file:
        file.write(given)
        file.seek(0)
        running = subprocess.Popen(  # noqa: S603 - the command of whoever runs this, without a shell
            words, stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=ours, start_new_session=True
        )
    assert running.stdout is not None
    end = time.monotonic() + seconds
    try:
        with running.stdout as answer:
            told = _read(answer, words, end)
        code = running.wait(max(0.0, end - time.monotonic()))
    finally:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()
    if code:
        raise subprocess.SubprocessError(f"{words[0]} ended with {code}")
    return told


def _read(answer: IO[bytes], words: Sequence[str], end: float) -> bytes:
    told = bytearray()
    with selectors.DefaultSelector() as ready:
        ready.register(answer, selectors.EVENT_READ)
        while True:
            if not ready.select(max(0.0, end - time.monotonic())) or time.monotonic() > end:
                raise subprocess.SubprocessError(f"{words[0]} took too long")
            piece = os.read(answer.fileno(), _PIECE)
            if not piece:
                return bytes(told)
            told += piece
            if len(told) > _MOST:
                raise subprocess.SubprocessError(f"{words[0]} wrote without end")

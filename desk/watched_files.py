"""The files that a scheduler works by (settings, sources, topics and words), and whether they have changed since they were read."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from desk.channels.mail import check_mail
from desk.digest_forms import check_headers
from desk.opening import check_whole_beat, own_file_of, sources_of
from desk.options import Options
from desk.settings import SETTINGS_FILE, Settings
from desk.subscribing import subscriptions_of
from news.beats import SHIPPED_BEAT
from news.sources import Source

Stamp = frozenset[tuple[Path, int, int]]


class Plan(NamedTuple):
    """What the files say."""

    settings: Settings
    sources: tuple[Source, ...]
    beat_changed: bool = False
    """Whether the beat's files are others than those that the process began with."""


@dataclass
class WatchedFiles:
    """The files of one scheduler."""

    options: Options
    sources: Path | None
    _seen: Stamp = frozenset()
    _first_beat: Stamp | None = None
    _settings: Settings | None = None

    def read(self) -> Plan:
        """Read and check all of them; raise KhazriError for the first mistake. Until they change again, they count as seen."""
        self._seen = self._stamp()
        settings = self.options.settings()
        self._settings = settings
        self._seen = self._stamp()  # before the reading below: a file changed meanwhile is noticed the next time
        listed = sources_of(settings, self.sources)
        check_whole_beat(settings)
        subscriptions_of(settings, None)
        if settings.mail.host:
            check_mail(settings.mail)
            check_headers()
        beat = _stamp_of(_beat_files(settings))
        self._first_beat = self._first_beat or beat
        return Plan(settings, listed, beat != self._first_beat)

    def have_changed(self) -> bool:
        """Whether any file was written, made or removed since they were read."""
        return self._stamp() != self._seen

    def _stamp(self) -> Stamp:
        return _stamp_of(self._files())

    def _files(self) -> Iterator[Path]:
        yield self.options.config or SETTINGS_FILE
        settings = self._settings
        if settings is None:
            return
        yield from (file for file in (self.sources, settings.sources, own_file_of(settings)) if file)
        yield from _beat_files(settings)


def _beat_files(settings: Settings) -> Iterator[Path]:
    yield from (file for file in (settings.beat or SHIPPED_BEAT).rglob("*") if file.suffix in {".toml", ".txt"})


def _stamp_of(files: Iterator[Path]) -> Stamp:
    found = []
    for file in files:
        try:
            state = file.stat()
        except OSError:  # not there: that is a state, too
            continue
        found.append((file, state.st_mtime_ns, state.st_size))
    return frozenset(found)

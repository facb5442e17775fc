"""The doctor: what is wrong with this machine and this installation, each with its remedy. It mends nothing.

The order of work: the program (Python, SQLite, libraries) → settings → sources and topics → the place of the archive → the archive and
the clock → mails. A check is a function of what was found; only ``examine`` and the functions it calls look at the machine.
"""

import os
import re
import shutil
import sqlite3
import stat
import sys
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from importlib import metadata
from pathlib import Path
from typing import Literal, NamedTuple

from desk.digest_forms import check_headers
from desk.opening import check_whole_beat, open_archive, sources_of
from desk.options import Options
from desk.settings import SETTINGS_FILE, Settings
from news.errors import DatabaseMissing, DeliveryError, KhazriError
from news.queries import Query
from news.sources import select_sources
from news.tables import read_table
from storage import articles, engines

State = Literal["ok", "warning", "wrong"]
Version = tuple[int, ...]

# The first release of each line that cannot be made to write a header by a title (CVE-2024-6923, CVE-2026-1299).
PYTHONS: Mapping[Version, Version] = {(3, 11): (3, 11, 15), (3, 12): (3, 12, 13), (3, 13): (3, 13, 12), (3, 14): (3, 14, 3)}
OLDEST_PYTHON = (3, 11)
SQLITE = (3, 51, 3)  # before it, two programs that write at the same instant could, rarely, spoil the log of each other
LIBRARIES: Mapping[str, tuple[Version, str]] = {  # the first release without the defect, and which
    "scrapy": ((2, 17), "answers of hostile servers"),
    "twisted": ((26, 4), "CVE-2026-42304"),
    "lxml": ((6, 1), "CVE-2026-41066"),
    "apscheduler": ((3, 11, 2), "what the scheduler was tried with"),
    "urllib3": ((2, 6, 3), "CVE-2026-21441"),
    "brotli": ((1, 2), "answers that unpack without end"),
    "starlette": ((1, 3), "CVE-2026-48710"),
}
NEEDED = frozenset({"scrapy", "twisted", "lxml", "apscheduler"})  # the others count where they are installed
LEAST_FREE = 200 * 2**20  # bytes: an archive grows by some MB a day, and its log by some more before it is folded in
CLOCK_SLACK = timedelta(minutes=1)  # what was written as we looked


class Check(NamedTuple):
    """One thing that was looked at."""

    check: str
    state: State
    """``warning``: better mended, ``wrong``: to be mended."""
    found: str
    remedy: str = ""


def examine(options: Options, now: datetime, sources: Path | None = None) -> tuple[Check, ...]:
    """Look at everything there is to look at; what is wrong with one thing keeps nothing else from being looked at."""
    checks = [check_python(sys.version_info[:3]), check_sqlite(sqlite3.sqlite_version_info[:3])]
    checks += check_libraries(_installed())
    try:
        settings = options.settings()
    except KhazriError as error:
        return (*checks, _refused("settings", error))
    checks += [_look_at_settings(options), *_look_at_lists(settings, sources), *_look_at_place(settings)]
    return (*checks, *_look_at_archive(settings, now), check_mail_headers())


def check_python(found: Version) -> Check:
    """Judge the version of Python."""
    floor = PYTHONS.get(found[:2])
    if found[:2] < OLDEST_PYTHON:
        return Check("Python", "wrong", _written(found), f"use Python {_written(OLDEST_PYTHON)} or later")
    if floor and found < floor:
        return Check("Python", "warning", _written(found), f"{_written(floor)} mends defects in mails (CVE-2024-6923, CVE-2026-1299)")
    return Check("Python", "ok", _written(found))


def check_sqlite(found: Version) -> Check:
    """Judge the version of SQLite."""
    if found < SQLITE:
        remedy = f"{_written(SQLITE)} mends a rare defect of its log (WAL reset); until then keep backups"
        return Check("SQLite", "warning", _written(found), remedy)
    return Check("SQLite", "ok", _written(found))


def check_libraries(installed: Mapping[str, str]) -> list[Check]:
    """Judge the versions of the libraries that are installed."""
    checks = []
    for name, (floor, why) in LIBRARIES.items():
        found = installed.get(name)
        mend = f"pip install --upgrade '{name}>={_written(floor)}'"
        if found is None:
            if name in NEEDED:
                checks.append(Check(name, "wrong", "is not installed", mend))
        elif version_of(found) < floor:
            checks.append(Check(name, "wrong", f"{found}: older than {_written(floor)} ({why})", mend))
        else:
            checks.append(Check(name, "ok", found))
    return checks


def check_settings_file(file: Path, mode: int, *, holds_password: bool) -> Check:
    """Judge who may read the settings."""
    if holds_password and mode & stat.S_IROTH:
        return Check("settings", "wrong", f"{file} holds a password and may be read by everybody", f"chmod o-rwx {file}")
    return Check("settings", "ok", str(file))


def check_free_space(folder: Path, free: int) -> Check:
    """Judge the room that is left, in bytes."""
    if free < LEAST_FREE:
        return Check("disk", "wrong", f"{free // 2**20} MB are free in {folder}", f"make room: {LEAST_FREE // 2**20} MB at least")
    return Check("disk", "ok", f"{free // 2**20:,} MB are free in {folder}")


def check_place(place: Path, owner: int, us: int, *, is_writable: bool) -> Check:
    """Judge whether the archive's file or folder is ours; ``owner`` and ``us`` are numbers of users."""
    if not is_writable:
        return Check("place", "wrong", f"{place} may not be written", f"give yourself permission: chmod u+w {place}")
    if owner != us:
        remedy = f"run khazri as that user, or make it yours: chown {us} {place}"
        return Check("place", "warning", f"{place} belongs to user {owner}, and we are {us}", remedy)
    return Check("place", "ok", str(place))


def check_clock(now: datetime, newest: datetime | None) -> Check:
    """Judge the clock by the newest article, which cannot have been seen after now."""
    if newest is not None and newest > now + CLOCK_SLACK:
        found = f"it is {now:%Y-%m-%d %H:%M} UTC, and an article was first seen {newest:%Y-%m-%d %H:%M}"
        return Check("clock", "wrong", found, "set the clock (timedatectl set-ntp true)")
    return Check("clock", "ok", f"{now:%Y-%m-%d %H:%M:%S} UTC")


def check_mail_headers() -> Check:
    """Write mails whose headlines ask for headers of their own, and see that they get none."""
    try:
        check_headers()
    except DeliveryError as error:
        return _refused("mail", error)
    return Check("mail", "ok", "a headline cannot write headers into our mails")


def version_of(text: str) -> Version:
    """Read a version's numbers: ``26.4.0rc1`` is 26, 4, 0."""
    found = re.match(r"[0-9]+(\.[0-9]+)*", text)
    return tuple(int(part) for part in found[0].split(".")) if found else ()


def _installed() -> dict[str, str]:
    found = {}
    for name in LIBRARIES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def _look_at_settings(options: Options) -> Check:
    file = options.config or SETTINGS_FILE
    if not file.exists():
        return Check("settings", "ok", "no file: what is not set by variables is as it ships")
    told = read_table(file).values
    mail = told.get("mail", {})
    in_address = str(told.get("database_url", "")).rpartition("@")[0].partition("://")[2]
    holds = bool(isinstance(mail, dict) and mail.get("password")) or ":" in in_address
    return check_settings_file(file, file.stat().st_mode, holds_password=holds)


def _look_at_lists(settings: Settings, file: Path | None) -> Iterator[Check]:
    try:
        listed = sources_of(settings, file)
        yield Check("sources", "ok", f"{len(select_sources(listed, ()))} of {len(listed)} sources are watched")
    except KhazriError as error:
        yield _refused("sources", error)
    try:
        check_whole_beat(settings)
        yield Check("topics", "ok", str(settings.beat or "those that ship"))
    except KhazriError as error:
        yield _refused("topics", error)


def _look_at_place(settings: Settings) -> Iterator[Check]:
    """Look at the disk, and at the folder and the file of an SQLite archive; for PostgreSQL the disk is that of the working folder."""
    try:
        file = engines.file_of(engines.read_address(settings.database_url))
    except KhazriError as error:
        yield _refused("database", error)
        return
    folder = (file.parent if file else Path()).absolute()
    if not folder.is_dir():
        yield Check("place", "wrong", f"the folder {folder} does not exist", f"make it: mkdir -p {folder}")
        return
    yield check_free_space(folder, shutil.disk_usage(folder).free)
    for place in (folder, file) if file else ():
        if place.exists():
            yield check_place(place, place.stat().st_uid, os.geteuid(), is_writable=os.access(place, os.W_OK))


def _look_at_archive(settings: Settings, now: datetime) -> Iterator[Check]:
    try:
        with open_archive(settings) as database:
            newest = articles.find(database, Query(limit=1))
            yield Check("database", "ok", f"{database.url}: {articles.count(database, Query())} articles")
    except DatabaseMissing as error:
        yield Check("database", "warning", error.what, error.remedy)
        return
    except KhazriError as error:
        yield _refused("database", error)
        return
    yield check_clock(now, newest[0].first_seen_at if newest else None)


def _refused(check: str, error: KhazriError) -> Check:
    return Check(check, "wrong", error.what, error.remedy)


def _written(version: Version) -> str:
    return ".".join(map(str, version))

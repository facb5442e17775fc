"""Commands in processes of their own that are forked from one which has imported everything: an interpreter that starts anew for
each command would spend seconds of processor time on that, many times what the command itself takes.

The order of work of the process forked from: import what crawls use, read the beat that ships, start the server of which parser processes
are forked, with what it imports otherwise too → wait for requests on a socket → fork a process for each, which becomes the command.
It ends with the process that started it.
"""

import atexit
import contextlib
import functools
import gc
import json
import os
import random
import select
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from multiprocessing import forkserver
from pathlib import Path

PRELOADED = ["crawler.parsing", "trafilatura", "crawler.warm"]  # as crawler.parsers has it


def run_forked(
    arguments: Sequence[str], *, folder: Path, environment: dict[str, str], stdin: bytes, timeout: float
) -> tuple[int, str, str]:
    """Run a command; return its exit code (negative for a signal), and what it wrote to standard output and to standard error.

    What parser processes complain of stands at the end of the latter, though they are forked from elsewhere.
    """
    server = _server()
    with tempfile.TemporaryDirectory() as place, socket.socket(socket.AF_UNIX) as connection:
        streams = [Path(place, name) for name in ("stdin", "stdout", "stderr")]
        streams[0].write_bytes(stdin)
        connection.settimeout(timeout)
        connection.connect(str(server.socket))
        request = {"arguments": list(arguments), "folder": str(folder), "environment": environment, "streams": [*map(str, streams)]}
        connection.sendall(json.dumps(request).encode())
        connection.shutdown(socket.SHUT_WR)
        answer = _whole(connection)
        out, err = (stream.read_text(encoding="utf-8") if stream.exists() else "" for stream in streams[1:])
    assert answer, f"the process of the command vanished: {out}{err}"
    return int(answer), out, err + server.complaints()


class _Server:
    """The process that is forked from."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="khazri-forks-")
        self.socket = Path(self._folder.name, "socket")
        errors = Path(self._folder.name, "errors")
        with errors.open("ab") as written:
            command = [sys.executable, __file__, str(self.socket)]
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=written, stderr=written)
        self._errors = errors.open(encoding="utf-8")
        while not self.socket.exists():
            assert self._process.poll() is None, self.complaints()
            time.sleep(0.01)
        atexit.register(self.close)

    def complaints(self) -> str:
        """What was written since the last time by it and by parser processes."""
        return self._errors.read()

    def close(self) -> None:
        """End it; where this process is killed first, it ends by itself."""
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait()
        self._errors.close()
        self._folder.cleanup()


_server = functools.cache(_Server)


def _whole(connection: socket.socket) -> bytes:
    return b"".join(iter(lambda: connection.recv(65536), b""))


def _become_commands(address: Path) -> None:
    """Fork a process for every request; return in each of these alone, as the command that it is to be."""
    with socket.socket(socket.AF_UNIX) as listener:
        making = address.with_suffix(".new")
        listener.bind(str(making))
        listener.listen()
        making.rename(address)
        waiting = []
        while listener in select.select([listener, 0], [], [])[0]:
            connection, _ = listener.accept()
            with connection:
                waiting = [pid for pid in waiting if os.waitpid(pid, os.WNOHANG) == (0, 0)]
                pid = os.fork()
                if not pid and _is_command(connection):
                    return
                waiting.append(pid)
    os._exit(0)


def _is_command(connection: socket.socket) -> bool:
    """Fork once more: one waits for the command and says how it ended, the other returns to be the command."""
    request = json.loads(_whole(connection))
    if pid := os.fork():
        _, status = os.waitpid(pid, 0)
        with contextlib.suppress(OSError):
            connection.sendall(str(os.waitstatus_to_exitcode(status)).encode())
        os._exit(0)
    for number, path in enumerate(request["streams"]):
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND)
        os.dup2(file, number)
        os.close(file)
    os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update(request["environment"])
    sys.argv = ["khazri", *request["arguments"]]
    random.seed()
    return True


def _prepare() -> None:
    """Do once what every command would do first."""
    import importlib
    import pkgutil

    from crawler import parsers
    from desk import opening
    from news.beats import load_beat

    for module_name in ("alembic.command", "scrapy.core.engine"):  # imported when they are first used
        importlib.import_module(module_name)
    for package in ("crawler", "spiders", "desk", "storage", "news"):
        for module in pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}."):
            if module.name != "crawler.warm" and ".migrations" not in module.name:  # these do things when they are imported
                importlib.import_module(module.name)
    shipped = load_beat()
    assert shipped.names.names
    opening.load_beat = lambda folder: load_beat(folder) if folder else shipped
    gc.freeze()  # else each command would go through all of this at its end
    forkserver.set_forkserver_preload(PRELOADED)
    forkserver.ensure_running()
    parsers.STARTING = 0.5  # seconds: what they are forked from is ready
    # The server is no child of the commands, which would look for it among theirs.
    forkserver.ensure_running = forkserver._forkserver.ensure_running = lambda: None


if __name__ == "__main__":
    from desk.cli import main

    _prepare()
    _become_commands(Path(sys.argv[1]))
    main()

"""``khazri run`` as tests start, watch and stop it."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from papers import LOCAL, ON_BEAT, Newspaper, article_page, plain_environment, rss

WAITS = "another scheduler leads (process"  # what a scheduler says that begins to wait
QUICK = {"KHAZRI_CRAWL_EVERY": "0.5", "KHAZRI_LOOK_EVERY": "0.5", "KHAZRI_BEAT": "beat"}  # a small beat is read in no time


class Daemon:
    """``khazri run`` in a folder, and what it says."""

    def __init__(self, folder: Path, file: Path, **variables: str) -> None:
        if not (folder / "beat").exists():
            write_beat(folder / "beat", "a-topic", "shells")
        command = [sys.executable, "-m", "desk.cli", "run", "--sources", str(file)]
        self.said_in = folder / f"said-{time.monotonic_ns()}"
        given = {**QUICK, **LOCAL, **variables}
        environment = plain_environment(**{name: value for name, value in given.items() if value})
        with self.said_in.open("wb") as said:
            self.process = subprocess.Popen(command, cwd=folder, env=environment, stdout=said, stderr=said)

    @property
    def said(self) -> str:
        return self.said_in.read_text()

    @property
    def leads(self) -> bool:
        """Whether it has not said that it waits."""
        return self.said.count(WAITS) == self.said.count("this scheduler leads now")

    def child(self) -> int:
        """The process that does the work."""
        found: list[int] = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
            found += [int(folder.name)] if parent == self.process.pid else []
        assert len(found) == 1
        return found[0]

    def stop(self) -> float:
        """Stop it; return the seconds that took."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(timeout=30) == 0, self.said
        assert "Traceback" not in self.said
        return time.monotonic() - began


@contextmanager
def daemon(folder: Path, file: Path, **variables: str) -> Iterator[Daemon]:
    """A scheduler that is stopped in the end, whatever happens."""
    running = Daemon(folder, file, **variables)
    try:
        yield running
    finally:
        if running.process.poll() is None:
            running.process.send_signal(signal.SIGTERM)
            running.process.wait(timeout=30)


def wait_until(true: Callable[[], object], seconds: float = 60) -> None:
    """Wait for something to become true."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def has_ended(process: int) -> bool:
    """Whether a process is no more, or waits only to be buried."""
    try:
        return (Path("/proc") / str(process) / "stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def publish(paper: Newspaper, *names: str) -> None:
    """Put articles of these names into a paper and its feed."""
    paper.answers["/rss"] = rss(paper, *((f"/{name}", name) for name in names))
    paper.answers |= {f"/{name}": article_page(f"Baku refuses to supply {name}", f"This is about {name}.", *ON_BEAT) for name in names}


def write_beat(folder: Path, topic: str, word: str) -> None:
    """Write a beat of one topic."""
    (folder / "topics").mkdir(parents=True, exist_ok=True)
    for old in (folder / "topics").glob("*.toml"):
        old.unlink()
    sides = (
        '{ id = "az", title = "Azerbaijan", country = "AZ", anchors = ["azerbaijan*"] },'
        ' { id = "ru", title = "Russia", country = "RU", anchors = ["russia*"] }'
    )
    (folder / "beat.toml").write_text(f'id = "test"\ntitle = "Test"\nside = [{sides}]\n')
    (folder / "topics" / f"{topic}.toml").write_text(f'id = "{topic}"\ntitle = "{topic}"\n[[rule]]\nlang = "en"\nany = ["{word}"]\n')

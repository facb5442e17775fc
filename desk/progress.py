"""Progress on a terminal, and silence elsewhere; of what takes long, a line now and then."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

from desk.printing import say, terminal

if TYPE_CHECKING:
    from rich.progress import TaskID

    from crawler.context import Progress as CrawlProgress
    from desk.ingesting import Tally

_LINES_EVERY = 30.0  # seconds between two lines where no one is watching


@contextmanager
def crawl_progress() -> Iterator[Callable[["CrawlProgress"], None] | None]:
    """Show how far a crawl has come: a function to call with its progress, or nothing where no one is watching."""
    console = terminal(stderr=True)
    if not console.is_terminal:
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(bar_width=24), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bars:
        feeds = bars.add_task("feeds", total=None)
        pages = bars.add_task("pages", total=None)

        def watch(progress: "CrawlProgress") -> None:
            counts = progress.counts
            settled = sum(counts[name] for name in ("stored", "copies", "versions", "unchanged_pages", "off_beat", "rejected", "retry"))
            bars.update(feeds, total=progress.feeds_asked, completed=counts["feeds"])
            bars.update(pages, total=max(counts["found"], settled), completed=settled, description=f"pages, {counts['stored']} stored")

        yield watch


@contextmanager
def article_progress(what: str = "articles") -> Iterator[Callable[[int, int], None]]:
    """Show how many of how many are done: a function to call with both numbers; silent where no one is watching."""
    console = terminal(stderr=True)
    if not console.is_terminal:
        yield lambda done, total: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(bar_width=24), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bars:
        task = bars.add_task(what, total=None)
        yield lambda done, total: bars.update(task, completed=done, total=total)


@contextmanager
def row_progress() -> Iterator[Callable[[str, int, int], None]]:
    """Show how far something long is: a function to call with what is done, and how many of how many rows.

    On a terminal a bar, with rate and time left; elsewhere a line every half a minute.
    """
    paces: dict[str, Pace] = {}
    console = terminal(stderr=True)
    if not console.is_terminal:

        def tell(what: str, done: int, total: int) -> None:
            if line := paces.setdefault(what, Pace(what, done)).line(done, total):
                say(f"khazri: {line}")

        yield tell
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(bar_width=24), MofNCompleteColumn(), TextColumn("{task.fields[pace]}"))
    with Progress(*columns, console=console, transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def show(what: str, done: int, total: int) -> None:
            if what not in tasks:
                paces[what], tasks[what] = Pace(what, done), bars.add_task(f"rows {what}", pace="")
            bars.update(tasks[what], completed=done, total=total, pace=paces[what].told(done, total))

        yield show


class Pace:
    """How fast rows are done, and how long the rest will take."""

    def __init__(self, what: str, done: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._what, self._first, self._clock = what, done, clock
        self._begun = self._said = clock()

    def told(self, done: int, total: int) -> str:
        """Return rate and time left; nothing in the first moment."""
        seconds = self._clock() - self._begun
        rate = (done - self._first) / seconds if seconds > 1 else 0
        return f"{rate:,.0f} a second, {timedelta(seconds=round((total - done) / rate))} left" if rate else ""

    def line(self, done: int, total: int) -> str:
        """Return a line to be told, half a minute after the one before; else nothing."""
        if self._clock() - self._said < _LINES_EVERY:
            return ""
        self._said = self._clock()
        return ", ".join(filter(None, (f"{done:,} of {total:,} rows {self._what}", self.told(done, total))))


@contextmanager
def ingest_progress(name: str) -> Iterator[Callable[["Tally"], None]]:
    """Show how far an archive has been read: records, how many a second, articles stored, time left; silent where no one is watching."""
    console = terminal(stderr=True)
    if not console.is_terminal:
        yield lambda tally: None
        return
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(bar_width=24), TaskProgressColumn(), TimeRemainingColumn())
    began, before = time.monotonic(), None
    with Progress(*columns, console=console, transient=True) as bars:
        task = bars.add_task(name, total=None)

        def shown(tally: "Tally") -> None:
            nonlocal before
            records = tally.counts["records"]
            before = records if before is None else before
            rate = (records - before) / max(time.monotonic() - began, 0.1)
            told = f"{name}: {records:,} records, {rate:,.0f}/s, {tally.counts['stored']:,} stored"
            bars.update(task, total=tally.size, completed=tally.position, description=told)

        yield shown

"""Progress on a terminal, and silence elsewhere."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from desk.printing import terminal

if TYPE_CHECKING:
    from crawler.context import Progress as CrawlProgress


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

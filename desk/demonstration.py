"""The demonstration: the real scheduler crawls a small invented press, and what it collected is printed."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from demo.serving import RunningPress
from desk.digest_forms import as_text
from desk.digests import gather, reader_of
from desk.opening import DEMO_MARK, beat_of
from desk.options import Options
from desk.printing import cell_text, print_table, say, terminal, write
from desk.subscribing import subscriptions_of
from news.errors import DatabaseError, Failure
from news.ledger import COPY, OFF_BEAT, CrawlReport, Tally
from news.queries import Query
from news.subscriptions import DAILY
from storage import about, articles, crawls, ledger, sources
from storage.database import Database, open_database

ROUND_SECONDS = 180.0  # for one round; it takes two or three, but a small machine that does other things as well has its time
DAYS_A_ROUND = 2


def demonstrate(options: Options, *, serve: bool) -> None:
    """Run the demonstration.

    The order of work: an empty database, marked as the demo's → the press on 127.0.0.1 → the scheduler as a process of its own →
    one round of news after the other, each crawled → the scheduler stops → tables, topics and the digest are printed.
    """
    settings = options.settings()
    started = time.monotonic()
    with _empty_database(settings.database_url) as database, RunningPress() as press, tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "sources.toml"
        press.write_sources(listed)
        say(f"khazri: {len(press.sources())} invented outlets serve a fortnight of news on 127.0.0.1; the scheduler crawls it")
        with _scheduler(settings.database_url, listed) as scheduler:
            _tell_rounds(press, database, scheduler)
            if serve:
                _serve(press, scheduler, lambda: _print_all(database, options, started))
        if not serve:
            _print_all(database, options, started)


def _serve(press: RunningPress, scheduler: "subprocess.Popen[bytes]", print_all: Callable[[], None]) -> None:
    print_all()
    say("khazri: the press and the scheduler go on until Ctrl-C; the outlets:")
    for source in press.sources():
        say(f"  {source.homepage}  {source.name}")
    try:
        scheduler.wait()
    except KeyboardInterrupt:
        say("khazri: stopping")


@contextmanager
def _empty_database(url: str) -> Iterator[Database]:
    """Open an empty database for the demo; one that holds real articles is refused."""
    with open_database(url) as database:
        if not about.get(database, DEMO_MARK):
            if articles.count(database, Query()) or crawls.last(database):
                remedy = "give the demo its own: khazri --database sqlite:///khazri-demo.db demo"
                raise DatabaseError(f"{database.url} holds a real archive", remedy)
        else:
            about.clear(database)
        about.put(database, DEMO_MARK, datetime.now(UTC).isoformat())
        yield database


@contextmanager
def _scheduler(database_url: str, listed: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """Run the scheduler on the press, quicker than life, mailing nobody."""
    quick = {"KHAZRI_CRAWL_EVERY": "0.5", "KHAZRI_LOOK_EVERY": "0.001", "KHAZRI_ALLOW_NETWORKS": "127.0.0.0/8", "KHAZRI_MAIL__HOST": ""}
    command = [sys.executable, "-m", "scheduler", "--demo", "--sources", str(listed)]
    environment = {**os.environ, **quick, "KHAZRI_DATABASE_URL": database_url}
    with tempfile.TemporaryFile() as said:
        # A session of its own: Ctrl-C comes to us, and we stop it in good order.
        process = subprocess.Popen(command, env=environment, stderr=said, stdout=said, start_new_session=True)  # noqa: S603 - our own command
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                code = process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                code = process.wait()
            if code:
                said.seek(0)
                say(said.read().decode("utf-8", "replace")[-2000:])


def _tell_rounds(press: RunningPress, database: Database, scheduler: "subprocess.Popen[bytes]") -> None:
    """Let the press tell its fortnight, and wait until each round has been crawled."""
    known = 0
    with _round_display(press.last_round + 1) as show:
        for number in range(press.last_round + 1):
            press.round = number
            report = _wait_for_crawl(database, datetime.now(UTC), scheduler)
            before, known = known, sum(row.count for row in ledger.tally(database))
            show(number, report, (known - before, articles.count(database, Query())))


def _wait_for_crawl(database: Database, since: datetime, scheduler: "subprocess.Popen[bytes]") -> CrawlReport:
    """Wait for a crawl that began after a moment to finish."""
    give_up = time.monotonic() + ROUND_SECONDS
    while time.monotonic() < give_up:
        report = crawls.last(database)
        if report and report.finished_at and report.started_at >= since:
            return report
        if scheduler.poll() is not None:
            raise Failure("the scheduler ended before its time", "what it said stands above")
        time.sleep(0.05)
    raise Failure(f"no crawl was finished within {ROUND_SECONDS:.0f} s", "try again on a machine that is less busy")


@contextmanager
def _round_display(rounds: int) -> Iterator[Callable[[int, CrawlReport, tuple[int, int]], None]]:
    """Show the rounds: a bar on a terminal, a line each elsewhere."""

    def line(number: int, report: CrawlReport, pages: tuple[int, int]) -> str:
        days = f"days {number * DAYS_A_ROUND + 1:2}–{number * DAYS_A_ROUND + DAYS_A_ROUND:2}"
        feeds = f"{report.feeds} feeds, {report.unchanged} unchanged"
        return f"{days}: {feeds}, {pages[0]:2} new pages, {pages[1]:2} articles in the archive"

    console = terminal(stderr=True)
    if not console.is_terminal:
        yield lambda number, report, pages: say(line(number, report, pages))
        return
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    with Progress(SpinnerColumn(), BarColumn(bar_width=24), TextColumn("{task.description}"), TimeElapsedColumn(), console=console) as bars:
        task = bars.add_task("the first round", total=rounds)
        yield lambda number, report, pages: bars.update(task, completed=number + 1, description=line(number, report, pages))


def _print_all(database: Database, options: Options, started: float) -> None:
    settings = options.settings()
    write()
    _print_collected(database)
    _print_reasons(database)
    _print_topics(database, options)
    daily = subscriptions_of(settings, database)[DAILY]
    sys.stdout.write(as_text(gather(database, daily, settings, reader_of(settings, beat_of(settings), datetime.now(UTC), daily))) + "\n")
    write(f"Done in {time.monotonic() - started:.0f} s. It all stays in {database.url}; try (in the workshop with ./run before each):")
    for command in ("search gas", "search газ --lang ru", "search --topic plane-crash", "show 1", "status", "digest --format html"):
        write(f"  khazri {command}")


def _print_collected(database: Database) -> None:
    """Print for each outlet what was found and what became of it."""
    names = sources.names(database)
    counts = {source_id: Counter[str]() for source_id in names}
    for row in ledger.tally(database):
        counts[row.source_id][_outcome(row)] += row.count
    outcomes = ("stored", "copies", "off beat", "rejected")
    lines = [(names[source_id], of_source) for source_id, of_source in counts.items()]
    lines.append(("all", sum(counts.values(), Counter[str]())))
    table = [(name, counted.total(), *(counted[outcome] for outcome in outcomes)) for name, counted in lines]
    print_table(("outlet", "found", *outcomes), table, title="What was collected")
    edited = [stored for stored in articles.find(database, Query(limit=None)) if stored.versions > 1]
    for stored in edited:
        write(f"Edited in place, both versions kept: {stored.article.title}")
    write()


def _outcome(row: Tally) -> str:
    if row.state == "stored":
        return "copies" if row.reason == COPY else "stored"
    return "off beat" if row.reason == OFF_BEAT else "rejected"


def _print_reasons(database: Database) -> None:
    """Print why pages were not stored."""
    reasons = Counter[tuple[str, str]]()
    for row in ledger.tally(database):
        if _outcome(row) == "rejected":
            reasons[row.reason, "tried again later" if row.state == "retry" else row.state] += row.count
    rows = [(reason, fate, count) for (reason, fate), count in sorted(reasons.items())]
    print_table(("reason", "so it is", "pages"), rows, title="Rejected, and why")
    write()


def _print_topics(database: Database, options: Options) -> None:
    beat = beat_of(options.settings())
    rows = []
    for topic in beat.topics:
        found = articles.find(database, Query(topics=(topic.id,), limit=None))
        langs = sorted({stored.article.lang or "?" for stored in found})
        if found:
            rows.append((topic.title, len(found), sum(len(stored.copies) for stored in found), cell_text(langs)))
    print_table(("topic", "articles", "copies", "languages"), rows, title="Topics")
    write()

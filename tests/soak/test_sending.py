"""Senders of digests killed again and again: in the middle of handing over, and at any moment. The mail server's own file is the judge.

The order of work of each test: an hour passes, with new articles → a life of the sender, with a kill → … → lives without kills, until
nothing waits → every article has come to every reader, once; what nobody can know is in doubt, and a person settles it.
"""

import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from queue import Queue
from typing import Any

import pytest
from killing import KILLED, has_ended, small_beat
from newsrooms import Newsroom
from papers import run_khazri
from posts import COPIES, PATIENCE, Copies, Post, until
from receivers import SECRET, Receiver, verified
from victims import Victims

from desk.channels.webhook import webhook_id
from storage import about, deliveries, digests
from storage.database import open_database

KILLS = int(os.environ.get("SOAK_KILLS", "200"))
DELAY = 0.03  # seconds that the mail server takes for each of two things, at most
WINDOW = ("mail-undotted", "mail-committing", "mail-dotted", "mail-marked")
DEEPEST = 6  # mails of a life of which the last may be the one that kills
READERS = ("one@example.org", "two@example.org", "three@example.org")
BEGIN = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
SEED = 20260302  # any will do; a fixed one makes a failure come back


class Desk:
    """An archive into which articles come, its settings, and a clock that each life of a sender finds an hour later."""

    def __init__(self, folder: Path, url: str, victims: Victims, settings: str) -> None:
        self.folder, self.url, self.victims = folder, url, victims
        (folder / "khazri.toml").write_text(f'database_url = "{url}"\nbeat = "{small_beat(folder / "beat")}"\n{settings}')
        self.database = open_database(url)
        about.clear(self.database)
        self.newsroom = Newsroom(self.database)
        self.now, self.dice = BEGIN, random.Random(SEED)
        self.added: set[int] = set()
        self.span = 0.5
        assert self.live() == 0, "the first life takes its slot, and tells nothing"

    def pass_hour(self) -> None:
        """Let an hour pass, with new articles."""
        self.now += HOUR
        for _ in range(self.dice.randint(1, 3)):
            self.added.add(self.newsroom.add(self.now - HOUR / 2, topics=("shells",)))

    def start(self, failpoint: str = "") -> int:
        """Start a sender; return its process id."""
        return self.victims.start(self.folder, "tell", (self.now + HOUR / 60).isoformat(), failpoint=failpoint)

    def live(self, failpoint: str = "") -> int:
        """Let a sender live to its end; return its exit code, negative for a kill."""
        began = time.monotonic()
        code = self.victims.wait(self.start(failpoint))
        if code == 0:
            self.span = (self.span + time.monotonic() - began) / 2
        return code

    def end(self, process: int, seconds: float) -> bool:
        """Kill a sender after so many seconds; return whether it was still at work."""
        time.sleep(seconds)
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
        return self.victims.wait(process) == KILLED

    @property
    def said(self) -> str:
        """What all senders said in the end."""
        return (self.folder / "said").read_text()[-3000:]

    def states(self) -> Counter[str]:
        """Count the deliveries by their state."""
        return Counter(each.state for digest in self.made() for each in digest.deliveries)

    def made(self) -> tuple[digests.Frozen, ...]:
        """Return all digests."""
        return digests.latest(self.database, 1_000_000)

    def finish(self) -> None:
        """Live on without kills until nothing waits."""
        for _ in range(5):
            self.now += HOUR
            assert self.live() == 0, self.said
        assert not self.states().keys() - {"sent", "in doubt"}, self.said

    def judge(self, post: Post) -> int:
        """Hold what arrived against what was to be told; return how many mails nobody knows of."""
        arrived = post.arrived()
        assert [each for each, count in arrived.items() if count > 1] == [], "sent twice"
        links = {each.message_id: each.told for each in post.taken()}
        reached = {name: Counter[int]() for name in READERS}
        doubtful = 0
        for digest in self.made():
            shown = links.get(digest.message_id, frozenset())  # of many the last are only counted
            assert shown <= frozenset(digest.article_ids), "a mail tells what its digest does"
            for each in digest.deliveries:
                doubtful += each.state == "in doubt"
                assert each.state != "sent" or arrived[digest.message_id, each.recipient] == 1, f"lost: {each}"
                if each.state == "in doubt" or arrived[digest.message_id, each.recipient]:
                    reached[each.recipient].update(digest.article_ids)
        for name, told in reached.items():
            assert told == Counter(self.added), f"{name} was told something twice, or never"
        return doubtful


def settings_for(post: Post, copies: Copies | None = None) -> str:
    """Return the settings by which three readers get a mail an hour."""
    to = ", ".join(f'"{name}"' for name in READERS)
    text = f'[digest]\nhistory_days = 0\n[mail]\nhost = "127.0.0.1"\nport = {post.port}\nsecurity = "none"\nsender = "khazri@example.org"\n'
    if copies is not None:
        text += f'[mail.mailbox]\nhost = "127.0.0.1"\nport = {copies.port}\nsecurity = "none"\nuser = "khazri"\n'
        text += f'password = "{copies.password}"\naddress = "{COPIES}"\n'
    return text + f'[subscriptions.hourly]\ncron = "0 * * * *"\ntimezone = "Asia/Baku"\nto = [{to}]\n'


def kill_in_the_window(desk: Desk, post: Post, kills: int) -> Counter[str]:
    """Kill senders between MAIL and what follows the reply: at the failpoints in turn, and at random; return how many where."""
    done: Counter[str] = Counter()
    places = (*WINDOW, "at random")
    while done.total() < kills:
        place = places[done.total() % len(places)]
        desk.pass_hour()
        if place in WINDOW:
            is_killed = desk.live(f"{place}:{desk.dice.randint(1, DEEPEST)}") == KILLED
        else:
            wanted = post.begun + desk.dice.randint(1, DEEPEST)
            process = desk.start()
            until(partial(_has_come, post, wanted, process), "neither mails nor an end")
            is_killed = desk.end(process, desk.dice.uniform(0, 2 * DELAY))
        done[place] += is_killed
        post.settle()
    return done


def kill_at_random(desk: Desk, post: Post, kills: int) -> Counter[str]:
    """Kill senders at any moment of their lives; return how many."""
    done = 0
    while done < kills:
        desk.pass_hour()
        done += desk.end(desk.start(), desk.dice.uniform(0, 1.1 * desk.span))
        post.settle()
        if done % 10 == 0:
            desk.pass_hour()
            assert desk.live() == 0, desk.said  # how long one takes by now
            post.settle()
    return Counter({"at any moment": done})


@pytest.mark.parametrize("how", [kill_in_the_window, kill_at_random])
def test_with_a_mailbox_for_copies_nothing_is_lost_twice_or_in_doubt(
    how: Any, tmp_path: Path, database: tuple[str, int], victims: Victims, post: Post
) -> None:
    copies = Copies(post)
    url, kills = database
    desk = Desk(tmp_path, url, victims, settings_for(post, copies))
    done = how(desk, post, kills)
    desk.finish()
    assert desk.judge(post) == 0
    looked_up = sum("UID SEARCH" in line for line in copies.heard)
    copies.close()
    tell(desk, post, done, f"0 in doubt of {looked_up} looked up in the mailbox")


@pytest.mark.parametrize("how", [kill_in_the_window, kill_at_random])
def test_without_a_mailbox_what_nobody_knows_is_shown_and_settled_by_a_person(
    how: Any, tmp_path: Path, database: tuple[str, int], victims: Victims, post: Post
) -> None:
    url, kills = database
    desk = Desk(tmp_path, url, victims, settings_for(post))
    done = how(desk, post, kills)
    desk.finish()
    doubtful = desk.judge(post)
    left, arrived = deliveries.unresolved(desk.database), post.arrived()
    assert {each.state for each in left} <= {"in doubt"}
    shown = run_khazri(tmp_path, "status").out
    assert shown.count("in doubt") >= doubtful == len(left)
    for each in left:
        is_there = bool(arrived[each.message_id, each.recipient])
        ran = run_khazri(tmp_path, "digest", "settle", str(each.id), "--arrived" if is_there else "--again")
        assert ran.code == 0, ran.err
    desk.now = datetime.now(UTC)  # by the clock of the commands
    desk.finish()
    assert desk.judge(post) == 0
    there = sum(bool(arrived[each.message_id, each.recipient]) for each in left)
    tell(desk, post, done, f"{doubtful} in doubt and shown, of which {there} had arrived; all settled")


@pytest.mark.parametrize("is_late", [True, False], ids=["after its yes", "before its yes"])
def test_a_webhook_whose_yes_was_not_written_down_comes_again_and_counts_once(
    is_late: bool, tmp_path: Path, database: tuple[str, int], victims: Victims
) -> None:
    receiver, hunted = Receiver(), Queue[int]()
    is_hunt = threading.Event()
    acted: Counter[str] = Counter()
    bodies: dict[str, bytes] = {}

    def kill() -> None:
        if is_hunt.is_set():
            process = hunted.get(timeout=PATIENCE)
            os.kill(process, signal.SIGKILL)
            is_hunt.clear()

    def take(handler: Any) -> None:
        _, headers, body = receiver.requests[-1]
        number = headers["webhook-id"]
        assert verified(headers, body)
        assert bodies.setdefault(number, body) == body, "the same bytes under the same id"
        acted[number] += receiver.seen[number] == 1
        if not is_late:
            kill()
        handler.send_response_only(200)
        handler.send_header("Content-Length", "0")
        handler.end_headers()
        kill()

    receiver.fault = take
    url, kills = database
    channel = f'[channels.hook]\nkind = "webhook"\nurl = "{receiver.url}"\nsecret = "{SECRET}"\n'
    hourly = '[subscriptions.hourly]\ncron = "0 * * * *"\nto = ["hook"]\n'
    desk = Desk(tmp_path, url, victims, f'allow_networks = ["127.0.0.0/8"]\n[digest]\nhistory_days = 0\n{channel}{hourly}')
    done = unwritten = 0
    while done < kills:
        desk.pass_hour()
        is_hunt.set()
        process = desk.start()
        hunted.put(process)
        done += victims.wait(process) == KILLED
        unwritten += desk.states()["committing"]
        if done % 10 == 0:
            assert desk.live() == 0, desk.said
    desk.finish()
    assert desk.states().keys() == {"sent"}
    made = {webhook_id(each): digest for digest in desk.made() for each in digest.deliveries}
    assert acted == Counter(dict.fromkeys(made, 1))
    told = Counter(number for digest in made.values() for number in digest.article_ids)
    assert told == Counter(desk.added)
    receiver.close()
    desk.database.close()
    where = "after the 2xx" if is_late else "before the 2xx"
    print(f"\n{desk.database.dialect}: {done} kills {where}, {unwritten} of them before it was written down;", end=" ")
    print(f"{len(made)} webhooks, {len(receiver.requests)} requests: each id acted on once, 0 lost")


def tell(desk: Desk, post: Post, done: Counter[str], rest: str) -> None:
    """Print a line of figures."""
    where = ", ".join(f"{place} {count}" for place, count in done.items())
    mails = f"{len(desk.added)} articles to 3 readers in {post.arrived().total()} mails"
    desk.database.close()
    print(f"\n{desk.database.dialect}: {done.total()} kills ({where}); {mails}: 0 lost, 0 twice, {rest}")


def _has_come(post: Post, mails: int, process: int) -> bool:
    return post.begun >= mails or has_ended(process)


@pytest.fixture(scope="module")
def victims() -> Iterator[Victims]:
    with Victims() as warm:
        yield warm


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Post]:
    folder = tmp_path / "post"
    folder.mkdir()
    with Post(folder, DELAY) as opened:
        yield opened


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, int]:
    """Return the address of an empty database, and how many kills to make on it."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'khazri.db'}", KILLS
    return str(request.getfixturevalue("postgresql")("sending")), max(1, KILLS // 4)

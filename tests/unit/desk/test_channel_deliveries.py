"""Digests handed over to webhooks and folders, with what crashes and receivers do to them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from receivers import SECRET, Receiver, verified
from told_archives import DAY, NOW, PAPER, add, freeze, states

from desk.deliveries import channels_of, deliver
from desk.settings import Settings
from storage import deliveries, sources
from storage.database import Database


@pytest.fixture
def archive(db: Database) -> Database:
    sources.register(db, [PAPER])
    return db


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    yield made
    made.close()


def hooked(receiver: Receiver, folder: Path) -> Settings:
    return Settings(
        allow_networks=["127.0.0.0/8"],
        digest={"history_days": 0},  # type: ignore[arg-type]  # pydantic makes values of these
        channels={"hook": {"kind": "webhook", "url": receiver.url, "secret": SECRET}, "notes": {"kind": "file", "path": folder}},  # type: ignore[dict-item]
        subscriptions={"gas": {"to": ["hook", "notes"]}},  # type: ignore[dict-item]
    )


def test_each_channel_gets_its_form_and_the_same_items(archive: Database, receiver: Receiver, tmp_path: Path) -> None:
    add(archive, 1)
    settings = hooked(receiver, tmp_path / "notes")
    assert freeze(archive, settings, name="gas") == 1
    assert states(deliver(archive, settings)) == ["sent", "sent"]
    ((_, headers, body),) = receiver.requests
    assert verified(headers, body)
    assert "Shells for Kyiv 1" in body.decode()
    (note,) = (tmp_path / "notes").iterdir()
    assert note.suffix == ".md"
    assert "Shells for Kyiv 1" in note.read_text()


def test_what_a_crash_left_half_posted_comes_again_and_counts_once(archive: Database, receiver: Receiver, tmp_path: Path) -> None:
    add(archive, 1)
    settings = hooked(receiver, tmp_path)
    freeze(archive, settings, name="gas")
    (waiting,) = (each for each in deliveries.pending(archive) if each.channel == "hook")
    channels_of(settings)["hook"].send(waiting, lambda: deliveries.mark(archive, waiting.id, "committing", "", NOW))
    deliver(archive, settings)  # as after the crash
    assert deliveries.unresolved(archive) == ()
    assert len(receiver.requests) == 2
    assert len(receiver.acted_on) == 1, "who keeps the ids acts once"


def test_a_closed_channel_keeps_its_backlog_and_gets_it_once(archive: Database, receiver: Receiver, tmp_path: Path) -> None:
    settings = hooked(receiver, tmp_path)
    receiver.status = 410
    for day in range(3):
        add(archive, day + 1)
        freeze(archive, settings, NOW + day * DAY, name="gas")
    deliver(archive, settings)
    assert list(deliveries.closed(archive)) == ["hook"]
    assert {each.state for each in deliveries.unresolved(archive)} == {"held"}
    assert len(receiver.requests) == 1
    add(archive, 9)
    freeze(archive, settings, NOW + 3 * DAY, name="gas")
    assert states(deliver(archive, settings)) == ["sent"], "the folder gets its own"
    receiver.status = 200
    receiver.seen.clear()
    deliveries.open_channel(archive, "hook", NOW + 4 * DAY)
    deliver(archive, settings)
    deliver(archive, settings)
    assert sorted(receiver.seen.values()) == [1, 1, 1, 1]
    assert deliveries.unresolved(archive) == ()


def test_a_receiver_that_is_dead_for_a_week_is_closed_and_nothing_is_lost(archive: Database, receiver: Receiver, tmp_path: Path) -> None:
    add(archive, 1)
    settings = hooked(receiver, tmp_path)
    freeze(archive, settings, name="gas")
    receiver.status = 500
    for day in range(9):
        deliver(archive, settings, now=NOW + day * DAY)
    (held,) = deliveries.unresolved(archive)
    assert held.state == "held"
    assert "dead for 7 days" in deliveries.closed(archive)["hook"][1]


def test_a_channel_that_left_the_settings_keeps_what_waits_for_it(archive: Database, receiver: Receiver, tmp_path: Path) -> None:
    add(archive, 1)
    freeze(archive, hooked(receiver, tmp_path), name="gas")
    fates = deliver(archive, Settings())
    assert states(fates) == ["pending", "pending"]
    assert "no channel 'hook' in the settings any more" in fates[0].line
    assert states(deliver(archive, hooked(receiver, tmp_path))) == ["sent", "sent"]

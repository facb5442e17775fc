"""khazri digest and khazri subscriptions, as a person types them."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import small_archives
from papers import Khazri, Ran
from receivers import SECRET, Receiver, verified

from storage import deliveries, digests
from storage.database import open_database


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    yield made
    made.close()


SETTINGS = """
allow_networks = ["127.0.0.0/8"]

[digest]
history_days = 0
link = "https://news.example.org"

[subscriptions.gas]
topics = ["gas-routes"]
to = ["hook", "notes"]

[channels.hook]
kind = "webhook"
url = "{url}"
secret = "{secret}"

[channels.notes]
kind = "file"
path = "notes"
"""


@pytest.fixture
def told(khazri: Khazri, receiver: Receiver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """The command in a folder with settings and an archive of three articles of this hour."""
    monkeypatch.setattr(small_archives, "NOON", datetime.now(UTC) - timedelta(minutes=50))
    monkeypatch.setattr(small_archives, "HOSTILE", ())
    small_archives.make(tmp_path, 3).database.close()
    (tmp_path / "khazri.toml").write_text(SETTINGS.format(url=receiver.url, secret=SECRET))
    return khazri


def test_a_preview_tells_nobody_and_can_be_had_in_every_form(told: Callable[..., Ran], receiver: Receiver) -> None:
    for words in (("digest",), ("digest", "gas"), ("digest", "preview", "gas"), ("digest", "gas", "--since", "2h")):
        assert "Gas for Baku, part 2" in told(*words).out
    assert json.loads(told("digest", "gas", "--format", "json").out)["subscription"] == "gas"
    assert "<html" in told("digest", "gas", "--format", "html").out
    assert "<feed" in told("digest", "gas", "--format", "atom").out
    assert "#" in told("digest", "gas", "--format", "markdown").out
    assert receiver.requests == []
    assert told("digest", "list", "--format", "json").out == "[]\n"


def test_what_was_sent_is_listed_with_its_fate_and_can_be_read_again(told: Callable[..., Ran], receiver: Receiver, tmp_path: Path) -> None:
    receiver.status = 503
    ran = told("digest", "gas", "--send")
    assert ran.code == 1
    assert "3 articles in the digest" in ran.out
    assert "digest to hook: pending 127.0.0.1: 503 Service Unavailable" in ran.err
    assert "digest to notes: sent" in ran.err
    receiver.status = 200
    assert "nothing" not in told("digest", "gas", "--send").err

    first, second = json.loads(told("digest", "list", "--format", "json").out)[::-1]
    assert (first["id"], first["subscription"], first["kind"], first["articles"], second["articles"]) == (1, "gas", "digest", 3, 0)
    assert [(each["channel"], each["state"], each["tries"]) for each in first["deliveries"]] == [("hook", "sent", 1), ("notes", "sent", 0)]
    rows = list(csv.DictReader(io.StringIO(told("digest", "list", "gas", "--format", "csv").out)))
    assert [row["state"] for row in rows] == ["sent"] * 4
    assert "sent" in told("digest", "list").out
    assert told("digest", "list", "daily", "--format", "jsonl").objects == []

    assert "Gas for Baku, part 2" in told("digest", "show", "1").out
    posted = [body for _, headers, body in receiver.requests if verified(headers, body)]
    assert len(set(posted)) == 2
    assert told("digest", "show", "1", "--format", "json").out.encode() == posted[0]
    assert "there is html, json, markdown, text" in told("digest", "show", "1", "--format", "mail").err
    assert {file.suffix for file in (tmp_path / "notes").iterdir()} == {".md"}


def test_what_is_in_doubt_or_failed_is_settled_by_a_person(told: Callable[..., Ran], receiver: Receiver, tmp_path: Path) -> None:
    receiver.status = 500
    told("digest", "gas", "--send")
    with open_database(f"sqlite:///{tmp_path}/khazri.db") as database:
        (hook,) = deliveries.unresolved(database)
        deliveries.mark(database, hook.id, "failed", "said no", datetime.now(UTC))
    number = str(hook.id)
    assert "say one thing" in told("digest", "settle", number).err
    assert "is pending" in told("digest", "settle", number, "--again").out
    assert "only what is in doubt or has failed" in told("digest", "settle", number, "--arrived").err
    with open_database(f"sqlite:///{tmp_path}/khazri.db") as database:
        deliveries.mark(database, hook.id, "failed", "said no", datetime.now(UTC))
    assert told("digest", "settle", number, "--arrived").out == f"delivery {number} to hook is sent\n"
    assert "there is no delivery 99999999999999999999" in told("digest", "settle", "99999999999999999999", "--again").err


def test_a_closed_channel_is_opened_by_a_command(told: Callable[..., Ran], receiver: Receiver) -> None:
    receiver.status = 410
    told("digest", "gas", "--send")
    assert "channel hook is closed" in told("status").out
    assert "'notes' is not closed; closed are hook" in told("digest", "open", "notes").err
    receiver.status = 200
    assert "1 delivery goes out" in told("digest", "open", "hook").out
    receiver.requests.clear()
    told("digest", "daily", "--send")  # goes to nobody, and says so before anything is sent
    assert receiver.requests == []
    told("digest", "gas", "--send")
    assert len(receiver.requests) == 2, "what was held, and the next"
    assert "closed" not in told("status").out


def test_a_sample_shows_whether_a_channel_works_and_is_no_digest(told: Callable[..., Ran], receiver: Receiver, tmp_path: Path) -> None:
    assert told("digest", "test", "hook").out == "hook: sent (200 OK)\n"
    ((_, headers, body),) = receiver.requests
    assert verified(headers, body)
    assert json.loads(body)["kind"] == "sample"
    assert told("digest", "test", "notes").code == 0
    assert "A sample" in next((tmp_path / "notes").iterdir()).read_text()
    receiver.status = 401
    ran = told("digest", "test", "hook")
    assert ran.code == 1
    assert "hook: pending: 127.0.0.1: 401 Unauthorized" in ran.err
    assert "mail.host" in told("digest", "test", "desk@example.org").err
    assert "no channel" in told("digest", "test", "pigeon").err
    with open_database(f"sqlite:///{tmp_path}/khazri.db") as database:
        assert digests.latest(database, 9) == ()


def test_told_counts_without_sending(told: Callable[..., Ran], receiver: Receiver) -> None:
    assert told("digest", "gas", "--told").out == "3 articles are told, and nothing was sent\n"
    assert receiver.requests == []
    assert "part 2" not in told("digest", "gas").out


def test_subscriptions_come_and_go(told: Callable[..., Ran], receiver: Receiver) -> None:
    made = told("subscriptions", "add", "morning", "--query", "baku AND gas", "--at", "06:30", "--days", "weekdays", "--to", "hook",
                "--timezone", "Europe/Berlin", "--lang", "en", "--tells", "stories", "--when-empty", "skip", "--quiet", "22:00-06:00")  # fmt: skip
    assert made.out == "subscription morning: on weekdays at 06:30, Europe/Berlin, to hook\n"
    listed = {each["name"]: each for each in told("subscriptions", "list", "--format", "jsonl").objects}
    assert list(listed) == ["daily", "gas", "morning"]
    assert (
        listed["morning"] | {"query": "baku AND gas", "from": "command", "quiet": "22:00-06:00", "tells": ["stories"]} == listed["morning"]
    )
    assert "on weekdays at 06:30" in told("subscriptions", "list").out
    assert "Gas for Baku, part 2" in told("digest", "morning").out
    assert "there is a subscription 'morning' already" in told("subscriptions", "add", "morning").err
    assert "morning is gone" in told("subscriptions", "remove", "morning").out
    assert "it is in the settings file" in told("subscriptions", "remove", "gas").err
    assert "there is daily, gas" in told("digest", "morning").err


WRONG = [
    (("add", "list"), "a word of khazri digest"),
    (("add", "Two Words"), "is no name"),
    (("add", "x", "--topic", "weather"), "'weather' is no topic"),
    (("add", "x", "--query", "gas AND ("), ""),
    (("add", "x", "--query", "source:nobody"), "nobody"),
    (("add", "x", "--at", "25:00"), "at:"),
    (("add", "x", "--at", "07:00", "--immediate"), "two answers"),
    (("add", "x", "--cron", "61 * * * *"), "cron"),
    (("add", "x", "--days", "someday"), "no day of the week"),
    (("add", "x", "--to", "pigeon"), "no channel"),
    (("add", "x", "--to", "a@b,c@d"), "no plain mail address"),
    (("add", "x", "--timezone", "Mars/Olympus"), "no time zone"),
    (("add", "x", "--quiet", "night"), "no quiet hours"),
    (("add", "x", "--tells", "gossip"), "tells"),
    (("add", "x", "--when-empty", "perhaps"), "when_empty"),
    (("add", "gas"), "there is a subscription 'gas' already"),
    (("remove", "x"), "no subscription 'x'"),
]


def test_what_is_typed_wrongly_is_told_in_one_line(told: Callable[..., Ran]) -> None:
    for words, line in WRONG:
        ran = told("subscriptions", *words)
        assert ran.code == 2, words
        assert line in ran.err, words
        assert ran.err.rstrip().rpartition("khazri: ")[2].count("\n") == 0, words
    assert [each["name"] for each in told("subscriptions", "list", "--format", "jsonl").objects] == ["daily", "gas"]


@pytest.mark.parametrize("settings", ['[channels.mail]\nkind = "file"\npath = "x"', '[channels."a b"]\nkind = "file"\npath = "x"'])
def test_a_channel_has_a_name_that_can_be_typed(khazri: Khazri, tmp_path: Path, settings: str) -> None:
    (tmp_path / "khazri.toml").write_text(settings)
    assert "no name of a channel" in khazri("subscriptions", "list").err


def test_help_says_what_there_is(khazri: Khazri) -> None:
    helped: Any = khazri("digest", "--help").out
    assert all(word in helped for word in ("preview", "list", "show", "test", "settle", "open"))
    assert "--since" in khazri("digest", "daily", "--help").out

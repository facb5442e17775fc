"""Digests handed to the services that apprise knows, at a receiver of our own."""

import builtins
import json
import logging
import socket
import warnings
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from receivers import Receiver, delivery, reset

from desk.channels import BUSY, Outcome, services
from desk.channels.services import Heard, Services, outcome_of, shown
from desk.reader_settings import ChannelSettings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    pytest.importorskip("apprise")
# One of apprise's hundred services imports what Python will drop; it does without then.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    yield made
    made.close()


def url_of(receiver: Receiver, rest: str = "") -> str:
    return f"json://user:s3cr3t@127.0.0.1:{receiver.port}/s3cr3t/{rest}"


def hand(url: str, **over: Any) -> Outcome:
    channel = Services("chat", ChannelSettings(kind="apprise", url=url))  # type: ignore[arg-type]  # pydantic makes it secret
    return channel.send(delivery(form="text", **over), lambda: True)


def test_title_and_text_arrive(receiver: Receiver) -> None:
    assert hand(url_of(receiver), subject="2 new stories", body="Снаряды для Киева\n=2+2".encode()) == Outcome("sent", "taken")
    ((_, _, body),) = receiver.requests
    said = json.loads(body)
    assert (said["title"], said["message"]) == ("2 new stories", "Снаряды для Киева\n=2+2")
    assert not said["attachments"]


@pytest.mark.parametrize(
    ("status", "state"), [(401, "failed"), (404, "failed"), (429, "pending"), (503, "pending"), (500, "in doubt"), (504, "in doubt")]
)
def test_each_answer_has_one_meaning(receiver: Receiver, status: int, state: str) -> None:
    receiver.status = status
    outcome = hand(url_of(receiver))
    assert outcome.state == state
    assert str(status) in outcome.reply
    assert len(receiver.requests) == 1


def test_an_answer_that_never_came_leaves_it_in_doubt(receiver: Receiver) -> None:
    receiver.fault = reset
    assert hand(url_of(receiver)).state == "in doubt"


def test_an_answer_that_comes_too_late_leaves_it_in_doubt(receiver: Receiver) -> None:
    def late(handler: BaseHTTPRequestHandler) -> None:
        handler.connection.settimeout(5)
        handler.rfile.read(1)

    receiver.fault = late
    assert hand(url_of(receiver, "?rto=0.2")).state == "in doubt"


def test_a_service_that_cannot_be_reached_is_tried_again() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        outcome = hand(f"json://127.0.0.1:{free.getsockname()[1]}/s3cr3t")
    assert outcome == Outcome("pending", "it cannot be connected to")


def test_half_of_a_long_digest_is_not_sent_twice() -> None:
    assert outcome_of(Heard(is_taken=False, parts=1, lines=("error=429",))).state == "in doubt"
    assert outcome_of(Heard(is_taken=False, parts=0, lines=("Sent X notification to a.", "error=403"))).state == "in doubt"
    assert outcome_of(Heard(is_taken=False, parts=0, lines=())).state == "in doubt"


@pytest.mark.parametrize("status", [200, 401, 500])
def test_tokens_are_in_no_reply_and_no_log(receiver: Receiver, status: int, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("urllib3").setLevel(logging.INFO)
    receiver.status = status
    outcome = hand(url_of(receiver))
    assert "s3cr3t" not in outcome.reply
    assert "s3cr3t" not in caplog.text


def test_a_url_that_apprise_does_not_know_is_told_without_it() -> None:
    outcome = hand("nonsense://s3cr3t")
    assert outcome.state == "pending"
    assert "s3cr3t" not in outcome.reply
    assert "url" in outcome.reply


def test_without_apprise_one_line_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **named: Any) -> Any:
        if name == "apprise":
            raise ImportError(name)
        return real(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    assert hand("json://127.0.0.1/") == Outcome("pending", services.MISSING)
    assert "pip install 'khazri[services]'" in services.MISSING


def test_who_else_has_it_in_hand_sends_it(receiver: Receiver) -> None:
    channel = Services("chat", ChannelSettings(kind="apprise", url=url_of(receiver)))  # type: ignore[arg-type]
    assert channel.send(delivery(form="text"), lambda: False) == BUSY
    assert receiver.requests == []


def test_a_headline_calls_nobody() -> None:
    for call in ("@everyone", "@here", "@channel", "@room", "<!channel>", "<@U123>"):
        assert call not in shown(f"Breaking {call} now")
    assert shown("write to desk@example.org, 3 < 4") == "write to desk@example.org, 3 < 4"

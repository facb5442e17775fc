"""Digests posted to a real receiver, which checks the signatures with code of its own."""

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from receivers import KEY, SECRET, Receiver, delivery, reset, verified

from desk.channels import BUSY, Outcome, webhook
from desk.channels.webhook import SCHEDULE, Webhook, wait, webhook_id
from desk.reader_settings import ChannelSettings
from desk.settings import Settings

LOCAL = Settings(allow_networks=["127.0.0.0/8"])


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    yield made
    made.close()


def channel(url: str, secret: str = SECRET, settings: Settings = LOCAL) -> Webhook:
    return Webhook(ChannelSettings(kind="webhook", url=url, secret=secret), settings)  # type: ignore[arg-type]  # pydantic makes them secret


def post(url: str, settings: Settings = LOCAL, **over: Any) -> Outcome:
    return channel(url, settings=settings).send(delivery(**over), lambda: True)


def minutes_until(outcome: Outcome) -> float:
    assert outcome.due_at is not None
    return (outcome.due_at - datetime.now(UTC)) / timedelta(minutes=1)


def test_what_was_frozen_arrives_byte_for_byte_with_a_signature_that_the_receiver_can_check(receiver: Receiver) -> None:
    assert post(receiver.url) == Outcome("sent", "200 OK")
    ((path, headers, body),) = receiver.requests
    assert path == "/hook/s3cr3t-path?key=s3cr3t-key"
    assert body == delivery().body
    assert verified(headers, body, KEY)
    assert not verified(headers, body + b" ", KEY)
    assert headers["content-type"] == "application/json"
    assert abs(int(headers["webhook-timestamp"]) - time.time()) < 5
    assert headers["host"] == f"127.0.0.1:{receiver.port}"


def test_the_receiver_of_our_documentation_takes_it_and_nothing_else(receiver: Receiver) -> None:
    text = (Path(__file__).parents[3] / "docs/how-to/receive-digests.md").read_text(encoding="utf-8")
    documented: dict[str, Any] = {}
    exec(text.partition("```python")[2].partition("```")[0], documented)
    is_ours = documented["is_ours"]
    post(receiver.url)
    ((_, headers, body),) = receiver.requests
    assert is_ours(headers, body, SECRET)
    assert not is_ours(headers, body + b" ", SECRET)
    assert not is_ours(headers, body, "whsec_" + SECRET[6:][::-1].lstrip("="))
    assert not is_ours({**headers, "webhook-timestamp": "1700000000"}, body, SECRET)


def test_a_secret_without_the_prefix_is_taken_as_it_is_written(receiver: Receiver) -> None:
    channel(receiver.url, "a plain secret").send(delivery(), lambda: True)
    ((_, headers, body),) = receiver.requests
    assert verified(headers, body, b"a plain secret")


def test_a_secret_that_was_copied_wrongly_is_told_and_nothing_is_posted(receiver: Receiver) -> None:
    outcome = channel(receiver.url, "whsec_not*base64").send(delivery(), lambda: True)
    assert outcome.state == "pending"
    assert "copy it again" in outcome.reply
    assert receiver.requests == []


def test_a_receiver_that_failed_gets_the_same_id_and_bytes_again_and_acts_once(receiver: Receiver) -> None:
    receiver.status = 500
    receiver.lost = 1
    assert post(receiver.url).state == "pending"
    receiver.status = 200
    assert post(receiver.url, tries=1).state == "sent"
    assert post(receiver.url, tries=1).state == "sent", "we died before we could write it down, and send it again"
    assert list(receiver.seen.values()) == [3]
    assert len({body for _, _, body in receiver.requests}) == 1
    assert len(receiver.acted_on) == 1


def test_each_digest_and_each_channel_has_an_id_of_its_own() -> None:
    ids = {webhook_id(delivery(message_id=number, recipient=name)) for number in ("<1@x>", "<2@x>") for name in ("one", "two")}
    assert len(ids) == 4
    assert all(each.startswith("msg_") for each in ids)


@pytest.mark.parametrize(
    ("status", "headers", "state", "told", "minutes"),
    [
        (204, {}, "sent", "204", None),
        (500, {}, "pending", "500 Internal Server Error", (4 / 60, 6 / 60)),
        (400, {}, "pending", "400 Bad Request", (4 / 60, 6 / 60)),
        (429, {"Retry-After": "1800"}, "pending", "429", (29, 31)),
        (503, {"Retry-After": "Mon, 02 Mar 2026 13:00:00 GMT", "Date": "Mon, 02 Mar 2026 12:00:00 GMT"}, "pending", "503", (59, 61)),
        (429, {"Retry-After": "-5"}, "pending", "429", (4, 6)),
        (503, {}, "pending", "503", (4 / 60, 6 / 60)),
        (302, {"Location": "http://127.0.0.1:9/"}, "pending", "redirects are not followed", (4 / 60, 6 / 60)),
        (999, {}, "pending", "999", (4 / 60, 6 / 60)),
    ],
    ids=str,
)
def test_each_answer_has_one_meaning(
    receiver: Receiver, status: int, headers: dict[str, str], state: str, told: str, minutes: tuple[float, float] | None
) -> None:
    receiver.status, receiver.headers = status, headers
    outcome = post(receiver.url)
    assert outcome.state == state
    assert told in outcome.reply
    assert len(receiver.requests) == 1, "nothing else is asked"
    if minutes is not None:
        assert minutes[0] <= minutes_until(outcome) <= minutes[1]


def test_a_receiver_that_says_gone_gets_nothing_more(receiver: Receiver) -> None:
    receiver.status = 410
    outcome = post(receiver.url)
    assert (outcome.state, outcome.closes) == ("held", True)
    assert "410 Gone" in outcome.reply


def test_waits_grow_over_more_than_a_day_and_differ() -> None:
    assert sum(SCHEDULE, timedelta()) > timedelta(hours=72)
    for tries, planned in enumerate(SCHEDULE):
        assert planned <= wait(tries) <= planned * 1.1
    assert timedelta(hours=24) <= wait(99) <= timedelta(hours=27)
    assert len({wait(3) for _ in range(20)}) > 1


def test_a_broken_connection_is_tried_again(receiver: Receiver) -> None:
    receiver.fault = reset
    outcome = post(receiver.url)
    assert outcome.state == "pending"
    assert outcome.reply.startswith("127.0.0.1: ")


def test_a_receiver_that_drips_is_left_when_the_time_is_up(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "SECONDS", 0.5)
    done = threading.Event()

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 ")
        while not done.wait(0.05):
            handler.wfile.write(b"O")

    receiver.fault = drip
    begun = time.monotonic()
    outcome = post(receiver.url)
    done.set()
    assert time.monotonic() - begun < 3
    assert (outcome.state, outcome.reply) == ("pending", "127.0.0.1: no answer within 0.5 s")


def test_an_endless_answer_is_not_read_to_its_end(receiver: Receiver) -> None:
    receiver.body = b"x" * 3_000_000
    assert post(receiver.url).state == "sent"


def test_nobody_there_is_told_without_the_address(receiver: Receiver) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        outcome = post(f"http://127.0.0.1:{free.getsockname()[1]}/s3cr3t?s3cr3t")
    assert outcome.reply == "127.0.0.1: connection refused"


@pytest.mark.parametrize("status", [200, 302, 410, 500])
def test_secrets_and_the_address_are_in_no_reply(receiver: Receiver, status: int) -> None:
    receiver.status, receiver.body = status, b"s3cr3t-path"
    receiver.headers = {"Location": "/s3cr3t-path"}
    assert "s3cr3t" not in post(receiver.url).reply


def test_who_else_has_it_in_hand_sends_it(receiver: Receiver) -> None:
    assert channel(receiver.url).send(delivery(), lambda: False) == BUSY
    assert receiver.requests == []


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1"])
def test_an_address_inside_the_walls_is_not_connected_to(receiver: Receiver, host: str) -> None:
    outcome = post(f"http://{host}:{receiver.port}/", Settings())
    assert outcome.state == "pending"
    assert "private address" in outcome.reply or "leads nowhere" in outcome.reply
    assert receiver.requests == []


def resolve_to(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """Have each look-up of a name give the next of some answers; return the names asked for."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def lookup(host: Any, port: Any, *rest: Any, **named: Any) -> Any:
        if host != "hook.example":
            return real(host, port, *rest, **named)
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in answers[min(len(asked), len(answers)) - 1]]

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    return asked


def test_a_name_that_changes_its_meaning_in_between_leads_nowhere(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = resolve_to(monkeypatch, ["127.0.0.1"], ["10.0.0.1"])
    assert post(f"http://hook.example:{receiver.port}/").state == "sent"
    assert asked == ["hook.example"], "a name is looked up once"
    ((_, headers, _),) = receiver.requests
    assert headers["host"] == f"hook.example:{receiver.port}"


def test_one_bad_address_among_good_ones_is_enough_to_refuse(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    resolve_to(monkeypatch, ["127.0.0.1", "10.0.0.1"])
    outcome = post(f"http://hook.example:{receiver.port}/")
    assert "10.0.0.1 is a private address" in outcome.reply
    assert receiver.requests == []


def test_proxies_of_the_environment_are_not_used(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert post(receiver.url).state == "sent"


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(receiver: Receiver) -> None:
    outcome = post(f"https://127.0.0.1:{receiver.port}/")
    assert outcome.state == "pending", "what answers there does not even speak TLS"
    assert receiver.requests == []
    told = ssl.SSLCertVerificationError()
    told.verify_message = "self-signed certificate"
    assert "self-signed certificate" in webhook._told(told)

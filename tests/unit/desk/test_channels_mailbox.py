"""What is in doubt, looked up in a mailbox over IMAP."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from mailboxes import MailboxServer

from desk.channels.mailbox import Mailbox, MailboxError
from desk.reader_settings import MailboxSettings

ID = "<0123456789abcdef@example.org>"


@pytest.fixture
def server() -> Iterator[MailboxServer]:
    made = MailboxServer()
    yield made
    made.close()


def mailbox(server: MailboxServer, **over: Any) -> Mailbox:
    given = {"host": "127.0.0.1", "port": server.port, "security": "none", "user": "khazri", "password": "s3cr3t"}
    return Mailbox(MailboxSettings(**{**given, **over}))


def has(server: MailboxServer, recipient: str = "desk@example.org", **over: Any) -> bool:
    with mailbox(server, **over) as opened:
        return opened.has(ID, recipient)


def test_a_mail_is_found_by_its_id_and_recipient(server: MailboxServer) -> None:
    server.mails = [("<other@example.org>", "desk@example.org"), (ID, "desk@example.org")]
    assert has(server)
    assert has(server, "DESK@example.org".lower())
    assert not has(server, "editor@example.org")


def test_an_address_that_is_part_of_another_is_not_taken_for_it(server: MailboxServer) -> None:
    server.mails = [(ID, "frontdesk@example.org"), (f"<x{ID[1:]}", "desk@example.org")]
    assert not has(server)


def test_nothing_in_the_mailbox_is_changed(server: MailboxServer) -> None:
    server.mails = [(ID, "desk@example.org")]
    has(server)
    said = [line.split()[0].upper() for line in server.heard]
    assert "SELECT" not in said, "opened for reading only"
    assert not any("BODY[" in line for line in server.heard), "and read without marking it as read"
    assert said[-1] == "LOGOUT"


def test_where_nothing_is_in_doubt_nobody_is_asked(server: MailboxServer) -> None:
    with mailbox(server):
        pass
    assert server.heard == []


def test_many_questions_are_one_connection(server: MailboxServer) -> None:
    with mailbox(server) as opened:
        for number in range(5):
            opened.has(f"<{number}@example.org>", "desk@example.org")
    assert sum("LOGIN" in line for line in server.heard) == 1


def test_a_folder_with_any_name_is_opened(server: MailboxServer) -> None:
    server.folder = 'Kopien &- "alte" &BBAEMQ-'
    server.mails = [(ID, "desk@example.org")]
    assert has(server, folder='Kopien & "alte" Аб')


@pytest.mark.parametrize(
    ("over", "told"),
    [
        ({"password": "wr0ng-s3cr3t"}, "the server refused the user name or password"),
        ({"folder": "Nowhere"}, "folder 'Nowhere': no such folder"),
        ({"security": "starttls"}, "STARTTLS"),
        ({"folder": "INBOX\r\nA1 DELETE INBOX"}, "cannot"),
    ],
    ids=str,
)
def test_what_goes_wrong_is_one_line_without_a_password(server: MailboxServer, over: dict[str, str], told: str) -> None:
    with pytest.raises(MailboxError) as error:
        has(server, **over)
    assert told.lower() in str(error.value).lower()
    assert "s3cr3t" not in str(error.value)
    assert "\n" not in str(error.value)
    assert not any("DELETE" in line for line in server.heard)


@pytest.mark.parametrize("command", ["LOGIN", "EXAMINE", "UID SEARCH", "UID FETCH"])
def test_a_server_that_hangs_up_has_said_nothing(server: MailboxServer, command: str) -> None:
    server.mails = [(ID, "desk@example.org")]
    server.breaks_at = command
    with pytest.raises(MailboxError, match=r"127\.0\.0\.1"):
        has(server)


def test_no_server_at_all_is_told(server: MailboxServer) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        with pytest.raises(MailboxError, match="refused"):
            has(server, port=free.getsockname()[1])

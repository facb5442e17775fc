"""A mailbox on 127.0.0.1 that speaks as much IMAP as somebody needs who looks for a mail."""

import re
import socketserver
import threading
from typing import Any

_WORDS = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')


class MailboxServer(socketserver.ThreadingTCPServer):
    """Holds mails by Message-ID and recipient; finds parts of words, as servers do."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.mails: list[tuple[str, str]] = []
        self.heard: list[str] = []
        self.password = "s3cr3t"
        self.folder = "INBOX"
        self.breaks_at = ""
        """The command at which it hangs up."""
        self.port: int = self.server_address[1]
        self._thread = threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop listening."""
        self.shutdown()
        self.server_close()
        self._thread.join(timeout=5)


class _Handler(socketserver.StreamRequestHandler):
    timeout = 10
    disable_nagle_algorithm = True
    server: Any

    def handle(self) -> None:
        self.say("* OK here")
        for raw in self.rfile:
            tag, _, line = raw.decode().strip().partition(" ")
            self.server.heard.append(line)
            words = [(quoted or bare).replace('\\"', '"') for quoted, bare in _WORDS.findall(line)]
            name = " ".join(words[:2]).upper() if words[0].upper() == "UID" else words[0].upper()
            if name == self.server.breaks_at:
                return
            answer = getattr(self, f"on_{name.lower().replace(' ', '_')}", None)
            self.say(f"{tag} {(answer(words) or 'OK done') if answer else 'BAD what?'}")
            if name == "LOGOUT":
                return

    def on_capability(self, _: list[str]) -> None:
        self.say("* CAPABILITY IMAP4rev1")

    def on_login(self, words: list[str]) -> str | None:
        return None if words[2] == self.server.password else f"NO wrong password {words[2]}"

    def on_examine(self, words: list[str]) -> str:
        if words[1] != self.server.folder:
            return "NO no such folder"
        self.say(f"* {len(self.server.mails)} EXISTS")
        return "OK [READ-ONLY] done"

    def on_uid_search(self, words: list[str]) -> None:
        found = (str(number) for number, mail in enumerate(self.server.mails, 1) if words[4] in mail[0] and words[7] in mail[1])
        self.say(f"* SEARCH {' '.join(found)}".rstrip())

    def on_uid_fetch(self, words: list[str]) -> None:
        for number in words[2].split(","):
            message_id, to = self.server.mails[int(number) - 1]
            headers = f"Message-ID: {message_id}\r\nTo: {to}\r\n\r\n"
            self.say(f"* {number} FETCH (UID {number} BODY[HEADER.FIELDS (MESSAGE-ID TO)] {{{len(headers)}}}")
            self.wfile.write(headers.encode() + b")\r\n")

    def on_logout(self, _: list[str]) -> None:
        self.say("* BYE")

    def say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")

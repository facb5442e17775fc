"""Somebody who gets digests on 127.0.0.1: a receiver of webhooks that checks signatures with code of its own, and fails when told to."""

import base64
import hashlib
import hmac
import socket
import struct
import threading
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from storage.deliveries import Delivery

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
KEY = b"a secret of twenty-four!"
SECRET = "whsec_" + base64.b64encode(KEY).decode()


def delivery(**over: Any) -> Delivery:
    """A delivery of a digest that no archive holds."""
    given = {
        "id": 7,
        "digest_id": 3,
        "subscription": "gas",
        "message_id": "<0123@example.org>",
        "channel": "hook",
        "form": "json",
        "recipient": "hook",
        "body": '{"title": "Снаряды для Киева"}'.encode(),
        "state": "pending",
        "state_at": NOON,
        "due_at": NOON,
        "tries": 0,
        "begun_at": None,
        "reply": "",
        "kind": "digest",
        "subject": "1 new story",
        "frozen_at": NOON,
    }
    return Delivery(**{**given, **over})


def verified(headers: dict[str, str], body: bytes, key: bytes = KEY) -> bool:
    """Check a request as the receiver in docs/how-to/receive-digests.md does."""
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    mine = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return any(hmac.compare_digest(f"v1,{mine}", each) for each in headers["webhook-signature"].split())


class Receiver:
    """Answers as it is told to, keeps every request, and acts on each id once."""

    def __init__(self) -> None:
        self.status = 200
        self.headers: dict[str, str] = {}
        self.body = b""
        self.fault: Callable[[BaseHTTPRequestHandler], None] | None = None
        self.requests: list[tuple[str, dict[str, str], bytes]] = []
        self.seen: Counter[str] = Counter()
        self.acted_on: list[bytes] = []
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                headers = {name.lower(): value for name, value in self.headers.items()}
                receiver.requests.append((self.path, headers, body))
                number = headers.get("webhook-id", "")
                receiver.seen[number] += 1
                if receiver.fault is not None:
                    return receiver.fault(self)
                if receiver.status < 300 and receiver.seen[number] <= 1 + receiver.lost:
                    receiver.acted_on.append(body)
                self.send_response_only(receiver.status)
                for name, value in receiver.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(receiver.body)))
                self.end_headers()
                self.wfile.write(receiver.body)
                return None

            def log_message(self, *_: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: object) -> None:
                """Whoever hangs up on a fault is what the tests want."""

        self.lost = 0  # requests that came and were not acted upon, because the receiver failed
        self._server = Server(("127.0.0.1", 0), Handler)
        self.port: int = self._server.server_port
        self.url = f"http://127.0.0.1:{self.port}/hook/s3cr3t-path?key=s3cr3t-key"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(timeout=5)


def reset(handler: BaseHTTPRequestHandler) -> None:
    """Break a connection off without an answer."""
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()
    handler.close_connection = True

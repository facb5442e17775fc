"""Who may ask: the token, the sessions of browsers that showed it, and a limit to guesses. Nothing of it is kept in the clear."""

import base64
import binascii
import hmac
import secrets
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from hashlib import sha256
from typing import Literal

COOKIE = "khazri"
SESSION_SECONDS = 14 * 86400  # a browser is asked for the token every two weeks, and after a restart
_MOST_SESSIONS = 100  # browsers of one desk; of more the oldest is asked again
GUESSES = 10  # wrong tokens from one address in a minute: a person mistypes twice, and pastes after that
GUESS_SECONDS = 60.0
_MOST_ADDRESSES = 10_000  # whose guesses are remembered; of more the oldest are forgotten

Verdict = Literal["good", "wrong", "none", "limited"]


class Credentials:
    """The token of one server, as its hash."""

    def __init__(self, token: str, clock: Callable[[], float] = time.monotonic) -> None:
        """Take the token; the clock counts seconds."""
        self._hash = _hashed(token)
        self._clock = clock
        self._sessions: OrderedDict[bytes, float] = OrderedDict()
        self._guesses: OrderedDict[str, deque[float]] = OrderedDict()

    def judge(self, authorization: str | None, session: str | None, address: str) -> Verdict:
        """Say what a request's credentials are worth; of an address that guessed too often only a session counts."""
        if session and self._is_session(session):
            return "good"
        if authorization is None:
            return "none"
        return self.judge_token(_token_in(authorization), address)

    def judge_token(self, token: str | None, address: str) -> Verdict:
        """Say whether a token is the one, and count it as a guess where it is not."""
        if self.wait(address) > 0:
            return "limited"
        if token is not None and hmac.compare_digest(_hashed(token), self._hash):
            self._guesses.pop(address, None)
            return "good"
        self._guesses.setdefault(address, deque(maxlen=GUESSES)).append(self._clock())
        self._guesses.move_to_end(address)
        if len(self._guesses) > _MOST_ADDRESSES:
            self._guesses.popitem(last=False)
        return "wrong"

    def wait(self, address: str) -> float:
        """Return the seconds that an address must wait before its next guess."""
        guesses = self._guesses.get(address)
        if guesses is None or len(guesses) < GUESSES:
            return 0.0
        return max(0.0, guesses[0] + GUESS_SECONDS - self._clock())

    def begin_session(self) -> str:
        """Begin a session; return what its cookie holds."""
        session = secrets.token_urlsafe(32)
        self._sessions[_hashed(session)] = self._clock() + SESSION_SECONDS
        if len(self._sessions) > _MOST_SESSIONS:
            self._sessions.popitem(last=False)
        return session

    def end_session(self, session: str) -> None:
        """End a session, if it is one."""
        self._sessions.pop(_hashed(session), None)

    def _is_session(self, session: str) -> bool:
        """Look a session up by its hash: how long that takes says nothing about the session."""
        return self._sessions.get(_hashed(session), 0.0) > self._clock()


def _token_in(authorization: str) -> str | None:
    """Return the token of a header: as Bearer, or as the password of Basic, which feed readers know."""
    scheme, _, value = authorization.partition(" ")
    if scheme.lower() == "bearer":
        return value.strip()
    if scheme.lower() != "basic":
        return None
    try:
        return base64.b64decode(value.strip(), validate=True).decode("utf-8").partition(":")[2]
    except (binascii.Error, ValueError):
        return None


def _hashed(secret: str) -> bytes:
    return sha256(secret.encode("utf-8", "surrogatepass")).digest()

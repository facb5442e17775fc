"""The invented press as a pure function: what an outlet answers to a request in a round."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256

from demo.contents import FIRST_DAY, Channel, Contents, Outlet, Piece, Share
from demo.feeds import LONGEST, Headline, feed_bytes
from demo.pages import (
    Frame,
    SharedStory,
    article_page,
    challenge_page,
    consent_page,
    frame_of,
    front_page,
    gone_page,
    section_page,
    shelf_page,
)

ROBOTS = b"User-agent: *\nDisallow: /private/\nAllow: /\n"
RELATED = 3  # headlines of the outlet's own beside a text

_FEED_TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server sends back."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        """Return the value of a header, or None."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


@dataclass(frozen=True, slots=True)
class Press:
    """The outlets with the addresses they are served at.

    The order of work of `answer`: robots.txt → a feed, 304 where it has not changed → the front page → the page of a piece
    that is published by then → 404.
    """

    contents: Contents
    bases: Mapping[str, str]
    """Outlet id → the address of its front page, with the slash at the end."""

    def answer(self, outlet_id: str, path: str, headers: Mapping[str, str], round_: int) -> Answer:
        """Return what an outlet answers to a GET of a path (with or without a query) in a round."""
        outlet = self.contents.outlet(outlet_id)
        bare = path.partition("#")[0].partition("?")[0]
        if bare == "/robots.txt":
            return Answer(200, (("Content-Type", "text/plain"),), ROBOTS)
        for channel in outlet.channels:
            if channel.path == bare:
                return self._channel(outlet, channel, headers, round_)
        if bare == "/":
            return self._html(outlet, front_page(self._frame(outlet), self.headlines(outlet, round_)))
        for piece in self.contents.published(outlet_id, round_):
            if piece.path == bare:
                return self._piece(outlet, piece, round_)
        return self._html(outlet, gone_page(self._frame(outlet)), 404)

    def url(self, piece: Piece) -> str:
        """Return the address of a piece."""
        return self.bases[piece.outlet_id].rstrip("/") + piece.path

    def share_url(self, share: Share) -> str:
        """Return the address that a shared story's title links to."""
        return share.url or self.url(self.contents.piece(share.piece or ""))

    def headlines(self, outlet: Outlet, round_: int) -> tuple[Headline, ...]:
        """Return what an outlet announces in a round, newest first."""
        return tuple(self._headline(outlet, piece, round_) for piece in self.contents.published(outlet.id, round_))[:LONGEST]

    def _headline(self, outlet: Outlet, piece: Piece, round_: int) -> Headline:
        url = self.url(piece)
        link = f"{url}?{outlet.trackers}" if outlet.trackers else url
        return Headline(url, link, piece.title, piece.paragraphs, piece.author, piece.published, piece.updated_at(round_))

    def _frame(self, outlet: Outlet, beside: Piece | None = None, round_: int = -1) -> Frame:
        """Return the frame of a page; beside a piece stand the outlet's other news, those on the beat first."""
        others = [piece for piece in self.contents.published(outlet.id, round_) if beside and piece.ref != beside.ref]
        others.sort(key=lambda piece: not piece.beat)
        related = tuple(self._headline(outlet, piece, round_) for piece in others[:RELATED])
        return frame_of(self.contents, outlet, self.bases[outlet.id], related)

    def _html(self, outlet: Outlet, body: bytes, status: int = 200) -> Answer:
        # An outlet that does not write UTF-8 does not name its encoding in the header either: only the page's meta tag does.
        kind = "text/html; charset=utf-8" if outlet.encoding == "utf-8" else "text/html"
        return Answer(status, (("Content-Type", kind),), body)

    def _channel(self, outlet: Outlet, channel: Channel, headers: Mapping[str, str], round_: int) -> Answer:
        frame, headlines = self._frame(outlet), self.headlines(outlet, round_)
        changed_at = max((headline.updated for headline in headlines), default=datetime.combine(FIRST_DAY, time(), UTC))
        if channel.kind == "shared-stories":
            shares = self.contents.shared(round_)
            changed_at = max((share.shared_at for share in shares), default=changed_at)
            answer = self._html(outlet, shelf_page(frame, [SharedStory(share, self.share_url(share)) for share in shares]))
        elif channel.kind == "listing" or channel.fault == "html":
            answer = self._html(outlet, front_page(frame, headlines))
        else:
            body = feed_bytes(channel, outlet, self.bases[outlet.id], headlines)
            kind = _FEED_TYPES.get(channel.kind, "application/xml")
            answer = Answer(200, (("Content-Type", f"{kind}; charset={outlet.encoding}"),), body)
        return _conditional(answer, changed_at, headers)

    def _piece(self, outlet: Outlet, piece: Piece, round_: int) -> Answer:
        if piece.answers == "consent wall":
            return self._html(outlet, consent_page(self._frame(outlet)))
        if piece.answers in {"soft 404", "gone"}:
            return self._html(outlet, gone_page(self._frame(outlet)), 404 if piece.answers == "gone" else 200)
        if piece.answers == "challenge":
            challenge = self._html(outlet, challenge_page(self._frame(outlet)), 403)
            return Answer(403, (*challenge.headers, ("cf-mitigated", "challenge")), challenge.body)
        if piece.answers == "listing":
            return self._html(outlet, section_page(self._frame(outlet), self.headlines(outlet, round_), piece))
        return self._html(outlet, article_page(self._frame(outlet, piece, round_), piece, piece.updated_at(round_)))


def _conditional(answer: Answer, changed_at: datetime, headers: Mapping[str, str]) -> Answer:
    """Add validators to an answer; one that the asker holds already becomes a 304 without a body."""
    etag = f'"{sha256(answer.body).hexdigest()[:20]}"'
    modified = format_datetime(changed_at.astimezone(UTC), usegmt=True)
    validators = (("ETag", etag), ("Last-Modified", modified))
    asked = {name.lower(): value for name, value in headers.items()}
    if "if-none-match" in asked:
        known = {each.strip().removeprefix("W/") for each in asked["if-none-match"].split(",")}
        unchanged = etag in known or "*" in known
    else:
        unchanged = _not_later(changed_at, asked.get("if-modified-since"))
    if unchanged:
        return Answer(304, validators, b"")
    return Answer(answer.status, (*answer.headers, *validators), answer.body)


def _not_later(changed_at: datetime, since: str | None) -> bool:
    try:
        return since is not None and changed_at.replace(microsecond=0) <= parsedate_to_datetime(since)
    except (ValueError, TypeError):  # no date, or one without a zone
        return False

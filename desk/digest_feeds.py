"""Digests as an Atom feed: an entry a digest, with its HTML as a reader of feeds shows it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from desk import atom
from desk.atom import NEVER, FeedHead
from desk.digest_forms import as_html, mark_of, subject_of
from news.digests import Digest


class Entry(NamedTuple):
    """A digest, as an entry."""

    mark: str
    """What names it in the world: the first half of its Message-ID."""
    title: str
    made_at: datetime
    html: str
    page: str = ""


def as_atom(digests: Iterable[Digest]) -> bytes:
    """Write digests as a feed; of one subscription, the newest first."""
    told = tuple(digests)
    name = told[0].name if told else ""
    return feed(head_of(name), [Entry(mark_of(each), subject_of(each), each.made_at, as_html(each)) for each in told])


def head_of(subscription: str, address: str = "", page: str = "") -> FeedHead:
    """Return what the feed of a subscription says of itself."""
    return FeedHead(f"Khazri: digests, {subscription}" if subscription else "Khazri: digests", f"digests/{subscription}", address, page)


def feed(head: FeedHead, entries: Sequence[Entry]) -> bytes:
    """Write entries as a feed."""
    made = atom.begin(head, max((each.made_at for each in entries), default=NEVER))
    for each in entries:
        entry = atom.add(made, "entry")
        atom.add(entry, "id", atom.tag_id(f"digest/{each.mark}"))
        atom.add(entry, "title", each.title, type="text")
        atom.add(entry, "updated", atom.written(each.made_at))
        atom.add(entry, "published", atom.written(each.made_at))
        if each.page:
            atom.add(entry, "link", rel="alternate", type="text/html", href=each.page)
        atom.add(entry, "content", each.html, type="html")
    return atom.as_bytes(made)


def mark_in(message_id: str) -> str:
    """Return what names a digest, from its Message-ID."""
    return message_id.strip("<>").rpartition("@")[0] or message_id

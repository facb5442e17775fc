"""Digests frozen as they come, for tests of what happens to them afterwards."""

from collections.abc import Sequence
from datetime import datetime

from storage import digests
from storage.database import Database
from storage.digests import Parcel, Recipient


def freeze(
    db: Database,
    message_id: str,
    article_ids: Sequence[int],
    recipients: Sequence[str],
    now: datetime,
    *,
    subscription: str = "daily",
    body: bytes = b"x",
) -> int:
    """Freeze a mail that tells some articles; return its number."""
    to = [Recipient(each) for each in recipients]
    return digests.freeze(db, Parcel(subscription, message_id, {"mail": body}, article_ids, to, subject="News"), now)

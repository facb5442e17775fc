"""Folders: each digest becomes a file, which is there whole or not at all."""

import os
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from desk.channels import BUSY, Outcome
from desk.reader_settings import ChannelSettings
from storage.deliveries import Delivery

_ENDINGS = {"markdown": "md", "html": "html", "json": "json", "text": "txt", "mail": "eml", "atom": "xml"}
_OTHER = re.compile(r"[^a-z0-9_-]+")


class Folder:
    """A folder of this machine, or one that is mounted there."""

    is_repeatable = True  # the same digest has the same name

    def __init__(self, given: ChannelSettings) -> None:
        """Take the folder's path; it is made where it is not there."""
        self.path = given.path or Path()

    def send(self, delivery: Delivery, commit: Callable[[], bool]) -> Outcome:
        """Write a digest into the folder: under another name first, then, all of it on the disk, under its own."""
        file = self.path / file_name(delivery)
        begun = file.with_name(f".{file.name}.{os.getpid()}")
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            with begun.open("wb") as stream:
                stream.write(delivery.body)
                stream.flush()
                os.fsync(stream.fileno())
            if not commit():
                return BUSY
            begun.replace(file)
            _sync(self.path)
        except OSError as error:
            return Outcome("pending", f"{self.path}: {(error.strerror or str(error)).lower()}")
        finally:
            with suppress(OSError):
                begun.unlink(missing_ok=True)
        return Outcome("sent", str(file))


def file_name(delivery: Delivery) -> str:
    """Return the name of a digest's file: its day (UTC), subscription and number; safe whatever the subscription is called."""
    subscription = _OTHER.sub("-", delivery.subscription.lower()).strip("-")[:40] or "digest"
    return f"{delivery.frozen_at:%Y-%m-%d}-{subscription}-{delivery.digest_id}.{_ENDINGS.get(delivery.form, 'txt')}"


def _sync(folder: Path) -> None:
    """Have the folder remember its new file over a power cut, too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

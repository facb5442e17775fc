"""Ways to hand a digest over: mail, webhooks, folders, and the services that apprise knows.

A channel is asked to send one delivery once. It calls ``commit`` right before the word after which nobody could take it back; only where
that says yes it goes on. Whatever comes of it is an `Outcome`, never an exception.
"""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple, Protocol

from storage.deliveries import Delivery, DeliveryState


class Outcome(NamedTuple):
    """What came of one try."""

    state: DeliveryState
    """``sent``, ``failed`` (refused for good), ``pending`` (to be tried again) or ``in doubt``."""
    reply: str = ""
    """What the other side said, in one line for a person."""
    due_at: datetime | None = None
    """When it wants to be asked again; nothing where it did not say."""
    closes: bool = False
    """Whether it wants nothing more at all."""


BUSY = Outcome("pending", "another sender has it in hand")  # told, and not written down: the other one does that


class Channel(Protocol):
    """Somewhere a digest goes."""

    is_repeatable: bool
    """Whether the other side takes a delivery once, however often it comes: it knows it by its number."""

    def send(self, delivery: Delivery, commit: Callable[[], bool]) -> Outcome:
        """Hand one delivery over; return `BUSY` where ``commit`` says no."""
        ...

"""Processor time of this process and of all that it started, which on a machine with other work says more than the clock."""

import os
import time
from typing import NamedTuple

from processes import cpu_seconds, family


class Spent(NamedTuple):
    """Seconds of processor time."""

    here: float
    """Of this process."""
    below: float
    """Of the processes it started that are still there."""

    @property
    def whole(self) -> float:
        """All together."""
        return self.here + self.below

    def since(self, before: "Spent") -> "Spent":
        """Return what was spent since."""
        return Spent(self.here - before.here, self.below - before.below)


def spent() -> Spent:
    """Return what was spent so far."""
    own = os.getpid()
    return Spent(time.process_time(), sum(cpu_seconds(pid) for pid in family(own) if pid != own))

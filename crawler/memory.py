"""Scrapy's watch over memory, by what is in use now."""

from pathlib import Path

from scrapy.extensions.memusage import MemoryUsage

_STATUS = Path("/proc/self/status")


class MemoryInUse(MemoryUsage):
    """Ends a crawl whose process takes too much.

    Scrapy asks for the most that the process ever took, and the kernel counts there what the program that started it took before.
    """

    def get_virtual_size(self) -> int:
        """Return the bytes of memory that the process takes; where the system does not tell that, the most that it ever took."""
        try:
            lines = _STATUS.read_text("utf-8", "replace").splitlines()
        except OSError:
            return super().get_virtual_size()
        taken = next((line for line in lines if line.startswith("VmRSS:")), None)
        return int(taken.split()[1]) * 1024 if taken else super().get_virtual_size()

"""What pages gave is written down: whatever is there when the disk has time is one transaction.

Each transaction ends with waiting for the disk, whatever it holds. So while one is written the next is gathered; what is handed over alone
is written at once. Nobody goes on before what he handed over is kept.
"""

import asyncio
from typing import Any, TypeVar, cast

from storage.database import Database, Write

T = TypeVar("T")

MOST_TOGETHER = 32  # pieces of one transaction: a fifth of a second, for which others who write must wait


class Writer:
    """Writes into an archive, one transaction after the other."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: list[tuple[Write[Any], asyncio.Future[Any]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def write(self, write: Write[T]) -> T:
        """Do a piece of work; return what it gave once that is kept, or raise what kept it from being done."""
        kept: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting.append((write, kept))
        if self._writing is None:
            self._writing = asyncio.create_task(self._write_all())
        return cast("T", await kept)

    async def _write_all(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting[:MOST_TOGETHER], self._waiting[MOST_TOGETHER:]
                results = await asyncio.to_thread(self._database.write_together, [write for write, _ in batch])
                for (_, kept), result in zip(batch, results, strict=True):
                    _tell(kept, result)
        finally:
            self._writing = None


def _tell(kept: asyncio.Future[Any], result: Any) -> None:
    if kept.done():  # whoever waited was cancelled
        return
    if isinstance(result, Exception):
        kept.set_exception(result)
    else:
        kept.set_result(result)

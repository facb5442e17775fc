"""One event loop for crawls and whatever else the program waits for."""

import asyncio
import contextlib
import ctypes
import os
import signal
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from scrapy.utils.reactor import install_reactor

import crawler.headers  # noqa: F401 - early: what it brings of Scrapy looks, for each frame of the stack, through all modules there are

T = TypeVar("T")

# Numbers of mallopt(3), and what is set. What is as large as that is given back to the system as soon as it is free; else glibc keeps
# it once pages of many megabytes came, and in as many places as there are threads: 930 MB after a hundred hostile servers, not 200.
_ALLOCATION = {-3: 256 * 1024, -8: 2}  # M_MMAP_THRESHOLD in bytes, M_ARENA_MAX


def run_in_loop(main: Callable[[asyncio.Event], Coroutine[Any, Any, T]]) -> T:
    """Run a coroutine in the loop that Scrapy needs, once a process, and return what it returns.

    ``main`` is given an event that is set by SIGINT and SIGTERM: it is expected to finish soon after. A second signal ends the
    process at once, which is safe too: the ledger is whole at every moment.
    """
    _spare_memory()
    install_reactor("twisted.internet.asyncioreactor.AsyncioSelectorReactor")
    from twisted.internet import reactor as installed

    reactor: Any = installed  # its type is that of no reactor in particular

    outcome: list[T] = []
    failure: list[BaseException] = []

    async def guarded() -> None:
        stop = asyncio.Event()
        _listen(stop)
        try:
            outcome.append(await main(stop))
        except BaseException as error:  # noqa: BLE001 - carried out of the reactor and raised below
            failure.append(error)
        finally:
            reactor.stop()

    def begin() -> None:
        tasks.append(asyncio.get_running_loop().create_task(guarded()))

    tasks: list[asyncio.Task[None]] = []
    reactor.callLater(0, begin)  # the loop runs by then
    reactor.run(installSignalHandlers=False)
    if failure:
        raise failure[0]
    return outcome[0]


def _spare_memory() -> None:
    with contextlib.suppress(AttributeError, OSError):  # another C library than glibc
        for number, value in _ALLOCATION.items():
            ctypes.CDLL(None).mallopt(number, value)


def _listen(stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()

    def first(number: signal.Signals) -> None:
        if stop.is_set():
            os._exit(128 + number)  # nothing tidier is quick: threads and half-open connections would be waited for
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(ValueError, RuntimeError):  # not in the main thread: whoever runs us there stops us otherwise
            loop.add_signal_handler(number, first, number)

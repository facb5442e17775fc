"""The one door to the network: which addresses are reached, and how often a host is asked."""

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any, Self

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, IgnoreRequest
from scrapy.http import Response
from twisted.internet.interfaces import IAddress, IHostnameResolver, IHostResolution, IResolutionReceiver
from zope.interface import implementer

from news.addresses import Network, refusal
from news.fetches import STOPPING
from news.urls import host_of

DEFAULT_DELAY = 1.0  # seconds; what Nutch and Heritrix of old called polite, and few robots.txt ask for more


class Outbound:
    """Who may be reached and when, for every spider of this process.

    Scrapy keeps a delay for each crawler; ours run side by side, so the delay between two requests to one host is kept here.
    """

    def __init__(self, allowed: Sequence[Network] = (), clock: Callable[[], float] | None = None) -> None:
        self.allowed = tuple(allowed)
        self.refused: dict[str, str] = {}
        """Why a host was not connected to, by host name."""
        self._clock = clock or (lambda: asyncio.get_running_loop().time())
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._last_end: dict[str, float] = {}
        self._stopping = asyncio.Event()

    async def turn(self, host: str, delay: float) -> asyncio.Lock:
        """Wait until a host may be asked again, and return its lock, held: release it with `done`.

        Raises IgnoreRequest where the crawl is told to stop meanwhile.
        """
        lock = self._turns[host]
        await lock.acquire()
        try:
            wait = self._last_end.get(host, float("-inf")) + delay - self._clock()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), max(wait, 0))
            if self._stopping.is_set():
                raise IgnoreRequest(STOPPING)
        except BaseException:
            lock.release()
            raise
        return lock

    def begin(self) -> None:
        """Let requests begin again, for a new crawl."""
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """Let no request of this crawl begin any more; those that wait for their turn are given up and stay in the ledger."""
        self._stopping.set()

    def done(self, host: str, lock: asyncio.Lock) -> None:
        """Note that a host has answered, and let the next request to it wait for its delay."""
        self._last_end[host] = self._clock()
        lock.release()


class PoliteHandler(HTTP11DownloadHandler):
    """Downloads over http(s) when it is the host's turn, and says so where an address was refused."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        context = getattr(crawler, "context", None)
        self.outbound: Outbound = context.outbound if context else Outbound()

    async def download_request(self, request: Request) -> Response:
        """Download a page once its host may be asked."""
        host = host_of(request.url)
        lock = await self.outbound.turn(host, float(request.meta.get("delay", DEFAULT_DELAY)))
        try:
            return await super().download_request(request)
        except CannotResolveHostError as error:
            name = host.rsplit(":", 1)[0] if host.count(":") == 1 else host
            if why := self.outbound.refused.get(name.strip("[]")):
                raise IgnoreRequest(f"not asked: {why}") from error
            raise
        finally:
            self.outbound.done(host, lock)


@implementer(IHostnameResolver)
class GuardedResolver:
    """Resolves names as before, and hides every answer that holds an address we must not reach.

    The addresses it lets through are the very ones the socket connects to, so a name cannot change its meaning in between.
    """

    def __init__(self, inner: Any, outbound: Outbound) -> None:
        self.inner = inner
        self.outbound = outbound

    def resolveHostName(  # noqa: N802 - the interface's name and arguments
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type[Any]] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> Any:
        """Resolve a name into addresses that may be reached, or into none."""
        judged = _JudgedAnswer(resolutionReceiver, hostName, portNumber, self.outbound)
        return self.inner.resolveHostName(judged, hostName, portNumber, addressTypes, transportSemantics)


@implementer(IResolutionReceiver)
class _JudgedAnswer:
    """Collects a name's addresses and passes them on only if every one of them may be reached."""

    def __init__(self, receiver: Any, host: str, port: int, outbound: Outbound) -> None:
        self.receiver = receiver
        self.host = host
        self.port = port
        self.outbound = outbound
        self.addresses: list[Any] = []

    def resolutionBegan(self, resolution: IHostResolution) -> None:  # noqa: N802
        """Pass the beginning on."""
        self.receiver.resolutionBegan(resolution)

    def addressResolved(self, address: IAddress) -> None:  # noqa: N802
        """Keep an address until all are known."""
        self.addresses.append(address)

    def resolutionComplete(self) -> None:  # noqa: N802
        """Pass the addresses on, or none of them."""
        reasons = [refusal(address.host, self.port, self.outbound.allowed) for address in self.addresses]
        first = next((reason for reason in reasons if reason), None)
        if first:
            self.outbound.refused[self.host] = f"{first}; KHAZRI_ALLOW_NETWORKS can allow it"
        else:
            self.outbound.refused.pop(self.host, None)
            for address in self.addresses:
                self.receiver.addressResolved(address)
        self.receiver.resolutionComplete()


class PublicResolver:
    """Guards the reactor under plain ``scrapy crawl``, which may reach public addresses alone."""

    def __init__(self, reactor: Any) -> None:
        self.reactor = reactor

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> Self:
        """Take the reactor that Scrapy installed."""
        return cls(reactor)

    def install_on_reactor(self) -> None:
        """Put the guard into the reactor."""
        guard(self.reactor, Outbound())


def guard(reactor: Any, outbound: Outbound) -> Callable[[], None]:
    """Put the guarded resolver into a reactor, and return the function that takes it out again."""
    before = reactor.nameResolver
    reactor.installNameResolver(GuardedResolver(before, outbound))
    return lambda: reactor.installNameResolver(before)

"""The one door to the network: which addresses are reached, and how often a host is asked.

The order of work for each request, be it for a feed, a page, a robots.txt or the next address of a redirect: the address is judged →
a host that asked for quiet, or had its share of this crawl, is not asked → the host's turn is waited for → its name is resolved and
every address judged → the answer is read, with limits → what it says of quiet is noted.
"""

import asyncio
import contextlib
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Iterable, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple, Protocol, Self
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, IgnoreRequest, StopDownload
from scrapy.http import Response
from twisted.internet.interfaces import IAddress, IHostnameResolver, IHostResolution, IResolutionReceiver
from twisted.web.client import URI
from zope.interface import implementer

from crawler.headers import CappedFactory
from crawler.robots import RobotsFiles
from news.addresses import Network, objection, refusal
from news.feeds import Entry
from news.fetches import ENOUGH, STOPPING, NotAskedError
from news.politeness import QuietHost, quiet_until
from news.urls import host_of

DEFAULT_DELAY = 1.0  # seconds; what Nutch and Heritrix of old called polite, and few robots.txt ask for more
PAGES_A_CRAWL = 500  # of one host: no outlet prints as much in a day, and a trap that makes ever new addresses ends here
BYTES_AT_ONCE = 64 * 1024 * 1024  # of all answers being read: a hundred servers that never end shall not fill the memory
_IDLE = 120.0  # seconds after which whose turn it is need not be known; longer than any delay


def utc_now() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


class RefusedError(IgnoreRequest):
    """An address was not asked for, and will not be."""

    def __init__(self, host: str, why: str) -> None:
        super().__init__(f"not asked: {why}")
        self.host = host


class Turns(Protocol):
    """Whose turn it is at each host, over all machines that crawl together."""

    async def take(self, host: str) -> float:
        """Take a host's turn; return 0, or the seconds after which to ask again."""

    async def give_back(self, host: str, delay: float) -> None:
        """Let the next turn begin after so many seconds."""


class Turn(NamedTuple):
    """The right to ask one host now."""

    host: str
    delay: float
    """Seconds from its answer to the next turn."""
    lock: asyncio.Lock


@dataclass
class _Share:
    """What one crawl has asked for."""

    asked: Counter[tuple[str, str]] = field(default_factory=Counter)
    planned: Counter[str] = field(default_factory=Counter)
    full: set[str] = field(default_factory=set)
    stopping: asyncio.Event = field(default_factory=asyncio.Event)


class Outbound:
    """Who may be reached and when, for every spider of this process and all its crawls, each of which works with its own `for_crawl`.

    Scrapy keeps a delay for each crawler; ours run side by side, so the delay between two requests to one host is kept here, and
    where several machines crawl together, in their ``turns``.
    """

    def __init__(
        self,
        allowed: Sequence[Network] = (),
        clock: Callable[[], float] | None = None,
        now: Callable[[], datetime] = utc_now,
        keep: Callable[[QuietHost], Awaitable[None]] | None = None,
        most_pages: int = PAGES_A_CRAWL,
        turns: Turns | None = None,
    ) -> None:
        self.allowed = tuple(allowed)
        self.refused: dict[str, str] = {}
        """Why a host was not connected to, by host name."""
        self.robots = RobotsFiles()
        self.most_pages = most_pages
        self.arriving: Counter[Request] = Counter()
        """Bytes of the answers being read."""
        self.now = now
        self._keep = keep
        self._clock = clock or (lambda: asyncio.get_running_loop().time())
        self._shared = turns
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._last_end: dict[str, float] = {}
        self._quiet: dict[str, QuietHost] = {}
        self._share = _Share()

    def left_alone(self, url: str) -> QuietHost | None:
        """Return until when, and why, the host of an address is to be left alone; None where it may be asked."""
        host, now = host_of(url), self.now()
        quiet = self._quiet.get(host)
        if quiet and quiet.until > now:
            return quiet
        ban = self.robots.ban(origin_of(url), now)
        return QuietHost(host, ban.until, ban.why or "robots.txt could not be reached") if ban else None

    def remember(self, hosts: Iterable[QuietHost]) -> None:
        """Take over what is kept of hosts that asked for quiet: it alone counts."""
        self._quiet.clear()
        self._quiet.update((each.host, each) for each in hosts)

    @property
    def full(self) -> tuple[str, ...]:
        """The hosts that had their share of this crawl and would have had more to give."""
        return tuple(sorted(self._share.full))

    def has_room(self, entry: Entry) -> bool:
        """Whether a page that waits may be asked for in this crawl; one whose text is here already always may."""
        if entry.content is not None:
            return True
        return not self.left_alone(entry.link) and self.has_share(entry)

    def has_share(self, entry: Entry) -> bool:
        """Whether a page is within its host's share of this crawl, and count it; what is beyond stays in the ledger for the next."""
        if entry.content is not None:
            return True
        host = host_of(entry.link)
        self._share.planned[host] += 1
        if self._share.planned[host] > self.most_pages:
            self._share.full.add(host)
        return self._share.planned[host] <= self.most_pages

    async def hold(self, quiet: QuietHost) -> None:
        """Leave a host alone, and keep that for the next process; a hold that ends later stays."""
        known = self._quiet.get(quiet.host)
        if known is None or known.until < quiet.until:
            self._quiet[quiet.host] = quiet
        if self._keep:
            await self._keep(quiet)

    def check(self, request: Request) -> str:
        """Return the host of a request that may be made now, and count it; raise RefusedError, NotAskedError or IgnoreRequest else."""
        host = host_of(request.url)
        if why := objection(request.url) or (None if host and _is_read_alike(request.url) else "the address can be read in two ways"):
            raise RefusedError(host, why)
        self.check_quiet(host)
        kind = "robots" if request.meta.get("robots") is not None else "feeds" if "feed" in request.meta else "pages"
        self._share.asked[host, kind] += 1
        if kind != "robots" and self._share.asked[host, kind] > self.most_pages:
            self._share.full.add(host)
            raise IgnoreRequest(ENOUGH if kind == "pages" else f"more than {self.most_pages} feeds or sitemaps of one host in one crawl")
        return host

    def check_quiet(self, host: str) -> None:
        """Raise NotAskedError where a host asked for quiet."""
        quiet = self._quiet.get(host)
        if quiet and quiet.until > self.now():
            raise NotAskedError(quiet.why, quiet.until)

    async def turn(self, host: str, delay: float) -> Turn:
        """Wait until a host may be asked again, and return the turn, which `done` ends.

        Raises IgnoreRequest where the crawl is told to stop meanwhile, NotAskedError where the host asked for quiet.
        """
        lock = self._turns[host]
        await lock.acquire()
        try:
            self.check_quiet(host)
            await self._pause(self._last_end.get(host, float("-inf")) + delay - self._clock())
            while self._shared and (wait := await self._shared.take(host)):
                await self._pause(wait)
        except BaseException:
            lock.release()
            raise
        return Turn(host, delay, lock)

    async def _pause(self, seconds: float) -> None:
        """Wait; raise IgnoreRequest where the crawl is told to stop meanwhile."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._share.stopping.wait(), max(seconds, 0))
        if self._share.stopping.is_set():
            raise IgnoreRequest(STOPPING)

    async def done(self, turn: Turn, *, was_asked: bool = True) -> None:
        """Note that a host has answered, and let the next request to it wait for its delay; not where it heard nothing of us."""
        if was_asked:
            self._last_end[turn.host] = self._clock()
        try:
            if self._shared:
                await self._shared.give_back(turn.host, turn.delay if was_asked else 0.0)
        finally:
            turn.lock.release()

    def for_crawl(self) -> "Outbound":
        """Return the same for one crawl, with its own shares of pages and its own end; forget what can matter no more."""
        self.robots.forget_old(self.now())
        idle = self._clock() - _IDLE
        for host in [host for host, end in self._last_end.items() if end < idle and not self._turns[host].locked()]:
            del self._last_end[host], self._turns[host]
        same = copy(self)
        same._share = _Share()  # noqa: SLF001 - our own class
        return same

    def stop(self) -> None:
        """Let no request of this crawl begin any more; those that wait for their turn are given up and stay in the ledger."""
        self._share.stopping.set()

    def count_bytes(self, request: Request, count: int) -> None:
        """Count bytes of an answer; raise StopDownload where all together are too many and this one is among the larger."""
        self.arriving[request] += count
        total = self.arriving.total()
        if total > BYTES_AT_ONCE and self.arriving[request] * len(self.arriving) >= total:
            raise StopDownload(fail=True)


def origin_of(url: str) -> str:
    """Return the scheme and host of an address: what one robots.txt speaks for."""
    return f"{urlsplit(url).scheme.lower()}://{host_of(url)}"


def _is_read_alike(url: str) -> bool:
    """Whether the program that connects reads the same host and port in an address as those that judge it."""
    parts, (host, port) = urlsplit(url), _connected_to(url)
    return host.lower() == (parts.hostname or "").lower() and port == (parts.port or (443 if parts.scheme == "https" else 80))


def _connected_to(url: str) -> tuple[str, int]:
    """Return the host and port of an address as Twisted reads them, and asks the resolver for."""
    uri: Any = URI.fromBytes(url.encode("ascii"))  # type: ignore[no-untyped-call]
    return uri.host.decode("ascii").strip("[]"), uri.port


class PoliteHandler(HTTP11DownloadHandler):
    """Downloads over http(s) when it is the host's turn, and says so where an address was refused."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        context = getattr(crawler, "context", None)
        self.outbound: Outbound = context.outbound if context else Outbound()
        self._pool._factory = CappedFactory  # noqa: SLF001 - as Scrapy itself does
        crawler.signals.connect(self.bytes_received, signals.bytes_received)

    def bytes_received(self, data: bytes, request: Request) -> None:
        """Hear of each piece of an answer."""
        self.outbound.count_bytes(request, len(data))

    async def download_request(self, request: Request) -> Response:
        """Download a page once its host may be asked."""
        host = self.outbound.check(request)
        delay = max(float(request.meta.get("delay", DEFAULT_DELAY)), self.outbound.robots.delay(origin_of(request.url)))
        turn = await self.outbound.turn(host, delay)
        was_asked = True
        try:
            response = await super().download_request(request)
            await self._heed(host, response)
        except CannotResolveHostError as error:
            was_asked = False
            if why := self.outbound.refused.get(_connected_to(request.url)[0]):
                raise RefusedError(host, why) from error
            raise
        else:
            return response
        finally:
            self.outbound.arriving.pop(request, None)
            await self.outbound.done(turn, was_asked=was_asked)

    async def _heed(self, host: str, response: Response) -> None:
        """Leave the whole host alone where an answer asks for it."""
        said, date = (value.decode("latin-1") if value else None for value in map(response.headers.get, ("Retry-After", "Date")))
        until = quiet_until(response.status, said, date, self.outbound.now())
        if until:
            await self.outbound.hold(QuietHost(host, until, f"the host answered HTTP {response.status}"))


@implementer(IHostnameResolver)
class GuardedResolver:
    """Resolves names as before, and hides every answer that holds an address we must not reach.

    The addresses it lets through are the very ones the socket connects to, so a name cannot change its meaning in between.
    """

    def __init__(self, inner: Any, outbound: Outbound) -> None:
        self.inner = inner
        self.outbound = outbound
        self.is_released = False

    def resolveHostName(  # noqa: N802 - the interface's name and arguments
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type[Any]] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> Any:
        """Resolve a name into addresses that may be reached, or into none."""
        judged = resolutionReceiver if self.is_released else _JudgedAnswer(resolutionReceiver, hostName, portNumber, self.outbound)
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
    """Put the guarded resolver into a reactor, and return the function that takes it out again.

    Guards may be put in while others are there, and be taken out in any order: each holds until it is taken out itself.
    """
    mine = GuardedResolver(reactor.nameResolver, outbound)
    reactor.installNameResolver(mine)

    def release() -> None:
        mine.is_released = True
        outermost = reactor.nameResolver
        while isinstance(outermost, GuardedResolver) and outermost.is_released:
            outermost = outermost.inner
        reactor.installNameResolver(outermost)

    return release

"""The dead man's switch: an address is asked for after each crawl that went well, and somebody else notices when it is not."""

import asyncio
from dataclasses import dataclass

from crawler.probes import probing
from desk.settings import Settings
from news.ledger import CrawlReport

SECONDS = 10.0  # for the answer: a service that is slow today shall not hold up the next crawl


def went_well(report: CrawlReport) -> bool:
    """Whether a crawl did what it should; a single feed that fails is an outlet's matter, all of them are ours."""
    return not report.feeds or report.failed < report.feeds


@dataclass
class Pings:
    """Asks for the address, and remembers what was told of it."""

    problem: str | None = None

    async def send(self, settings: Settings, stop: asyncio.Event) -> str | None:
        """Ask for the address in the settings; return a line for a person where it begins to fail, or works again.

        It is asked for through the door of crawls, so it must be a public one, or in a network that the settings allow.
        """
        if not settings.ping_url or stop.is_set():
            return None
        problem = await _ask(settings, stop)
        if stop.is_set() or problem == self.problem:
            return None
        before, self.problem = self.problem, problem
        if problem is None:
            return "ping_url is reached again"
        return None if before is not None else f"ping_url cannot be reached: {problem}"


async def _ask(settings: Settings, stop: asyncio.Event) -> str | None:
    """Ask, and return what went wrong; the address itself is kept to ourselves, for it is a key to the service."""
    async with probing(settings.user_agent, settings.networks, stop) as prober:
        try:
            answer = await asyncio.wait_for(prober.ask(settings.ping_url, delay=0.0, robots=False), SECONDS)
        except TimeoutError:
            return f"no answer within {SECONDS:g} s"
    return answer.failure

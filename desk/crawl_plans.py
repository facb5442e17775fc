"""How the crawls of a command, of the scheduler and of a fleet's worker are done."""

from collections.abc import Sequence

from crawler.crawls import CrawlPlan
from desk.settings import Settings
from news.beats import SHIPPED_BEAT
from news.sources import Source


def crawl_plan(settings: Settings, sources: Sequence[Source] = (), *, beat_changed: bool = False) -> CrawlPlan:
    """Return how crawls of some sources are done by the settings.

    By its folder, a beat is read by each parser process; without one, it is the one that these were begun with, unless that has changed.
    """
    beat = settings.beat or (SHIPPED_BEAT if beat_changed else None)
    return CrawlPlan(tuple(sources), beat, settings.user_agent, settings.networks, settings.look_interval, archive=settings.kept_in)

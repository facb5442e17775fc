"""RSS and Atom feeds."""

from spiders.looking import LookingSpider


class FeedsSpider(LookingSpider):
    """Looks at RSS and Atom feeds."""

    name = "feeds"
    kinds = ("rss", "atom")

"""No server hears where we found its address."""

from scrapy import Request
from scrapy.http import Response
from scrapy.spidermiddlewares.referer import NoReferrerPolicy, RefererMiddleware, ReferrerPolicy


class NoReferer(RefererMiddleware):
    """Sends no Referer, whatever an answer's ``Referrer-Policy`` says: Scrapy lets it overrule the settings.

    The address of a feed may hold a key.
    """

    def policy(self, response: Response | str | None = None, request: Request | None = None, **_: object) -> ReferrerPolicy:
        """Return the one policy there is, whoever asks for which."""
        return NoReferrerPolicy()

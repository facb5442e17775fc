"""Pages that list an outlet's news, for outlets without a feed."""

from spiders.looking import LookingSpider


class ListingsSpider(LookingSpider):
    """Looks at listing pages; which links count is said in the sources file."""

    name = "listings"
    kinds = ("listing",)

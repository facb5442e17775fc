"""Scrapy's settings: the safe floor of this project. What differs from run to run is set by `crawler.crawls`."""

from news.version import VERSION

BOT_NAME = "khazri"
SPIDER_MODULES = ["spiders"]
USER_AGENT = f"Khazri/{VERSION} (news monitor)"

TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"

# Nothing listens, nothing but http(s) is asked for, nothing is remembered between requests.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
DOWNLOAD_HANDLERS = {
    "http": "crawler.outbound.PoliteHandler",
    "https": "crawler.outbound.PoliteHandler",
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
}
TWISTED_DNS_RESOLVER = "crawler.outbound.PublicResolver"
COOKIES_ENABLED = False
REFERRER_POLICY = "no-referrer"
DOWNLOAD_VERIFY_CERTIFICATES = True
METAREFRESH_ENABLED = False
REDIRECT_MAX_TIMES = 5
URLLENGTH_LIMIT = 2083
HTTPCACHE_ENABLED = False
DEPTH_LIMIT = 5  # feed, index of sitemaps (three deep), page

# One server cannot eat the machine: 10 MB a page (a feed may have 20, see spiders), 30 s in all, memory watched.
DOWNLOAD_MAXSIZE = 10 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_TIMEOUT = 30
MEMUSAGE_ENABLED = True
MEMUSAGE_LIMIT_MB = 1024

# Polite: robots.txt is obeyed. One request at a time a host, and the delay between two, are kept in crawler.outbound across all
# spiders. Requests in the air are many, so that a hundred hosts that drip or stay silent leave the others their places; what all
# answers together may hold is kept there, too.
ROBOTSTXT_OBEY = True
CONCURRENT_REQUESTS = 256
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 0
HTTPPROXY_ENABLED = False  # a proxy of the environment would resolve names behind the guard's back

# What waits to be read, of large and of slow documents, is bounded in crawler.parsers, below this: they alone shall not stop all others.
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 96 * 1024 * 1024

# What one answer gives is worked on by this many at a time, more than there are parser processes. Scrapy makes as many tasks for each
# answer, and its 100 of them cost more than asking for an unchanged feed. Spiders whose answers give one page each have 1.
CONCURRENT_ITEMS = 8

# Every status is looked at: a 404 page is a fact for the ledger. The ledger decides when to ask again, not an immediate retry.
HTTPERROR_ALLOW_ALL = True
RETRY_ENABLED = False

# Scrapy imports all that it lists in these, off or not, and asks each of them about every request and answer: here is what we use.
DOWNLOADER_MIDDLEWARES_BASE = {
    "scrapy.downloadermiddlewares.downloadtimeout.DownloadTimeoutMiddleware": 350,
    "scrapy.downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware": 400,
    "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": 500,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": 600,
    "scrapy.downloadermiddlewares.stats.DownloaderStats": 850,
}
DOWNLOADER_MIDDLEWARES = {
    "crawler.middlewares.conditional_get.ConditionalGet": 90,
    "crawler.middlewares.obey_robots.ObeyRobots": 100,
    "crawler.middlewares.whole_answers.WholeAnswers": 590,
}
SPIDER_MIDDLEWARES_BASE = {
    "scrapy.spidermiddlewares.start.StartSpiderMiddleware": 25,
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": 800,
    "scrapy.spidermiddlewares.depth.DepthMiddleware": 900,
}
SPIDER_MIDDLEWARES = {
    "crawler.middlewares.skip_known.SkipKnown": 50,
    "crawler.middlewares.no_referer.NoReferer": 700,
}
ITEM_PIPELINES = {
    "crawler.pipelines.read_pages.ReadPages": 100,
    "crawler.pipelines.keep_articles.KeepArticles": 200,
}

# Its consoles, too, would be imported: a third of a second for every crawl.
EXTENSIONS_BASE = {
    "scrapy.extensions.corestats.CoreStats": 0,
    "crawler.memory.MemoryInUse": 0,
}
LOG_LEVEL = "WARNING"

"""How pages are fetched and kept: the Scrapy project."""

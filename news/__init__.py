"""What the monitor knows: values and pure functions, without network, database, clock or Scrapy."""

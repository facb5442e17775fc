"""news-please's reader of CC-NEWS on a WARC file that is here, run by a Python that has it: ``backfill_newsplease.py FILE``.

Its `CommonCrawlExtractor` downloads a file unless its folder of downloads has one of that name, which is how it is given ours; what it
asks Amazon for before that fails at once where no account is set up, and it goes on. It is told not to download pictures, and to go on
after errors. What it found is inserted into SQLite. The last line that it prints is what it took, without the program's start.
"""

import json
import os
import sqlite3
import sys
import time
from pathlib import Path

from newsplease.crawler.commoncrawl_crawler import CommonCrawlExtractor  # by this module, for the two import each other

_NO_ACCOUNT = {"AWS_EC2_METADATA_DISABLED": "true", "AWS_SHARED_CREDENTIALS_FILE": os.devnull, "AWS_CONFIG_FILE": os.devnull}


def main(file: Path) -> None:
    """Read every record."""
    os.environ |= _NO_ACCOUNT
    connection = sqlite3.connect("articles.db")
    connection.execute("CREATE TABLE articles (url TEXT, title TEXT, date TEXT, language TEXT, text TEXT)")
    counts: list[int] = []

    def keep(article) -> None:  # type: ignore[no-untyped-def]
        row = (article.url, article.title, str(article.date_publish), article.language, article.maintext)
        connection.execute("INSERT INTO articles VALUES (?, ?, ?, ?, ?)", row)
        connection.commit()

    began, cpu = time.perf_counter(), time.process_time()
    CommonCrawlExtractor().extract_from_commoncrawl(
        file.name,
        callback_on_article_extracted=keep,
        callback_on_warc_completed=lambda _, *told: counts.extend(told),
        local_download_dir_warc=str(file.parent),
        ignore_unicode_errors=True,
        delete_warc_after_extraction=False,
    )
    passed, _, _, records = counts
    took = {"records": records, "seconds": time.perf_counter() - began, "cpu": time.process_time() - cpu}
    print(json.dumps({**took, "kept": passed}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))

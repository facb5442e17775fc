"""news-please on a list of addresses, run by a Python that has it: ``crawl_newsplease.py FILE``.

The pages are fetched one by one and given to ``from_html``; what it takes to fetch one is next to nothing beside the rest. It is told
not to download the pictures that a page names, as it would by itself. A page that it fails on is left out.
"""

import sqlite3
import sys
from pathlib import Path
from urllib.request import urlopen

from newsplease import NewsPlease

if __name__ == "__main__":
    connection = sqlite3.connect("articles.db")
    connection.execute("CREATE TABLE articles (url TEXT PRIMARY KEY, title TEXT, date TEXT, language TEXT, text TEXT)")
    for url in Path(sys.argv[1]).read_text(encoding="utf-8").split():
        with urlopen(url) as answer:
            text = answer.read().decode("utf-8", "replace")
        try:
            found = NewsPlease.from_html(text, url=url, fetch_images=False)
        except Exception as error:  # noqa: BLE001 - whatever its extractors raise
            print(f"{url}: {type(error).__name__}: {error}")
            continue
        told = (url, found.title, str(found.date_publish), found.language, found.maintext)
        connection.execute("INSERT INTO articles VALUES (?, ?, ?, ?, ?)", told)
    connection.commit()

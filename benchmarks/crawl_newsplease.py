"""news-please on a list of addresses, run by a Python that has it: ``crawl_newsplease.py FILE``."""

import sqlite3
import sys
from pathlib import Path

from newsplease import NewsPlease

if __name__ == "__main__":
    articles = NewsPlease.from_urls(Path(sys.argv[1]).read_text(encoding="utf-8").split())
    connection = sqlite3.connect("articles.db")
    connection.execute("CREATE TABLE articles (url TEXT PRIMARY KEY, title TEXT, date TEXT, language TEXT, text TEXT)")
    told = [(url, each.title, str(each.date_publish), each.language, each.maintext) for url, each in articles.items() if each]
    connection.executemany("INSERT INTO articles VALUES (?, ?, ?, ?, ?)", told)
    connection.commit()

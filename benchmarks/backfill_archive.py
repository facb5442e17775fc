"""An archive of whole sites for `bench_backfill.py`: a WARC of pages of which few are on the beat, and no page comes twice.

Each record has a paragraph of words that no other has, for what remembers words would be flattered by pages that are all alike.
"""

import base64
import gzip
import hashlib
import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5

from realistic_pages import realistic_pages

from news.beats import load_beat
from news.pregate import Pregate, pregate_of

HOSTS = tuple(f"paper{number}.example" for number in range(300))
_CODE_PAGES = ("windows-1251", "koi8-r", "iso-8859-9")
_CODED = 0.1  # of the pages
_WORD = re.compile(r"\w+")
_FRESH = 80  # words that only this page has: a long article in a language of many forms
_SEEDS = 4  # times the press's pages are built anew, with other menus, cards and scripts
_SYLLABLES = (("ba", "ne", "li", "to", "mur", "sak", "ve", "do"), ("ба", "не", "ли", "то", "мур", "сак", "ве", "до"))
_OTHER_LETTERS = str.maketrans("aeiourszkbаеиоурсзкбə", "ieaouzrskgиеаоузрскге")


class Body(NamedTuple):
    """A page as a server sends it."""

    content: bytes
    content_type: str = "text/html"


def write(path: Path, records: int, share: float, pages: Path | None) -> None:
    """Write an archive, record by record compressed, with so many records, of which a share is on the beat."""
    chance = random.Random(9)
    on_beat, off_beat = _bases(pages)
    with path.open("wb") as file:
        for number in range(records):
            body = with_fresh_words(chance.choice(on_beat if chance.random() < share else off_beat), chance)
            coded = in_code_page(body, chance) if not pages and chance.random() < _CODED else body
            file.write(record(f"https://{HOSTS[number % len(HOSTS)]}/news/{number}", coded))


@cache
def _bases(pages: Path | None) -> tuple[list[Body], list[Body]]:
    """Return the pages on the beat and those off it that all records are made of."""
    on_beat = [Body(page.body) for page in realistic_pages()]
    off_beat = list(pages_in(pages) if pages else neutral_pages())
    print(f"{len(off_beat)} pages off the beat, {len(on_beat)} on it, each record with words of its own")
    return on_beat, off_beat


def with_fresh_words(body: Body, chance: random.Random) -> Body:
    """Put a paragraph behind the last one, of words that were made for this page."""
    cyrillic = b"\xd0" in body.content
    words = ["".join(chance.choices(_SYLLABLES[cyrillic], k=chance.randint(3, 5))) for _ in range(_FRESH)]
    paragraph = f"<p>{' '.join(words)}.</p>".encode()
    at = body.content.rfind(b"</p>") + 4
    return body._replace(content=body.content[:at] + paragraph + body.content[at:]) if at >= 4 else body


def in_code_page(body: Body, chance: random.Random) -> Body:
    """Return a page in UTF-8 in a code page that it declares."""
    code_page = chance.choice(_CODE_PAGES)
    text = re.sub("charset=([\"']?)utf-8", rf"charset=\1{code_page}", body.content.decode(), flags=re.IGNORECASE)
    return Body(text.encode(code_page, "xmlcharrefreplace"), f"text/html; charset={code_page}")


def neutral_pages() -> Iterator[Body]:
    """Give the press's pages with the names of either side spelt otherwise."""
    gate = pregate_of(load_beat())
    for seed in range(2, 2 + _SEEDS):
        for page in realistic_pages(seed):
            body = neutral(page.body.decode(), gate).encode()
            if not gate.may_be_on_beat(body):  # half of them hold a name as a phrase, or in entities
                yield Body(body, "text/html; charset=utf-8")


def neutral(text: str, gate: Pregate) -> str:
    """Return a page in which no word names a side by itself."""
    named = {word: word.lower().translate(_OTHER_LETTERS) for word in set(_WORD.findall(text)) if gate.may_be_on_beat(word.encode())}
    others = {word: other if not gate.may_be_on_beat(other.encode()) else "ward" for word, other in named.items()}
    return _WORD.sub(lambda found: others.get(found[0], found[0]), text)


def pages_in(folder: Path) -> Iterator[Body]:
    """Read the pages of a folder."""
    for path in sorted([*folder.glob("*.html"), *folder.glob("*.html.gz")]):
        yield Body(gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes())


def record(url: str, body: Body) -> bytes:
    """Write one answer of a server as a record of a WARC file."""
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: {body.content_type}\r\n\r\n".encode() + body.content
    digest = base64.b32encode(hashlib.sha1(answer).digest()).decode()
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-05-01T10:00:00Z\r\n"
    head += f"WARC-Record-ID: <urn:uuid:{uuid5(NAMESPACE_URL, url)}>\r\nWARC-Block-Digest: sha1:{digest}\r\n"
    head += f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    return gzip.compress(head.encode() + answer + b"\r\n\r\n", 6)

"""Pages for crawls: as many as are wanted, each with a text of its own, of which some are on the beat.

The order of work: take base pages (the invented press's, or the files of a folder) → for each page wanted take the next one → put the
words of its paragraphs into another order, so that no two texts are alike → put in a paragraph of the press, or take the names of the
beat out.
"""

import gzip
import html
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from press_texts import paragraphs_by_language
from realistic_pages import realistic_pages

from news.beats import Beat, judge, load_beat
from news.charsets import decode
from news.pregate import Pregate, pregate_of

HOSTS = 40  # each is asked one question at a time, and so many keep any crawler busy
_CODE = re.compile(r"(<script\b.*?</script>|<style\b.*?</style>|<!--.*?-->)", re.DOTALL | re.IGNORECASE)
_PROSE = re.compile(r">([^<>]{60,})<")  # runs of text that are longer than a headline or the label of a link
_PARAGRAPH = re.compile(r"<p\b[^>]*>(?:(?!</?p\b).){80,}?</p>", re.DOTALL | re.IGNORECASE)
_OWN_ADDRESS = re.compile(r"""<link\b[^>]*\brel=["']?(?:canonical|amphtml|alternate)\b[^>]*>|<meta\b[^>]*\bog:url\b[^>]*>""", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_TAG = re.compile(r"<[^>]*>")
_NEWS = 3  # paragraphs of the press that make a page one for the beat


@dataclass(frozen=True, slots=True)
class CrawlPage:
    """A page that a server shows."""

    host: int
    """Which of the hosts shows it, from 0."""
    path: str
    title: str
    body: bytes
    """In UTF-8."""
    is_wanted: bool
    """Whether its text is on the beat."""


def crawl_pages(count: int, wanted_of: int, folder: Path | None = None, seed: int = 1) -> Iterator[CrawlPage]:
    """Make pages, of which every ``wanted_of``-th is on the beat (1: all); without a folder, of the invented press's."""
    chance = random.Random(seed)
    beat = load_beat()
    pregate = pregate_of(beat)
    bases = list(_real(folder) if folder else _invented())
    quiet = bases if folder else [_without_names(base, pregate) for base in bases]
    news = _news(beat)
    for number in range(count):
        is_wanted = number % wanted_of == 0
        base = (bases if is_wanted else quiet)[number % len(bases)]
        text = _told_anew(base, chance)
        if is_wanted:
            text = _with_news(text, [_shuffled(told, chance) for told in chance.sample(news, _NEWS)])
        yield CrawlPage(number % HOSTS, f"/news/{number}/", _title_of(base, number), text.encode(), is_wanted)


def _invented() -> Iterator[str]:
    for page in realistic_pages():
        yield decode(page.body, page.content_type)


def _real(folder: Path) -> Iterator[str]:
    for path in sorted([*folder.rglob("*.html"), *folder.rglob("*.html.gz")]):
        body = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        yield decode(body, "")


def _told_anew(base: str, chance: random.Random) -> str:
    """Shuffle the words of every longer run of text, and take out what names the address of the page itself."""

    parts = _CODE.split(_OWN_ADDRESS.sub("", base))
    return "".join(part if at % 2 else _PROSE.sub(lambda found: f">{_shuffled(found[1], chance)}<", part) for at, part in enumerate(parts))


def _shuffled(text: str, chance: random.Random) -> str:
    words = text.split()
    chance.shuffle(words)
    return " ".join(words)


def _with_news(text: str, news: Sequence[str]) -> str:
    """Put paragraphs behind the longest ones of the page, each behind one."""
    longest = sorted(_PARAGRAPH.finditer(text), key=lambda found: -len(_TAG.sub("", found[0])))[: len(news)]
    places = [found.end() for found in longest] or [text.lower().rfind("</body>")]
    for place, told in sorted(zip(places, news, strict=False), reverse=True):
        text = f"{text[:place]}\n<p>{html.escape(told)}</p>{text[place:]}"
    return text


@cache
def _news(beat: Beat) -> tuple[str, ...]:
    """Return paragraphs of the press in English that are news for the beat."""
    told = dict.fromkeys(paragraph for _, paragraph in paragraphs_by_language()["en"])
    return tuple(each for each in told if judge(beat, "", each, "en").relevance == "strong")


def _without_names(base: str, pregate: Pregate) -> str:
    """Write every word backwards that may name a side of the beat."""
    names = {word for word in set(_WORD.findall(base)) if pregate.may_be_on_beat(f" {word} ".encode(), "text/html; charset=utf-8")}
    return _WORD.sub(lambda found: found[0][::-1] if found[0] in names else found[0], base)


def _title_of(base: str, number: int) -> str:
    found = re.search(r"<title[^>]*>([^<]{3,150})", base)
    return html.unescape(found[1]).strip() if found else f"Page {number}"

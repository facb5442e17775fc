"""khazri extract, feed, tag: for people who tune sources and rules. They need no database and no network."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from news.errors import InputError, UsageError

if TYPE_CHECKING:
    from desk.options import Options
    from news.sources import Source


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(extract)
    app.command()(feed)
    app.command()(tag)


def extract(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A page saved as HTML (.gz too); - for standard input.")],
    url: Annotated[str, typer.Option(help="The page's address.")],
    timezone: Annotated[str, typer.Option(help="Zone of dates without one.")] = "UTC",
    why: Annotated[bool, typer.Option("--why", help="Say for each field which candidate won, and why the others did not.")] = False,
) -> None:
    """Read one page and print its article object."""
    from desk.inputs import read_input
    from desk.objects import choices_object, read_article_object
    from desk.opening import beat_of
    from news.articles import Rejection, explain_page
    from news.beats import judge
    from news.feeds import Entry
    from news.pages import Page
    from news.urls import canonical_url

    options: Options = context.obj
    address = canonical_url(url)
    if address is None:
        raise UsageError(f"{url!r} is no http(s) address", "give the page's address with --url")
    now = datetime.now(UTC)
    page = Page(address, 200, read_input(file), "", now, address)
    found = explain_page(page, Entry(address, address), _source_at(address, timezone), now)
    choices = choices_object(found.choices)
    if isinstance(found.result, Rejection):
        if why:
            _print_why(choices, {"kind": found.result.reason})
        raise InputError(f"{file}: no article: {found.result.reason}", "give a page that holds one")
    article = found.result
    judgement = judge(beat_of(options.settings()), article.title, article.text, article.lang)
    told = read_article_object(article, judgement, now)
    if why:
        _print_why(choices, told)
    else:
        _print_line(told)


def feed(
    file: Annotated[Path, typer.Argument(help="A feed, sitemap or listing saved to a file (.gz too); - for standard input.")],
    url: Annotated[str, typer.Option(help="The feed's address, for links that are not absolute.")] = "http://feed.invalid/",
    kind: Annotated[str, typer.Option(help="rss, atom, sitemap, news-sitemap or listing.")] = "rss",
    links: Annotated[str | None, typer.Option(help="Listing: CSS selector of the links.")] = None,
    pattern: Annotated[str | None, typer.Option(help="Listing, sitemap: glob on the path.")] = None,
    timezone: Annotated[str, typer.Option(help="Zone of dates without one.")] = "UTC",
) -> None:
    """Read one feed and print its entries, one JSON object a line."""
    from desk.inputs import read_input
    from desk.objects import entry_object
    from desk.printing import say
    from news.feeds import read_feed
    from news.pages import Page
    from news.sources import FEED_KINDS, Feed

    known = [each for each in FEED_KINDS if each != "shared-stories"]
    if kind not in known:
        raise UsageError(f"{kind!r} is no kind of feed", f"write one of {', '.join(known)}")
    now = datetime.now(UTC)
    described = Feed("file/feed", "file", url, kind, links=links, pattern=pattern)
    reading = read_feed(Page(url, 200, read_input(file), "", now, url), described, _source_at(url, timezone), now)
    for entry in reading.entries:
        _print_line(entry_object(entry))
    for child in reading.children:
        _print_line({"sitemap": child})
    if reading.problem:
        say(f"khazri: {file}: {reading.problem}")
        raise typer.Exit(0 if reading.entries else 1)


def tag(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="JSON lines {id, title, text, lang?, country?}; standard input by default.")] = Path("-"),
) -> None:
    """Judge texts: read JSON lines, print id, language, relevance and topics of each."""
    from desk.inputs import given_texts
    from desk.objects import tag_object
    from desk.opening import beat_of
    from desk.printing import say
    from news.beats import judge

    options: Options = context.obj
    beat = beat_of(options.settings())
    wrong = 0
    for given in given_texts(file):
        if isinstance(given, str):
            wrong += 1
            say(f"khazri: {given}")
        else:
            judgement = judge(beat, given.title, given.text, given.lang, given.country)
            topics = [tag_object(each) for each in judgement.tags]
            _print_line({"id": given.id, "lang": given.lang, "relevance": judgement.relevance, "topics": topics})
    if wrong:
        raise typer.Exit(1)


def _source_at(url: str, timezone: str) -> "Source":
    from zoneinfo import ZoneInfo

    from news.sources import Source
    from news.urls import host_of

    try:
        ZoneInfo(timezone)
    except (KeyError, ValueError, OSError) as error:
        raise UsageError(f"{timezone!r} is no time zone", "write one like Asia/Baku") from error
    return Source("file", host_of(url), url, "", (), timezone, "")


def _print_why(choices: dict[str, Any], told: dict[str, Any]) -> None:
    """Print an article with its candidates: as a table on a terminal, as one object for a program."""
    from desk.printing import print_table, write

    if not sys.stdout.isatty():
        return _print_line({**told, "why": choices})
    write(str(told.get("title") or f"no article: {told['kind']}"))
    values = {**told, "published": told.get("published_at"), "origin": (told.get("origin") or {}).get("name")}
    rows = []
    for name, candidates in choices.items():
        value = str(values.get(name) or "–").partition("\n")[0]
        rows.append((name, value, "", ""))
        rows += [("", each["verdict"], each["place"], each["text"]) for each in candidates]
    return print_table(("field", "value, verdicts", "where", "what it says"), rows)


def _print_line(value: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")

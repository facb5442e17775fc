"""Pages of every kind an outlet answers with, each with the kind a person gave it.

The pages are built from `corpora/kinds/`: contents in TOML, site designs in `skeletons/`, words of the chrome in
`words*.toml`, names of the outlets in `sites.toml`.
"""

import json
import re
import tomllib
import unicodedata
import zlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

ROOT = Path(__file__).parent / "corpora" / "kinds"

# Where on the page a piece of furniture stands: at the body's start, right after the text, or at the body's end.
SLOTS = ("top", "mid", "end")

# What stands around a subhead, a quotation and an interviewer's question.
WRAPPERS = {"##": ("<h2>", "</h2>"), "> ": ("<blockquote><p>", "</p></blockquote>"), "? ": ("<p><strong>", "</strong></p>")}

KINDS = (
    "article",
    "live blog",
    "teaser",
    "listing",
    "challenge",
    "consent wall",
    "soft 404",
    "login page",
    "service page",
    "gone",
    "server error",
    "refused",
    "not HTML",
    "empty",
)


@dataclass(frozen=True, slots=True)
class KindCase:
    """One answer of a server and what a person would call it; `also` holds other kinds that a person would accept."""

    name: str
    kind: str
    lang: str
    status: int
    content_type: str
    requested_url: str
    url: str
    body: bytes
    note: str
    also: tuple[str, ...] = ()


@cache
def load() -> list[KindCase]:
    """All cases, in the order of the files."""
    words = _words()
    pages: list[dict[str, Any]] = []
    for path in sorted(ROOT.glob("pages_*.toml")):
        pages += tomllib.loads(path.read_text(encoding="utf-8"))["page"]
    return [_case(page, words) for page in pages]


def _words() -> dict[str, dict[str, Any]]:
    words: dict[str, dict[str, Any]] = {}
    for path in sorted(ROOT.glob("words*.toml")):
        words.update(tomllib.loads(path.read_text(encoding="utf-8")))
    return words


@cache
def _sites() -> dict[str, str]:
    return tomllib.loads((ROOT / "sites.toml").read_text(encoding="utf-8"))["sites"]


@cache
def _environment() -> Environment:
    return Environment(loader=FileSystemLoader(ROOT / "skeletons"), autoescape=True, undefined=StrictUndefined, trim_blocks=True)


def _case(page: dict[str, Any], words: dict[str, dict[str, Any]]) -> KindCase:
    encoding = page.get("encoding", "utf-8")
    return KindCase(
        name=page["name"],
        kind=page["kind"],
        lang=page["lang"],
        status=page.get("status", 200),
        content_type=page.get("type", f"text/html; charset={encoding}"),
        requested_url=page.get("requested", page["url"]),
        url=page["url"],
        body=_body(page, words[page["lang"]], encoding),
        note=page["note"],
        also=tuple(page.get("also", ())),
    )


def _body(page: dict[str, Any], words: dict[str, Any], encoding: str) -> bytes:
    if "hex" in page:
        return bytes.fromhex(page["hex"])
    context = _context(page, words)
    if "raw" in page:
        text = _environment().from_string(page["raw"]).render(context)
    else:
        text = _environment().get_template(page["skeleton"] + ".html").render(context)
    return text.encode(encoding, errors="xmlcharrefreplace")


def _context(page: dict[str, Any], words: dict[str, Any]) -> dict[str, Any]:
    seed = zlib.crc32(page["name"].encode())
    context = {**_chrome(page, words, seed), **_content(page, words, seed)}
    return _furnished(page, context)


def _chrome(page: dict[str, Any], words: dict[str, Any], seed: int) -> dict[str, Any]:
    """What a site prints around every page, and what its designs call."""
    host = urlsplit(page["url"]).netloc
    return {
        "lang": page["lang"],
        "w": words,
        "seed": seed,
        "host": host,
        "base": f"https://{host}",
        "url": page["url"],
        "site": _sites()[host.split(".")[-2]],
        "x": page.get("x", []),
        "heads": _headlines(words, seed),
        "menu": [{"name": name, "href": "/" + (slug(name) or f"cat{n}")} for n, name in enumerate(words["menu"])],
        "prose": prose,
        "prose_br": prose_br,
        "slug": slug,
        "dumps": lambda value: Markup(json.dumps(value, ensure_ascii=False).replace("</", "<\\/")),
    }


def _content(page: dict[str, Any], words: dict[str, Any], seed: int) -> dict[str, Any]:
    """What this page says."""
    date = page.get("date", "2026-03-12T14:35:00+04:00")
    return {
        "title": page.get("title", words["latest"]),
        "lead": page.get("lead", ""),
        "author": page.get("author", ""),
        "section": page.get("section", words["menu"][seed % 4]),
        "tags": page.get("tags", []),
        "meta": page.get("meta", "full"),
        "iso": date,
        "shown": _shown(date, words),
        "day": f"{date[8:10]}.{date[5:7]}.{date[:4]}",
        "clock": date[11:16],
        "items": [_item(line, n, seed) for n, line in enumerate(page.get("items", "").strip().splitlines())],
        "paras": [block for block in page.get("text", "").strip().split("\n\n") if block],
        "plain": " ".join(page.get("text", "").split()),
    }


def _furnished(page: dict[str, Any], context: dict[str, Any]) -> dict[str, Any]:
    """The context with the page's furniture (banners, forms, scripts) and its main part rendered."""
    macros = _environment().get_template("extras.html").make_module(context)
    for slot in SLOTS:
        wanted = [name for name in context["x"] if name.startswith(slot + "_")]
        context[slot] = Markup("\n".join(str(getattr(macros, name)()) for name in wanted))
    main = page.get("main", "")
    context["main"] = Markup(_environment().from_string(main).render({**context, "main": ""})) if main else ""
    return context


def _shown(date: str, words: dict[str, Any]) -> str:
    return f"{int(date[8:10])} {words['months'][int(date[5:7]) - 1]} {date[:4]}, {date[11:16]}"


def _headlines(words: dict[str, Any], seed: int) -> list[dict[str, str]]:
    """The language's headlines turned by the seed, with addresses, so that no two pages show the same list."""
    titles = words["headlines"]
    start = seed % len(titles)
    step = next(n for n in (7, 11, 13, 17, 1) if len(titles) % n)
    order = [titles[(start + step * n) % len(titles)] for n in range(len(titles))]
    return [_headline(title, n, seed) for n, title in enumerate(order)]


def _headline(title: str, n: int, seed: int) -> dict[str, str]:
    number = 100000 + (seed + 37 * n) % 800000
    shapes = (
        f"/news/{number}",
        f"/{slug(title) or 'n'}-{number}.html",
        f"/az/post/{number}",
        f"/2026/03/{1 + n % 28:02}/{slug(title) or number}/",
    )
    clock = f"{(20 - n // 2) % 24:02}:{(seed + 13 * n) % 60:02}"
    return {"title": title, "href": shapes[seed % 4], "clock": clock, "img": f"/uploads/2026/03/{number}_280x180.jpg"}


def _item(line: str, n: int, seed: int) -> dict[str, str]:
    title, _, text = line.partition(" | ")
    return {**_headline(title.strip(), n, seed), "text": text.strip()}


def slug(text: str) -> str:
    """The text as the tail of an address; empty where it has too few Latin letters."""
    plain = (
        unicodedata.normalize("NFKD", text.lower().replace("ə", "e").replace("ı", "i").replace("ł", "l")).encode("ascii", "ignore").decode()
    )
    words = re.findall(r"[a-z0-9]+", plain)
    return "-".join(words) if sum(map(len, words)) > len(text) // 2 else ""


def prose(text_blocks: list[str]) -> Markup:
    """Paragraphs, subheads (`##`), quotations (`>`), questions (`?`), captions (`!`), lists (`*`) and times (`@14:35`) as HTML."""
    return Markup("\n".join(_block(block) for block in text_blocks))


def _block(block: str) -> str:
    mark, rest = block[:2], escape(block[2:].strip())
    if mark in WRAPPERS:
        before, after = WRAPPERS[mark]
        return f"{before}{rest}{after}"
    if mark == "! ":
        return f'<figure><img src="/uploads/photo/{zlib.crc32(block.encode()) % 10**6}.jpg" alt=""><figcaption>{rest}</figcaption></figure>'
    if mark == "* ":
        return "<ul>" + "".join(f"<li>{escape(line[2:])}</li>" for line in block.splitlines()) + "</ul>"
    if block.startswith("@"):
        clock, _, said = block[1:].partition(" ")
        return f'<div class="entry"><time class="entry-time">{clock}</time><div class="entry-text"><p>{escape(said)}</p></div></div>'
    return f"<p>{escape(block)}</p>"


def prose_br(text_blocks: list[str]) -> Markup:
    """The same text as old editors write it: line breaks and no paragraphs."""
    lines = []
    for block in text_blocks:
        if block.startswith("##") or block[:2] == "? ":
            lines.append(f"<b>{escape(block[2:].strip())}</b>")
        elif block.startswith("@"):
            lines.append(str(escape(block[1:].replace(" ", " - ", 1))))
        else:
            lines.append(str(escape(block[2:] if block[:2] in {"> ", "! ", "* "} else block)))
    return Markup("<br /><br />\n".join(lines))

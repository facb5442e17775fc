"""Pages of the size that news pages have: the invented press's articles, lengthened, within menus, cards, scripts and small print."""

import html
import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from demo.contents import LAST_ROUND, Contents, Piece, read_contents
from demo.press import Press
from news.charsets import decode
from news.pages import Page

NOW = datetime(2026, 3, 16, tzinfo=UTC)
# Quartiles of 181 news pages of the open web: 68, 115 and 198 kB; 460, 740 and 960 elements, of them 77, 133 and 203 <div>, 82, 135 and
# 192 <a>, 15, 22 and 34 <p>, 43, 90 and 145 <li>, 17, 35 and 70 <span>; 19, 32 and 47 scripts; 4,800, 6,900 and 9,900 characters of text.
_ARTICLE = (1500, 3000, 6000)
_MENU = (20, 45, 80)
_CARDS = (10, 22, 40)
_SCRIPTS = (19, 32, 47)
_SCRIPT_BYTES = (100, 500, 2200)
_STYLES = (500, 4_000, 40_000)
_SPRITES = (0, 2, 19)


def realistic_pages(seed: int = 1) -> list[Page]:
    """Build a page for each article of the invented press; the same seed gives the same pages."""
    return [page for page, _ in pages_with_texts(seed)]


def pages_with_texts(seed: int = 1, contents: Contents | None = None) -> list[tuple[Page, str]]:
    """Build the same pages, or those of other contents, each with the text of its article, a paragraph a line."""
    contents = contents or read_contents()
    press = Press(contents, {outlet.id: f"https://{outlet.id}.example/" for outlet in contents.outlets})
    chance = random.Random(seed)
    return [_page(piece.as_of(LAST_ROUND), contents, press, chance) for piece in contents.pieces if piece.answers == "article"]


def _page(piece: Piece, contents: Contents, press: Press, chance: random.Random) -> tuple[Page, str]:
    url = press.url(piece)
    answer = press.answer(piece.outlet_id, "/" + url.split("/", 3)[3], {}, LAST_ROUND)
    kind = answer.header("Content-Type") or ""
    alike = [other for other in contents.pieces if other.outlet_id == piece.outlet_id and other is not piece]
    text, more = _lengthened(decode(answer.body, kind), piece, alike, chance)
    titles = [other.title for other in alike] or [piece.title]
    head = f"<style>{_rules(_drawn(_STYLES, chance))}</style>{''.join(_scripts(_drawn(_SCRIPTS, chance) // 2, chance))}</head>"
    text = text.replace("</head>", head, 1)
    start = text.find(">", text.find("<body")) + 1
    end = text.rfind("</body>")
    chrome = "".join([_menu(titles, chance), _sprites(chance)]), "".join([_cards(titles, chance), _footer(titles, chance)])
    scripts = "".join(_scripts(_drawn(_SCRIPTS, chance) // 2, chance))
    inner = f'<div id="wrap" class="site">{chrome[0]}<div class="row">{text[start:end]}{chrome[1]}</div></div>'
    whole = f"{text[:start]}{inner}{scripts}{text[end:]}"
    return Page(url, answer.status, whole.encode(), "text/html; charset=utf-8", NOW, url), "\n".join([*piece.paragraphs, *more])


def _drawn(quartiles: tuple[int, int, int], chance: random.Random) -> int:
    low, middle, high = quartiles
    return round(chance.triangular(low * 0.6, high * 1.3, middle))


def _lengthened(text: str, piece: Piece, alike: Sequence[Piece], chance: random.Random) -> tuple[str, list[str]]:
    """Put paragraphs of the outlet's other pieces behind the last of this one, where it can be found; return them too."""
    at = text.find(html.escape(piece.paragraphs[-1], quote=False)[:30])
    end = text.find("</p>", at) + 4 if at >= 0 else 0
    if end < 4:
        return text, []
    more: list[str] = []
    wanted = _drawn(_ARTICLE, chance) - sum(map(len, piece.paragraphs))
    paragraphs = [paragraph for other in alike for paragraph in other.paragraphs]
    chance.shuffle(paragraphs)
    for paragraph in paragraphs:
        if wanted <= 0:
            break
        wanted -= len(paragraph)
        more.append(paragraph)
    added = "".join(f"<p>{html.escape(paragraph)}</p>\n" for paragraph in more)
    return f"{text[:end]}\n{added}{text[end:]}", more


def _menu(titles: Sequence[str], chance: random.Random) -> str:
    words = [word for title in titles for word in title.split() if len(word) > 4] or ["News"]
    items = "".join(
        f'<li id="menu-item-{at}" class="menu-item menu-item-type-taxonomy menu-item-object-category menu-item-{at}">'
        f'<a href="/section/{at}/" class="menu-link" data-ga-category="navigation" data-ga-label="main-{at}">'
        f"{chance.choice(words)}</a></li>"
        for at in range(_drawn(_MENU, chance))
    )
    return f'<div class="top-bar"><div class="container"><ul class="main-menu">{items}</ul></div></div>'


def _cards(titles: Sequence[str], chance: random.Random) -> str:
    cards = "".join(_card(at, html.escape(chance.choice(titles))) for at in range(_drawn(_CARDS, chance)))
    return f'<div class="column column--right"><div class="block"><div class="block__title">Top</div>{cards}</div></div>'


def _card(at: int, title: str) -> str:
    link = f"/content/uploads/2026/03/{at:02}/a-headline-in-the-address-of-its-picture-{at}"
    sources = ", ".join(f"{link}-{width}.jpg {width}w" for width in (320, 640, 960))
    return (
        f'<div class="card news-card news-card--row" data-id="{at}" data-position="right-column-{at}" data-type="article">'
        f'<div class="card__image"><div class="ratio ratio-16x9"><a href="{link}" class="card__image-link">'
        f'<img src="{link}.jpg" srcset="{sources}" sizes="(max-width: 640px) 100vw, 320px" loading="lazy" alt=""></a></div></div>'
        f'<div class="card__body"><div class="card__meta"><span class="card__time">{at % 24:02}:15</span></div>'
        f'<div class="card__title"><a class="card__link" href="{link}">{title}</a></div></div></div>'
    )


def _footer(titles: Sequence[str], chance: random.Random) -> str:
    links = "".join(f'<li><a href="/p/{at}">{html.escape(chance.choice(titles)[:20])}</a></li>' for at in range(_drawn(_MENU, chance) // 2))
    return f'<div class="site-bottom"><ul>{links}</ul><p>{html.escape(titles[0])}. 12 Pier Street, phone 555 01 02.</p></div>'


def _sprites(chance: random.Random) -> str:
    one = '<svg viewBox="0 0 24 24" class="icon"><path d="M12 2C6.48 2 2 6.48 2 12s4.48 10 10 10 10-4.48 10-10S17.52 2 12 2z"></path></svg>'
    return "".join(f'<button class="icon-button" type="button">{one}</button>' for _ in range(_drawn(_SPRITES, chance)))


def _rules(size: int) -> str:
    rule = ".card__body{{margin:0 {0}px;padding:{0}px;color:#22{0:02}44;display:flex}}\n"
    return "".join(rule.format(at % 99) for at in range(size // 62))


def _scripts(count: int, chance: random.Random) -> Iterator[str]:
    for at in range(count):
        line = f"window.dataLayer=window.dataLayer||[];dataLayer.push({{'slot':'unit-{at}','sizes':[[300,250],[728,90]],'lazy':true}});\n"
        yield f"<script>{line * max(1, _drawn(_SCRIPT_BYTES, chance) // len(line))}</script>\n"

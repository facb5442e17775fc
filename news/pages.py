"""What came back from the network, and what kind of page it is."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from lxml import etree, html

from news.charsets import decode
from news.choices import Candidate, Choice
from news.prose import Prose, largest_group, measure
from news.urls import path_of

PageKind = Literal[
    "article",
    "live blog",
    "teaser",
    "listing",
    "challenge",
    "consent wall",
    "soft 404",
    "login page",
    "gone",
    "refused",
    "server error",
    "not HTML",
    "empty",
]

ARTICLE_KINDS: frozenset[PageKind] = frozenset(("article", "live blog", "teaser"))
"""The kinds that hold a text of their own."""


@dataclass(frozen=True, slots=True)
class Page:
    """An answer from a server, whole."""

    url: str
    """The address that answered, after redirects."""
    status: int
    body: bytes = field(repr=False)  # a log line shall not hold a page
    content_type: str = ""
    """The Content-Type header as sent, charset included."""
    fetched_at: datetime | None = None
    requested_url: str = ""
    """The address that was asked for, before redirects."""


MAX_BODY = 10 * 1024 * 1024
"""Bytes of a page that are looked at: what follows is no article."""

_MAGIC = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"RIFF",
    b"\x00\x00\x00",
    b"ID3",
    b"OggS",
    b"BM",
    b"MZ",
    b"\x7fELF",
    b"wOF",
    b"Rar!",
    b"7z",
)
_HTML_TYPES = ("html", "text/plain", "octet-stream", "xml")
TEASER = 250
"""Words under which the text of a page that says it is not free is only the article's beginning."""
# Words of running text above which a page that also asks for consent, a login or patience is an article all the same.
_ENOUGH = 90
# Words below which a page that is titled like a notice is one.
_FEW = 60
# Words of one group of paragraphs that only an article has: teasers of a listing stand apart from each other.
_RUNNING = 50

_IN_HEAD: dict[PageKind, re.Pattern[str]] = {
    "challenge": re.compile(
        r"just a moment|attention required|checking your browser|ddos-guard|one moment, please|access denied|are you (?:a )?(?:human"
        r"|robot)|security check"
        r"|verify(?:ing)? you are human|bot verification|один момент|одну секунду|проверка браузера|проверяем,? что вы|вы не робот"
        r"|доступ ограничен|captcha|капча"
        r"|bir an lütfen|bir dəqiqə|bir dakika lütfen|robot deyil|зачекайте|chwileczkę|einen moment",
        re.IGNORECASE,
    ),
    "consent wall": re.compile(
        r"before you continue|we value your privacy|your privacy|cookie (?:consent|settings|wall|notice)|согласие на (?:использование"
        r"|обработку)|мы используем (?:файлы )?cookie"
        r"|настройки cookie|çerez|kukilər|cookie-einstellungen|zustimmung|szanujemy (?:twoją )?prywatność|twoja prywatność"
        r"|ми використовуємо (?:файли )?cookie|ad ?block",
        re.IGNORECASE,
    ),
    "soft 404": re.compile(
        r"\b(?:error )?404\b|(?:page|article|story|content|file) (?:was |is |could )?(?:not|no longer)(?: be)? (?:found|available"
        r"|exist)|page (?:cannot|can't|doesn.t|does not) (?:be found|exist)"
        r"|nothing (?:was )?found|səhifə (?:tapılmadı|mövcud deyil)|sehife tapilmadi|xəbər tapılmadı|страниц[аы] не (?:найдена"
        r"|существует)|(?:материал|статья|новость) (?:не найден|удал[её]н)\w*"
        r"|ничего не найдено|sayfa (?:bulunamadı|mevcut değil)|haber bulunamadı|сторінк[аиу] не (?:знайдено|існує)"
        r"|strona nie (?:została znaleziona|istnieje)|nie znaleziono strony"
        r"|seite (?:wurde )?nicht gefunden|not found",
        re.IGNORECASE,
    ),
    "login page": re.compile(
        r"^(?:log ?in|sign ?in|daxil ol|giriş|вход|войти|авторизация|вхід|увійти|zaloguj|logowanie|anmelden|anmeldung)\b",
        re.IGNORECASE,
    ),
}
# Marks in the source of pages that guard a site. Some stand on ordinary pages of such sites too: they count only beside little text.
_GUARDS = re.compile(
    rb"_cf_chl_opt|cf-browser-verification|cf-challenge|challenge-form|/cdn-cgi/challenge-platform/h/|ddos-guard|__qrator|qrator\.net"
    rb"|stormwall|_Incapsula_Resource"
    rb"|Incapsula incident|showcaptcha|smart-captcha|smartcaptcha|captcha-delivery\.com|px-captcha|awswaf|servicepipe"
    rb"|sucuri_cloudproxy|/\.well-known/ddg|variti|hcaptcha\.com/1/api"
    rb"|g-recaptcha",
    re.IGNORECASE,
)
_CONSENT_WORDS = re.compile(
    r"cookie|consent|privacy|our partners|согласи|куки|персональн|конфиденциальн|çerez|gizlilik|məxfilik|kuki|prywatno|zgod|plik"
    r"|datenschutz|einwillig|згод|конфіденційн",
    re.IGNORECASE,
)
_NOT_FREE = re.compile(rb""""isAccessibleForFree"\s*:\s*"?false""", re.IGNORECASE)
_MARKED_ARTICLE = re.compile(
    rb""""@type"\s*:\s*\[?\s*"(?:[A-Za-z]*Article|[A-Za-z]*BlogPosting)"|article:published_time|property=["']og:type["'][^>]{0,40}content=["']article["']""",
    re.IGNORECASE,
)
_HEAD_BYTES = 200_000
"""Bytes of the source that are searched for marks."""
# Words a page of this kind may hold and still be it: a notice of consent explains itself at length.
_ALLOWANCES: dict[PageKind, int] = {"challenge": 200, "consent wall": 400, "soft 404": 120, "login page": 120}


def parse_html(page: Page) -> html.HtmlElement | None:
    """Parse a page with the right charset, or give nothing where there is nothing to parse."""
    text = decode(page.body[:MAX_BODY], page.content_type).replace("\x00", "")
    if not text.strip():
        return None
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    return tree if isinstance(tree, html.HtmlElement) else None


def kind_of(page: Page, tree: html.HtmlElement | None) -> Choice[PageKind]:
    """Say what a fetched page is; whatever shows no sign of being something else, and has text, is an article."""
    kind = _kind_of(page, tree)
    return Choice(kind, (Candidate("page", kind, f"chosen: HTTP {page.status} and what the page holds"),))


def _kind_of(page: Page, tree: html.HtmlElement | None) -> PageKind:
    by_status = _kind_by_status(page)
    if by_status is not None:
        return by_status
    if not page.body.strip():
        return "empty"
    if page.requested_url and path_of(page.url) == "/" != path_of(page.requested_url):
        return "soft 404"  # sent to the front page
    if _is_foreign(page):
        return "not HTML"
    if tree is None:
        return "empty"
    return _kind_by_text(page, tree)


def _kind_by_status(page: Page) -> PageKind | None:
    if 200 <= page.status < 300:
        return None
    if page.status in {404, 410}:
        return "gone"
    if page.status in {401, 403, 429, 503} and (_GUARDS.search(page.body[:_HEAD_BYTES]) or _IN_HEAD["challenge"].search(_title(page.body))):
        return "challenge"
    if page.status in {401, 407}:
        return "login page"
    return "server error" if page.status >= 500 else "refused"


def _title(body: bytes) -> str:
    found = re.search(rb"<title[^>]*>(.{0,300}?)</title", body[:50_000], re.IGNORECASE | re.DOTALL)
    return found[1].decode("utf-8", "replace") if found else ""


def _is_foreign(page: Page) -> bool:
    media = page.content_type.partition(";")[0].strip().lower()
    head = page.body[:512].lstrip()
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return False
    if head.startswith(_MAGIC) or (media and not any(kind in media for kind in _HTML_TYPES)):
        return True
    return (
        head.startswith((b"{", b"["))
        or re.match(rb"<\?xml[^>]*\?>\s*<(?!!doctype html|html)|<(rss|feed|urlset|sitemapindex|rdf:rdf)\b", head, re.IGNORECASE) is not None
    )


def _kind_by_text(page: Page, tree: html.HtmlElement) -> PageKind:
    main = largest_group(tree)
    if len(main.split()) >= _ENOUGH and not _suspect_heads(tree) and not _talks_of_cookies(main):
        return _article_or_teaser(page, len(main.split()))
    prose = measure(tree)
    if not _MARKED_ARTICLE.search(page.body[:_HEAD_BYTES]):
        other = _named_kind(page, tree, prose) or _bare_kind(page, tree, prose) or ("listing" if _is_listing(prose) else None)
        if other is not None:
            return other
    elif "soft 404" in _suspect_heads(tree) and prose.plain < _FEW:
        return "soft 404"
    if prose.plain + prose.linked < 4:
        return "challenge" if _GUARDS.search(page.body[:_HEAD_BYTES]) else "empty"
    return _article_or_teaser(page, prose.running)


def _named_kind(page: Page, tree: html.HtmlElement, prose: Prose) -> PageKind | None:
    """Judge by the title and the first heading, and where there is more than a little text, by what it says as well."""
    speaks_of: dict[PageKind, bool] = {
        "challenge": _GUARDS.search(page.body[:_HEAD_BYTES]) is not None,
        "consent wall": _talks_of_cookies(largest_group(tree) or prose.text),
    }
    for kind in _suspect_heads(tree):
        if prose.plain < _ALLOWANCES[kind] and (prose.plain < _FEW or speaks_of.get(kind, True)):
            return kind
    return "consent wall" if speaks_of["consent wall"] and prose.plain < _ALLOWANCES["consent wall"] else None


def _bare_kind(page: Page, tree: html.HtmlElement, prose: Prose) -> PageKind | None:
    """Judge a page that has little text and does not call itself an article."""
    if prose.plain >= _ENOUGH:
        return None
    if _GUARDS.search(page.body[:_HEAD_BYTES]) and prose.plain + prose.linked < 150:
        return "challenge"
    if _IN_HEAD["soft 404"].search(prose.text[:600]) and prose.plain < _FEW:
        return "soft 404"
    if tree.find(".//input[@type='password']") is not None and prose.plain < _FEW:
        return "login page"
    return None


def _suspect_heads(tree: html.HtmlElement) -> list[PageKind]:
    """Say what the title and a short first heading name; a long one that holds the words "not found" is a headline."""
    found = [tree.findtext(".//title") or "", *(" ".join(head.itertext()) for head in tree.iterfind(".//h1"))][:4]
    lines = [line for line in (" ".join(line[:400].split()) for line in found) if line and len(line.split()) <= 9]
    return [kind for kind, pattern in _IN_HEAD.items() if any(pattern.search(line) for line in lines)]


def _talks_of_cookies(text: str) -> bool:
    """Tell whether a text is mainly about consent: one of its words in fifteen."""
    return len(_CONSENT_WORDS.findall(text[:4000])) * 15 >= max(45, len(text[:4000].split()))


def _is_listing(prose: Prose) -> bool:
    return prose.headlines >= 8 and prose.running < _RUNNING and prose.longest < 60 and prose.linked * 2 > prose.plain


def _article_or_teaser(page: Page, words: int) -> PageKind:
    return "teaser" if words < TEASER and _NOT_FREE.search(page.body[:MAX_BODY]) else "article"

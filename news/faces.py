"""The parts of an address that tell which page it names, whatever face of the page it asks for, and which edition."""

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import quote, unquote, unquote_to_bytes

from news.texts import word_set
from news.urls import bare_host, canonical_url, owner_of

_MARKED = re.compile(r"[%;]|\(s\(|amp|print|index|default|dru[ck]|yazdir|pechat|comment-page", re.IGNORECASE)
"""Paths without any of these have nothing to fold: nearly all."""
_SESSION_IN_STEP = re.compile(r";(?:jsessionid|phpsessid|sessionid|sid)=.*", re.IGNORECASE)
_SESSION_STEP = re.compile(r"\(S\([A-Z0-9]{20,30}\)\)", re.IGNORECASE)
_INDEX = re.compile(r"(?:index\.(?:html?|php\d?|shtml|aspx?|jsp)|default\.(?:html?|aspx?))", re.IGNORECASE)
_COMMENTS = re.compile(r"comment-page-\d{1,4}")
_FACE_STEPS = word_set(
    "amp amp.html amp.htm amphtml print print.html print.htm print.php printable printversion print-version version-print printview "
    "print_version print-view print-friendly printfriendly printer druckansicht druckversion drucken druk drukuj yazdir pechat"
)
"""Last steps that ask for another face of what stands before them."""
_FACE_SUFFIX = re.compile(
    r"(?:\.(?:amp|print)|(?<=\d{5})[-_](?:amp|print|druck)|(?<=\d{4}),(?:amp|print|druk|drukuj))(?=(?:\.s?html?|\.aspx?|\.php)?$)",
    re.IGNORECASE,
)
"""``story.amp.html``, ``story-1234567-druck.html``, ``story,1234567,druk.html``; after words alone, ``-amp`` may be one of them."""
_PRINT_PREFIX = re.compile(r"print:page,\d{1,4},(?=.)")
"""DataLife Engine: ``print:page,1,1234-story.html`` prints ``1234-story.html``."""
_EXTENSION = re.compile(r"\.(?:s?html?|php\d?|aspx?|jsp|cfm)$", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SHELVES = word_set(
    "tag tags tagged topic topics category categories label labels keyword keywords author authors search wiki glossary page seite strona "
    "sayfa rubric rubrics rubrika tema temy teg tegi teq teqler etiket etiketler movzu movzular kateqoriya kategori schlagwort thema themen"
)
"""Steps after which any word may stand as the name of a shelf: ``/tag/amp``."""
_NEWS = word_set("news haber haberler xeber xeberler novosti novost article articles artikel story read")

_SWITCHES = word_set(
    "amp _amp isamp noamp nonamp "
    "print printable print_version printversion printpage print_page printmode printview print_view printer_friendly "
    "printerfriendly forprint for_print toprint druck drucken druk drukuj yazdir mobile ismobile mob nomobile desktop turbo"
)
_ON_OFF = word_set("1 0 true false yes no y n on off amp print page version mobile")
_MODES = word_set(
    "view output outputtype output_type format mode version variant display template tpl tmpl layout device type page_type action do task "
    "style skin media view_mode viewmode screen render"
)
_FACES_ASKED = word_set("amp amp-type print printable printer printversion print-version mobile desktop pda wap turbo druck drucken druk")
_FILTERS = word_set("m rss type page_type media format device version variant")
"""Names by which a list may choose what it shows: ``/devices?type=mobile``."""
_SESSIONS = word_set("phpsessid jsessionid sessionid session_id sessid oscsid zenid cfid cftoken")
_ALWAYS_FACE = word_set("replytocom showcomment cpage parent-reqid trbsrc pfstyle usqp")
_TOKEN = re.compile(r"(?=[a-z]*\d)(?=\d*[a-z])[0-9a-z]{8,128}")
"""What a session is called: long, with letters and digits. A ``sid`` that is a plain number is an article's."""
_HASH = re.compile(r"[0-9a-f]{32,64}")
"""An ``s`` that is anything shorter is a search."""
_WAYS = word_set("ref refer referer referrer from source src via share nb")
_AMPERSANDS = re.compile(r"^(?:amp;)+")
"""What is left of ``&amp;`` that was escaped twice."""
_DAYS = word_set("y year yr d day il yil rok jahr god")
"""Names beside which ``m`` is a month."""
_NO_NUMBERS = word_set("page paged pg m y year yr d day date from to start offset limit sayfa strona seite tag cat category sort v")
"""Names of a query whose numbers are no article's."""

_CACHES = (".cdn.ampproject.org", ".bing-amp.com")
_VIEWERS = re.compile(r"(?:www\.)?(?:google\.(?:com?\.)?[a-z]{2,3}|bing\.com)")
_TURBO = re.compile(r"(?:[a-z0-9-]+\.)?turbopages\.org|(?:www\.)?yandex\.[a-z]{2,3}")
_HOST_STEP = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?", re.IGNORECASE)

_LANGUAGES = {
    alias: words.split()[0]
    for words in (
        "az aze azeri azerbaijani azerbaycan azerbaycanca",
        "ru rus russian russkij",
        "en eng english",
        "tr turkish turkce",
        "uk ua ukr ukrainian",
        "pl polish polski",
        "de deu ger german deutsch",
        "fr fra french francais",
        "es esp spanish espanol",
        "it ita",
        "ka ge kat georgian",
        "hy arm armenian",
        "fa persian farsi",
        "ar arabic",
        "kk kz kaz",
        "ky kg kyrgyz",
        "uz uzb",
        "be by",
        "ro rum",
        "zh cn chinese",
        "he heb",
    )
    for alias in words.split()
}
"""What names an edition in an address, and the language it is in."""
_LOCALE = re.compile(r"([a-z]{2})[-_](latn|cyrl|arab|hans|hant|[a-z]{2})")
_LANGUAGE_NAMES = word_set("lang language locale lng ln dil hl langid lang_id")
_LONGEST_STEP = 12
"""Characters of the longest step that names an edition: ``azerbaijani`` and ``azerbaycanca``."""


class Address(NamedTuple):
    """The parts of an address that tell which page it names."""

    host: str
    """Without the labels of other faces; with the port where that is not the default."""
    steps: tuple[str, ...]
    query: str = ""

    def __str__(self) -> str:
        """Give the key itself."""
        return f"{self.host}/{'/'.join(self.steps)}{'?' + self.query if self.query else ''}"


def read_address(url: str) -> Address | None:
    """Read which page an address names, or nothing where no crawler may ask for it."""
    canonical = canonical_url(url)
    while canonical and (inner := _inside_cache(canonical)):
        canonical = inner
    if canonical is None:
        return None
    host, _, rest = canonical.partition("://")[2].partition("/")
    path, _, query = rest.partition("?")
    pieces = [_AMPERSANDS.sub("", piece).replace("+", "%20") for piece in query.split("&")] if query else []
    kept = [piece for piece in pieces if not _asks_for_face(piece, pieces)]
    steps = _fold_path(path, "&".join(kept))
    if kept and names_article(steps):
        kept = [piece for piece in kept if not _tells_way(piece)]
    if len(kept) < len(pieces) and not names_article(steps, "&".join(kept), words=2):  # a section may be shown in print, or on telephones
        kept = [piece for piece in pieces if piece in kept or _is_filter(piece)]
    name, colon, port = host.rpartition(":") if ":" in host and not host.endswith("]") else (host, "", "")
    return Address(bare_host(name) + colon + port, tuple(steps), _in_order(kept) if kept else "")


def split_edition(address: Address) -> tuple[tuple[str, ...], Address]:
    """Part an address into the languages that it names and all the rest."""
    owner = owner_of(f"http://{address.host}/")
    labels = address.host.partition(":")[0].removesuffix(owner).split(".")
    named = [(label, language_step(label)) for label in labels if label]
    steps = [(step, language_step(step)) for step in address.steps]
    query = [(piece, _language_asked(piece)) for piece in address.query.split("&")]
    found = tuple(code for _, code in (*named, *steps, *query) if code)
    rest = Address(
        ".".join([*(label for label, code in named if not code), owner]),
        tuple(step for step, code in steps if not code),
        "&".join(piece for piece, code in query if not code),
    )
    return found, rest


def language_step(step: str) -> str | None:
    """Give the language of the edition that a step of a path or a label of a host names: ``uk`` for ``ua``, ``az-cyrl`` for ``az_Cyrl``."""
    if not 2 <= len(step) <= _LONGEST_STEP:
        return None
    lowered = step.lower()
    if lowered in _LANGUAGES:
        return _LANGUAGES[lowered]
    found = _LOCALE.fullmatch(lowered)
    if found is None or found[1] not in _LANGUAGES:
        return None
    return f"{_LANGUAGES[found[1]]}-{found[2]}" if found[2] in {"cyrl", "arab"} else _LANGUAGES[found[1]]


def names_article(steps: Sequence[str], query: str = "", *, words: int = 3) -> bool:
    """Tell whether an address names one article, by a number or a headline of at least so many words, not a section, a day or a shelf."""
    if query and numbers_asked(query):
        return True
    if not steps:
        return False
    stem = _EXTENSION.sub("", unquote(steps[-1]))
    before = steps[-2] if len(steps) > 1 else ""
    if stem.isdigit():
        return before.lower() not in _SHELVES and _is_number(stem) and (len(stem) > 2 or not before.isdigit())
    if re.search(r"\d{4}", _YEAR.sub("", stem)) or _is_hash(stem):
        return True
    parts = sum(1 for part in re.split(r"[-_.,+~ ]", stem) if part)
    if parts > 1 and parts + (len(stem) < len(steps[-1])) >= words:  # a file's name is seldom a section's
        return True
    return before.isdigit() and len(steps) > 2 and steps[-3].isdigit()  # /2026/11/20/word


def _is_hash(stem: str) -> bool:
    """Tell a made-up name (``c5ywnpzdl9ko``) from a word with a number behind it (``formula1``)."""
    return len(stem) >= 10 and stem.isascii() and stem.isalnum() and bool(re.search(r"\d[A-Za-z]", stem))


def _is_number(digits: str) -> bool:
    """Tell a number from a year and a day written as one number."""
    return not re.fullmatch(r"(?:19|20)\d\d(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])?)?", digits)


def numbers_asked(query: str) -> list[str]:
    """List the numbers in a query that may be an article's."""
    pieces = (piece.partition("=") for piece in query.split("&"))
    return [value for name, _, value in pieces if value[:1].isdigit() and name.lower() not in _NO_NUMBERS]


def _language_asked(piece: str) -> str | None:
    name, _, value = piece.partition("=")
    return (language_step(value) or value.lower() or None) if name.lower() in _LANGUAGE_NAMES else None


def _inside_cache(url: str) -> str | None:
    """Give the address of the page that a cache of AMP or Turbo pages keeps."""
    scheme, _, rest = url.partition("://")
    host, _, path = rest.partition("/")
    if host.endswith(_CACHES):
        kind, _, path = path.partition("/")
        if kind not in {"c", "v", "wp"}:
            return None
    elif path.startswith("amp/") and _VIEWERS.fullmatch(host):
        path = path.removeprefix("amp/")
    elif path.startswith("turbo/") and _TURBO.fullmatch(host):
        first, _, last = path.removeprefix("turbo/").partition("/")
        path = f"{first}/{last.removeprefix('s/')}" if first != "s" else last
    else:
        return None
    scheme, path = ("https", path[2:]) if path.startswith("s/") else (scheme, path)
    return canonical_url(f"{scheme}://{path}") if _HOST_STEP.fullmatch(re.split(r"[/?]", path, maxsplit=1)[0]) else None


def _spell(step: str) -> str:
    """Write a step the one way in which it can be compared: no session, no needless escape, letters composed."""
    try:
        text = unquote_to_bytes(step).decode("utf-8") if "%" in step else step
    except UnicodeDecodeError:  # another charset: what cannot be read is not to be made alike
        return step
    text = _SESSION_IN_STEP.sub("", text) if ";" in text else text
    if _SESSION_STEP.fullmatch(text):
        return ""
    return step if text == step else quote(unicodedata.normalize("NFC", text), safe="!$&'()*+,;=:@~")


def _fold_path(path: str, query: str) -> list[str]:
    steps = path.split("/") if path else []
    if steps and not steps[-1]:
        steps.pop()
    if not _MARKED.search(path):
        return steps
    steps = [step for step in map(_spell, steps) if step]
    while (folded := _fold_start(_fold_end(steps, query), query)) != steps:
        steps = folded
    return steps


def _fold_end(steps: list[str], query: str) -> list[str]:
    """Take away one thing at the end of a path that only asks for another face of the page."""
    if not steps:
        return steps
    *before, last = steps
    if _INDEX.fullmatch(last):
        return before
    if last.lower() == "print.php" and before and before[-1].lower() == "engine":
        return before[:-1]
    shorter = _FACE_SUFFIX.sub("", _PRINT_PREFIX.sub("", last, count=1), count=1)
    if shorter != last:
        return [*before, shorter] if shorter else steps
    is_print = last.lower() in _FACE_STEPS and last[:1] not in {"a", "A"}
    is_face = is_print or last.lower() in _FACE_STEPS or _COMMENTS.fullmatch(last)
    if not is_face or not before or before[-1].lower() in _SHELVES:
        return steps
    # /music-gear/amp and /art-and-design/print are sections: the fewer the steps, the more a headline must say
    words = max(2, 4 - len(before) + is_print) if len(before) > 1 else 3 + is_print
    return before if names_article(before, query, words=words) else steps


def _fold_start(steps: list[str], query: str) -> list[str]:
    """Take away the front door of a site, and an ``amp`` that stands before an article's own steps."""
    if not steps:
        return steps
    if steps[0].lower() == "index.php":
        return steps[1:]
    at = 0 if steps[0].lower() == "amp" else 1
    if steps[at : at + 1] not in (["amp"], ["AMP"]) or not (at == 0 or steps[0].lower() in _NEWS or language_step(steps[0])):
        return steps
    rest = [*steps[:at], *steps[at + 1 :]]
    return rest if len(rest) > at and names_article(rest, query, words=2) else steps


def _name(piece: str) -> str:
    return piece.partition("=")[0].lower()


def _is_filter(piece: str) -> bool:
    """Tell whether a piece may choose among a list's articles."""
    name, _, value = piece.lower().partition("=")
    return name in _FILTERS and not value.startswith("amp")


def _tells_way(piece: str) -> bool:
    """Tell whether a piece behind an article's own path only says by which way the reader came: numbers and days may choose a text."""
    name, _, value = piece.lower().partition("=")
    return name in _WAYS and not any(char.isdigit() for char in value)


def _in_order(pieces: list[str]) -> str:
    named = [piece.removesuffix("=") if piece.endswith("=") and piece.count("=") == 1 else piece for piece in pieces]
    return "&".join(sorted(dict.fromkeys(piece for piece in named if piece), key=_name))


def _asks_for_face(piece: str, pieces: Sequence[str]) -> bool:
    """Tell whether a piece of a query only asks for another face of the page, or keeps a session."""
    name, _, value = piece.lower().partition("=")
    if name in _SWITCHES:
        return not value or value in _ON_OFF
    if name in _MODES:
        is_frame = (name, value) == ("tmpl", "component") or (name == "layout" and "tmpl=component" in pieces)
        return value in _FACES_ASKED or is_frame
    if name in {"m", "rss"}:
        return value in {"1", "0"} and not any(_name(other) in _DAYS for other in pieces)
    if name in {"sid", "s"}:
        return bool((_TOKEN if name == "sid" else _HASH).fullmatch(value))
    is_face = name in _SESSIONS or name in _ALWAYS_FACE or name.startswith(("amp_", "__amp_", "aspsessionid"))
    return is_face or (name == "page" and not value)

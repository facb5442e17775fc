"""Addresses: one spelling for each page, and the host that politeness counts by."""

import functools
import ipaddress
import re
from urllib.parse import unquote, urljoin, urlsplit

from news.texts import word_set

MAX_LENGTH = 2083
"""Longer addresses are traps: no browser of the last twenty years promised to open them."""

_DEFAULT_PORTS = {"http": 80, "https": 443}
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
# What RFC 3986 lets stand unescaped in a path or a query, beside the unreserved characters.
_PATH_SAFE = _UNRESERVED | frozenset(b"!$&'()*+,;=:@/")
_QUERY_SAFE = _PATH_SAFE | frozenset(b"?")
_HOST = re.compile(r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029]")
_PLAIN = re.compile(r"(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[89A-F][0-9A-F])*")
"""Text in which nothing is to be escaped or resolved: nearly all; an escape from %80 on is part of a letter that stays escaped."""
_ESCAPE = re.compile(rb"%([0-9A-Fa-f]{2})")

_TRACKER_PREFIXES = (
    *("utm_", "_hs", "hsa_", "mtm_", "pk_", "piwik_", "matomo_", "itm_", "stm_", "sfmc_", "guce_"),
    *("at_medium", "at_campaign", "at_link", "at_ptr", "at_bbc", "at_format", "at_custom", "__twitter_", "tblci", "taboola_"),
)
_TRACKERS = word_set(
    # search engines, social networks and their advertising
    "fbclid fb_action_ids fb_action_types fb_source fb_ref fb_comment_id action_object_map action_type_map action_ref_map mibextid "
    "gclid gclsrc dclid gbraid wbraid srsltid gad_source gad_campaignid _ga _gl _gac msclkid ocid twclid ref_src ref_url ttclid li_fat_id "
    "igshid igsh epik sccid rdt_cid tg_rhash tgclid yclid ysclid ymclid yadclid yadordid yandex_referrer _openstat openstat rb_clickid "
    # mail
    "mc_cid mc_eid mkt_tok oly_anon_id oly_enc_id vero_id vero_conv wickedid ck_subscriber_id _bhlid _kx bsft_clkid bsft_uid dm_i "
    "ml_subscriber ml_subscriber_hash nr_email_referer ss_email_id elqtrack elqtrackid ltflags "
    # counters and campaigns
    "ga_source ga_medium ga_campaign ga_term ga_content s_cid smid smtyp smvar cmpid intcmp int_cmp icid ncid "
    "roistat roistat_visit wt_mc wt_zmc wt.mc_id wt.mc_ev wt.tsrc xtor xtcr xtnp "
    "ns_mchannel ns_source ns_campaign ns_linkname ns_fee s_kwcid ef_id adobe_mc irclickid irgwc cjevent dicbo soc_src soc_trk sr_share "
    "traffic_source ticaid maca erid spm share_source"
)
# Names that sites use for content as well: dropped only where the value says where the reader came from.
_MARKS = frozenset({"from", "ref", "source", "src", "via"})
_MARK_VALUES = word_set(
    "rss rss2 feed feeds atom newsletter email mail twitter facebook fb instagram linkedin messenger telegram tg viber vk ok odnoklassniki "
    "whatsapp social share copylink push smi2 yandex yandexnews yxnews dzen rambler mailru google googlenews googlediscover"
)

_AMPERSANDS = re.compile(r"^(?:amp;)+")
"""What is left of ``&amp;utm_source=…`` that was escaped twice."""

_FACES = frozenset({"www", "m", "amp", "mobile", "mobil", "mob", "wap", "pda", "touch"})
"""Labels of a host that name another face of the same site, not another site."""
# Second levels under which each country lets names be registered; after a two-letter top level only.
_SHARED_LEVELS = word_set("com co net org gov edu ac mil gob info biz name int pp gen web tv bel in kiev kyiv lviv od dp msk spb waw")
_PLATFORMS = word_set(
    "blogspot.com wordpress.com livejournal.com substack.com medium.com tumblr.com weebly.com wixsite.com narod.ru ucoz.ru ucoz.com "
    "github.io web.app netlify.app vercel.app pages.dev cdn.ampproject.org turbopages.org translate.goog"
)
"""Hosts under which each name belongs to somebody else."""
_LOCAL = (".local", ".localhost", ".internal", ".lan", ".test", ".invalid", ".home.arpa")


def canonical_url(url: str, base: str | None = None) -> str | None:
    """Give a page's address in the one spelling we keep, or nothing where no crawler may ask for it.

    Trackers, the fragment and default ports go; the order of the query and a trailing slash stay as written.
    """
    url = url.strip()
    if not url or _CONTROL.search(url) or "\\" in url:
        return None
    try:
        parts = urlsplit(urljoin(base, url) if base else url)
        port = parts.port
    except ValueError:
        return None
    scheme = parts.scheme.lower()
    host = _host(parts.hostname or "") if ("[" in parts.netloc) == (":" in (parts.hostname or "")) else None
    if scheme not in _DEFAULT_PORTS or host is None or "@" in parts.netloc or port == 0:
        return None
    suffix = f":{port}" if port is not None and port != _DEFAULT_PORTS[scheme] else ""
    query = _query(parts.query)
    whole = f"{scheme}://{host}{suffix}{_path(parts.path)}{'?' + query if query else ''}"
    return whole if len(whole) <= MAX_LENGTH else None


def absolute_url(url: str, base: str) -> str | None:
    """Make an address absolute as it is spelled, fragment dropped, or give nothing where no crawler may ask for it."""
    if canonical_url(url, base) is None:
        return None
    return urljoin(base, url.strip()).partition("#")[0]


@functools.lru_cache(maxsize=4096)  # of one request it is asked eight times
def host_of(url: str) -> str:
    """Give the host of an address, with its port where that is not the default: what politeness counts by; empty for no address."""
    canonical = canonical_url(url)
    return urlsplit(canonical).netloc if canonical else ""


def site_of(url: str) -> str:
    """Give the host of an address without its port and without the labels of the same site's other faces (``www.``, ``m.``, ``amp.``)."""
    return bare_host(_without_port(host_of(url)))


def owner_of(url: str) -> str:
    """Give the part of an address's host that one owner has registered: ``news.example`` of ``az.news.example``; empty for no address."""
    host = _without_port(host_of(url))
    return ".".join(host.split(".")[-_registered(host) :])


def is_private(host: str) -> bool:
    """Tell whether a host, with or without its port, names nothing on the public internet."""
    name = _without_port(host)
    try:
        return not ipaddress.ip_address(name.strip("[]")).is_global
    except ValueError:
        return "." not in name or name.endswith(_LOCAL)


@functools.lru_cache(maxsize=4096)  # a page names few hosts, hundreds of times
def bare_host(host: str) -> str:
    """Drop the labels of a site's other faces from a host: ``az.news.example`` of ``az.m.news.example``."""
    labels = host.split(".")
    own = _registered(host)
    if len(labels) <= own or _FACES.isdisjoint(labels[:-own]):
        return host
    return ".".join([*(label for label in labels[:-own] if label not in _FACES), *labels[-own:]])


def path_of(url: str) -> str:
    """Give the path of an address with its escapes resolved, as a person would write it."""
    try:
        return unquote(urlsplit(url).path, errors="replace")
    except ValueError:
        return ""


def matches_pattern(url: str, pattern: str) -> bool:
    """Tell whether the path of an address matches a glob of ``*`` (anything) and ``?`` (one character)."""
    try:
        raw = urlsplit(url).path
    except ValueError:
        return False
    pieces = _glob_pieces(pattern)
    return _fits(raw, pieces) or _fits(path_of(url), pieces)


@functools.lru_cache(maxsize=1024)  # a sources file has a few patterns, a sitemap 50,000 addresses
def _glob_pieces(pattern: str) -> tuple[tuple[re.Pattern[str], int], ...]:
    """Cut a glob at its stars into pieces of a fixed length, each as an expression and its length."""
    pieces = pattern.split("*")
    return tuple((re.compile("".join("." if c == "?" else re.escape(c) for c in piece), re.DOTALL), len(piece)) for piece in pieces)


def _fits(text: str, pieces: tuple[tuple[re.Pattern[str], int], ...]) -> bool:
    """Find each piece at the first place it fits: that never needs a second try, as one expression for the whole glob would, for hours."""
    (first, _), *inner = pieces
    if not inner:
        return first.fullmatch(text) is not None
    found = first.match(text)
    last, length = inner.pop()
    for piece, _ in inner:
        found = piece.search(text, found.end()) if found else None
    end = len(text) - length
    return found is not None and end >= found.end() and last.fullmatch(text, end) is not None


def _without_port(host: str) -> str:
    return host if host.endswith("]") else re.sub(r":[0-9]+$", "", host)


@functools.lru_cache(maxsize=4096)
def _registered(host: str) -> int:
    """Count the labels at the end of a host that one owner has registered; an IP address is one whole."""
    labels = host.split(".")
    if labels[-1][-1:] in "0123456789]":
        return len(labels)
    is_shared = ".".join(labels[-2:]) in _PLATFORMS or (len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SHARED_LEVELS)
    return min(3 if is_shared else 2, len(labels))


@functools.lru_cache(maxsize=4096)
def _host(host: str) -> str | None:
    if ":" in host:  # only an IPv6 literal holds a colon here
        try:
            return f"[{ipaddress.IPv6Address(host).compressed}]"
        except ValueError:
            return None
    try:
        name = host.rstrip(".").encode("idna").decode("ascii").lower()
    except UnicodeError:
        return None
    return name if _HOST.fullmatch(name) and ".." not in name and len(name) <= 253 else None


def _path(path: str) -> str:
    kept: list[str] = []
    pieces = _escape(path, _PATH_SAFE).split("/")
    for piece in pieces:
        if piece == "..":
            kept = kept[:-1]
        elif piece not in {"", "."}:
            kept.append(piece)
    slash = "/" if kept and pieces[-1] in {"", ".", ".."} else ""
    return "/" + "/".join(kept) + slash


def _query(query: str) -> str:
    pieces = (_escape(piece, _QUERY_SAFE) for piece in query.split("&"))
    return "&".join(piece for piece in pieces if piece and not _is_tracker(piece))


def _is_tracker(piece: str) -> bool:
    name, _, value = _AMPERSANDS.sub("", unquote(piece, errors="replace").lower()).partition("=")
    if name in _TRACKERS or name.startswith(_TRACKER_PREFIXES):
        return True
    return name in _MARKS and (value in _MARK_VALUES or not value)


def _escape(text: str, safe: frozenset[int]) -> str:
    """Resolve escapes that are not needed, write the needed ones in capitals, escape what may not stand bare."""
    if _PLAIN.fullmatch(text):
        return text
    out: list[str] = []
    raw = text.encode("utf-8")
    at = 0
    while at < len(raw):
        byte = raw[at]
        found = _ESCAPE.match(raw, at) if byte == 0x25 else None
        if found:
            byte = int(found[1], 16)
            out.append(chr(byte) if byte in _UNRESERVED else f"%{byte:02X}")
            at += 3
        else:
            out.append(chr(byte) if byte in safe else f"%{byte:02X}")
            at += 1
    return "".join(out)

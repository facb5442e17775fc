"""Addresses: one spelling for each page, and the host that politeness counts by."""

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
_PLAIN = re.compile(r"[A-Za-z0-9._~!$&'()*+,;=:@/-]*")
"""Text in which nothing is to be escaped or resolved: nearly all."""
_ESCAPE = re.compile(rb"%([0-9A-Fa-f]{2})")

_TRACKER_PREFIXES = (
    *("utm_", "_hs", "mtm_", "pk_", "piwik_", "matomo_"),
    *("at_medium", "at_campaign", "at_link", "at_ptr", "at_bbc", "at_format", "at_custom"),
)
_TRACKERS = word_set(
    "fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid ysclid ymclid _openstat igshid igsh twclid ttclid li_fat_id "
    "mc_cid mc_eid mkt_tok oly_anon_id oly_enc_id vero_id wickedid s_cid smid cmpid ncid ocid rb_clickid roistat "
    "fb_action_ids fb_action_types fb_source __twitter_impression wt_mc wt_zmc xtor _ga _gl guccounter guce_referrer guce_referrer_sig "
    "tgclid erid spm share_source"
)
# Names that sites use for content as well: dropped only where the value says where the reader came from.
_MARKS = frozenset({"from", "ref", "source", "src", "via", "rss", "amp"})
_MARK_VALUES = word_set(
    "rss feed feeds atom newsletter email mail twitter facebook fb telegram tg vk whatsapp instagram social share push smi2 yandex "
    "yandexnews yxnews dzen google googlenews 1 true"
)


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


def host_of(url: str) -> str:
    """Give the host of an address, with its port where that is not the default: what politeness counts by; empty for no address."""
    canonical = canonical_url(url)
    return urlsplit(canonical).netloc if canonical else ""


def site_of(url: str) -> str:
    """Give the host of an address without its port and without the prefixes of the same site's other faces (``www.``, ``m.``, ``amp.``)."""
    host = host_of(url).partition(":")[0]
    first, dot, rest = host.partition(".")
    return rest if dot and first in {"www", "m", "amp", "mobile"} and "." in rest else host


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
    # Runs of stars mean one star, and a run of them would make the regular expression slow.
    pieces = re.sub(r"\*+", "*", pattern)
    glob = re.compile("".join({"*": ".*", "?": "."}.get(c, re.escape(c)) for c in pieces), re.DOTALL)
    return bool(glob.fullmatch(raw) or glob.fullmatch(path_of(url)))


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
    name, _, value = unquote(piece, errors="replace").lower().partition("=")
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

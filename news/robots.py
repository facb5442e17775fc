"""What a robots.txt permits, by the letter of RFC 9309.

The order of work: lines → groups of agents with their rules → the groups that name us, or else those for all → their rules, the most
specific first. Nothing else of the file is kept, and no pattern becomes a regular expression: a hostile file costs its own length.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite
from typing import NamedTuple
from urllib.parse import urlsplit

from news.politeness import LONGEST_DELAY, ROBOTS_NAME, cut_robots

_LINES = re.compile(rb"[\r\n]+")
_TOKEN = re.compile(rb"[A-Za-z_-]+")
_ESCAPES = re.compile(rb"%([0-9A-Fa-f]{2})|[^!-~]")
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_US = ROBOTS_NAME.lower().encode()
_ALL = b"*"


class Rule(NamedTuple):
    """One line of a robots.txt, ready to be compared."""

    allows: bool
    length: int
    """Of the pattern, in octets: the longest that fits wins."""
    parts: tuple[bytes, ...]
    """What stands between the stars of the pattern."""
    is_whole: bool
    """The pattern ends with ``$``: it fits whole paths only."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What a robots.txt says to us."""

    rules: tuple[Rule, ...] = ()
    """The most specific first; of two as long, the one that allows."""
    delay: float = 0.0
    """Seconds that it wants between two requests."""
    prefixes: tuple[bytes, ...] = ()
    """All patterns that are plain beginnings: where none fits, only the others are tried one by one."""
    others: tuple[Rule, ...] = ()

    def allows(self, url: str) -> bool:
        """Tell whether an address may be asked for."""
        path = _path(url)
        if path == b"/robots.txt":
            return True
        tried = self.rules if path.startswith(self.prefixes) else self.others
        return next((rule.allows for rule in tried if _fits(rule, path)), True)


def read_robots(body: bytes) -> Rules:
    """Read the body of a robots.txt; what is no rule, such as an HTML page, forbids nothing."""
    ours: list[Rule] = []
    delays = [0.0]
    groups = list(_groups(cut_robots(body)))
    name = _US if any(_US in group.agents for group in groups) else _ALL
    for group in groups:
        if name in group.agents:
            ours += group.rules
            delays += group.delays
    ours = sorted(set(ours), key=lambda rule: (-rule.length, not rule.allows))
    plain = {rule.parts[0] for rule in ours if _is_plain(rule)}
    return Rules(tuple(ours), min(max(delays), LONGEST_DELAY), tuple(plain), tuple(rule for rule in ours if not _is_plain(rule)))


class _Group(NamedTuple):
    agents: set[bytes]
    """Only those that concern us."""
    rules: list[Rule]
    delays: list[float]


def _groups(body: bytes) -> Iterator[_Group]:
    """Cut a file into groups; only rules end a row of agents, as 2.2.4 has it: no other record may."""
    group, has_rules = _Group(set(), [], []), False
    for key, value in _records(body):
        if key == b"user-agent":
            if has_rules:
                yield group
                group, has_rules = _Group(set(), [], []), False
            group.agents.update(_agent(value))
        elif key in {b"allow", b"disallow"}:
            has_rules = True
            if group.agents and (rule := _rule(value, allows=key == b"allow")):
                group.rules.append(rule)
        elif key == b"crawl-delay" and group.agents:
            group.delays.extend(_delay(value))
    yield group


def _records(body: bytes) -> Iterator[tuple[bytes, bytes]]:
    for line in _LINES.split(body.removeprefix(b"\xef\xbb\xbf")):
        key, colon, value = line.partition(b"#")[0].partition(b":")
        if colon:
            yield key.strip().lower(), value.strip()


def _agent(value: bytes) -> set[bytes]:
    """Return who a line names, if that is us or everyone; a version after the name says nothing."""
    if value.split(None, 1)[:1] == [_ALL]:
        return {_ALL}
    token = _TOKEN.match(value)
    return {_US} if token and token[0].lower() == _US else set()


def _rule(value: bytes, *, allows: bool) -> Rule | None:
    is_whole = value.endswith(b"$")
    pattern = _spelled(value[:-1] if is_whole else value).replace(b"$", b"%24")
    if not value:
        return None
    parts = re.split(rb"\*+", pattern)
    return Rule(allows, len(pattern) + is_whole, tuple(parts), is_whole)


def _delay(value: bytes) -> list[float]:
    try:
        seconds = float(value[:20])
    except ValueError:
        return []
    return [seconds] if isfinite(seconds) and seconds > 0 else []


def _is_plain(rule: Rule) -> bool:
    return len(rule.parts) == 1 and not rule.is_whole


def _fits(rule: Rule, path: bytes) -> bool:
    first, *rest = rule.parts
    if not path.startswith(first):
        return False
    if not rest:
        return not rule.is_whole or len(path) == len(first)
    at = len(first)
    for part in rest[:-1]:
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    last = rest[-1]
    return path.endswith(last) and len(path) - len(last) >= at if rule.is_whole else path.find(last, at) >= 0


def _path(url: str) -> bytes:
    """Return the path and query of an address as patterns are compared with it."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return b"/"
    whole = (parts.path or "/") + ("?" + parts.query if "?" in url.partition("#")[0] else "")
    return _spelled(whole.encode("utf-8", "replace")).replace(b"*", b"%2A").replace(b"$", b"%24")


def _spelled(text: bytes) -> bytes:
    """Write out what needs no escape, and escape what is not printable ASCII (2.2.2)."""
    return _ESCAPES.sub(_escape, text)


def _escape(found: re.Match[bytes]) -> bytes:
    octet = int(found[1], 16) if found[1] else found[0][0]
    return bytes([octet]) if octet in _UNRESERVED else b"%%%02X" % octet

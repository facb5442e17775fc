"""What a digest says, in the words that all its forms share: one place says how a status, an outlet or a date is told to a reader.

Everything that somebody else wrote (headlines, names, quotations) goes through ``plain`` on its way in: one line, nothing that steers.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from desk.printing import visible
from desk.web import labels
from news.digesting.officials import official_sides
from news.digests import Digest, Line, Outlet, Section, SourceHealth, ThemeLine

LONGEST_TITLE = 300  # characters: what is longer is no headline, and still must not fill a phone
_LONGEST_NAME = 60
_LONGEST_QUOTE = 200
_LONGEST_URL = 2_000  # what browsers and mail programs follow
_MOST_OUTLETS = 5
_MOST_HEDGES = 3
_MOST_PROBLEMS = 10  # lines on sources: the whole list is a command away
_MOST_NUMBERS = 10  # stories told by number
_MOST_SAMPLES = 3
_MOST_TERMS = 6
_MOST_WORDS = 6
_INVISIBLE: Final = dict.fromkeys(map(ord, "\u00ad\u200b\ufeff"))  # inside words: a space in their place would break the word
_STATUS: Final = {
    "reported": ("REPORT", ""),
    "claimed, one source": ("CLAIM", "one source"),
    "claimed, several sources": ("CLAIM", "several sources"),
    "official, one side": ("OFFICIAL", "one side"),
    "official, both sides": ("OFFICIAL", "both sides"),
}
_SIGNALS: Final = {"new": "NEW", "woke": "WOKE", "updates": "UPDATES", "unclassified": "UNCLASSIFIED", "older": "OLDER"}


class Standing(NamedTuple):
    """How far a claim stands, as it is shown."""

    word: str
    """``CLAIM``."""
    rest: str
    """``one source: Caliber.Az``; empty where there is nothing to add."""


class Problems(NamedTuple):
    """What is wrong with the sources."""

    lines: tuple[str, ...]
    left_out: int


@lru_cache(maxsize=4096)  # each form asks for the same headlines and names
def plain(text: str | None, longest: int = LONGEST_TITLE) -> str:
    """Return what somebody wrote as one line without control characters and marks of direction, cut where it is too long."""
    line = " ".join(visible((text or "").translate(_INVISIBLE)).split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def web_only(url: str) -> str:
    """Return an address only where a browser may follow it; nothing in it can end a quotation, a tag or a line."""
    if not url.startswith(("http://", "https://")) or len(url) > _LONGEST_URL or url != plain(url, _LONGEST_URL):
        return ""
    return re.sub(r"[<>\"'\\`\s{}|^]", lambda sign: "".join(f"%{byte:02X}" for byte in sign[0].encode()), url)


def counted(number: int, one: str, many: str = "") -> str:
    """Write a number with its noun."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _numbers(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers[:_MOST_NUMBERS])) + (" …" if len(numbers) > _MOST_NUMBERS else "")


def _offset(at: datetime) -> str:
    """Write how far a clock is ahead of UTC: ``UTC+4``, ``UTC+5:30``."""
    minutes = int((at.utcoffset() or timedelta()).total_seconds()) // 60
    hours, rest = divmod(abs(minutes), 60)
    return "UTC" + (f"{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02d}" if rest else "") if minutes else "")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one digest, in its reader's zone."""

    digest: Digest

    # The head

    @property
    def title(self) -> str:
        """The beat's."""
        return plain(self.digest.title)

    @property
    def day(self) -> str:
        """The day it was made."""
        return f"{self._local(self.digest.made_at):%Y-%m-%d}"

    @property
    def made(self) -> str:
        """When it was made: ``2025-08-11 07:00 (UTC+4)``."""
        made = self._local(self.digest.made_at)
        return f"{made:%Y-%m-%d %H:%M} ({_offset(made)})"

    @property
    def counts(self) -> str:
        """What there is in it: ``5 new stories · 3 updates · 41 of 44 sources answer``."""
        return " · ".join((*self.news, self.answering))

    @property
    def news(self) -> tuple[str, ...]:
        """What is new, part by part; nothing where nothing is."""
        digest = self.digest
        parts = (
            counted(digest.story_count, "new story", "new stories") if digest.story_count else "",
            counted(digest.update_count, "update") if digest.update_count else "",
            counted(len(digest.emerging), "emerging theme") if digest.emerging else "",
        )
        return tuple(filter(None, parts))

    @property
    def answering(self) -> str:
        """How many sources answer."""
        health = self.digest.health
        return f"{health.answering} of {counted(health.checked, 'source')} answer{'s' if health.checked == 1 else ''}"

    @property
    def since(self) -> str:
        """From when on it tells; empty where it does not say."""
        return f"first seen since {self.moment(self.digest.since)}" if self.digest.since else ""

    @property
    def only(self) -> str:
        """What is said in place of stories: of an archive too young, or of a day without news; empty where there is news."""
        if self.digest.baseline:
            return self._baseline()
        if not self.digest.is_empty:
            return ""
        health = self.digest.health
        return (
            f"Nothing new: {counted(health.checked, 'source')} checked, {health.failed or 'none'} failed, {health.silent or 'none'} silent."
        )

    def _baseline(self) -> str:
        baseline = self.digest.baseline
        if baseline is None or baseline.oldest_at is None or baseline.begins_at is None:
            return "The archive is empty: signals begin a week after its first article."
        since = f"{self._local(baseline.oldest_at):%Y-%m-%d}"
        held = f"{counted(baseline.articles, 'article')} in {counted(baseline.stories, 'story', 'stories')}"
        begins = f"{self._local(baseline.begins_at):%Y-%m-%d}"
        return f"Everything is new to an archive that began on {since}: it holds {held}; signals begin on {begins}."

    # Sections

    def signal(self, section: Section) -> str:
        """Return which way its stories are new: ``NEW``, ``WOKE``."""
        return _SIGNALS.get(section.kind, section.kind.upper())

    def heading(self, section: Section) -> str:
        """Return its heading: ``NEW  ARMS TRANSFERS (3)``, ``WOKE  GAS ROUTES (1): quiet 24 days``."""
        note = plain(section.note, LONGEST_TITLE)
        title = plain(section.title).upper() if section.topic else plain(section.title)
        return f"{self.signal(section)}  {title} ({section.count}){f': {note}' if note else ''}"

    def more(self, section: Section) -> str:
        """Name the stories that are not shown: ``and 7 more: khazri story 12, 14``; empty where all are."""
        left = len(section.more) + len(section.more_articles)
        stories, articles = _numbers(section.more), _numbers(section.more_articles)
        commands = (f"khazri story {stories}" if stories else "", f"khazri show {articles}" if articles else "")
        return f"and {left} more: {'; '.join(filter(None, commands))}" if left else ""

    def more_links(self, section: Section) -> tuple[tuple[str, str], ...]:
        """Return what the stories that are not shown are called with the addresses of their pages; nothing without pages."""
        if not self.digest.link:
            return ()
        stories = [(f"story {number}", self.page(f"stories/{number}")) for number in section.more]
        articles = [(f"article {number}", self.page(f"articles/{number}")) for number in section.more_articles]
        return tuple((*stories, *articles)[:_MOST_NUMBERS])

    def page(self, path: str) -> str:
        """Return the address of one of the reader's own pages; empty where there are none."""
        return web_only(f"{self.digest.link.rstrip('/')}/{path}") if self.digest.link else ""

    # A story

    def standing(self, line: Line) -> Standing:
        """Return how far its claim stands: who claimed, denied or confirmed it."""
        word, rest = _STATUS.get(line.standing.status, (line.standing.status.upper(), ""))
        by = plain(line.standing.by, _LONGEST_NAME)
        if by == self.name(line.outlet) or line.note.startswith("was "):
            return Standing(word, "" if line.note else rest)  # the outlet stands beside it, the note says it already
        if by and word in {"CLAIM", "OFFICIAL"}:
            rest = f"{rest}: {by}"
        elif by:
            word = f"{word} by {by}"
        return Standing(word, rest)

    def hedges(self, line: Line) -> tuple[str, ...]:
        """Return its words of reserve, as written."""
        return tuple(plain(word, _LONGEST_NAME) for word in line.hedges[:_MOST_HEDGES])

    def claim(self, line: Line) -> tuple[str, ...]:
        """Return what is said of its claim beside the status: what it rests on, what changed, words of reserve."""
        hedges = " ".join(f"“{word}”" for word in self.hedges(line))
        return tuple(filter(None, (self.standing(line).rest, plain(line.note), hedges)))

    def spread(self, line: Line) -> str:
        """Say how many texts there are: independent ones, and copies."""
        texts = counted(line.texts, "independent text")
        return f"{texts}, {counted(line.copies, 'copy', 'copies')}" if line.copies else texts

    def outlet(self, outlet: Outlet) -> str:
        """Return who owns an outlet, and where it works: ``pro-government, AZ``."""
        known = labels.owner(outlet.label) if outlet.label else ""
        return ", ".join(filter(None, (plain(known, _LONGEST_NAME), plain(outlet.country, 12))))

    def name(self, outlet: Outlet) -> str:
        """Return an outlet's name."""
        return plain(outlet.name, _LONGEST_NAME) or "an outlet without a name"

    def published(self, line: Line) -> str:
        """Write when it was published, as exactly as that is known."""
        at, precision = line.published.at, line.published.precision
        if isinstance(at, datetime):
            return self.moment(at) + (" (inferred)" if precision == "inferred" else "")
        return f"{self._day(at)} (day only)" if isinstance(at, date) else "undated"

    def seen(self, line: Line) -> str:
        """Say when we saw the first of its texts, and where if that was elsewhere."""
        at = self._local(line.first_seen_at)
        told = line.published.at
        same_day = isinstance(told, datetime) and self._local(told).date() == at.date()
        when = f"{at:%H:%M}" if same_day else self.moment(line.first_seen_at)
        return f"first seen at {self.name(line.first_seen_by)} {when}" if line.first_seen_by else f"seen here {when}"

    def origin(self, line: Line) -> str:
        """Name the publisher that its text credits; empty where it credits none."""
        origin = plain(line.origin, _LONGEST_NAME)
        return f"credits {origin}" if origin and origin != self.name(line.outlet) else ""

    def also(self, line: Line, most: int = _MOST_OUTLETS) -> str:
        """Name the other outlets with a text of their own: ``TSN [uk, private] +2``; empty where there are none."""
        named = [f"{self.name(each)} [{', '.join(filter(None, (self.lang(each.lang), self._owner(each))))}]" for each in line.also[:most]]
        left = len(line.also) - len(named)
        return ", ".join(named) + (f" +{left}" if left else "") if named else ""

    def officials(self, line: Line) -> str:
        """Say who spoke for which side, and which side said nothing: ``Baku none; Moscow Peskov, MFA``, or ``none``."""
        if not line.statements:
            return "none" if line.silent_sides else ""
        told = []
        silent = dict.fromkeys(line.silent_sides)
        for side, names in official_sides(line.statements):
            if names or side in silent:
                others = [plain(name, _LONGEST_NAME) for name in names if name != side]  # "Baku denies" names nobody else
                told.append(f"{side} {', '.join(others) or ('speaks' if names else 'none')}")
                silent.pop(side, None)
        return "; ".join((*told, *(f"{plain(side, _LONGEST_NAME)} none" for side in silent)))

    def topics(self, line: Line) -> str:
        """Name the further topics that it is about."""
        return ", ".join(plain(topic, _LONGEST_NAME) for topic in line.topics)

    def evidence(self, line: Line, most: int = _MOST_WORDS) -> str:
        """Return the words that made the topic match, as written."""
        return ", ".join(plain(word, _LONGEST_NAME) for word in line.words[:most])

    def statements(self, line: Line) -> tuple[tuple[str, str], ...]:
        """Return who spoke with what was said."""
        return tuple((plain(each.name, _LONGEST_NAME), plain(each.words, _LONGEST_QUOTE)) for each in line.statements)

    def lang(self, code: str | None) -> str:
        """Return the code of a language, or that it is not known."""
        return plain(code, 12) or "?"

    def moment(self, at: datetime) -> str:
        """Write a moment in the reader's zone, with its year where that is another than the digest's."""
        return f"{self._day(self._local(at).date())} {self._local(at):%H:%M}"

    # Sources

    def sources(self) -> str:
        """Say how the sources are doing, in one line."""
        health = self.digest.health
        return " · ".join((f"{health.checked} checked", f"{health.failed} failed", f"{health.silent} silent", self._feeds(health)))

    def problems(self) -> Problems:
        """Return what is wrong with them, alarms first."""
        health = self.digest.health
        told = [*health.alarms, *health.failing]
        return Problems(tuple(plain(line, LONGEST_TITLE) for line in told[:_MOST_PROBLEMS]), max(0, len(told) - _MOST_PROBLEMS))

    def theme(self, theme: ThemeLine) -> str:
        """Say how much there is of a theme: ``4 articles, 3 outlets, 3 independent texts, 40 h``."""
        counts = (counted(len(theme.samples), "article"), counted(theme.outlets, "outlet"), counted(theme.texts, "independent text"))
        return ", ".join((*counts, f"{theme.hours} h"))

    def terms(self, theme: ThemeLine) -> tuple[str, ...]:
        """Return what the articles of a theme share, as written."""
        return tuple(plain(term, _LONGEST_NAME) for term in theme.terms[:_MOST_TERMS])

    def gloss(self, line: Line) -> str:
        """Return what a gloss is called: ``EN (machine)``; empty where there is none."""
        return f"{plain(self.digest.language, 8).upper()} (machine)" if line.gloss else ""

    def reading(self, line: Line) -> str:
        """Return the headline in Latin letters, or of a Persian one the names: ``read: Vzryv v Baku``; empty where it is Latin already."""
        reading = plain(line.reading)
        return f"{'' if reading.startswith('names: ') else 'read: '}{reading}" if reading else ""

    def samples(self, theme: ThemeLine) -> tuple[tuple[str, str, str], ...]:
        """Return the first articles of a theme: the language, the headline, the outlet."""
        return tuple((self.lang(each.lang), plain(each.title), self.name(each.outlet)) for each in theme.samples[:_MOST_SAMPLES])

    def _feeds(self, health: SourceHealth) -> str:
        return f"feeds {health.working}/{health.feeds} ok"

    def _owner(self, outlet: Outlet) -> str:
        return plain(labels.owner(outlet.label), _LONGEST_NAME) if outlet.label else ""

    def _local(self, at: datetime) -> datetime:
        return at.astimezone(ZoneInfo(self.digest.timezone))

    def _day(self, day: date) -> str:
        year = (
            "" if day.year == self._local(self.digest.made_at).year else f" {day.year}"
        )  # an old article that turns up now must not look new
        return f"{day.day} {day:%b}{year}"

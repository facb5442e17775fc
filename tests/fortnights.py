"""The labelled fortnights: news of two weeks, each article with its event and its matter, written before the code and by other people."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from news.beats import Beat, judge
from news.dates import Dating
from news.gists import Gist, gist_of, keys_of
from news.languages import language_of
from news.stories import Candidate, place

FOLDER = Path(__file__).parent / "gold" / "fortnights"
UNREAD = frozenset({"2026-10", "2026-11"})
"""Fortnights from which nothing was learnt."""
_WIDEST, _NEAR = timedelta(hours=72), timedelta(days=4)
_NEAREST = 24  # articles compared, as in storage/stories.py


@dataclass(frozen=True, slots=True)
class LabelledArticle:
    """An article, what it tells and when we would have seen it."""

    id: str
    event: str
    thread: str
    gist: Gist
    seen_at: datetime


def fortnight(beat: Beat, name: str) -> list[LabelledArticle]:
    """Read a fortnight in the order in which its articles come in; an undated one comes after the last dated one of its event."""
    given = [json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    times = [datetime.fromisoformat(each["published_at"]) for each in given if each["published_at"]]
    last = {each["event"]: datetime.fromisoformat(each["published_at"]) for each in given if each["published_at"]}
    found = []
    for each in given:
        at = datetime.fromisoformat(each["published_at"]) if each["published_at"] else None
        gist = article_gist(beat, each["title"], each["text"], at)
        seen_at = (at or last.get(each["event"], min(times))) + timedelta(hours=1)
        found.append(LabelledArticle(each["id"], each["event"], each["thread"], gist, seen_at))
    return sorted(found, key=lambda each: (each.seen_at, each.id))


def names() -> list[str]:
    """Return the names of all fortnights."""
    return sorted(path.stem for path in FOLDER.glob("*.jsonl"))


def article_gist(beat: Beat, title: str, text: str, at: datetime | None) -> Gist:
    """Return the gist of a text as a crawl would find it."""
    lang = language_of(f"{title}\n{text}")
    shown = [tag.topic for tag in judge(beat, title, text, lang).tags if tag.rank != "background"]
    return gist_of(beat, title, text, lang, Dating(at, "exact", "feed") if at else Dating(), shown)


def near_pairs(articles: Sequence[LabelledArticle], within: timedelta = _WIDEST) -> Iterator[tuple[LabelledArticle, LabelledArticle]]:
    """Return every pair of articles that may tell one event as far as their times go."""
    for number, one in enumerate(articles):
        for other in articles[:number]:
            first, second = one.gist.published_at, other.gist.published_at
            if first is None or second is None or abs(first.astimezone(UTC) - second.astimezone(UTC)) <= within:
                yield one, other


def told_stories(articles: Sequence[LabelledArticle]) -> dict[str, str]:
    """Put articles into stories one by one in the order given, as a storage with the same candidates would; the story of each by its id."""
    held: list[tuple[LabelledArticle, frozenset[str]]] = []
    found: dict[str, int] = {}
    for article in articles:
        keys = frozenset(keys_of(article.gist))
        near = sorted(((len(keys & others), each) for each, others in held if keys & others), key=lambda pair: -pair[0])
        candidates = [Candidate(found[each.id], each.gist, each.seen_at) for _, each in near[:_NEAREST] if _is_near(article, each)]
        placement = place(article.gist, candidates)
        story = len(found) + 1 if placement.story is None else placement.story
        merged = {each: min(story, *placement.merged) for each in (story, *placement.merged)} if placement.merged else {}
        found = {each: merged.get(number, number) for each, number in found.items()} | {article.id: merged.get(story, story)}
        held.append((article, keys))
    return {each: str(number) for each, number in found.items()}


def _is_near(one: LabelledArticle, other: LabelledArticle) -> bool:
    return abs((one.gist.published_at or one.seen_at) - (other.gist.published_at or other.seen_at)) <= _NEAR

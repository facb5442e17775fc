"""What the radar saw, laid out for a person and for a program."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from desk.objects import moment
from desk.printing import write
from news.radar import Baseline, NewStory, Radar, WakingTopic
from news.themes import Theme

RADAR_COLUMNS = ("signal", "topics", "title", "story", "articles", "texts", "outlets", "at", "quiet_since", "last_title", "terms", "hours")
_DAY = timedelta(days=1)


def print_radar(radar: Radar, names: Mapping[str, str], topics: Mapping[str, str]) -> None:
    """Print the signals one after the other, each under its heading."""
    if radar.baseline:
        write(baseline_line(radar.baseline, radar.until))
        return
    for heading, lines in (
        ("NEW STORIES", [_new_story(each, names, topics) for each in radar.new_stories]),
        ("WAKING TOPICS", [_waking(each, topics) for each in radar.waking]),
        ("EMERGING, no topic covers it", [_theme(each, names) for each in radar.emerging]),
    ):
        write(f"{heading}: {len(lines) or 'none'}")
        for line in lines:
            write(line)
        write()


def baseline_line(baseline: Baseline, until: datetime) -> str:
    """Say that an archive is too young for signals, and when they begin."""
    if baseline.oldest_at is None or baseline.begins_at is None:
        return "the archive is empty; signals begin a week after its first article"
    days = (until - baseline.oldest_at) // _DAY
    counts = f"{_count(baseline.articles, 'article')}, {_count(baseline.stories, 'story', 'stories')}"
    return f"archive {_count(days, 'day')} old: {counts}; signals begin on {baseline.begins_at:%Y-%m-%d}"


def signal_objects(radar: Radar) -> Iterator[dict[str, Any]]:
    """Return the signals for a program, one an object, each with its kind under ``signal``."""
    if baseline := radar.baseline:
        counts = {"articles": baseline.articles, "stories": baseline.stories}
        yield {"signal": "baseline", "oldest_at": moment(baseline.oldest_at), **counts, "begins_at": moment(baseline.begins_at)}
    yield from (_new_story_object(each) for each in radar.new_stories)
    yield from (_waking_object(each) for each in radar.waking)
    yield from (_theme_object(each) for each in radar.emerging)


def _new_story_object(each: NewStory) -> dict[str, Any]:
    story = each.story
    return {
        "signal": "new story",
        "topics": list(each.topics),
        "title": story.title,
        "story": story.id,
        "articles": list(each.article_ids),
        "texts": each.texts,
        "outlets": list(story.outlets),
        "langs": list(story.langs),
        "claims": list(story.claims),
        "at": moment(each.began_at),
    }


def _waking_object(each: WakingTopic) -> dict[str, Any]:
    last, mark = each.last, each.woken_by
    return {
        "signal": "waking topic",
        "topics": [each.topic],
        "title": mark.title,
        "story": mark.story_id,
        "articles": [mark.article_id],
        "at": moment(mark.stands_at),
        "quiet_since": moment(each.quiet_since),
        "quiet_days": _quiet_days(each),
        "last_title": last.title if last else None,
        "last_article": last.article_id if last else None,
        "last_story": last.story_id if last else None,
    }


def _theme_object(each: Theme) -> dict[str, Any]:
    return {
        "signal": "emerging theme",
        "topics": [],
        "title": each.samples[0].title,
        "articles": [sample.article_id for sample in each.samples],
        "texts": each.texts,
        "outlets": list(each.outlets),
        "at": moment(each.last_seen_at),
        "terms": [term.written for term in each.terms],
        "hours": each.hours,
        "keys": [{"term": term.key, "written": term.written, "articles": term.articles} for term in each.terms],
        "samples": [
            {"article": sample.article_id, "title": sample.title, "source": sample.source_id, "lang": sample.lang}
            for sample in each.samples
        ],
    }


def _new_story(each: NewStory, names: Mapping[str, str], topics: Mapping[str, str]) -> str:
    story = each.story
    outlets = ", ".join(names.get(outlet, outlet) for outlet in story.outlets[:3])
    more = f" and {len(story.outlets) - 3} more" if len(story.outlets) > 3 else ""
    told = [f"  {', '.join(topics.get(topic, topic) for topic in each.topics)}: {story.title}"]
    told.append(f"    story {story.id}, {_minute(each.began_at)}, {_count(each.texts, 'independent text')}; {outlets}{more}")
    if story.claims:
        told.append("    with reserve: " + ", ".join(f"“{word}”" for word in story.claims))
    return "\n".join(told)


def _waking(each: WakingTopic, topics: Mapping[str, str]) -> str:
    last, mark = each.last, each.woken_by
    ended = f"last story “{last.title}” (article {last.article_id})" if last else "no story before in this archive"
    silence = f"    quiet since {each.quiet_since:%Y-%m-%d} ({_count(_quiet_days(each), 'day')}), {ended}"
    return f"  {topics.get(each.topic, each.topic)}: {mark.title}\n    article {mark.article_id}, {_minute(mark.stands_at)}\n{silence}"


def _theme(each: Theme, names: Mapping[str, str]) -> str:
    counts = f"{_count(len(each.samples), 'article')}, {_count(each.texts, 'independent text')}, {_count(len(each.outlets), 'outlet')}"
    terms = ", ".join(f"“{term.written}”" for term in each.terms)
    samples = (f"    {one.article_id} [{one.lang or '??'}] {names.get(one.source_id, one.source_id)}: {one.title}" for one in each.samples)
    return "\n".join([f"  {terms}: {counts}, {each.hours} h", *samples])


def _quiet_days(each: WakingTopic) -> int:
    return (each.woken_by.stands_at - each.quiet_since) // _DAY


def _minute(value: datetime) -> str:
    return (moment(value) or "").replace("T", " ")[:16]


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"

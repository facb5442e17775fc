"""A digest in the form in which programs get it, and in which it is kept for its page."""

from dataclasses import asdict
from typing import Any

from desk.objects import dating_text, moment
from news.digests import Digest, Line, Outlet, Section, SourceHealth, ThemeLine

VERSION = 1  # of this form: who reads what was kept knows by it whether they can


def digest_object(digest: Digest) -> dict[str, Any]:
    """Return a digest; moments are in UTC, texts as they were published."""
    baseline = digest.baseline
    return {
        "version": VERSION,
        "subscription": digest.name,
        "title": digest.title,
        "kind": digest.kind,
        "made_at": moment(digest.made_at),
        "since": moment(digest.since),
        "timezone": digest.timezone,
        "link": digest.link or None,
        "new_stories": digest.story_count,
        "updates": digest.update_count,
        "baseline": {
            "articles": baseline.articles,
            "stories": baseline.stories,
            "oldest_at": moment(baseline.oldest_at),
            "begins_at": moment(baseline.begins_at),
        }
        if baseline
        else None,
        "sections": [_section_object(section) for section in digest.sections],
        "emerging": [_theme_object(theme) for theme in digest.emerging],
        "sources": _health_object(digest.health),
        "told": {"articles": list(digest.told.articles), "edits": [list(edit) for edit in digest.told.edits]},
    }


def _section_object(section: Section) -> dict[str, Any]:
    return {
        "kind": section.kind,
        "topic": section.topic,
        "title": section.title,
        "note": section.note or None,
        "count": section.count,
        "stories": [_line_object(line) for line in section.lines],
        "more": list(section.more),
        "more_articles": list(section.more_articles),
    }


def _line_object(line: Line) -> dict[str, Any]:
    return {
        "story": line.story_id,
        "article": line.article_id,
        "title": line.title,
        "url": line.url,
        "lang": line.lang,
        "reading": line.reading,
        "gloss": {"text": line.gloss, "made_by": "machine"} if line.gloss else None,
        "outlet": _outlet_object(line.outlet),
        "published_at": dating_text(line.published),
        "published_precision": line.published.precision,
        "first_seen_at": moment(line.first_seen_at),
        "first_seen_by": _outlet_object(line.first_seen_by) if line.first_seen_by else None,
        "origin": line.origin,
        "also": [_outlet_object(outlet) for outlet in line.also],
        "independent_texts": line.texts,
        "copies": line.copies,
        "standing": asdict(line.standing),
        "hedges": list(line.hedges),
        "statements": [asdict(statement) for statement in line.statements],
        "silent_sides": list(line.silent_sides),
        "topics": list(line.topics),
        "evidence": list(line.words),
        "note": line.note or None,
        "articles": list(line.article_ids),
        "edited": list(line.edited) if line.edited else None,
    }


def _outlet_object(outlet: Outlet) -> dict[str, Any]:
    return {"name": outlet.name, "owner": outlet.label or None, "country": outlet.country or None, "lang": outlet.lang}


def _theme_object(theme: ThemeLine) -> dict[str, Any]:
    samples = [
        {"article": each.article_id, "title": each.title, "lang": each.lang, "outlet": _outlet_object(each.outlet)}
        for each in theme.samples
    ]
    return {
        "terms": list(theme.terms),
        "hours": theme.hours,
        "outlets": theme.outlets,
        "independent_texts": theme.texts,
        "articles": samples,
    }


def _health_object(health: SourceHealth) -> dict[str, Any]:
    return {
        "checked": health.checked,
        "failed": health.failed,
        "silent": health.silent,
        "feeds": {"known": health.feeds, "working": health.working, "failing": list(health.failing)},
        "alarms": list(health.alarms),
    }

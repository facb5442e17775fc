"""What a shell offers where a person presses Tab: topics, sources, languages, countries, and the numbers of what came last.

It answers within the blink that a prompt allows, so it imports little and says nothing of what is wrong: the command itself will.
"""

import os
import tomllib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import typer

from news.beats import RELEVANCES, SHIPPED_BEAT
from storage import recent

_DEFAULT = "sqlite:///khazri.db"  # desk/settings.py has it too, which takes long to import
_HARMLESS = frozenset(" .,–—")
_LONGEST = 60  # characters of a title beside its number
Offered = list[tuple[str, str]]


def topics(context: typer.Context, incomplete: str) -> Offered:
    """Offer the topics of the beat."""
    folder = Path(_setting(context, "beat", str(SHIPPED_BEAT))) / "topics"
    return _beginning(incomplete, ((file.stem, "") for file in sorted(folder.glob("*.toml"))))


def sources(context: typer.Context, incomplete: str) -> Offered:
    """Offer the outlets of the archive."""
    return _beginning(incomplete, ((each.id, each.name) for each in recent.sources(_database(context))))


def langs(context: typer.Context, incomplete: str) -> Offered:
    """Offer the languages that the archive's outlets write in, those of most outlets first."""
    counts = Counter(lang for each in recent.sources(_database(context)) for lang in each.langs)
    return _beginning(incomplete, ((lang, "") for lang, _ in counts.most_common()))


def countries(context: typer.Context, incomplete: str) -> Offered:
    """Offer the countries of the archive's outlets, in small letters to whoever types these."""
    found = sorted({each.country for each in recent.sources(_database(context)) if each.country})
    return _beginning(incomplete, ((country.lower() if incomplete.islower() else country, "") for country in found))


def relevances(incomplete: str) -> Offered:
    """Offer the degrees of relevance that articles are kept with."""
    return _beginning(incomplete, ((each, "") for each in RELEVANCES if each != "none"))


def articles(context: typer.Context, incomplete: str) -> Offered:
    """Offer the numbers of the newest articles, with their titles."""
    return _beginning(incomplete, ((str(number), title) for number, title in recent.articles(_database(context))))


def stories(context: typer.Context, incomplete: str) -> Offered:
    """Offer the numbers of the newest stories, with the titles of their first articles."""
    return _beginning(incomplete, ((str(number), title) for number, title in recent.stories(_database(context))))


def harmless(text: str) -> str:
    """Return a title as letters, figures and a few signs: shells read offers as code, and strangers write titles."""
    kept = "".join(sign if sign.isalnum() or sign in _HARMLESS else " " for sign in text)
    told = " ".join(kept.split())
    return told if len(told) <= _LONGEST else told[: _LONGEST - 1].rstrip() + "…"


def _beginning(incomplete: str, offered: Iterable[tuple[str, str]]) -> Offered:
    return [(value, harmless(told)) for value, told in offered if value.startswith(incomplete) and value.replace("-", "").isalnum()]


def _database(context: typer.Context) -> str:
    url = _setting(context, "database", "", variable="KHAZRI_DATABASE_URL", key="database_url")
    return url or _DEFAULT


def _setting(context: typer.Context, option: str, default: str, *, variable: str = "", key: str = "") -> str:
    """Return what an option before the command, a variable, or the settings file says, in this order."""
    root = context.find_root().params
    said = root.get(option) or os.environ.get(variable or f"KHAZRI_{option}".upper())
    return str(said or _table(root.get("config")).get(key or option) or default)


def _table(config: Path | None) -> dict[str, object]:
    try:
        return tomllib.loads(Path(config or "khazri.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}

"""How the radar is told to a person and to a program."""

from datetime import UTC, datetime, timedelta

import pytest

from desk.radar_views import baseline_line, print_radar, signal_objects
from news.dates import UNDATED
from news.radar import Baseline, Mark, Radar, WakingTopic
from news.themes import Sample, Term, Theme

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
LAST = Mark("gas", 4, 2, "Gas stops", UNDATED, NOW - timedelta(days=24))
WOKEN_BY = Mark("gas", 9, 8, "Gas flows", UNDATED, NOW)
TERMS = (Term("s:lpcn", "Lapshin", 4), Term("w:en:swap", "swap", 3))
SAMPLES = (Sample(5, "Lapshin up for swap", "harbour", "en", NOW), Sample(6, "Обмен", "buoy", None, NOW))
THEME = Theme(TERMS, SAMPLES, 3, ("harbour", "buoy"), timedelta(hours=39, minutes=1))
RADAR = Radar(NOW, NOW, waking=(WakingTopic("gas", LAST.seen_at, LAST, WOKEN_BY),), emerging=(THEME,))


def test_a_young_archive_is_told_in_one_line() -> None:
    baseline = Baseline(NOW - timedelta(days=2), 143, 31, NOW + timedelta(days=5))
    assert baseline_line(baseline, NOW) == "archive 2 days old: 143 articles, 31 stories; signals begin on 2026-03-08"
    assert baseline_line(Baseline(None, 0, 0, None), NOW) == "the archive is empty; signals begin a week after its first article"


def test_the_three_signals_stand_apart(capsys: pytest.CaptureFixture[str]) -> None:
    print_radar(RADAR, {"harbour": "The Harbour"}, {"gas": "Gas routes"})
    told = capsys.readouterr().out
    assert "NEW STORIES: none" in told
    assert "WAKING TOPICS: 1\n  Gas routes: Gas flows\n" in told
    assert "quiet since 2026-02-07 (24 days), last story “Gas stops” (article 4)" in told
    assert "“Lapshin”, “swap”: 2 articles, 3 independent texts, 2 outlets, 40 h" in told
    assert "5 [en] The Harbour: Lapshin up for swap\n    6 [??] buoy: Обмен" in told


def test_each_signal_is_an_object_that_says_what_it_is() -> None:
    waking, theme = signal_objects(RADAR)
    assert (waking["signal"], waking["quiet_days"], waking["last_title"]) == ("waking topic", 24, "Gas stops")
    assert (theme["signal"], theme["terms"], theme["articles"], theme["hours"]) == ("emerging theme", ["Lapshin", "swap"], [5, 6], 40)
    (baseline,) = signal_objects(Radar(NOW, NOW, Baseline(NOW, 1, 0, NOW)))
    assert (baseline["signal"], baseline["articles"]) == ("baseline", 1)

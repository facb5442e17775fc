"""The names at the top level are ours, whatever else is installed."""

import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", ["crawler", "demo", "desk", "news", "scheduler", "spiders", "storage"])
def test_a_name_at_the_top_level_is_ours(name: str) -> None:
    found = importlib.import_module(name).__file__
    assert found is not None
    assert Path(found).is_relative_to(ROOT)


def test_scrapy_finds_the_project_and_its_spiders() -> None:
    from scrapy.settings import Settings
    from scrapy.spiderloader import SpiderLoader

    settings = Settings()
    settings.setmodule("crawler.settings")
    assert sorted(SpiderLoader.from_settings(settings).list()) == ["feeds", "listings", "shared-stories", "sitemaps"]


def test_the_floor_of_safe_settings_holds() -> None:
    from crawler import settings

    assert settings.TELNETCONSOLE_ENABLED is False
    assert settings.REMOTE_CONTROL_ENABLED is False
    assert settings.ROBOTSTXT_OBEY is True
    assert settings.COOKIES_ENABLED is False
    assert settings.DOWNLOAD_VERIFY_CERTIFICATES is True
    assert settings.METAREFRESH_ENABLED is False
    assert settings.DOWNLOAD_MAXSIZE <= 10 * 1024 * 1024
    assert settings.DOWNLOAD_TIMEOUT <= 30
    assert settings.REDIRECT_MAX_TIMES <= 5
    assert {scheme for scheme, handler in settings.DOWNLOAD_HANDLERS.items() if handler} == {"http", "https"}

import pytest

from news.paging import MOST_PAGES, OlderPage, first_older, next_older

FEED = "https://paper.example/feed?lang=az"


def test_the_feeds_own_link_goes_before_any_guess_and_stays_on_its_site() -> None:
    older = "https://www.paper.example/feed?before=17"
    assert first_older(FEED, older) == OlderPage(older, 2, "next")
    assert first_older(FEED, "https://elsewhere.example/feed") is None
    assert first_older(FEED, FEED) is None
    assert first_older(FEED, None) == OlderPage("https://paper.example/feed?lang=az&paged=2", 2, "paged")


def test_a_guess_that_brings_nothing_is_followed_by_the_other_and_then_by_none() -> None:
    first = first_older(FEED, None)
    assert first is not None
    second = next_older(FEED, first, None, 0)
    assert second == OlderPage("https://paper.example/feed?lang=az&page=2", 2, "page")
    assert next_older(FEED, second, None, 0) is None
    assert next_older(FEED, second, None, 7) == OlderPage("https://paper.example/feed?lang=az&page=3", 3, "page")


@pytest.mark.parametrize("announced", [None, FEED + "&p="])
def test_no_feed_is_followed_further_than_ten_pages(announced: str | None) -> None:
    pages, page = 0, first_older(FEED, announced)
    while page is not None:
        pages, page = pages + 1, next_older(FEED, page, announced and f"{announced}{pages}", 5)
    assert pages == MOST_PAGES


def test_a_link_that_leads_to_itself_ends() -> None:
    page = OlderPage("https://paper.example/feed?p=2", 2, "next")
    assert next_older(FEED, page, page.url, 5) is None
    assert next_older(FEED, page, None, 5) is None

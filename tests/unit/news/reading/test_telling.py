"""All that a page tells, before anything of it is read."""

from lxml import html

from news.reading.metadata import Claims
from news.reading.telling import all_told

PAGE = (
    "<html><head><title>A bridge</title><style>p {}</style></head><body><p>Over the <b>ri</b>ver</p><script>var ferry;</script> and back"
    "<style>b {}</style></body></html>"
)


def test_scripts_and_styles_tell_nothing_and_what_follows_them_does() -> None:
    told = all_told(html.document_fromstring(PAGE), Claims(headline="Opened"), "The bridge")
    assert told.startswith("The bridge Opened A bridge Over the ri ver and back ")
    assert set(told.split()[11:]) == {"river", "bridgeOver"}


def test_a_page_is_as_it_was_after_it_was_told() -> None:
    tree = html.document_fromstring(PAGE)
    before = html.tostring(tree)
    all_told(tree, Claims(), None)
    assert html.tostring(tree) == before

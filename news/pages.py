"""What came back from the network, parsed."""

from lxml import etree, html

from news.answers import ARTICLE_KINDS, MAX_BODY, Page, PageKind
from news.charsets import in_utf8
from news.reading.kinds import TEASER, flash_text, kind_of
from news.texts import utf8_without_forbidden

__all__ = ["ARTICLE_KINDS", "MAX_BODY", "TEASER", "Page", "PageKind", "flash_text", "kind_of", "parse_html"]


def parse_html(page: Page) -> html.HtmlElement | None:
    """Parse a page with the right charset, or give nothing where there is nothing to parse."""
    document = utf8_without_forbidden(in_utf8(page.body[:MAX_BODY], page.content_type))
    if b"<" not in document and not document.decode().strip():
        return None
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    # One class for all elements: choosing among lxml's own for links and forms, which nobody here uses, costs a third of the parsing.
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=html.HtmlElement))
    try:
        tree = html.document_fromstring(document, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    return tree if isinstance(tree, html.HtmlElement) else None

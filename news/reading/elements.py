"""Small helpers for elements of an lxml tree."""

from lxml import etree, html


def text_of(element: etree._Element | None) -> str:
    """Give the text of an element and all in it, on one line; nothing for no element."""
    return " ".join("".join(map(str, element.itertext())).split()) if element is not None else ""


def elements(found: object) -> list[html.HtmlElement]:
    """Give the elements among the results of an XPath."""
    return [element for element in found if isinstance(element, html.HtmlElement)] if isinstance(found, list) else []

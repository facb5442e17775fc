"""Where on a page the running text stands: its paragraphs in groups, and the element that holds the groups of the article."""

from typing import TypeAlias

from lxml import etree

from news.reading.elements import whole_text

Element: TypeAlias = etree._Element  # noqa: SLF001 - the name that lxml gives its element
Groups: TypeAlias = dict[Element, int]
"""Words outside links of the paragraphs that stand side by side in an element."""

_INLINE = frozenset({"span", "b", "strong", "em", "i", "u", "font", "small", "big", "mark", "s"})
_SENTENCE = 8
"""Words outside links that a paragraph of a text has; buttons, bylines and captions have fewer."""
_LONG_LINE = 50
"""Characters of a line that may be a paragraph."""
_LEAD = 80
"""Characters of a lead."""
_CLEAR = 80
"""Words of a group of paragraphs that is sure to be the text."""
_FLASH = 15
"""The same for a group that shares an element with the page's headline."""
_HELD = 0.9
"""Part of the words of a page's paragraphs that the article's element holds; the rest is the small print of the page."""


def groups_of(body: Element) -> Groups:
    """Count the words of the paragraphs that stand side by side, whether they are called so, or are boxes, items or broken lines."""
    groups: Groups = {}
    for paragraph in body.iter("p"):
        _add(groups, paragraph.getparent(), _plain_words(paragraph))
    for box in body.iter("div", "li", "td"):
        if box.text and len(box.text) > _LONG_LINE and box.find("br") is None:
            parent = box.getparent()
            _add(groups, parent.getparent() if box.tag == "li" and parent is not None else parent, len(box.text.split()))
    for heading in body.iter("h2", "h3", "h4"):  # a lead, dressed as a heading
        if heading.text and len(heading.text) > _LEAD and heading.text.rstrip().endswith("."):
            _add(groups, heading.getparent(), len(heading.text.split()))
    for element, words in _broken_lines(body).items():
        if words >= _SENTENCE * 3:
            _add(groups, element, words)
    return groups


def largest_of(groups: Groups) -> Element | None:
    """Give the element with most words of paragraphs."""
    return max(groups, key=groups.__getitem__, default=None)


def holder_of(groups: Groups, body: Element, heading: Element | None) -> Element:
    """Find the lowest element around the largest group that holds nearly all words of the groups that still are in the tree.

    Where the headline stands near, only what stands around both counts.
    """
    largest = largest_of(groups)
    if largest is None:
        return body
    path: list[Element] = [element for element in (largest, *largest.iterancestors()) if element is body or element.getparent() is not None]
    joined = _words_on(path, groups)
    around = _joint(path, heading) if heading is not None else None
    if groups[largest] < (_CLEAR if around is None else _FLASH):
        return body
    near = sum(joined[: around + 1]) if around is not None else 0
    wanted = (near if near * 2 >= sum(joined) else sum(joined)) * _HELD
    held = 0
    for element, words in zip(path, joined, strict=True):
        held += words
        if held >= wanted:
            return element
    return body


def is_one_text(groups: Groups, part: Element) -> bool:
    """Tell whether a part is one article and not a row of many: its largest group, or the groups of one kind, are much of it."""
    largest = largest_of(groups)
    if largest is None or part is largest:
        return part is largest
    held = {group: words for group, words in groups.items() if group is part or part in group.iterancestors()}
    kind = largest.get("class")
    alike = sum(words for group, words in held.items() if kind and group.tag == largest.tag and group.get("class") == kind)
    return max(alike, groups[largest]) * 4 >= sum(held.values())


def _add(groups: Groups, element: Element | None, words: int) -> None:
    if element is not None and words >= _SENTENCE:
        groups[element] = groups.get(element, 0) + words


def _plain_words(paragraph: Element) -> int:
    """Count the words outside links; where most are in links, there are none."""
    words = len(whole_text(paragraph).split())
    linked = sum(len(whole_text(link).split()) for link in paragraph.iter("a")) if words >= _SENTENCE else 0
    return words - linked if linked * 2 < words else 0


def _broken_lines(body: Element) -> Groups:
    """Count the words of each element that ``<br>`` parts into lines, where inline elements hold them as well."""
    broken: Groups = {}
    seen: set[Element] = set()
    for line in body.iter("br"):
        parent = line.getparent()
        while parent is not None and parent.tag in _INLINE and parent not in seen:
            seen.add(parent)
            parent = parent.getparent()
        if parent is not None and parent.tag != "p" and parent not in broken:
            broken[parent] = _own_words(parent)
    return broken


def _own_words(element: Element) -> int:
    words = len((element.text or "").split())
    for child in element:
        words += len((child.tail or "").split())
        if child.tag in _INLINE:
            words += len(whole_text(child).split())
    return words


def _words_on(path: list[Element], groups: Groups) -> list[int]:
    """Say for each element of a path upwards how many words of the groups join it there."""
    place = {element: at for at, element in enumerate(path)}
    joined = [0] * len(path)
    for group, words in groups.items():
        climbed = []
        node: Element | None = group
        while node is not None and node not in place:
            climbed.append(node)
            node = node.getparent()
        if node is not None:  # a part that was dropped joins nowhere
            place.update((each, place[node]) for each in climbed)
            joined[place[node]] += words
    return joined


def _joint(path: list[Element], heading: Element) -> int | None:
    """Say where on the path upwards a heading joins, if it does below the body."""
    above = set(heading.iterancestors())
    return next((at for at, element in enumerate(path) if element in above and element.tag not in {"body", "html"}), None)

"""The running text of an HTML tree, block by block."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from news.reading.elements import text_of
from news.texts import word_set

_BLOCKS = word_set(
    "address article blockquote body dd div dl dt fieldset figcaption figure form h1 h2 h3 h4 h5 h6 header hr html li main ol p pre "
    "section table tbody td th tr ul"
)
_SILENT = word_set("script style noscript template svg head nav footer aside select button iframe textarea object video audio math")
_HEADLINE = 4
"""Words that the text of a link has at least where it is a headline; sections have one or two."""

_BREAK = "\u2028"
"""What stands for ``<br>``: the line breaks of the source are nothing but spaces."""
_PARAGRAPH = 12
"""Words of a paragraph of text; captions and buttons have fewer."""


@dataclass(slots=True)
class Block:
    """A stretch of text that nothing but inline markup interrupts."""

    element: etree._Element
    parts: list[str] = field(default_factory=list)
    plain: int = 0
    """Words outside links."""
    linked: int = 0
    headlines: int = 0
    """Links in it that are long enough to be headlines."""

    @property
    def text(self) -> str:
        """The block's text as it stands in the page."""
        return "".join(self.parts)

    def add(self, text: str | None, *, in_link: bool) -> None:
        """Take one more piece of text."""
        if text:
            self.parts.append(text)
            count = len(text.split())
            self.linked += count if in_link else 0
            self.plain += 0 if in_link else count


def blocks_of(tree: etree._Element) -> Iterator[Block]:
    """Walk a tree and give its blocks of text in the order of the page, without scripts, navigation and footers."""
    stack = [Block(tree)]
    links = 0
    words_before_link = 0
    walker = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walker:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if tag in _SILENT or not tag:
                walker.skip_subtree()
                continue
            if tag in _BLOCKS:
                yield from _full(stack[-1])
                stack[-1] = Block(stack[-1].element)
                stack.append(Block(element))
            elif tag == "a":
                links += 1
                words_before_link = stack[-1].linked
            stack[-1].add(_BREAK if tag == "br" else element.text, in_link=links > 0)
            continue
        if tag in _BLOCKS:
            yield from _full(stack.pop())
        elif tag == "a" and tag not in _SILENT:
            links = max(0, links - 1)
            stack[-1].headlines += stack[-1].linked - words_before_link >= _HEADLINE
        if element is not tree and stack:
            stack[-1].add(element.tail, in_link=links > 0)
    for block in stack:
        yield from _full(block)


def largest_group(tree: etree._Element) -> str:
    """Give the text of the largest group of ``<p>`` that stand side by side: a quick look that is right for most articles."""
    groups: dict[etree._Element, list[str]] = {}
    for paragraph in tree.iter("p"):
        parent = paragraph.getparent()
        if parent is not None:
            groups.setdefault(parent, []).append(" ".join(" ".join(map(str, paragraph.itertext())).split()))
    return max(("\n".join(parts) for parts in groups.values()), key=len, default="")


def article_paragraphs(tree: etree._Element) -> str:
    """Give the full paragraphs inside the only ``<article>`` of a page; nothing where there is none, or several."""
    articles = [article for _, article in zip(range(2), tree.iter("article"), strict=False)]
    if len(articles) != 1:
        return ""
    texts = (text_of(paragraph) for paragraph in articles[0].iter("p"))
    return "\n".join(text for text in texts if len(text.split()) >= _PARAGRAPH)


def paragraphs_of(tree: etree._Element) -> list[str]:
    """Give the text of a fragment as paragraphs."""
    return [" ".join(part.split()) for block in blocks_of(tree) for part in block.text.split(_BREAK) if part.strip()]


def _full(block: Block) -> Iterator[Block]:
    if block.plain or block.linked:
        yield block

"""Tables that lay a page out, told from tables of figures."""

from lxml import etree

_CELLS = ("table", "tbody", "thead", "tfoot", "tr", "td", "th")
_LONG_CELL = 40
"""Words of a cell that holds a text; figures, names and remarks have fewer."""


_SENTENCE = 8
"""Words of a line that is a sentence; two of them in a cell are a text."""


def unfold_layout(part: etree._Element) -> bool:
    """Make plain boxes of the tables that lay a page out: those that hold texts, headlines or other tables, or have no two rows of cells.

    Tell whether the page is laid out by them.
    """
    tables = list(part.iter("table"))
    if not tables:
        return False
    layout = {above for table in tables for above in [next(table.iterancestors("table"), None)] if above is not None}
    is_laid_out = bool(layout)
    full: dict[etree._Element, int] = {}
    for row in part.iter("tr"):
        table = next(row.iterancestors("table"), None)
        if sum(1 for cell in row if cell.tag in {"td", "th"}) > 1 and table is not None:
            full[table] = full.get(table, 0) + 1
    layout.update(table for table in tables if full.get(table, 0) < 2)
    for cell in part.iter("td", "th"):
        table = next(cell.iterancestors("table"), None)
        if table is not None and table not in layout and _holds_text(cell):
            layout.add(table)
            is_laid_out = True
    boxes = [each for each in part.iter(*_CELLS) if each in layout or (each.tag != "table" and next(each.iterancestors("table"), None) in layout)]
    for element in boxes:
        element.tag = "div"
    return is_laid_out


def _holds_text(cell: etree._Element) -> bool:
    """Tell whether a cell holds a headline, several paragraphs, or a long one."""
    if cell.find(".//h1") is not None or sum(1 for _ in zip(cell.iter("p"), range(2), strict=False)) > 1:
        return True
    if len("".join(map(str, cell.itertext())).split()) >= _LONG_CELL:
        return True
    return sum(1 for line in cell.iter("br") if len((line.tail or "").split()) >= _SENTENCE) > 1

"""Tables that lay a page out, told from tables of figures."""

from lxml import etree

from news.reading.elements import whole_text

_CELLS = ("table", "tbody", "thead", "tfoot", "tr", "td", "th")
_LONG_CELL = 40
"""Words of a cell that holds a text; figures, names and remarks have fewer."""


_SENTENCE = 8
"""Words of a line that is a sentence; two of them in a cell are a text."""


def unfold_layout(part: etree._Element) -> bool:
    """Make plain boxes of the tables that lay a page out: those that hold texts, headlines or other tables, or have no two cells in a row.

    Tell whether the page is laid out by them.
    """
    tables = list(part.iter("table"))
    if not tables:
        return False
    outer = {above for table in tables for above in [next(table.iterancestors("table"), None)] if above is not None}
    rows: set[etree._Element] = set()
    for row in part.iter("tr"):
        table = next(row.iterancestors("table"), None)
        if table is not None and sum(1 for cell in row if cell.tag in {"td", "th"} and _has_text(cell)) > 1:
            rows.add(table)
    layout = outer | {table for table in tables if table not in rows}
    is_laid_out = bool(outer)
    for cell in part.iter("td", "th"):
        table = next(cell.iterancestors("table"), None)
        if table is not None and table not in outer and _holds_text(cell):
            layout.add(table)
            is_laid_out = True
    boxes = [
        each for each in part.iter(*_CELLS) if each in layout or (each.tag != "table" and next(each.iterancestors("table"), None) in layout)
    ]
    for element in boxes:
        element.tag = "div"
    return is_laid_out


def _has_text(cell: etree._Element) -> bool:
    return any(not str(piece).isspace() for piece in cell.itertext())


def _holds_text(cell: etree._Element) -> bool:
    """Tell whether a cell holds a headline, several paragraphs, or a long one."""
    if cell.find(".//h1") is not None or sum(1 for _ in zip(cell.iter("p"), range(2), strict=False)) > 1:
        return True
    if len(whole_text(cell).split()) >= _LONG_CELL:
        return True
    return sum(1 for line in cell.iter("br") if len((line.tail or "").split()) >= _SENTENCE) > 1

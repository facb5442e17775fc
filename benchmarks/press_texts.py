"""What the invented press printed, for benchmarks to make articles of."""

from demo.contents import read_contents


def paragraphs_by_language() -> dict[str, list[tuple[str, str]]]:
    """Return every paragraph with its article's title, by language."""
    contents = read_contents()
    by_lang: dict[str, list[tuple[str, str]]] = {}
    for piece in contents.pieces:
        if piece.answers == "article":
            lang = contents.outlet(piece.outlet_id).languages[0]
            by_lang.setdefault(lang, []).extend((piece.title, paragraph) for paragraph in piece.paragraphs)
    return by_lang

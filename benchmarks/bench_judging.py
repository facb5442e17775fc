"""Judging a text (gate, topics, evidence) against analysing its words alone, on the invented press's texts."""

import rows
from rows import Row
from side_by_side import compare

from demo.contents import read_contents
from news.beats import judge, load_beat
from news.words import analyse

REPEATS = 5  # one pass is too short to be timed
BEAT = load_beat()
CONTENTS = read_contents()
TEXTS = [
    (piece.title, "\n".join(piece.paragraphs), CONTENTS.outlet(piece.outlet_id).languages[0])
    for piece in CONTENTS.pieces
    if piece.answers == "article"
] * REPEATS


def ours() -> None:
    for title, text, lang in TEXTS:
        judge(BEAT, title, text, lang)


def words() -> None:
    for title, text, _ in TEXTS:
        analyse(title)
        analyse(text)


if __name__ == "__main__":
    found = compare("judge / analyse", ours, words, len(TEXTS))
    rows.keep("judging", Row("judging a text", found.ours, found.theirs, "ms", "analysing its words alone", ratio=found.ratio))

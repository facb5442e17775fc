"""Judging a text (gate, topics, evidence) against analysing its words alone, side by side on the invented press's texts."""

import statistics
import time
from collections.abc import Callable

from demo.contents import read_contents
from news.beats import judge, load_beat
from news.words import analyse

ROUNDS = 7
REPEATS = 5


def main() -> None:
    beat = load_beat()
    contents = read_contents()
    pieces = [piece for piece in contents.pieces if piece.answers == "article"]
    texts = [(piece.title, "\n".join(piece.paragraphs), contents.outlet(piece.outlet_id).languages[0]) for piece in pieces]

    def ours() -> None:
        for title, text, lang in texts * REPEATS:
            judge(beat, title, text, lang)

    def words() -> None:
        for title, text, _ in texts * REPEATS:
            analyse(title)
            analyse(text)

    ours(), words()  # both warm
    ratios = [timed(ours) / timed(words) for _ in range(ROUNDS)]
    each = timed(ours) / len(texts) / REPEATS * 1000
    spread = f"{min(ratios):.2f}–{max(ratios):.2f} in {ROUNDS} rounds of {len(texts)} texts"
    print(f"judge / analyse: {statistics.median(ratios):.2f} ({spread}; {each:.2f} ms a text here)")


def timed(work: Callable[[], None]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()

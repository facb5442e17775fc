"""Finding edited copies in an archive beside rensa and datasketch: pairs found, wrong pairs, texts a second, in one table.

Texts are made of the invented press's paragraphs with words exchanged, so that no two are alike by chance; a fifth are copies of another:
trimmed to their beginning, edited here and there, or with a background paragraph behind them. Give the number of texts; 20,000 by default.
"""

import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import rows
from datasketch import MinHash, MinHashLSH
from press_texts import paragraphs_by_language
from rensa import RMinHash, RMinHashLSH
from rows import Row as Figure

from news.duplicates import Text, compare_texts, shared_sketches_needed, sketch
from news.words import analyse

PARAGRAPHS = 5  # a text of some 200 words
OWN_WORDS = 0.5  # part of a paragraph's words that are the text's own: 400 paragraphs must not be those of 200,000 texts
COPIES = 0.2
HASHES = 128  # both libraries' readmes
THRESHOLD = 0.5  # rensa's and datasketch's examples take 0.7 to 0.8, which find fewer
BANDS = 32
START = datetime(2026, 1, 1, tzinfo=UTC)
LATEST = 24 * 60  # minutes after which nobody reprints a text
FREQUENT = 200  # texts of a number from which it is a stock phrase's

Pair = tuple[int, int]


class Archive(NamedTuple):
    """Texts in the order in which they come, and which of them are copies of which."""

    texts: list[Text]
    pairs: dict[Pair, str]


class Row(NamedTuple):
    """What one way of finding copies found."""

    name: str
    found: set[Pair]
    seconds: float


def make_archive(count: int) -> Archive:
    """Make texts, a fifth of them copies of an earlier one."""
    chance = random.Random(1)
    by_lang = paragraphs_by_language()
    texts: list[Text] = []
    originals: list[int] = []
    pairs: dict[Pair, str] = {}
    for number in range(count):
        published = START + timedelta(minutes=number)
        if originals and chance.random() < COPIES:
            of = originals.pop(chance.randrange(len(originals)))
            kind = chance.choice(("trimmed", "edited", "appended"))
            lang = texts[of].lang or "en"
            pairs[of, number] = kind
            published = (texts[of].published_at or START) + timedelta(minutes=chance.randrange(LATEST))
            texts.append(Text(texts[of].title, changed(texts[of].text, kind, by_lang[lang], chance), None, published, lang=lang))
        else:
            lang = chance.choice(sorted(by_lang))
            told = chance.sample(by_lang[lang], PARAGRAPHS)
            text = "\n".join(own(paragraph, chance) for _, paragraph in told)
            texts.append(Text(told[0][0], text, None, published, lang=lang))
            originals.append(number)
    return Archive(texts, pairs)


def own(paragraph: str, chance: random.Random) -> str:
    """Exchange words of a paragraph for ones that no other text has."""
    words = paragraph.split(" ")
    return " ".join(f"{letters(chance)}{word[-2:]}" if chance.random() < OWN_WORDS else word for word in words)


def letters(chance: random.Random) -> str:
    """Give a word of five letters."""
    return "".join(chance.choices("abdefgiklmnoprstuvz", k=5))


def changed(text: str, kind: str, background: list[tuple[str, str]], chance: random.Random) -> str:
    """Make a copy as editors do."""
    paragraphs = text.split("\n")
    if kind == "trimmed":
        return "\n".join(paragraphs[: max(1, len(paragraphs) * chance.choice((1, 2)) // 3)])
    if kind == "appended":
        return "\n".join([*paragraphs, own(chance.choice(background)[1], chance)])
    words = text.split(" ")
    for at in chance.sample(range(len(words)), len(words) // 20):
        words[at] = letters(chance) if words[at].islower() else words[at]
    return " ".join(words)


def ours(archive: Archive, *, is_compared: bool) -> Iterator[Pair]:
    """Look up candidates by common numbers, and compare them."""
    places: dict[int, list[int]] = defaultdict(list)
    sizes: list[int] = []
    for number, text in enumerate(archive.texts):
        numbers = sketch(text.text)
        shared = Counter(place for each in numbers if len(places[each]) < FREQUENT for place in places[each])
        for place, count in shared.items():
            if count >= shared_sketches_needed(len(numbers), sizes[place]) and (
                not is_compared or compare_texts(archive.texts[place], text).relation != "different"
            ):
                yield place, number
        for each in numbers:
            places[each].append(number)
        sizes.append(len(numbers))


def shingles(text: Text) -> list[str]:
    """Give the rows of three words that the libraries hash."""
    words = analyse(text.text).folded
    return [" ".join(row) for row in zip(words, words[1:], words[2:], strict=False)]


def rensa(archive: Archive) -> Iterator[Pair]:
    """Find pairs with rensa as its readme does."""
    index = RMinHashLSH(threshold=THRESHOLD, num_perm=HASHES, num_bands=BANDS)
    hashes: list[RMinHash] = []
    for number, text in enumerate(archive.texts):
        minhash = RMinHash(num_perm=HASHES, seed=42)
        minhash.update(shingles(text))
        yield from ((place, number) for place in index.query(minhash) if hashes[place].jaccard(minhash) >= THRESHOLD)
        index.insert(number, minhash)
        hashes.append(minhash)


def datasketch(archive: Archive) -> Iterator[Pair]:
    """Find pairs with datasketch as its documentation does."""
    index = MinHashLSH(threshold=THRESHOLD, num_perm=HASHES)
    for number, text in enumerate(archive.texts):
        minhash = MinHash(num_perm=HASHES)
        minhash.update_batch([shingle.encode() for shingle in shingles(text)])
        yield from ((int(place), number) for place in index.query(minhash))
        index.insert(number, minhash)


def run(name: str, find: Callable[[], Iterator[Pair]]) -> Row:
    """Find pairs and take the time."""
    started = time.perf_counter()
    found = set(find())
    return Row(name, found, time.perf_counter() - started)


def main() -> None:
    """Make an archive, find its copies in four ways, and print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    archive = make_archive(count)
    kinds = Counter(archive.pairs.values())
    print(f"{count:,} texts, {len(archive.pairs):,} copies: " + ", ".join(f"{number:,} {kind}" for kind, number in sorted(kinds.items())))
    print(f"{'':24} {'found':>7} {'trimmed':>8} {'edited':>7} {'appended':>9} {'precision':>10} {'texts/s':>8}")
    found = [
        run("khazri, candidates", lambda: ours(archive, is_compared=False)),
        run("khazri, compared", lambda: ours(archive, is_compared=True)),
        run(f"rensa, {THRESHOLD}", lambda: rensa(archive)),
        run(f"datasketch, {THRESHOLD}", lambda: datasketch(archive)),
    ]
    for row in found:
        right = row.found & archive.pairs.keys()
        each = Counter(archive.pairs[pair] for pair in right)
        parts = {kind: each[kind] / kinds[kind] for kind in kinds}
        print(
            f"{row.name:24} {len(right) / len(archive.pairs):7.3f} {parts['trimmed']:8.3f} {parts['edited']:7.3f} {parts['appended']:9.3f} "
            f"{len(right) / max(1, len(row.found)):10.4f} {count / row.seconds:8,.0f}"
        )
    _keep(archive, found[1], found[2:])


def _keep(archive: Archive, ours: Row, others: list[Row]) -> None:
    count = len(archive.texts)
    note = f"of {count:,} texts"
    for other in others:
        parts = [len(row.found & archive.pairs.keys()) / len(archive.pairs) for row in (ours, other)]
        rows.keep(
            "duplicates",
            Figure("edited copies found", *parts, "of 1", other.name, note=note),
            Figure("texts compared", count / ours.seconds, count / other.seconds, "texts/s", other.name, note=note),
        )


if __name__ == "__main__":
    main()

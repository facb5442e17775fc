"""Tagging whole articles against only looking for the same words: by one regular expression, and by an Aho–Corasick automaton in Rust.

5,000 articles, or as many as are said, of 300 to 600 words, made of the invented press's paragraphs, in its languages; all topics, the
gate and the evidence. The two others find words and do nothing with them. Last, what tagging adds to reading an article from its page.
"""

import random
import re
import sys
from collections.abc import Callable
from unicodedata import normalize

import rows
from ahocorasick_rs import AhoCorasick, MatchKind
from press_texts import paragraphs_by_language
from realistic_pages import NOW, realistic_pages
from rows import Row
from side_by_side import Comparison, compare, timed

from news.articles import Article, read_page
from news.beats import Beat, judge, load_beat
from news.documents import Document
from news.feeds import Entry
from news.patterns import steps_of
from news.sources import Source

ARTICLES = 5_000
COMPARED = 250  # of them for the regular expression, which is slow
WORDS = (300, 600)

Finder = Callable[[str], int]


def articles(count: int) -> list[tuple[str, str, str]]:
    """Return articles as title, text, language."""
    chance = random.Random(1)
    by_lang = paragraphs_by_language()
    made = []
    for _ in range(count):
        lang = chance.choice(sorted(by_lang))
        wanted, words, paragraphs = chance.randint(*WORDS), 0, []
        while words < wanted:
            paragraph = chance.choice(by_lang[lang])[1].split()
            for at in range(len(paragraph) - 1):  # two words change places: no two articles share whole paragraphs
                if chance.random() < 0.05:
                    paragraph[at], paragraph[at + 1] = paragraph[at + 1], paragraph[at]
            words += len(paragraph)
            paragraphs.append(" ".join(paragraph))
        made.append((chance.choice(by_lang[lang])[0], "\n".join(paragraphs), lang))
    return made


def patterns_of(beat: Beat, lang: str) -> list[str]:
    """Return every pattern that is looked for in a language."""
    reader = beat.reader(Document("", "", lang))
    return sorted(reader.lexicon.patterns)


def regular_expression(patterns: list[str]) -> Finder:
    """One alternation of all words, the longest first."""
    written = []
    for pattern in patterns:
        steps = steps_of(pattern, with_diacritics=False)
        written.append(r"\W+".join(re.escape(step.word) + (r"\w*" if step.is_stem else r"\b") for step in steps))
    compiled = re.compile(r"\b(?:" + "|".join(sorted(written, key=len, reverse=True)) + ")")
    return lambda text: sum(1 for _ in compiled.finditer(text.lower()))


def automaton(patterns: list[str]) -> Finder:
    """Aho–Corasick over lower case, with a look at the letters around each finding; hyphens and such in phrases are lost."""
    words = [" ".join(step.word for step in steps_of(pattern, with_diacritics=False)) for pattern in patterns]
    stems = [pattern.endswith("*") for pattern in patterns]
    machine = AhoCorasick(words, matchkind=MatchKind.Standard)

    def find(text: str) -> int:
        small = fold(text)
        end_of_text, count = len(small), 0
        for number, start, end in machine.find_matches_as_indexes(small, overlapping=True):
            if (start == 0 or not small[start - 1].isalnum()) and (stems[number] or end == end_of_text or not small[end].isalnum()):
                count += 1
        return count

    return find


def fold(text: str) -> str:
    """Bring a text into the form the words are in, as quickly as that goes: rules find nothing in a text that is not folded."""
    return normalize("NFD", text.replace("İ", "i").lower()).translate(_FOLDED)


_FOLDED = {mark: None for mark in (*range(0x300, 0x370), 0xAD, 0x200B, 0x200C, 0x2060, 0xFEFF) if mark != 0x306}
_FOLDED |= {ord(letter): plain for letter, plain in zip("ıəłё", "ielе", strict=True)}


def main() -> None:
    """Print the rates and the ratios."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES
    beat, made = load_beat(), articles(count)
    langs = sorted({lang for _, _, lang in made})
    patterns = {lang: patterns_of(beat, lang) for lang in langs}
    print(f"{sum(map(len, patterns.values())):,} patterns in {len(langs)} languages; {len(beat.topics)} topics")

    def ours(some: list[tuple[str, str, str]] = made) -> None:
        for title, text, lang in some:
            judge(beat, title, text, lang)

    def theirs(finders: dict[str, Finder], some: list[tuple[str, str, str]]) -> None:
        for title, text, lang in some:
            finders[lang](title)
            finders[lang](text)

    ours()
    seconds = min(timed(ours) for _ in range(3))
    print(f"tagging: {count / seconds:,.0f} articles a second, {seconds / count * 1e6:.0f} µs each")
    few = made[:COMPARED]
    expressions = {lang: regular_expression(patterns[lang]) for lang in langs}
    machines = {lang: automaton(patterns[lang]) for lang in langs}
    slow = compare("tagging / one regular expression", lambda: ours(few), lambda: theirs(expressions, few), len(few))
    quick = compare("tagging / folding and an automaton in Rust", ours, lambda: theirs(machines, made), count)
    reading = compare_with_reading(beat)
    rows.keep(
        "tagging",
        Row("tagging an article", slow.ours, slow.theirs, than="one regular expression of its words", ratio=slow.ratio),
        Row("tagging an article", quick.ours, quick.theirs, than="an automaton in Rust that finds its words", ratio=quick.ratio),
        Row("tagging an article", reading.ours, reading.theirs, than="reading it from its page", ratio=reading.ratio),
    )


def compare_with_reading(beat: Beat) -> Comparison:
    """Print, and return, what tagging costs beside reading the same articles from pages of real size."""
    pages = realistic_pages()
    source = Source("outlet", "Outlet", "https://outlet.example/", "AZ", ("en",), "Asia/Baku", "independent")

    def read() -> list[Article]:
        found = (read_page(page, Entry(page.url, page.url), source, NOW) for page in pages)
        return [article for article in found if isinstance(article, Article)]

    articles = read()
    words = sum(article.word_count for article in articles) / len(articles)
    print(f"{len(pages)} pages, whose articles have {words:.0f} words in the mean")

    def tag() -> None:
        for article in articles:
            judge(beat, article.title, article.text, article.lang)

    return compare("tagging / reading the page", tag, read, len(pages))


if __name__ == "__main__":
    main()

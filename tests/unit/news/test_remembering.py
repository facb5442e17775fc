"""What was worked out for a word is kept, and never too much of it."""

from news.patterns import LANGUAGES
from news.remembering import Remembered, Tables


def test_each_word_is_worked_out_once() -> None:
    asked: list[str] = []
    lengths = Remembered(lambda word: asked.append(word) or len(word), 10)
    assert [lengths[word] for word in ("gas", "gaz", "gas")] == [3, 3, 3]
    assert asked == ["gas", "gaz"]


def test_there_are_never_more_than_asked_for() -> None:
    lengths = Remembered(len, 10)
    assert [lengths["a" * number] for number in range(95)] == list(range(95))
    assert len(lengths) <= 10


def test_texts_that_change_between_all_languages_work_out_each_word_once() -> None:
    asked: list[tuple[str, str | None]] = []

    def work(word: str, lang: str | None) -> int:
        asked.append((word, lang))
        return len(word)

    tables = Tables(work, 1000)
    for _ in range(3):
        for lang in (*LANGUAGES, None):
            assert [tables.of(lang)[word] for word in ("gas", "газ")] == [3, 3]
    assert len(asked) == len(set(asked)) == 2 * (len(LANGUAGES) + 1)


def test_the_languages_share_what_is_kept() -> None:
    tables = Tables(lambda word, _: len(word), 100)
    for number in range(50):
        table = tables.of(f"language {number}")
        assert [table["a" * length] for length in range(20)] == list(range(20))
        kept = sum(len(tables.of(f"language {each}")) for each in range(number + 1))
        assert kept < 100 + 20

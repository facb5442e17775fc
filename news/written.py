"""Terms of a gist found again in the article they were taken from, as it writes them."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from news.articles import Article
from news.beats import Beat
from news.documents import Document
from news.gists import CAPITAL, CONCEPT, NAME, WORD
from news.naming.meanings import cut_stem, meaning_of
from news.words import analyse

_WORDS_READ = 120  # of a text: four to six sentences; what comes later is often the story so far


def written_terms(article: Article, wanted: Collection[str], beat: Beat | None, *, usual: bool = True) -> Mapping[str, tuple[str, ...]]:
    """Return the wanted names, words and concepts as an article writes them in title and first sentences, in its order.

    Without a beat, listed names are not found; unless ``usual``, words of a language's general vocabulary are found in titles alone.
    """
    found: dict[str, dict[str, None]] = {}
    text = _beginning(article.text)
    for term, written in (*_words(article, text, usual=usual), *(_names(article, text, beat) if beat else ())):
        if term in wanted:
            found.setdefault(term, {})[written] = None
    return {term: tuple(written) for term, written in found.items()}


def roots_of(term: str, written: Sequence[str], lang: str | None) -> frozenset[str]:
    """Return the stems of a term's words: terms that share one say the same thing twice. A term found in no word is its own root."""
    stems = {cut_stem(form.folded, lang) for phrase in written for form in analyse(phrase).forms}
    return frozenset(stems or {term})


def called(term: str) -> str:
    """Return what a term is called where no article writes it: ``kara murza`` of ``n:kara-murza``."""
    return term.rpartition(":")[2].replace("-", " ")


def _beginning(text: str) -> str:
    words = analyse(text)
    return text[: words.ends[_WORDS_READ - 1]] if len(words) > _WORDS_READ else text


def _words(article: Article, text: str, *, usual: bool) -> Iterator[tuple[str, str]]:
    lang = article.lang
    titled = len(analyse(article.title))
    for number, written in enumerate(word.text for part in (article.title, text) for word in analyse(part)):
        meaning = meaning_of(written, lang)
        if usual or number < titled or not meaning.is_usual:
            yield f"{WORD}:{lang or ''}:{meaning.stem}", written
        yield from ((f"{CONCEPT}:{concept}", written) for concept in meaning.concepts)
        if meaning.is_capital:
            yield f"{CAPITAL}:{meaning.skeleton}", written


def _names(article: Article, text: str, beat: Beat) -> Iterator[tuple[str, str]]:
    for name, _, written in beat.names.find(Document(article.title, text, article.lang)):
        yield f"{NAME}:{name.id}", written

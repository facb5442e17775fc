"""How far the claim of a story stands: who reported, claimed, denied or confirmed it; whether it is true nobody here decides.

The first that holds, from the articles' titles and leads:

1. a correction: the newest article whose headline is labelled one;
2. a denial or a confirmation: the newest, with who gave it; hedged, conditional or of nameless sources it counts for nothing;
3. statements of officials whose article does not hedge its headline, and articles of official sources: of one side, or of more;
4. a claim: hedged words, or one publisher to whom all articles lead;
5. a report.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, NamedTuple

from news.articles import Article, StoredArticle
from news.claims import claims_of
from news.digesting.officials import side_of_address, speaker_at, spoken_in
from news.digesting.passages import LONGEST_SHOWN, Hit, Passage, Phrases, lead_of, passages_of, shown
from news.digesting.status_words import (
    ACTING,
    BY,
    CONFIRMED,
    CORRECTED,
    DENIED,
    NO_CLAIM_CONFIRMED,
    NO_CLAIM_DENIED,
    NO_NAMES,
    NOT,
    NOT_AFTER,
    PASSIVE,
    PREPOSITIONS,
    REJECTED,
    REJECTED_WHAT,
    SIDE_WORDS,
    UNNAMED,
    UNSURE,
)
from news.patterns import LANGUAGES
from news.timelines import independent_texts

ClaimStatus = Literal[
    "reported",
    "claimed, one source",
    "claimed, several sources",
    "official, one side",
    "official, both sides",
    "denied",
    "confirmed",
    "corrected",
]

_TABLES: Final[Mapping[str, Mapping[str, str]]] = {
    "denied": DENIED,
    "rejected": REJECTED,
    "rejected what": REJECTED_WHAT,
    "confirmed": CONFIRMED,
    "corrected": CORRECTED,
    "not": NOT,
    "not after": NOT_AFTER,
    "unsure": UNSURE,
    "unnamed": UNNAMED,
    "no claim confirmed": NO_CLAIM_CONFIRMED,
    "no claim denied": NO_CLAIM_DENIED,
}
_NEAR = 4  # words between a "not", "if" or "sources" and the verb it belongs to
_AFTER = 8  # German ends its clause with "nicht"
_OBJECT = 5  # words between a verb and what is denied or confirmed
_REJECTED_NEAR = {"de": 12}  # wies … zurück
_MOST_BETWEEN = 15  # words between the one who denies and the verb
_LONGEST_LABEL = 5  # words of a name before a colon or behind "by"
_LABEL_END: Final = frozenset(":.,–—-)]!|")


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the claim of a story stands, with what says so."""

    status: ClaimStatus = "reported"
    by: str | None = None
    """Who denied, confirmed, stated or claimed it, as written; None where nobody is named."""
    sentence: str | None = None
    """What says so, as written, at most 200 characters."""
    article_id: int | None = None


class Verdict(NamedTuple):
    """A denial, a confirmation or a correction in one article."""

    status: ClaimStatus
    by: str | None
    sentence: str


def status_of(articles: Sequence[StoredArticle], labels: Mapping[str, str]) -> Standing:
    """Return how far the claim of a story's articles stands; ``labels`` gives the ownership of sources by id."""
    newest_first = sorted(articles, key=lambda stored: (stored.first_seen_at, stored.id), reverse=True)
    verdicts = [(stored, verdict) for stored in newest_first for verdict in verdicts_of(stored)]
    for wanted in (("corrected",), ("denied", "confirmed")):
        for stored, verdict in verdicts:
            if verdict.status in wanted:
                return Standing(verdict.status, verdict.by, verdict.sentence, stored.id)
    return _official(articles, labels) or _claimed(articles) or _reported(articles)


def verdicts_of(stored: StoredArticle) -> tuple[Verdict, ...]:
    """Return what an article says in title and lead of a claim denied, confirmed or corrected, in its order."""
    return tuple(_verdicts(stored))


def _verdicts(stored: StoredArticle) -> Iterator[Verdict]:
    article = stored.article
    code = _code(article.lang)
    for passage in passages_of(article):
        hits = _phrases(code).find(passage)
        for hit in hits:
            status = _status_at(passage, hit, hits, code)
            if status is not None:
                by = None if status == "corrected" else _who(passage, hit, article)
                if status == "confirmed" and by is None and any(other.tag == "unnamed" and other.last < hit.first for other in hits):
                    continue
                yield Verdict(status, by, shown(passage, hit.first))


def _code(lang: str | None) -> str | None:
    code = (lang or "").lower().partition("-")[0]
    return code if code in LANGUAGES else None


@cache
def _phrases(code: str | None) -> Phrases:
    return Phrases(
        (pattern, tag)
        for tag, table in _TABLES.items()
        for lang, patterns in table.items()
        if code in {None, lang}
        for pattern in patterns.split("|")
    )


def _status_at(passage: Passage, hit: Hit, hits: Sequence[Hit], code: str | None) -> ClaimStatus | None:
    """Return what a word found says of a claim, if nothing takes it back."""
    if hit.tag == "corrected":
        return "corrected" if passage.is_title and _is_label(passage, hit) else None
    if hit.tag == "rejected":
        near = _REJECTED_NEAR.get(code or "", _OBJECT)
        is_claim = any(_distance(hit, other) <= near for other in hits if other.tag == "rejected what")
        return "denied" if is_claim and not _is_taken_back(passage, hit, hits) else None
    if hit.tag == "denied":
        return None if _is_taken_back(passage, hit, hits) or _is_no_claim(hit, hits) else "denied"
    if hit.tag == "confirmed":
        unnamed = any(_precedes(passage, other, hit) for other in hits if other.tag == "unnamed")
        return None if unnamed or _is_taken_back(passage, hit, hits) or _is_no_claim(hit, hits) else "confirmed"
    return None


def _is_label(passage: Passage, hit: Hit) -> bool:
    """Return whether words stand at the edge of a headline, parted from the rest: "Correction: …", "… (исправлено)"."""
    before, after = passage.text[: passage.words.starts[hit.first]].strip(), passage.text[passage.words.ends[hit.last] :].strip()
    if hit.first == 0:
        return after[:1] in _LABEL_END
    return hit.last == len(passage.words) - 1 and before[-1:] in {"(", "[", ":", "–", "—", "-", "|"}


def _distance(one: Hit, other: Hit) -> int:
    return max(one.first - other.last, other.first - one.last)


def _precedes(passage: Passage, other: Hit, hit: Hit) -> bool:
    if other.first < hit.first <= other.last:  # to confirm
        return True
    return 0 < hit.first - other.last <= _NEAR and passage.is_one_clause(other.last, hit.first)


def _is_taken_back(passage: Passage, hit: Hit, hits: Sequence[Hit]) -> bool:
    """Return whether "not", "if" or "reportedly" belongs to a verb."""
    return any(
        _precedes(passage, other, hit)
        if other.tag in {"not", "unsure"}
        else other.tag == "not after" and hit.first < other.last <= hit.last + _AFTER and passage.is_one_clause(hit.last, other.first)
        for other in hits
    )


def _is_no_claim(hit: Hit, hits: Sequence[Hit]) -> bool:
    return any(other.tag == f"no claim {hit.tag}" and _distance(hit, other) <= _OBJECT for other in hits)


def _who(passage: Passage, hit: Hit, article: Article) -> str | None:
    """Return who denies or confirms, as written: an official, else whose headline it is, else the nearest name before the verb."""
    if official := speaker_at(passage, hit.first, hit.last, article):
        return official
    following = hit.last + 1
    if following + 1 < len(passage.words) and passage.folded[following] in BY:
        return passage.written(following + 1, _end_of_clause(passage, following + 1))
    if _is_passive(passage, hit):
        return None
    label = passage.text[: passage.words.starts[hit.first]].partition(":")
    if label[1] and 0 < len(label[0].split()) <= _LONGEST_LABEL and label[0].strip().casefold() not in NO_NAMES:
        return label[0].strip() or None
    return _capitals_before(passage, hit)


def _is_passive(passage: Passage, hit: Hit) -> bool:
    return passage.folded[hit.last].endswith(PASSIVE) or passage.folded[hit.first].endswith(PASSIVE)


def _end_of_clause(passage: Passage, first: int) -> int:
    last = first
    while last + 1 < min(len(passage.words), first + _LONGEST_LABEL) and passage.is_one_clause(last, last + 1):
        last += 1
    return last


def _capitals_before(passage: Passage, hit: Hit) -> str | None:
    """Return the words with capitals nearest before a verb in the active; in Georgian the nearest in the case of who acts."""
    if passage.text[:1] and "\u10d0" <= passage.text[passage.words.starts[hit.first]] <= "\u10ff":
        return next((passage.written(at, at) for at in range(hit.first - 1, -1, -1) if passage.folded[at].endswith(ACTING)), None)
    nearest = range(hit.first - 1, max(-1, hit.first - _MOST_BETWEEN), -1)
    last = next((at for at in nearest if passage.written(at, at)[:1].isupper()), None)
    if last is None or not passage.is_one_clause(last, hit.first):
        return None
    first = last
    while first and passage.written(first - 1, first - 1)[:1].isupper() and passage.is_one_clause(first - 1, first):
        first -= 1
    first += first < last and passage.folded[first] in NO_NAMES
    last += passage.folded[last + 1] in SIDE_WORDS or passage.words.forms[last + 1].exact in SIDE_WORDS
    is_place = first > 0 and passage.written(first - 1, first - 1) in PREPOSITIONS
    return None if is_place or passage.folded[first] in NO_NAMES else passage.written(first, last)


def _official(articles: Sequence[StoredArticle], labels: Mapping[str, str]) -> Standing | None:
    """Return the standing that officials give a story, if any speaks without a hedge."""
    by_side: dict[str, tuple[str, str, int]] = {}
    for stored in articles:
        article = stored.article
        if labels.get(stored.source_id) == "official" and (side := side_of_address(article.url)):
            by_side.setdefault(side, (stored.source_id, _cut(article.title), stored.id))
        if claims_of(article.title, "", article.lang):
            continue
        for spoken in spoken_in(article):
            if not claims_of(spoken.passage.text, "", article.lang) and not _says_nothing(spoken.passage, article):
                written = spoken.passage.written(spoken.actor.first, spoken.actor.last)
                by_side.setdefault(spoken.statement.side, (written, spoken.statement.words, stored.id))
    if not by_side:
        return None
    by, sentence, article_id = next(iter(by_side.values()))
    if len(by_side) == 1:
        return Standing("official, one side", by, sentence, article_id)
    return Standing("official, both sides", "; ".join(dict.fromkeys(each[0] for each in by_side.values())), sentence, article_id)


def _says_nothing(passage: Passage, article: Article) -> bool:
    """Return whether a sentence tells that somebody neither confirmed nor denied."""
    hits = _phrases(_code(article.lang)).find(passage)
    return any(hit.tag in {"denied", "confirmed"} and _is_taken_back(passage, hit, hits) for hit in hits)


def _claimed(articles: Sequence[StoredArticle]) -> Standing | None:
    """Return the standing of a claim: hedged in a headline or in every second lead, or of one publisher whom articles credit."""
    hedged = [stored for stored in articles if claims_of(stored.article.title, lead_of(stored.article.text), stored.article.lang)]
    in_title = [stored for stored in hedged if claims_of(stored.article.title, "", stored.article.lang)]
    is_hedged = bool(in_title) or len(hedged) * 2 >= len(articles) > 0
    credited = next((stored for stored in articles if stored.article.origin and stored.article.origin.name), None)
    is_one = independent_texts(articles, {}) == 1
    if not is_hedged and not (is_one and credited):
        return None
    by = credited.article.origin.name if is_one and credited and credited.article.origin else None
    stored = next(iter((*in_title, *hedged))) if is_hedged or credited is None else credited
    return Standing("claimed, one source" if is_one else "claimed, several sources", by, _telling(stored, by), stored.id)


def _telling(stored: StoredArticle, by: str | None) -> str:
    """Return the sentence with the hedge, else the one that names the publisher, else the headline."""
    passages = passages_of(stored.article)
    hedged = next((each for each in passages if claims_of(each.text, "", stored.article.lang)), None)
    naming = next((each for each in passages if by and by.casefold() in each.text.casefold()), None)
    found = hedged or naming
    return shown(found) if found else _cut(stored.article.title)


def _reported(articles: Sequence[StoredArticle]) -> Standing:
    if not articles:
        return Standing()
    first = min(articles, key=lambda stored: (stored.first_seen_at, stored.id))
    return Standing("reported", None, _cut(first.article.title), first.id)


def _cut(line: str) -> str:
    return line if len(line) <= LONGEST_SHOWN else line[: LONGEST_SHOWN - 1].rstrip() + "…"

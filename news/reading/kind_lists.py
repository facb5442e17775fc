"""Whether a page is a list of articles: what speaks for it, against what speaks for an article."""

from news.answers import PageKind
from news.choices import Choice
from news.reading.kind_marks import LISTING, SEPARATOR
from news.reading.kind_seen import FLASH, Heads, Seen, Verdicts, is_long, text_of
from news.reading.page_shapes import Shape

_WEIGHTS = (FLASH, 50, 90, 150, 250)
"""Words with which a text weighs one more; lists have introductions of a hundred."""
_CARD_LINE = 6
"""Words of the longest line of a date and a section between a headline and its summary."""


def judge_list(seen: Seen, verdicts: Verdicts) -> Choice[PageKind] | None:
    """Choose a list where more speaks for it than for an article."""
    shape, declared = seen.shape, seen.declared
    if shape.headlines < 4 and shape.more < 3 and declared.listing is None and not seen.at_front:
        return None
    signs = _signs_of_list(seen)
    against = _signs_of_article(seen)
    what = ", ".join(name for name, _ in signs)
    if sum(worth for _, worth in signs) > sum(worth for _, worth in against):
        return verdicts.choose("text", "listing", what)
    verdicts.against("text", "listing", f"{what or 'nothing but links'}; but {', '.join(name for name, _ in against)}")
    return None


def _worded(heads: Heads) -> tuple[str, int] | None:
    """Give the heading or the part of the title that says that it stands over a list, and what that is worth.

    The title's last part is the site's name, which is seldom a word of lists and nothing else.
    """
    pieces = [piece for heading in heads.headings for piece in (heading, *SEPARATOR.split(heading))]
    for line in (*pieces, *heads.parts[:1], *heads.parts[1:-1]):
        found = LISTING.match(line)
        if found and len(line.split()) <= 4 + len(found[0].split()):
            return line, 2
    last = heads.parts[-1] if len(heads.parts) > 1 else ""
    return (last, 1) if last and LISTING.fullmatch(last) else None


def _signs_of_list(seen: Seen) -> list[tuple[str, int]]:
    shape, declared, headline = seen.shape, seen.declared, seen.headline
    worded = _worded(seen.heads)
    is_below = headline is not None and seen.is_own(headline) and seen.words_below(headline) >= FLASH
    signs = [
        (f"{shape.headlines} links to other pages", 2 if shape.headlines >= 15 else 1 if shape.headlines >= 6 else 0),
        (
            f"{len(shape.runs)} pieces of like length",
            0 if not shape.is_even else 1 if is_below else 3 if len(shape.runs) >= 5 else 2,
        ),
        (f"{shape.more} invitations to read more", 3 if shape.more >= 7 else 2 if shape.more >= 4 else 1 if shape.more == 3 else 0),
        (f"{(cards := _cards(shape))} headlines with a text to each", 2 if cards >= 4 else 0),
        ("few words of its own", 1 if shape.linked > 3 * shape.words else 0),
        (declared.listing or "", 2 if declared.listing else 0),
        (f"titled {worded[0]}" if worded else "", worded[1] if worded else 0),
        ("an address of lists", 2 if seen.has_list_address else 0),
        ("an address of front pages", 3 if seen.at_front else 0),
        ("no headline", 0 if headline or any(is_long(line) for line in seen.heads.headings) else 1),
    ]
    return [(name, worth) for name, worth in signs if worth]


def _signs_of_article(seen: Seen) -> list[tuple[str, int]]:
    shape, declared, headline = seen.shape, seen.declared, seen.headline
    words = shape.words if not shape.is_even else min(shape.words, 49)
    signs = [
        (declared.article or "", declared.weight),
        ("a headline", 0 if headline is None else 2 if len(headline.split()) >= 6 or " " not in headline else 1),
        (text_of(shape), sum(words >= least for least in _WEIGHTS)),
        ("which the title repeats", 1 if headline and not shape.is_even and seen.is_own(headline) else 0),
        ("a date", 1 if headline and seen.is_dated(headline) else 0),
        ("text below it", 1 if headline and seen.words_below(headline) >= FLASH else 0),
    ]
    return [(name, worth) for name, worth in signs if worth]


def _cards(shape: Shape) -> int:
    """Count the links to other pages that a text follows, where most of the page's texts stand so."""
    texts = 0
    after = ""
    cards = set()
    for line in shape.lines:
        if line.is_running:
            texts += 1
            cards.add(after)
            after = ""
        elif line.plain > _CARD_LINE or line.linked:
            after = line.text if line.is_headline else ""
    found = len(cards - {""})
    return found if found * 3 >= texts * 2 else 0

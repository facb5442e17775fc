"""How stories agree with labelled events: of the fortnights, ``python tests/story_scores.py``, or of the demonstration's press, with the
address of its database: ``python tests/story_scores.py sqlite:///demo/khazri.db``.

The order of work: labels → stories, of an archive by address → B-cubed → which events are split, which stories are mixed.
"""

import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from fortnights import UNREAD, LabelledArticle, fortnight, names, told_stories

from demo.contents import LAST_ROUND, read_contents
from demo.expectations import ExpectedText, expectations
from demo.press import Press
from news.articles import StoredArticle
from news.beats import Beat, load_beat
from news.timelines import Story
from storage.database import open_database
from storage.stories import find

_ORDERS = 6


def b_cubed(found: Mapping[str, str], wanted: Mapping[str, str]) -> tuple[float, float, float]:
    """Return precision, recall and F1 of a grouping: for each article, how many of its companions are right and how many are there.

    Both map an article's address to its group. An article that one side lacks is alone there. The mean is over articles
    (Bagga and Baldwin 1998); without any, all three are 1.
    """
    addresses = sorted({*found, *wanted})
    if not addresses:
        return 1.0, 1.0, 1.0
    found_groups, wanted_groups = _companions(found, addresses), _companions(wanted, addresses)
    common = {each: len(found_groups[each] & wanted_groups[each]) for each in addresses}
    precision = sum(common[each] / len(found_groups[each]) for each in addresses) / len(addresses)
    recall = sum(common[each] / len(wanted_groups[each]) for each in addresses) / len(addresses)
    return precision, recall, 2 * precision * recall / (precision + recall)


def _companions(groups: Mapping[str, str], addresses: Iterable[str]) -> dict[str, set[str]]:
    """Return the articles of each article's group, itself among them."""
    members = defaultdict[str, set[str]](set)
    for address, group in groups.items():
        members[group].add(address)
    return {each: members[groups[each]] if each in groups else {each} for each in addresses}


def expected_texts() -> tuple[ExpectedText, ...]:
    """Return what the press printed on the beat; an outlet's id stands for its host."""
    contents = read_contents()
    return expectations(Press(contents, {outlet.id: f"http://{outlet.id}/" for outlet in contents.outlets}), LAST_ROUND).texts


def wanted_events(texts: Iterable[ExpectedText]) -> dict[str, str]:
    """Return the event of each text, by its address."""
    return {text.url: text.event for text in texts}


def found_stories(stories: Iterable[Story], texts: Iterable[ExpectedText]) -> dict[str, str]:
    """Return the story of each text, by the address that the press gives it; what the press has not printed keeps its own."""
    own = {_path(url): text.url for text in texts for url in (text.url, *text.copies)}
    found = {}
    for story in stories:
        for stored in story.articles:
            names = [own[_path(url)] for url in _addresses(stored) if _path(url) in own]
            found[names[0] if names else stored.article.url] = str(story.id)
    return found


def _addresses(stored: StoredArticle) -> tuple[str, ...]:
    return (stored.article.url, *stored.urls, *(copy.url for copy in stored.copies))


def _path(url: str) -> str:
    """Return an address without what differs from run to run: the host and port behind which an outlet stands."""
    return re.sub(r"^https?://[^/]*", "", url)


def splits(found: Mapping[str, str], wanted: Mapping[str, str]) -> list[tuple[str, list[list[str]]]]:
    """Return each group of the second grouping that the first tears apart, with its parts, the largest first."""
    parts = defaultdict[str, defaultdict[str, list[str]]](lambda: defaultdict(list))
    for address, group in wanted.items():
        parts[group][found.get(address, address)].append(address)
    return [(group, sorted(parts[group].values(), key=len, reverse=True)) for group in sorted(parts) if len(parts[group]) > 1]


def orders(articles: Sequence[LabelledArticle], count: int) -> list[list[LabelledArticle]]:
    """Return the articles as they come in, and in some other orders, always the same."""
    return [list(articles), *(random.Random(seed).sample(articles, len(articles)) for seed in range(1, count))]


def score_fortnight(beat: Beat, name: str, count: int) -> list[tuple[float, float, float]]:
    """Return B-cubed precision, recall and F1 of a fortnight, for so many orders of arrival, the first the natural one."""
    articles = fortnight(beat, name)
    wanted = {each.id: each.event for each in articles}
    return [b_cubed(told_stories(order), wanted) for order in orders(articles, count)]


def print_fortnights() -> None:
    """Print the figures of every fortnight."""
    beat = load_beat()
    for name in names():
        first, *others = score_fortnight(beat, name, _ORDERS)
        least = min(each[2] for each in others)
        print(
            f"{name}{' (unread)' if name in UNREAD else '':<10} precision {first[0]:.2f}  recall {first[1]:.2f}  F1 {first[2]:.3f};"
            f" in other orders at least {least:.3f}"
        )


def main() -> None:
    """Print the figures, then the events that are split and the stories that are mixed."""
    if len(sys.argv) == 1:
        print_fortnights()
        return
    texts = expected_texts()
    with open_database(sys.argv[1], create=False) as database:
        found = found_stories(find(database), texts)
    wanted = wanted_events(texts)
    precision, recall, f1 = b_cubed(found, wanted)
    print(f"{len(wanted)} texts of {len(set(wanted.values()))} events; {len(found)} in {len(set(found.values()))} stories")
    print(f"  B-cubed precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")
    for event, parts in splits(found, wanted):
        print(f"{event} is split:")
        _print_parts(parts, found)
    for story, parts in splits(wanted, found):
        print(f"story {story} is mixed:")
        _print_parts(parts, wanted)


def _print_parts(parts: Iterable[Iterable[str]], names: Mapping[str, str]) -> None:
    for part in parts:
        for url in part:
            print(f"  {names.get(url, 'none'):<24}{url}")


if __name__ == "__main__":
    main()

"""Servers that behave, with articles that differ as those of real outlets do."""

import random

from papers import article_page, rss
from rude import RudeServer, reply

SYLLABLES = ["ba", "ce", "do", "fi", "gu", "ha", "ki", "lo", "me", "nu", "pa", "ri", "so", "ta", "vu", "za"]
THINGS = [
    "tomatoes",
    "gas",
    "lorries",
    "visas",
    "grain",
    "cement",
    "schools",
    "flights",
    "bridges",
    "tariffs",
    "cables",
    "samples",
    "wagons",
    "contracts",
    "fines",
    "ships",
    "letters",
    "permits",
    "tunnels",
    "loans",
    "apples",
    "steel",
    "maps",
    "archives",
    "hospitals",
    "pensions",
    "stamps",
    "museums",
    "ferries",
    "turbines",
    "vaccines",
    "timber",
    "cotton",
    "carpets",
    "radios",
    "songs",
]
DEEDS = [
    "turned away",
    "counted",
    "paid for",
    "promised",
    "refused",
    "searched",
    "opened",
    "closed",
    "insured",
    "delayed",
    "inspected",
    "sold",
    "borrowed",
    "measured",
    "renamed",
    "photographed",
    "divided",
    "returned",
    "repaired",
    "listed",
    "doubled",
    "halved",
    "weighed",
    "defended",
    "mocked",
    "praised",
    "moved",
    "hid",
    "washed",
]
PLACES = [
    "at the border",
    "in the old harbour",
    "behind the station",
    "before the winter",
    "after a long night",
    "without a word",
    "in the committee",
    "under the new rules",
    "with some delay",
    "on the northern road",
    "by order of a court",
    "for the third time",
    "in front of cameras",
    "as the press had expected",
    "against all advice",
    "in a small village",
    "during the holidays",
    "near the refinery",
    "over the telephone",
]
NAMES = [f"{a}{b}{c}".capitalize() for a, b, c in zip(SYLLABLES * 25, SYLLABLES[3:] * 40, SYLLABLES[7:] * 60, strict=False)]
"""As many as come again and again in a newspaper's stories: words that were never seen before would fill caches for months."""
OPENINGS = ("An envoy of Russia and {name} of Azerbaijan", "The Russian consul in Baku", "Azerbaijani traders in Moscow")


def article(number: int, edition: int = 0) -> bytes:
    """Return the page of one article; no two numbers tell of the same, and each edition adds a line."""
    dice = random.Random(number)

    def name() -> str:
        return dice.choice(NAMES)

    def line(who: str) -> str:
        told = [f"{dice.choice(DEEDS)} {dice.randint(2, 9999)} {dice.choice(THINGS)} {dice.choice(PLACES)}" for _ in range(3)]
        return f"{who.format(name=name())} {told[0]}, {name()} of {name()} {told[1]}, and {name()} {told[2]}."

    title = f"Russia and Azerbaijan: {name()} {dice.choice(DEEDS)} {dice.choice(THINGS)} of {name()} {dice.choice(PLACES)}"
    lines = [line(who) for who in (*OPENINGS, *(name() for _ in range(4)))]
    return reply(article_page(title, *lines, *(f"Later {line(name())}" for _ in range(edition))).body)


def publish(server: RudeServer, feed: str, numbers: range) -> list[str]:
    """Let a server announce and have so many articles; return their addresses."""
    paths = {number: f"{feed}/article-{number}" for number in numbers}
    server.answers |= {path: article(number) for number, path in paths.items()}
    items = [(path, f"Article {number}") for number, path in paths.items()]
    server.answers[feed] = reply(rss(server, *items).body, kind="application/rss+xml")  # type: ignore[arg-type]
    return [f"{server.url}{path}" for path in paths.values()]

"""What a robots.txt permits, by the letter of RFC 9309."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from timing import least_seconds

from news.politeness import LONGEST_DELAY, ROBOTS_BYTES
from news.robots import read_robots

HOST = "https://paper.example"


def allows(text: str, path: str) -> bool:
    return read_robots(text.encode()).allows(HOST + path)


# The examples of RFC 9309 and of the practice it wrote down: rules, path, whether it may be asked for.
CASES = [
    ("User-agent: *\nDisallow: /fish", "/fish.html", False),
    ("User-agent: *\nDisallow: /fish", "/Fish.asp", True),
    ("User-agent: *\nDisallow: /fish/", "/fish", True),
    ("User-agent: *\nDisallow: /*.php", "/folder/file.php?a=1", False),
    ("User-agent: *\nDisallow: /*.php$", "/file.php?a=1", True),
    ("User-agent: *\nDisallow: /*.php$", "/file.php", False),
    ("User-agent: *\nDisallow: /fish*.php", "/fishheads/catfish.php?x=1", False),
    ("User-agent: *\nDisallow: /a*a$", "/a", True),
    ("User-agent: *\nDisallow: /$", "/", False),
    ("User-agent: *\nDisallow: /$", "/page", True),
    ("User-agent: *\nDisallow:", "/page", True),
    ("User-agent: *\nDisallow: /\nAllow: /p", "/page", True),
    ("User-agent: *\nAllow: /folder\nDisallow: /folder", "/folder/page", True),
    ("User-agent: *\nAllow: /page\nDisallow: /*.htm", "/page.htm", False),
    ("User-agent: *\nAllow: /page\nDisallow: /*.ph", "/page.php5", True),
    ("User-agent: *\nAllow: /$\nDisallow: /", "/page.htm", False),
    ("User-agent: *\nDisallow: /foo/bar/%62%61%7A", "/foo/bar/baz", False),
    ("User-agent: *\nDisallow: /foo/bar?baz=https://foo.bar", "/foo/bar?baz=https://foo.bar", False),
    ("User-agent: *\nDisallow: /хабар", "/%D1%85%D0%B0%D0%B1%D0%B0%D1%80/1", False),
    ("User-agent: *\nDisallow: /a%2fb", "/a/b", True),
    ("User-agent: *\nDisallow: /file-with-a-%2A.html", "/file-with-a-*.html", False),
    ("User-agent: *\nDisallow: /foo-%24", "/foo-$", False),
    ("User-agent: *\nDisallow: /", "/robots.txt", True),
    ("User-agent: khazri\nDisallow: /x\nUser-agent: *\nDisallow: /", "/page", True),
    ("User-agent: *\nDisallow: /\nUser-agent: KHAZRI\nDisallow: /x", "/x", False),
    ("User-agent: Khazri/2.0\nDisallow: /", "/page", False),
    ("User-agent: khazribot\nDisallow: /", "/page", True),
    ("User-agent: news\nDisallow: /", "/page", True),
    ("User-agent: other\nUser-agent: khazri\nDisallow: /x\nUser-agent: other\nDisallow: /y", "/y", True),
    ("User-agent: khazri\nDisallow: /x\n\nUser-agent: b\nDisallow: /z\n\nUser-agent: khazri\nDisallow: /y", "/y", False),
    ("User-agent: khazri\nSitemap: https://paper.example/map.xml\nUser-agent: b\nDisallow: /", "/page", False),
    ("User-agent: khazri\n\n\nDisallow: /x", "/x", False),
    ("Disallow: /\nUser-agent: *\nDisallow: /x", "/page", True),
    ("\ufeffUser-agent: *\r\nDisallow: /x # why\r\n", "/x", False),
    ("user-AGENT : *\rdisALLOW : /x", "/x", False),
    ("<!doctype html><html><body>Disallow: /<br>Not here</body></html>", "/page", True),
    ("User-agent: *\nDisallow: /x", "/x", False),
    ("", "/page", True),
]


@pytest.mark.parametrize(("text", "path", "expected"), CASES)
def test_the_letter_of_the_rfc(text: str, path: str, expected: bool) -> None:
    assert allows(text, path) is expected


@pytest.mark.parametrize(
    ("line", "seconds"),
    [("10", 10), ("0.5", 0.5), ("3600", LONGEST_DELAY), ("-5", 0), ("nan", 0), ("inf", 0), ("1e400", 0), ("soon", 0), ("", 0)],
)
def test_the_wanted_delay_is_read_up_to_a_minute(line: str, seconds: float) -> None:
    assert read_robots(f"User-agent: *\nCrawl-delay: {line}\nDisallow: /x".encode()).delay == seconds
    assert read_robots(f"User-agent: other\nCrawl-delay: {line}\n".encode()).delay == 0


def test_what_stands_after_500_kib_is_ignored_and_no_half_rule_is_read() -> None:
    filler = b"# nothing\n" * (ROBOTS_BYTES // 10 - 10)
    start = b"User-agent: *\n" + filler
    body = start + b"Disallow: /" + b"a" * (ROBOTS_BYTES - len(start) - 11) + b"long-rule\nDisallow: /late\n"
    rules = read_robots(body)
    assert rules.rules == ()
    assert rules.allows(f"{HOST}/late")
    assert not read_robots(start + b"Disallow: /soon\n" + filler).allows(f"{HOST}/soon")


HOSTILE = {
    "30,000 rules": b"User-agent: *\n" + b"".join(b"Disallow: /x%d/\n" % number for number in range(30_000)),
    "30,000 agents of 15,000 rules": b"".join(b"User-agent: a%d\n" % number for number in range(20_000)) + b"Disallow: /x\n" * 15_000,
    "agents and rules by turns": b"User-agent: *\nDisallow: /x\n" * 20_000,
    "stars": b"User-agent: *\nDisallow: /" + b"*a" * 250_000 + b"$",
    "many rules of stars": b"User-agent: *\n" + b"".join(b"Disallow: /*a*a*a*b%d$\n" % number for number in range(20_000)),
    "colons": b":" * ROBOTS_BYTES,
    "no line ends": b"User-agent: *" + b" " * ROBOTS_BYTES,
    "escapes": b"User-agent: *\nDisallow: /" + b"%61" * 160_000,
}


@pytest.mark.thorough
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_costs_less_than_a_second(name: str) -> None:
    def read_and_ask() -> None:
        rules = read_robots(HOSTILE[name])
        for _ in range(3):
            rules.allows(f"{HOST}/{'a' * 2000}")

    assert least_seconds(read_and_ask) < 1.0


@given(st.binary(max_size=300), st.text(max_size=50))
def test_no_file_and_no_address_is_an_error(body: bytes, path: str) -> None:
    assert isinstance(read_robots(body).allows(f"{HOST}/{path}"), bool)


@given(st.lists(st.sampled_from(["/", "a", "b", "*", "$", "%61", "?"]), max_size=8), st.text("ab/?", max_size=8))
def test_a_longer_rule_wins_over_a_shorter_one(pieces: list[str], path: str) -> None:
    pattern = "/" + "".join(pieces)
    assert allows(f"User-agent: *\nDisallow: {pattern}\nAllow: {pattern}", f"/{path}")
    assert allows(f"User-agent: *\nDisallow: /\nAllow: /{path}" if path else "", f"/{path}")

import re
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from news.errors import InputError, KhazriError, TableError, UnknownSource
from news.sources import FEED_KINDS, OWNERSHIPS, Feed, Source, read_sources, select_sources

NORTHWIND = """\
[[source]]
id = "northwind"
name = "North Wind Agency"
homepage = "https://northwind.example/"
country = "AZ"
languages = ["az", "ru"]
timezone = "Asia/Baku"
ownership = "state"
"""
RSS = """
  [[source.feed]]
  kind = "rss"
  url = "https://northwind.example/rss.xml"
"""
LISTING = """
  [[source.feed]]
  kind = "listing"
  url = "https://northwind.example/news"
"""
OFF = """\
enabled = false
reason = "its feed is gone"
"""
SHARED = """
  [[source.feed]]
  kind = "shared-stories"
  url = "https://northwind.example/shared"
  story = "div.story"
  link = "h3 a"
  content = "div.text"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "sources.toml"


def read(file: Path, text: str) -> tuple[Source, ...]:
    file.write_text(text, encoding="utf-8")
    return read_sources(file)


def refusal(file: Path, text: str) -> TableError:
    with pytest.raises(TableError) as caught:
        read(file, text)
    assert str(caught.value).startswith(f"{file}:{caught.value.line}: ")
    assert "\n" not in str(caught.value)
    assert caught.value.remedy
    return caught.value


def test_an_outlet_is_read_with_all_its_feeds(file: Path) -> None:
    [source] = read(
        file, NORTHWIND + "delay = 2.5\n" + RSS + LISTING + '  lang = "ru"\n  links = "main h2 a"\n  pattern = "/news/*.html"\n' + SHARED
    )
    assert source == Source(
        id="northwind",
        name="North Wind Agency",
        homepage="https://northwind.example/",
        country="AZ",
        languages=("az", "ru"),
        timezone="Asia/Baku",
        ownership="state",
        delay=2.5,
        feeds=(
            Feed("northwind/rss", "northwind", "https://northwind.example/rss.xml", "rss"),
            Feed(
                "northwind/listing",
                "northwind",
                "https://northwind.example/news",
                "listing",
                lang="ru",
                links="main h2 a",
                pattern="/news/*.html",
            ),
            Feed(
                "northwind/shared-stories",
                "northwind",
                "https://northwind.example/shared",
                "shared-stories",
                story="div.story",
                link="h3 a",
                content="div.text",
            ),
        ),
    )


def test_without_a_delay_a_host_is_asked_once_a_second(file: Path) -> None:
    assert read(file, NORTHWIND + RSS)[0].delay == 1.0


def test_two_feeds_of_one_kind_are_told_apart_by_their_ids(file: Path) -> None:
    [source] = read(file, NORTHWIND + RSS + '  id = "politics"\n' + RSS.replace("rss.xml", "world.xml"))
    assert [feed.id for feed in source.feeds] == ["northwind/politics", "northwind/rss"]


@pytest.mark.parametrize("kind", [kind for kind in FEED_KINDS if kind != "shared-stories"])
def test_every_kind_needs_no_more_than_an_address(file: Path, kind: str) -> None:
    assert read(file, NORTHWIND + RSS.replace('"rss"', f'"{kind}"'))[0].feeds[0].kind == kind


@pytest.mark.parametrize("ownership", OWNERSHIPS)
def test_every_ownership_label_is_taken(file: Path, ownership: str) -> None:
    assert read(file, NORTHWIND.replace('"state"', f'"{ownership}"') + RSS)[0].ownership == ownership


@pytest.mark.parametrize(
    ("old", "new", "line", "what", "remedy"),
    [
        ("ownership", "ownersip", 8, "unknown key 'ownersip'", 'did you mean "ownership"?'),
        ("ownership", "x-y", 8, "unknown key 'x-y'", "the keys here are id, name"),
        ('name = "North Wind Agency"\n', "", 1, 'no "name" here', "add name ="),
        ('"northwind"', '"North Wind"', 2, "\"id\" cannot be 'North Wind'", "small letters"),
        ('"northwind"', '"шимал"', 2, '"id" cannot be', "small letters"),
        ('"northwind"', "7", 2, '"id" is not text', "quotation marks"),
        ('"North Wind Agency"', '"  "', 3, '"name" is empty', "fill it in"),
        ('"North Wind Agency"', '"North\\nWind"', 3, "a line break", "type it anew"),
        ('"https://northwind.example/"', '"northwind.example"', 4, "no web address: northwind.example", "https://"),
        ('"https://northwind.example/"', '"ftp://northwind.example/"', 4, "no web address", "https://"),
        ('"https://northwind.example/"', '"https:///news"', 4, "no web address", "https://"),
        ('"https://northwind.example/"', '"https://[northwind/"', 4, "no web address", "https://"),
        ('"https://northwind.example/"', '"https://northwind.example:port/"', 4, "no web address", "https://"),
        ('"AZ"', '"az"', 5, "\"country\" cannot be 'az'", '"AZ"'),
        ('"AZ"', '"Azerbaijan"', 5, '"country" cannot be', "ISO 3166"),
        ('["az", "ru"]', "[]", 6, '"languages" is not a list with something in it', "the main one first"),
        ('["az", "ru"]', '"az"', 6, '"languages" is not a list', "the main one first"),
        ('["az", "ru"]', '["az", "Russian"]', 6, "\"languages\" holds 'Russian'", "ISO 639-1"),
        ('["az", "ru"]', "[0x" + "f" * 5000 + "]", 6, "something that is not text", "ISO 639-1"),
        ('"Asia/Baku"', '"Asia/Bakou"', 7, 'no time zone "Asia/Bakou"', 'did you mean "Asia/Baku"?'),
        ('"Asia/Baku"', '"Asia"', 7, 'no time zone "Asia"', "?"),
        ('"Asia/Baku"', '"../../etc/passwd"', 7, "no time zone", "IANA"),
        ('"Asia/Baku"', '"+04"', 7, "no time zone", "IANA"),
        ('"state"', '"goverment"', 8, "unknown ownership 'goverment'", 'did you mean "pro-government"?'),
        ('"state"', '"??"', 8, "unknown ownership '??'", "write one of official, state"),
        ('"state"', '"state"\nagency = "yes"', 9, '"agency" is neither true nor false', "write agency = true"),
        ('"state"', '"state"\nenabled = "no"', 9, '"enabled" is neither true nor false', "write enabled = false"),
        ('"state"', '"state"\nenabled = 0', 9, '"enabled" is neither true nor false', "write enabled = false"),
        ('"state"', '"state"\nenabled = false', 9, 'needs a "reason"', "reason ="),
        ('"state"', '"state"\nenabled = false\nreason = " "', 10, '"reason" is empty', "fill it in"),
        ('"state"', '"state"\nenabled = false\nreason = "a\\nb"', 10, "a line break", "type it anew"),
        ('"state"', '"state"\nreason = "its feed is gone"', 9, "this one is", "enabled = false"),
        ('"state"', '"state"\nenabled = true\nreason = "its feed is gone"', 10, "this one is", "enabled = false"),
        ('"state"', '"state"\ndelay = -1', 9, '"delay" is below 0', "seconds"),
        ('"state"', '"state"\ndelay = nan', 9, '"delay" is below 0 or above an hour', "seconds"),
        ('"state"', '"state"\ndelay = inf', 9, '"delay" is below 0 or above an hour', "seconds"),
        ('"state"', '"state"\ndelay = 0x' + "f" * 5000, 9, '"delay" is below 0 or above an hour', "seconds"),
        ('"state"', '"state"\ndelay = true', 9, '"delay" is not a number', "delay = 1.0"),
        ('"state"', '"state"\ndelay = "1s"', 9, '"delay" is not a number', "delay = 1.0"),
        ("[[source]]", "[[outlet]]", 1, "unknown key 'outlet'", "the keys here are source"),
        ("[[source]]", "[[sources]]", 1, "unknown key 'sources'", 'did you mean "source"?'),
    ],
)
def test_a_wrong_outlet_is_refused_at_its_line(file: Path, old: str, new: str, line: int, what: str, remedy: str) -> None:
    assert old in NORTHWIND
    feed = RSS.replace("source", "outlet") if "outlet" in new else RSS.replace("source", "sources") if "sources" in new else RSS
    error = refusal(file, NORTHWIND.replace(old, new) + feed)
    assert error.line == line
    assert what in error.what
    assert remedy in error.remedy


@pytest.mark.parametrize(
    ("feed", "line", "what", "remedy"),
    [
        ("", 1, 'no "feed" here', "add a [[source.feed]]"),
        ("feed = []", 9, 'no "feed" here', "add a [[source.feed]]"),
        ("feed = [1]", 9, '"feed" is not a list of tables', "[[source.feed]]"),
        ("[source.feed]\nkind = 'rss'", 9, '"feed" is not a list of tables', "[[source.feed]]"),
        (RSS.replace("kind", "knd"), 11, "unknown key 'knd'", 'did you mean "kind"?'),
        (RSS.replace('  kind = "rss"\n', ""), 10, 'no "kind" here', "add kind ="),
        (RSS.replace('"rss"', '"rs"'), 11, "unknown kind 'rs'", 'did you mean "rss"?'),
        (RSS.replace('"rss"', '"telegram"'), 11, "unknown kind 'telegram'", "write one of rss, atom"),
        (RSS.replace('"https://northwind.example/rss.xml"', '"/rss.xml"'), 12, "no web address: /rss.xml", "https://"),
        (RSS + '  lang = "Azerbaijani"', 13, '"lang" cannot be', "ISO 639-1"),
        (RSS + '  id = "a/b"', 13, '"id" cannot be', "small letters"),
        (RSS + '  links = "h2 a"', 13, '"links" says nothing to a feed of kind "rss"', 'kind = "listing"'),
        (RSS + '  pattern = "/news/*"', 13, '"pattern" says nothing', "take it out"),
        (RSS + '  story = "div"', 13, '"story" says nothing', 'kind = "shared-stories"'),
        (LISTING + '  content = "div"', 13, '"content" says nothing', 'kind = "shared-stories"'),
        (SHARED + '  pattern = "/news/*"', 16, '"pattern" says nothing', "take it out"),
        (SHARED.replace('  link = "h3 a"\n', ""), 10, 'no "link" here', "add link ="),
        (LISTING + '  links = "h2 a["', 13, '"links" is no CSS selector', "main h2 a"),
        (LISTING + '  links = "a::attr(href)"', 13, '"links" is no CSS selector', "main h2 a"),
        (LISTING + '  links = "//h2/a"', 13, '"links" is no CSS selector', "main h2 a"),
        (LISTING + '  pattern = "https://northwind.example/news/*"', 13, '"pattern" can match no path', "begin with a slash"),
        (LISTING + "  pattern = ['/a/*', '/b/*']", 13, '"pattern" is not text', "quotation marks"),
        (RSS + RSS.replace("rss.xml", "b.xml"), 14, 'a second feed named "rss" in one source', "give one an id"),
        (RSS + '  id = "a"\n' + RSS, 17, "the address northwind.example/rss.xml is on line 12 already", "keep one"),
    ],
)
def test_a_wrong_feed_is_refused_at_its_line(file: Path, feed: str, line: int, what: str, remedy: str) -> None:
    error = refusal(file, NORTHWIND + feed)
    assert (what in error.what, remedy in error.remedy) == (True, True), str(error)
    assert error.line == line


def test_an_id_given_to_two_outlets_is_refused(file: Path) -> None:
    error = refusal(file, NORTHWIND + RSS + NORTHWIND + RSS.replace("rss.xml", "b.xml"))
    assert error.line == 14
    assert 'the id "northwind" is on line 2 already' in error.what


@pytest.mark.parametrize(
    "spelling", ["https://northwind.example/rss.xml", "http://northwind.example/rss.xml", "https://NorthWind.example:443/rss.xml"]
)
def test_an_address_of_two_outlets_is_refused(file: Path, spelling: str) -> None:
    other = NORTHWIND.replace('"northwind"', '"southwind"') + RSS.replace("https://northwind.example/rss.xml", spelling)
    error = refusal(file, NORTHWIND + RSS + other)
    assert error.line == 24
    assert "northwind.example/rss.xml is on line 12 already" in error.what


def test_addresses_that_differ_in_their_query_are_two(file: Path) -> None:
    second = LISTING.replace("/news", "/news?rss")
    assert len(read(file, NORTHWIND + LISTING + second.replace('"listing"', '"rss"'))[0].feeds) == 2


def test_the_first_error_of_a_file_is_the_one_reported(file: Path) -> None:
    wrong = NORTHWIND.replace('"AZ"', '"az"') + RSS
    assert refusal(file, wrong + wrong).line == 5


def test_an_outlet_written_as_one_table_is_told_the_brackets(file: Path) -> None:
    assert "write [[source]]" in refusal(file, NORTHWIND.replace("[[source]]", "[source]") + RSS).remedy


@pytest.mark.parametrize("text", ["", "\n\n", "# no outlet yet\n", "source = []\n"])
def test_a_file_without_outlets_is_refused(file: Path, text: str) -> None:
    assert "[[source]]" in refusal(file, text).remedy


def test_a_file_that_is_not_there_is_named_with_a_remedy(file: Path) -> None:
    with pytest.raises(InputError, match=re.escape(str(file))) as caught:
        read_sources(file)
    assert caught.value.remedy


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="directory"):
        read_sources(tmp_path)


def test_bytes_that_are_no_text_are_refused(file: Path) -> None:
    file.write_bytes(NORTHWIND.encode() + b'name = "\xff"')
    with pytest.raises(TableError, match=":9: not UTF-8"):
        read_sources(file)


def test_the_example_of_the_how_to_is_a_right_file_and_names_every_label(file: Path) -> None:
    page = (Path(__file__).parents[3] / "docs" / "how-to" / "add-a-source.md").read_text(encoding="utf-8")
    [example] = re.findall(r"(?s)```toml\n(\[\[source]].*?)```", page)
    assert [feed.kind for feed in read(file, example)[0].feeds] == ["rss", "listing"]
    assert set(OWNERSHIPS) <= set(re.findall(r"(?m)^\| `([a-z-]+)` \|", page))


def test_an_outlet_can_be_an_agency(file: Path) -> None:
    assert [read(file, NORTHWIND + line + RSS)[0].agency for line in ("", "agency = false\n", "agency = true\n")] == [False, False, True]


def test_an_outlet_that_is_not_watched_keeps_its_feeds_and_says_why(file: Path) -> None:
    [source] = read(file, NORTHWIND + OFF + RSS)
    assert (source.enabled, source.reason, len(source.feeds)) == (False, "its feed is gone", 1)
    [source] = read(file, NORTHWIND + RSS)
    assert (source.enabled, source.reason) == (True, None)


def test_only_an_outlet_that_is_not_watched_may_be_without_a_feed(file: Path) -> None:
    assert read(file, NORTHWIND + OFF)[0].feeds == ()
    assert 'no "feed" here' in refusal(file, NORTHWIND + "enabled = true\n").what


def test_an_outlet_that_is_not_watched_comes_only_if_it_is_named(file: Path) -> None:
    listed = read(file, NORTHWIND + OFF + RSS + (NORTHWIND + RSS).replace("northwind", "caspian"))
    assert [source.id for source in select_sources(listed, [])] == ["caspian"]
    assert [source.id for source in select_sources(listed, ["northwind"])] == ["northwind"]


def test_naming_an_outlet_without_a_feed_is_answered_with_the_reason(file: Path) -> None:
    with pytest.raises(UnknownSource, match="no feed of northwind is known") as caught:
        select_sources(read(file, NORTHWIND + OFF), ["northwind"])
    assert "its feed is gone" in caught.value.what
    assert "[[source.feed]]" in caught.value.remedy


def three(file: Path) -> tuple[Source, ...]:
    text = "".join((NORTHWIND + RSS).replace("northwind", name) for name in ("northwind", "northstar", "caspian"))
    return read(file, text)


def test_named_outlets_come_in_the_order_of_the_names_and_once(file: Path) -> None:
    found = select_sources(three(file), ["caspian", "northwind", "caspian"])
    assert [source.id for source in found] == ["caspian", "northwind"]


def test_without_names_all_outlets_come(file: Path) -> None:
    assert [source.id for source in select_sources(three(file), [])] == ["northwind", "northstar", "caspian"]


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("nortwind", "did you mean northwind"),
        ("NORTHSTAR", "did you mean northstar"),
        ("caspi", "did you mean caspian?"),
        ("north wind agency", "did you mean"),
        ("zzz", "khazri sources list"),
        ("", "khazri sources list"),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest(file: Path, name: str, remedy: str) -> None:
    with pytest.raises(UnknownSource, match=f"no source '{name}'") as caught:
        select_sources(three(file), ["caspian", name])
    assert remedy in caught.value.remedy
    assert caught.value.exit_code == 2


def reads_or_refuses(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", errors="surrogatepass")
    with suppress(KhazriError):
        read_sources(file)


quick = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@quick
@given(text=st.text())
@example(text="[" * 100_000)
@example(text="source = " + "[" * 100_000)
@example(text="\x00")
def test_any_text_is_read_or_refused(file: Path, text: str) -> None:
    reads_or_refuses(file, text)


VALUES = st.one_of(
    st.sampled_from(["true", "0", "-1.5", "nan", "[]", "{}", '["az"]', "2020-08-13", '""', "'''\nid = 1\n'''", "[{kind = 'rss'}]"]),
    st.text(st.characters(exclude_categories=["C"], exclude_characters="'")).map("'{}'".format),
)
KEYS = [*re.findall(r"(?m)^ *(\w+) =", NORTHWIND + SHARED), "delay", "lang", "links", "pattern", "extra"]


@quick
@given(
    keys=st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=3),
    feed=st.sampled_from([RSS, LISTING, SHARED, ""]),
)
def test_a_file_with_any_values_is_read_or_refused(file: Path, keys: dict[str, str], feed: str) -> None:
    text = NORTHWIND + feed
    for key, value in keys.items():
        pair = re.compile(rf"(?m)^( *){key} =.*$")
        text = pair.sub(lambda found, pair=f"{key} = {value}": found[1] + pair, text) if pair.search(text) else f"{text}\n{key} = {value}"
    reads_or_refuses(file, text)

"""The API, the feeds and the exports, as programs meet them."""

import csv
import io
import json
import os
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest
import small_archives
from pydantic import BaseModel
from starlette.testclient import TestClient

from desk.archive import Archive
from desk.printing import FORMULA_SIGNS
from desk.web import api_models as models
from desk.web.app import make_app
from storage import saved_searches
from storage.saved_searches import SavedSearch

HERE = "http://127.0.0.1:8123"
EXAMPLES = int(os.environ.get("SCHEMATHESIS_EXAMPLES", "3"))  # for each of 18 operations
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory, url_of_module: str) -> Iterator[Archive]:
    with small_archives.make(tmp_path_factory.mktemp("api"), url=url_of_module) as made:
        saved_searches.add(made.database, SavedSearch("gas-in-english", "gas lang:en", small_archives.NOON), 10)
        yield made


@pytest.fixture(scope="module")
def client(archive: Archive) -> TestClient:
    return TestClient(make_app(archive), base_url=HERE)


ANSWERS: list[tuple[str, type[BaseModel]]] = [
    ("search", models.Articles),
    ("search?q=gas%20Baku&sort=best&limit=3&lang=en&topic=gas-routes&topic=none&country=az&owner=independent", models.Articles),
    ("facets?q=gas", models.Facets),
    ("series?by=lang&bucket=week&independent=true", models.Series),
    ("articles/1", models.Article),
    ("articles/1/versions", models.Versions),
    ("articles/1/explanation", models.Explanation),
    ("stories", models.Stories),
    ("topics", models.Topics),
    ("sources", models.Sources),
    ("stats", models.Stats),
    ("digests", models.Digests),
    ("radar?since=7d", models.Radar),
    ("status", models.Status),
    ("searches", models.SavedSearches),
]


@pytest.mark.parametrize(("path", "model"), ANSWERS)
def test_every_answer_is_as_the_description_says(client: TestClient, path: str, model: type[BaseModel]) -> None:
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    model.model_validate_json(answer.content)


def test_the_words_that_were_found_are_marked(client: TestClient) -> None:
    found = client.get("/api/v1/search", params={"q": "pipeline", "limit": 1}).json()["articles"][0]
    piece = found["highlight"]["snippet"]
    assert [piece["text"][start:end] for start, end in piece["marks"]] == ["pipeline"]


def test_pages_neither_skip_nor_repeat_while_articles_arrive(tmp_path_factory: pytest.TempPathFactory) -> None:
    with small_archives.make(tmp_path_factory.mktemp("pages"), count=12) as archive:
        client = TestClient(make_app(archive), base_url=HERE)
        there = set(range(1, len(small_archives.HOSTILE) + 13))
        seen: list[int] = []
        cursor: str | None = ""
        for number in range(1000, 1100):
            answer = client.get("/api/v1/search", params={"limit": 5, **({"cursor": cursor} if cursor else {})}).json()
            seen += [each["id"] for each in answer["articles"]]
            cursor = answer["cursor"]
            if cursor is None:
                break
            small_archives.add(archive.database, number, f"Late gas {number}")
        assert len(seen) == len(set(seen))
        assert set(seen) == there


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("search?tpoic=gas-routes", "did you mean topic?"),
        ("topics?q=gas", "takes none"),
        ("search?limit=0", "limit"),
        ("search?limit=ten", "limit"),
        ("search?sort=random", "sort"),
        ("search?cursor=x1", "without a cursor"),
        ("search?topic=nowhere", "write one of"),
        ("search?since=someday", "write a date"),
        ("stories?cursor=1234567890123456789.1", "without a cursor"),
        ("radar?since=2000-01-01", "such as"),
        ("articles/0", "article_id"),
        ("articles/99999999999999999999", "article_id"),
        ("articles/x", "article_id"),
    ],
)
def test_what_is_asked_wrongly_is_told_with_the_remedy(client: TestClient, path: str, said: str) -> None:
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    told = models.Problem.model_validate_json(answer.content)
    assert said in f"{told.what}; {told.remedy}"


def test_a_query_that_cannot_be_read_is_pointed_at(client: TestClient) -> None:
    told = client.get("/api/v1/search", params={"q": "gas tpoic:oil"}).json()
    assert (told["start"], told["end"]) == (4, 10)
    assert told["pointed"] == ["gas tpoic:oil", "    ^^^^^^"]


@pytest.mark.parametrize("path", ["/api/v1/articles/9999", "/api/v1/secret-path", "/feeds/topics/secret-path.atom", "/secret-path"])
def test_what_is_not_there_is_not_repeated(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "secret-path" not in answer.text


@pytest.mark.parametrize(
    "query", ['"', "NEAR(", "*", "'; DROP TABLE articles; --", "\x00", "a" * 1990, "(" * 500, "a OR " * 300, "{x}", "facts:x"]
)
def test_no_query_breaks_the_server(client: TestClient, query: str) -> None:
    for path in ("search", "facets", "series"):
        assert client.get(f"/api/v1/{path}", params={"q": query}).status_code in {200, 400}
    assert client.get("/feeds/search.atom", params={"q": query}).status_code in {200, 400}


FEEDS = ["search.atom", "search.atom?q=gas", "searches/gas-in-english.atom", "topics/gas-routes.atom", "sources/northwind.atom"]


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_is_valid_atom_whatever_titles_hold(client: TestClient, path: str) -> None:
    answer = client.get(f"/feeds/{path}")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.content)
    ids = [entry.findtext(f"{ATOM}id", "") for entry in feed.iter(f"{ATOM}entry")]
    assert 0 < len(ids) <= 50
    assert len(ids) == len(set(ids))
    assert all(each.startswith("tag:") and " " not in each for each in [*ids, feed.findtext(f"{ATOM}id", "")])
    for element in [feed, *feed.iter(f"{ATOM}entry")]:
        assert element.findtext(f"{ATOM}title")
        assert element.findtext(f"{ATOM}updated", "").endswith("Z")
        assert element.find(f"{ATOM}author/{ATOM}name") is not None
    assert feed.find(f"{ATOM}link[@rel='self']").get("href") == f"{HERE}/feeds/{path}"  # type: ignore[union-attr]
    assert client.get(f"/feeds/{path}").content == answer.content
    assert client.get(f"/feeds/{path}", headers={"If-None-Match": answer.headers["etag"]}).status_code == 304


def test_a_feed_reader_shows_titles_as_they_are_written(client: TestClient) -> None:
    read = feedparser.parse(io.BytesIO(client.get("/feeds/search.atom").content))
    assert not read.bozo
    titles = {entry.title for entry in read.entries}
    assert "{{7*7}} {% raw %} %(x)s {0.__class__}" in titles
    feed = ElementTree.fromstring(client.get("/feeds/search.atom").content)
    written = {entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")}
    assert "<script>window.__pwned=1</script>" in written
    assert "&lt;b&gt; &amp; <b>bold</b> &#60;script&#62;" in written
    assert not any(sign in (title or "") for title in written for sign in "\x1b\x07\u202e\ufffe")


def test_an_entry_keeps_its_id_and_its_time_when_others_arrive(tmp_path_factory: pytest.TempPathFactory) -> None:
    with small_archives.make(tmp_path_factory.mktemp("stable"), count=1) as archive:
        client = TestClient(make_app(archive), base_url=HERE)
        before = {entry.id: entry.updated for entry in feedparser.parse(io.BytesIO(client.get("/feeds/search.atom").content)).entries}
        small_archives.add(archive.database, 500, "Late gas")
        after = {entry.id: entry.updated for entry in feedparser.parse(io.BytesIO(client.get("/feeds/search.atom").content)).entries}
        assert before.items() <= after.items()
        assert len(after) == len(before) + 1


def test_an_export_holds_every_article_once_and_no_formula(client: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/export.csv").content.decode(), newline="")))
    assert len({row["id"] for row in rows}) == len(rows) == len(small_archives.HOSTILE) + 30
    for row in rows:
        assert not any(value.lstrip(' "').startswith(FORMULA_SIGNS) for value in row.values())
    assert "'-2+3" in {row["title"] for row in rows}


def test_an_export_of_a_question_is_that_and_no_more(client: TestClient) -> None:
    lines = client.get("/export.jsonl", params={"q": "title:part"}).text.splitlines()
    assert len(lines) == 30
    models.Article.model_validate_json(lines[0])
    assert client.get("/export.csv", params={"q": "tpoic:x"}).status_code == 400
    assert client.get("/export.csv", params={"qq": "x"}).json()["remedy"] == "did you mean q?"


def test_parquet_is_read_by_pandas(client: TestClient) -> None:
    pytest.importorskip("pyarrow", reason="the extra 'notebooks' is not installed")
    from pyarrow import parquet

    table = parquet.read_table(io.BytesIO(client.get("/export.parquet", params={"q": "title:part"}).content))
    assert table.num_rows == 30
    assert table.column("topics")[0].as_py() == ["gas-routes"]


def test_the_description_stands_alone_and_describes_every_route(client: TestClient) -> None:
    described = client.get("/api/v1/openapi.json").json()
    assert all(path.startswith("/api/v1/") for path in described["paths"])
    assert "422" not in json.dumps(described)
    assert len(described["paths"]) == 17


def test_schemathesis_finds_nothing_that_the_server_cannot_answer(client: TestClient) -> None:
    schemathesis: Any = pytest.importorskip("schemathesis", reason="schemathesis is not installed")
    from hypothesis import HealthCheck, Phase, given, settings

    schema = schemathesis.openapi.from_dict(client.get("/api/v1/openapi.json").json())
    for operation in schema.get_all_operations():

        @given(case=operation.ok().as_strategy())
        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],
        )
        def ask(case: Any) -> None:
            given = case.as_transport_kwargs(base_url=HERE)
            url = given.pop("url")
            body = given.get("json")
            parameters = given.get("params")
            answer = client.request(given["method"], url, params=parameters, json=body, headers={"Origin": HERE})
            assert answer.status_code < 500, (url, parameters, answer.text)

        ask()

"""What the API takes and gives, as OpenAPI describes it; the objects themselves are made where the commands' are (`desk.objects`)."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from news.queries import Sort
from storage.searching.counting import Bucket, Facet

MOST = 200  # articles or stories of one page
LARGEST_ID = 2**31 - 1
_FEW = 50  # values of one filter
_Word = Annotated[str, Field(max_length=200)]
_Words = Annotated[list[_Word], Field(max_length=_FEW)]


class Question(BaseModel):
    """Which articles are meant: a query, and filters that stand beside it."""

    model_config = ConfigDict(extra="forbid")

    q: str = Field("", max_length=2000, description="A query, as in docs/how-to/query.md.", examples=["газопровод lang:ru since:7d"])
    topic: _Words = Field([], description="Ids of topics; none: articles on the beat without one.")
    lang: _Words = Field([], description="Two letters of a language.")
    source: _Words = Field([], description="Ids of outlets.")
    country: _Words = Field([], description="Two letters of an outlet's country.")
    owner: _Words = Field([], description="Who owns the outlet.")
    relevance: _Words = Field([], description="strong, medium, implicit or weak.")
    since: str = Field("", max_length=40, description="First seen at or after: 2026-03-01, 12h, 7d, yesterday.")
    until: str = Field("", max_length=40, description="First seen before.")


class SearchQuestion(Question):
    """A page of the articles that are meant."""

    sort: Sort = "newest"
    limit: int = Field(50, ge=1, le=MOST)
    cursor: str = Field("", max_length=60, description="Where the page before ended, as it was given with it.")


class SeriesQuestion(Question):
    """Articles counted over time."""

    by: Facet | None = Field(None, description="A line for each value of this.")
    bucket: Bucket = "day"
    independent: bool = Field(default=False, description="Count independent texts: one event, told by one publisher, once.")


class StoriesQuestion(BaseModel):
    """A page of stories, those with the newest article first."""

    model_config = ConfigDict(extra="forbid")

    topic: str = Field("", max_length=200)
    lang: str = Field("", max_length=2)
    since: str = Field("", max_length=40)
    until: str = Field("", max_length=40)
    limit: int = Field(50, ge=1, le=MOST)
    cursor: str = Field("", max_length=60)


class DigestsQuestion(BaseModel):
    """A page of digests, the newest first."""

    model_config = ConfigDict(extra="forbid")

    limit: int = Field(50, ge=1, le=MOST)
    cursor: str = Field("", max_length=20)
    subscription: str = Field("", max_length=40)


class RadarQuestion(BaseModel):
    """A span of time in which something may be new."""

    model_config = ConfigDict(extra="forbid")

    since: str = Field("24h", max_length=40)


class NewSearch(BaseModel):
    """A search to be saved."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(max_length=60, description="Letters, digits, - and _.")
    query: str = Field(max_length=2000)


class Answer(BaseModel):
    """What every answer has: no field that is not described."""

    model_config = ConfigDict(extra="forbid")


class Problem(BaseModel):
    """What was wrong, and what to do about it (RFC 9457)."""

    model_config = ConfigDict(extra="forbid")

    type: str
    title: str
    status: int
    what: str
    remedy: str
    start: int | None = Field(None, description="Of a query: the first code point that cannot be read.")
    end: int | None = Field(None, description="The one after the last.")
    pointed: list[str] | None = Field(None, description="The query, and carets under the place.", min_length=2, max_length=2)


class Snippet(Answer):
    """A piece of a text, with the stretches in which something was found."""

    text: str
    marks: list[tuple[int, int]]
    before: bool
    after: bool


class Highlight(Answer):
    """Where in title and text what was asked for stands, as code points, the end excluded."""

    title: list[tuple[int, int]]
    snippet: Snippet


class Evidence(BaseModel):
    """A place of an article."""

    where: str
    start: int
    end: int
    words: str


class Tag(Answer):
    """A topic of an article with the words that gave it."""

    id: str
    rank: str
    rule: str
    evidence: list[Evidence]


class Publication(Answer):
    """One publication of a text."""

    article: int
    source: str
    url: str
    title: str
    lang: str | None
    published_at: str | None
    published_precision: str
    seen_at: str
    relation: str | None


class Article(Answer):
    """The article object, as khazri search --format json prints it."""

    id: int
    url: str
    urls: list[str]
    source: str
    title: str
    text: str
    lang: str | None
    author: str | None
    published_at: str | None
    published_precision: str
    published_from: str | None
    first_seen_at: str
    fetched_at: str
    relevance: str
    topics: list[Tag]
    origin: dict[str, Any] | None
    via: str | None
    copies: list[dict[str, Any]]
    first_published: Publication
    story: int | None
    versions: int
    kind: str
    partial: bool
    editions: list[dict[str, Any]]
    translations: list[int]
    redirects: list[dict[str, Any]]
    word_count: int


class Found(Article):
    """An article that was found, with what was found in it."""

    highlight: Highlight


class Articles(Answer):
    """A page of articles."""

    articles: list[Found]
    cursor: str | None = Field(description="Asks for the next page; null where this is the last.")
    total: int
    total_is_capped: bool = Field(description="There are more than the total says.")


class Count(Answer):
    """A value with the articles that have it."""

    value: str
    count: int


class Facets(Answer):
    """Articles counted by every facet."""

    total: int
    capped: bool = Field(description="Only the newest were counted.")
    facets: dict[Facet, list[Count]]


class Point(Answer):
    """One count of a series."""

    begin: str
    value: str | None
    count: int


class Series(Answer):
    """Articles counted over time."""

    bucket: Bucket
    by: Facet | None
    independent: bool
    points: list[Point]


class Version(Answer):
    """One text that an article had."""

    number: int
    title: str
    text: str
    seen_at: str
    change: str | None = Field(description="What the next version changed: minor, material, or none where only our reading did.")
    reasons: list[str]


class Versions(Answer):
    """Every text of an article, the oldest first."""

    versions: list[Version]


class Explanation(BaseModel):
    """Why an article has its relevance and topics, as khazri explain --format json prints it."""

    id: int
    title: str
    relevance: str
    why: str
    topics: list[dict[str, Any]]


class Story(BaseModel):
    """A story, as khazri story --format json prints it."""

    id: int
    title: str
    topics: list[str]
    langs: list[str]
    outlets: list[str]
    articles: list[int]
    timeline: list[Publication]


class Stories(Answer):
    """A page of stories."""

    stories: list[Story]
    cursor: str | None


class Topic(Answer):
    """A topic of the beat."""

    id: str
    title: str


class Topics(Answer):
    """The topics of the beat, in its order."""

    topics: list[Topic]


class Alarm(Answer):
    """What is wrong with an outlet."""

    kind: str
    since: str
    detail: str


class Outlet(Answer):
    """An outlet with its health."""

    id: str
    name: str
    country: str
    languages: list[str]
    owner: str
    homepage: str
    feeds: int
    watched: bool
    state: Literal["ok", "silent", "failing", "troubled", "new"] | None = Field(description="null where no feed of it is known yet.")
    alarms: list[Alarm]
    today: dict[str, int] | None = Field(description="What it gave on this UTC day.")


class Sources(Answer):
    """All outlets, by name."""

    sources: list[Outlet]


class Stats(Answer):
    """How much there is."""

    articles: int
    sources: int
    feeds: int
    topics: int
    counted: Facets


class Handed(Answer):
    """What became of a digest at one recipient."""

    recipient: str
    channel: str
    form: str
    state: str
    since: str
    tries: int
    reply: str


class DigestHead(Answer):
    """A digest that was frozen to be sent."""

    id: int
    subscription: str
    kind: str
    made_at: str
    subject: str
    articles: list[int]
    deliveries: list[Handed]


class Digest(DigestHead):
    """A digest with its text, and with all it tells, as khazri digest --format json prints it."""

    text: str
    told: dict[str, Any] | None = Field(description="Nothing in digests of earlier versions.")


class Digests(Answer):
    """A page of digests."""

    digests: list[DigestHead]
    cursor: str | None


class Radar(Answer):
    """What is new, one signal an object, as khazri radar --format json prints it."""

    signals: list[dict[str, Any]]


class Status(BaseModel):
    """How the monitor is doing, as khazri status --format json prints it."""

    ok: bool
    wrong: list[str]
    at: str
    articles: int


class SavedSearch(Answer):
    """A search that was saved."""

    name: str
    query: str
    made_at: str


class SavedSearches(Answer):
    """All saved searches, by name."""

    searches: list[SavedSearch]

"""What parameters of an address mean as a question, for the API, feeds and exports alike."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError
from starlette.datastructures import QueryParams

from desk.archive import Archive
from desk.web.api_models import Question
from news.errors import QueryError
from news.queries import Query, parse_moment
from news.searching.pointing import shown

UNCLASSIFIED = "none"


def query_of(archive: Archive, question: Question, **more: Any) -> Query:
    """Return the query that parameters mean, with more of its fields. Raises QueryError."""
    since, until = moment_of(archive, question.since), moment_of(archive, question.until)
    conditions: dict[str, Any] = {
        "topics": tuple(topic for topic in question.topic if topic != UNCLASSIFIED),
        "langs": tuple(question.lang),
        "sources": tuple(question.source),
        "countries": tuple(country.upper() for country in question.country),
        "owners": tuple(question.owner),
        "relevances": tuple(question.relevance),
    }
    conditions |= {name: moment for name, moment in (("since", since), ("until", until)) if moment is not None}
    query = archive.query(question.q, **conditions, **more)
    return replace(query, topics=tuple(question.topic))


def moment_of(archive: Archive, text: str) -> datetime | None:
    """Return the moment that a parameter means; nothing for an empty one. Raises QueryError."""
    return parse_moment(text, datetime.now(UTC), archive.zone) if text.strip() else None


def question_in(parameters: QueryParams) -> Question:
    """Read a question from the parameters of an address. Raises QueryError with the parameter's name and the remedy."""
    given = {
        name: parameters.getlist(name) if Question.model_fields.get(name) and _is_list(Question, name) else parameters[name]
        for name in parameters.keys()  # noqa: SIM118 - each once, however often it is given
    }
    try:
        return Question.model_validate(given)
    except ValidationError as error:
        raise QueryError(*misread(error.errors(include_url=False, include_input=False), list(Question.model_fields))) from error


def misread(errors: Sequence[Any], known: Sequence[str]) -> tuple[str, str]:
    """Return what the first of some errors of pydantic says, in our words, and the remedy."""
    if not errors:
        return "this cannot be read", "see docs/how-to/api.md"
    first = errors[0]
    place = [str(part) for part in first["loc"] if part not in {"query", "path", "body"}]
    name = place[0] if place else "the body"
    if first["type"] == "extra_forbidden":
        return unknown(name, known)
    message = str(first["msg"]).removeprefix("Value error, ")
    return f"{name if name in known else 'a value'}: {message[:1].lower()}{message[1:]}", "see docs/how-to/api.md"


def unknown(name: str, known: Sequence[str]) -> tuple[str, str]:
    """Return what is wrong with a parameter that does not exist, and the nearest that does."""
    near = get_close_matches(name, known, n=1)
    those = f"there are {', '.join(known)}" if known else "leave it out: this address takes none"
    return f"there is no parameter {shown(name)!r}", f"did you mean {near[0]}?" if near else those


def _is_list(model: type[BaseModel], name: str) -> bool:
    return isinstance(model.model_fields[name].default, list)

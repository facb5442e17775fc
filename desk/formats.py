"""The forms in which lists can be printed."""

from enum import StrEnum


class Format(StrEnum):
    """How a list is printed."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"


class SearchFormat(StrEnum):
    """How articles that were found are printed."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"
    atom = "atom"
    parquet = "parquet"


class DigestFormat(StrEnum):
    """How a digest is printed."""

    text = "text"
    html = "html"
    markdown = "markdown"
    json = "json"
    atom = "atom"


class FrozenFormat(StrEnum):
    """Which form of a digest that was sent is printed."""

    text = "text"
    html = "html"
    markdown = "markdown"
    json = "json"
    mail = "mail"
    atom = "atom"


class StatusFormat(StrEnum):
    """How the status is printed."""

    table = "table"
    json = "json"
    prometheus = "prometheus"

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
    json = "json"


class StatusFormat(StrEnum):
    """How the status is printed."""

    table = "table"
    json = "json"
    prometheus = "prometheus"

"""The types of columns that both databases keep alike."""

from datetime import UTC, datetime

from sqlalchemy import DateTime, Dialect, Text, TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time, kept in UTC and given back in UTC, on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Turn an aware time into UTC; a time without a zone is a mistake in the program."""
        if value is not None and value.tzinfo is None:
            raise ValueError(f"{value!r}: a time without a zone cannot be kept")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Give the time back with its zone, which SQLite has lost."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class CleanText(TypeDecorator[str]):
    """Text without NUL and lone surrogates, which SQLite or PostgreSQL would refuse, each its own."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        """Drop what cannot be kept."""
        return None if value is None else clean(value)


def clean(text: str) -> str:
    """Return text without NUL and lone surrogates."""
    if text.isascii():
        return text.replace("\0", "")
    return text.encode("utf-8", "ignore").decode("utf-8").replace("\0", "")

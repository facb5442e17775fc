"""One table of a sources file while it is read: addresses, languages, time zones, selectors."""

import re
from zoneinfo import ZoneInfo, available_timezones

from cssselect import HTMLTranslator, SelectorError

from news.fields import Fields, nearest
from news.urls import canonical_url

LONGEST_DELAY = 3600.0  # seconds; more between two pages is milliseconds written by mistake

_LANGUAGE = re.compile(r"[a-z]{2}")
_LANGUAGE_REMEDY = 'write the two small letters of ISO 639-1: "az"'


class SourceFields(Fields):
    """The keys of a source or of one of its feeds."""

    __slots__ = ()

    def text(self, key: str) -> str:
        """Return a text that is not empty, all of whose characters can be seen."""
        value = super().text(key)
        if not str(self.values[key]).isprintable():
            raise self.wrong(key, f'"{key}" holds a line break or another character that cannot be seen', "type it anew")
        return value

    def address(self, key: str) -> str:
        """Return a web address."""
        value = self.text(key)
        if canonical_url(value) is None:
            shown = value.rpartition("@")[2] if "@" in value else value  # what stands before it may be a password
            raise self.wrong(key, f'"{key}" is no web address: {shown}', "write it whole: https://host/path, without name and password")
        return value

    def language(self, key: str) -> str | None:
        """Return a language code, None where the key is not there."""
        return self.matching(key, _LANGUAGE, _LANGUAGE_REMEDY) if key in self.values else None

    def languages(self, key: str) -> tuple[str, ...]:
        """Return a list of language codes, each once."""
        values = self.values[key]
        if not isinstance(values, list) or not values:
            raise self.wrong(key, f'"{key}" is not a list with something in it', f'write {key} = ["az", "ru"], the main one first')
        for value in values:
            if not isinstance(value, str) or not _LANGUAGE.fullmatch(value):
                said = repr(value) if isinstance(value, str) else "something that is not text"
                raise self.wrong(key, f'"{key}" holds {said}', _LANGUAGE_REMEDY)
        return tuple(dict.fromkeys(values))

    def timezone(self, key: str) -> str:
        """Return the IANA name of a time zone."""
        value = self.text(key)
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError):  # not found; not a relative path; a folder of zones, such as "Europe"
            remedy = nearest(value, available_timezones(), 'write an IANA name: "Asia/Baku"')
            raise self.wrong(key, f'no time zone "{value}"', remedy) from None
        return value

    def seconds(self, key: str, default: float) -> float:
        """Return a number of seconds, an hour at most."""
        value = self.values.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.wrong(key, f'"{key}" is not a number', f"write seconds: {key} = {default}")
        if not 0 <= value <= LONGEST_DELAY:
            raise self.wrong(key, f'"{key}" is below 0 or above an hour', f"write seconds, from 0 to {LONGEST_DELAY:.0f}")
        return float(value)

    def selector(self, key: str) -> str | None:
        """Return a CSS selector, None where the key is not there."""
        if key not in self.values:
            return None
        value = self.text(key)
        try:
            HTMLTranslator().css_to_xpath(value)
        except (SelectorError, RecursionError) as error:
            raise self.wrong(key, f'"{key}" is no CSS selector: {error}', 'write one that names elements: "main h2 a"') from error
        return value

    def path_pattern(self, key: str) -> str | None:
        """Return a glob that can match the path of an address, None where the key is not there."""
        if key not in self.values:
            return None
        value = self.text(key)
        if not value.startswith(("/", "*", "?")):
            raise self.wrong(key, f'"{key}" can match no path: {value}', 'begin with a slash: "/news/*.html"')
        return value

    def reason(self, *, enabled: bool) -> str | None:
        """Return why a source is not watched: needed where it is not enabled, refused where it is."""
        if enabled and "reason" in self.values:
            raise self.wrong("reason", '"reason" says why a source is not watched, and this one is', "take it out, or add enabled = false")
        if not enabled and "reason" not in self.values:
            raise self.wrong("enabled", 'a source that is not enabled needs a "reason"', 'say why in a line: reason = "its feed is gone"')
        return None if enabled else self.text("reason")

    def refuse_repeated(self, key: str, what: str, remedy: str, first_lines: dict[str, int]) -> None:
        """Refuse what stood higher up in the file already."""
        if what in first_lines:
            raise self.wrong(key, f"{what} is on line {first_lines[what]} already", remedy)
        first_lines[what] = self.table.line(*self.place, key)

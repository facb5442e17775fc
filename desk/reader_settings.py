"""The settings that say what readers get: the mail server, digests, subscriptions and channels."""

from collections.abc import Callable
from datetime import time
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, field_validator, model_validator
from pydantic_settings import NoDecode

from news.addresses import objection
from news.schedules import check_cron
from news.subscriptions import TELLS, Subscription, Tells, WhenEmpty, read_cadence, read_days, read_quiet

ZONE_REMEDY = "write one like Asia/Baku"
Form = Literal["mail", "text", "html", "markdown", "json", "atom"]


def split_words(value: Any) -> Any:
    """Let a list be written as words separated by commas, as a variable must."""
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


Words = Annotated[list[str], NoDecode, BeforeValidator(split_words)]


def check_zone(value: str) -> str:
    """Return the name of a time zone; raises ValueError where there is none of that name."""
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError(f"{value!r} is no time zone; {ZONE_REMEDY}") from error
    return value


def check_address(address: str) -> str:
    """Return a mail address; raises ValueError where it is not a plain one."""
    plain = address.isascii() and address.isprintable() and not any(sign in address for sign in " ,;<>")
    if not plain or (address and "@" not in address):
        raise ValueError(f"{address!r} is no plain mail address")
    return address


def check_time(value: Any) -> Any:
    """Return a time of the day; raises ValueError where it is not written as one."""
    if value is not None and not isinstance(value, str | time):
        raise ValueError('write a time of the day in quotation marks: "07:00"')
    return value


class MailboxSettings(BaseModel):
    """A mailbox in which a copy of every mail arrives: what a crash left in doubt is looked up there."""

    model_config = ConfigDict(extra="forbid")

    host: str = ""
    port: int = Field(default=993, ge=1, le=65535)
    security: Literal["tls", "starttls", "none"] = "tls"
    user: str = ""
    password: SecretStr = SecretStr("")
    folder: str = "INBOX"
    address: str = ""
    """Where copies go; it is named to the server beside each recipient, in the same breath."""
    wait: float = Field(default=900.0, ge=0, le=86400)
    """Seconds after which a mail that is not there will not come any more."""

    _one_address = field_validator("address")(classmethod(lambda _cls, value: check_address(value)))


class MailSettings(BaseModel):
    """The SMTP server that digests go through, and who gets the daily one."""

    model_config = ConfigDict(extra="forbid")

    host: str = ""
    port: int = Field(default=587, ge=1, le=65535)
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str = ""
    password: SecretStr = SecretStr("")
    sender: str = ""
    to: Words = []
    mailbox: MailboxSettings = MailboxSettings()

    @field_validator("sender", "to")
    @classmethod
    def _addresses(cls, value: Any) -> Any:
        for address in [value] if isinstance(value, str) else value:
            check_address(address)
        return value


class DigestSettings(BaseModel):
    """When the daily digest is made, and what holds for all digests."""

    model_config = ConfigDict(extra="forbid")

    at: time = time(7, 0)
    timezone: str = "Asia/Baku"
    history_days: float = Field(default=7.0, ge=0, le=60)
    """Days that an archive must reach back before digests say what is new; until then they count."""
    link: str = ""
    """Where readers find the pages of khazri serve, for the links in digests."""
    translator: Words = []
    """A command that reads headlines, one a line, and writes them in the reader's language; {from} and {to} stand for codes."""
    language: str = Field(default="en", pattern="^[a-z]{2}$")
    """The reader's language, for the translator."""

    _time = field_validator("at", mode="before")(classmethod(lambda _cls, value: check_time(value)))
    _zone = field_validator("timezone")(classmethod(lambda _cls, value: check_zone(value)))

    @field_validator("link")
    @classmethod
    def _web_address(cls, value: str) -> str:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError(f"{value!r} is no web address; write one like https://news.example.org")
        return value.rstrip("/")


class SubscriptionSettings(BaseModel):
    """One subscription, as the settings file says it."""

    model_config = ConfigDict(extra="forbid")

    query: str = ""
    topics: Words = []
    langs: Words = []
    to: Words = []
    at: time | None = None
    days: str = ""
    cron: str = ""
    immediate: bool = False
    timezone: str = ""
    """That of the digest settings where nothing is said."""
    tells: Annotated[list[Tells], NoDecode, BeforeValidator(split_words)] = list(TELLS)
    when_empty: WhenEmpty = "send"
    quiet: str = ""
    alerts: bool = False

    _time = field_validator("at", mode="before")(classmethod(lambda _cls, value: check_time(value)))

    @field_validator("timezone")
    @classmethod
    def _zone(cls, value: str) -> str:
        return check_zone(value) if value else value

    @field_validator("days", "quiet")
    @classmethod
    def _readable(cls, value: str, info: Any) -> str:
        if info.field_name == "days":
            read_days(value)
        else:
            read_quiet(value, "UTC")
        return value

    @field_validator("cron")
    @classmethod
    def _fields(cls, value: str) -> str:
        if value and (problem := check_cron(value)):
            raise ValueError(f"{value!r}: {problem}; write it like 0 7 * * 1-5")
        return value

    @model_validator(mode="after")
    def _one_cadence(self) -> Self:
        said = [name for name, value in (("at", self.at), ("cron", self.cron), ("immediate", self.immediate)) if value]
        if len(said) > 1:
            raise ValueError(f"{' and '.join(said)} are two answers to when; leave all but one out")
        if self.days and (self.cron or self.immediate):
            raise ValueError("days go with at; cron and immediate say their own")
        return self

    def subscription(self, name: str, defaults: DigestSettings, *, is_own: bool = False) -> Subscription:
        """Return it as a value, with what is not said taken from the digest settings."""
        zone = self.timezone or defaults.timezone
        at = self.at or (None if self.cron or self.immediate else defaults.at)
        return Subscription(
            name,
            read_cadence(zone, at=at, days=self.days, cron=self.cron, immediate=self.immediate),
            zone,
            query=self.query,
            topics=tuple(self.topics),
            langs=tuple(lang.lower() for lang in self.langs),
            to=tuple(dict.fromkeys(self.to)),
            tells=tuple(self.tells),
            when_empty=self.when_empty,
            quiet=read_quiet(self.quiet, zone),
            alerts=self.alerts,
            is_own=is_own,
        )


class ChannelSettings(BaseModel):
    """Somewhere a digest goes: a webhook, a folder, or a service that apprise knows."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["webhook", "file", "apprise"]
    url: SecretStr = SecretStr("")
    """Of a webhook, or as apprise writes it; a key to the service, so it stays out of logs."""
    secret: SecretStr = SecretStr("")
    """What a webhook's receiver checks signatures with: whsec_ and base64, as Standard Webhooks has it."""
    path: Path | None = None
    """The folder of a file channel."""
    form: Form | None = None
    """What is sent: json to a webhook, markdown to a folder, text to a service, where nothing is said."""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        _NEEDS[self.kind](self)
        return self

    @property
    def sent_form(self) -> str:
        """The form that goes there."""
        return self.form or {"webhook": "json", "file": "markdown", "apprise": "text"}[self.kind]


def _check_webhook(channel: ChannelSettings) -> None:
    url = channel.url.get_secret_value()
    if not url:
        raise ValueError("a webhook needs its url")
    if problem := objection(url):
        raise ValueError(f"the webhook's {problem}")
    if channel.path:
        raise ValueError("path belongs to kind file")


def _check_file(channel: ChannelSettings) -> None:
    if channel.path is None:
        raise ValueError("a file channel needs the path of a folder")
    if channel.url.get_secret_value() or channel.secret.get_secret_value():
        raise ValueError("url and secret belong to webhooks")


def _check_apprise(channel: ChannelSettings) -> None:
    if "://" not in channel.url.get_secret_value():
        raise ValueError("an apprise channel needs its url, such as ntfy://topic")


_NEEDS: dict[str, Callable[[ChannelSettings], None]] = {"webhook": _check_webhook, "file": _check_file, "apprise": _check_apprise}

"""Settings: khazri.toml in the working folder, and KHAZRI_ variables over it."""

import os
import re
from collections.abc import Mapping
from datetime import timedelta
from difflib import get_close_matches
from ipaddress import ip_network
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict
from pydantic_settings.exceptions import SettingsError as SourceError

from desk.reader_settings import ChannelSettings, DigestSettings, MailboxSettings, MailSettings, SubscriptionSettings, Words
from news.addresses import Network, objection
from news.errors import SettingsError
from news.subscriptions import is_name
from news.tables import read_table
from news.version import VERSION
from storage import failpoints

MONTH = 31 * 86400.0  # seconds; whoever looks at news less often has mistaken the unit
SETTINGS_FILE = Path("khazri.toml")
_OF_NAMED = ("KHAZRI_CHANNELS__", "KHAZRI_SUBSCRIPTIONS__")  # tables whose names their owner chose
PAGER = "KHAZRI_PAGER"  # read by desk/pager.py, as PAGER is


SHORTEST_TOKEN = 32  # characters; khazri serve --new-token writes 43, which hold 256 bits
_HOST = re.compile(r"[a-z0-9.-]{1,253}|\[[0-9a-f:.]{2,45}\]")


class WebSettings(BaseModel):
    """Who may ask the pages and the API, and under which names."""

    model_config = ConfigDict(extra="forbid")

    token: SecretStr = SecretStr("")
    hosts: Words = []
    """Names, besides localhost, that a browser may know this server by."""

    @field_validator("token")
    @classmethod
    def _long_enough(cls, value: SecretStr) -> SecretStr:
        return _checked_token(value)

    @field_validator("hosts")
    @classmethod
    def _names(cls, value: list[str]) -> list[str]:
        for name in value:
            if not _HOST.fullmatch(name.lower()):
                raise ValueError(f"{name!r} is no name of a host; write it without scheme and port, such as news.example.org")
        return [name.lower() for name in value]


def _checked_token(value: SecretStr) -> SecretStr:
    secret = value.get_secret_value()
    if secret and (len(secret) < SHORTEST_TOKEN or not secret.isascii() or not secret.isprintable() or " " in secret):
        raise ValueError(f"a token has {SHORTEST_TOKEN} characters of ASCII at least, without spaces; khazri serve --new-token writes one")
    return value


class Settings(BaseSettings):
    """Everything that can be set."""

    model_config = SettingsConfigDict(env_prefix="KHAZRI_", env_nested_delimiter="__", extra="forbid")

    database_url: str = "sqlite:///khazri.db"
    sources: Path | None = None
    """A sources file to use instead of the shipped one."""
    more_sources: Path | None = None
    """A sources file to use beside that one; sources.local.toml in the working folder, if it is there."""
    beat: Path | None = None
    """A beat's folder to use instead of the shipped one."""
    contact: str = ""
    """An address or a web page for webmasters, sent with every request."""
    allow_networks: Words = []
    """Networks inside our own walls that crawls may reach, such as 127.0.0.0/8."""
    crawl_every: float = Field(default=60.0, ge=0.1, allow_inf_nan=False)
    """Seconds between two times that the scheduler asks which feeds are due."""
    look_every: float = Field(default=900.0, gt=0, le=MONTH, allow_inf_nan=False)
    """Seconds between two looks at one feed."""
    memory_limit: int = Field(default=1024, ge=128)
    """MB that the scheduler, or a worker, and its parser processes may take before it starts itself anew."""
    fleet: bool = False
    """Whether ``khazri run`` hands crawls out to the workers of a fleet instead of crawling itself; on PostgreSQL alone."""
    worker_crawls: int = Field(default=8, ge=1, le=64)
    """Crawls that one ``khazri worker`` carries out side by side, each of one source."""
    archive: Literal["off", "warc"] = "off"
    """Whether crawls keep what they fetch, as it came."""
    archive_folder: Path = Path("warc")
    """Where they keep it."""
    ping_url: str = ""
    """An address that is asked for after each crawl that went well, for a service that raises an alarm when it is not."""
    token: SecretStr = SecretStr("")
    """The token of the web pages, for a variable with a short name; it stands over that of ``web``."""
    digest: DigestSettings = DigestSettings()
    mail: MailSettings = MailSettings()
    subscriptions: dict[str, SubscriptionSettings] = {}
    """By name: who is told what, besides those that ``khazri subscriptions add`` made."""
    channels: dict[str, ChannelSettings] = {}
    """By name: where digests go that are not mailed through ``mail``."""
    web: WebSettings = WebSettings()

    @field_validator("token")
    @classmethod
    def _long_enough(cls, value: SecretStr) -> SecretStr:
        return _checked_token(value)

    @field_validator("allow_networks")
    @classmethod
    def _networks(cls, value: list[str]) -> list[str]:
        for network in value:
            ip_network(network)
        return value

    @field_validator("channels")
    @classmethod
    def _channel_names(cls, value: dict[str, ChannelSettings]) -> dict[str, ChannelSettings]:
        for name in value:
            if not is_name(name) or name == "mail":
                raise ValueError(f"{name!r} is no name of a channel; write small letters, digits and hyphens, and not mail")
        return value

    @field_validator("ping_url")
    @classmethod
    def _web_address(cls, value: str) -> str:
        if value and (problem := objection(value)):
            raise ValueError(f"{problem}; write one like https://ping.example.org/khazri")
        return value

    @field_validator("contact")
    @classmethod
    def _one_line(cls, value: str) -> str:
        if any(ord(sign) < 32 or sign in "()" for sign in value):
            raise ValueError("brackets and control characters cannot be sent")
        return value

    @property
    def networks(self) -> tuple[Network, ...]:
        """The allowed networks as values."""
        return tuple(ip_network(network) for network in self.allow_networks)

    @property
    def kept_in(self) -> Path | None:
        """The folder in which crawls keep what they fetch; nothing where they keep nothing."""
        return self.archive_folder if self.archive == "warc" else None

    @property
    def web_token(self) -> str:
        """What must be known to see the pages; empty where nothing must."""
        return self.token.get_secret_value() or self.web.token.get_secret_value()

    @property
    def user_agent(self) -> str:
        """What this crawler calls itself, with whom to write to."""
        return f"Khazri/{VERSION} (news monitor{'; ' + self.contact if self.contact else ''})"

    @property
    def look_interval(self) -> timedelta:
        """The time between two looks at one feed."""
        return timedelta(seconds=self.look_every)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let variables stand over the file."""
        return env_settings, init_settings


def read_settings(path: Path | None = None) -> Settings:
    """Read the settings from a file (khazri.toml in the working folder, if there) and the environment.

    Raises SettingsError with the setting's name and what it should be.
    """
    file = path or (SETTINGS_FILE if SETTINGS_FILE.exists() else None)
    _refuse_unknown_variables(os.environ)
    values = read_table(file).values if file else {}
    try:
        return Settings(**values)  # type: ignore[arg-type]  # pydantic checks what the file says
    except ValidationError as error:
        raise _told(error, file) from error
    except SourceError as error:
        raise SettingsError(str(error), "see docs/how-to/configure.md") from error


def _refuse_unknown_variables(environment: Mapping[str, str]) -> None:
    """Refuse a KHAZRI_ variable that no setting reads: it was meant to change something."""
    known = {f"KHAZRI_{name}".upper() for name in Settings.model_fields} | {failpoints.VARIABLE, PAGER}
    tables = (("digest", DigestSettings), ("mail", MailSettings), ("mail__mailbox", MailboxSettings), ("web", WebSettings))
    for table, model in tables:
        known |= {f"KHAZRI_{table}__{name}".upper() for name in model.model_fields}
    for name in environment:
        if name.upper().startswith("KHAZRI_") and name.upper() not in known and not name.upper().startswith(_OF_NAMED):
            near = get_close_matches(name.upper(), sorted(known), n=1)
            remedy = f"did you mean {near[0]}?" if near else "see docs/how-to/configure.md for those there are"
            raise SettingsError(f"unknown variable {name}", remedy)


def _told(error: ValidationError, file: Path | None) -> SettingsError:
    first = error.errors(include_url=False, include_input=False)[0]
    name = ".".join(str(part) for part in first["loc"])
    where = f"{file}: " if file else ""
    variable = "KHAZRI_" + name.upper().replace(".", "__")
    message = first["msg"].removeprefix("Value error, ")
    if first["type"] == "extra_forbidden":
        return SettingsError(f"{where}unknown setting {name!r}", "see docs/how-to/configure.md for those there are")
    return SettingsError(f"{where}setting {name!r}: {message[:1].lower()}{message[1:]}", f"mend it there or in {variable}")

"""Settings: khazri.toml in the working folder, and KHAZRI_ variables over it."""

import os
import re
from collections.abc import Mapping
from datetime import time, timedelta
from difflib import get_close_matches
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict
from pydantic_settings.exceptions import SettingsError as SourceError

from news.addresses import Network, objection
from news.errors import SettingsError
from news.tables import read_table
from news.version import VERSION
from storage import failpoints

MONTH = 31 * 86400.0  # seconds; whoever looks at news less often has mistaken the unit
SETTINGS_FILE = Path("khazri.toml")
PAGER = "KHAZRI_PAGER"  # read by desk/pager.py, as PAGER is


def _split(value: Any) -> Any:
    """Let a list be written as words separated by commas, as a variable must."""
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


Words = Annotated[list[str], NoDecode, BeforeValidator(_split)]


class MailSettings(BaseModel):
    """The SMTP server that digests go through, and who gets them."""

    model_config = ConfigDict(extra="forbid")

    host: str = ""
    port: int = Field(default=587, ge=1, le=65535)
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str = ""
    password: SecretStr = SecretStr("")
    sender: str = ""
    to: Words = []

    @field_validator("sender", "to")
    @classmethod
    def _one_address(cls, value: Any) -> Any:
        for address in [value] if isinstance(value, str) else value:
            plain = address.isascii() and address.isprintable() and not any(sign in address for sign in " ,;<>")
            if not plain or (address and "@" not in address):
                raise ValueError(f"{address!r} is no plain mail address")
        return value


class DigestSettings(BaseModel):
    """When the daily digest is made."""

    model_config = ConfigDict(extra="forbid")

    at: time = time(7, 0)
    timezone: str = "Asia/Baku"

    @field_validator("at", mode="before")
    @classmethod
    def _written_as_time(cls, value: Any) -> Any:
        if not isinstance(value, str | time):
            raise ValueError('write a time of the day in quotation marks: "07:00"')
        return value

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError(f"{value!r} is no time zone; write one like Asia/Baku") from error
        return value


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
    """MB that the scheduler and its parser processes may take before it starts itself anew."""
    ping_url: str = ""
    """An address that is asked for after each crawl that went well, for a service that raises an alarm when it is not."""
    token: SecretStr = SecretStr("")
    """The token of the web pages, for a variable with a short name; it stands over that of ``web``."""
    digest: DigestSettings = DigestSettings()
    mail: MailSettings = MailSettings()
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
    for table, model in (("digest", DigestSettings), ("mail", MailSettings), ("web", WebSettings)):
        known |= {f"KHAZRI_{table}__{name}".upper() for name in model.model_fields}
    for name in environment:
        if name.upper().startswith("KHAZRI_") and name.upper() not in known:
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

"""What was said before a command's name. Little to import: a command brings its own when it begins."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desk.settings import Settings


@dataclass(frozen=True, slots=True)
class Options:
    """What was said before the command's name."""

    config: Path | None = None
    database: str | None = None
    beat: Path | None = None
    verbose: bool = False

    def settings(self) -> "Settings":
        """Read the settings, with the options over them."""
        from desk.settings import read_settings  # noqa: PLC0415 - brings pydantic

        over = {"database_url": self.database, "beat": self.beat}
        return read_settings(self.config).model_copy(update={name: value for name, value in over.items() if value is not None})

"""The month of digests on both databases, with a look at the clock every hour."""

from pathlib import Path

import pytest

from storage import about
from storage.database import open_database
from tests.integration.test_month import live_a_month


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_month_hour_by_hour(request: pytest.FixtureRequest, tmp_path: Path, kind: str) -> None:
    url = f"sqlite:///{tmp_path}/khazri.db" if kind == "sqlite" else str(request.getfixturevalue("postgresql")("month"))
    with open_database(url) as archive:
        about.clear(archive)
        live_a_month(archive, tmp_path, hours=1)

from collections.abc import Iterator

import pytest

from demo.contents import Contents, read_contents
from demo.press import Press
from demo.serving import RunningPress


@pytest.fixture(scope="session")
def contents() -> Contents:
    return read_contents()


@pytest.fixture(scope="session")
def press(contents: Contents) -> Press:
    return Press(contents, {outlet.id: f"http://127.0.0.1:{4000 + number}/" for number, outlet in enumerate(contents.outlets)})


@pytest.fixture
def running() -> Iterator[RunningPress]:
    with RunningPress() as running:
        yield running

"""Everything that can go wrong and is told to a person, in one tree.

    KhazriError
    ├── UsageError               wrong use: exit code 2
    │   ├── TableError           a TOML file of sources, topics or a beat: file, line, remedy
    │   ├── UnknownSource        a source name that no sources file holds
    │   ├── QueryError           a question to the archive that cannot be read
    │   │   └── MisreadQuery     with its place, to point at: news/searching/pointing.py
    │   └── SettingsError        khazri.toml or a KHAZRI_ variable
    └── Failure                  something failed: exit code 1
        ├── DatabaseError        cannot be opened, read or written
        │   ├── DatabaseMissing  there is none yet
        │   ├── DatabaseTooNew   made by a later version of Khazri
        │   └── AnswerTooSlow    a question took longer than whoever asks may wait
        ├── InputError           a file given on the command line cannot be read
        └── DeliveryError        a digest could not be handed over

Each message is one line: what is wrong, with its subject, and what to do about it.
Expected outcomes (a page that is no article, a feed that did not change) are return values, not errors.
"""


class KhazriError(Exception):
    """The root of all errors that a person is told about."""

    exit_code = 1

    def __init__(self, what: str, remedy: str = "") -> None:
        self.what = what
        self.remedy = remedy
        super().__init__(f"{what}; {remedy}" if remedy else what)


class UsageError(KhazriError):
    """The command was used wrongly, or a file it was given says something impossible."""

    exit_code = 2


class TableError(UsageError):
    """A TOML file of sources, topics or a beat is wrong at one line."""

    def __init__(self, file: str, line: int, what: str, remedy: str) -> None:
        self.file = file
        self.line = line
        super().__init__(f"{file}:{line}: {what}", remedy)


class UnknownSource(UsageError):
    """A source was named that is not in the list."""


class QueryError(UsageError):
    """A question to the archive cannot be read."""


class SettingsError(UsageError):
    """A setting in khazri.toml or in a KHAZRI_ variable is wrong."""


class Failure(KhazriError):
    """Something that should have worked did not."""


class DatabaseError(Failure):
    """The database cannot be opened, read or written."""


class DatabaseMissing(DatabaseError):
    """There is no database yet."""


class DatabaseTooNew(DatabaseError):
    """The database was made by a later version of Khazri than this one."""


class AnswerTooSlow(DatabaseError):
    """A question to the archive took longer than it may."""


class InputError(Failure):
    """A file given on the command line cannot be read."""


class DeliveryError(Failure):
    """A digest could not be handed over."""

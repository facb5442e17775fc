"""Why announced pages gave no article, sorted by who must do something about it."""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Literal

Unread = Literal["challenges", "empty-bodies", "refused", "unreachable", "template-change"]

# The first class that fits wins; reasons are those of the ledger, without what the number of tries adds.
_CLASSES: tuple[tuple[Unread, re.Pattern[str]], ...] = (
    ("challenges", re.compile(r"challenge|captcha")),
    ("empty-bodies", re.compile(r"empty|no text")),
    ("refused", re.compile(r"HTTP (?:401|402|403|407|429|451)|robots\.txt forbids|refused|login page")),
    ("unreachable", re.compile(r"HTTP 5\d\d|server error|timed out|host not found|connection|answer c|failed|robots\.txt answers")),
)


def class_of(reason: str) -> Unread:
    """Say what kind of trouble a reason in the ledger speaks of; a page that came and is no article is a matter of the template."""
    return next((kind for kind, pattern in _CLASSES if pattern.match(reason)), "template-change")


def main_trouble(reasons: Mapping[str, int]) -> tuple[Unread, str]:
    """Return the class that most pages belong to, and its commonest reason; ``template-change`` and no reason where there are none."""
    classes = Counter[Unread]()
    for reason, count in reasons.items():
        classes[class_of(reason)] += count
    if not classes:
        return "template-change", ""
    kind = classes.most_common(1)[0][0]
    return kind, max((reason for reason in reasons if class_of(reason) == kind), key=lambda reason: reasons[reason])

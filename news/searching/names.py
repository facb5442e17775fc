"""Names that are written in another alphabet or by another ear, brought to one key."""

from news.words import Form


def name_key(form: Form, lang: str | None) -> str | None:
    """Return the key of a word of a text that may be a name; None where it is too short to tell names apart."""
    return None


def name_keys_asked(form: Form) -> tuple[str, ...]:
    """Return the keys under which texts may hold a name that is asked for."""
    return ()

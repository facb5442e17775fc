"""Stems of Azerbaijani and Turkish, whose words take suffixes one behind another: plural, possessive, case, copula; voice, tense, person.

The order of work for one word of a text:

1. An irregular word is read as another form of its own that the rules read right.
2. The suffixes of a verb's tense go.
3. Of any other word those of the noun go, layer by layer from the end, where the letters around them and vowel harmony allow it.
4. What is left gets a hard last consonant (kitab, kitap) and loses a vowel that it may lose (oğul, oğlu).

Diacritics are folded, so that harmony knows a, e, i (also for ı), o (for ö) and u (for ü). One vowel alone behind a consonant may be a case
or the word's own (səfirə, müharibə): it stays in the text's token, and a question asks for both.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_VOWELS = frozenset("aeiou")
_VOICELESS = frozenset("cfhkpqstx")  # c is also ç, s also ş
_AGREES: Mapping[str, str] = {"a": "ai", "e": "ei", "i": "aei", "o": "aeu", "u": "aeu"}
"""The vowels that a suffix may begin with behind the last vowel of what is before it."""
_SYNCOPE_ENDS = frozenset("lrnmzs")

_HIGH_VOWEL: Mapping[str, str] = {"a": "i", "e": "i", "i": "i", "o": "u", "u": "u"}


class Suffixes:
    """Suffixes of one layer; at most one of them goes, the longest that fits."""

    def __init__(self, text: str) -> None:
        """Read suffixes such as ``v:nIn``: behind a vowel, with ``A`` for a or e and ``I`` for i or u.

        ``c:`` is behind a consonant, ``k:`` behind a voiceless one, ``i:`` behind a high vowel; ``in>dI`` puts ``in`` for the suffix.
        """
        self._table: dict[str, tuple[str, str]] = {}
        for entry in text.split():
            behind, _, suffix = entry.rpartition(":")
            put, _, suffix = suffix.rpartition(">")
            for each, instead in zip(_spelled(suffix), _spelled(put), strict=False):
                self._table.setdefault(each, (behind, instead))
        self._longest = max(map(len, self._table), default=0)

    def without(self, word: str, least: int) -> str | None:
        """Return a word without its suffix if at least so many letters stay, one of them a vowel; None where no suffix fits."""
        for length in range(min(self._longest, len(word) - least), 0, -1):
            found = self._table.get(word[-length:])
            if found and _fits(word[:-length], word[-length:], found[0]):
                return word[:-length] + found[1]
        return None


def _spelled(suffix: str) -> Iterator[str]:
    """Yield the spellings of a suffix with ``A`` and ``I``; u stands only up to the first wide vowel."""
    for wide in "ae":
        for first, more in ("ii", "uu", "ui"):
            yield suffix.replace("I", first, 1).replace("I", more).replace("A", wide)


def _fits(rest: str, suffix: str, behind: str) -> bool:
    last = rest[-1]
    if behind == "v":
        right = last in _VOWELS
    elif behind == "c":
        right = last not in _VOWELS
    elif behind == "i":
        right = last in "iu"
    else:
        right = not behind or last in _VOICELESS
    return right and _agree(_last_vowel(rest), _first_vowel(suffix), last)


def _agree(before: str, after: str, last: str) -> bool:
    if not before:
        return False
    return not after or after in _AGREES[before] or (after == "e" and last in "ltr") or (after == "u" and last == "v")


def _wide_vowels(word: str) -> str:
    """Return the wide vowels that a suffix of a word may have, the likelier first: both where folding hides which, or loanwords waver."""
    vowels = [letter for letter in word if letter in _VOWELS]
    likely = "a" if vowels[-1] == "a" or (vowels[-1] != "e" and "a" in vowels) else "e"
    wavers = likely not in vowels or (likely == "a" and (vowels[-1] != "a" or word[-1] in "lt"))
    return ("ae" if likely == "a" else "ea") if wavers else likely


def _last_vowel(text: str) -> str:
    return next((letter for letter in reversed(text) if letter in _VOWELS), "")


def _first_vowel(text: str) -> str:
    return next((letter for letter in text if letter in _VOWELS), "")


@dataclass(frozen=True, slots=True)
class Turkic:
    """How words of one Turkic language are stemmed."""

    tenses: Suffixes
    participles: Suffixes
    """Endings of verbs that short nouns have too."""
    layers: tuple[Suffixes, ...]
    """Of nouns, from the end: copula, case, possessive, plural."""
    infinitives: tuple[str, str]
    softened: Mapping[str, str]
    """What the last consonant of a word becomes before a vowel."""
    softened_verbs: Mapping[str, str]
    """The same of verbs of two syllables or more."""
    hardened: Mapping[str, str]
    """How a stem's last consonant is kept."""
    hardened_long: Mapping[str, str]
    """The same where five letters or more are left."""
    present: tuple[str, ...]
    """Suffixes of tenses that are not told from nouns: a question asks for them."""
    irregular: Mapping[str, str]
    whole: frozenset[str]

    def stem(self, word: str) -> str:
        """Return the token of a word of a text."""
        word = self.irregular.get(word, word)
        return self._shaped(self._peeled(word))

    def asked(self, word: str) -> list[str]:
        """Return the tokens of a word of a question: the stem, and what else texts may hold it under; with repetitions."""
        regular = self.irregular.get(word, word)
        if regular != word:
            return [*self.asked(regular), self._shaped(word)]
        if len(word) > 4 and word.endswith(self.infinitives) and word not in self.whole:
            return [self.stem(word), *self._verb(word[:-3]), self._shaped(word), *self._noun(word)]
        peeled = self._peeled(word)
        if len(word) < 3:
            return [self._shaped(peeled)]
        return [self._shaped(peeled), *self._longer(word, peeled), *self._bases(word, peeled), *self._noun(word)]

    def _peeled(self, word: str) -> str:
        if word in self.whole:
            return word
        base = self.tenses.without(word, 2)
        if base is not None and (len(base) > 2 or base[0] in _VOWELS):
            return base
        base = self.participles.without(word, 3)
        if base is not None:
            return base
        for _ in range(2):
            for layer in self.layers:
                rest = layer.without(word, 2 if word[0] in _VOWELS or layer is self.layers[-1] else 3)
                if rest is not None:
                    word = rest
                if word in self.whole:
                    return word
            if not word.endswith(("daki", "deki", "taki", "teki")):
                break
            word = word[:-4] if len(word) > 6 else word
        return word

    def _shaped(self, stem: str) -> str:
        """Return a stem with a hard end and without the vowel that some stems lose before others: oğul, oğlu."""
        if len(stem) > 4 and stem[-1] in self.hardened_long:
            stem = stem[:-1] + self.hardened_long[stem[-1]]
        elif len(stem) > 2 and stem[-1] in self.hardened:
            stem = stem[:-1] + self.hardened[stem[-1]]
        tail = stem[-1:] if stem[-1:] in _VOWELS else ""
        body = stem.removesuffix(tail) if tail else stem
        if 4 <= len(body) <= 5 and body[-1] in _SYNCOPE_ENDS and body[-2] in "iu" and body[-3] not in _VOWELS and body[-4] in _VOWELS:
            return body[:-2] + body[-1] + tail
        return stem

    def _noun(self, word: str) -> Iterator[str]:
        """Yield the stems of a word's own forms: as it stands, with a vowel behind it, without its last vowel."""
        yield self._shaped(word)
        vowel = _last_vowel(word)
        if not vowel:
            return
        if word[-1] in _VOWELS:
            if word[-2] not in _VOWELS and (len(word) > 3 or word[0] in _VOWELS):
                yield self._shaped(word[:-1])
                if word[-1] in "iu" and word[-2] in _SYNCOPE_ENDS and word[-3] not in _VOWELS:
                    yield self.stem(f"{word[:-2]}{word[-1]}{word[-2]}")
            return
        softened = word[:-1] + self.softened.get(word[-1], word[-1])
        is_soft = len(word) > 3 and (word[-2] in _VOWELS or softened.endswith("ng"))
        for ending in (_HIGH_VOWEL[vowel], *_wide_vowels(word)):
            yield self.stem((softened if is_soft else word) + ending)
            yield self._shaped((softened if is_soft else word) + ending)

    def _longer(self, word: str, peeled: str) -> Iterator[str]:
        """Yield stems that end in a letter which was taken for the beginning of a suffix: vətən-in, not vətə-nin."""
        if not word.startswith(peeled):
            return
        if "yor" in word[len(peeled) :]:
            yield from (self._shaped(peeled + wide) for wide in "ae")
        for length in range(len(peeled) + 1, min(len(peeled) + 4, len(word))):
            if word[length - 1] not in _VOWELS:
                yield self._shaped(word[:length])
                yield self.stem(word[:length])
                if word[length - 1] in "yg" and word[length - 2] in _VOWELS:
                    yield word[: length - 1] + "k"
                break
        if peeled != word:
            yield self.stem(peeled)
            if word[len(peeled)] in "iu":
                yield self._shaped(word[: len(peeled) + 1])
            if peeled[-1] in _VOWELS and len(peeled) > 3:
                yield self._shaped(peeled[:-1])
            if word[len(peeled) :].startswith(("lari", "leri")):
                yield self._shaped(peeled + _HIGH_VOWEL[_last_vowel(peeled) or "e"])

    def _verb(self, base: str) -> Iterator[str]:
        """Yield the stems of the forms of a verb."""
        yield self._shaped(base)
        wides, high = _wide_vowels(base if _last_vowel(base) else base + "e"), _HIGH_VOWEL[_last_vowel(base) or "e"]
        if sum(letter in _VOWELS for letter in base) > 1:
            base = base[:-1] + self.softened_verbs.get(base[-1], base[-1])
        if base[-1] in _VOWELS:
            passive, buffer = base + "n", "y"
        else:
            passive, buffer = base + high + ("n" if base[-1] == "l" else "l"), ""
        yield self._shaped(passive)
        if buffer:
            yield self._shaped(base[:-1])
        yield from (self._shaped(f"{base}{buffer}{wide}n") for wide in wides)
        for each in self.present:
            yield self.stem(f"{base}{buffer}{each.replace('I', high)}")

    def _bases(self, word: str, peeled: str) -> Iterator[str]:
        """Yield the bases of a verb: of a passive, a participle, a present."""
        for each in dict.fromkeys((peeled, word)):
            for end in ("il", "ul", "in", "un", "en", "an", "ir", "ur", "ar", "er"):
                if each.endswith(end) and (len(each) > 4 or (len(each) == 4 and each[0] in _VOWELS)):
                    yield self._shaped(each[:-2].removesuffix("y"))
            if each.endswith(("an", "en")) and len(each) > 4:
                yield self._shaped(each[:-1])


def layers(*texts: str) -> tuple[Suffixes, ...]:
    """Read the layers of a noun's suffixes, from the end of the word."""
    return tuple(map(Suffixes, texts))

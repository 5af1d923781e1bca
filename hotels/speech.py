"""How long speech takes and whether a phrase was said.

Stands apart because hotels and the telephone network must agree on both. Pure functions of text.
"""

import re
import unicodedata
from functools import lru_cache

WORDS_PER_SECOND = 2.5  # 150 words a minute, an ordinary speaking rate


def speech_seconds(text: str) -> float:
    """Seconds of script time to speak `text`; at least 0.4."""
    return max(1, len(text.split())) / WORDS_PER_SECOND


def spoken_after(text: str, seconds: float) -> str:
    """The words of `text` that are out after `seconds` of speaking."""
    return " ".join(text.split()[: int(seconds * WORDS_PER_SECOND)])


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[str, ...]:
    """Lower-case words without accents and punctuation: "Señor O'Neil," is senor, oneil."""
    plain = unicodedata.normalize("NFKD", text.replace("'", "").replace("\u2019", ""))
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return tuple(re.findall(r"[a-z0-9]+", letters.lower()))


def says_phrase(text: str, phrase: str) -> bool:
    """Whether the words of `phrase` stand side by side in `text`."""
    said, wanted = words(text), words(phrase)
    return any(
        said[start : start + len(wanted)] == wanted for start in range(len(said) - len(wanted) + 1)
    )

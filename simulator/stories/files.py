"""Stories as files, and the samples: where they lie, and what is said of one that cannot be read.

It stands apart because command line, pytest plugin and tests read the same files; the readers of
texts know none. Invariant: whatever is wrong with a file is told by Unusable.
"""

import csv
from functools import cache
from pathlib import Path

from generated.values import Invalid
from hotels.script import Hotel, load
from simulator.stories.reading import read_story, story_of
from simulator.stories.story import Story
from simulator.unusable import Unusable

ROOT = Path(__file__).resolve().parents[2]
STORIES = ROOT / "tests" / "stories"
SAMPLE_HOTELS = ROOT / "samples" / "hotels.yaml"
SAMPLE_RECORDS = ROOT / "samples" / "records.csv"


def load_story(file: Path, shown_as: str) -> Story:
    """Read a story's file, which messages call `shown_as`. Raises Unusable."""
    read = read_story(_text(file, shown_as), sample_hotels())
    if read.story is None:
        raise Unusable(read.report(shown_as))
    return read.story


def sample_story() -> Story:
    """The sample records, as a story without expectations. Raises Unusable."""
    rows = csv.DictReader(_text(SAMPLE_RECORDS, str(SAMPLE_RECORDS)).splitlines())
    try:
        return story_of("The sample records", dict(sample_hotels()), list(rows))
    except Invalid as invalid:
        raise Unusable(f"{SAMPLE_RECORDS}: {invalid}") from None


@cache
def sample_hotels() -> dict[str, Hotel]:
    """The hotels of the samples, by their ids. Raises Unusable."""
    loaded = load(_text(SAMPLE_HOTELS, str(SAMPLE_HOTELS)))
    if loaded.problems:
        raise Unusable(loaded.report(str(SAMPLE_HOTELS)))
    return loaded.hotels


def _text(file: Path, shown_as: str) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise Unusable(f"cannot read {shown_as}: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise Unusable(f"{shown_as}: byte {error.start + 1} is no UTF-8 text") from None

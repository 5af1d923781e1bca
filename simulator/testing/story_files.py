"""Stories as tests: each file in the folders of the ini option `stories` is one.

Stands apart from `simulate`, which runs one flow and no world. Invariant: where the option is not
set, no file is looked at; a failing story shows its transcript, never Python's traceback.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from simulator.unusable import Unusable

if TYPE_CHECKING:
    from pytest import ExceptionInfo  # noqa: PT013 - it is named in a signature alone

SUFFIXES = (".yaml", ".yml")


class StoryFailed(Exception):  # noqa: N818 - it says what became of the story
    """The text for the person who reads the report."""


class StoryFile(pytest.File):
    """A file with one story."""

    def collect(self) -> Iterator["StoryItem"]:
        """Give the story, which is read when its turn comes, so that others run if it is broken."""
        yield StoryItem.from_parent(self, name=self.path.stem)


class StoryItem(pytest.Item):
    """A story that is told to the simulated world."""

    def runtest(self) -> None:
        """Tell it."""
        from simulator.stories.files import load_story  # noqa: PLC0415 - loads the whole world
        from simulator.stories.telling import tell  # noqa: PLC0415 - as above

        try:
            story = load_story(self.path, self.reportinfo()[2])
        except Unusable as problems:
            raise StoryFailed(str(problems)) from None
        told = tell(story)
        if told.problems:
            raise StoryFailed(told.transcript())

    def repr_failure(  # type: ignore[override]  # a text will do, as pytest's own items show
        self, excinfo: "ExceptionInfo[BaseException]"
    ) -> object:
        """Show what became of the story."""
        if isinstance(excinfo.value, StoryFailed):
            return str(excinfo.value)
        return super().repr_failure(excinfo)

    def reportinfo(self) -> tuple[Path, None, str]:
        """Name the file as a person would from where pytest began."""
        root = self.config.rootpath
        path = self.path
        return path, None, str(path.relative_to(root) if path.is_relative_to(root) else path)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the option."""
    parser.addini("stories", "files or folders whose YAML files are stories", "paths", default=[])


def pytest_configure(config: pytest.Config) -> None:
    """Refuse a folder that is not there: nobody would notice that its stories do not run."""
    for path in config.getini("stories"):
        if not path.exists():
            raise pytest.UsageError(f"stories: there is no file or folder {path}")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> StoryFile | None:
    """Collect a story's file."""
    folders = parent.config.getini("stories")
    if file_path.suffix in SUFFIXES and any(file_path.is_relative_to(each) for each in folders):
        return StoryFile.from_parent(parent, path=file_path)
    return None

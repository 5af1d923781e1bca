"""All tests may `simulate`; the stories of tests/stories (pyproject.toml, `stories`) are tests."""

pytest_plugins = ["simulator.testing"]

"""The app synthesized in this process, as CloudFormation's resources."""

import json
from pathlib import Path
from typing import Any, NamedTuple

import aws_cdk as cdk

from infra.functions import InstallLibraries
from infra.stack import SystemStack, find_stage

Properties = dict[str, Any]


class Template(NamedTuple):
    """A template: its text, and its resources by logical id."""

    text: str
    resources: dict[str, dict[str, Any]]

    def all(self, kind: str) -> dict[str, Properties]:
        """Give the properties of all resources of a type, by logical id."""
        return {
            name: resource["Properties"]
            for name, resource in self.resources.items()
            if resource["Type"] == f"AWS::{kind}"
        }

    def named(self, kind: str, key: str) -> dict[str, Properties]:
        """Give the properties of all resources of a type, by one of their properties."""
        return {str(properties[key]): properties for properties in self.all(kind).values()}


def synthesize(stage: str, folder: Path, install: InstallLibraries | None = None) -> Template:
    """Synthesize the app for a stage into `folder`."""
    app = cdk.App(outdir=str(folder))
    stack = SystemStack(app, find_stage(stage), install)
    app.synth()
    text = (folder / f"{stack.artifact_id}.template.json").read_text()
    return Template(text, json.loads(text)["Resources"])


def actions(policy: Properties) -> set[tuple[str, str]]:
    """Give what a policy document allows as pairs of an action and its resource."""
    return {
        (action, json.dumps(resource, sort_keys=True))
        for statement in policy["Statement"]
        for action in listed(statement["Action"])
        for resource in listed(statement["Resource"])
    }


def listed(value: Any) -> list[Any]:  # noqa: ANN401 what CloudFormation writes for one or many
    """Give the items of a list, or the one item that stands for it."""
    return value if isinstance(value, list) else [value]

"""What has been built so far, by kind and by its name in the specs.

It stands apart because every row refers to others in the same few ways, and here alone a reference
becomes an ARN, a name or a URL. Invariant: each ARN is exact; no reference becomes a pattern.
"""

from typing import TYPE_CHECKING, NamedTuple, assert_never

from aws_cdk import aws_iam as iam

from generated.deployment import Arn, Kind, PhysicalName, StageName, Statement, Url, Value

if TYPE_CHECKING:
    from collections.abc import Iterable


class Thing(NamedTuple):
    """How a thing that exists in the template is spoken of."""

    arn: str
    name: str
    url: str = ""


class Things:
    """Everything that rows may refer to."""

    def __init__(self, stage: str) -> None:
        self._stage = stage
        self._things: dict[tuple[Kind, str], Thing] = {}

    def add(self, kind: Kind, name: str, thing: Thing) -> None:
        """Remember a thing under its kind and its name in the specs."""
        self._things[kind, name] = thing

    def find(self, kind: Kind, name: str) -> Thing:
        """Return a thing that is built already; KeyError means that rows are built in disorder."""
        return self._things[kind, name]

    def arn(self, kind: Kind, name: str) -> str:
        """Return the ARN of a thing that is built already."""
        return self.find(kind, name).arn

    def value(self, value: Value) -> str:
        """Say what a row's value is in the template."""
        match value:
            case str():
                return value
            case Arn(kind, name):
                return self.arn(kind, name)
            case PhysicalName(kind, name):
                return self.find(kind, name).name
            case Url(kind, name):
                return self.find(kind, name).url
            case StageName():
                return self._stage
            case _:
                assert_never(value)

    def policy(self, statements: "Iterable[Statement]") -> iam.PolicyDocument:
        """Turn a row's statements into the policy of its role, one for one."""
        return iam.PolicyDocument(
            statements=[
                iam.PolicyStatement(
                    actions=list(statement.actions),
                    resources=[
                        resource if resource == "*" else self.arn(*resource)
                        for resource in statement.resources
                    ],
                )
                for statement in statements
            ]
        )

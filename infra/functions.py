"""The Lambdas, each with its role, log group and libraries.

It stands apart because a function is the one thing that everything else leads to. Invariant: a
role may do exactly what its row's statements say; the CDK adds nothing.
"""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_lambda_destinations as destinations
from aws_cdk import aws_logs as logs

from generated import deployment as rows
from infra.code import copy_code, list_libraries
from infra.stores import Stores
from infra.things import Thing, Things

InstallLibraries = Callable[[str, rows.FunctionRow], Path]
ARCHITECTURES = {"arm64": lambda_.Architecture.ARM_64, "x86_64": lambda_.Architecture.X86_64}


class Functions:
    """Builds the Lambdas; the dead-letter queues exist.

    Without `install` they carry no libraries: whoever runs them has them.
    """

    def __init__(
        self,
        scope: cdk.Stack,
        stage: rows.StageRow,
        things: Things,
        stores: Stores,
        install: InstallLibraries | None,
    ) -> None:
        self._scope = scope
        self._stage = stage
        self._things = things
        self._stores = stores
        self._install = install
        self._layers: dict[str, lambda_.LayerVersion] = {}
        with TemporaryDirectory() as folder:
            copy_code(Path(folder))
            self._code = lambda_.Code.from_asset(folder)
            self.by_name = {row.name: self._add(row) for row in rows.FUNCTIONS}

    def _add(self, row: rows.FunctionRow) -> lambda_.Function:
        log = logs.CfnLogGroup(
            self._scope,
            f"{row.name}Log",
            log_group_name=f"/aws/lambda/{row.physical_name}",
            retention_in_days=rows.SYSTEM.keep_logs_days,
        )
        self._things.add("function_log", row.name, Thing(log.attr_arn, log.ref))
        role = iam.Role(
            self._scope,
            f"{row.name}Role",
            assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"),
            inline_policies={"Specs": self._things.policy(row.statements)},
        )
        function = lambda_.Function(
            self._scope,
            row.name,
            function_name=row.physical_name,
            description=row.doc,
            code=self._code,
            handler=row.handler,
            runtime=lambda_.Runtime(row.runtime, lambda_.RuntimeFamily.PYTHON),
            architecture=ARCHITECTURES[row.architecture],
            memory_size=row.memory_mb,
            timeout=cdk.Duration.seconds(row.timeout_seconds),
            reserved_concurrent_executions=(
                row.reserved_concurrency if self._stage.reserves_concurrency else None
            ),
            layers=self._list_layers(row),
            environment={name: self._things.value(value) for name, value in row.environment},
            on_failure=(
                destinations.SqsDestination(self._stores.dead_letters[row.dead_letters])
                if row.dead_letters
                else None
            ),
            tracing=lambda_.Tracing.ACTIVE,
            role=role.without_policy_updates(),
        )
        # Else the function's first line of log makes a group that is kept for ever.
        function.node.add_dependency(log)
        self._things.add("function", row.name, Thing(function.function_arn, function.function_name))
        return function

    def _list_layers(self, row: rows.FunctionRow) -> list[lambda_.ILayerVersion]:
        if self._install is None:
            return []
        return [self._find_layer(library, row, self._install) for library in list_libraries(row)]

    def _find_layer(
        self, library: str, row: rows.FunctionRow, install: InstallLibraries
    ) -> lambda_.LayerVersion:
        name = f"Libraries-{library}-{row.runtime}-{row.architecture}"
        if name not in self._layers:
            code = lambda_.Code.from_asset(str(install(library, row)))
            self._layers[name] = lambda_.LayerVersion(self._scope, name, code=code)
        return self._layers[name]

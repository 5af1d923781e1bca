"""The Step Functions workflows, from the reviewed definitions in `generated/asl/`.

It stands apart because a definition is deployed as it was reviewed: only its `${Name}`s are filled
in, and its own TimeoutSeconds counts (the CDK's `timeout` is ignored for a definition from text).

Invariant: no execution data is logged; it holds guests' names and task tokens.
"""

from pathlib import Path

import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from aws_cdk import aws_logs as logs
from aws_cdk import aws_stepfunctions as stepfunctions

from generated import deployment as rows
from infra.things import Thing, Things

GENERATED = Path(rows.__file__).parent


def name_flows(scope: cdk.Stack, things: Things) -> None:
    """Make the flows known before they exist: they call functions, and functions start them."""
    for row in rows.FLOWS:
        arn = scope.format_arn(
            service="states",
            resource="stateMachine",
            resource_name=row.physical_name,
            arn_format=cdk.ArnFormat.COLON_RESOURCE_NAME,
        )
        things.add("flow", row.name, Thing(arn, row.physical_name))


def add_flows(scope: cdk.Stack, things: Things) -> None:
    """Build the workflows; the functions that they call exist."""
    for row in rows.FLOWS:
        log = add_log(scope, row)
        role = iam.Role(
            scope,
            f"{row.name}Role",
            assumed_by=iam.ServicePrincipal("states.amazonaws.com"),
            inline_policies={"Specs": things.policy(row.statements)},
        )
        stepfunctions.StateMachine(
            scope,
            row.name,
            state_machine_name=row.physical_name,
            comment=row.doc,
            definition_body=stepfunctions.DefinitionBody.from_string(
                (GENERATED / row.definition).read_text()
            ),
            definition_substitutions={name: things.arn(*arn) for name, arn in row.substitutions},
            role=role.without_policy_updates(),
            logs=stepfunctions.LogOptions(
                destination=log, level=stepfunctions.LogLevel.ALL, include_execution_data=False
            ),
            tracing_enabled=True,
        )


def add_log(scope: cdk.Stack, row: rows.FlowRow) -> logs.ILogGroup:
    """Build a flow's log group."""
    group = logs.CfnLogGroup(
        scope,
        f"{row.name}LogGroup",
        # The prefix keeps the account's policy for such logs from growing past its limit.
        log_group_name=f"/aws/vendedlogs/states/{row.physical_name}",
        retention_in_days=rows.SYSTEM.keep_logs_days,
    )
    return logs.LogGroup.from_log_group_name(scope, f"{row.name}Log", group.ref)

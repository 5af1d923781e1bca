"""The template holds every row of generated/deployment.py, and nothing that no row says."""

import json
from pathlib import Path

import aws_cdk as cdk
import pytest

from generated import deployment as rows
from infra.stack import SystemStack, find_stage
from tests.infra.synthesis import Template, actions, listed

GENERATED = Path(rows.__file__).parent
ROUTES: tuple[rows.RuleRow | rows.ScheduleRow, ...] = (*rows.RULES, *rows.SCHEDULES)
QUEUES: tuple[rows.QueueRow | rows.DeadLettersRow, ...] = (*rows.QUEUES, *rows.DEAD_LETTERS)
ACTORS: tuple[rows.FunctionRow | rows.FlowRow, ...] = (*rows.FUNCTIONS, *rows.FLOWS)
PRESENT: list[tuple[str, str, tuple[str, ...]]] = [
    ("DynamoDB::Table", "TableName", tuple(row.physical_name for row in rows.TABLES)),
    ("Lambda::Function", "FunctionName", tuple(row.physical_name for row in rows.FUNCTIONS)),
    ("SecretsManager::Secret", "Name", tuple(row.physical_name for row in rows.SECRETS)),
    ("StepFunctions::StateMachine", "StateMachineName", tuple(r.physical_name for r in rows.FLOWS)),
    ("Events::EventBus", "Name", (rows.BUS.physical_name,)),
    ("Events::Rule", "Name", tuple(row.physical_name for row in ROUTES)),
    ("SQS::Queue", "QueueName", tuple(r.physical_name for r in QUEUES)),
    ("CloudWatch::Alarm", "AlarmName", tuple(row.physical_name for row in rows.ALARMS)),
    ("KMS::Alias", "AliasName", tuple(f"alias/{row.alias}" for row in rows.KEYS)),
    ("ApiGatewayV2::Route", "RouteKey", tuple(f"{r.method} {r.path}" for r in rows.ENDPOINTS)),
]


@pytest.mark.parametrize(("kind", "key", "names"), PRESENT, ids=[kind for kind, _, _ in PRESENT])
def test_each_row_is_there_and_no_other(
    local: Template, kind: str, key: str, names: tuple[str, ...]
) -> None:
    assert sorted(local.named(kind, key)) == sorted(names)


def test_there_is_a_mapping_for_each_stream_and_queue_that_is_read(local: Template) -> None:
    mappings = local.all("Lambda::EventSourceMapping")

    assert len(mappings) == len(rows.STREAMS) + len(rows.QUEUE_READERS)
    for mapping in mappings.values():
        assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


def test_a_flow_is_deployed_as_it_was_reviewed_with_its_own_timeout(local: Template) -> None:
    machines = local.named("StepFunctions::StateMachine", "StateMachineName")

    for row in rows.FLOWS:
        deployed = machines[row.physical_name]["DefinitionString"]
        assert deployed == (GENERATED / row.definition).read_text()
        assert json.loads(deployed)["TimeoutSeconds"] > 0


def test_every_name_in_a_flow_is_filled_in(local: Template) -> None:
    for machine in local.all("StepFunctions::StateMachine").values():
        text = machine["DefinitionString"]
        for name in machine["DefinitionSubstitutions"]:
            text = text.replace("${" + name + "}", "")
        assert "${" not in text


def test_no_flow_logs_execution_data(local: Template) -> None:
    machines = local.all("StepFunctions::StateMachine")

    assert machines
    assert not any(m["LoggingConfiguration"]["IncludeExecutionData"] for m in machines.values())


def test_a_rule_fires_on_the_pattern_that_was_reviewed(local: Template) -> None:
    rules = local.named("Events::Rule", "Name")

    for row in rows.RULES:
        reviewed = json.loads((GENERATED / row.definition).read_text())
        assert rules[row.physical_name]["EventPattern"] == reviewed["EventPattern"]


def test_a_schedule_tells_its_function_which_one_it_is(local: Template) -> None:
    rules = local.named("Events::Rule", "Name")

    for row in rows.SCHEDULES:
        (target,) = rules[row.physical_name]["Targets"]
        assert rules[row.physical_name]["ScheduleExpression"] == row.expression
        assert json.loads(target["Input"]) == row.input


def test_only_its_own_rule_may_write_a_rules_dead_letters(local: Template) -> None:
    rules = {p["Name"]: name for name, p in local.all("Events::Rule").items()}
    policies = {
        json.dumps(policy["Queues"]): policy for policy in local.all("SQS::QueuePolicy").values()
    }
    queues = {p["QueueName"]: name for name, p in local.all("SQS::Queue").items()}
    dead_letters = {row.name: row.physical_name for row in rows.DEAD_LETTERS}

    for row in ROUTES:
        queue = queues[dead_letters[row.dead_letters]]
        statements = policies[json.dumps([{"Ref": queue}])]["PolicyDocument"]["Statement"]
        (allowed,) = [s["Condition"] for s in statements if s["Effect"] == "Allow"]
        arn = {"Fn::GetAtt": [rules[row.physical_name], "Arn"]}
        assert allowed == {"ArnEquals": {"aws:SourceArn": arn}}


def test_what_a_function_fails_at_alone_goes_to_its_dead_letters(local: Template) -> None:
    configured = local.all("Lambda::EventInvokeConfig")

    assert len(configured) == sum(row.dead_letters is not None for row in rows.FUNCTIONS)


def test_a_role_allows_as_many_actions_as_its_row_and_nobody_adds_to_it(local: Template) -> None:
    said = {f"{row.name}Role": row.statements for row in ACTORS}
    roles = local.all("IAM::Role")

    assert local.all("IAM::Policy") == {}
    for name, statements in said.items():
        (role,) = [properties for key, properties in roles.items() if key.startswith(name)]
        (policy,) = role["Policies"]
        expected = {(a, str(r)) for s in statements for a in s.actions for r in s.resources}
        assert len(actions(policy["PolicyDocument"])) == len(expected)


def test_no_action_is_a_wildcard_and_no_resource_but_where_its_row_says_so(local: Template) -> None:
    open_actions = {
        action
        for row in ACTORS
        for statement in row.statements
        for action in statement.actions
        if statement.resources == ("*",)
    }
    for role in local.all("IAM::Role").values():
        for policy in role["Policies"]:
            for statement in policy["PolicyDocument"]["Statement"]:
                allowed = set(listed(statement["Action"]))
                assert not [action for action in allowed if "*" in action]
                assert statement["Resource"] != "*" or allowed <= open_actions


def test_a_function_gets_the_environment_of_its_row(local: Template) -> None:
    functions = local.named("Lambda::Function", "FunctionName")

    for row in rows.FUNCTIONS:
        variables = functions[row.physical_name]["Environment"]["Variables"]
        assert sorted(variables) == sorted(name for name, _ in row.environment)
        assert variables["STAGE"] == "local"
        assert functions[row.physical_name]["TracingConfig"] == {"Mode": "Active"}


def test_production_keeps_its_data_and_a_laptop_does_not(local: Template, prod: Template) -> None:
    def kept(template: Template) -> set[str]:
        return {
            resource["DeletionPolicy"]
            for resource in template.resources.values()
            if resource["Type"] in {"AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::KMS::Key"}
        }

    assert kept(prod) == {"Retain"}
    assert kept(local) == {"Delete"}
    assert all(t["DeletionProtectionEnabled"] for t in prod.all("DynamoDB::Table").values())


def test_concurrency_is_reserved_where_the_stage_says_so(local: Template, prod: Template) -> None:
    def reserved(template: Template) -> dict[str, int | None]:
        functions = template.named("Lambda::Function", "FunctionName")
        return {name: p.get("ReservedConcurrentExecutions") for name, p in functions.items()}

    assert set(reserved(local).values()) == {None}
    assert reserved(prod) == {r.physical_name: r.reserved_concurrency for r in rows.FUNCTIONS}


def test_data_is_encrypted_with_the_key_of_its_row(local: Template) -> None:
    tables = local.named("DynamoDB::Table", "TableName")

    for row in rows.TABLES:
        assert ("SSESpecification" in tables[row.physical_name]) == (row.key is not None)


def test_a_stage_that_does_not_exist_is_told_with_those_that_do() -> None:
    with pytest.raises(SystemExit, match="no stage 'production': say one of local, dev, prod"):
        find_stage("production")


def test_rows_that_name_something_that_no_row_builds_are_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = rows.QUEUE_READERS[0]._replace(queue="Nowhere")
    monkeypatch.setattr(rows, "QUEUE_READERS", (broken,))

    with pytest.raises(KeyError, match="Nowhere"):
        SystemStack(cdk.App(outdir=str(tmp_path)), find_stage("local"), None)

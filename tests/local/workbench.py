"""Functions and workflows made on the spot on a local AWS, to ask it how it behaves."""

import io
import json
import textwrap
import uuid
import zipfile
from typing import TYPE_CHECKING, Any

import boto3

from local.aws import ACCOUNT, REGION, SECRET_KEY, LocalAws
from tests.local.waiting import until

if TYPE_CHECKING:
    from mypy_boto3_stepfunctions.type_defs import DescribeExecutionOutputTypeDef

ROLE = f"arn:aws:iam::{ACCOUNT}:role/any"


class Workbench:
    """One local AWS, used through its API alone."""

    def __init__(self, aws: LocalAws) -> None:
        self.session = boto3.Session(
            aws_access_key_id=ACCOUNT, aws_secret_access_key=SECRET_KEY, region_name=REGION
        )
        self.endpoint = aws.endpoint
        self.flows = self.session.client("stepfunctions", endpoint_url=aws.endpoint)
        self.functions = self.session.client("lambda", endpoint_url=aws.endpoint)
        self.dynamodb = self.session.client("dynamodb", endpoint_url=aws.endpoint)
        self.events = self.session.client("events", endpoint_url=aws.endpoint)
        self.queues = self.session.client("sqs", endpoint_url=aws.endpoint)

    def make_function(self, source: str, name: str = "") -> str:
        """Make a function of this Python, which defines `handler`; give its ARN."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("index.py", textwrap.dedent(source))
        return self.functions.create_function(
            FunctionName=name or f"function-{uuid.uuid4()}",
            Role=ROLE,
            Runtime="python3.13",
            Handler="index.handler",
            Code={"ZipFile": packed.getvalue()},
            Timeout=10,
        )["FunctionArn"]

    def run_flow(self, states: dict[str, Any]) -> "DescribeExecutionOutputTypeDef":
        """Run a workflow in JSONata from its first state to its end."""
        definition = {"QueryLanguage": "JSONata", "StartAt": next(iter(states)), "States": states}
        machine = self.flows.create_state_machine(
            name=f"flow-{uuid.uuid4()}", roleArn=ROLE, definition=json.dumps(definition)
        )["stateMachineArn"]
        execution = self.flows.start_execution(stateMachineArn=machine)["executionArn"]

        def ended() -> "DescribeExecutionOutputTypeDef | None":
            described = self.flows.describe_execution(executionArn=execution)
            return None if described["status"] == "RUNNING" else described

        return until(ended)

    def run_task(self, task: dict[str, Any], *errors: str) -> str:
        """Run a state, and the state that catches these errors; give the name of what happened."""
        described = self.run_flow(
            {
                "Task": {
                    "Type": "Task",
                    **task,
                    "Assign": {"happened": "went well"},
                    "Catch": [
                        {
                            "ErrorEquals": list(errors or ["States.ALL"]),
                            "Assign": {"happened": "{% $states.errorOutput.Error %}"},
                            "Next": "Done",
                        }
                    ],
                    "Next": "Done",
                },
                "Done": {"Type": "Pass", "Output": "{% $happened %}", "End": True},
            }
        )
        return str(json.loads(described["output"]))

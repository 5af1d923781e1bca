"""The flows of calls in Step Functions."""

import json
from typing import TYPE_CHECKING

from generated.types.call_plan import CallPlan

if TYPE_CHECKING:
    from mypy_boto3_stepfunctions import SFNClient


class StepFunctionsFlows:
    """Flows. An execution's name is its call's id, and for 90 days no other can have it."""

    def __init__(self, client: "SFNClient", flow_arn: str) -> None:
        self._client = client
        self._flow_arn = flow_arn

    def start(self, plan: CallPlan) -> None:
        """Start the call's flow, named by its id; one that was started before is left alone."""
        try:
            self._client.start_execution(
                stateMachineArn=self._flow_arn, name=plan.call_id, input=json.dumps(plan.to_data())
            )
        except self._client.exceptions.ExecutionAlreadyExists:
            return

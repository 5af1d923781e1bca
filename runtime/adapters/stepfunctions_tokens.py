"""Executions that wait, in Step Functions."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mypy_boto3_stepfunctions import SFNClient


class StepFunctionsTokens:
    """Tokens. The client must not try again by itself: see `aws_clients.step_functions_once`."""

    def __init__(self, client: "SFNClient") -> None:
        self._client = client

    def complete(self, token: str, output: Mapping[str, object]) -> bool:
        """Wake the execution; False if it no longer waits. Tried once; raises when unsure."""
        errors = self._client.exceptions
        try:
            self._client.send_task_success(taskToken=token, output=json.dumps(dict(output)))
        except (errors.TaskTimedOut, errors.TaskDoesNotExist, errors.InvalidToken):
            return False
        return True

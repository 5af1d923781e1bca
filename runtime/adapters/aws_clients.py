"""Clients of AWS, as every adapter needs them: they give up soon, and try again where that is safe.

It stands apart because time-outs must fit under those of the functions. Invariant: a client is made
once for each Lambda environment.
"""

from functools import cache
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_events import EventBridgeClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_secretsmanager import SecretsManagerClient
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_stepfunctions import SFNClient

SOON = Config(
    connect_timeout=1, read_timeout=2, retries={"mode": "standard", "total_max_attempts": 3}
)
ONE_TRY = Config(connect_timeout=1, read_timeout=2, retries={"total_max_attempts": 1})


@cache
def dynamodb() -> "DynamoDBClient":
    """DynamoDB."""
    return boto3.client("dynamodb", config=SOON)


@cache
def dynamodb_once() -> "DynamoDBClient":
    """DynamoDB, for claims: a second try could not tell the first one's write from another's."""
    return boto3.client("dynamodb", config=ONE_TRY)


@cache
def events() -> "EventBridgeClient":
    """EventBridge."""
    return boto3.client("events", config=SOON)


@cache
def sqs() -> "SQSClient":
    """SQS."""
    return boto3.client("sqs", config=SOON)


@cache
def step_functions() -> "SFNClient":
    """Step Functions, to start an execution: its name makes that safe to try again."""
    return boto3.client("stepfunctions", config=SOON)


@cache
def step_functions_once() -> "SFNClient":
    """Step Functions, to complete tokens: a second try could not tell what the first one did."""
    return boto3.client("stepfunctions", config=ONE_TRY)


@cache
def s3() -> "S3Client":
    """S3."""
    return boto3.client("s3", config=SOON)


@cache
def secrets_manager() -> "SecretsManagerClient":
    """Secrets Manager."""
    return boto3.client("secretsmanager", config=SOON)

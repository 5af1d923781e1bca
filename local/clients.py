"""AWS clients for a local AWS, whatever AWS settings this machine has.

It stands apart so that nothing else names keys or addresses, and none can reach a real account.
"""

from typing import TYPE_CHECKING, Any

import boto3
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest

from local.aws import ACCOUNT, REGION, SECRET_KEY, LocalAws

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBServiceResource
    from mypy_boto3_logs import CloudWatchLogsClient
    from mypy_boto3_secretsmanager import SecretsManagerClient
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_stepfunctions import SFNClient


class Clients:
    """One client of each service, made once: making one takes longer than a call."""

    def __init__(self, aws: LocalAws) -> None:
        self._session = boto3.Session(
            aws_access_key_id=ACCOUNT, aws_secret_access_key=SECRET_KEY, region_name=REGION
        )
        self.endpoint = aws.endpoint
        self.dynamodb: DynamoDBServiceResource = self._session.resource(
            "dynamodb", endpoint_url=self.endpoint
        )
        self.logs: CloudWatchLogsClient = self._session.client("logs", endpoint_url=self.endpoint)
        self.queues: SQSClient = self._session.client("sqs", endpoint_url=self.endpoint)
        self.secrets: SecretsManagerClient = self._session.client(
            "secretsmanager", endpoint_url=self.endpoint
        )
        self.flows: SFNClient = self._session.client("stepfunctions", endpoint_url=self.endpoint)
        self.streams: Any = self._session.client("dynamodbstreams", endpoint_url=self.endpoint)

    def sign(self, method: str, url: str, body: bytes, media_type: str) -> dict[str, str]:
        """Give the headers of a signed request to an HTTP API, its media type among them."""
        request = AWSRequest(method, url, headers={"Content-Type": media_type}, data=body)
        credentials = self._session.get_credentials()
        if credentials is None:
            raise AssertionError("the session was made with keys")
        SigV4Auth(credentials.get_frozen_credentials(), "execute-api", REGION).add_auth(request)
        return dict(request.headers.items())

"""A local AWS with the tables of the specs, for the adapters; started when first asked for."""

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from mypy_boto3_dynamodb import DynamoDBClient
from mypy_boto3_dynamodb.type_defs import KeySchemaElementTypeDef

from generated import deployment
from local.aws import local_aws


@pytest.fixture(scope="session")
def aws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """What `boto3.client` is given to reach it."""
    with local_aws(tmp_path_factory.mktemp("aws")) as running:
        environment = running.environment()
        yield {
            "endpoint_url": environment["AWS_ENDPOINT_URL"],
            "region_name": environment["AWS_REGION"],
            "aws_access_key_id": environment["AWS_ACCESS_KEY_ID"],
            "aws_secret_access_key": environment["AWS_SECRET_ACCESS_KEY"],
        }


@pytest.fixture(scope="session")
def dynamodb(aws: dict[str, Any]) -> DynamoDBClient:
    client = boto3.client("dynamodb", **aws)
    for row in deployment.TABLES:
        keys = {row.partition_key, row.sort_key}
        for index in row.indexes:
            keys |= {index.partition_key, index.sort_key}
        more: dict[str, Any] = {}
        if row.indexes:
            more["GlobalSecondaryIndexes"] = [
                {
                    "IndexName": index.name,
                    "KeySchema": schema(index.partition_key, index.sort_key),
                    "Projection": {"ProjectionType": "ALL"},
                }
                for index in row.indexes
            ]
        client.create_table(
            TableName=row.physical_name,
            KeySchema=schema(row.partition_key, row.sort_key),
            AttributeDefinitions=[
                {"AttributeName": key.name, "AttributeType": key.type} for key in keys if key
            ],
            BillingMode="PAY_PER_REQUEST",
            **more,
        )
    return client


def schema(
    partition_key: deployment.Attribute, sort_key: deployment.Attribute | None
) -> list[KeySchemaElementTypeDef]:
    found: list[KeySchemaElementTypeDef] = [
        {"AttributeName": partition_key.name, "KeyType": "HASH"}
    ]
    if sort_key is not None:
        found.append({"AttributeName": sort_key.name, "KeyType": "RANGE"})
    return found

"""What keeps data: keys, secrets, tables, buckets and queues with their dead letters.

It stands apart because only these outlive a deployment, so the stage decides what becomes of them
when their row goes.
"""

import aws_cdk as cdk
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_kms as kms
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_secretsmanager as secretsmanager
from aws_cdk import aws_sqs as sqs

from generated import deployment as rows
from infra.things import Thing, Things

ATTRIBUTE_TYPES = {"S": dynamodb.AttributeType.STRING, "N": dynamodb.AttributeType.NUMBER}


class Stores:
    """Builds them, and keeps the constructs that others attach policies to."""

    def __init__(self, scope: cdk.Stack, stage: rows.StageRow, things: Things) -> None:
        self._scope = scope
        self._things = things
        self._keeps_data = stage.keeps_data
        self._removal = cdk.RemovalPolicy.RETAIN if stage.keeps_data else cdk.RemovalPolicy.DESTROY
        self._keys = {row.name: self._add_key(row) for row in rows.KEYS}
        self.dead_letters = {row.name: self._add_dead_letters(row) for row in rows.DEAD_LETTERS}
        for secret in rows.SECRETS:
            self._add_secret(secret)
        for table in rows.TABLES:
            self._add_table(table)
        for bucket in rows.BUCKETS:
            self._add_bucket(bucket)
        for queue in rows.QUEUES:
            self._add_queue(queue)

    def _add_key(self, row: rows.KeyRow) -> kms.Key:
        key = kms.Key(
            self._scope,
            f"{row.name}Key",
            alias=f"alias/{row.alias}",
            description=row.doc,
            enable_key_rotation=True,
            removal_policy=self._removal,
        )
        self._things.add("key", row.name, Thing(key.key_arn, row.alias))
        return key

    def _add_secret(self, row: rows.SecretRow) -> None:
        secret = secretsmanager.Secret(
            self._scope,
            f"{row.name}Secret",
            secret_name=row.physical_name,
            description=row.doc,
            removal_policy=self._removal,
        )
        self._things.add("secret", row.name, Thing(secret.secret_arn, row.physical_name))

    def _add_table(self, row: rows.TableRow) -> None:
        table = dynamodb.Table(
            self._scope,
            f"{row.name}Table",
            table_name=row.physical_name,
            partition_key=key_attribute(row.partition_key),
            sort_key=row.sort_key and key_attribute(row.sort_key),
            billing_mode=dynamodb.BillingMode.PAY_PER_REQUEST,
            stream=row.stream_view and dynamodb.StreamViewType[row.stream_view],
            point_in_time_recovery_specification=dynamodb.PointInTimeRecoverySpecification(
                point_in_time_recovery_enabled=row.has_recovery
            ),
            encryption_key=self._keys[row.key] if row.key else None,
            time_to_live_attribute=row.expires,
            deletion_protection=self._keeps_data,
            removal_policy=self._removal,
        )
        self._things.add("table", row.name, Thing(table.table_arn, table.table_name))
        if table.table_stream_arn is not None:
            self._things.add("stream", row.name, Thing(table.table_stream_arn, row.physical_name))
        for index in row.indexes:
            table.add_global_secondary_index(
                index_name=index.name,
                partition_key=key_attribute(index.partition_key),
                sort_key=index.sort_key and key_attribute(index.sort_key),
            )
            arn = f"{table.table_arn}/index/{index.name}"
            self._things.add("index", f"{row.name}/{index.name}", Thing(arn, index.name))

    def _add_bucket(self, row: rows.BucketRow) -> None:
        expiry = (
            [s3.LifecycleRule(expiration=cdk.Duration.days(row.expires_after_days))]
            if (row.expires_after_days)
            else []
        )
        bucket = s3.Bucket(
            self._scope,
            f"{row.name}Bucket",
            bucket_name=f"{row.physical_name}-{cdk.Aws.ACCOUNT_ID}",
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            encryption=s3.BucketEncryption.S3_MANAGED,
            enforce_ssl=True,
            lifecycle_rules=expiry,
            removal_policy=self._removal,
        )
        self._things.add("bucket", row.name, Thing(bucket.bucket_arn, bucket.bucket_name))
        self._things.add("objects", row.name, Thing(bucket.arn_for_objects("*"), row.physical_name))

    def _add_dead_letters(self, row: rows.DeadLettersRow) -> sqs.Queue:
        queue = sqs.Queue(
            self._scope,
            f"{row.name}DeadLetters",
            queue_name=row.physical_name,
            fifo=row.is_fifo or None,
            retention_period=cdk.Duration.seconds(row.keep_seconds),
            enforce_ssl=True,
            removal_policy=self._removal,
        )
        self._things.add("dead_letters", row.name, Thing(queue.queue_arn, queue.queue_name))
        return queue

    def _add_queue(self, row: rows.QueueRow) -> None:
        queue = sqs.Queue(
            self._scope,
            f"{row.name}Queue",
            queue_name=row.physical_name,
            fifo=row.is_fifo or None,
            delivery_delay=cdk.Duration.seconds(row.delay_seconds),
            retention_period=cdk.Duration.seconds(row.keep_seconds),
            visibility_timeout=cdk.Duration.seconds(row.hidden_seconds),
            dead_letter_queue=sqs.DeadLetterQueue(
                queue=self.dead_letters[row.dead_letters], max_receive_count=row.tries
            ),
            enforce_ssl=True,
            removal_policy=self._removal,
        )
        thing = Thing(queue.queue_arn, queue.queue_name, queue.queue_url)
        self._things.add("queue", row.name, thing)


def key_attribute(attribute: rows.Attribute) -> dynamodb.Attribute:
    """Turn a key attribute into the CDK's."""
    return dynamodb.Attribute(name=attribute.name, type=ATTRIBUTE_TYPES[attribute.type])

"""The alarms: one metric each, because a metric that is computed deploys nowhere but on AWS."""

import aws_cdk as cdk
from aws_cdk import aws_cloudwatch as cloudwatch

from generated import deployment as rows
from infra.things import Things


def add_alarms(scope: cdk.Stack, things: Things) -> None:
    """Build the alarms; whatever they watch exists."""
    for row in rows.ALARMS:
        cloudwatch.CfnAlarm(
            scope,
            f"{row.name}Alarm",
            alarm_name=row.physical_name,
            alarm_description=row.doc,
            namespace=row.namespace,
            metric_name=row.metric,
            dimensions=[
                cloudwatch.CfnAlarm.DimensionProperty(name=name, value=things.value(value))
                for name, value in row.dimensions
            ],
            statistic=row.statistic,
            period=row.period_seconds,
            evaluation_periods=1,
            threshold=row.threshold,
            comparison_operator="GreaterThanOrEqualToThreshold",
            treat_missing_data="notBreaching",
        )

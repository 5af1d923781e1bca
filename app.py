"""The CDK app: `cdk deploy -c stage=prod`. `-c libraries=none` leaves them to the machine's own."""

import aws_cdk as cdk

from infra.code import install_libraries
from infra.stack import SystemStack, find_stage

app = cdk.App()
stage = find_stage(app.node.try_get_context("stage"))
carries_libraries = app.node.try_get_context("libraries") != "none"
SystemStack(app, stage, install_libraries if carries_libraries else None)
app.synth()

"""What two linters say of the template: nothing but what is accepted here, each with its reason."""

import json
import re
from pathlib import Path

import aws_cdk as cdk
import pytest
from cdk_nag import AwsSolutionsChecks
from cfnlint.api import lint

from infra.stack import SystemStack, find_stage
from tests.infra.synthesis import Template

NAG_ACCEPTED = {
    "AwsSolutions-APIG1": "an access log would hold who calls; the functions log what they serve",
    "AwsSolutions-APIG4": "Twilio signs its requests in its own way: the function verifies them",
    "AwsSolutions-DDB3": "a call's context expires after the call; the event store is recoverable",
    "AwsSolutions-IAM5[Resource::*]": "X-Ray and log delivery know no finer resource",
    "AwsSolutions-IAM5[Resource::<VoicePromptsBucketDBF37AF4.Arn>/*]": "the objects of one bucket",
    "AwsSolutions-L1": "the locks in requirements/ hold wheels for the Python of specs/",
    "AwsSolutions-S1": "the bucket holds spoken prompts, which any hotel may hear",
    "AwsSolutions-SMG4": "neither Twilio nor ElevenLabs can rotate a key on demand",
    "AwsSolutions-SQS3": "these are dead-letter queues, of rules, streams and functions",
}
LINT_ACCEPTED = {
    "W3005": (r"Role\w+' dependency already enforced", "the CDK writes it, to be safe"),
    "E3601": (
        r"'\{% .* is not of type 'number' at '.*/TimeoutSeconds'",
        "the service takes JSONata",
    ),
}


def test_cdk_nag_finds_nothing_that_is_not_accepted(tmp_path: Path) -> None:
    app = cdk.App(outdir=str(tmp_path))
    SystemStack(app, find_stage("prod"), None)
    cdk.Validations.of(app).add_plugins(AwsSolutionsChecks(app))

    with pytest.raises(RuntimeError, match="ValidationFailed"):
        app.synth()

    (report,) = json.loads((tmp_path / "validation-report.json").read_text())["pluginReports"]
    assert {violation["ruleName"] for violation in report["violations"]} == set(NAG_ACCEPTED)


def test_cfn_lint_finds_nothing_that_is_not_accepted(prod: Template) -> None:
    matches = lint(prod.text, regions=["us-east-1", "eu-west-1"])

    assert {match.rule.id for match in matches} == set(LINT_ACCEPTED)
    for match in matches:
        pattern, _ = LINT_ACCEPTED[match.rule.id]
        assert re.search(pattern, match.message), match.message

"""The live world where the wiring itself decides what is safe."""

import pytest
from botocore.exceptions import BotoCoreError

from runtime.adapters import aws_clients
from runtime.state.inbox import Accepts, Claim, ClaimState, Wait
from runtime.wiring import LiveWorld
from tests.runtime.fakes import NOW
from tests.runtime.loopback import answering

WAIT = Wait("Waits@1", NOW, "token-1", (Accepts("CallEnded", None),), NOW)
CLAIM = Claim("fact-1", "token-1", 1, ClaimState.CLAIMED)


def test_a_claim_whose_answer_was_lost_is_not_taken_for_somebody_elses(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("AWS_DEFAULT_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "us-east-1")
    monkeypatch.setenv("TABLE_CALL_CONTEXT", "folio-call-context")
    aws_clients.dynamodb_once.cache_clear()
    try:
        with answering((0, b""), (400, b'{"__type": "ConditionalCheckFailedException"}')) as server:
            monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", server.url)
            with pytest.raises(BotoCoreError):
                LiveWorld().inbox.claim("call-1", WAIT, CLAIM)
    finally:
        aws_clients.dynamodb_once.cache_clear()

    assert len(server.asked) == 1

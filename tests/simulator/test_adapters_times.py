"""The simulated provider keeps the times that the real adapters ask the real one for.

The simulator may not import an adapter, so it has these figures of its own.
"""

import re

from runtime.adapters import s3_prompts, secretsmanager_secret, twiml
from simulator.clock import MICROSECONDS
from simulator.telephone import conversation, held_secret, webhooks
from simulator.world import voice


def test_silence_is_asked_about_as_often() -> None:
    assert conversation.IDLE_SECONDS == twiml.IDLE_SECONDS


def test_a_webhook_that_we_failed_at_comes_again_as_often() -> None:
    (retries,) = re.findall(r"rc=(\d+)", twiml.ASK_AGAIN)
    assert int(retries) == webhooks.ASKED_AGAIN


def test_a_prompt_can_be_played_as_long() -> None:
    assert voice.PLAYABLE_SECONDS == s3_prompts.PLAYABLE_SECONDS


def test_a_secret_is_believed_as_long() -> None:
    assert held_secret.FRESH_FOR == secretsmanager_secret.FRESH_SECONDS * MICROSECONDS

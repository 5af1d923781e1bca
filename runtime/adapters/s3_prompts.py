"""Spoken prompts in S3, played from addresses that are signed for some minutes.

A store that fails is a voice that fails: the words can still be spoken without it.
"""

from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from runtime.errors import SpeechFailed

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

PLAYABLE_SECONDS = 900
ABSENT = {"403", "404"}
"""Who may not list a bucket is told 403 of what is not there. Source: HeadObject, API reference."""


class S3Prompts:
    """Prompts."""

    def __init__(self, client: "S3Client", bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def find(self, name: str) -> str | None:
        """Give an address where a prompt can be played for the next minutes, if it is there."""
        try:
            self._client.head_object(Bucket=self._bucket, Key=name)
        except ClientError as error:
            if error.response["Error"]["Code"] in ABSENT:
                return None
            raise SpeechFailed(f"looking for a prompt: {type(error).__name__}") from None
        except BotoCoreError as error:
            raise SpeechFailed(f"looking for a prompt: {type(error).__name__}") from None
        return self._address(name)

    def keep(self, name: str, audio: bytes) -> str:
        """Keep a prompt and give such an address."""
        try:
            self._client.put_object(
                Bucket=self._bucket, Key=name, Body=audio, ContentType="audio/mpeg"
            )
        except (BotoCoreError, ClientError) as error:
            raise SpeechFailed(f"keeping a prompt: {type(error).__name__}") from None
        return self._address(name)

    def _address(self, name: str) -> str:
        return self._client.generate_presigned_url(
            "get_object",
            Params={"Bucket": self._bucket, "Key": name},
            ExpiresIn=PLAYABLE_SECONDS,
        )

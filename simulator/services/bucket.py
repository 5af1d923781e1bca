"""An S3 bucket.

It stands apart because prompts, mail and documents lie in one. Source: S3 User Guide, "Consistency
model" (a read sees every write before it), "Conditional writes", "Event notifications" (at least
once, keys URL-encoded), "Sharing objects with presigned URLs", "Expiring objects" (at the midnight
after their days). Versions, parts and who may do what are not simulated; a presigned URL says when
it ends and carries no signature.
"""

import hashlib
import re
from typing import NamedTuple
from urllib.parse import quote, quote_plus, unquote

from simulator.clock import MICROSECONDS, Clock
from simulator.services.refusal import Refusal
from simulator.services.topic import Topic
from simulator.timing import Draws

DAY = 86_400 * MICROSECONDS
LONGEST_PRESIGNED_SECONDS = 604_800


class _Object(NamedTuple):
    body: bytes
    gone_at: int | None


class Bucket:
    """A bucket, whose `created` topic tells of new objects."""

    def __init__(
        self, clock: Clock, draws: Draws, name: str, expires_after_days: int | None = None
    ) -> None:
        self._clock, self._draws = clock, draws
        self.name = name
        self._expires_after_days = expires_after_days
        self._objects: dict[str, _Object] = {}
        self._presigned = re.compile(
            rf"https://{re.escape(name)}\.s3\.invalid/([^?]*)\?X-Amz-Ends=(\d+)"
        )
        self.created = Topic(clock, draws)

    def put(self, key: str, body: bytes, *, only_if_absent: bool = False) -> str:
        """Write an object (PutObject) and give its entity tag. Raises Refusal.

        `only_if_absent`: If-None-Match with `*`, which refuses to overwrite.
        """
        self._request()
        if only_if_absent and self._find(key) is not None:
            raise Refusal("PreconditionFailed", f"there is an object {key}")
        etag = hashlib.md5(body, usedforsecurity=False).hexdigest()
        self._objects[key] = _Object(body, self._end_of_days())
        told = {"key": quote_plus(key, safe="/"), "size": len(body), "eTag": etag}
        bucket = {"name": self.name}
        record = {"eventName": "ObjectCreated:Put", "s3": {"bucket": bucket, "object": told}}
        self.created.publish({"Records": [record]})
        return etag

    def get(self, key: str) -> bytes:
        """Read an object (GetObject). Raises Refusal."""
        self._request()
        found = self._find(key)
        if found is None:
            raise Refusal("NoSuchKey", f"there is no object {key}")
        return found.body

    def holds(self, key: str) -> bool:
        """Whether there is such an object (HeadObject). Raises Refusal where it cannot tell."""
        self._request()
        return self._find(key) is not None

    def delete(self, key: str) -> None:
        """Delete an object (DeleteObject); one that is not there is as good as deleted."""
        self._request()
        self._objects.pop(key, None)

    def keys(self, prefix: str = "") -> list[str]:
        """Name the objects whose keys begin so, in the order of their UTF-8 (ListObjectsV2)."""
        self._request()
        found = [key for key in self._objects if key.startswith(prefix) and self._find(key)]
        return sorted(found, key=str.encode)

    def presign(self, key: str, seconds: int) -> str:
        """Give an address where whoever has it can read an object for so long.

        Nobody looks whether it is there.
        """
        if not 1 <= seconds <= LONGEST_PRESIGNED_SECONDS:
            raise Refusal("AuthorizationQueryParametersError", f"{seconds} s is not within a week")
        ends = self._clock.now + seconds * MICROSECONDS
        return f"https://{self.name}.s3.invalid/{quote(key)}?X-Amz-Ends={ends}"

    def fetch(self, url: str) -> bytes:
        """Read what is at a presigned address, as anybody does. Raises Refusal."""
        match = self._presigned.fullmatch(url)
        if match is None:
            raise Refusal("AccessDenied", f"{url} is not signed for {self.name}")
        if self._clock.now > int(match[2]):
            raise Refusal("AccessDenied", "the request has expired")
        return self.get(unquote(match[1]))

    def _request(self) -> None:
        if self._draws.happens(self._draws.weather.throttled):
            raise Refusal("SlowDown", "reduce your request rate")

    def _find(self, key: str) -> _Object | None:
        found = self._objects.get(key)
        if found is None or found.gone_at is None or self._clock.now < found.gone_at:
            return found
        return None

    def _end_of_days(self) -> int | None:
        """A lifecycle's days end at the next midnight in UTC."""
        if self._expires_after_days is None:
            return None
        return -(-(self._clock.now + self._expires_after_days * DAY) // DAY) * DAY

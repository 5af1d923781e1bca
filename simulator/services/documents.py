"""Textract's asynchronous operations: text and expenses of documents that lie in a bucket.

It stands apart because what it finds comes later, in pieces, and perhaps not whole. Source:
Textract Developer Guide, "Calling Amazon Textract asynchronous operations", "Amazon Textract
results notification"; API reference, StartDocumentTextDetection, StartExpenseAnalysis and their Get
operations. A document is simulated by its words in UTF-8, with a form feed between pages; a line
`Total: 12.50` is a field. Geometry, tables and confidence are not simulated, and the codes of what
cannot be read are made up, for the documentation lists none.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from simulator.clock import MICROSECONDS, Clock
from simulator.services.bucket import Bucket
from simulator.services.document_pages import Found, read_pages
from simulator.services.refusal import Refusal
from simulator.services.topic import Topic
from simulator.timing import Draws

KEPT_FOR = 7 * 86_400 * MICROSECONDS


class Api(StrEnum):
    """What is asked for; the value is the operation's name in notices."""

    TEXT = "StartDocumentTextDetection"
    EXPENSES = "StartExpenseAnalysis"


MOST_RESULTS = {Api.TEXT: 1000, Api.EXPENSES: 20}


@dataclass(frozen=True, slots=True)
class Request:
    """What a job was started with, but for its token."""

    api: Api
    bucket: str
    key: str
    tag: str = ""
    notify: Topic | None = None


@dataclass(slots=True)
class _Job:
    request: Request
    started_at: int
    status: str = "IN_PROGRESS"
    found: Found = field(default_factory=Found)


class Documents:
    """All jobs. No more than `most_jobs` are in progress at once."""

    def __init__(
        self, clock: Clock, draws: Draws, buckets: Mapping[str, Bucket], most_jobs: int = 100
    ) -> None:
        self._clock, self._draws = clock, draws
        self._buckets, self._most_jobs = buckets, most_jobs
        self._jobs: dict[str, _Job] = {}
        self._tokens: dict[str, str] = {}

    def start(self, request: Request, token: str | None = None) -> str:
        """Start a job and give its id. Raises Refusal.

        `token` (ClientRequestToken): the same request with the same token is the same job.
        """
        self._throttle()
        if token in self._tokens:
            job_id = self._tokens[token or ""]
            if self._jobs[job_id].request != request:
                raise Refusal("IdempotentParameterMismatchException", f"{token} was another job's")
            return job_id
        if sum(job.status == "IN_PROGRESS" for job in self._jobs.values()) >= self._most_jobs:
            raise Refusal("LimitExceededException", f"{self._most_jobs} jobs are in progress")
        document = self._read(request)
        job_id = f"job-{len(self._jobs) + 1}"
        self._jobs[job_id] = job = _Job(request, self._clock.now)
        if token is not None:
            self._tokens[token] = job_id
        after = self._draws.span(self._draws.weather.document)
        self._clock.after(after, lambda: self._finish(job_id, job, document))
        return job_id

    def get(
        self, api: Api, job_id: str, after: str = "0", most: int | None = None
    ) -> dict[str, Any]:
        """Give a job's status and its results from a place on. Raises Refusal.

        `after` is the NextToken of the results before; the last ones have none.
        """
        self._throttle()
        job = self._jobs.get(job_id)
        if job is None or job.request.api is not api or self._is_forgotten(job):
            raise Refusal("InvalidJobIdException", f"there is no job {job_id} of {api}")
        if not after.isdecimal():
            raise Refusal("InvalidParameterException", f"{after} is no NextToken")
        start = int(after)
        end = start + min(most or MOST_RESULTS[api], MOST_RESULTS[api])
        name = "Blocks" if api is Api.TEXT else "ExpenseDocuments"
        results = job.found.lines if api is Api.TEXT else job.found.expenses
        answer: dict[str, Any] = {"JobStatus": job.status, name: results[start:end]}
        answer["DocumentMetadata"] = {"Pages": job.found.pages}
        if job.found.problem:
            answer["StatusMessage"] = job.found.problem
        if job.found.unread:
            answer["Warnings"] = [{"ErrorCode": "INTERNAL_ERROR", "Pages": job.found.unread}]
        if end < len(results):
            answer["NextToken"] = str(end)
        return answer

    def _throttle(self) -> None:
        if self._draws.happens(self._draws.weather.throttled):
            raise Refusal("ThrottlingException", "rate exceeded")

    def _read(self, request: Request) -> bytes:
        try:
            return self._buckets[request.bucket].get(request.key)
        except (KeyError, Refusal):
            where = f"{request.bucket}/{request.key}"
            raise Refusal("InvalidS3ObjectException", f"cannot get {where}") from None

    def _is_forgotten(self, job: _Job) -> bool:
        return self._clock.now - job.started_at > KEPT_FOR

    def _finish(self, job_id: str, job: _Job, document: bytes) -> None:
        """A notice calls success what is partly read: it knows no other word."""
        unreadable = self._draws.weather.unreadable
        job.found = read_pages(document, lambda: self._draws.happens(unreadable))
        job.status = job.found.status
        request = job.request
        if request.notify is not None:
            request.notify.publish(
                {
                    "JobId": job_id,
                    "Status": "FAILED" if job.status == "FAILED" else "SUCCEEDED",
                    "API": request.api.value,
                    "JobTag": request.tag,
                    "Timestamp": self._clock.millis(),
                    "DocumentLocation": {"S3ObjectName": request.key, "S3Bucket": request.bucket},
                }
            )

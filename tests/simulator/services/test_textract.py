"""Textract: jobs that finish later, are told of at least once, and may find only a part."""

from typing import Any

import pytest

from simulator.services.bucket import Bucket
from simulator.services.documents import Api, Documents, Request
from simulator.services.refusal import Refusal
from simulator.services.topic import Topic
from simulator.timing import Weather
from tests.simulator.services.service_world import CALM, Surroundings

FOLIO = """Palace Meridian
Invoice: F-1007
Guest: A. Guest
\fRoom 3 nights
Total: 412.50
"""
LONGEST_JOB = CALM.document[1]


class World:
    """A bucket with a folio of two pages, and the service."""

    def __init__(self, weather: Weather = CALM, seed: int = 0, most_jobs: int = 100) -> None:
        self.around = Surroundings(weather, seed)
        clock, draws = self.around.clock, self.around.draws
        self.bucket = Bucket(clock, self.around.draws, "folios")
        self.bucket.put("folio.pdf", FOLIO.encode())
        self.documents = Documents(clock, draws, {"folios": self.bucket}, most_jobs)
        self.notices: list[dict[str, Any]] = []
        self.topic = Topic(clock, draws)
        self.topic.subscribe(self.notices.append)

    def request(self, api: Api, key: str = "folio.pdf") -> Request:
        return Request(api, "folios", key, "REC-1", self.topic)

    def start(self, api: Api, key: str = "folio.pdf", token: str | None = None) -> str:
        return self.documents.start(self.request(api, key), token)

    def finished(self, api: Api, key: str = "folio.pdf") -> dict[str, Any]:
        job_id = self.start(api, key)
        self.around.wait(LONGEST_JOB)
        return self.documents.get(api, job_id)


@pytest.fixture
def world() -> World:
    return World()


def test_a_job_is_in_progress_until_it_is_done(world: World) -> None:
    job_id = world.start(Api.TEXT)
    assert world.documents.get(Api.TEXT, job_id)["JobStatus"] == "IN_PROGRESS"
    world.around.wait(LONGEST_JOB)

    assert world.documents.get(Api.TEXT, job_id)["JobStatus"] == "SUCCEEDED"


def test_text_is_found_line_by_line_with_its_page(world: World) -> None:
    found = world.finished(Api.TEXT)

    assert found["DocumentMetadata"] == {"Pages": 2}
    assert [(block["Page"], block["Text"]) for block in found["Blocks"]] == [
        (1, "Palace Meridian"),
        (1, "Invoice: F-1007"),
        (1, "Guest: A. Guest"),
        (2, "Room 3 nights"),
        (2, "Total: 412.50"),
    ]


def test_expenses_are_fields_with_the_services_own_types(world: World) -> None:
    found = world.finished(Api.EXPENSES)

    fields = [each for document in found["ExpenseDocuments"] for each in document["SummaryFields"]]
    assert [
        (each["Type"]["Text"], each["LabelDetection"]["Text"], each["ValueDetection"]["Text"])
        for each in fields
    ] == [
        ("INVOICE_RECEIPT_ID", "Invoice", "F-1007"),
        ("OTHER", "Guest", "A. Guest"),
        ("TOTAL", "Total", "412.50"),
    ]
    assert [each["PageNumber"] for each in fields] == [1, 1, 2]


def test_the_end_of_a_job_is_told_with_what_it_was_started_for(world: World) -> None:
    job_id = world.start(Api.EXPENSES)
    assert world.notices == []
    world.around.wait(LONGEST_JOB + 1)

    (notice,) = world.notices
    assert notice.pop("Timestamp") <= world.around.clock.millis()
    assert notice == {
        "JobId": job_id,
        "Status": "SUCCEEDED",
        "API": "StartExpenseAnalysis",
        "JobTag": "REC-1",
        "DocumentLocation": {"S3ObjectName": "folio.pdf", "S3Bucket": "folios"},
    }


def test_the_end_of_a_job_may_be_told_twice() -> None:
    world = World(Weather(duplicates=1.0))
    world.start(Api.TEXT)
    world.around.wait(LONGEST_JOB + 1)

    assert len(world.notices) == 2


def test_results_come_in_pieces(world: World) -> None:
    job_id = world.start(Api.TEXT)
    world.around.wait(LONGEST_JOB)
    texts, token = [], "0"
    for _ in range(3):
        found = world.documents.get(Api.TEXT, job_id, token, most=2)
        texts.append([block["Text"] for block in found["Blocks"]])
        token = found.get("NextToken", "")

    assert [len(each) for each in texts] == [2, 2, 1]
    assert (texts[-1], token) == (["Total: 412.50"], "")


def test_no_piece_holds_more_than_twenty_expense_documents(world: World) -> None:
    world.bucket.put("long.pdf", "\f".join(["Total: 1.00"] * 21).encode())
    found = world.finished(Api.EXPENSES, "long.pdf")

    assert len(found["ExpenseDocuments"]) == 20
    assert "NextToken" in found


def test_the_same_request_with_the_same_token_is_the_same_job(world: World) -> None:
    job_id = world.start(Api.TEXT, token="REC-1")

    assert world.start(Api.TEXT, token="REC-1") == job_id
    assert world.start(Api.TEXT, token="REC-2") != job_id
    with pytest.raises(Refusal, match="IdempotentParameterMismatchException"):
        world.start(Api.EXPENSES, token="REC-1")


def test_only_so_many_jobs_are_in_progress_at_once() -> None:
    world = World(most_jobs=2)
    world.start(Api.TEXT)
    world.start(Api.TEXT)
    with pytest.raises(Refusal, match="LimitExceededException"):
        world.start(Api.TEXT)
    world.around.wait(LONGEST_JOB)

    world.start(Api.TEXT)


def test_requests_are_throttled_where_the_weather_says_so(world: World) -> None:
    world.around.draws.weather = Weather(throttled=1.0)
    with pytest.raises(Refusal, match="ThrottlingException"):
        world.start(Api.TEXT)
    with pytest.raises(Refusal, match="ThrottlingException"):
        world.documents.get(Api.TEXT, "job-1")


@pytest.mark.parametrize(("bucket", "key"), [("folios", "other.pdf"), ("others", "folio.pdf")])
def test_a_document_that_is_not_there_starts_no_job(world: World, bucket: str, key: str) -> None:
    with pytest.raises(Refusal, match="InvalidS3ObjectException"):
        world.documents.start(Request(Api.TEXT, bucket, key))


def test_what_is_no_document_fails(world: World) -> None:
    world.bucket.put("virus.exe", b"\xff\xfe\x00")
    found = world.finished(Api.TEXT, "virus.exe")
    world.around.wait(1)

    assert (found["JobStatus"], found["Blocks"]) == ("FAILED", [])
    assert found["StatusMessage"]
    assert [notice["Status"] for notice in world.notices] == ["FAILED"]


def test_a_job_that_can_read_no_page_fails() -> None:
    found = World(Weather(unreadable=1.0)).finished(Api.TEXT)

    assert (found["JobStatus"], found["Blocks"]) == ("FAILED", [])


def test_a_document_may_be_read_by_half_and_its_notice_does_not_say_so() -> None:
    worlds = [World(Weather(duplicates=0.0, unreadable=0.5), seed) for seed in range(20)]
    found = [world.finished(Api.TEXT) for world in worlds]
    half = next(at for at, each in enumerate(found) if each["JobStatus"] == "PARTIAL_SUCCESS")
    worlds[half].around.wait(1)

    (unread,) = found[half]["Warnings"][0]["Pages"]
    assert {block["Page"] for block in found[half]["Blocks"]} == {1, 2} - {unread}
    assert [notice["Status"] for notice in worlds[half].notices] == ["SUCCEEDED"]
    assert {"SUCCEEDED", "PARTIAL_SUCCESS", "FAILED"} == {each["JobStatus"] for each in found}


def test_a_job_is_forgotten_after_a_week(world: World) -> None:
    job_id = world.start(Api.TEXT)
    world.around.wait(7 * 86_400)
    assert world.documents.get(Api.TEXT, job_id)["JobStatus"] == "SUCCEEDED"
    world.around.wait(1)

    with pytest.raises(Refusal, match="InvalidJobIdException"):
        world.documents.get(Api.TEXT, job_id)


def test_a_jobs_results_are_its_own_operations(world: World) -> None:
    job_id = world.start(Api.TEXT)
    with pytest.raises(Refusal, match="InvalidJobIdException"):
        world.documents.get(Api.EXPENSES, job_id)
    with pytest.raises(Refusal, match="InvalidParameterException"):
        world.documents.get(Api.TEXT, job_id, after="the next")

"""Wait: its four fields, and what they do not take.

Source: Amazon States Language specification, "Wait State"; the texts are LocalStack's recordings
(test_wait.py, test_wait_timestamp_path, test_wait_timestamp_jsonata).
"""

import pytest

from semantics.payload import Json
from simulator.asl import DefinitionError, compile_machine
from tests.simulator.asl.asl_world import Simulation, cause_of, history_of

PLACE = "An error occurred while executing the state 'Wait' (entered at the event id #2). "
DAY = 24 * 3600


def wait(**fields: Json) -> Json:
    return {"StartAt": "Wait", "States": {"Wait": {"Type": "Wait", "End": True, **fields}}}


def computed(**fields: Json) -> Json:
    return {"QueryLanguage": "JSONata", **wait(**fields)}


@pytest.mark.parametrize(
    "definition",
    [
        wait(Seconds=90),
        wait(SecondsPath="$.seconds"),
        wait(Timestamp="2026-03-01T12:01:30Z"),
        wait(Timestamp="2026-03-01T13:01:30.000+01:00"),
        wait(TimestampPath="$.at"),
        wait(InputPath="$.inner", SecondsPath="$.seconds"),
        computed(Seconds="{% $states.input.seconds %}"),
        computed(Timestamp="{% $states.input.at %}"),
    ],
)
def test_it_waits_until_its_moment(world: Simulation, definition: Json) -> None:
    value = {"seconds": 90, "at": "2026-03-01T12:01:30Z", "inner": {"seconds": 90}}
    assert world.seconds(world.run(definition, value)) == 90


def test_a_moment_that_is_past_is_not_waited_for(world: Simulation) -> None:
    assert world.seconds(world.run(wait(Timestamp="2000-01-01T00:00:00Z"))) == 0


@pytest.mark.parametrize(
    ("definition", "value", "cause"),
    [
        (wait(SecondsPath="$.v"), -1,
         "The SecondsPath parameter references a negative value: $.v == -1"),
        (wait(SecondsPath="$.v"), 1.5,
         "The SecondsPath parameter cannot be parsed as a long value: $.v == 1.5"),
        (wait(TimestampPath="$.v"), "2016-12-05T21:29:29",
         ("The TimestampPath parameter does not reference a valid ISO-8601 extended offset "
          "date-time format string: $.v == 2016-12-05T21:29:29")),
    ],
)  # fmt: skip
def test_what_a_path_leads_to_must_fit(
    world: Simulation, definition: Json, value: Json, cause: str
) -> None:
    execution = world.run(definition, {"v": value})
    assert (execution.error, cause_of(execution)) == ("States.Runtime", PLACE + cause)


@pytest.mark.parametrize(
    "text", ["2016-12-05 21:29:29Z", "2016-12-05T21:29:29", "2016-13-05T21:29:29Z", "05-12-2016"]
)
def test_what_an_expression_gives_must_fit(world: Simulation, text: str) -> None:
    execution = world.run(computed(Timestamp="{% $states.input %}"), text)
    assert execution.error == "States.QueryEvaluationError"
    assert cause_of(execution) == (
        f"{PLACE}The Timestamp field cannot be parsed as an ISO-8601 extended offset "
        f"date-time format string: {text}"
    )
    (failed,) = [e for e in history_of(execution) if e["type"] == "EvaluationFailed"]
    assert failed["evaluationFailedEventDetails"]["location"] == "Timestamp"


def test_a_negative_expression_is_an_error_of_the_query(world: Simulation) -> None:
    """Source: the specification's "JSONata Runtime Errors"."""
    execution = world.run(computed(Seconds="{% -1 %}"))
    assert execution.error == "States.QueryEvaluationError"


def test_nothing_waits_for_24856_days(world: Simulation) -> None:
    assert world.seconds(world.run(wait(SecondsPath="$"), 24_855 * DAY)) == 24_855 * DAY
    execution = world.run(wait(SecondsPath="$"), 24_856 * DAY)
    assert execution.error == "States.Runtime"
    assert cause_of(execution) == f"{PLACE}Wait state delay is too long."


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"Seconds": 1, "Timestamp": "2026-03-01T12:01:30Z"},
        {"Seconds": 1, "SecondsPath": "$.v"},
        {"Seconds": -1},
        {"Seconds": 1.5},
        {"Timestamp": "2016-13-05T21:29:29Z"},
    ],
)
def test_a_wait_that_cannot_be_meant_is_refused(fields: Json) -> None:
    with pytest.raises(DefinitionError, match=r"^/States/Wait"):
        compile_machine(wait(**fields))

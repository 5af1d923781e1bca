"""Tasks and emits: each sentence of the language, executed as it was emitted."""

from pathlib import Path

from simulator.asl import Failure, Later, Outcome, Status
from tests.generator.flow_world import FlowWorld, Script, at, gives, raises, stall

ASK_THEN_NOTE = """
variables: {mood: {type: Mood, optional: true}, why: {type: string, optional: true}}
start: Ask
states:
  Ask:
    task: Desk.Ask
    with: {order_id: input.order_id}
    set: {mood: result.mood}
    catch: {Shy: {set: {why: error.reason}, next: Note}}
    time: {each: 4s, tries: 3}
    on_error: Broken
    next: Note
  Note: {task: Desk.Note, with: {order_id: input.order_id, text: why}, next: Done}
  Done: {end: true}
  Broken: {fail: CouldNotAsk, cause: Nobody knows.}
"""


def test_a_tasks_set_reads_its_result(tmp_path: Path) -> None:
    text = ASK_THEN_NOTE.replace("text: why", "is_right: mood = glad").replace(
        "mood: {type: Mood, optional: true}", "mood: Mood"
    )
    text = text.replace("{set: {why: error.reason}, next: Note}", "Broken")
    world = FlowWorld(stall(text, tmp_path), {"Ask": [gives({"mood": "glad"})]})
    world.run()
    assert world.inputs("Note") == [{"order_id": "order-1", "is_right": True}]


def test_a_declared_error_is_caught_at_once_and_its_fields_are_read(tmp_path: Path) -> None:
    world = FlowWorld(stall(ASK_THEN_NOTE, tmp_path), {"Ask": [raises("Shy", reason='"no"\\')]})
    world.run()
    assert world.times("Ask") == [0]
    assert world.inputs("Note") == [{"order_id": "order-1", "text": '"no"\\'}]


def test_any_other_error_is_tried_again_a_second_later_then_goes_to_on_error(
    tmp_path: Path,
) -> None:
    world = FlowWorld(stall(ASK_THEN_NOTE, tmp_path), {"Ask": [raises("Odd")] * 3})
    execution = world.run()
    assert world.times("Ask") == [0, 1, 2]
    assert world.route() == ["Ask", "Broken"]
    assert (execution.status, execution.error) == (Status.FAILED, "CouldNotAsk")
    assert execution.cause == "Nobody knows."


def test_a_declared_error_that_nothing_catches_is_not_tried_again(tmp_path: Path) -> None:
    world = FlowWorld(stall(ASK_THEN_NOTE, tmp_path), {"Ask": [raises("Gone")]})
    world.run()
    assert world.times("Ask") == [0]
    assert world.route() == ["Ask", "Broken"]


def test_a_task_that_is_too_slow_is_tried_again_after_its_time_and_a_second(
    tmp_path: Path,
) -> None:
    slow = gives({"mood": "glad"}, after=9)
    world = FlowWorld(stall(ASK_THEN_NOTE, tmp_path), {"Ask": [slow, gives({"mood": "cross"})]})
    world.run()
    assert world.times("Ask") == [0, 5]


def test_each_try_of_one_entry_carries_the_same_command(tmp_path: Path) -> None:
    world = FlowWorld(stall(ASK_THEN_NOTE, tmp_path), {"Ask": [raises("Odd"), raises("Odd")]})
    world.run()
    payloads = [call.arguments["Payload"] for _, call in world.calls if call.state == "Ask"]
    assert {each["command"] for each in payloads} == {f"execution-1/Ask/{at(0)}"}
    assert {each["task"] for each in payloads} == {"Ask"}
    assert {each["correlation_id"] for each in payloads} == {"order-1"}


CHARGE = """
way_out: Note
time: {each: 5s, tries: 3}
start: Charge
states:
  Charge:
    task: Desk.Charge
    with: {order_id: input.order_id}
    catch: {OutcomeUnknown: Perhaps, Declined: No}
    next: Done
  Perhaps: {end: true}
  No: {end: true}
  Note: {task: Desk.Note, with: {order_id: input.order_id}, next: Done}
  Done: {end: true}
"""


def test_what_leaves_open_whether_it_happened_is_an_unknown_outcome(tmp_path: Path) -> None:
    doubts: list[Outcome] = [
        Later(5.5, Failure("never", "")),  # the state's own time is over first
        Failure("Sandbox.Timedout", "Task timed out after 5.00 seconds"),
        Failure("Lambda.Unknown", ""),
        Failure("Runtime.ExitError", "RequestId: 1 Error: Runtime exited with error"),
        Failure("Lambda.ServiceException", ""),
        raises("OutcomeUnknown"),
    ]
    made = stall(CHARGE, tmp_path)
    for doubt in doubts:
        world = FlowWorld(made, {"Charge": [doubt]})
        world.run()
        assert world.route() == ["Charge", "Perhaps"]


def test_a_once_task_is_never_tried_again(tmp_path: Path) -> None:
    world = FlowWorld(stall(CHARGE, tmp_path), {"Charge": [Failure("Odd")]})
    world.run()
    assert world.times("Charge") == [0]


def test_a_failure_that_nothing_catches_goes_to_the_way_out(tmp_path: Path) -> None:
    world = FlowWorld(stall(CHARGE, tmp_path), {"Charge": [Failure("Odd")]})
    world.run()
    assert world.route() == ["Charge", "Note", "Done"]


def test_a_failure_on_the_way_out_goes_on_to_the_states_own_next(tmp_path: Path) -> None:
    script: Script = {"Charge": [Failure("Odd")], "Note": [Failure("Odd")] * 3}
    world = FlowWorld(stall(CHARGE, tmp_path), script)
    execution = world.run()
    assert world.route() == ["Charge", "Note", "Done"]
    assert execution.status is Status.SUCCEEDED


def test_a_failure_of_the_state_that_ends_fails_the_execution(tmp_path: Path) -> None:
    text = """
way_out: Note
start: Note
states:
  Note: {task: Desk.Note, with: {order_id: input.order_id}, end: true}
"""
    world = FlowWorld(stall(text, tmp_path), {"Note": [Failure("Odd", "why")]})
    execution = world.run()
    assert (execution.status, execution.error) == (Status.FAILED, "Odd")


EMIT = """
variables: {step: {type: integer, starts: 0}}
start: Tell
states:
  Tell:
    emit: Told
    with: {order_id: input.order_id, number: step, text: input.note}
    set: {step: step + 1}
    next: {next: Tell, at_most: 1, else: Done}
  Done: {end: true}
"""


def test_an_emit_tells_a_fact_in_the_common_envelope(tmp_path: Path) -> None:
    world = FlowWorld(stall(EMIT, tmp_path))
    world.run()
    first, _ = world.told
    assert len(first.pop("event_id")) == 32
    assert first == {
        "event_type": "Told",
        "schema_version": 1,
        "aggregate_type": "order",
        "aggregate_id": "order-1",
        "timestamp": at(0),
        "correlation_id": "order-1",
        "causation_id": "execution-1",
        "source": "stall.sell",
        "data": {"order_id": "order-1", "number": 0, "text": None},
    }


def test_an_emit_goes_to_the_systems_bus_under_the_flows_name(tmp_path: Path) -> None:
    world = FlowWorld(stall(EMIT, tmp_path))
    world.run()
    entry = world.calls[0][1].arguments["Entries"][0]
    del entry["Detail"]
    assert entry == {"EventBusName": "stall-bus", "Source": "stall.sell", "DetailType": "Told"}


def test_an_event_id_is_the_same_in_every_run_and_another_in_every_entry(tmp_path: Path) -> None:
    # What names an entry is its time, and a state is not entered twice in a millisecond.
    text = (
        EMIT.replace("next: {next: Tell,", "next: {next: Rest,") + "  Rest: {wait: 1s, next: Tell}"
    )
    ids = []
    made = stall(text, tmp_path)
    for _ in range(2):
        world = FlowWorld(made)
        world.run()
        ids.append([each["event_id"] for each in world.told])
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == 2


def test_an_emit_has_one_try_of_five_seconds(tmp_path: Path) -> None:
    text = EMIT + "way_out: Done\n"
    slow = gives({"FailedEntryCount": 0}, after=6)
    world = FlowWorld(stall(text, tmp_path), {"Tell": [slow]})
    world.run()
    assert (world.times("Tell"), world.seconds()) == ([0], 5)

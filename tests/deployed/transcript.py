"""What happened to one story on the deployed system, in the words of the simulator's transcript.

It stands apart because it alone reads what the deployed system leaves behind: the facts that it
stored, the executions' histories, the stand-in's own record. Invariant: every line stands for
something that one of these three holds; none is made up.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from generated.deployment import FLOWS
from generated.events.fact import Fact
from local.aws import ACCOUNT, REGION
from local.clients import Clients
from local.state_faults import MARK
from simulator.clock import microseconds
from simulator.world.blueprint import read_generated
from simulator.world.bus import describe_fact
from simulator.world.trace import Line

Entry = Mapping[str, Any]
ENDS = {
    "no answer": "does not answer",
    "busy": "is not reached: busy",
    "invalid number": "is not reached: invalid_number",
    "rejected": "is not reached: rejected",
    "ended over the API": "is hung up on by us",
    "the caller hung up": "is hung up on by our instructions",
    "the instructions ended": "is hung up on: the instructions ended",
}
MILLISECOND = 1000
NOT_OURS = ("Lambda.", "States.", "Sandbox.")
"""How errors begin that no code of ours raises."""
FAULTS = {"lost": "is lost", "late": "is late by {by_seconds:g} s", "duplicate": "comes twice"}
"""Those that the simulator's transcript tells; the others show in what follows."""


def fact_lines(facts: Iterable[Fact]) -> list[Line]:
    """Give a line for each fact."""
    return [Line(microseconds(fact.timestamp), describe_fact(fact.to_detail())) for fact in facts]


def telephone_lines(entries: Iterable[Entry], hotel: str) -> Iterator[Line]:
    """Say what the stand-in telephone did and heard in one call to a hotel."""
    for entry in entries:
        text = _words(entry, hotel)
        if text is not None:
            yield Line(microseconds(datetime.fromisoformat(entry["at"])), text)


def _words(entry: Entry, hotel: str) -> str | None:
    match entry["who"], entry["what"]:
        case "hotel", "says":
            heard = "" if entry["listened_to"] else " (nobody listens)"
            return f"{hotel} says: {entry['text']}{heard}"
        case "hotel", "presses":
            return f"{hotel} presses: {entry['keys']}"
        case "hotel", "stops":
            return f"{hotel} stops in mid-sentence"
        case "hotel", "faxes":
            return f"{hotel} sends a fax tone"
        case "hotel", what:
            return f"{hotel} {what}"
        case "caller", "says":
            return (
                f"we say to {hotel}: {entry['text']}{' -- (cut off)' if 'cut_off' in entry else ''}"
            )
        case "caller", "presses":
            return f"we press for {hotel}: {entry['keys']}"
        case "twilio", "initiated":
            return f"{hotel} rings"
        case "twilio", "in-progress":
            return f"{hotel} answers"
        case "twilio", "fault":
            return _fault(entry)
        case "twilio", "over":
            return _end(entry["because"], hotel)
        case _:
            return None


def _fault(entry: Entry) -> str | None:
    if entry["fault"] == "api_timeout":
        return "the provider places the call and does not answer"
    told = FAULTS.get(entry["fault"])
    return None if told is None else f"webhook {entry['webhook']} {told.format_map(entry)}"


def _end(because: str, hotel: str) -> str | None:
    if because.startswith("application error"):
        return f"{hotel} is hung up on: a webhook gave no instructions"
    if because == "the time limit was reached":
        return f"the provider's time limit ends the call to {hotel}"
    return f"{hotel} {ENDS[because]}" if because in ENDS else None


def flow_lines(clients: Clients, call_id: str) -> list[Line]:
    """Say which tasks a call's flow made, what was wrong with them, and how the flow ended.

    All is told a millisecond early: a fact that a state emits bears the state's EnteredTime, which
    MiniStack reads just before it notes the event of that name.
    """
    states = read_generated(FLOWS[0].definition)["States"]
    lines: list[Line] = []
    state, tries, failed_alone = "", 0, False
    for event in history(clients, call_id):
        at = microseconds(event["timestamp"]) - MILLISECOND
        match str(event["type"]):
            case "TaskStateEntered":
                state, tries, failed_alone = event["stateEnteredEventDetails"]["name"], 0, False
                lines.append(Line(at, f"flow in {state}"))
            case "TaskScheduled":
                tries += 1
                if failed_alone:
                    lines.append(Line(at, f"{state} was too slow and is tried again"))
                elif tries > 1:
                    lines.append(Line(at, f"flow in {state} (retry {tries - 1})"))
            case "TaskStarted":  # no other than a struck one is told of
                kind = event["taskStartedEventDetails"]["resource"].removeprefix(MARK)
                lines[-1] = lines[-1]._replace(text=f"{lines[-1].text} [fault: {kind}]")
            case "TaskFailed":
                error = event["taskFailedEventDetails"]["error"]
                is_struck = "[fault: " in lines[-1].text
                failed_alone = error.startswith(NOT_OURS) and not is_struck
                if not failed_alone and not is_struck:
                    function = states[state]["Arguments"]["FunctionName"].strip("${}")
                    lines.append(Line(at, f"{function} raises {error}"))
            case "ExecutionSucceeded" | "ExecutionFailed" as end:
                how = end.removeprefix("Execution").lower()
                lines.append(Line(at, f"flow {how} {call_id[:10]}"))
            case _:
                pass
    return lines


def is_flow_over(clients: Clients, call_id: str) -> bool:
    """Whether a call's flow has come to an end."""
    return "stopDate" in clients.flows.describe_execution(executionArn=execution(call_id))


def history(clients: Clients, call_id: str) -> Iterator[Mapping[str, Any]]:
    """Give the events of a call's flow."""
    pages = clients.flows.get_paginator("get_execution_history")
    for page in pages.paginate(executionArn=execution(call_id)):
        yield from page["events"]


def execution(call_id: str) -> str:
    """Give the ARN of a call's flow, which is named after the call."""
    return f"arn:aws:states:{REGION}:{ACCOUNT}:execution:{FLOWS[0].physical_name}:{call_id}"

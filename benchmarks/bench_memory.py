"""What executions cost as they become many: finished ones in time, live ones in time and memory.

    python -m benchmarks.bench_memory [SECONDS]

Each is a call of the generated call flow, its tasks answered at once, up to its first wait;
finished ones are then told that the call ended, one each virtual second. 1,000 up to 1,000,000 of
them, as far as SECONDS of CPU time for each table allow; nothing is extrapolated. Ratios are to the
first 1,000. Bytes are what the process grew by, for each call so far. A million live calls take
about 3 GB and two or three minutes.
"""

import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any

from benchmarks.process_memory import peak_bytes
from simulator.asl import (
    AwaitToken,
    Execution,
    Outcome,
    Status,
    StepFunctions,
    Success,
    TaskCall,
    compile_machine,
)
from simulator.clock import MICROSECONDS, Clock

SIZES = (1_000, 10_000, 100_000, 1_000_000)
SECONDS = 40.0
ENDED = {"fact": "CallEnded", "event": {"outcome": "no_answer"}}


class PromptTasks:
    """Answers each task at once; waits keep their token in `token`."""

    def __init__(self) -> None:
        self.token = ""

    def perform(self, call: TaskCall) -> Outcome:
        """Give a Lambda's empty answer."""
        if call.token is not None:
            self.token = call.token
            return AwaitToken()
        return Success({"Payload": None, "StatusCode": 200})


class Calls:
    """Starts calls over one clock."""

    def __init__(self) -> None:
        text = files("generated").joinpath("asl/call_handler.asl.json").read_text("utf-8")
        self._machine = compile_machine(json.loads(text))
        self._tasks = PromptTasks()
        self._service = StepFunctions(Clock(datetime(2026, 1, 1, tzinfo=UTC)), self._tasks)
        self._started = 0

    def begin(self) -> Execution:
        """Start a call, which then waits for somebody to answer."""
        self._started += 1
        plan: dict[str, Any] = {
            "call_id": f"call-{self._started:032x}",
            "phone": "+15550100",
            "requests": [{"record_id": f"record-{self._started}"}],
        }
        execution = self._service.start(self._machine, plan)
        if execution.status is not Status.RUNNING:
            raise RuntimeError(f"the call ended before its first wait: {execution.cause}")
        return execution

    def finish(self) -> None:
        """Start a call, let it end and a virtual second pass."""
        execution = self.begin()
        self._service.send_task_success(self._tasks.token, ENDED)
        if execution.status is not Status.SUCCEEDED:
            raise RuntimeError(f"the call did not end: {execution.status} {execution.cause}")
        clock = self._service.clock
        clock.run(until=clock.now + MICROSECONDS)


def grow(title: str, one_more: Callable[[], object], seconds: float) -> None:
    """Print a line for each size that the time allows: cost of each call since the last size."""
    sys.stdout.write(f"{title}\n  {'calls':>9}  {'us each':>8}  {'ratio':>5}  bytes each  ratio\n")
    base_memory, done = peak_bytes(), 0
    began = time.process_time()
    first: tuple[float, float] | None = None
    for size in SIZES:
        start, before = time.process_time(), done
        while done < size:
            one_more()
            done += 1
            if done % 1_000 == 0 and time.process_time() - began > seconds:
                break
        each = (time.process_time() - start) / (done - before) * 1e6
        memory = (peak_bytes() - base_memory) / done
        first = first or (each, memory)
        sys.stdout.write(
            f"  {done:>9,}  {each:>8.1f}  {each / first[0]:>5.2f}  {memory:>10,.0f}  "
            f"{f'{memory / first[1]:.2f}' if first[1] else '-':>5}\n"
        )
        if done < size:
            sys.stdout.write(f"  stopped after {seconds:.0f} s: {size:,} do not fit\n")
            return


def main() -> None:
    """Finished calls first: what they leave behind would hide in what live ones hold."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    finished = Calls()
    grow("Calls one after another, each to its end", finished.finish, seconds)
    live, held = Calls(), []
    grow("Calls live at once", lambda: held.append(live.begin()), seconds)


if __name__ == "__main__":
    main()

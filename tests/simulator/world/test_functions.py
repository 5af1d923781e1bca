"""Lambda: limits, throttles, time-outs after effects, and cold starts."""

from datetime import UTC, datetime

from runtime.serving import Function
from simulator.clock import MICROSECONDS
from simulator.system.simulation import Settings, Simulation
from simulator.timing import Weather
from simulator.world.functions import WARM_FOR, Answer, Raised, Returned, Throttled, TimedOut

BEGINS = datetime(2026, 11, 23, 15, tzinfo=UTC)
STEADY = Weather(handler=(0.1, 0.1), cold_start=(1.0, 1.0))
COLD, WARM = 1.1, 0.1


def world(stage: str = "prod", weather: Weather = STEADY) -> Simulation:
    around = Simulation({}, Settings(BEGINS, stage=stage, weather=weather))
    around.schedules.stop()  # they run the same functions
    return around


def wait(around: Simulation, seconds: float) -> None:
    around.virtual_clock.run(until=around.virtual_clock.now + round(seconds * MICROSECONDS))


def took(around: Simulation, name: str = "Scheduler", slow: float = 0.0) -> float:
    """Run a function to its end and tell how long that took."""
    began, ended = around.virtual_clock.now, list[int]()
    around.functions.invoke(
        name,
        lambda _: None,
        lambda _: ended.append(around.virtual_clock.now),
        slow=round(slow * MICROSECONDS),
    )
    while not ended:
        wait(around, 0.01)
    return (ended[0] - began) / MICROSECONDS


def fails(_: Function) -> None:
    raise LookupError("it is broken")


def test_a_time_out_strikes_after_the_effect() -> None:
    around, effects, answers = world(), list[str](), list[Answer]()
    around.functions.invoke(
        "Scheduler", lambda _: effects.append("done"), answers.append, slow=40 * MICROSECONDS
    )
    wait(around, 29)
    assert (effects, answers) == (["done"], [])
    wait(around, 2)
    assert answers == [TimedOut()]


def test_no_more_instances_run_than_the_stage_reserves() -> None:
    around, answers = world(), list[Answer]()
    for _ in range(3):
        around.functions.invoke("Scheduler", lambda _: None, answers.append)
    wait(around, 5)

    assert sorted(type(answer).__name__ for answer in answers) == [
        "Returned",
        "Returned",
        "Throttled",
    ]


def test_a_stage_that_reserves_nothing_limits_nothing() -> None:
    around, answers = world("dev"), list[Answer]()
    for _ in range(3):
        around.functions.invoke("Scheduler", lambda _: None, answers.append)
    wait(around, 5)

    assert answers == [Returned(None)] * 3


def test_an_exception_is_the_functions_answer_and_a_crash_where_it_is_none_of_ours() -> None:
    around, answers = world(), list[Answer]()
    around.functions.invoke("Scheduler", fails, answers.append)
    wait(around, 5)

    assert answers == [Raised("LookupError", "it is broken")]
    assert around.functions.crashes == ["Scheduler: LookupError: it is broken"]


def test_a_throttled_run_has_no_effect_and_takes_no_instance() -> None:
    around, effects, answers = world(), list[str](), list[Answer]()

    def run(name: str) -> None:
        around.functions.invoke("Scheduler", lambda _: effects.append(name), answers.append)

    for name in ("first", "second", "third"):
        run(name)
    wait(around, 5)

    assert (effects, answers[0]) == (["first", "second"], Throttled())
    assert around.functions.runs["Scheduler"] == 2


def test_a_reserve_is_a_functions_own() -> None:
    around, answers = world(), list[Answer]()
    for _ in range(2):
        around.functions.invoke("Scheduler", lambda _: None, lambda _: None)
    around.functions.invoke("EventWriter", lambda _: None, answers.append)
    wait(around, 5)

    assert answers == [Returned(None)]


def test_the_first_run_is_a_cold_start_and_the_next_is_not() -> None:
    around = world()

    assert [took(around), took(around)] == [COLD, WARM]


def test_each_function_starts_cold() -> None:
    around = world()
    took(around, "Scheduler")

    assert took(around, "EventWriter") == COLD


def test_runs_at_the_same_time_need_an_instance_each() -> None:
    around, ended = world(), list[float]()
    took(around)
    began = around.virtual_clock.now
    for _ in range(2):
        around.functions.invoke(
            "Scheduler",
            lambda _: None,
            lambda _: ended.append((around.virtual_clock.now - began) / MICROSECONDS),
        )
    wait(around, 5)

    assert ended == [WARM, COLD]


def test_an_instance_that_was_idle_for_long_is_gone() -> None:
    around = world()
    took(around)
    around.virtual_clock.run(until=around.virtual_clock.now + WARM_FOR - 1)
    assert took(around) == WARM
    around.virtual_clock.run(until=around.virtual_clock.now + WARM_FOR)

    assert took(around) == COLD


def test_a_cold_start_does_not_count_towards_the_time_out() -> None:
    around = world()

    assert took(around, slow=60) == 1 + 30  # the cold start, and the generated time-out


def test_an_instance_whose_time_is_over_is_gone() -> None:
    around = world()
    took(around, slow=60)

    assert took(around) == COLD

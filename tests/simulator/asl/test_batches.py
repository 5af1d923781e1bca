"""ItemBatcher: what each execution of a distributed Map gets and gives.

Source: Developer Guide, "ItemBatcher (Map)"; Amazon States Language specification, "Batching
Items"; the order of BatchInput and Items, and digits behind a path, from LocalStack's recordings
of map_item_batching_base_json_max_per_batch_jsonata and reference_in_map_state_max_items_path.
"""

import pytest

from semantics.payload import Json
from simulator.asl import DefinitionError, Failure, Status, compile_machine
from tests.simulator.asl.asl_world import Simulate, Simulation, history_of

ECHO = {"Type": "Pass", "End": True}


def batched(
    batcher: Json, state: Json = ECHO, *, mode: str = "DISTRIBUTED", **fields: Json
) -> Json:
    each = {
        "Type": "Map",
        "ItemProcessor": {
            "ProcessorConfig": {"Mode": mode},
            "StartAt": "Batch",
            "States": {"Batch": state},
        },
        "ItemBatcher": batcher,
        "End": True,
        **fields,
    }
    return {"StartAt": "Each", "States": {"Each": each}}


def test_items_come_in_batches_of_so_many_and_a_rest(world: Simulation) -> None:
    execution = world.run(batched({"MaxItemsPerBatch": 2}), [1, 2, 3, 4, 5])
    assert execution.output == [{"Items": [1, 2]}, {"Items": [3, 4]}, {"Items": [5]}]


def test_the_map_started_with_its_items_not_its_batches(world: Simulation) -> None:
    execution = world.run(batched({"MaxItemsPerBatch": 2}), [1, 2, 3])
    (started,) = [e for e in history_of(execution) if e["type"] == "MapStateStarted"]
    assert started["mapStateStartedEventDetails"] == {"length": 3}


def test_no_items_make_no_batch(world: Simulation) -> None:
    assert world.run(batched({"MaxItemsPerBatch": 2}), []).output == []


def test_a_batch_ends_before_its_input_would_have_too_many_bytes(world: Simulation) -> None:
    items = ["a" * 8] * 5  # ten bytes each, and {"Items":[]} has twelve
    for most, sizes in [(33, [2, 2, 1]), (32, [1] * 5), (1_000, [5])]:
        execution = world.run(batched({"MaxInputBytesPerBatch": most}), items)
        assert [len(batch["Items"]) for batch in execution.output] == sizes, most


def test_the_bytes_reduce_the_number(world: Simulation) -> None:
    execution = world.run(
        batched({"MaxItemsPerBatch": 3, "MaxInputBytesPerBatch": 17}), [1, 2, 3, 4]
    )
    assert [batch["Items"] for batch in execution.output] == [[1, 2, 3], [4]]


def test_no_batch_is_larger_than_a_payload(world: Simulation) -> None:
    execution = world.run(batched({"MaxItemsPerBatch": 10}), ["a" * 100_000] * 2)
    assert execution.status is Status.SUCCEEDED
    execution = world.run(
        batched({"MaxItemsPerBatch": 10}, {"Type": "Pass", "Result": 1, "End": True},
                ItemSelector={"a.$": "$$.Map.Item.Value", "b.$": "$$.Map.Item.Value"}),
        ["a" * 60_000] * 4,
    )  # fmt: skip
    assert execution.output == [1, 1]


def test_an_item_that_is_too_large_alone_fails_the_map(world: Simulation) -> None:
    execution = world.run(batched({"MaxInputBytesPerBatch": 20}), ["a", "a" * 30])
    assert execution.error == "States.DataLimitExceeded"


def test_each_batch_gets_the_fixed_input_which_counts(world: Simulation) -> None:
    batcher = {"MaxInputBytesPerBatch": 39, "BatchInput": {"by.$": "$.by"}}
    value = {"by": "me", "list": [1, 2, 3]}
    execution = world.run(batched(batcher, ItemsPath="$.list"), value)
    assert execution.output == [
        {"BatchInput": {"by": "me"}, "Items": [1]},
        {"BatchInput": {"by": "me"}, "Items": [2]},
        {"BatchInput": {"by": "me"}, "Items": [3]},
    ]
    assert list(execution.output[0]) == ["BatchInput", "Items"]


def test_items_are_selected_before_they_are_batched(world: Simulation) -> None:
    selector = {"at.$": "$$.Map.Item.Index", "it.$": "$$.Map.Item.Value"}
    execution = world.run(batched({"MaxItemsPerBatch": 5}, ItemSelector=selector), ["a", "b"])
    assert execution.output == [{"Items": [{"at": 0, "it": "a"}, {"at": 1, "it": "b"}]}]


@pytest.mark.parametrize("most", [2, "2"])
def test_the_limits_can_come_from_the_input(world: Simulation, most: Json) -> None:
    batcher = {"MaxItemsPerBatchPath": "$.most", "MaxInputBytesPerBatchPath": "$.bytes"}
    value = {"most": most, "bytes": 100, "list": [1, 2, 3]}
    execution = world.run(batched(batcher, ItemsPath="$.list"), value)
    assert [batch["Items"] for batch in execution.output] == [[1, 2], [3]]


def test_the_limits_can_be_computed(world: Simulation) -> None:
    batcher = {
        "MaxItemsPerBatch": "{% $states.input.most %}",
        "MaxInputBytesPerBatch": "{% 100 * $states.input.most %}",
        "BatchInput": {"state": "{% $states.context.State.Name %}"},
    }
    definition = {"QueryLanguage": "JSONata", **batched(batcher, Items="{% $states.input.list %}")}
    execution = world.run(definition, {"most": 2, "list": [1, 2, 3]})
    assert execution.output == [
        {"BatchInput": {"state": "Each"}, "Items": [1, 2]},
        {"BatchInput": {"state": "Each"}, "Items": [3]},
    ]


@pytest.mark.parametrize(
    ("language", "batcher", "error"),
    [
        ("JSONPath", {"MaxItemsPerBatchPath": "$[0]"}, "States.Runtime"),
        ("JSONata", {"MaxItemsPerBatch": "{% $states.input[0] %}"}, "States.QueryEvaluationError"),
    ],
)
def test_a_limit_that_is_not_positive_is_an_error(
    world: Simulation, language: str, batcher: Json, error: str
) -> None:
    assert world.run({"QueryLanguage": language, **batched(batcher)}, [0, 1]).error == error


def test_a_batch_that_fails_has_failed_all_its_items(simulation: Simulate) -> None:
    task = {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:1:function:f", "End": True}
    for tolerated, status in [(2, Status.SUCCEEDED), (1, Status.FAILED)]:
        world = simulation({"Batch": [Failure("Broken")]})
        definition = batched({"MaxItemsPerBatch": 2}, task, ToleratedFailureCount=tolerated)
        assert world.run(definition, [1, 2, 3]).status is status


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"batcher": {}}, "/States/Each/ItemBatcher"),
        ({"batcher": {"BatchInput": 1}}, "/States/Each/ItemBatcher"),
        ({"batcher": {"MaxItemsPerBatch": 0}}, "/States/Each/ItemBatcher/MaxItemsPerBatch"),
        ({"batcher": {"MaxItems": 1}}, "/States/Each/ItemBatcher/MaxItems"),
        ({"batcher": {"MaxItemsPerBatch": 1, "MaxItemsPerBatchPath": "$"}},
         "/States/Each/ItemBatcher"),
        ({"batcher": {"MaxItemsPerBatch": 1}, "mode": "INLINE"}, "/States/Each/ItemBatcher"),
        ({"batcher": {"MaxItemsPerBatchPath": "$"}, "QueryLanguage": "JSONata"},
         "/States/Each/ItemBatcher/MaxItemsPerBatchPath"),
    ],
)  # fmt: skip
def test_a_batcher_that_says_nothing_or_too_much_is_refused(fields: Json, place: str) -> None:
    with pytest.raises(DefinitionError, match=f"^{place}: "):
        compile_machine(batched(**fields))

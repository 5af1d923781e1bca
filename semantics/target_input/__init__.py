"""What an EventBridge rule's target is sent: the event, a part of it, a constant or a template.

    read_target_input({"Id": "1", "Arn": ..., "InputPath": "$.detail"}).text(event, rule)

It stands apart because it is the service's own rule, known without a bus, a queue or a clock.
Invariant: pure; a target that is read once sends the same text for the same event and rule, in
time that grows with the length of the template and of what it is filled with.

Sources, named in short where a rule is written down:
"User Guide": EventBridge User Guide, "Amazon EventBridge input transformation".
"API": EventBridge API Reference and service model, PutTargets, Target and InputTransformer.
"recorded": answers of the service that others recorded: localstack/localstack,
tests/aws/services/events/test_events_inputs.snapshot.json.
"assumed": no source says it; the reason is given.
"""

from semantics.target_input.errors import CannotTransform, InvalidTargetInput
from semantics.target_input.target import RuleNames, TargetInput, read_target_input

__all__ = [
    "CannotTransform",
    "InvalidTargetInput",
    "RuleNames",
    "TargetInput",
    "read_target_input",
]

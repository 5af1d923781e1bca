"""EventBridge's event patterns: what a rule's pattern means, and whether it is one at all.

They stand apart because the generator refuses what the service would refuse, and the simulator
delivers what the service would deliver: both ask here.

    pattern = parse({"source": ["folio.calls"], "detail": {"seconds": [{"numeric": [">", 540]}]}})
    pattern.matches({"source": "folio.calls", "detail": {"seconds": 541}})  # True

Invariant: pure and deterministic; no pattern and no event makes it take more than near-linear time.
Sources: EventBridge User Guide, "Event patterns"; aws/event-ruler, the service's open matcher.
"""

from semantics.patterns.invalid import InvalidPattern
from semantics.patterns.matching import Pattern
from semantics.patterns.parsing import parse, parse_json
from semantics.patterns.pattern_set import PatternSet
from semantics.patterns.witness import witness

__all__ = ["InvalidPattern", "Pattern", "PatternSet", "parse", "parse_json", "witness"]

"""The whole system as one stack.

It stands apart because it alone knows the order in which things are built: what is referred to
comes first.
"""

import aws_cdk as cdk
from constructs import Construct

from generated import deployment as rows
from infra.alarms import add_alarms
from infra.api import add_api
from infra.flows import add_flows, name_flows
from infra.functions import Functions, InstallLibraries
from infra.routes import Routes, add_bus
from infra.stores import Stores
from infra.things import Things


class SystemStack(cdk.Stack):
    """Everything that `generated/deployment.py` lists, for one stage."""

    def __init__(
        self, scope: Construct, stage: rows.StageRow, install: InstallLibraries | None
    ) -> None:
        super().__init__(scope, rows.SYSTEM.name, description=rows.SYSTEM.doc)
        things = Things(stage.name)
        stores = Stores(self, stage, things)
        add_bus(self, things)
        name_flows(self, things)
        functions = Functions(self, stage, things, stores, install)
        add_flows(self, things)
        Routes(self, things, stores, functions)
        if rows.API is not None:
            add_api(self, rows.API, functions)
        add_alarms(self, things)


def find_stage(name: object) -> rows.StageRow:
    """Return the stage of that name; SystemExit tells which there are."""
    stages = {stage.name: stage for stage in rows.STAGES}
    if name not in stages:
        raise SystemExit(f"no stage {name!r}: say one of {', '.join(stages)} with -c stage=...")
    return stages[str(name)]

"""Control of faults: rules that make matching calls go wrong."""

from collections.abc import Mapping

from invaller.kernel.api import Handler
from invaller.kernel.calls import Answer, Call
from invaller.kernel.faults import FaultError, parse_fault
from invaller.kernel.world import World
from invaller.serving.control.problems import refusing


def fault_handlers(world: World) -> Mapping[str, Handler]:
    """Handlers by operationId."""

    def list_faults(call: Call) -> Answer:
        return Answer(200, {"faults": [fault.to_document() for fault in call.workspace.faults]})

    @refusing(FaultError)
    def add_fault(call: Call) -> Answer:
        workspace = call.workspace
        fault = parse_fault(call.body, f"fault-{workspace.ids.counter('fault')}")
        if fault.api is not None and fault.api not in world.apis:
            raise FaultError(f"no API {fault.api!r}; there are {', '.join(world.apis)}")
        outages = {name for api in world.apis.values() for name in api.outages}
        if fault.effect.outage is not None and fault.effect.outage not in outages:
            raise FaultError(f"no outage {fault.effect.outage!r}; there are {sorted(outages)}")
        workspace.faults.append(fault)
        return Answer(201, fault.to_document())

    def clear_faults(call: Call) -> Answer:
        call.workspace.clear_faults()
        return Answer(204)

    return {"listFaults": list_faults, "addFault": add_fault, "clearFaults": clear_faults}

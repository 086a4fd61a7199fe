"""What the server is: health, readiness, fidelity, its own specification."""

from collections.abc import Mapping

from invaller.kernel.api import Handler
from invaller.kernel.calls import Answer, Call
from invaller.kernel.specs import fidelity_of, read_yaml
from invaller.kernel.version import VERSION
from invaller.kernel.world import World
from invaller.serving.control.problems import problem


def information_handlers(world: World) -> Mapping[str, Handler]:
    """Handlers by operationId."""

    def health(_call: Call) -> Answer:
        return Answer(200, {"status": "healthy", "version": VERSION, "apis": list(world.apis)})

    def fidelity(call: Call) -> Answer:
        asked = call.parameters.get("api")
        if asked is not None and asked not in world.apis:
            return problem(404, f"no API {asked!r}; there are {', '.join(world.apis)}")
        keys = [asked] if asked else list(world.apis)
        return Answer(200, {key: fidelity_of(key) for key in keys})

    return {"getHealth": health, "getReady": health, "getFidelity": fidelity, "getOpenapi": openapi}


def openapi(_call: Call) -> Answer:
    """The control plane's own specification."""
    return Answer(200, read_yaml("control", "openapi.yaml"))

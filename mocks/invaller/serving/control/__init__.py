"""The control plane `/_sim`: steers and questions the simulators of a world."""

from invaller.kernel.api import Api
from invaller.kernel.world import World
from invaller.serving.control.certificates import certificate_handlers
from invaller.serving.control.clock import clock_handlers
from invaller.serving.control.faults import fault_handlers
from invaller.serving.control.information import information_handlers
from invaller.serving.control.problems import control_problem
from invaller.serving.control.requests import REQUEST_HANDLERS
from invaller.serving.control.state import state_handlers
from invaller.serving.control.workspaces import workspace_handlers

BASE = "/_sim"


def control_api(world: World, tls_port: int | None = None) -> Api:
    """The control plane of a world, an API like the simulated ones, but never journalled."""
    return Api(
        key="control",
        title="Control plane",
        base_path=BASE,
        handlers={
            **information_handlers(world),
            **workspace_handlers(world),
            **clock_handlers(),
            **state_handlers(world),
            **REQUEST_HANDLERS,
            **fault_handlers(world),
            **certificate_handlers(world, tls_port),
        },
        problem=control_problem,
    )

"""Control of data: state exports and imports, snapshots, settings."""

from collections.abc import Mapping

from invaller.kernel.api import Handler
from invaller.kernel.calls import Answer, Call
from invaller.kernel.settings import SettingsError
from invaller.kernel.state import StateError, export_state, import_state, merge_state
from invaller.kernel.world import World, WorldError
from invaller.serving.control.problems import refusing
from invaller.serving.control.workspaces import describe, switches_of


def state_handlers(world: World) -> Mapping[str, Handler]:
    """Handlers by operationId."""
    return {**_whole_state(world), **_snapshots(world), **_settings(world)}


def _whole_state(world: World) -> Mapping[str, Handler]:
    def export(call: Call) -> Answer:
        workspace = call.workspace
        return Answer(200, export_state(world.store, workspace.name, workspace.record()))

    @refusing(StateError)
    def replace(call: Call) -> Answer:
        world.adopt(import_state(world.store, call.workspace, call.body))
        return Answer(200, {"documents": sum(map(len, call.body["documents"].values()))})

    @refusing(StateError)
    def merge(call: Call) -> Answer:
        return Answer(200, {"documents": merge_state(call.workspace, call.body)})

    return {"exportState": export, "importState": replace, "mergeState": merge}


def _snapshots(world: World) -> Mapping[str, Handler]:
    def list_all(call: Call) -> Answer:
        return Answer(200, {"snapshots": world.snapshots(call.workspace.name)})

    @refusing(WorldError)
    def save(call: Call) -> Answer:
        world.save_snapshot(call.workspace, call.parameters["id"])
        return Answer(204)

    @refusing(WorldError, status=404)
    def show(call: Call) -> Answer:
        stored, record = world.snapshot(call.workspace.name, call.parameters["id"])
        return Answer(200, export_state(world.store, stored, record))

    @refusing(WorldError, status=404)
    def restore(call: Call) -> Answer:
        workspace = world.restore_snapshot(call.workspace.name, call.parameters["id"])
        return Answer(200, describe(world, workspace, call.base.split("/_sim")[0].split("/w/")[0]))

    @refusing(WorldError, status=404)
    def delete(call: Call) -> Answer:
        world.delete_snapshot(call.workspace.name, call.parameters["id"])
        return Answer(204)

    return {
        "listSnapshots": list_all,
        "saveSnapshot": save,
        "getSnapshot": show,
        "restoreSnapshot": restore,
        "deleteSnapshot": delete,
    }


def _settings(world: World) -> Mapping[str, Handler]:
    def show(call: Call) -> Answer:
        settings = call.workspace.settings
        switches = [switch for api in world.apis.values() for switch in api.switches]
        return Answer(
            200,
            {
                "strictness": settings.strictness,
                "registers": settings.registers,
                "switches": {
                    switch.name: {
                        "value": call.workspace.switch(switch.name),
                        "choices": list(switch.choices),
                        "source": switch.source,
                    }
                    for switch in switches
                },
            },
        )

    @refusing(SettingsError)
    def change(call: Call) -> Answer:
        settings = call.workspace.settings.changed(call.body, dict(switches_of(world)))
        call.workspace.settings = settings
        return show(call)

    return {"getSettings": show, "setSettings": change}

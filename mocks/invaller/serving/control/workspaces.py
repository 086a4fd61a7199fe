"""Control of workspaces: making, forking, resetting, and their credentials."""

from collections.abc import Mapping
from typing import Any

from invaller.kernel.api import Handler
from invaller.kernel.calls import Answer, Call, Refusal
from invaller.kernel.clock import ClockError, render_instant
from invaller.kernel.identity.accounts import (
    Account,
    Session,
    applications_of,
    open_session,
    user_of,
    users_of,
)
from invaller.kernel.identity.assertions import sign_assertion
from invaller.kernel.identity.clients import clients_of
from invaller.kernel.identity.keys import key_pair
from invaller.kernel.identity.tokens import mint_token
from invaller.kernel.processing import ProcessingError
from invaller.kernel.settings import SettingsError
from invaller.kernel.workspace import Workspace
from invaller.kernel.world import DEFAULT, UnusableName, World, WorldError
from invaller.serving.control.problems import problem, refusing

TOKEN_PATH = "/REST/oauth/v5/token"  # noqa: S105 - a path, not a secret


def switches_of(world: World) -> dict[str, tuple[str, ...]]:
    """The choices of every switch of the loaded APIs."""
    return {switch.name: switch.choices for api in world.apis.values() for switch in api.switches}


def workspace_handlers(world: World) -> Mapping[str, Handler]:
    """Handlers by operationId."""

    def described(workspace: Workspace, call: Call, status: int = 200) -> Answer:
        origin = call.base.removesuffix("/_sim")
        if "/w/" in origin:
            origin = origin[: origin.index("/w/")]
        return Answer(status, describe(world, workspace, origin))

    def list_workspaces(_call: Call) -> Answer:
        summaries = [_summary(world.workspace(name)) for name in world.names()]
        return Answer(200, {"workspaces": summaries})

    @refusing(SettingsError, ProcessingError, ClockError)
    @refusing(WorldError, status=409)
    @refusing(UnusableName)
    def create_workspace(call: Call) -> Answer:
        given = dict(call.body or {})
        name = given.pop("id", None)
        settings = world.settings.changed(given, dict(switches_of(world)))
        return described(world.create(name, settings), call, 201)

    @refusing(WorldError, status=404)
    def get_workspace(call: Call) -> Answer:
        return described(world.workspace(call.parameters["id"]), call)

    @refusing(WorldError, status=404)
    def delete_workspace(call: Call) -> Answer:
        world.delete(call.parameters["id"])
        return Answer(204)

    @refusing(WorldError, status=409)
    @refusing(UnusableName)
    def fork_workspace(call: Call) -> Answer:
        name = (call.body or {}).get("id")
        return described(world.fork(call.parameters["id"], name), call, 201)

    def reset_workspace(call: Call) -> Answer:
        return described(world.reset(call.workspace.name), call)

    return {
        "listWorkspaces": list_workspaces,
        "createWorkspace": create_workspace,
        "getWorkspace": get_workspace,
        "deleteWorkspace": delete_workspace,
        "forkWorkspace": fork_workspace,
        "resetWorkspace": reset_workspace,
        "getToken": get_token,
        "getAssertion": get_assertion,
    }


def get_token(call: Call) -> Answer:
    """Mint an access token as the token endpoint would: for a client, or for a user."""
    if "user" in call.given:
        session = Session(_application(call), _user(call))
        token = open_session(call.workspace, session, call.now)
        return Answer(200, token.encode(), media_type="text/plain")
    client = _client(call)
    token = mint_token(call.workspace, client["clientId"], tuple(client["scopes"]), call.now)
    return Answer(200, token.encode(), media_type="text/plain")


def get_assertion(call: Call) -> Answer:
    """Sign an assertion with which a client of the workspace can ask for one token."""
    audience = call.base.removesuffix("/_sim") + TOKEN_PATH
    assertion = sign_assertion(call.workspace, _client(call)["clientId"], audience, call.now)
    return Answer(200, assertion.encode(), media_type="text/plain")


def _client(call: Call) -> dict[str, Any]:
    """The client that a call names; refuses one that the workspace does not have."""
    name = call.parameters["client"]
    clients = {client["name"]: client for client in clients_of(call.workspace.documents)}
    if name not in clients:
        raise Refusal(problem(404, f"no client {name!r}; there are {', '.join(clients)}"))
    return clients[name]


def _application(call: Call) -> Account:
    """The application that a call names; refuses one that the workspace does not have."""
    known = {one["name"]: one for one in applications_of(call.workspace.documents)}
    name = call.parameters["application"]
    if name not in known:
        raise Refusal(problem(404, f"no application {name!r}; there are {', '.join(known)}"))
    return known[name]


def _user(call: Call) -> Account:
    """The user whom a call names; refuses one that the workspace does not have."""
    user = user_of(call.workspace.documents, call.parameters["user"])
    if user is None:
        names = ", ".join(one["username"] for one in users_of(call.workspace.documents))
        raise Refusal(problem(404, f"no user {call.parameters['user']!r}; there are {names}"))
    return user


def describe(world: World, workspace: Workspace, origin: str) -> dict[str, Any]:
    """A workspace with all that a client needs to use it.

    origin: scheme, host and port under which the caller reaches the server.
    """
    prefix = "" if workspace.name == DEFAULT else f"/w/{workspace.name}"
    keys = key_pair(workspace.name, workspace.origin.seed)
    return {
        **_summary(workspace),
        "settings": workspace.settings.to_document(),
        "url": origin + prefix,
        "urls": {api.key: origin + prefix + api.base_path for api in world.apis.values()},
        "clients": clients_of(workspace.documents),
        "applications": applications_of(workspace.documents),
        "users": users_of(workspace.documents),
        "privateKey": keys.private_pem,
        "publicKey": keys.public_pem,
    }


def _summary(workspace: Workspace) -> dict[str, Any]:
    return {
        "id": workspace.name,
        "seed": workspace.settings.seed,
        "clock": workspace.clock.mode,
        "now": render_instant(workspace.now),
    }

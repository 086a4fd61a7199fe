"""What `serve` prints when it is ready: base URLs, credentials, and calls that answer."""

from invaller.kernel.identity.clients import clients_of
from invaller.kernel.legal_dates import legal_date
from invaller.kernel.world import World


def banner(world: World, url: str, operator_token: str | None) -> str:
    """The text for a server at a URL."""
    workspace = world.workspace()
    steer = f'curl -s -H "Authorization: Bearer {operator_token}"' if operator_token else "curl -s"
    today = legal_date(workspace.now)
    lines = [f"invaller serves {len(world.apis)} APIs; control plane and console: {url}/_sim/", ""]
    width = max(len(api.title) for api in world.apis.values())
    lines += [f"  {api.title.ljust(width)}  {url}{api.base_path}" for api in world.apis.values()]
    lines += ["", "credentials of workspace default:"]
    lines += [
        f"  {client['name']:9} {client['clientId']}  "
        f"(role {client['role']}, enterprise {client['enterpriseNumber']})"
        for client in clients_of(workspace.documents)
    ]
    lines += [f"  private key: {steer} {url}/_sim/workspaces/default   (member privateKey)", ""]
    if world.is_continued:
        lines += [f"the state holds {len(world.names())} workspaces, which keep their settings", ""]
    if operator_token:
        lines += [f"operator token of the control plane: {operator_token}", ""]
    for api in world.apis.values():
        if api.sample:
            call = api.sample.format(url=url, today=today, steer=steer)
            lines += [f"{api.title}:", f"  {call}", ""]
    return "\n".join(lines)

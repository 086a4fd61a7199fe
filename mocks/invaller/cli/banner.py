"""What `serve` prints when it is ready: base URLs, credentials, and calls that answer."""

from invaller.kernel.identity.clients import clients_of
from invaller.kernel.legal_dates import legal_date
from invaller.kernel.world import World


def banner(
    world: World, url: str, operator_token: str | None, secure_url: str | None = None
) -> str:
    """The text for a server at a URL, and at another one with TLS if it has that too."""
    workspace = world.workspace()
    steer = f'curl -s -H "Authorization: Bearer {operator_token}"' if operator_token else "curl -s"
    today = legal_date(workspace.now)
    lines = [f"invaller serves {len(world.apis)} APIs; control plane and console: {url}/_sim/", ""]
    lines += _bases(world, url)
    if secure_url:
        lines += ["", "with TLS, for clients that trust the CA and may show a certificate:"]
        lines += _bases(world, secure_url)
        lines += [f"  CA and certificates: {_issue(url, operator_token)}"]
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


def _bases(world: World, url: str) -> list[str]:
    """One line an API: its title and its base URL."""
    width = max(len(api.title) for api in world.apis.values())
    return [f"  {api.title.ljust(width)}  {url}{api.base_path}" for api in world.apis.values()]


def _issue(url: str, operator_token: str | None) -> str:
    """The command that gives the CA and a client certificate."""
    token = f" --token {operator_token}" if operator_token else ""
    return f"invaller certs issue --url {url}{token}"

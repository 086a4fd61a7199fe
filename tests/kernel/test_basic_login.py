"""Users with name and password: how a login is read, and whom it lets in."""

import base64
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invaller.kernel.identity.basic import (
    USERS,
    BasicUser,
    Credentials,
    LoginFailed,
    authenticate_basic,
    basic_credentials,
    sow_users,
)
from invaller.kernel.settings import Settings
from invaller.kernel.workspace import Workspace
from invaller.kernel.world import open_world

ISIS = BasicUser("isis", ("SE.50",))


def _header(text: str) -> str:
    return f"Basic {base64.b64encode(text.encode()).decode()}"


RIGHT = _header("isis:isis-simulator")


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    """A workspace with the users that one begins with."""
    world = open_world({}, Settings(), "sqlite://")
    with world.transaction():
        workspace = world.workspace()
        sow_users(workspace.documents)
        yield workspace
    world.store.close()


@given(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters=":")),
    st.text(st.characters(exclude_categories=["Cs"])),
)
def test_every_name_and_password_can_be_sent(name: str, password: str) -> None:
    """What a client writes as UTF-8 is read, colons in the password and empty texts included."""
    assert basic_credentials(_header(f"{name}:{password}")) == Credentials(name, password)


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "Basic",
        "Basic ",
        "Basic %%%",
        "Basic aXNpcw==",
        "Basic /w==",
        "Bearer x",
        "isis:x",
    ],
)
def test_what_is_no_basic_header_is_none(header: str | None) -> None:
    """Another scheme, no Base64, no UTF-8 and no colon are no credentials."""
    assert basic_credentials(header) is None


def test_the_scheme_may_be_in_any_case() -> None:
    """`basic` is Basic (RFC 7235, 2.1)."""
    assert basic_credentials(RIGHT.replace("Basic", "bAsIc  ")) == Credentials(
        "isis", "isis-simulator"
    )


@pytest.mark.parametrize(
    ("header", "query", "found"),
    [
        (RIGHT, None, ISIS),
        (RIGHT, {}, ISIS),
        (RIGHT, {"user": ["x"], "password": ["y"]}, None),
        (RIGHT, {"user": ["x"]}, ISIS),
        (None, {"user": ["isis"], "password": ["isis-simulator"]}, "query"),
        (RIGHT, {"user": ["isis"], "password": ["isis-simulator"]}, "query"),
        ("Bearer x", {"user": ["isis"], "password": ["isis-simulator"]}, None),
        (None, {"user": ["isis"]}, None),
        (None, {"password": ["isis-simulator"]}, None),
        (None, {"user": ["isis"], "password": ["Isis-simulator"]}, None),
        (None, None, None),
        (_header("isis:"), None, None),
        (_header("Isis:isis-simulator"), None, None),
        (_header("\x00:isis-simulator"), None, None),
        (_header("i\u0000sis:isis-simulator"), None, None),
    ],
)
def test_who_calls(
    workspace: Workspace,
    header: str | None,
    query: dict[str, list[str]] | None,
    found: BasicUser | str | None,
) -> None:
    """Header or query let in, both when they agree; half a login and a wrong one do not."""
    expected = BasicUser("isis", ("SE.50",), in_query=True) if found == "query" else found
    caller = authenticate_basic(workspace, header, query)
    assert (None if isinstance(caller, LoginFailed) else caller) == expected


def test_a_failed_login_says_why(workspace: Workspace) -> None:
    """An unknown user and a wrong password are told apart, and where the login was."""
    assert authenticate_basic(workspace, _header("x:y")) == LoginFailed(
        "workspace 'default' has no user 'x'"
    )
    by_query = {"user": ["isis"], "password": ["y"]}
    assert authenticate_basic(workspace, None, by_query) == LoginFailed(
        "the password is not that of 'isis'", "query"
    )


def test_the_units_of_a_user_are_its_own(workspace: Workspace) -> None:
    """A user may call for its units, one with a star for all, one without any for none."""
    workspace.documents.put(USERS, "two", {"name": "two", "password": "p", "units": ["SE.1", "2"]})
    may = {}
    for header in (
        _header("two:p"),
        _header("alles:alles-simulator"),
        _header("niets:niets-simulator"),
    ):
        user = authenticate_basic(workspace, header)
        assert isinstance(user, BasicUser)
        may[user.name] = [user.may_call_for(unit) for unit in ("SE.1", "2", "SE.2")]
    assert may == {"two": [True, True, False], "alles": [True] * 3, "niets": [False] * 3}

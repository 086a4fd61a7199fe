"""The exceptions as one tree, and what each says about itself."""

import inspect
import pickle

import pytest

from invaller_clients import errors
from invaller_clients.problems import Issue, Problem

Tree = dict[str, str | None]


def drawn_tree() -> Tree:
    """Each exception of the drawing in the module docstring, with the one it stands under."""
    parents: Tree = {}
    path: list[str] = []
    for line in (errors.__doc__ or "").splitlines():
        name = line.split(maxsplit=1)[0] if line.strip() else ""
        if not hasattr(errors, name):
            continue
        depth = (len(line) - len(line.lstrip())) // 4
        path[depth:] = [name]
        parents[name] = path[depth - 1] if depth else None
    return parents


def defined_tree() -> Tree:
    """Each exception class of the module, with the class it derives from."""
    classes = [
        value
        for value in vars(errors).values()
        if inspect.isclass(value) and issubclass(value, Exception)
    ]
    root = errors.InvallerClientError
    return {one.__name__: None if one is root else one.__mro__[1].__name__ for one in classes}


def test_the_docstring_draws_the_tree_as_it_is() -> None:
    """The module docstring draws exactly the exceptions that there are, each under its base."""
    assert drawn_tree() == defined_tree()


def test_a_problem_error_says_all_that_the_server_said() -> None:
    """Status, title, detail, issues and trace id are in the text of a ProblemError."""
    issue = Issue("StartDate cannot be in the past", "query", "startDate", "2025-03-03")
    error = errors.BadRequest(
        Problem(
            400,
            title="Bad Request",
            detail="The input message is incorrect",
            issues=(issue,),
            trace="05df4d67ef605ccadf0b034f",
        )
    )
    assert str(error) == (
        "400 Bad Request: The input message is incorrect"
        " (startDate: StartDate cannot be in the past) (trace 05df4d67ef605ccadf0b034f)"
    )


def test_a_result_timeout_names_declaration_and_time() -> None:
    """ResultTimeout says which declaration had no result, and after how many seconds."""
    error = errors.ResultTimeout(600165606187, 1170.0)
    assert (error.declaration_id, error.waited) == (600165606187, 1170.0)
    assert str(error) == "declaration 600165606187 had no result after 1170 s"


@pytest.mark.parametrize(
    "error",
    [
        errors.Forbidden(Problem(403, title="Missing Permission")),
        errors.InvalidClient(Problem(400, title="invalid_client")),
        errors.ResultUnknown(600165606187),
        errors.ResultTimeout(600165606187, 1170.0),
        errors.EntryNotAccepted("3f2504e0", "400", "INSS: not a number"),
        errors.EntryResultUnknown("3f2504e0"),
        errors.EntryResultTimeout("3f2504e0", 595.5),
    ],
)
def test_an_error_survives_pickling(error: errors.InvallerClientError) -> None:
    """An error that crosses to another process is the same error there."""
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301 (our own bytes)
    assert (type(copy), str(copy), vars(copy)) == (type(error), str(error), vars(error))


@pytest.mark.parametrize(
    ("kind", "may_have_arrived"),
    [(errors.ConnectionFailed, False), (errors.Timeout, True), (errors.ConnectionLost, True)],
)
def test_a_transport_error_says_whether_the_request_may_have_arrived(
    kind: type[errors.TransportError], may_have_arrived: bool
) -> None:
    """Only a connection that was never made is sure to have carried nothing."""
    assert kind.may_have_arrived is may_have_arrived

"""Defects that a provider of GIR could have, each of which the stories see."""

from base64 import b64encode
from dataclasses import replace
from typing import Any

from invaller_contracts.gir.client import LOGIN
from invaller_contracts.provider.defects import Defect, in_answers, in_json, in_requests
from invaller_contracts.provider.wire import Answer, Request

_PAGE, _DOCUMENT, _BASE = r"/webjars/.*", r"/v3/api-docs", r"/registratietool/v2/.*"
_USER = f"Basic {b64encode(':'.join(LOGIN).encode()).decode()}"


def _logged_in(request: Request) -> Request:
    rest = request.without_header("authorization")
    return replace(rest, headers=(*rest.headers, ("authorization", _USER)))


def _other_server(document: Any) -> None:
    document["servers"] = [{"url": "https://api.vaph.be/registratietool/v2"}]


def _unauthorized(_request: Request, answer: Answer) -> Answer | None:
    return answer.with_status(401) if answer.status == 403 else None


def _without_reason(_request: Request, answer: Answer) -> Answer | None:
    return answer.with_status(404).with_text("") if answer.status == 501 else None


DEFECTS = (
    Defect(
        "gir.documentation-for-everybody",
        "Page and document are shown without a login.",
        "test_stories",
        in_requests("GET", rf"{_PAGE}|{_DOCUMENT}", _logged_in),
    ),
    Defect(
        "gir.password-not-checked",
        "Whoever calls is let in.",
        "test_stories",
        in_requests("*", _BASE, _logged_in),
    ),
    Defect(
        "gir.failed-login-401",
        "A failed login is answered 401.",
        "test_stories",
        in_answers("*", _BASE, _unauthorized),
    ),
    Defect(
        "gir.page-as-text",
        "The page of the documentation is sent as plain text.",
        "test_stories",
        in_answers(
            "GET", _PAGE, lambda _, answer: answer.with_header("Content-Type", "text/plain")
        ),
    ),
    Defect(
        "gir.server-of-production",
        "The document names another server than the one that gave it.",
        "test_stories",
        in_json("GET", _DOCUMENT, _other_server),
    ),
    Defect(
        "gir.operations-silently-missing",
        "An operation is not found, without a word about why.",
        "test_stories",
        in_answers("*", _BASE, _without_reason),
    ),
)

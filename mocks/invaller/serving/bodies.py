"""Connexion's part of an exchange: the media type and the body of a call against the spec.

Loaded when a body is met for the first time, or once the server listens: importing connexion
is a quarter of all that a start would take, and a call without a body needs nothing of it.
"""

import json
from math import isfinite
from typing import Any
from urllib.parse import parse_qs

from connexion.datastructures import MediaTypeDict
from connexion.exceptions import UnsupportedMediaTypeProblem
from connexion.middleware.request_validation import RequestValidationOperation
from connexion.operations import OpenAPIOperation
from connexion.resolver import Resolver
from connexion.validators.abstract import AbstractRequestBodyValidator

from invaller.kernel.problems import Violation
from invaller.serving.handling import Handling, handling_of, scope_of
from invaller.serving.invalid import InvalidInput, UnsupportedMediaType
from invaller.serving.operations import Operation
from invaller.serving.requests import Receive, Scope, Send
from invaller.serving.uploads import read_parts

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"
XML = "application/xml"


class JsonBody(AbstractRequestBodyValidator):
    """Reads a JSON body, mends what real clients are known to send, and checks it."""

    media_type = JSON

    async def wrap_receive(self, receive: Receive, *, scope: Scope) -> tuple[Receive, Scope]:
        """Called by connexion for a body of this media type; raises InvalidInput."""
        handling = handling_of(scope)
        raw = handling.request.body or b""
        if raw:
            self._read(handling, raw)
        elif self._required:
            raise InvalidInput((Violation("body", "", "required", "RequestBody is required"),))
        return receive, scope

    def _read(self, handling: Handling, raw: bytes) -> None:
        operation = handling.route.operation
        body = self.parse(raw)
        if not handling.workspace.strict:
            mended = operation.api.mend(operation.id, body)
            handling.notes.findings.extend(mended.findings)
            body = mended.body
        handling.body = body
        schemas = operation.body_schemas
        # JSON may go by another name, such as application/merge-patch+json.
        checked = schemas.get(self.media_type) or next(iter(schemas.values()))
        violations = checked.violations(body, "body")
        if violations:
            raise InvalidInput(violations)

    def parse(self, raw: bytes) -> Any:
        """The value that the bytes of a body stand for; raises InvalidInput."""
        try:
            value = json.loads(
                raw.decode("utf-8-sig"), parse_constant=_no_constant, parse_float=_finite
            )
            if b"\\u" in raw:
                # An escaped half of a surrogate pair is text that nothing can store or send.
                json.dumps(value, ensure_ascii=False).encode()
        except (ValueError, RecursionError) as error:
            message = f"JSON syntax error: {error}"
            raise InvalidInput((Violation("body", "", "json", message),)) from error
        return value


class FormBody(JsonBody):
    """Reads an urlencoded form: every member one text, the last one when it is repeated."""

    media_type = FORM

    def parse(self, raw: bytes) -> Any:
        """The members of the form by name."""
        try:
            members = parse_qs(raw.decode(), keep_blank_values=True, max_num_fields=1000)
        except ValueError as error:
            message = f"unreadable form: {error}"
            raise InvalidInput((Violation("body", "", "form", message),)) from error
        return {name: texts[-1] for name, texts in members.items()}


class MultipartBody(JsonBody):
    """Reads the parts of a body: texts and files, of which the schema sees the names."""

    media_type = MULTIPART

    def _read(self, handling: Handling, raw: bytes) -> None:
        try:
            parts = read_parts(handling.request.header.get("content-type", ""), raw)
        except ValueError as error:
            message = f"unreadable parts: {error}"
            raise InvalidInput((Violation("body", "", "multipart", message),)) from error
        handling.body = parts
        texts = {name: part if isinstance(part, str) else part.name for name, part in parts.items()}
        violations = handling.route.operation.body_schemas[MULTIPART].violations(texts, "body")
        if violations:
            raise InvalidInput(violations)


class RawBody(AbstractRequestBodyValidator):
    """Hands a body over as its bytes: the API itself reads it, e.g. against an XSD."""

    async def wrap_receive(self, receive: Receive, *, scope: Scope) -> tuple[Receive, Scope]:
        """Called by connexion for a body of this media type."""
        handling = handling_of(scope)
        handling.body = handling.request.body or b""
        return receive, scope


def _finite(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        raise ValueError(f"{text[:50]} is too large a number")
    return number


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON value")


class _NoParameters:
    """In the place of connexion's parameter validator: parameters are read before bodies."""

    def __init__(self, *_: Any, **__: Any) -> None:
        """Connexion makes one for every call."""

    def validate(self, _scope: Scope) -> None:
        """Nothing is left to check."""


_VALIDATORS = {
    "parameter": _NoParameters,
    "body": MediaTypeDict(
        {JSON: JsonBody, FORM: FormBody, MULTIPART: MultipartBody, XML: RawBody, "*/*": JsonBody}
    ),
}


class Bodies:
    """Connexion's checks of operations that take a body, each prepared at its first call."""

    def __init__(self) -> None:
        self._prepared: dict[Operation, RequestValidationOperation] = {}

    async def read(self, handling: Handling) -> None:
        """Read and check the body of a call; raises InvalidInput and UnsupportedMediaType."""
        operation = handling.route.operation
        if operation not in self._prepared:
            self._prepared[operation] = _prepare(operation)
        try:
            await self._prepared[operation](scope_of(handling), _nothing_more, _no_send)
        except UnsupportedMediaTypeProblem as error:
            raise UnsupportedMediaType(error.detail or "") from error


def _prepare(operation: Operation) -> RequestValidationOperation:
    """Connexion's checks of one operation, out of its part of the specification alone.

    Who calls is found out before, so connexion is told nothing of security.
    """
    read = OpenAPIOperation(
        operation.method.lower(),
        operation.path,
        {**operation.definition, "security": None},
        resolver=Resolver(lambda _operation: _checked),
    )
    return RequestValidationOperation(_checked, operation=read, validator_map=_VALIDATORS)


async def _checked(_scope: Scope, _receive: Receive, _send: Send) -> None:
    """What comes after the checks: the pipeline goes on by itself."""


async def _nothing_more() -> dict[str, Any]:
    return {"type": "http.request", "body": b"", "more_body": False}


async def _no_send(_message: Any) -> None:
    """Checks give values back; nothing inside them writes."""

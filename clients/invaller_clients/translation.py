"""The one place where errors of the HTTP library become errors of these clients."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import httpx

from . import errors
from .problems import Problem, problem_of

_NOT_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    httpx.LocalProtocolError,
)

_STATUSES: Mapping[int, type[errors.ProblemError]] = {
    400: errors.BadRequest,
    401: errors.Unauthorized,
    403: errors.Forbidden,
    404: errors.NotFound,
    405: errors.MethodNotAllowed,
    406: errors.NotAcceptable,
    409: errors.Conflict,
    413: errors.PayloadTooLarge,
    415: errors.UnsupportedMediaType,
    429: errors.TooManyRequests,
}

_TOKEN_CODES: Mapping[str | None, type[errors.TokenRefused]] = {
    "invalid_client": errors.InvalidClient,
    "invalid_grant": errors.InvalidGrant,
    "invalid_scope": errors.InvalidScope,
    "invalid_request": errors.InvalidTokenRequest,
    "unauthorized_client": errors.UnauthorizedClient,
    "unsupported_grant_type": errors.UnsupportedGrantType,
}


@dataclass(frozen=True, slots=True)
class Recognition:
    """How an API tells one meaning of a status from another: by words of the message."""

    status: int
    words: str
    error: type[errors.ProblemError]

    def fits(self, problem: Problem) -> bool:
        """Whether `problem` is this meaning; line breaks and double spaces do not matter."""
        said = " ".join((problem.detail or "").split())
        return problem.status == self.status and self.words in said


@contextmanager
def translated(request: httpx.Request, recognised: Sequence[Recognition] = ()) -> Iterator[None]:
    """Within this block an error of httpx about `request` leaves as an InvallerClientError.

    An error about another request is about that of the token, which goes before.
    """
    try:
        yield
    except httpx.HTTPStatusError as error:
        raise _problem_error(problem_of(error.response), recognised) from error
    except httpx.RequestError as error:
        if error.request is not request:
            raise errors.TokenUnavailable(f"no token: {_text(error)}") from error
        raise _transport_error(error) from error


@contextmanager
def token_translated() -> Iterator[None]:
    """Within this block an error status of the token server leaves as a TokenError."""
    try:
        yield
    except httpx.HTTPStatusError as error:
        problem = problem_of(error.response)
        if problem.status >= httpx.codes.INTERNAL_SERVER_ERROR:
            raise errors.TokenUnavailable(f"no token: {problem}") from error
        kind = _TOKEN_CODES.get(problem.title, errors.TokenRefused)
        raise kind(problem) from error


def _problem_error(problem: Problem, recognised: Sequence[Recognition]) -> errors.ProblemError:
    for recognition in recognised:
        if recognition.fits(problem):
            return recognition.error(problem)
    if problem.status >= httpx.codes.INTERNAL_SERVER_ERROR:
        return errors.ServerError(problem)
    return _STATUSES.get(problem.status, errors.ProblemError)(problem)


def _transport_error(error: httpx.RequestError) -> errors.InvallerClientError:
    if isinstance(error, _NOT_SENT):
        return errors.ConnectionFailed(_text(error))
    if isinstance(error, httpx.TimeoutException):
        return errors.Timeout(_text(error))
    if isinstance(error, httpx.DecodingError):
        return errors.UnreadableAnswer(_text(error))
    return errors.ConnectionLost(_text(error))


def _text(error: httpx.RequestError) -> str:
    return f"{error.request.method} {error.request.url}: {str(error) or type(error).__name__}"

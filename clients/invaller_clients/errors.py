"""Everything that these clients raise: one tree for all APIs.

InvallerClientError
    TransportError                    no whole answer arrived
        ConnectionFailed              no connection was made: the request was not sent
        Timeout                       no answer in time: the request may have been handled
        ConnectionLost                broken off half-way: the request may have been handled
    TokenError                        no access token, so the request was not sent
        UnusableKey                   the private key cannot sign: no RSA key, or a wrong password
        TokenUnavailable              the token server was not reached, or had a fault
        TokenRefused                  the token server refused the assertion
            InvalidClient
            InvalidGrant
            InvalidScope
            InvalidTokenRequest
            UnauthorizedClient
            UnsupportedGrantType
    InvalidDocument                   VAPH: the XSD refuses a request, which was not sent
    UnusableCertificate               of a client or of authorities: cannot be opened or used
    UnreadableAnswer                  a successful answer without what the document promises
    ProblemError                      the server answered with an error status
        BadRequest                    400
        Unauthorized                  401, also with a new token
        Forbidden                     403
        NotFound                      404
            DeclarationNotYetProcessed    Dimona: received, without a result so far
            UnknownDeclaration            Dimona: no declaration has this number
        MethodNotAllowed              405
        NotAcceptable                 406
        Conflict                      409
        PayloadTooLarge               413
        UnsupportedMediaType          415
        TooManyRequests               429
        ServerError                   500 and above
    ResultUnknown                     Dimona: a declaration was received, its result was not learned
        ResultTimeout                 ... because it had none within the documented 20 minutes
    EntryError                        Link2Prisma: about an entry of the queue
        EntryFailed                   ... which was processed with an error status
            EntryNotAccepted          ... or did not get into the queue, with a reason to look up
        EntryResultUnknown            ... which was accepted, its result was not learned
            EntryResultTimeout        ... because it had none while the client waited

A Dimona that is refused (result B) is an answer, not an error.
"""

from __future__ import annotations

from typing import ClassVar

from .problems import Issue, Problem


class InvallerClientError(Exception):
    """The root: catch this one to catch all that a client raises."""


class TransportError(InvallerClientError):
    """No whole answer arrived; the cause is the error of the HTTP library."""

    may_have_arrived: ClassVar[bool] = True
    """Whether the server can have handled the request: if so, do not blindly send it again."""


class ConnectionFailed(TransportError):
    """No connection was made, so the request was not sent and can be sent again."""

    may_have_arrived = False


class Timeout(TransportError):
    """The request was sent, at least in part, and no answer came in time."""


class ConnectionLost(TransportError):
    """The connection broke before the whole answer had arrived."""


class TokenError(InvallerClientError):
    """There is no access token; the request that needed it was not sent."""


class UnusableKey(TokenError):
    """The private key cannot sign: not PEM, not RSA, or the password does not open it."""


class TokenUnavailable(TokenError):
    """The token server was not reached, answered with a fault, or gave no token."""


class TokenRefused(TokenError):
    """The token server refused; `problem` is its answer (RFC 6749, 5.2)."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem

    @property
    def code(self) -> str | None:
        """The `error` of the answer, such as `invalid_client`."""
        return self.problem.title

    @property
    def trace(self) -> str | None:
        """The id under which the server knows this exchange, if it gave one."""
        return self.problem.trace


class InvalidClient(TokenRefused):
    """Unknown client, or an assertion that does not prove that it is this client."""


class InvalidGrant(TokenRefused):
    """The grant is invalid, expired or revoked."""


class InvalidScope(TokenRefused):
    """A scope is unknown or not granted to this client."""


class InvalidTokenRequest(TokenRefused):
    """A form field is missing, doubled or malformed."""


class UnauthorizedClient(TokenRefused):
    """The client may not use this grant."""


class UnsupportedGrantType(TokenRefused):
    """The server does not know this grant."""


class InvalidDocument(InvallerClientError):
    """The XSD refuses a request, so it was not sent; `violations` says what is wrong with it."""

    def __init__(self, violations: tuple[str, ...]) -> None:
        super().__init__(violations)
        self.violations = violations

    def __str__(self) -> str:
        """What is wrong, one after the other."""
        return "not valid by the XSD: " + "; ".join(self.violations)


class UnusableCertificate(InvallerClientError):
    """A certificate is no PEM or PFX, its password is wrong, or its key is another's."""


class UnreadableAnswer(InvallerClientError):
    """A successful answer that is no JSON or XML, or lacks what the document promises."""


class ProblemError(InvallerClientError):
    """The server answered with an error status; `problem` says what it said."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self.problem.status

    @property
    def body(self) -> object:
        """The parsed JSON body, the text if it is not JSON, or None."""
        return self.problem.body

    @property
    def issues(self) -> tuple[Issue, ...]:
        """What is wrong with the input, one by one, if the server says so."""
        return self.problem.issues

    @property
    def trace(self) -> str | None:
        """The id under which the server knows this exchange, if it gave one."""
        return self.problem.trace


class BadRequest(ProblemError):
    """400: one or more invalid parameters or members."""


class Unauthorized(ProblemError):
    """401: the access token is not accepted, and a new one was not either."""


class Forbidden(ProblemError):
    """403: no right or mandate for this employer, or a missing scope."""


class NotFound(ProblemError):
    """404: there is no such thing."""


class DeclarationNotYetProcessed(NotFound):
    """404 of a declaration that waits for its result (Dimona WS REST v2, 7.2 (5))."""


class UnknownDeclaration(NotFound):
    """404 of a number that no declaration has (Dimona WS REST v2, 7.2 (5))."""


class MethodNotAllowed(ProblemError):
    """405: the path does not have this method."""


class NotAcceptable(ProblemError):
    """406: the server cannot answer in the asked media type."""


class Conflict(ProblemError):
    """409: the record was changed by someone else since it was read."""


class PayloadTooLarge(ProblemError):
    """413: the body is larger than the server takes."""


class UnsupportedMediaType(ProblemError):
    """415: the server does not read this media type."""


class TooManyRequests(ProblemError):
    """429: too many calls; `problem.retry_after` says how long to stay away, if the server did."""


class ServerError(ProblemError):
    """500 and above: a fault of the server, or an operation that it does not have (501)."""


class ResultUnknown(InvallerClientError):
    """A declaration was received and has a number, but its result was not learned.

    Ask again with `DimonaClient.get(declaration_id)`; do not submit again.
    """

    def __init__(self, declaration_id: int) -> None:
        super().__init__(declaration_id)
        self.declaration_id = declaration_id

    def __str__(self) -> str:
        """Which declaration it is about."""
        return f"declaration {self.declaration_id} was received, its result is not known"


class ResultTimeout(ResultUnknown):
    """No result while the document lets a client look by itself; `waited` is in seconds.

    After that: look by hand, or each hour (Dimona WS REST v2, 3).
    """

    def __init__(self, declaration_id: int, waited: float) -> None:
        super().__init__(declaration_id)
        self.args = (declaration_id, waited)
        self.waited = waited

    def __str__(self) -> str:
        """Which declaration it is about, and how long it was awaited."""
        return f"declaration {self.declaration_id} had no result after {self.waited:g} s"


class EntryError(InvallerClientError):
    """Something about an entry of Link2Prisma's queue; `identifier` is its unique identifier."""

    def __init__(self, identifier: str) -> None:
        super().__init__(identifier)
        self.identifier = identifier


class EntryFailed(EntryError):
    """An entry ended with an error: `statuscode` and `description` are those of its Result.

    `statuscode` is a text, such as "404" or "400.05"; nothing was changed.
    """

    def __init__(self, identifier: str, statuscode: str, description: str) -> None:
        super().__init__(identifier)
        self.args = (identifier, statuscode, description)
        self.statuscode = statuscode
        self.description = description

    def __str__(self) -> str:
        """The status, what is wrong, and which entry it is about."""
        return f"{self.statuscode} {self.description} (entry {self.identifier})"


class EntryNotAccepted(EntryFailed):
    """HTTP 400 or 412 with an identifier, whose Result says what is wrong with the request."""


class EntryResultUnknown(EntryError):
    """An entry was accepted, but its result was not learned.

    Ask again with `PrismaClient.wait(identifier)`; do not submit again.
    """

    def __str__(self) -> str:
        """Which entry it is about."""
        return f"entry {self.identifier} was accepted, its result is not known"


class EntryResultTimeout(EntryResultUnknown):
    """An entry was still waiting when the client stopped looking; `waited` is in seconds."""

    def __init__(self, identifier: str, waited: float) -> None:
        super().__init__(identifier)
        self.args = (identifier, waited)
        self.waited = waited

    def __str__(self) -> str:
        """Which entry it is about, and how long it was awaited."""
        return f"entry {self.identifier} had no result after {self.waited:g} s"

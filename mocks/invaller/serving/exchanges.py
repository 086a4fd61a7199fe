"""One exchange from request to answer: admission, faults, handler, journal."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from invaller.kernel.api import Api, Handler
from invaller.kernel.calls import Answer, Notes, Refusal, TakenBack
from invaller.kernel.clock import http_date
from invaller.kernel.explanations import Explanation
from invaller.kernel.faults import Effect, Fault, LifeCycle, delay_seconds, strike
from invaller.kernel.identity.tokens import Refused, authenticate
from invaller.kernel.ids import derive
from invaller.kernel.problems import KIND_OF_STATUS, Circumstances, ProblemKind, Violation
from invaller.kernel.workspace import Workspace
from invaller.serving.deliveries import Delivery, encode, journalled
from invaller.serving.handling import Handling, circumstances_of
from invaller.serving.invalid import InvalidInput, NotSimulated, UnsupportedMediaType
from invaller.serving.operations import Operation, Specification
from invaller.serving.pipeline import Pipeline
from invaller.serving.requests import BODY_LIMIT, Request
from invaller.serving.router import NoRoute, Route, Router

TRACE_HEADER = "X-Sim-Trace-Id"


class Exchanges:
    """Handles the calls of simulated APIs, one at a time."""

    def __init__(self, router: Router, pipeline: Pipeline, *, trace_header: bool = True) -> None:
        self._router = router
        self._pipeline = pipeline
        self._trace_header = trace_header

    async def exchange(self, workspace: Workspace, request: Request, api: Api) -> Delivery:
        """Answer one call of an API in a workspace, and journal it."""
        now = workspace.now
        workspace.run_due(now)
        number = workspace.journal.next_number()
        trace = derive(workspace.settings.seed, "trace", number).hex()[:24]
        notes = Notes()
        handling, answer = None, None
        try:
            route, aside = self._found(request, api, workspace)
            handling = Handling(
                request,
                route,
                workspace,
                now,
                trace,
                notes,
                parameters=route.parameters,
                aside=aside,
            )
        except NoRoute as missing:
            answer = self._no_route(missing, api, workspace, request, now, trace, notes)
        fired: list[Fault] = []
        if handling is not None:
            fired = self._strike(handling)
            workspace.life_cycle = LifeCycle.of([fault.effect for fault in fired])
            try:
                answer = await self._answer(handling, fired)
            finally:
                workspace.life_cycle = LifeCycle()
        assert answer is not None  # noqa: S101 - one of the two branches above has set it
        workspace.run_due(now)
        notes.explanations.extend(workspace.mishaps)
        workspace.mishaps.clear()
        delivery = self._delivery(answer, fired, now, trace, workspace)
        workspace.journal.add(
            journalled(workspace, request, api, number, trace, now, handling, delivery, notes)
        )
        return delivery

    async def control(self, workspace: Workspace, request: Request, api: Api) -> Delivery:
        """Answer one call of the control plane; the journal is about the APIs, not about it."""
        now, notes = workspace.now, Notes()
        workspace.run_due(now)
        try:
            route = self._route(request, api, workspace)
        except NoRoute as missing:
            answer = self._no_route(missing, api, workspace, request, now, "", notes)
        else:
            handling = Handling(request, route, workspace, now, "", notes)
            answer = await self._answer(handling, [])
        workspace.mishaps.clear()  # they are told of calls, and by the list of pending work
        return self._delivery(answer, [], now, "", workspace)

    def remember(
        self,
        workspace: Workspace,
        request: Request,
        api: Api,
        number: int,
        trace: str,
        answer: Answer,
        explanation: Explanation,
    ) -> Delivery:
        """Journal a call that failed before it could be answered by its API."""
        now = workspace.now
        delivery = self._delivery(answer, [], now, trace, workspace)
        notes = Notes([explanation])
        workspace.journal.add(
            journalled(workspace, request, api, number, trace, now, None, delivery, notes)
        )
        return delivery

    def _found(
        self, request: Request, api: Api, workspace: Workspace
    ) -> tuple[Route, Handler | None]:
        """The operation of a call, or what answers it beside all operations; raises NoRoute."""
        nowhere = Operation(api, "", request.method, request.path, None, Specification({}))
        nothing = Route(nowhere, {})
        if (page := api.pages.get(request.path)) is not None:
            if request.method not in ("GET", "HEAD"):
                raise NoRoute(("GET",))
            return nothing, page
        try:
            return self._route(request, api, workspace), None
        except NoRoute as missing:
            unrouted, allowed = api.unrouted, missing.allowed
            if unrouted is None:
                raise
            return nothing, lambda call: unrouted(call, allowed)

    def _route(self, request: Request, api: Api, workspace: Workspace) -> Route:
        path = request.path
        base_path = api.base_path_of(path) or api.base_path
        if path.startswith(base_path) or not workspace.strict:
            below = path[len(base_path) :]
            if api.reroute is not None and not workspace.strict:
                below = api.reroute(request.method, below, request.query)
            path = api.base_path + below
        return self._router.find(api, request.method, path)

    def _strike(self, handling: Handling) -> list[Fault]:
        workspace, operation = handling.workspace, handling.route.operation
        if not workspace.faults:
            return []
        details = _details(handling.request, handling.route.parameters)
        fired = strike(workspace.faults, workspace.ids, operation.api.key, operation.id, details)
        if fired:
            handling.notes.fault = ", ".join(fault.id for fault in fired)
        handling.outages = frozenset(
            fault.effect.outage for fault in fired if fault.effect.outage is not None
        )
        return fired

    async def _answer(self, handling: Handling, fired: list[Fault]) -> Answer:
        """The answer of a fault that gives one, else of the API."""
        forced = next((f for f in fired if f.effect.status is not None), None)
        try:
            if forced is not None:
                with suppress(Refusal):  # who called is told all the same
                    self._admit(handling)
                return self._forced(handling, forced)
            self._admit(handling)
            if handling.request.body is None:
                raise self._refusal(
                    handling,
                    ProblemKind.PAYLOAD_TOO_LARGE,
                    f"a request body is at most {BODY_LIMIT} bytes",
                    limit=BODY_LIMIT,
                )
            if handling.aside is not None:
                return handling.aside(handling.call())
            await self._pipeline.run(handling)
        except TakenBack:
            raise
        except Refusal as refusal:
            handling.notes.explanations.extend(refusal.explanations)
            return refusal.answer
        except InvalidInput as invalid:
            return self._invalid(handling, invalid)
        except NotSimulated:
            name = handling.route.operation.id
            return self._problem(
                handling, ProblemKind.NOT_SIMULATED, f"Operation {name} is not simulated"
            )
        except UnsupportedMediaType as error:
            return self._problem(handling, ProblemKind.UNSUPPORTED_MEDIA_TYPE, str(error))
        return handling.answer or Answer(204)

    def _admit(self, handling: Handling) -> None:
        operation = handling.route.operation
        if operation.api.admit is not None:
            try:
                handling.caller = operation.api.admit(handling.call())
            except Refusal as refusal:
                handling.notes.not_admitted = str(refusal)
                raise
            return
        if operation.scopes is None:
            return
        admitted = authenticate(
            handling.workspace,
            handling.request.header.get("authorization"),
            operation.scopes,
            handling.now,
        )
        if isinstance(admitted, Refused):
            circumstances = self._circumstances(handling, required_scopes=admitted.scopes)
            raise Refusal(operation.api.problem(admitted.kind, circumstances), admitted.explanation)
        handling.caller = admitted

    def _forced(self, handling: Handling, fault: Fault) -> Answer:
        effect = fault.effect
        status = effect.status or 500
        handling.notes.explanations.append(
            Explanation(
                "fault.status", f"fault {fault.id}", f"a fault rule asks for status {status} here"
            )
        )
        kind = KIND_OF_STATUS.get(status)
        if kind is None:
            return Answer(status, effect.body)
        documented = handling.route.operation.api.problem(kind, self._circumstances(handling))
        if effect.body is None:
            return documented
        # Headers and media type stay those with which the API sends such an error.
        return replace(documented, status=status, body=effect.body)

    def _invalid(self, handling: Handling, invalid: InvalidInput) -> Answer:
        operation = handling.route.operation
        handling.notes.explanations.extend(
            _explained(violation, operation.api.key, operation.id)
            for violation in invalid.violations
        )
        if operation.api.receive_invalid is not None:
            return operation.api.receive_invalid(handling.call(), invalid.violations)
        circumstances = self._circumstances(handling, violations=invalid.violations)
        return operation.api.problem(ProblemKind.BAD_REQUEST, circumstances)

    def _no_route(
        self,
        missing: NoRoute,
        api: Api,
        workspace: Workspace,
        request: Request,
        now: datetime,
        trace: str,
        notes: Notes,
    ) -> Answer:
        kind = ProblemKind.METHOD_NOT_ALLOWED if missing.allowed else ProblemKind.NOT_FOUND
        served = f"; it takes {', '.join(missing.allowed)}" if missing.allowed else ""
        message = f"{api.title} has no operation {request.method} {request.path}{served}"
        notes.explanations.append(
            Explanation(f"{api.key}.http.{kind}", f"specs/{api.key}/openapi.yaml", message)
        )
        circumstances = circumstances_of(
            workspace, request, now, trace, allowed_methods=missing.allowed
        )
        return api.problem(kind, circumstances)

    def _refusal(
        self, handling: Handling, kind: ProblemKind, message: str, limit: int | None = None
    ) -> Refusal:
        api = handling.route.operation.api
        answer = api.problem(kind, self._circumstances(handling, limit=limit, detail=message))
        source = f"specs/{api.key}/openapi.yaml"
        return Refusal(answer, Explanation(f"{api.key}.http.{kind}", source, message))

    def _problem(self, handling: Handling, kind: ProblemKind, message: str) -> Answer:
        refusal = self._refusal(handling, kind, message)
        handling.notes.explanations.extend(refusal.explanations)
        return refusal.answer

    def _circumstances(self, handling: Handling, **more: object) -> Circumstances:
        return circumstances_of(
            handling.workspace,
            handling.request,
            handling.now,
            handling.trace,
            operation=handling.route.operation.id,
            **more,
        )

    def _delivery(
        self, answer: Answer, fired: list[Fault], now: datetime, trace: str, workspace: Workspace
    ) -> Delivery:
        body = encode(answer)
        headers = [("Date", http_date(now)), *answer.headers.items()]
        if body or answer.status not in (204, 304):
            headers.append(("Content-Length", str(len(body))))
        if body:
            headers.append(("Content-Type", answer.media_type))
        if self._trace_header and trace:
            headers.append((TRACE_HEADER, trace))
        effects = [fault.effect for fault in fired]
        return Delivery(
            answer.status,
            headers,
            body,
            delay=sum(_delay(effect, workspace, trace) for effect in effects),
            truncate=next((e.truncate for e in effects if e.truncate is not None), None),
            drop=any(effect.drop for effect in effects),
        )


def _delay(effect: Effect, workspace: Workspace, trace: str) -> float:
    if effect.delay is None:
        return 0.0
    return delay_seconds(effect.delay, workspace.settings.seed, trace)


def _details(request: Request, path_parameters: Mapping[str, str]) -> dict[str, str]:
    """What a fault can match on: path and query parameters, and the body's text."""
    query = {name: ",".join(texts) for name, texts in request.query.items()}
    body = (request.body or b"").decode(errors="replace")
    return {**query, **path_parameters, "body": body, "path": request.path}


def _explained(violation: Violation, api: str, operation: str) -> Explanation:
    return Explanation(
        rule=f"{api}.schema.{violation.rule}",
        source=f"specs/{api}/openapi.yaml, {operation}",
        message=violation.message,
        where=f"{violation.place} {violation.name}".strip(),
        found=violation.found,
        nearest=violation.nearest,
    )

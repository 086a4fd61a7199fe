"""What GIR answers beside its operations: one line of text, as ISIS does."""

from invaller.kernel.calls import Answer, Call
from invaller.kernel.explanations import Explanation
from invaller.kernel.problems import Circumstances, ProblemKind

NOT_PUBLIC = (
    "The operations of GIR are not public. Read their document with your login at "
    "/webjars/swagger-ui/index.html of the real service, keep it in a file, and bring it in with: "
    "invaller serve --spec gir=FILE"
)


def not_public(call: Call, _allowed: tuple[str, ...]) -> Answer:
    """The answer to any call below the base URL, as long as no document was brought in."""
    call.explain(
        Explanation(
            "gir.operations.501",
            "facts: vaph_fields.json, GIR, unknown",
            NOT_PUBLIC,
            where=f"{call.method} {call.path}",
        )
    )
    return Answer(501, NOT_PUBLIC.encode(), media_type="text/plain")


def problem(kind: ProblemKind, circumstances: Circumstances) -> Answer:
    """What is wrong before, or without, an operation."""
    from invaller.kernel.generic.errors import problems_of

    return problems_of({})(kind, circumstances)

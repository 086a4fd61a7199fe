"""Why a document cannot be read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class XmlProblem:
    """What is wrong with a document.

    rule: empty, size, encoding (one that is not taken), bytes (not of the encoding), mark (a byte
    order mark that is absent, contradicted or there twice), charset, version, doctype, syntax,
    depth, elements or attributes; line: in the document as it was sent, where one can be named.
    """

    rule: str
    message: str
    line: int | None = None


class UnreadableXml(ValueError):
    """A document that is refused before its content matters."""

    def __init__(self, rule: str, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.problem = XmlProblem(rule, message, line)

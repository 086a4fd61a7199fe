"""The body of a request: Content-Type, XML, XSD, in this order, and then its values.

Sources: VAPH ISIS, Beschikbare diensten and Foutcodes (400); what is not documented is ours, see
vaph.xml.* and vaph.xsd.*.
"""

from email.message import Message

from lxml import etree

from invaller.apis.vaph.access import is_on_deprecated_base
from invaller.apis.vaph.problems import failure, refusal
from invaller.apis.vaph.wire.mending import Repeated, mended
from invaller.apis.vaph.wire.reading import Values, entries_of, local, values_of
from invaller.apis.vaph.wire.shapes import ListShape, Shape
from invaller.kernel.calls import Call, Refusal
from invaller.kernel.explanations import Explanation, Finding
from invaller.kernel.specs import specs_folder
from invaller.kernel.xml.reading import UnreadableXml, read_xml
from invaller.kernel.xml.schemas import XmlSchema, XsdViolation

_SCHEMA = XmlSchema(specs_folder() / "vaph" / "xsd" / "requests.xsd")
_SOURCE = "specs/vaph/xsd/requests.xsd"
_XML_TYPES = ("application/xml", "text/xml")

_RULES = {
    "empty": "empty-body-400",
    "size": "too-large-413",
    "encoding": "other-encodings-400",
    "bytes": "bytes-against-encoding-400",
    "mark": "byte-order-mark",
    "charset": "charset-differs-400",
    "version": "version-1-0",
    "doctype": "doctype-400",
    "syntax": "not-well-formed-400",
    "depth": "too-deep-400",
    "elements": "too-many-elements-400",
    "attributes": "too-many-attributes-400",
}
"""The entry of the ledger for each reason why XML cannot be read."""

_TOLD = 5
"""Violations that a text names at most; the explanations have all."""

_NOT_VALID = Finding(
    "vaph.xsd.finding-on-deprecated",
    "VAPH ISIS, Beschikbare diensten",
    "the XSD refuses this body, and so does /isis; validate before sending",
)


def read_document(call: Call, shape: Shape) -> Values:
    """The values of a body; raises Refusal (400, 413 or 415)."""
    return values_of(_valid_root(call, shape), shape)


def read_entries(call: Call, shape: ListShape) -> list[Values]:
    """The values of each entry of a body; raises Refusal (400, 413 or 415)."""
    return entries_of(_valid_root(call, shape), shape)


def _valid_root(call: Call, shape: Shape | ListShape) -> etree._Element:
    root = _read(call)
    named = local(root) in shape.roots
    if named and _SCHEMA.allows(root):
        return root
    if not named:
        _refuse_root(root, shape)
    if is_on_deprecated_base(call):
        call.finding(_NOT_VALID)
        root = _mended(root, shape)
        if _SCHEMA.allows(root):
            return root
    raise _refused(_SCHEMA.violations(root))


def _read(call: Call) -> etree._Element:
    charset = _charset(call)
    try:
        return read_xml(call.body or b"", charset)
    except UnreadableXml as error:
        found = error.problem
        status = 413 if found.rule == "size" else 400
        text = found.message if found.line is None else f"line {found.line}: {found.message}"
        where = "" if found.line is None else f"line {found.line}"
        raise refusal(
            status, f"vaph.xml.{_RULES[found.rule]}", "XML 1.0; limits are ours", text, where=where
        ) from error


def _charset(call: Call) -> str | None:
    """The charset of the Content-Type; raises Refusal (415) when it is not that of XML."""
    coding = call.headers.get("content-encoding", "identity").strip().lower()
    if coding not in ("identity", ""):
        raise refusal(
            415,
            "vaph.xml.content-encoding-415",
            "not documented",
            f"Content-Encoding {coding} is not taken; send the document as it is",
            where="header Content-Encoding",
            found=coding,
        )
    header = call.headers.get("content-type", "").strip()
    if not header:
        return None
    media_type, has_parameters, _ = header.partition(";")
    media_type = media_type.strip().lower()
    if media_type not in _XML_TYPES and not media_type.endswith("+xml"):
        raise refusal(
            415,
            "vaph.xml.content-type-other-415",
            "not documented: Foutcodes has no 415",
            f"Content-Type {media_type} is not taken; send application/xml",
            where="header Content-Type",
            found=header,
            nearest=_XML_TYPES[0],
        )
    if not has_parameters:
        return None
    message = Message()
    message["Content-Type"] = header
    charset = message.get_param("charset")
    return charset.strip() if isinstance(charset, str) else None


def _refuse_root(root: etree._Element, shape: Shape | ListShape) -> None:
    name, wanted = local(root), shape.roots[0]
    raise refusal(
        400,
        "vaph.xsd.wrong-root-400",
        _SOURCE,
        f"line {root.sourceline}: the root is {name}; this operation takes {wanted}",
        where=f"line {root.sourceline}, /{name}",
        found=name,
        expected=list(shape.roots),
        nearest=wanted,
    )


def _mended(root: etree._Element, shape: Shape | ListShape) -> etree._Element:
    try:
        return mended(root, shape)
    except Repeated as error:
        raise refusal(
            400,
            "vaph.base-urls.deprecated-repeated-element",
            "not documented",
            f"line {error.line}: {error}",
            where=f"line {error.line}",
            found=error.name,
        ) from error


def _refused(violations: tuple[XsdViolation, ...]) -> Refusal:
    """The 400 of a body that the XSD refuses, with an explanation for each thing wrong."""
    texts = [
        f"line {violation.line}: element {violation.path.rpartition('/')[2]}: {violation.message}"
        for violation in violations
    ]
    more = f" (and {len(texts) - _TOLD} more)" if len(texts) > _TOLD else ""
    return Refusal(
        failure(400, "; ".join(texts[:_TOLD]) + more),
        *(_explained(violation) for violation in violations),
    )


def _explained(violation: XsdViolation) -> Explanation:
    return Explanation(
        rule="vaph.xsd.same-schema-decides",
        source=_SOURCE,
        message=violation.message,
        where=f"line {violation.line}, {violation.path}",
        found=violation.found,
        expected=violation.rule,
        nearest=violation.nearest,
    )

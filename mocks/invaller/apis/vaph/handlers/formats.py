"""The WADL and the XSD, for clients to validate with. Where they lie is assumed.

Source: VAPH ISIS, Inleiding and Beschikbare diensten.
"""

from functools import cache
from xml.sax.saxutils import escape

from invaller.apis.vaph.handlers.support import missing, xml
from invaller.kernel.calls import Answer, Call
from invaller.kernel.specs import read_text, specs_folder

_BASE = 'base="https://api.vaph.be/isis/"'
"""The base URL that the WADL of the specification names."""


def wadl(call: Call) -> Answer:
    """The operations, below the base URL of the caller."""
    base = escape(f"{call.base}/", {'"': "&quot;"})
    text = read_text("vaph", "application.wadl").replace(_BASE, f'base="{base}"')
    return Answer(200, text.encode(), media_type="application/vnd.sun.wadl+xml")


def xsd(call: Call) -> Answer:
    """A file of the XSD; raises Refusal (404) for any other name."""
    name = call.parameters["bestand"]
    content = _files().get(name)
    if content is None:
        raise missing("file of the XSD called", name, "vaph.base-urls.xsd-unknown-404")
    return xml(content)


@cache
def _files() -> dict[str, bytes]:
    folder = specs_folder() / "vaph" / "xsd"
    return {path.name: path.read_bytes() for path in folder.glob("*.xsd")}

"""The page that shows the document, and the document itself, beside the base URL."""

from collections.abc import Callable, Iterator, Mapping
from html import escape
from typing import Any

from invaller.kernel.api import Handler
from invaller.kernel.calls import Answer, Call

PAGE = "/webjars/swagger-ui/index.html"
DOCUMENT = "/v3/api-docs"

_BASE = "/registratietool/v2"
_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

_HTML = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>{title}</title>
<style>
body {{ font: 16px/1.5 sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem }}
td {{ padding: .2rem 1rem .2rem 0; vertical-align: top }}
pre {{ white-space: pre-wrap }}
</style></head>
<body>
<h1>{title}</h1>
<p>Version {version}. Base URL: <code>{base}</code>. <a href="{link}">The document</a></p>
<pre>{description}</pre>
<h2>Operations</h2>
{operations}
</body>
</html>
"""


def pages(document: Callable[[], Mapping[str, Any]]) -> dict[str, Handler]:
    """The handlers of both, by path; document: gives the one that is served."""

    def show_page(call: Call) -> Answer:
        html = _page(document(), call).encode("utf-8", "xmlcharrefreplace")
        return Answer(200, html, media_type="text/html; charset=utf-8")

    def show_document(call: Call) -> Answer:
        return Answer(200, {**document(), "servers": [{"url": call.base}]})

    return {PAGE: show_page, DOCUMENT: show_document}


def _page(document: Mapping[str, Any], call: Call) -> str:
    info = document["info"]
    rows = "\n".join(_rows(document))
    none = "<p>It has none: the operations of GIR are not public.</p>"
    return _HTML.format(
        title=escape(str(info["title"])),
        version=escape(str(info["version"])),
        base=escape(call.base),
        link=escape(call.base.removesuffix(_BASE) + DOCUMENT),
        description=escape(str(info.get("description", ""))),
        operations=f"<table>\n{rows}\n</table>" if rows else none,
    )


def _rows(document: Mapping[str, Any]) -> Iterator[str]:
    """A row for each operation: method, path, what it is for."""
    for path, item in document["paths"].items():
        for method in _METHODS:
            if isinstance(item, Mapping) and method in item:
                told = item[method].get("summary") or item[method].get("operationId", "")
                yield (
                    f"<tr><td><b>{method.upper()}</b></td><td><code>{escape(path)}</code></td>"
                    f"<td>{escape(str(told))}</td></tr>"
                )

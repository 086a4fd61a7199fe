"""Bodies of several parts."""

import httpx
import pytest

from invaller.kernel.calls import Uploaded
from invaller.serving.uploads import read_parts


def _sent(**parts: object) -> tuple[str, bytes]:
    """Content-Type and body as a client library sends them."""
    files = {name: (None, part) if isinstance(part, str) else part for name, part in parts.items()}
    request = httpx.Request("POST", "http://x", files=files)  # type: ignore[arg-type]
    return request.headers["content-type"], request.read()


def test_files_and_texts() -> None:
    """A file comes with its name, type and bytes; another part as text."""
    content = b"<a>\r\n\x00\xff</a>"
    sent = _sent(file=("a b.xml", content, "application/xml"), note="één")
    assert read_parts(*sent) == {
        "file": Uploaded("a b.xml", "application/xml", content),
        "note": "één",
    }


@pytest.mark.parametrize("content_type", ["multipart/form-data", "text/plain"])
def test_body_without_boundary(content_type: str) -> None:
    """A body that is not divided is refused, whatever it holds."""
    with pytest.raises(ValueError, match="boundary"):
        read_parts(content_type, _sent(note="x")[1])

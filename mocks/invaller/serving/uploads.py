"""Bodies of several parts, as browsers send files (multipart/form-data, RFC 7578)."""

from email import message_from_bytes
from email.policy import HTTP

from invaller.kernel.calls import Uploaded


def read_parts(content_type: str, raw: bytes) -> dict[str, str | Uploaded]:
    """The parts by name: files as Uploaded, others as text. Raises ValueError for no such body."""
    message = message_from_bytes(
        b"Content-Type: " + content_type.encode("latin-1", "replace") + b"\r\n\r\n" + raw,
        policy=HTTP,
    )
    if not message.is_multipart():
        raise ValueError("the body is not divided by the boundary of its Content-Type")
    parts: dict[str, str | Uploaded] = {}
    for part in message.walk():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        if not isinstance(name, str) or not isinstance(content, bytes):
            continue
        file = part.get_filename()
        parts[name] = (
            content.decode("utf-8", "replace")
            if file is None
            else Uploaded(file, part.get_content_type(), content)
        )
    return parts

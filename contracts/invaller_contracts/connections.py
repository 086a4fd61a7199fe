"""Connections of the reference clients to a simulator."""

import ssl
from functools import cache

import httpx


@cache
def _trust() -> ssl.SSLContext:
    # Reading the machine's certificates takes longer than most tests: once is enough.
    return ssl.create_default_context()


def connection(verify: ssl.SSLContext | None = None) -> httpx.HTTPTransport:
    """A transport for one client, which closes it; proxies of the environment are not used.

    verify: how to trust the server, and by which certificate to be known, when not as usual.
    """
    return httpx.HTTPTransport(verify=verify or _trust())

"""Connections of the reference clients to a simulator."""

import ssl
from functools import cache

import httpx


@cache
def _trust() -> ssl.SSLContext:
    # Reading the machine's certificates takes longer than most tests: once is enough.
    return ssl.create_default_context()


def connection() -> httpx.HTTPTransport:
    """A transport for one client, which closes it; proxies of the environment are not used."""
    return httpx.HTTPTransport(verify=_trust())

"""RSA keys of simulated clients and CAs, the same for the same workspace every time.

A fresh 2048-bit pair costs some 60 ms; a workspace per test should cost a few. So pairs
are put together out of a list of primes, chosen by name and seed. These keys protect
nothing: they exist so that a client can sign as it does in reality.
"""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from invaller.kernel.ids import derive

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

_EXPONENT = 65537


@dataclass(frozen=True, slots=True)
class KeyPair:
    """A key pair as PEM text: PKCS#8 private key, SubjectPublicKeyInfo public key."""

    private_pem: str
    public_pem: str


@lru_cache(maxsize=1)
def _primes() -> tuple[int, ...]:
    lines = (files("invaller.kernel.identity") / "primes.txt").read_text("ascii").split()
    return tuple(int(line, 16) for line in lines)


@lru_cache(maxsize=256)
def private_key(*parts: object) -> "RSAPrivateKey":
    """A 2048-bit private key that depends on nothing but the parts."""
    # A server starts without: loading it takes a while, and many never need a key.
    from cryptography.hazmat.primitives.asymmetric import rsa

    primes = _primes()
    drawn = derive(*parts)
    first = drawn[0] % len(primes)
    second = (first + 1 + drawn[1] % (len(primes) - 1)) % len(primes)
    p, q = primes[first], primes[second]
    d = rsa.rsa_recover_private_exponent(_EXPONENT, p, q)
    numbers = rsa.RSAPrivateNumbers(
        p=p,
        q=q,
        d=d,
        dmp1=rsa.rsa_crt_dmp1(d, p),
        dmq1=rsa.rsa_crt_dmq1(d, q),
        iqmp=rsa.rsa_crt_iqmp(p, q),
        public_numbers=rsa.RSAPublicNumbers(_EXPONENT, p * q),
    )
    # The primes are known to be prime: checking them again is most of the cost.
    return numbers.private_key(unsafe_skip_rsa_key_validation=True)


@lru_cache(maxsize=256)
def key_pair(workspace: str, seed: str) -> KeyPair:
    """The key pair of a workspace's OAuth2 clients."""
    from cryptography.hazmat.primitives.serialization import (
        Encoding,
        NoEncryption,
        PrivateFormat,
        PublicFormat,
    )

    private = private_key(seed, workspace, "key pair")
    return KeyPair(
        private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode(),
        private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode(),
    )

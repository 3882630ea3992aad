"""JWS in its one spelling, signed with ES256: docs/format.md, section 1."""

import base64
import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
ALGORITHM = "ES256"


class Fault(Exception):
    """Why something is not taken: a reason of a verdict, or the fault of an artefact, and of which."""

    def __init__(self, code: str, path: str = "") -> None:
        super().__init__(f"{path}: {code}" if path else code)
        self.code = code
        self.path = path


@dataclass(frozen=True)
class Jws:
    """A JWS of the right form; nothing in it is verified."""

    alg: Any
    kid: str
    payload: str
    signed: bytes
    signature: bytes


@dataclass(frozen=True)
class Key:
    kid: str
    public: ec.EllipticCurvePublicKey


def encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decode(text: str) -> bytes:
    """Raises a ValueError for any but the one spelling: Python's own decoder skips what it does not know."""
    if not re.fullmatch(r"[A-Za-z0-9_-]+", text):
        raise ValueError("not base64url")
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if encode(data) != text:
        raise ValueError("padding, or a bit that is not used")
    return data


def sha256(text: str) -> str:
    return encode(hashlib.sha256(text.encode()).digest())


def write_json(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))


def read_json(text: str) -> Any:
    """The value of a strict JSON text; raises a ValueError for any other."""
    try:
        value = json.loads(text, parse_constant=_refuse)
        if write_json(value) == text:
            return value
    except RecursionError:
        pass
    raise ValueError("not the one spelling of this JSON")


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def read_text(part: str) -> str:
    """The ASCII text of a part; empty, which is no JSON, for any other."""
    data = decode(part)
    return data.decode("ascii") if data.isascii() else ""


def parse(protected: str, payload: str, signature: str, typ: str) -> Jws:
    """Raises `format` for parts that are not canonical, `header` for any header but the one of this typ."""
    try:
        header, text, raw = read_text(protected), read_text(payload), decode(signature)
    except ValueError:
        raise Fault("format") from None
    try:
        found = read_json(header)
        alg, kid = found["alg"], found["kid"]
    except (ValueError, TypeError, KeyError):
        raise Fault("header") from None
    if not isinstance(kid, str) or header != write_json({"alg": alg, "kid": kid, "typ": typ}):
        raise Fault("header")
    return Jws(alg, kid, text, f"{protected}.{payload}".encode(), raw)


def parse_compact(text: str, typ: str) -> Jws:
    parts = text.split(".", 3)
    if len(parts) != 3:
        raise Fault("format")
    return parse(parts[0], parts[1], parts[2], typ)


def import_key(jwk: dict[str, str]) -> Key:
    """Raises a ValueError where the point is not on the curve. `jwk` fits its schema."""
    thumbprint = hashlib.sha256(write_json({name: jwk[name] for name in ("crv", "kty", "x", "y")}).encode()).digest()
    x, y = (int.from_bytes(decode(jwk[name]), "big") for name in ("x", "y"))
    return Key(encode(thumbprint[:8]), ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key())


def is_signed(jws: Jws, key: Key) -> bool:
    r, s = int.from_bytes(jws.signature[:32], "big"), int.from_bytes(jws.signature[32:], "big")
    if jws.alg != ALGORITHM or len(jws.signature) != 64:
        return False
    if not 0 < r < ORDER or not 0 < s <= ORDER // 2:
        return False
    try:
        key.public.verify(encode_dss_signature(r, s), jws.signed, ec.ECDSA(hashes.SHA256()))
        return True
    except InvalidSignature:
        return False

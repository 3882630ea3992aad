"""Whom to believe: roots, trust list, and what they vouch for, each verified by itself: docs/format.md, sections 3 and 4."""

import hashlib
import zlib
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from jws import Fault, Jws, Key, decode, import_key, is_signed, parse, parse_compact, read_json, read_text, sha256
from schemas import fits

STATUS_URN = "urn:evisa:KAZ:status:"
LIST_BYTES = 32_768
SNAPSHOT_SECONDS = 24 * 3600


@dataclass(frozen=True)
class Kind:
    typ: str
    purpose: str
    schema: str
    longest: int


ROOT = Kind("evisa-root+json", "root", "root", 65_536)
TRUST = Kind("evisa-trust+json", "root", "trust-list", 1_000_000)
POLICY = Kind("evisa-policy+jwt", "policy", "policy", 1_000_000)
STATUS = Kind("statuslist+jwt", "status", "status-list", 65_536)
REGISTER = Kind("evisa-register+jwt", "status", "issuance-register", 268_435_456)
SNAPSHOT = Kind("evisa-snapshot+jwt", "snapshot", "snapshot", 8_000_000)
KINDS = {"root": ROOT, "trust": TRUST, "policy": POLICY, "status": STATUS, "register": REGISTER, "snapshot": SNAPSHOT}


@dataclass(frozen=True)
class Root:
    version: int
    exp: int
    threshold: int
    keys: dict[str, Key]


@dataclass(frozen=True)
class TrustedKey:
    key: Key
    purpose: str
    state: str
    active_from: int
    sign_until: int
    verify_until: int


@dataclass(frozen=True)
class TrustList:
    version: int
    iat: int
    exp: int
    keys: dict[str, TrustedKey]
    sha256: str
    payload: dict[str, Any] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class Artefact:
    """One that the trust list vouches for. `name` is what follows the slash of its path."""

    path: str
    version: int
    iat: int
    exp: float
    payload: dict[str, Any]
    kid: str
    text: str
    data: bytes = field(default=b"", repr=False)

    @property
    def sha256(self) -> str:
        return sha256(self.text)


def asks_for_more(document: Artefact | TrustList | None) -> bool:
    """An extension that must be known, and none is known here."""
    return document is not None and any(one["must"] for one in document.payload.get("extensions", ()))


def verify_pinned_root(text: str, fingerprint: str) -> Root:
    _check_length(text, ROOT)
    if sha256(text) != fingerprint:
        raise Fault("artefact/signature")
    try:
        claimed = read_json(read_text(read_json(text)["payload"]))
    except (ValueError, TypeError, KeyError):
        raise Fault("artefact/format") from None
    if not fits(claimed, "root"):
        raise Fault("artefact/schema")
    return _root(verify_threshold(text, ROOT, _keys(claimed), claimed["threshold"]))


def verify_next_root(text: str, previous: Root) -> Root:
    """Signed by those who hand over and by those who take over."""
    document = verify_threshold(text, ROOT, previous.keys, previous.threshold)
    if document["version"] != previous.version + 1:
        raise Fault("artefact/root-gap")
    verify_threshold(text, ROOT, _keys(document), document["threshold"])
    return _root(document)


def verify_trust_list(text: str, root: Root) -> TrustList:
    document = verify_threshold(text, TRUST, root.keys, root.threshold)
    keys: dict[str, TrustedKey] = {}
    for entry in document["keys"]:
        key = _import(entry["jwk"])
        if key.kid != entry["kid"] or key.kid in keys:
            raise Fault("artefact/schema")
        terms = {name: entry[name] for name in ("purpose", "state", "active_from", "sign_until", "verify_until")}
        keys[key.kid] = TrustedKey(key, **terms)
    exp = min(document["exp"], root.exp)
    return TrustList(document["version"], document["iat"], exp, keys, sha256(text), document)


def verify_threshold(text: str, kind: Kind, keys: dict[str, Key], threshold: int) -> Any:
    """The payload of a general JWS that so many distinct keys signed."""
    _check_length(text, kind)
    try:
        document = read_json(text)
        payload, signatures = document["payload"], document["signatures"]
        parts = [(one["protected"], one["signature"]) for one in signatures]
        decode(payload)
    except (ValueError, TypeError, KeyError):
        raise Fault("artefact/format") from None
    if len(parts) > 16 or not all(isinstance(part, str) for pair in parts for part in pair):
        raise Fault("artefact/format")
    signers = set()
    for protected, signature in parts:
        jws = _parsed(protected, payload, signature, kind)
        key = keys.get(jws.kid)
        if key is None:
            continue
        if key.kid in signers:
            raise Fault("artefact/signed-twice")
        if not is_signed(jws, key):
            raise Fault("artefact/signature")
        signers.add(key.kid)
    if threshold < 1 or len(signers) < threshold:
        raise Fault("artefact/threshold")
    return _payload(read_text(payload), kind)


def peek(text: str, kind: Kind) -> tuple[Jws, Any]:
    """What an artefact says before anything proves it."""
    _check_length(text, kind)
    jws = _parsed_compact(text, kind)
    return jws, _payload(jws.payload, kind)


def verify_artefact(text: str, kind: Kind, trust: TrustList) -> Artefact:
    _check_length(text, kind)
    jws = _parsed_compact(text, kind)
    listed = trust.keys.get(jws.kid)
    if listed is None:
        raise Fault("artefact/key-unknown")
    if listed.purpose != kind.purpose:
        raise Fault("artefact/key-purpose")
    if listed.state == "compromised":
        raise Fault("artefact/key-compromised")
    if not is_signed(jws, listed.key):
        raise Fault("artefact/signature")
    payload = _payload(jws.payload, kind)
    if not listed.active_from <= payload["iat"] <= listed.sign_until:
        raise Fault("artefact/key-not-active")
    return _read(text, kind, payload, jws.kid)


def _read(text: str, kind: Kind, payload: dict[str, Any], kid: str) -> Artefact:
    """What a schema cannot say, and under which path and version the artefact may be named."""
    iat = payload["iat"]
    version, exp = payload.get("version", iat), float(payload.get("exp", "inf"))
    path, data = kind.purpose, b""
    if kind is POLICY:
        starts = [edition["effective_from"] for edition in payload["editions"]]
        if not all(map(is_day, starts)) or any(one >= other for one, other in zip(starts, starts[1:])):
            raise Fault("artefact/schema")
    elif kind is STATUS:
        path, data = f"status/{payload['sub'].removeprefix(STATUS_URN)}", inflate(payload["status_list"]["lst"])
    elif kind is REGISTER:
        path, data = f"register/{payload['kid']}", _hashes(payload["hashes"])
    else:
        exp = min(exp, iat + SNAPSHOT_SECONDS)
        if any(
            named.startswith("root/") and named != f"root/{member['version']}"
            for named, member in payload["artefacts"].items()
        ):
            raise Fault("artefact/schema")
    return Artefact(path, version, iat, exp, payload, kid, text, data)


def inflate(lst: str) -> bytes:
    """A list's bytes, never more of them than it may have."""
    try:
        stream = zlib.decompressobj()
        data = stream.decompress(decode(lst), LIST_BYTES + 1)
    except (ValueError, zlib.error):
        raise Fault("artefact/schema") from None
    if len(data) != LIST_BYTES or not stream.eof:
        raise Fault("artefact/schema")
    return data


def status_at(statuses: Artefact, index: int) -> str:
    value = statuses.data[index // 4] >> index % 4 * 2 & 3
    return ("valid", "revoked", "suspended", "exhausted")[value]


def is_registered(register: Artefact, payload: str) -> bool:
    wanted = hashlib.sha256(payload.encode()).digest()[:16]
    return any(register.data[at : at + 16] == wanted for at in range(0, len(register.data), 16))


def is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).year >= 1000
    except ValueError:
        return False


def _hashes(text: str) -> bytes:
    try:
        data = decode(text) if text else b""
    except ValueError:
        raise Fault("artefact/schema") from None
    if len(data) % 16 != 0:
        raise Fault("artefact/schema")
    return data


def _check_length(text: str, kind: Kind) -> None:
    if len(text) > kind.longest:
        raise Fault("artefact/too-large")


def _parsed(protected: str, payload: str, signature: str, kind: Kind) -> Jws:
    try:
        return parse(protected, payload, signature, kind.typ)
    except Fault as fault:
        raise Fault(f"artefact/{fault.code}") from None


def _parsed_compact(text: str, kind: Kind) -> Jws:
    if text.count(".") != 2:
        raise Fault("artefact/format")
    protected, payload, signature = text.split(".")
    return _parsed(protected, payload, signature, kind)


@lru_cache(maxsize=32)
def _payload(text: str, kind: Kind) -> Any:
    # What is held is read again with each set that is offered: most of it is the same.
    try:
        payload = read_json(text)
    except ValueError:
        raise Fault("artefact/schema") from None
    if not fits(payload, kind.schema):
        raise Fault("artefact/schema")
    return payload


def _root(document: dict[str, Any]) -> Root:
    return Root(document["version"], document["exp"], document["threshold"], _keys(document))


def _keys(document: dict[str, Any]) -> dict[str, Key]:
    return {key.kid: key for key in map(_import, document["keys"])}


def _import(jwk: dict[str, str]) -> Key:
    try:
        return import_key(jwk)
    except ValueError:
        raise Fault("artefact/schema") from None

"""Taking a newer set of artefacts, all of it or nothing: docs/format.md, section 4."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from artefacts import (
    KINDS,
    SNAPSHOT,
    Artefact,
    Root,
    TrustList,
    peek,
    verify_artefact,
    verify_next_root,
    verify_pinned_root,
    verify_trust_list,
)
from jws import Fault, sha256

T = TypeVar("T")

PINNED = "root/pinned"
DAY = 24 * 3600

Read = Callable[[str, str | None], str | None]
"""The text under a path, of this hash where one is known; None where there is none."""


@dataclass(frozen=True)
class Set:
    """What a device holds: all of it was verified."""

    roots: list[Root]
    trust: TrustList
    snapshot: Artefact
    members: dict[str, Artefact]


@dataclass(frozen=True)
class Taken:
    set: Set
    time_floor: int


@dataclass
class Device:
    """What outlives a refusal: the texts held, the roots walked to, and the highest signed time."""

    fingerprint: str
    time_floor: int = 0
    texts: dict[str, str] = field(default_factory=dict)

    def load(self) -> Set | None:
        """What was taken before, verified again and not judged by the time."""
        if "snapshot" not in self.texts:
            return None
        roots = self.roots()
        trust = _trust_of_any(self.texts["trust"], roots)
        snapshot = verify_artefact(self.texts["snapshot"], SNAPSHOT, trust)
        return Set(roots, trust, snapshot, _members(snapshot, trust, lambda path, _: self.texts.get(path)))

    def roots(self) -> list[Root]:
        if PINNED not in self.texts:
            return []
        roots = [verify_pinned_root(self.texts[PINNED], self.fingerprint)]
        while (text := self.texts.get(f"root/{roots[-1].version + 1}")) is not None:
            roots.append(verify_next_root(text, roots[-1]))
        return roots

    def take(self, offered: Read, now: int) -> Taken:
        """Raises a Fault, of which path and why; then nothing but genuine roots was kept."""
        held = self.load()

        def read(path: str, hash_of_it: str | None) -> str | None:
            own = self.texts.get(path)
            return own if own is not None and sha256(own) == hash_of_it else offered(path, hash_of_it)

        text = _required(read, "snapshot", None)
        _, claimed = _on("snapshot", lambda: peek(text, SNAPSHOT))
        named = claimed["artefacts"]
        roots = self._walk(read, named)
        trust, trust_text = self._trust(read, named, roots[-1], held)
        # The versions and times of a snapshot key that is believed no longer do not count.
        recovers = held is not None and not _is_believed(held.snapshot, trust)
        before = None if recovers else held
        floor = held.trust.iat if held is not None and recovers else self.time_floor
        surely = max(now, floor)
        _judge_time(f"root/{roots[-1].version}", 0, roots[-1].exp, surely)
        _judge_time("trust", trust.iat, trust.exp, surely)
        snapshot = _on("snapshot", lambda: verify_artefact(text, SNAPSHOT, trust))
        if before is not None:
            _judge_version(snapshot, before.snapshot)
        _judge_time("snapshot", snapshot.iat, snapshot.exp, surely, "artefact/frozen")
        if before is not None:
            _judge_jump(snapshot, before.snapshot)
            _judge_names(snapshot, before.snapshot, trust)
        members = _members(snapshot, trust, read)
        for path, member in members.items():
            _judge_time(path, member.iat, member.exp, surely)
        times = [member.iat for path, member in members.items() if not path.startswith("register/")]
        self.time_floor = max(floor, trust.iat, snapshot.iat, *times)
        kept = {path: one for path, one in self.texts.items() if path.startswith("root/")}
        self.texts = kept | {"trust": trust_text, "snapshot": text} | {path: one.text for path, one in members.items()}
        return Taken(Set(roots, trust, snapshot, members), self.time_floor)

    def _walk(self, read: Read, named: dict[str, dict[str, object]]) -> list[Root]:
        if PINNED not in self.texts:
            text = _required(read, PINNED, self.fingerprint)
            _on(PINNED, lambda: verify_pinned_root(text, self.fingerprint))
            self.texts[PINNED] = text
        roots = self.roots()
        newest = max((int(path[5:]) for path in named if path.startswith("root/")), default=0)
        if newest < roots[-1].version:
            raise Fault("artefact/rollback", f"root/{newest}")
        last = roots[-1].version + 64
        while roots[-1].version < newest:
            path = f"root/{roots[-1].version + 1}"
            if roots[-1].version == last:
                raise Fault("artefact/fast-forward", path)
            found = _required(read, path, _hash(named, path), "artefact/root-gap")
            roots.append(_on(path, lambda: verify_next_root(found, roots[-1])))
            self.texts[path] = found
        return roots

    def _trust(
        self, read: Read, named: dict[str, dict[str, object]], root: Root, held: Set | None
    ) -> tuple[TrustList, str]:
        text = _required(read, "trust", _hash(named, "trust"))
        trust = _on("trust", lambda: verify_trust_list(text, root))
        if held is not None and trust.version < held.trust.version:
            raise Fault("artefact/rollback", "trust")
        if held is not None and trust.version == held.trust.version and text != self.texts["trust"]:
            raise Fault("artefact/conflict", "trust")
        if named.get("trust") != {"version": trust.version, "sha256": sha256(text)}:
            raise Fault("artefact/mixed", "trust")
        return trust, text


def _members(snapshot: Artefact, trust: TrustList, read: Read) -> dict[str, Artefact]:
    members = {}
    for path, member in snapshot.payload["artefacts"].items():
        # Of the border's officers a verifier of e-visas has no need to know.
        if path.startswith("root/") or path in ("trust", "roster"):
            continue
        text = _required(read, path, member["sha256"])
        is_named = sha256(text) == member["sha256"]
        try:
            found = verify_artefact(text, KINDS[path.split("/")[0]], trust)
        except Fault as fault:
            raise Fault(fault.code if is_named else "artefact/hash", path) from None
        if not is_named or found.path != path or found.version != member["version"]:
            raise Fault("artefact/mixed", path)
        members[path] = found
    if "policy" not in members:
        raise Fault("artefact/missing", "policy")
    return members


def _judge_time(path: str, iat: int, exp: float, surely: int, expired: str = "artefact/expired") -> None:
    if surely > exp:
        raise Fault(expired, path)
    if iat > surely + DAY:
        raise Fault("artefact/fast-forward", path)


def _judge_version(snapshot: Artefact, before: Artefact) -> None:
    epoch, held = snapshot.payload.get("epoch"), before.payload.get("epoch")
    if held is not None and (epoch is None or epoch["number"] < held["number"]):
        raise Fault("artefact/rollback", "snapshot")
    if held is not None and epoch["number"] == held["number"] and epoch["id"] != held["id"]:
        raise Fault("artefact/conflict", "snapshot")
    if snapshot.version < before.version:
        raise Fault("artefact/rollback", "snapshot")
    is_of_one_wire = (epoch is None) == (held is None)
    if is_of_one_wire and snapshot.version == before.version and snapshot.text != before.text:
        raise Fault("artefact/conflict", "snapshot")


def _judge_jump(snapshot: Artefact, before: Artefact) -> None:
    if snapshot.version - before.version > 1000 + 100 * max(0, snapshot.iat - before.iat):
        raise Fault("artefact/fast-forward", "snapshot")


def _judge_names(snapshot: Artefact, before: Artefact, trust: TrustList) -> None:
    """Nothing that was named goes back or gets lost."""
    for path, member in before.payload["artefacts"].items():
        named = snapshot.payload["artefacts"].get(path)
        if named is None:
            listed = trust.keys.get(path.removeprefix("register/"))
            if path.startswith("register/") and (listed is None or listed.state != "compromised"):
                continue
            raise Fault("artefact/missing", path)
        if named["version"] < member["version"]:
            raise Fault("artefact/rollback", path)
        # A list may change twice within the second that is its version.
        is_counted = path == "policy" or path.startswith("root/")
        if is_counted and named["version"] == member["version"] and named["sha256"] != member["sha256"]:
            raise Fault("artefact/conflict", path)


def _is_believed(snapshot: Artefact, trust: TrustList) -> bool:
    listed = trust.keys.get(snapshot.kid)
    return listed is not None and listed.purpose == "snapshot" and listed.state != "compromised"


def _trust_of_any(text: str, roots: list[Root]) -> TrustList:
    """A root may have been walked to while the rest was refused: the list held is one of an older root."""
    for root in reversed(roots):
        try:
            return verify_trust_list(text, root)
        except Fault:
            continue
    raise Fault("artefact/threshold", "trust")


def _hash(named: dict[str, dict[str, object]], path: str) -> str | None:
    return str(named[path]["sha256"]) if path in named else None


def _required(read: Read, path: str, hash_of_it: str | None, missing: str = "artefact/missing") -> str:
    text = read(path, hash_of_it)
    if text is None:
        raise Fault(missing, path)
    if len(text) > KINDS[path.split("/")[0]].longest:
        raise Fault("artefact/too-large", path)
    return text


def _on(path: str, act: Callable[[], T]) -> T:
    try:
        return act()
    except Fault as fault:
        raise Fault(fault.code, path) from None

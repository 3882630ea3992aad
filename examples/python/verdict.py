"""The verdict, as far as the e-visa, its dates, its place and its status go: docs/format.md, section 5.

Not in its scope, and never judged here: the passport (`passport/...`), and what needs the ledger of crossings or a
connection (`data/ledger-stale`, `stay/...`, `entries/...`, but for an e-visa that its status list calls exhausted).
Where nothing speaks against an e-visa here, that is not yet a green light.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Any, Literal

from artefacts import STATUS_URN, Artefact, TrustList, asks_for_more, is_day, is_registered, status_at
from jws import ALGORITHM, Fault, is_signed, read_json
from qr import check_character, read_qr
from schemas import fits

Outcome = Literal["clear", "refer", "refuse", "-"]
# All of Kazakhstan since 2024-03-01. A machine's own time zone data may be older.
ZONE = timezone(timedelta(hours=5))
DAY = 24 * 3600

AUDIENCES = ("carrier", "entry", "exit")
# From the mildest to the gravest.
STATUSES = ("valid", "exhausted", "suspended", "revoked")
GRAVITY: tuple[Outcome, ...] = ("clear", "refer", "refuse")
# For a carrier, at entry, at exit; `-` where the rule does not apply.
SCOPE: dict[str, tuple[Outcome, Outcome, Outcome]] = {
    "qr/unreadable": ("refer", "refer", "refer"),
    "qr/too-long": ("refer", "refer", "refer"),
    "qr/not-an-evisa": ("refer", "refer", "refer"),
    "qr/malformed": ("refer", "refer", "refer"),
    "credential/format": ("refuse", "refer", "refer"),
    "credential/header": ("refuse", "refer", "refer"),
    "credential/algorithm": ("refuse", "refer", "refer"),
    "key/unknown": ("refuse", "refer", "refer"),
    "key/not-active": ("refuse", "refer", "refer"),
    "key/compromised": ("refuse", "refer", "refer"),
    "signature/invalid": ("refuse", "refer", "refer"),
    "credential/claims": ("refuse", "refer", "refer"),
    "clock/behind": ("refer", "refer", "refer"),
    "clock/ahead": ("refer", "refer", "refer"),
    "arrival/past": ("refer", "-", "-"),
    "data/none": ("refer", "refer", "refer"),
    "data/trust-expired": ("refer", "refer", "refer"),
    "data/too-new": ("refer", "refer", "refer"),
    "data/damaged": ("refer", "refer", "refer"),
    "data/status-stale": ("refer", "refer", "refer"),
    "status/replaced": ("refuse", "refuse", "refer"),
    "status/revoked": ("refuse", "refuse", "refer"),
    "status/suspended": ("refer", "refer", "refer"),
    "status/lost": ("refer", "refer", "refer"),
    "place/unknown": ("refer", "refer", "refer"),
    "place/not-airport": ("refuse", "refuse", "refer"),
    "place/not-international": ("refuse", "refuse", "-"),
    "dates/not-yet": ("refuse", "refuse", "-"),
    "dates/expired": ("refuse", "refuse", "-"),
    "dates/near-boundary": ("clear", "-", "-"),
    "entries/used-up": ("refuse", "-", "-"),
    "nationality/not-eligible": ("refer", "refer", "-"),
}


@dataclass(frozen=True)
class Knowledge:
    trust: TrustList | None
    policy: Artefact | None
    snapshot: Artefact | None
    status_lists: dict[str, Artefact]
    registers: dict[str, Artefact]
    time_floor: int
    proven_time: int | None = None
    is_replaced: bool = False
    is_damaged: bool = False
    # By the lists of before a restore, which no list since has said.
    status_before: str | None = None


@dataclass(frozen=True)
class Finding:
    reason: str
    outcome: Outcome


@dataclass(frozen=True)
class Verdict:
    outcome: Outcome
    reason: str | None
    findings: list[Finding]
    claims: dict[str, Any] | None


def judge(text: str, situation: dict[str, Any], known: Knowledge, now: float) -> Verdict:
    column = AUDIENCES.index(situation["audience"])
    try:
        claims = read_credential(text, known, now)
    except Unproven as stop:
        return _verdict([Finding(stop.code, stop.outcome or SCOPE[stop.code][column])], None)
    found = dict(failures(claims, situation, known, now))
    rules = [(reason, found[reason] or row[column]) for reason, row in SCOPE.items() if reason in found]
    return _verdict([Finding(reason, outcome) for reason, outcome in rules if outcome != "-"], claims)


def _verdict(findings: list[Finding], claims: dict[str, Any] | None) -> Verdict:
    outcome = max((one.outcome for one in findings), key=GRAVITY.index, default=GRAVITY[0])
    reason = next((one.reason for one in findings if one.outcome == outcome), None)
    return Verdict(outcome, reason, findings, claims)


class Unproven(Fault):
    """Nothing of the e-visa may be shown. `outcome` where it is another than the table's."""

    def __init__(self, code: str, outcome: Outcome | None = None) -> None:
        super().__init__(code)
        self.outcome = outcome


def read_credential(text: str, known: Knowledge, now: float) -> dict[str, Any]:
    """The claims of a proven e-visa; the first failure ends it."""
    try:
        jws = read_qr(text)
    except Fault as fault:
        raise Unproven(fault.code) from None
    if jws.alg != ALGORITHM:
        raise Unproven("credential/algorithm")
    if known.trust is None:
        raise Unproven("data/none", "refer")
    surely = max(earliest_now(known, now), known.time_floor)
    is_behind = is_clock_behind(known, now)
    listed = known.trust.keys.get(jws.kid)
    if listed is None or listed.purpose != "visa":
        edition = in_force(known.policy, civil_day(surely))
        limit = edition["limits"]["trust_refresh_seconds"] if edition else DAY
        as_of = known_until(known.trust.iat, "trust", known.trust.sha256, known.snapshot)
        if surely - as_of > limit:
            raise Unproven("key/unknown", "refer")
        raise Unproven("clock/behind" if is_behind else "key/unknown")
    if not listed.active_from <= surely <= listed.verify_until:
        raise Unproven("clock/behind" if is_behind and surely < listed.active_from else "key/not-active")
    if listed.state == "compromised":
        register = known.registers.get(jws.kid)
        if register is None:
            raise Unproven("key/compromised", "refer")
        if not is_registered(register, jws.payload):
            raise Unproven("key/compromised")
    if not is_signed(jws, listed.key):
        raise Unproven("signature/invalid")
    return read_claims(jws.payload)


def read_claims(payload: str) -> dict[str, Any]:
    try:
        claims = read_json(payload)
    except ValueError:
        claims = None
    if not fits(claims, "visa-claims"):
        raise Unproven("credential/claims")
    number, born = claims["jti"], claims["holder"]["birth_date"]
    days = (claims["valid_from"], claims["valid_until"], claims["passport"]["expires"])
    is_right = (
        check_character(number[:11]) == number[11]
        and all(is_day(one) and "2000-01-01" <= one <= "2179-06-06" for one in days)
        and (len(born) < 10 or is_day(born))
        and claims["valid_from"] <= claims["valid_until"]
        and int(claims["status"]["status_list"]["uri"].removeprefix(STATUS_URN)) <= 65_535
    )
    if not is_right:
        raise Unproven("credential/claims")
    return dict(claims)


def failures(
    claims: dict[str, Any], situation: dict[str, Any], known: Knowledge, now: float
) -> Iterator[tuple[str, Outcome | None]]:
    """Each rule that fails, and its outcome where that is another than the table's."""
    audience = situation["audience"]
    arrival = arrival_of(situation)
    is_behind = is_clock_behind(known, now)
    earliest = earliest_now(known, now)
    asked = civil_day(earliest if arrival is None else arrival)
    edition = in_force(known.policy, asked)
    dated = [(one.exp if one else None) for one in (known.trust, known.policy, known.snapshot)]
    if is_behind:
        yield "clock/behind", None
    if is_clock_ahead(known, now):
        yield "clock/ahead", None
    if arrival is not None and earliest - arrival > 6 * 3600:
        yield "arrival/past", None
    if known.trust is None or edition is None:
        yield "data/none", None
    if known.snapshot is None or any(exp is not None and now > exp for exp in dated):
        yield "data/trust-expired", None
    if any(asks_for_more(one) for one in (known.trust, known.policy, known.snapshot)):
        yield "data/too-new", None
    if known.is_damaged:
        yield "data/damaged", None
    listed = claims["status"]["status_list"]
    statuses = known.status_lists.get(listed["uri"])
    whose = "carrier" if audience == "carrier" else "border"
    limit = edition["limits"]["status_max_age_seconds"][whose] if edition else DAY
    status = None
    if statuses is not None:
        status = status_at(statuses, listed["idx"])
        as_of = known_until(statuses.iat, statuses.path, statuses.sha256, known.snapshot)
    if statuses is None or now - as_of > limit or now > statuses.exp:
        yield "data/status-stale", None
    if status == "revoked":
        yield "status/replaced" if known.is_replaced else "status/revoked", None
    if status == "suspended":
        yield "status/suspended", None
    if known.status_before and STATUSES.index(known.status_before) > STATUSES.index(status or "valid"):
        yield "status/lost", None
    if status == "exhausted":
        yield "entries/used-up", None
    yield from _of_place(situation, edition)
    if asked < claims["valid_from"]:
        yield "dates/not-yet", "refer" if arrival is None and is_behind else None
    if asked > claims["valid_until"]:
        yield "dates/expired", None
    after = (date.fromisoformat(claims["valid_until"]) + timedelta(days=1)).isoformat()
    boundaries = (start_of(claims["valid_from"]), start_of(after))
    if arrival is not None and any(abs(arrival - one) <= 3 * 3600 for one in boundaries):
        yield "dates/near-boundary", None
    if edition is not None:
        eligible = [one["nationalities"] for one in edition["categories"] if one["code"] == claims["category"]]
        if not eligible or claims["holder"]["nationality"] not in eligible[-1]:
            yield "nationality/not-eligible", None


def _of_place(situation: dict[str, Any], edition: dict[str, Any] | None) -> Iterator[tuple[str, Outcome | None]]:
    if edition is None:
        return
    named = edition["checkpoint_aliases"].get(situation["checkpoint"], situation["checkpoint"])
    place = next((one for one in reversed(edition["checkpoints"]) if one["id"] == named), None)
    if place is None:
        yield "place/unknown", None
    elif place["kind"] != "air":
        if situation["audience"] != "exit" or edition["exit_by_air_only"]:
            yield "place/not-airport", None
    elif not place["international"]:
        is_diverted = situation["audience"] == "entry" and situation.get("diverted", False)
        yield "place/not-international", "refer" if is_diverted else None


def is_clock_behind(known: Knowledge, now: float) -> bool:
    return now < latest_signed(known) - 120


def is_clock_ahead(known: Knowledge, now: float) -> bool:
    return known.proven_time is not None and now > known.proven_time + 120


def earliest_now(known: Knowledge, now: float) -> float:
    """By a clock that is not believed, the earliest that signed time allows."""
    return latest_signed(known) if is_clock_behind(known, now) or is_clock_ahead(known, now) else now


def latest_signed(known: Knowledge) -> int:
    return max(known.time_floor, known.proven_time or 0)


def in_force(policy: Artefact | None, day: str) -> dict[str, Any] | None:
    editions = policy.payload["editions"] if policy else []
    return next((one for one in reversed(editions) if one["effective_from"] <= day), None)


def known_until(iat: int, path: str, sha256: str, snapshot: Artefact | None) -> int:
    """Until when nothing newer was known: a snapshot that names this very text says that it is the newest."""
    named = snapshot.payload["artefacts"].get(path) if snapshot else None
    return max(iat, snapshot.iat) if snapshot and named and named["sha256"] == sha256 else iat


def arrival_of(situation: dict[str, Any]) -> float | None:
    """Epoch seconds; raises a ValueError for a time without its offset."""
    if situation["audience"] != "carrier":
        return None
    arrival = datetime.fromisoformat(situation["arrival"])
    if arrival.tzinfo is None:
        raise ValueError("an arrival has its offset")
    return arrival.timestamp()


def civil_day(instant: float) -> str:
    return datetime.fromtimestamp(instant, ZONE).date().isoformat()


def start_of(day: str) -> float:
    return datetime.fromisoformat(day).replace(tzinfo=ZONE).timestamp()

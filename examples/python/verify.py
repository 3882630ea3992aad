"""Checks an e-visa offline, from the text of its code and a bundle: --help. What it judges, and what not: verdict.py."""

import argparse
import json
import sys
import time
from pathlib import Path

from jws import Fault, sha256
from taking import PINNED, Device, Read, Set
from verdict import AUDIENCES, Knowledge, judge

BUNDLE_HEADER = '{"evisa_bundle":1}'
EXIT_CODES = {"clear": 0, "refer": 10, "refuse": 20}


def read_bundle(file: Path) -> Read:
    """The artefacts of a bundle; pages of the ledger are passed over. Raises a ValueError for another file."""
    header, *lines = file.read_text(encoding="utf-8").splitlines()
    if header != BUNDLE_HEADER:
        raise ValueError(f"{file} is no bundle")
    items = [json.loads(line) for line in lines if line]
    texts: dict[str, str] = {item["path"]: item["text"] for item in items if "text" in item}

    def read(path: str, hash_of_it: str | None) -> str | None:
        if path != PINNED:
            return texts.get(path)
        roots = (text for named, text in texts.items() if named.startswith("root/"))
        return next((text for text in roots if sha256(text) == hash_of_it), None)

    return read


def knowledge_of(held: Set, time_floor: int) -> Knowledge:
    members = held.members.values()
    return Knowledge(
        trust=held.trust,
        policy=held.members["policy"],
        snapshot=held.snapshot,
        status_lists={one.payload["sub"]: one for one in members if one.path.startswith("status/")},
        registers={one.payload["kid"]: one for one in members if one.path.startswith("register/")},
        time_floor=time_floor,
    )


def main() -> int:
    parser = argparse.ArgumentParser(
        description="Checks an e-visa offline. Ends with 0 clear, 10 refer, 20 refuse, 1 no trust."
    )
    parser.add_argument("text", help="the text of the code")
    parser.add_argument("--bundle", type=Path, help="as `authority export-bundle` writes it; without it: what is held")
    parser.add_argument("--root", required=True, help="SHA-256 of the root, base64url, from the enrolment code")
    parser.add_argument(
        "--device", type=Path, help="a file in which what was taken is kept: nothing goes back after that"
    )
    parser.add_argument("--audience", choices=AUDIENCES, default="carrier")
    parser.add_argument("--checkpoint", default="NQZ")
    parser.add_argument(
        "--arrival", help="for a carrier: of the first landing in Kazakhstan, 2026-11-22T14:30:00+05:00"
    )
    parser.add_argument("--now", type=int, default=int(time.time()), help="epoch seconds")
    asked = parser.parse_args()
    if asked.audience == "carrier" and not asked.arrival:
        parser.error("a carrier asks about an --arrival")
    try:
        held = json.loads(asked.device.read_text()) if asked.device and asked.device.exists() else {}
        device = Device(asked.root, **held)
        if asked.bundle:
            device.take(read_bundle(asked.bundle), asked.now)
        if asked.device:
            asked.device.write_text(json.dumps({"time_floor": device.time_floor, "texts": device.texts}))
        known = device.load()
    except (Fault, ValueError, OSError) as error:
        print(f"not taken: {error}", file=sys.stderr)
        return 1
    if known is None:
        parser.error("there is neither a --bundle nor anything held")
    situation = {"audience": asked.audience, "checkpoint": asked.checkpoint, "arrival": asked.arrival}
    verdict = judge(asked.text, situation, knowledge_of(known, device.time_floor), asked.now)
    print(f"{verdict.outcome}: {verdict.reason or 'nothing found against it'}")
    for finding in verdict.findings:
        print(f"  {finding.reason}: {finding.outcome}")
    print("not judged here: the passport, and what only the ledger of crossings or the server knows")
    return EXIT_CODES[verdict.outcome]


if __name__ == "__main__":
    sys.exit(main())

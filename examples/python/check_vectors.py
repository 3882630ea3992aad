"""Runs the published test vectors: python3 examples/python/check_vectors.py fixtures [--first]

Of each e-visa's case the findings within the scope of `verdict.py` must come, and no other; of each set of artefacts
that it is taken or refused, of which path and why. Ends with 1 where one does not; with --first, at the first one.
"""

import json
import sys
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from artefacts import KINDS, Artefact, verify_artefact, verify_pinned_root, verify_trust_list
from jws import Fault
from taking import PINNED, Device, Read
from verdict import AUDIENCES, SCOPE, Knowledge, judge


def check_cases(file: dict[str, Any]) -> Iterator[str]:
    texts = file["artefacts"]

    @cache
    def trust_of(root: str, trust: str) -> Any:
        return verify_trust_list(texts[trust], verify_pinned_root(texts[root], file["root_fingerprint"]))

    @cache
    def artefact(kind: str, name: str, root: str, trust: str) -> Artefact:
        return verify_artefact(texts[name], KINDS[kind], trust_of(root, trust))

    def knowledge(made: dict[str, Any]) -> Knowledge:
        root, trust = made["root"], made["trust"]
        found = {
            kind: [artefact(kind, name, root, trust) for name in names]
            for kind, names in (
                ("policy", filter(None, [made["policy"]])),
                ("snapshot", filter(None, [made["snapshot"]])),
                ("status", made["status_lists"]),
                ("register", made["registers"]),
            )
        }
        return Knowledge(
            trust_of(root, trust) if trust else None,
            next(iter(found["policy"]), None),
            next(iter(found["snapshot"]), None),
            {one.payload["sub"]: one for one in found["status"]},
            {one.payload["kid"]: one for one in found["register"]},
            made["time_floor"],
            made["proven_time"],
            made["is_replaced"],
            made.get("is_damaged", False),
            made.get("before", {}).get("status"),
        )

    for case in file["cases"]:
        column = AUDIENCES.index(case["situation"]["audience"])
        verdict = judge(case["text"], case["situation"], knowledge(case["knowledge"]), case["now"])
        expected = [
            (one["reason"], one["outcome"])
            for one in case["findings"]
            if SCOPE.get(one["reason"], ("-", "-", "-"))[column] != "-"
        ]
        found = [(one.reason, one.outcome) for one in verdict.findings]
        if found != expected:
            yield f"{case['id']}: {found} in place of {expected}"


def check_sets(file: dict[str, Any]) -> Iterator[str]:
    texts = file["texts"]
    for case in file["cases"]:
        held = {path: texts[name] for path, name in (case["held"] or {}).items()}
        offered = {path: texts[name] for path, name in case["offered"].items()}
        device = Device(file["root_fingerprint"], case["time_floor"], dict(held))
        try:
            taken = device.take(_serving(offered), case["now"])
            result: dict[str, Any] = {"accepted": taken.set.snapshot.version, "time_floor": taken.time_floor}
        except Fault as fault:
            result = {"path": fault.path, "fault": fault.code}
        saved = [path for path in device.texts if path.startswith("root/") and path not in held]
        if result != case["expected"] or saved != case["roots_saved"]:
            yield f"{case['id']}: {result} in place of {case['expected']}"


def _serving(offered: dict[str, str]) -> Read:
    # The pinned root is asked for by its hash; here it is the first one.
    return lambda path, _: offered.get("root/1" if path == PINNED else path)


def main() -> int:
    folder, *options = sys.argv[1:]
    wrong = []
    for name, check in (("cases.json", check_cases), ("artefact-cases.json", check_sets)):
        file = json.loads((Path(folder) / name).read_text(encoding="utf-8"))
        faults = list(islice(check(file), 1 if "--first" in options else None))
        print(f"{name}, version {file['version']}: {len(faults)} of {file['count']} are wrong")
        wrong += faults
        if wrong and options:
            break
    print(*wrong, sep="\n", end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

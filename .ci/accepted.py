"""Holds a score of the acceptance cases, on standard input as JSON, against the
last one that was committed:

    score.py OUT expected.jsonl --json | accepted.py .ci/accepted

The file has one line a family, "F1 18 of 18". Ends with status 1 where fewer
cases pass than there, or where a family that was whole is not. A better score
is printed, to be committed."""

import json
import sys


def read(path):
    families = {}
    with open(path, encoding="utf-8") as file:
        for line in file:
            name, passed, _, cases = line.split()
            families[name] = (int(passed), int(cases))
    return families


def main():
    path = sys.argv[1]
    now = {
        name: (family["passed"], family["cases"])
        for name, family in json.load(sys.stdin)["families"].items()
    }
    before = read(path)
    bad = False
    for name, (passed, cases) in before.items():
        got = now.get(name, (0, cases))[0]
        if passed == cases and got < cases:
            print(f"{name} was whole; now {got} of {cases} pass")
            bad = True
    total_before = sum(passed for passed, _ in before.values())
    total_now = sum(passed for passed, _ in now.values())
    if total_now < total_before:
        print(f"{total_now} cases pass, fewer than {total_before}")
        bad = True
    if now != before:
        print(f"{path} would now be:")
        for name, (passed, cases) in now.items():
            print(f"{name} {passed} of {cases}")
    return bad


sys.exit(main())

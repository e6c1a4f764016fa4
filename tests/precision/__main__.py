"""`python -m precision`: what is found and was not read, what was read and is not found."""

import json
import sys

from precision import PAGE, Place, found, lists, page, record


def main() -> None:
    readings = record()
    now: dict[Place, str] = {}
    for path in lists():
        now |= dict(found(path))
    for place, message in sorted(now.items()):
        if place not in readings:
            unread = {"list": place.list, "line": place.line, "rule": place.rule}
            unread |= {"number": place.number} if place.number > 1 else {}
            print(json.dumps({**unread, "true": None, "why": message}, ensure_ascii=False))
    for place in sorted(readings.keys() - now.keys()):
        print(f"not found any more: {place}", file=sys.stderr)
    if "--write" in sys.argv:
        PAGE.write_text(page(readings, len(lists())))


if __name__ == "__main__":
    main()

"""Prints src/model/schedule/zone/zones.txt: the time zones of the IANA database and their rules.

Facts only, from the compiled files in the package `tzdata`. `cargo xtask zones` runs it, and
src/model/schedule/zone/table.rs says how the text is read. What this does not know stops it.
"""

import struct
from datetime import datetime, timezone
from pathlib import Path

import tzdata

# Where the run starts that names no date; nobody asks for the clock of earlier years.
FIRST = int(datetime(2026, 1, 1, tzinfo=timezone.utc).timestamp())
HOUR = 3600
# What a file ends with where its writer also thought of readers of 32 bits.
LAST_OF_32_BITS = 2**31 - 1


def blocks(data):
    """The second block of a file: moments, and the offset from each on; then its rule."""
    start = 0
    for size in (4, 8):
        if data[start : start + 4] != b"TZif":
            raise ValueError("no TZif file")
        isut, isstd, leap, times, kinds, letters = struct.unpack_from(">6I", data, start + 20)
        start += 44
        body = times * (size + 1) + kinds * 6 + letters + leap * (size + 4) + isstd + isut
        if size == 4:
            start += body
    moments = struct.unpack_from(f">{times}q", data, start)
    indices = data[start + 8 * times : start + 9 * times]
    kind = start + 9 * times
    offsets = [struct.unpack_from(">i", data, kind + 6 * index)[0] for index in indices]
    rule = data[start + body :].decode().strip()
    return list(zip(moments, offsets)), rule


def listed(moments, rule):
    """The changes that the rule does not tell: all to the last, if the zone has no summer time or
    another one for a while. As hours, each from the one before, with the new offset in minutes."""
    offset = [offset for moment, offset in moments if moment <= FIRST][-1:]
    coming = [pair for pair in moments if pair[0] > FIRST and pair[0] != LAST_OF_32_BITS]
    if not coming or by_rule(rule, coming):
        return ""
    words = [str(offset[0] // 60)]
    before = 0
    for moment, offset in coming:
        if moment % HOUR or offset % 60:
            raise ValueError(f"a change at {moment} to {offset}")
        words.append(f"{moment // HOUR - before}:{offset // 60}")
        before = moment // HOUR
    return "@" + ",".join(words)


def by_rule(rule, coming):
    """Files of zones with a rule may list its first changes. They are recognized by their years:
    not more than the 32 bits hold, and two in each."""
    years = [datetime.fromtimestamp(moment, timezone.utc).year for moment, _ in coming]
    return "," in rule and years[-1] <= 2037 and all(years.count(year) == 2 for year in years)


def short(names):
    """The names, sorted; an area that is that of the name before is left out."""
    area = ""
    for name in sorted(names):
        head, slash, tail = name.rpartition("/")
        yield slash + tail if slash and head == area else name
        area = head


def main():
    root = Path(tzdata.__file__).parent
    zones = {}
    for name in (root / "zones").read_text().split():
        if name != "Factory":
            moments, rule = blocks((root / "zoneinfo" / name).read_bytes())
            zones.setdefault(rule + listed(moments, rule), []).append(name)
    print(f"# IANA time zone database {tzdata.IANA_VERSION}, from tzdata {tzdata.__version__}.")
    for rule, names in sorted(zones.items()):
        print(rule, *short(names))


if __name__ == "__main__":
    main()

"""A difference in words, as Markdown: plain sentences and tables, every word of a case escaped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from geo.embedding import in_markdown

Plain = Mapping[str, Any]
EVENT = ("day", "kind", "place", "actor", "status", "event_id")
WHY = {
    "claims": "claims changed",
    "shapes": "shapes or places changed",
    "case": "the case file changed",
    "method": "the method changed",
    "neighbours": "ground nearby was shared out anew",
}
CAUSES = {
    "claims": "claims",
    "sources": "sources",
    "events": "events",
    "shapes": "shapes or places",
    "case": "the case file",
    "method": "the method (the code from claims to ground)",
    "ground": "the ground",
}


def days_in_words(difference: Plain) -> str:
    """Tell what differs between two days."""
    ground, events = difference["ground"], difference["events"]
    known = len(difference["claims"])
    lines = [
        f"# {in_markdown(difference['title'])}: {difference['from']} to {difference['to']}",
        "",
        f"Build {difference['build']}. {len(events)} events, {known} claims became known.",
        "",
        "## Ground",
        "",
        *_table(
            ("holder", "km² before", "km² after", "change"),
            (
                (
                    row["holder"],
                    *(_km2(row[f"{name}_km2"]) for name in ("before", "after")),
                    f"{row['change_km2']:+,.2f}",
                )
                for row in ground["holders"]
            ),
        ),
        "",
        *(_moved(row) for row in ground["moved"]),
        *([] if ground["moved"] else ["No ground moved."]),
        *(
            f"- {_km2(row['km2'])} km² of {in_markdown(row['holder'])}: {row['from']} before, "
            f"{row['to']} after"
            for row in ground["status"]
        ),
        "",
        *_events(difference["events"]),
    ]
    return "\n".join(lines) + "\n"


def _events(events: Iterable[Plain]) -> list[str]:
    """List events; reports of ground held fill one sentence."""
    rows = list(events)
    held = [event for event in rows if event["kind"] == "control"]
    others = [event for event in rows if event["kind"] != "control"]
    lines = ["## Events", ""]
    lines += _table(
        ("day", "what", "where", "who", "status", "event"),
        ([event[name] for name in EVENT] for event in others),
    )
    if not others:
        lines.append("None but reports of ground held." if held else "None.")
    if held:
        names = ", ".join(in_markdown(event["place"]) for event in held)
        lines += ["", f"Reported as held or under control ({len(held)}): {names}."]
    return lines


def builds_in_words(difference: Plain) -> str:
    """Tell what differs between two cases or builds; what changed first, and why ground did."""
    old, new = difference["old"], difference["new"]
    changed = [CAUSES[name] for name, is_so in difference["changed"].items() if is_so]
    same = [CAUSES[name] for name, is_so in difference["changed"].items() if not is_so]
    lines = [
        f"# {in_markdown(old['title'])}: build {old['build']} to {new['build']}",
        "",
        f"Changed: {', '.join(changed) or 'nothing'}.",
        f"Unchanged: {', '.join(same) or 'nothing'}.",
    ]
    if difference["inputs"]:
        lines += ["", f"Files that differ: {', '.join(map(in_markdown, difference['inputs']))}."]
    for part in ("claims", "sources", "events"):
        lines += _part(part, difference[part])
    lines += ["", "## Ground", ""]
    lines += (
        _table(
            ("from", "to", "old", "new", "km²", "why", "events"),
            (
                (
                    row["first_day"],
                    row["last_day"],
                    row["old"],
                    row["new"],
                    _km2(row["km2"]),
                    WHY[row["why"]],
                    row["events"],
                )
                for row in difference["ground"]
            ),
        )
        if difference["ground"]
        else ["The same ground on every day."]
    )
    return "\n".join(lines) + "\n"


def _part(part: str, rows: Plain) -> list[str]:
    if not any(rows.values()):
        return []
    lines = ["", f"## {part.capitalize()}", ""]
    for sort in ("added", "removed"):
        lines += [f"- {sort}: {in_markdown(key)}{_gist(row)}" for key, row in rows[sort].items()]
    for key, fields in rows["changed"].items():
        told = "; ".join(
            f"{field}: {_value(both['old'])} → {_value(both['new'])}"
            for field, both in fields.items()
        )
        lines.append(f"- changed: {in_markdown(key)}: {told}")
    return lines


def _value(text: str) -> str:
    return in_markdown(text) if text else "nothing"


def _gist(row: Plain) -> str:
    told = [row[name] for name in ("kind", "place", "status", "when", "publisher") if row.get(name)]
    return f" ({', '.join(map(in_markdown, told))})" if told else ""


def _moved(row: Plain) -> str:
    events = f", by {', '.join(row['events'])}" if row["events"] else ""
    count = len(row["cells"])
    cells = f"{count} cell" if count == 1 else f"{count} cells"
    return (
        f"- {_km2(row['km2'])} km² from {in_markdown(row['from'])} to {in_markdown(row['to'])} "
        f"({cells}){events}"
    )


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    body = [f"| {' | '.join(in_markdown(cell) for cell in row)} |" for row in rows]
    names = list(heads)
    return [f"| {' | '.join(names)} |", "|" + "---|" * len(names), *body] if body else []


def _km2(number: float) -> str:
    return f"{number:,.2f}"

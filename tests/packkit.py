"""The invented case of ``casekit`` with words wherever words may stand, for packs to survive."""

from __future__ import annotations

import json
from pathlib import Path

import casekit

HOSTILE = (
    "{{ 7 * 7 }} {% raw %} {# ${alert(1)} `b` </script><img src=x onerror=alert(1)> "
    "javascript:alert(1) \u202e \u2028 \x00 “so” & <!-- ]]>"
)
AGREED = {"status": "agreed", "when": "[..2001-04-05]", "attribution": "deal"}
DONE = {"status": "completed", "when": "2001-04-10"}


def quoted(text: str) -> str:
    """Give text as TOML writes it."""
    return json.dumps(text)


def write_case(root: Path, words: str = "A title", **fields: str) -> Path:
    """Write a case in which West Velt is agreed to pass, and passes; its words are given."""
    agreed = casekit.claim("west-velt", **AGREED, **casekit.HANDOVER)
    done = casekit.claim("west-velt", **DONE, **casekit.HANDOVER)
    deal = casekit.source("deal", "2001-03-20", agreed)
    gazette = casekit.source("gazette", "2001-04-10", done)
    casekit.write_case(root, deal=deal, gazette=gazette)
    record = root / "seeds" / "gazette.toml"
    text = record.read_text("utf-8")
    text = text.replace('title = ""', f"title = {quoted(words)}")
    text = text.replace('publisher = "Velt Gazette"', f"publisher = {quoted(words)}")
    text = text.replace('"Invented."', quoted(words))
    for name, value in fields.items():
        text = text.replace(f'{name} = ""', f"{name} = {quoted(value)}")
    record.write_text(text, "utf-8")
    case = root / "data" / "case.toml"
    titles = case.read_text("utf-8").replace('"Velt"', quoted(words))
    case.write_text(titles.replace('"Invented lines."', quoted(words)), "utf-8")
    return root

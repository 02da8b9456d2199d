"""
What was found in articles against hand-made gold: toponyms, claims, dates, statuses, false facts.

Spans match when they overlap.  A place is right within the gold's tolerance; a claim is matched
by kind, place and evidence.  Handover and withdrawal stand for each other, as two ends of one
event; so do a town and the district of its name within 30 km.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from geo.dates import read_day
from geo.errors import SourceError
from geo.gazetteer import distance_km

Row = Mapping[str, Any]

SCORED_KINDS = frozenset(
    {"handover", "withdrawal", "capture", "deployment", "establishment", "demining", "return"}
)
TRANSFER = frozenset({"handover", "withdrawal"})
UNDONE = frozenset(
    {"proposed", "agreed", "planned", "postponed", "cancelled", "denied", "disputed"}
)
DENIED = frozenset({"denied", "disputed"})
TO_COME = frozenset({"agreed", "planned", "proposed"})
MILD = frozenset({"proposal", "denial", "agreement", "incident"})
OPTIONAL_NAMES = ("metonym", "compound", "boilerplate")
OPTIONAL_CLAIMS = ("weak", "dup", "background")
POINT_TOLERANCE_KM = 10.0
SAME_NAME_KM = 30.0
WIDEST_EVIDENCE = 300
GENERIC = re.compile(
    r"\b(district|region|province|rayon|raion|town|city|village|corridor|monastery|airport|"
    r"airfield|the|of)\b"
)
KARABAKH = frozenset(
    {
        "nagorno karabakh",
        "karabakh",
        "artsakh",
        "upper karabakh",
        "mountainous karabakh",
        "nagorny karabakh",
    }
)
SIDES = {
    "azerbaijan": ("azerbaijan", "azeri", "baku", "aliyev"),
    "armenian-side": (
        "armenia",
        "artsakh",
        "separatist",
        "karabakh",
        "yerevan",
        "pashinyan",
        "harutyunyan",
    ),
    "russia": ("russia", "moscow", "kremlin", "putin", "peacekeep"),
    "turkey": ("turk", "ankara", "erdogan", "akar"),
}


def figures(gold: Mapping[str, Row], found: Mapping[str, Row]) -> dict[str, Any]:
    """
    Give the pooled figures of several articles.

    Parameters
    ----------
    gold
        Annotations by the stem of the article's file name.
    found
        What was extracted, as ``Extraction.to_dict`` gives it, by the same stems.

    Returns
    -------
    dict[str, Any]
        Precision, recall and F1 of toponyms, exact toponyms, placed toponyms and claims; shares
        of dates, statuses, numbers and sides that are right, None where the gold has none; false
        facts, each named.
    """
    totals: Counter[str] = Counter()
    wrong: list[dict[str, Any]] = []
    nothing: Row = {"toponyms": [], "claims": []}
    for stem, wanted in sorted(gold.items()):
        doc = found.get(stem, nothing)
        _count_toponyms(wanted["toponyms"], doc["toponyms"], totals)
        if wanted.get("claims_annotated", True):
            _count_claims(wanted, doc["claims"], totals)
            wrong += [{"article": stem, **fact} for fact in _false_facts(wanted, doc["claims"])]
    return {
        "articles": len(gold),
        "missing": sorted(set(gold) - set(found)),
        **_report(totals),
        "false_facts": len(wrong),
        "false_fact_list": wrong,
    }


def read_gold(folder: Path, articles: Path) -> tuple[dict[str, Row], list[Path], dict[str, date]]:
    """
    Read annotations, and find their articles by the stems of their names.

    Returns
    -------
    tuple[dict[str, Row], list[Path], dict[str, date]]
        Gold by stem; the articles' paths; days of publication by file name.

    Raises
    ------
    SourceError
        A folder holds nothing of what is asked for, or an annotation is no JSON.
    """
    gold: dict[str, Row] = {}
    for path in sorted(folder.glob("*.json")):
        try:
            gold[path.stem] = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise SourceError(f"{path}: no annotation: {error}; correct the file") from error
    paths = [p for p in sorted(articles.glob("*")) if p.stem in gold and p.suffix != ".json"]
    if not gold or not paths:
        what = "annotations (*.json)" if not gold else "articles of the annotations' names"
        where = folder if not gold else articles
        raise SourceError(f"{where}: it holds no {what}; give another folder")
    days = {
        path.name: read_day(gold[path.stem]["published"])
        for path in paths
        if gold[path.stem].get("published")
    }
    return gold, paths, days


def _report(t: Counter[str]) -> dict[str, Any]:
    pred = t["top_pred"] - t["top_optional"]
    claims = _prf(t["cl_tp"], t["cl_pred"], t["cl_gold"])
    claims["p"] = round(t["cl_tp_any"] / t["cl_pred"], 3) if t["cl_pred"] else 0.0
    both = claims["p"] + claims["r"]
    claims["f1"] = round(2 * claims["p"] * claims["r"] / both, 3) if both else 0.0
    return {
        "toponyms": _prf(t["top_tp"], pred, t["top_gold"]),
        "toponyms_exact": _prf(t["top_exact"], pred, t["top_gold"]),
        "toponyms_placed": _prf(t["top_placed"], pred, t["top_gold"]),
        "claims": claims,
        "date_right": _share(t["cl_date_ok"], t["cl_dated"]),
        "status_right": _share(t["cl_status_ok"], t["cl_tp"]),
        "quantity_right": _share(t["cl_count_ok"], t["cl_counted"]),
        "side_right": _share(t["cl_side_ok"], t["cl_sided"]),
    }


def _prf(right: int, predicted: int, gold: int) -> dict[str, float]:
    p = right / predicted if predicted else 0.0
    r = right / gold if gold else 0.0
    f1 = round(2 * p * r / (p + r), 3) if p + r else 0.0
    return {
        "p": round(p, 3),
        "r": round(r, 3),
        "f1": f1,
        "tp": right,
        "predicted": predicted,
        "gold": gold,
    }


def _share(right: int, of: int) -> float | None:
    return round(right / of, 3) if of else None


def _overlap(one: Sequence[int], other: Sequence[int]) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _count_toponyms(gold: Sequence[Row], found: Sequence[Row], totals: Counter[str]) -> None:
    taken: set[int] = set()
    for wanted in gold:
        optional = any(wanted.get(reason) for reason in OPTIONAL_NAMES)
        span = (wanted["start"], wanted["end"])
        shared = [
            (_overlap(span, (f["start"], f["end"])), -i)
            for i, f in enumerate(found)
            if i not in taken
        ]
        length, index = max(shared, default=(0, 0))
        totals["top_gold"] += not optional
        if not length:
            continue
        taken.add(-index)
        if optional:
            totals["top_optional"] += 1
            continue
        row = found[-index]
        totals["top_tp"] += 1
        totals["top_exact"] += [row["start"], row["end"]] in ([*span], wanted.get("core"))
        totals["top_placed"] += _is_placed(wanted, row)
    totals["top_pred"] += len(found)


def _is_placed(wanted: Row, row: Row) -> bool:
    if row.get("lat") is None:
        return False
    same = _bare(row.get("place")) == _bare(wanted["place"])
    reach = max(wanted.get("tol_km", POINT_TOLERANCE_KM), SAME_NAME_KM if same else 0)
    return bool(_km(wanted, row) <= reach)


def _km(one: Row, other: Row) -> float:
    return distance_km((one["lon"], one["lat"]), (other["lon"], other["lat"]))


def _bare(name: str | None) -> str:
    """Give a place's name without case, accents and generic words."""
    folded = unicodedata.normalize("NFKD", name or "").encode("ascii", "ignore").decode().casefold()
    return " ".join(GENERIC.sub(" ", re.sub(r"[^a-z]+", " ", folded)).split())


def _is_same_place(wanted: Row, claim: Row, toponyms: Sequence[Row]) -> bool:
    if wanted["place"] is None:
        return True
    named = [t for t in toponyms if t["place"] == wanted["place"]]
    forms = {_bare(wanted["place"])} | {_bare(t["text"]) for t in named}
    forms |= KARABAKH if forms & KARABAKH else set()
    same_name = bool(_bare(claim.get("place"))) and _bare(claim["place"]) in forms
    if not named:
        return same_name
    if claim.get("lat") is None:
        return False
    away = _km(named[0], claim)
    reach = named[0].get("tol_km", POINT_TOLERANCE_KM)
    if reach > SAME_NAME_KM:
        return same_name and bool(away <= 2 * reach)
    return bool(away <= max(reach, SAME_NAME_KM if same_name else 0))


def _same_evidence(wanted: Row, claim: Row) -> int:
    """Give the characters shared; 0 where the claim's evidence is far wider."""
    gold, found = wanted["evidence"], claim["evidence"]
    shared = _overlap(gold, found)
    fits = found[1] - found[0] <= max(2 * (gold[1] - gold[0]), WIDEST_EVIDENCE)
    return shared if fits else 0


def _is_same_kind(one: str, other: str) -> bool:
    return one == other or {one, other} <= TRANSFER


def _side(actor: str | None) -> str | None:
    text = (actor or "").casefold()
    named = [side for side, words in SIDES.items() if any(word in text for word in words)]
    return named[0] if len(named) == 1 else None


def _pairs(
    wanted: Sequence[Row], found: Sequence[Row], toponyms: Sequence[Row]
) -> Iterator[tuple[int, int]]:
    """Pair gold and found claims, each once; equal kinds and most shared characters first."""
    fitting = []
    for g, gold in enumerate(wanted):
        for f, claim in enumerate(found):
            shared = _same_evidence(gold, claim)
            kinds = _is_same_kind(gold["kind"], claim["kind"])
            if shared and kinds and _is_same_place(gold, claim, toponyms):
                fitting.append((gold["kind"] == claim["kind"], shared, -g, -f))
    taken: tuple[set[int], set[int]] = (set(), set())
    for _, _, g, f in sorted(fitting, reverse=True):
        if g not in taken[0] and f not in taken[1]:
            taken[0].add(g)
            taken[1].add(f)
            yield -g, -f


def _count_claims(gold: Row, claims: Sequence[Row], totals: Counter[str]) -> None:
    wanted = [g for g in gold["claims"] if g["kind"] in SCORED_KINDS]
    found = [f for f in claims if f["kind"] in SCORED_KINDS]
    used = set()
    for g, f in _pairs(wanted, found, gold["toponyms"]):
        used.add(f)
        totals["cl_tp_any"] += 1
        if not _is_optional(wanted[g]):
            _count_fields(wanted[g], found[f], totals)
    totals["cl_gold"] += sum(not _is_optional(g) for g in wanted)
    mild = [g for g in gold["claims"] if g["kind"] in MILD]
    totals["cl_pred"] += sum(
        f in used or not (row["status"] in UNDONE and any(_same_evidence(g, row) for g in mild))
        for f, row in enumerate(found)
    )


def _is_optional(claim: Row) -> bool:
    return any(claim.get(reason) for reason in OPTIONAL_CLAIMS)


def _count_fields(gold: Row, row: Row, totals: Counter[str]) -> None:
    totals["cl_tp"] += 1
    if gold["date"]:
        totals["cl_dated"] += 1
        totals["cl_date_ok"] += (row.get("when") or "")[: len(gold["date"])] == gold["date"]
    pair = {gold["status"], row["status"]}
    totals["cl_status_ok"] += len(pair) == 1 or pair <= DENIED or pair <= TO_COME
    if _side(gold["actor"]):
        totals["cl_sided"] += 1
        totals["cl_side_ok"] += _side(row.get("actor")) == _side(gold["actor"])
    if gold["quantity"] is not None:
        totals["cl_counted"] += 1
        totals["cl_count_ok"] += gold["quantity"] == row.get("quantity")


def _false_facts(gold: Row, claims: Sequence[Row]) -> Iterator[dict[str, Any]]:
    """Give what is told as done where the text says proposed, agreed, planned or denied."""
    done = [g for g in gold["claims"] if g["kind"] in SCORED_KINDS and g["status"] not in UNDONE]
    told = [f for f in claims if f["kind"] in SCORED_KINDS and f["status"] not in UNDONE]
    for wanted in gold["claims"]:
        if wanted["status"] not in UNDONE or wanted["kind"] == "agreement":
            continue
        for row in told:
            if not _meets(wanted, row, gold["toponyms"]):
                continue
            if any(_meets(other, row, gold["toponyms"]) for other in done):
                continue
            yield {
                "evidence": list(row["evidence"]),
                "kind": row["kind"],
                "said": row["status"],
                "gold": wanted["status"],
            }
            break


def _meets(wanted: Row, row: Row, toponyms: Sequence[Row]) -> bool:
    kinds = wanted["kind"] not in SCORED_KINDS or _is_same_kind(wanted["kind"], row["kind"])
    return kinds and bool(_same_evidence(wanted, row)) and _is_same_place(wanted, row, toponyms)

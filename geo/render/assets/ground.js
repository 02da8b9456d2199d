// Ground on the map: countries, cells by day, lines between holders, the outline of what is chosen.

function ground(plan, record, store, paint, only) {
  // Two drawings, not one for each kind of line: every further one is a layer to be put together anew each frame.
  const around = sheet(plan, "hm-base", 200, ["hm-base"]);
  const inside = sheet(plan, "hm-ground", 220, ["hm-dots", "hm-cells", "hm-hair", "hm-band", "hm-casing", "hm-strip", "hm-lines", "hm-way", "hm-chosen"]);

  // Countries that the ground lies in or beside share one grey: those named as an actor or party.
  const involved = new Set();
  for (const [id, names] of record.actorNames) {
    if (!record.partyOf.get(id) || !holds(record.partyOf.get(id))) continue;
    for (const one of [id, ...Object.values(names)]) involved.add(kit.plain(one));
  }
  function holds(id) {
    const party = record.byParty.get(id);
    return party && party.holds && !record.case.parties.every((one) => one.holds && one.id === id);
  }

  // Countries, units, lakes.
  const baseLayers = record.near.map((row) => {
    const isArea = row.areas.length > 0;
    const own = row.layer === "country" && involved.has(kit.plain(row.name));
    return around.add("hm-base", isArea ? row.areas.flat() : row.lines,
      `base base-${row.layer.replace(/[^a-z]/g, "")}${own ? " base-own" : ""}`, { filled: isArea && row.layer !== "unit", closed: isArea });
  });

  const dots = record.cells.filter((cell) => cell.quiet).map((cell) => {
    const shape = inside.add("hm-dots", cell.areas.flat(), "dots", { filled: true });
    shape.node.style.fill = paint.somewhere();
    return shape;
  });

  const cellOf = new Map();
  const cells = record.cells.filter((cell) => !cell.quiet).map((cell) => {
    const { node } = inside.add("hm-cells", cell.areas.flat(), "cell leaflet-interactive", { filled: true });
    cellOf.set(node, cell);
    return { cell, node, shown: null };
  });
  // The map tells of no click at the end of a drag.
  plan.withMap((map) => map.on("click", ({ latlng, originalEvent }) => {
    const cell = originalEvent && cellOf.get(originalEvent.target);
    if (cell) map.fire("handover:ground", { cell, latlng });
  }));

  // Hairlines of districts, the oblast, and lines of the past.
  const hair = [];
  for (const area of record.areas) {
    if (area.lines.length) hair.push(inside.add("hm-lines", area.lines, "old-line"));
    else if (area.kind === "district") hair.push(inside.add("hm-hair", area.areas.flat(), "district-line", { closed: true }));
    else if (area.kind === "oblast") hair.push(inside.add("hm-hair", area.areas.flat(), "oblast-line", { closed: true }));
  }

  const edges = record.edges.filter((edge) => !(isQuiet(edge.left) && isQuiet(edge.right))).map((edge) => ({
    edge, line: null, casing: null, band: null, shown: "",
  }));
  function isQuiet(at) {
    return at < 0 || record.cells[at].quiet;
  }

  // The way through a strip, on the days on which the strip is somebody's by an agreement.
  const ways = record.areas.filter((area) => area.at >= 0 && area.way.length).map((area) => ({
    cells: record.cells.filter((cell) => cell.within.has(area.at)), line: inside.add("hm-way", area.way, "way", { visible: false }),
  }));
  function dayWays(now) {
    for (const one of ways) {
      one.line.show(store.has("control") && one.cells.some((cell) => {
        const state = record.stateOf(cell, now.day, now.clock);
        return state && state.how === "control" && only.ground(state, now);
      }));
    }
  }

  const sideOf = (at, day, clock) => (at < 0 ? null : record.stateOf(record.cells[at], day, clock));

  // Along which fronts somebody was deployed: the parties whose deployment on a line has begun.
  let onLines = [];
  function enlist() {
    onLines = record.events.filter((event) => event.kind === "deployment" && event.place && event.place.kind === "line");
    dayEdges(store.now);
  }
  function bandParties(day, clock) {
    return onLines.filter((event) => (record.standing(event, day, clock) || {}).happened && only.event(event))
      .map((event) => record.partyOf.get(event.actor) || event.actor);
  }

  function dayEdges(now) {
    const banded = store.has("peacekeepers") ? bandParties(now.day, now.clock) : [];
    const control = store.has("control");
    for (const one of edges) {
      const left = sideOf(one.edge.left, now.day, now.clock);
      const right = sideOf(one.edge.right, now.day, now.clock);
      const seen = !only.active() || [left, right].some((side) => side && only.ground(side, now));
      const differ = Boolean(seen && left && right && (left.holder !== right.holder ||
        (left.status === "contested") !== (right.status === "contested")));
      const strip = differ && (left.how === "control" || right.how === "control");
      const quiet = isQuiet(one.edge.left) || isQuiet(one.edge.right);
      const band = banded.length && differ && !strip && !quiet &&
        !banded.includes(left.holder) && !banded.includes(right.holder) ? banded[0] : "";
      const key = `${control && differ}${strip}${band}`;
      if (key === one.shown) continue;
      one.shown = key;
      if (control && differ) one.line ||= inside.add("hm-lines", one.edge.lines, `edge${one.edge.approximate ? " edge-rough" : ""}`);
      if (one.line) one.line.show(control && differ);
      if (strip && !one.casing) one.casing = inside.add("hm-casing", one.edge.lines, "casing");
      if (one.casing) one.casing.show(control && strip);
      if (band && !one.band) {
        one.band = inside.add("hm-band", one.edge.lines, "band");
        one.band.node.style.stroke = paint.colour(band);
      }
      if (one.band) one.band.show(Boolean(band));
    }
  }

  function dayCells(now) {
    const visible = store.has("control");
    for (const one of cells) {
      const found = visible ? record.stateOf(one.cell, now.day, now.clock) : null;
      const state = found && only.ground(found, now) ? found : null;
      const key = state ? paint.fill(state) : "none";
      if (key === one.shown) continue;
      one.shown = key;
      one.node.style.fill = state ? key : "transparent";
      one.node.style.stroke = state ? key : "none";
    }
  }

  // Lines that bound a set of cells: those with exactly one side in it.
  function outlineOf(chosen) {
    const own = new Set(chosen.map((cell) => cell.index));
    return record.edges.filter((edge) => own.has(edge.left) !== own.has(edge.right)).flatMap((edge) => edge.line);
  }
  let chosen = [];
  function outline(place) {
    for (const layer of chosen) layer.remove();
    chosen = [];
    if (!place) return;
    const area = place.area;
    let shape = null;
    if (area) shape = area.shape.length ? area.shape.flatMap((rings) => rings.map((ring) => [...ring, ring[0]])) : area.line;
    else if (place.cells.length) {
      shape = outlineOf(place.cells);
      if (!shape.length) shape = place.cells.flatMap((cell) => cell.shape.flatMap((rings) => rings.map((ring) => [...ring, ring[0]])));
    }
    if (!shape || !shape.length) return;
    chosen = [inside.add("hm-chosen", shape, "chosen-under"), inside.add("hm-chosen", shape, "chosen-over")];
  }

  function somewhere(visible) {
    for (const shape of dots) shape.show(visible);
  }

  store.on((now, changed) => {
    if (changed.has("layers")) {
      for (const shape of baseLayers) shape.show(store.has("basemap"));
      for (const shape of hair) shape.show(store.has("basemap") || store.has("control"));
    }
    if (["day", "clock", "layers", "sift"].some((one) => changed.has(one))) {
      dayCells(now);
      dayEdges(now);
      dayWays(now);
    }
  });

  return { enlist, outline, somewhere, outlineOf };
}

// Ground on the map: countries, cells by day, lines between holders, the outline of what is chosen.

function ground(map, record, store, paint, only) {
  const { svg } = kit;
  // Two drawings, not one for each kind of line: every further one is a layer to be put together anew each frame.
  const PANES = { "hm-base": 200, "hm-ground": 220 };
  const ORDER = ["hm-dots", "hm-cells", "hm-hair", "hm-band", "hm-casing", "hm-strip", "hm-lines", "hm-chosen"];
  const renderers = {};
  for (const [name, z] of Object.entries(PANES)) {
    map.createPane(name).style.zIndex = z;
    renderers[name] = L.svg({ pane: name, padding: 0.25 }).addTo(map);
  }
  const groups = new Map(ORDER.map((name) => [name, svg("g", { class: name })]));
  renderers["hm-ground"]._rootGroup.append(...groups.values());
  const bare = { stroke: true, fill: false, interactive: false, smoothFactor: 0.6 };

  function draw(make, shape, pane, className, more = {}) {
    const home = groups.has(pane) ? "hm-ground" : pane;
    const layer = make(shape, { ...bare, pane: home, renderer: renderers[home], className, ...more }).addTo(map);
    if (groups.has(pane)) groups.get(pane).append(layer.getElement());
    return layer;
  }

  // Countries, units, lakes.
  const baseLayers = [];
  for (const row of record.near) {
    const isArea = row.shape.length > 0;
    const own = row.layer === "country" && involved(row);
    const layer = draw(isArea ? L.polygon : L.polyline, isArea ? row.shape : row.line, "hm-base",
      `base base-${row.layer.replace(/[^a-z]/g, "")}${own ? " base-own" : ""}`,
      { fill: isArea && row.layer !== "unit", fillOpacity: 1, noClip: false });
    baseLayers.push(layer);
  }
  // Countries that the ground lies in or beside share one grey: those named as an actor or party.
  function involved(row) {
    const name = kit.plain(row.name);
    return [...record.actorNames.entries()].some(([id, names]) => record.partyOf.get(id) && holds(record.partyOf.get(id)) &&
      (kit.plain(id) === name || Object.values(names).some((one) => kit.plain(one) === name)));
  }
  function holds(id) {
    const party = record.byParty.get(id);
    return party && party.holds && !record.case.parties.every((one) => one.holds && one.id === id);
  }

  const dots = record.cells.filter((cell) => cell.quiet).map((cell) => {
    const layer = draw(L.polygon, cell.shape, "hm-dots", "dots", { stroke: false, fill: true, fillOpacity: 1 });
    layer.getElement().style.fill = paint.somewhere();
    return layer;
  });

  const cells = record.cells.filter((cell) => !cell.quiet).map((cell) => {
    const layer = draw(L.polygon, cell.shape, "hm-cells", "cell",
      { fill: true, fillOpacity: 1, interactive: true, bubblingMouseEvents: false, smoothFactor: 0 });
    layer.on("click", (event) => map.fire("handover:ground", { cell, latlng: event.latlng }));
    return { cell, layer, shown: null };
  });

  // Hairlines of districts, the oblast, and lines of the past.
  const hair = [];
  for (const area of record.areas) {
    const kind = area.place ? area.place.kind : "";
    if (area.line.length) hair.push(draw(L.polyline, area.line, "hm-lines", "old-line"));
    else if (kind === "district") hair.push(draw(L.polygon, area.shape, "hm-hair", "district-line"));
    else if (kind === "oblast") hair.push(draw(L.polygon, area.shape, "hm-hair", "oblast-line"));
  }

  const edges = record.edges.filter((edge) => !(isQuiet(edge.left) && isQuiet(edge.right))).map((edge) => ({
    edge,
    line: draw(L.polyline, edge.shape, "hm-lines", `edge${edge.approximate ? " edge-rough" : ""}`, { smoothFactor: 0 }),
    casing: null, band: null, shown: "",
  }));
  function isQuiet(at) {
    return at < 0 || record.cells[at].quiet;
  }

  function setVisible(layer, visible) {
    const node = layer && layer.getElement();
    if (node) node.style.display = visible ? "" : "none";
  }

  const sideOf = (at, day, clock) => (at < 0 ? null : record.stateOf(record.cells[at], day, clock));

  // Along which fronts somebody was deployed: the parties whose deployment on a line has begun.
  const onLines = record.events.filter((event) => event.kind === "deployment" && event.place && event.place.kind === "line");
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
      setVisible(one.line, control && differ);
      if (strip && !one.casing) one.casing = draw(L.polyline, one.edge.shape, "hm-casing", "casing");
      setVisible(one.casing, control && strip);
      if (band && !one.band) {
        one.band = draw(L.polyline, one.edge.shape, "hm-band", "band");
        one.band.getElement().style.stroke = paint.colour(band);
      }
      setVisible(one.band, Boolean(band));
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
      const node = one.layer.getElement();
      node.style.fill = state ? key : "transparent";
      node.style.stroke = state ? key : "none";
    }
  }

  // Lines that bound a set of cells: those with exactly one side in it.
  function outlineOf(chosen) {
    const inside = new Set(chosen.map((cell) => cell.index));
    return record.edges.filter((edge) => inside.has(edge.left) !== inside.has(edge.right)).flatMap((edge) => edge.shape);
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
    chosen = [draw(L.polyline, shape, "hm-chosen", "chosen-under"), draw(L.polyline, shape, "hm-chosen", "chosen-over")];
  }

  function bounds() {
    const played = record.cells.filter((cell) => !cell.quiet);
    const box = L.latLngBounds([]);
    for (const cell of played) for (const rings of cell.shape) for (const point of rings[0]) box.extend(point);
    return box.isValid() ? box : null;
  }

  function somewhere(visible) {
    for (const layer of dots) setVisible(layer, visible);
  }

  store.on((now, changed) => {
    if (changed.has("layers")) {
      for (const layer of [...baseLayers]) setVisible(layer, store.has("basemap"));
      for (const layer of hair) setVisible(layer, store.has("basemap") || store.has("control"));
    }
    if (["day", "clock", "layers", "sift"].some((one) => changed.has(one))) {
      dayCells(now);
      dayEdges(now);
    }
  });

  return { outline, bounds, somewhere, outlineOf };
}

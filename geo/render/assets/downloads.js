// What can be taken away: every layer of a day, or of all days, as GeoJSON (RFC 7946) and as CSV.

function downloads(record, store, stand, only) {
  const { days } = record;
  const iso = (day) => (day === null || day === undefined ? null : days.iso(day));
  const ids = (list) => list.map((one) => one.id);
  const sourcesOf = (claims) => [...new Set(claims.map((claim) => claim.source && claim.source.id).filter(Boolean))];

  // Longitude first, outer rings against the clock, holes with it, each ring closed.
  const turned = (ring) => ring.map(([lat, lon]) => [lon, lat]);
  const swept = (ring) => ring.reduce((sum, [x, y], at) => {
    const [next, up] = ring[(at + 1) % ring.length];
    return sum + x * up - next * y;
  }, 0);
  function wound(ring, hole) {
    const way = turned(ring);
    if ((swept(way) < 0) !== hole) way.reverse();
    return [...way, way[0]];
  }
  const polygon = (rings) => rings.map((ring, at) => wound(ring, at > 0));
  const areal = (shape) => (shape.length === 1 ? { type: "Polygon", coordinates: polygon(shape[0]) } : { type: "MultiPolygon", coordinates: shape.map(polygon) });
  const linear = (lines) => (lines.length === 1 ? { type: "LineString", coordinates: turned(lines[0]) } : { type: "MultiLineString", coordinates: lines.map(turned) });
  const feature = (id, geometry, properties) => ({ type: "Feature", id, geometry, properties });

  // The stretches of a cell: [state, first day, first day no longer so].
  const stretches = (cell, clock) => cell[clock].flatMap((from, at, steps) =>
    (at % 2 ? [] : [[record.states[steps[at + 1]], from, at + 2 < steps.length ? steps[at + 2] : null]]));
  function wanted(day, clock) {
    return ([, from, to]) => day === null || (from <= day && (to === null || to > day));
  }
  function control(day, clock) {
    return record.cells.flatMap((cell) => stretches(cell, clock).filter(wanted(day, clock))
      .filter(([state]) => only.ground(state)).map(([state, from, to]) => feature(
        ["cell", cell.index, day === null ? iso(from) : ""].filter((one) => one !== "").join("-"), areal(cell.shape), {
          layer: "control", cell: cell.index, holder: state.holder, status: state.status, how: state.how,
          start: iso(from), end: day !== null && clock === "known" ? null : iso(to), since: iso(state.since),
          rival: state.rival || null, to: state.to || null, due: iso(state.due), area_km2: cell.km2,
          within: [...cell.within].map((at) => record.places[at].id).join(" "), event_id: ids(state.events).join(" "),
          sources: sourcesOf(state.events.flatMap((event) => event.claims)).join(" ") })));
  }
  function boundaries(day, clock) {
    if (day === null) return [];
    const side = (at) => (at < 0 ? null : record.stateOf(record.cells[at], day, clock));
    return record.edges.map((edge, at) => [edge, side(edge.left), side(edge.right), at])
      .filter(([, left, right]) => left && right && left.holder !== right.holder && (only.ground(left) || only.ground(right)))
      .map(([edge, left, right, at]) => feature(`line-${at}`, linear(edge.line),
        { layer: "boundaries", holder: left.holder, rival: right.holder, approximate: edge.approximate }));
  }
  // Strips put under somebody's control hold from a day on; districts and old lines hold throughout.
  function areas(day, clock) {
    return record.areas.filter((area) => area.place && (area.shape.length || area.line.length)).map((area) => {
      const strip = area.place.kind === "corridor" ? area.place.cells.flatMap((cell) => stretches(cell, clock))
        .filter(([state, from]) => state.how === "control" && (day === null || from <= day)).sort((a, b) => a[1] - b[1])[0] : null;
      return feature(area.place.id, area.shape.length ? areal(area.shape) : linear(area.line), {
        layer: area.place.kind === "corridor" ? "corridor" : "areas", place_id: area.place.id, place: area.place.names[0]?.name ?? area.place.id,
        kind: area.place.kind, basis: area.basis, approximate: area.approximate,
        holder: strip ? strip[0].holder : null, start: strip ? iso(strip[1]) : null, end: strip ? iso(strip[2]) : null });
    });
  }
  const LAYERS = { deployment: "presence", establishment: "presence", handover: "handovers", withdrawal: "handovers" };
  function events(rows, day, clock) {
    return rows.map(({ event, due, done, status }) => {
      const { place, scope } = day === null ? { place: event.place, scope: event.scope } : record.whereabouts(event, day, clock);
      const claims = day === null ? event.claims : record.claimsBy(event, day, clock);
      const counted = claims.find((claim) => claim.quantity !== null);
      const at = scope === "somewhere" ? null : stand.anchor(place);
      const span = event.span || [null, null];
      return feature(event.id, at ? { type: "Point", coordinates: [Number(at[1].toFixed(4)), Number(at[0].toFixed(4))] } : null, {
        layer: LAYERS[event.kind] || "events", event_id: event.id, kind: event.kind, place_id: place ? place.id : null, place: place && place.names[0] ? place.names[0].name : null,
        scope, status, scheduled: iso(due), happened: iso(done), earliest: iso(span[0]), latest: iso(span[1]),
        actor: event.actor, counterparty: event.counterparty, quantity: counted ? counted.quantity : null, unit: counted ? counted.unit : null,
        radius_m: place && at ? place.radius : null, claims: claims.length, sources: sourcesOf(claims).join(" ") });
    });
  }
  function features(rows, day, clock) {
    return [...control(day, clock), ...boundaries(day, clock), ...areas(day, clock), ...events(rows, day, clock)];
  }
  function geojson(rows, day, clock) {
    return JSON.stringify({ type: "FeatureCollection", title: kit.ofLanguage(record.case.caseTitle) || record.case.id, day: iso(day), clock, build: record.case.build,
      first_day: days.iso(0), last_day: iso(record.case.last), credits: record.credits.map((pair) => pair.filter(Boolean).join(", ")),
      legal_status: record.case.legal, features: features(rows, day, clock) });
  }

  // A cell that a spreadsheet could take for a formula is made plain words.
  function csvCell(value) {
    const text = String(value ?? "");
    const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
    return `"${safe.replace(/"/g, '""')}"`;
  }
  function csv(rows, day, clock) {
    const all = features(rows, day, clock);
    const fields = [...new Set(all.flatMap((one) => Object.keys(one.properties)))];
    const line = (values) => values.map(csvCell).join(",");
    const point = (one) => (one.geometry && one.geometry.type === "Point" ? one.geometry.coordinates : ["", ""]);
    return [line(["id", ...fields, "lon", "lat"]), ...all.map((one) => line([one.id, ...fields.map((field) => one.properties[field]), ...point(one)]))].join("\r\n");
  }
  const FORMS = { csv: ["text/csv", csv], geojson: ["application/geo+json", geojson] };
  // day null: the whole, each piece of ground with the days on which it was so.
  function save(ending, rows, day) {
    const [type, write] = FORMS[ending];
    kit.save(`${record.case.id}-${day === null ? "all-days" : days.iso(day)}.${ending}`, type, write(rows, day, store.now.clock));
  }
  return { save };
}

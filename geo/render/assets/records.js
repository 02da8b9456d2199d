// What Python sent of reports, as objects: places, sources, claims, events; and what held on a day.

function records(record, data) {
  const { states, cells, areas } = record;
  const { STEPS } = coded;
  const words = (column, at) => column.words[column.at[at]];
  // A column that mostly holds one value, and where it holds another.
  const whole = new Map();
  function rare(column, at) {
    if (!whole.has(column)) whole.set(column, new Map(Object.entries(column.others).map(([key, value]) => [Number(key), value])));
    const others = whole.get(column);
    return others.has(at) ? others.get(at) : column.usual;
  }
  const table = data.places;
  const places = table.id.map((id, index) => ({
    index, id, kind: words(table.kind, index),
    lon: table.lon[index] === null ? null : table.lon[index] / STEPS,
    lat: table.lat[index] === null ? null : table.lat[index] / STEPS,
    radius: Number(words(table.radius, index)) || null, within: table.within[index],
    names: table.names.words[index].flatMap((names, turn) => [names].flat().map((one) => {
      const lang = table.names.langs[table.names.of[index]][turn];
      const [name, by, since, until] = Array.isArray(one) ? one : [one];
      return { name, lang, by, since, until };
    })),
    printed: rare(table.printed, index), cells: [], events: [], area: null,
  }));
  const byPlace = new Map(places.map((place) => [place.id, place]));

  const sources = data.sources.map(
    ([publisher, title, address, published, edtf, basis, language, agency, rating, id], index) =>
      ({ index, id, publisher, title, address, published, edtf, basis, language, agency, rating, claims: [] }));

  const c = data.claims;
  const claims = c.id.map((id, at) => ({
    index: at, id, source: sources[c.source[at]], place: places[c.place[at]] || null,
    origin: places[rare(c.origin, at)] || null,
    kind: words(c.kind, at), status: words(c.status, at), scope: words(c.scope, at),
    summary: c.summary[at], when: typeof c.when[at] === "number" ? [c.when[at], c.when[at], 0] : c.when[at], said: rare(c.said, at), known: c.known[at],
    replaces: rare(c.replaces, at), where: words(c.where, at), quote: rare(c.quote, at),
    actor: words(c.actor, at), counterparty: words(c.counterparty, at),
    attribution: words(c.attribution, at), unit: words(c.unit, at),
    approximation: words(c.approximation, at), duration: words(c.duration, at),
    quantity: rare(c.quantity, at), printedQuantity: rare(c.printedQuantity, at),
    credibility: c.credibility[at], roughly: Boolean(rare(c.roughly, at)),
    draft: Boolean(rare(c.draft, at)),
  }));
  for (const claim of claims) if (claim.source) claim.source.claims.push(claim);

  const e = data.events;
  const events = e.id.map((id, at) => ({
    index: at, id: id.startsWith("~") ? table.id[e.place[at]] + id.slice(1) : id, kind: words(e.kind, at), status: words(e.status, at), scope: words(e.scope, at),
    place: places[e.place[at]] || null, origin: places[rare(e.origin, at)] || null,
    actor: words(e.actor, at), counterparty: words(e.counterparty, at),
    day: e.day[at], span: e.span[at] === 0 ? [e.day[at], e.day[at], 0] : e.span[at], scheduled: rare(e.scheduled, at),
    known: e.known[at].map(([on, status, day]) => [on, data.statuses[status], day]),
    claims: [e.claims[at]].flat().map((index) => claims[index]),
  }));
  for (const event of events) {
    if (event.place) event.place.events.push(event);
    for (const claim of event.claims) claim.event = event;
  }
  const byEvent = new Map(events.map((event) => [event.id, event]));

  for (const state of states) state.events = state.eventAt.map((at) => events[at]).filter(Boolean);
  for (const cell of cells) for (const at of cell.within) if (places[at]) places[at].cells.push(cell);
  for (const area of areas) {
    area.place = places[area.at] || null;
    if (area.place) area.place.area = area;
  }

  // Events that show for a few days and are gone: found by their days, for there may be many.
  const PASSING = new Set(["incident", "demining", "return", "evacuation", "works"]);
  const plain = (event) => PASSING.has(event.kind) && event.status === "completed" && event.claims.length === 1 && !event.claims[0].unit;
  const lasting = events.filter((event) => !plain(event));
  const byDay = new Map();
  for (const event of events) {
    if (!plain(event)) continue;
    for (const day of new Set([event.day, event.claims[0].known, ...event.known.map((step) => step[2])])) {
      if (day === null) continue;
      if (!byDay.has(day)) byDay.set(day, []);
      byDay.get(day).push(event);
    }
  }
  // The passing of some days, and all that may have happened or become known then: these and the lasting.
  function passing(from, to) {
    const found = new Set();
    for (let day = from; day <= to; day += 1) for (const event of byDay.get(day) || []) found.add(event);
    return [...found];
  }
  const around = (from, to = from) => lasting.concat(passing(from, to));

  function knownStep(event, day) {
    let found = null;
    for (let at = 0; at < event.known.length && event.known[at][0] <= day; at += 1) found = event.known[at];
    return found;
  }
  const DONE = new Set(["completed", "underway", "disputed"]);

  // How far a matter had come: {status, day, happened}, or null when nobody spoke of it yet.
  function standing(event, day, clock) {
    const step = knownStep(event, day);
    if (clock === "true" && event.day !== null && event.day <= day) {
      return { status: event.status, day: event.day, happened: DONE.has(event.status) };
    }
    if (!step) return null;
    const [, status, on] = step;
    if (status === "completed" && (clock === "true" || (on !== null && on > day))) {
      return event.day === null ? { status, day: on, happened: true } : { status: "planned", day: null, happened: false };
    }
    return { status, day: on, happened: status === "completed" };
  }
  // Where a matter lay as far as it had been said: what is built somewhere has no place until it stands.
  function whereabouts(event, day, clock) {
    const stand = standing(event, day, clock);
    if (stand && stand.happened && stand.status === "completed") return { place: event.place, scope: event.scope };
    const heard = event.claims.filter((claim) => claim.known !== null && claim.known <= day &&
      !["disputed", "denied", "cancelled"].includes(claim.status) && claim.credibility < 5);
    const placed = heard.filter((claim) => claim.place);
    const last = placed[placed.length - 1];
    if (!last) return heard.length ? { place: null, scope: "somewhere" } : { place: event.place, scope: event.scope };
    return { place: last.place, scope: last.place.lon === null && last.scope === "part" ? "somewhere" : last.scope };
  }
  // Whether something that stood has gone: every report that gives it a time gives that time an end.
  function gone(event, day, clock) {
    const times = event.claims.filter((claim) => claim.status === "completed" && claim.when && claim.when[2] &&
      (clock === "true" || (claim.known !== null && claim.known <= day))).map((claim) => claim.when[1]);
    return times.length > 0 && times.every((last) => last !== null && last < day);
  }
  const claimsBy = (event, day, clock) => event.claims.filter((claim) => claim.known === null ||
    claim.known <= day || (clock === "true" && claim.status === "completed" && event.day !== null && event.day <= day));

  return Object.assign(record, {
    places, byPlace, sources, claims, events, lasting, passing, around, byEvent, credits: data.credits, prose: data.prose,
    standing, whereabouts, gone, claimsBy, whole: true,
  });
}

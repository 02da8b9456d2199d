// What Python sent, as objects: places, sources, claims, events, cells; and what held on a day.

function records(data) {
  const days = kit.calendar(data.case.first, data.case.last);
  const words = (column, at) => column.words[column.at[at]];
  // A column that mostly holds one value, and where it holds another.
  const whole = new Map();
  function rare(column, at) {
    if (!whole.has(column)) whole.set(column, new Map(Object.entries(column.others).map(([key, value]) => [Number(key), value])));
    const others = whole.get(column);
    return others.has(at) ? others.get(at) : column.usual;
  }
  const STEPS = 10000;
  const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const signAt = new Uint8Array(128);
  for (let at = 0; at < SIGNS.length; at += 1) signAt[SIGNS.charCodeAt(at)] = at;

  // Leaflet's order, latitude first, is made here and nowhere else.
  function points(word) {
    const found = [];
    let x = 0, y = 0, at = 0;
    while (at < word.length) {
      x += number();
      y += number();
      found.push([y / STEPS, x / STEPS]);
    }
    return found;
    // Groups of five bits, the lowest first; 32 says that more follow.
    function number() {
      let bits = 0, shift = 0, sign = 0;
      do {
        sign = signAt[word.charCodeAt(at)];
        bits += (sign & 31) * 2 ** shift;
        shift += 5;
        at += 1;
      } while (sign > 31);
      return bits % 2 ? -(bits + 1) / 2 : bits / 2;
    }
  }
  const polygons = (list) => list.map((rings) => rings.map(points));
  const lines = (list) => list.map(points);

  const parties = data.case.parties.map((party, index) => ({ ...party, index }));
  const partyOf = new Map(data.case.actors.map((actor) => [actor.id, actor.party]));
  for (const party of parties) partyOf.set(party.id, party.id);
  const byParty = new Map(parties.map((party) => [party.id, party]));
  const actorNames = new Map(data.case.actors.map((actor) => [actor.id, actor.names]));

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

  const states = data.ground.states.map(
    ([holder, status, how, since, rival, to, due, eventAt], index) => ({
      index, holder, status, how, since, rival, to, due,
      events: eventAt.map((at) => events[at]).filter(Boolean),
    }));
  const g = data.ground.cells;
  const cells = g.km2.map((km2, index) => ({
    index, km2, within: new Set(g.within[index]), shape: polygons(g.shape[index]),
    true: g.true[index], known: g.known[index],
  }));
  const groundAt = table.id.indexOf(data.case.ground);
  for (const cell of cells) {
    // Ground that only the country itself contains, with one holder throughout, was never in play.
    const own = [...cell.within].filter((at) => at !== groundAt);
    cell.quiet = own.length === 0 && cell.true.length <= 2;
    for (const at of cell.within) if (places[at]) places[at].cells.push(cell);
  }
  const edges = data.ground.edges.map(([left, right, approximate, shape]) =>
    ({ left, right, approximate: Boolean(approximate), shape: lines(shape) }));
  const areas = data.areas.map(([place, basis, approximate, shape, line, way]) => ({
    place: places[place] || null, basis, approximate: Boolean(approximate),
    shape: polygons(shape), line: lines(line), way: lines(way),
  }));
  for (const area of areas) if (area.place) area.place.area = area;
  const base = (rows) => rows.map(([layer, name, shape, line]) =>
    ({ layer, name, shape: polygons(shape), line: lines(line) }));

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
  // All that may have happened or become known from one day to another: the lasting, and the passing of those days.
  function around(from, to = from) {
    const found = new Set();
    for (let day = from; day <= to; day += 1) for (const event of byDay.get(day) || []) found.add(event);
    return lasting.concat([...found]);
  }

  // The state of a cell: the last step that begins on or before the day.
  function stateOf(cell, day, clock) {
    const steps = cell[clock];
    let found = null;
    for (let at = 0; at < steps.length && steps[at] <= day; at += 2) found = steps[at + 1];
    return found === null ? null : states[found];
  }

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

  let far = null;
  return {
    case: data.case, days, parties, byParty, partyOf, actorNames, places, byPlace, sources, claims,
    events, lasting, around, byEvent, states, cells, edges, areas, credits: data.credits, tiles: data.tiles, prose: data.prose,
    near: base(data.basemap.near), get far() { return (far ||= base(data.basemap.far)); }, farFrame: data.basemap.frame,
    stateOf, standing, whereabouts, gone, claimsBy,
  };
}

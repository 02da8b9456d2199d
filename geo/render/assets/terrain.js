// The ground as Python sent it, as objects: parties, cells and who holds them, lines, shapes.
// It is all that the first frame needs; records.js brings the rest into the same record.

function terrain(data) {
  const days = kit.calendar(data.case.first, data.case.last);
  // A row with its shape in words, which become points when somebody asks for them.
  class Shaped {
    #shape = null;
    #line = null;
    constructor(row, areas, lines) {
      Object.assign(this, row);
      this.areas = areas;
      this.lines = lines;
    }
    get shape() { return (this.#shape ||= this.areas.map((rings) => rings.map(coded.points))); }
    get line() { return (this.#line ||= this.lines.map(coded.points)); }
  }
  const shaped = (row, areas, lines = []) => new Shaped(row, areas, lines);

  const parties = data.case.parties.map((party, index) => ({ ...party, index }));
  const partyOf = new Map(data.case.actors.map((actor) => [actor.id, actor.party]));
  for (const party of parties) partyOf.set(party.id, party.id);
  const byParty = new Map(parties.map((party) => [party.id, party]));
  const actorNames = new Map(data.case.actors.map((actor) => [actor.id, actor.names]));

  const states = data.ground.states.map(([holder, status, how, since, rival, to, due, eventAt], index) =>
    ({ index, holder, status, how, since, rival, to, due, eventAt, events: [] }));
  const g = data.ground.cells;
  const cells = g.km2.map((km2, index) => {
    const within = new Set(g.within[index]);
    // Ground that only the country itself contains, with one holder throughout, was never in play.
    const quiet = g.true[index].length <= 2 && [...within].every((at) => at === data.ground.whole);
    return shaped({ index, km2, within, quiet, true: g.true[index], known: g.known[index] }, g.shape[index]);
  });
  const edges = data.ground.edges.map(([left, right, approximate, lines]) =>
    shaped({ left, right, approximate: Boolean(approximate) }, [], lines));
  const areas = data.areas.map(([at, kind, basis, approximate, polygons, lines, way]) =>
    shaped({ at, kind, place: null, basis, approximate: Boolean(approximate), way }, polygons, lines));
  const base = (rows) => rows.map(([layer, name, polygons, lines]) => shaped({ layer, name }, polygons, lines));

  // The state of a cell: the last step that begins on or before the day.
  function stateOf(cell, day, clock) {
    const steps = cell[clock];
    let found = null;
    for (let at = 0; at < steps.length && steps[at] <= day; at += 2) found = steps[at + 1];
    return found === null ? null : states[found];
  }

  let far = null;
  return {
    case: data.case, box: data.ground.box && data.ground.box.map((edge) => edge / coded.STEPS), first: data.first, days, parties, byParty, partyOf, actorNames, states, cells, edges, areas, stateOf,
    near: base(data.basemap.near), get far() { return (far ||= base(data.basemap.far)); }, farFrame: data.basemap.frame,
    tiles: data.tiles, whole: false, places: [], byPlace: new Map(), sources: [], claims: [], events: [], lasting: [], byEvent: new Map(),
  };
}

// What stands on the map on a day: posts for as long as they stand, other events for a few days.

function presences(record, store, glyphs, only, anchor) {
  const DAYS_SHOWN = 3;
  const ORDER = ["command", "base", "checkpoint", "post", "temporary", "centre-open", "centre", "planned", "border"];

  const isPresence = (event) => ["deployment", "establishment"].includes(event.kind);
  const layerOf = (event) => (isPresence(event) ? "peacekeepers" : event.kind === "handover" || event.kind === "withdrawal" ? "handovers" : "events");
  const drawable = (event) => !["capture", "control", "handover"].includes(event.kind) && (glyphs.isPost(event) || !isPresence(event));
  const lasting = record.lasting.filter(drawable);

  // The mark of an event on a day by what had come of it, whatever the reader has filtered; or null.
  function markOf(event, day, clock) {
    const { place, scope } = record.whereabouts(event, day, clock);
    if (!place || scope === "somewhere" || ["country", "line"].includes(place.kind)) return null;
    const stand = record.standing(event, day, clock);
    if (!stand || ["denied", "cancelled"].includes(stand.status)) return null;
    const post = glyphs.isPost(event);
    if (post && record.gone(event, day, clock)) return null;
    if (!post && !(stand.happened && stand.day !== null && day - stand.day <= DAYS_SHOWN)) return null;
    const at = anchor(place);
    if (!at) return null;
    const shape = glyphs.shapeOf(event, stand);
    return { event, at, shape, stand, post, weight: ORDER.includes(shape) ? ORDER.indexOf(shape) : ORDER.length };
  }
  // Days from which an event may have another mark: something happens, is heard, ends, or is over for long enough.
  function turnsOf(event) {
    const happened = [event.day, ...event.known.map((step) => step[2])].filter((day) => day !== null);
    const heard = event.claims.flatMap((claim) => [claim.known, claim.when && claim.when[1] !== null ? claim.when[1] + 1 : null]);
    return [...happened, ...happened.map((day) => day + DAYS_SHOWN + 1), ...heard, ...event.known.map((step) => step[0])]
      .filter((day) => day !== null).sort((a, b) => a - b);
  }
  // A mark holds until the next of these days, so that thousands of posts are not weighed anew each day.
  const turns = new Map();
  const kept = { true: new Map(), known: new Map() };
  function lastingMark(event, day, clock) {
    const last = kept[clock].get(event);
    if (last && last.from <= day && day < last.until) return last.mark;
    if (!turns.has(event)) turns.set(event, turnsOf(event));
    const days = turns.get(event);
    const from = days.filter((one) => one <= day).pop() ?? -Infinity;
    const until = days.find((one) => one > day) ?? Infinity;
    const mark = markOf(event, day, clock);
    kept[clock].set(event, { from, until, mark });
    return mark;
  }

  // What stands on the map on a day, the weightiest first.
  const cache = { key: "", found: [] };
  function standing(now) {
    const key = [now.day, now.clock, now.layers, now.source, now.party, now.kind, now.status].join();
    if (cache.key !== key) Object.assign(cache, { key, found: findStanding(now) });
    return cache.found;
  }
  function findStanding(now) {
    const found = [];
    const take = (mark) => { if (mark && store.has(layerOf(mark.event)) && only.event(mark.event, now)) found.push(mark); };
    for (const event of lasting) take(lastingMark(event, now.day, now.clock));
    for (const event of record.passing(now.day - DAYS_SHOWN, now.day)) if (drawable(event)) take(markOf(event, now.day, now.clock));
    return found.sort((a, b) => a.weight - b.weight || a.event.index - b.event.index);
  }
  return { drawable, standing, isPresence };
}

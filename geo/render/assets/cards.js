// What stands on the map beside the ground: things without a place, where from, choices.

function cards(map, record, store, paint, glyphs, stand, soil, say, only, root) {
  const { el, svg } = kit;
  const nowhere = root.querySelector(".nowhere");
  const origin = root.querySelector(".origin");
  const embedDay = root.querySelector(".embed-day");
  const choices = root.querySelector(".choices");

  // Parties whose posts stand on the map: what they do elsewhere is no matter without a place.
  const placedParties = new Set(record.lasting.filter((event) => glyphs.isPost(event) && event.status === "completed" &&
    event.scope !== "somewhere" && event.place && event.place.lon !== null && !event.place.radius).map((event) => record.partyOf.get(event.actor)));

  const openMatters = record.events.filter((event) => ["establishment", "deployment"].includes(event.kind) &&
    event.claims.some((claim) => claim.scope === "somewhere" || !claim.place) && !placedParties.has(record.partyOf.get(event.actor)));
  const withOrigin = record.events.filter((event) => event.origin && event.origin.lon !== null && ["deployment", "establishment"].includes(event.kind));

  // Matters still open whose place nobody gives.
  function unplaced(now) {
    const found = [];
    for (const event of openMatters) {
      if (!only.event(event, now)) continue;
      const standing = record.standing(event, now.day, now.clock);
      if (!standing || standing.status === "cancelled" || standing.status === "completed") continue;
      const { place, scope } = record.whereabouts(event, now.day, now.clock);
      if (scope === "somewhere" || !place) found.push({ event, standing, place });
    }
    return found.sort((a, b) => say.rank(b.event) - say.rank(a.event) || a.event.index - b.event.index);
  }
  function noteOf(one, now) {
    const heard = record.claimsBy(one.event, now.day, now.clock);
    const sides = new Map();
    for (const claim of heard) {
      const who = claim.attribution ? say.speaker(claim.attribution).split(",")[0] : claim.source ? claim.source.publisher : "";
      if (claim.attribution) sides.set(who, ["denied", "cancelled"].includes(claim.status) ? "no" : "yes");
    }
    const yes = [...sides].filter(([, side]) => side === "yes").map(([who]) => who);
    const no = [...sides].filter(([, side]) => side === "no").map(([who]) => who);
    if (yes.length && no.length) return t("card.yes_no", { yes: yes.slice(0, 2).join(t("count.comma")), no: no.slice(0, 2).join(t("count.comma")) });
    const first = heard.find((claim) => claim.status === one.standing.status);
    const status = t.of("status", one.standing.status);
    return first && first.known !== null ? t("card.not_sited_since", { status, date: record.days.short(first.known) }) : t("card.not_sited", { status });
  }
  // From day to day it mostly says the same.
  let told = null;
  function drawNowhere(now) {
    const found = store.has("peacekeepers") ? unplaced(now) : [];
    nowhere.hidden = found.length === 0;
    soil.somewhere(found.length > 0);
    const rows = found.slice(0, 3).map((one) => [one, glyphs.shapeOf(one.event, one.standing), say.whatOf(one.event), noteOf(one, now)]);
    const telling = rows.map(([one, ...words]) => [one.event.id, ...words].join()).join("|") + now.lang;
    if (telling === told) return;
    told = telling;
    const area = found.length ? record.byPlace.get(record.case.ground) || found[0].place : null;
    nowhere.replaceChildren(el("h2", { class: "nowhere-title" }, paint.swatch("somewhere"),
      el("span", {}, area ? t("card.somewhere", { place: say.label(area) }) : "")),
    el("ul", {}, rows.map(([one, shape, title, note]) => el("li", {},
      el("button", { type: "button", onclick: () => store.set({ select: one.event.id }) }, glyphs.icon(shape),
        el("span", {}, el("strong", {}, title), el("span", { class: "nowhere-note" }, note)))))));
  }

  // A diagram, not a flight path: where a contingent came from.
  const [westmost, southmost, eastmost, northmost] = record.case.extent;
  const isNear = ({ lat, lon }) => lat >= southmost && lat <= northmost && lon >= westmost && lon <= eastmost;
  function drawOrigin(now) {
    const from = withOrigin.find((event) => {
      if (!record.farFrame || isNear(event.origin)) return false;
      const standing = record.standing(event, now.day, now.clock);
      return standing && standing.happened;
    });
    origin.hidden = !from || !store.has("peacekeepers");
    if (origin.hidden || origin.dataset.shown === `${from.id}${now.lang}`) return;
    origin.dataset.shown = `${from.id}${now.lang}`;
    const wide = 122, high = 178;
    const picture = svg("svg", { width: wide, height: high, viewBox: `0 0 ${wide} ${high}`, role: "img",
      "aria-label": t("card.diagram", { place: say.label(from.origin) }) });
    origin.replaceChildren(el("button", { type: "button", "aria-label": t("card.details", { title: say.title(from) }), onclick: () => store.set({ select: from.id }) }, picture));
    kit.inTurn([() => picture.append(...way(from, wide, high).flat())]);
  }
  function way(from, wide, high) {
    const [west, south, east, north] = record.farFrame;
    const up = (lat) => Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) * (180 / Math.PI);
    const ratio = Math.max((east - west) / wide, (up(north) - up(south)) / high);
    const mid = [(west + east) / 2, (up(south) + up(north)) / 2];
    const project = ([lat, lon]) => [wide / 2 + (lon - mid[0]) / ratio, high / 2 - (up(lat) - mid[1]) / ratio];
    const path = (rings) => rings.map((ring) => `M${ring.map((point) => project(point).map((n) => n.toFixed(1)).join(" ")).join("L")}Z`).join("");
    // Where the outlines end, they fade: the edge of the data is no coast.
    function seen() {
      const points = record.far.filter((row) => row.layer !== "far").flatMap((row) => row.shape.flatMap((rings) => rings[0].map(project)));
      const [xs, ys] = [points.map((point) => point[0]), points.map((point) => point[1])];
      const [left, top, right, bottom] = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
      return { x: left + 7, y: top + 7, width: Math.max(0, right - left - 14), height: Math.max(0, bottom - top - 14) };
    }
    const start = project([from.origin.lat, from.origin.lon]);
    const [w, s, e, n] = record.case.extent;
    const end = project([(s + n) / 2, (w + e) / 2]);
    const bend = [Math.min(start[0], end[0]) + (start[0] - end[0]) * 0.12, (start[1] + end[1]) / 2];
    const party = record.byParty.get(record.partyOf.get(from.actor));
    const angle = Math.atan2(end[1] - bend[1], end[0] - bend[0]);
    const head = [-0.45, 0, 0.45].map((turn, at) => at === 1 ? end : [end[0] - 8 * Math.cos(angle + turn), end[1] - 8 * Math.sin(angle + turn)]);
    return [svg("defs", {}, svg("mask", { id: "far-mask" }, svg("rect", { ...seen(), fill: "#fff", style: "filter:blur(4px)" }))),
    record.far.filter((row) => row.layer === "far").map((row) => svg("path", { class: "far far-land", d: row.shape.map(path).join("") })),
    svg("g", { mask: "url(#far-mask)", class: record.far.some((row) => row.layer === "far") ? "far-borders" : null }, record.far.filter((row) => row.layer !== "far").map((row) => svg("path", { class: `far far-${row.layer.replace(/[^a-z]/g, "")}`, d: row.shape.map(path).join("") }))),
    record.cells.filter((cell) => !cell.quiet).map((cell) => svg("path", { class: "far-ground", d: cell.shape.map(path).join("") })),
    svg("path", { class: "far-way", style: `--who:${paint.colour(party ? party.id : "")}`, d: `M${start.join(" ")}Q${bend.join(" ")} ${end.join(" ")}` }),
    svg("path", { class: "far-head", style: `--who:${paint.colour(party ? party.id : "")}`, d: `M${head.map((p) => p.join(" ")).join("L")}Z` }),
    svg("circle", { class: "far-head", style: `--who:${paint.colour(party ? party.id : "")}`, cx: start[0], cy: start[1], r: 2.6 }),
    svg("text", { class: "far-name", x: Math.min(start[0] - 5, wide - 6), y: start[1] + 3, "text-anchor": "end" }, say.label(from.origin).split(/[ -]/)[0])];
  }

  function drawEmbed(now) {
    embedDay.hidden = !now.embed;
    if (!now.embed) return;
    embedDay.replaceChildren(el("h2", {}, record.days.long(now.day)), el("p", {}, say.daySentence()));
  }

  let listed = "";
  // The list that follows the map for the keyboard: what can be chosen on this day.
  function drawChoices(now) {
    const places = record.places.filter((place) => place.kind === "district" && place.cells.length);
    const events = stand.standing(now).map((one) => one.event);
    const rows = [...places.map((place) => [place.id, say.named(place)]), ...events.slice(0, 40).map((event) => [event.id, say.title(event)])].slice(0, 40);
    const drawn = rows.join();
    if (drawn === listed) return;
    listed = drawn;
    choices.replaceChildren(...rows.map(([id, name]) => el("li", {}, el("button", { type: "button", onclick: () => store.set({ select: id }) }, name))));
  }

  const choicesDrawn = kit.pause(() => drawChoices(store.now));
  store.after((now, changed) => {
    if (["day", "clock", "lang", "layers", "embed", "sift"].some((one) => changed.has(one))) {
      drawNowhere(now);
      drawOrigin(now);
      drawEmbed(now);
      choicesDrawn();
    }
  });
  return { unplaced, noteOf, beside: () => !(nowhere.hidden && origin.hidden) };
}

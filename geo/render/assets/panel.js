// The panel: the day, or what was chosen, or what the map cannot tell.  It never covers the map.

function panel(record, store, paint, glyphs, say, part, card, names, measure, only, root) {
  const { el } = kit;
  const { days } = record;
  const box = root.querySelector(".panel");
  let opener = null;

  const close = () => store.set({ select: "" });
  function top(caps, title, closable = true, lang = null) {
    return el("div", { class: "panel-top" }, el("p", { class: "caps" }, caps),
      closable ? el("button", { type: "button", class: "tool close", "aria-label": "Close the details", onclick: close }, "✕") : null,
      el("h2", { class: "panel-title", tabindex: "-1", lang }, title));
  }
  const eventButton = (event, note) => {
    const stand = record.standing(event, store.now.day, store.now.clock);
    const party = record.byParty.get(record.partyOf.get(event.actor));
    return el("li", {}, el("button", { type: "button", class: "event-row", style: party && glyphs.isPost(event) ? `--who:var(--p${party.index})` : null,
      onclick: () => store.set({ select: event.id }) }, glyphs.icon(glyphs.shapeOf(event, stand)),
    el("span", {}, el("strong", {}, say.heading(event, !stand || stand.happened)), el("span", { class: "small" }, note))));
  };

  const contested = new Set(record.states.filter((state) => state.status === "contested").flatMap((state) => state.events));
  const disputable = record.events.filter((event) => contested.has(event) || event.known.some(([, status]) => status === "disputed"));
  const deployments = record.events.filter((event) => event.kind === "deployment" && event.claims.some((claim) => claim.quantity !== null));

  // The day.
  function day(now) {
    const { clock } = now;
    const found = say.happenedOn(now.day, clock).filter((event) => only.event(event, now)).slice(0, 12);
    const disputes = disputable.filter((event) => {
      if (!only.event(event, now)) return false;
      const stand = record.standing(event, now.day, clock);
      return stand && (stand.status === "disputed" || record.cells.some((cell) => {
        const state = record.stateOf(cell, now.day, clock);
        return state && state.status === "contested" && state.events.includes(event);
      }));
    }).slice(0, 3);
    const numbers = deployments.filter((event) => record.standing(event, now.day, clock))
      .sort((a, b) => b.claims.length - a.claims.length).slice(0, 3).flatMap((event) => part.rivals(event, now.day, clock)
      .filter((node) => node.querySelector("h3").textContent.startsWith("Numbers"))).slice(0, 1);
    const nowhere = card.unplaced(now);
    return [top(`${days.weekday(now.day)} ${days.middle(now.day)}${clock === "known" ? " · as known that day" : ""}`, say.dayHeading(now.day, clock), false),
      el("p", { class: "prose" }, say.dayProse(now.day, clock)), kilometres(now),
      found.length ? part.section("This day", el("ul", { class: "event-list" }, found.map((event) => eventButton(event, say.bestSummary(event, now.day, clock))))) : null,
      disputes.flatMap((event) => part.rivals(event, now.day, clock).slice(0, 1)), numbers,
      nowhere.length ? part.section("Without a place", el("ul", { class: "event-list" }, nowhere.map((one) => eventButton(one.event, card.noteOf(one, now))))) : null,
      record.case.legal ? el("p", { class: "small legal" }, record.case.legal) : null];
  }

  // On narrow screens the key is folded away, so its figures stand here.
  function kilometres(now) {
    const rows = [...measure.km2(now.day, now.clock)].filter(([, km2]) => km2 >= 0.5);
    return el("div", { class: "panel-km2" }, rows.map(([sort, km2]) => el("p", {}, paint.swatch(sort), el("span", {}, names.nameOf(sort)), el("span", { class: "key-number" }, kit.number(km2)))),
      el("p", { class: "small" }, `km² on this day, of ${kit.number(measure.total)}`));
  }

  const stateCaps = (state) => ({ agreed: "agreed to pass", contested: "contested", claimed: "claimed by one side", unconfirmed: "unconfirmed" }[state.status] ||
    (state.how === "handover" ? "handed over" : state.how === "fighting" ? "taken in fighting" : ""));

  // A place.
  function place(chosen, now) {
    const sums = new Map();
    for (const cell of chosen.cells) {
      const state = cell.quiet ? null : record.stateOf(cell, now.day, now.clock);
      if (!state) continue;
      const was = sums.get(paint.fill(state)) || { state, km2: 0, cells: [] };
      was.km2 += cell.km2;
      was.cells.push(cell);
      sums.set(paint.fill(state), was);
    }
    const rows = [...sums.values()].sort((a, b) => b.km2 - a.km2);
    const main = rows[0];
    const within = record.places[chosen.within];
    const ownEvents = chosen.events.filter(say.isNews).sort((a, b) => say.rank(a) - say.rank(b));
    const around = main ? main.state.events.filter((event) => !say.isSettlement(chosen) || event.place === chosen || !say.isSettlement(event.place)) : [];
    const events = [...new Set([...ownEvents, ...around])];
    const claims = [...new Set(events.flatMap((event) => record.claimsBy(event, now.day, now.clock)))];
    const caps = [chosen.kind, main ? stateCaps(main.state) : ""].filter(Boolean).join(" · ");
    return [top(caps, say.named(chosen), true, say.labelLang(chosen)), part.nameList(chosen),
      within && within.id !== record.case.ground ? el("p", { class: "small" }, "In ", choose(within)) : null,
      rows.slice(0, 5).map((one, at) => holder(one, at, chosen, now)),
      rows.length > 5 ? el("p", { class: "small" }, `and ${kit.count(rows.length - 5, "smaller piece", "smaller pieces")} of ground`) : null,
      rows.length && record.case.legal ? el("p", { class: "small legal" }, record.case.legal) : null,
      chosen.radius && !say.isSettlement(chosen) ? el("p", { class: "small" }, `Somewhere within ${kit.number(chosen.radius / 1000)} km of the point drawn.`) : null,
      events.filter((event) => event.kind === "handover" && event.scope === "whole").map((event) => part.schedule(event, now.day, now.clock)).filter(Boolean).slice(0, 2),
      events.slice(0, 6).flatMap((event) => part.rivals(event, now.day, now.clock)),
      ownEvents.length > 1 ? part.section("Events here", el("ul", { class: "event-list" }, ownEvents.slice(0, 20).map((event) => eventButton(event, statusLine(event, now))))) : null,
      inside(chosen, now),
      part.claimList(claims) || part.section("What the sources say", el("p", { class: "small" }, "No report about this place by this day."))];
  }
  const choose = (one) => el("button", { type: "button", class: "textual", onclick: () => store.set({ select: one.id }) }, say.named(one));
  function holder(one, at, chosen, now) {
    const { state } = one;
    const before = previous(one.cells[0], state, now);
    const shared = one.km2 >= 0.5 ? `${kit.number(one.km2)} km² as drawn. ` : "";
    const sinceStart = state.since <= 0 ? "throughout, so far" : `since ${days.long(state.since)}`;
    return el("div", { class: "holder" }, paint.swatch("x", { class: "swatch swatch-big", "data-at": at }), el("div", {},
      el("p", { class: "holder-name" }, `${say.stateWords(state)}${state.status === "held" ? `, ${sinceStart}` : ""}`),
      el("p", { class: "small" }, `${before}${shared}${state.how === "control" ? "Put under its control by agreement. " : ""}`)));
  }
  function previous(cell, state, now) {
    const steps = cell[now.clock];
    for (let at = steps.length - 2; at >= 0; at -= 2) {
      const other = record.states[steps[at + 1]];
      if (steps[at] <= now.day && other.holder !== state.holder) return `Until ${days.middle(state.since - 1)}: ${say.party(other.holder)}. `;
    }
    return "";
  }
  function statusLine(event, now) {
    const stand = record.standing(event, now.day, now.clock);
    if (!stand) return "nothing reported by this day";
    return `${stand.status}${stand.day === null ? "" : `, ${days.middle(stand.day)}`}`;
  }
  // Settlements inside, taken by this day.
  function inside(chosen, now) {
    if (!["district", "oblast", "region", "area"].includes(chosen.kind)) return null;
    const places = record.places.filter((one) => one.within === chosen.index || (say.isSettlement(one) && one.cells.some((cell) => cell.within.has(chosen.index))));
    const taken = places.flatMap((one) => one.events).filter((event) => event.kind === "capture" && (record.standing(event, now.day, now.clock) || {}).happened)
      .sort((a, b) => (b.day ?? 0) - (a.day ?? 0));
    if (!taken.length) return null;
    return el("details", {}, el("summary", {}, `${kit.capital(kit.count(taken.length, "settlement", "settlements"))} announced taken here`),
      el("ul", { class: "plain-list" }, taken.map((event) => el("li", {}, choose(event.place), el("span", { class: "small" }, ` ${event.day === null ? "" : days.short(event.day)}`)))));
  }

  // An event.
  function event(chosen, now) {
    const stand = record.standing(chosen, now.day, now.clock);
    const claims = record.claimsBy(chosen, now.day, now.clock);
    const who = [chosen.actor, chosen.counterparty].filter(Boolean).map((id) => say.party(id));
    const at = record.whereabouts(chosen, now.day, now.clock);
    const facts = [
      ["Where", at.place ? [choose(at.place), at.scope === "somewhere" ? " (somewhere in it; nobody says where)" : at.scope === "part" && !say.isSettlement(at.place) ? " (a part of it)" : ""] : "no place is given"],
      ["When", stand && stand.happened && stand.day !== null ? days.long(stand.day) : stand && stand.happened ? "no day is given" : "not yet"],
      ["Parties", chosen.kind === "handover" && who.length > 1 ? `${who[1]} → ${who[0]}` : who.join(", ")],
      ["From", chosen.origin ? say.label(chosen.origin) : ""],
      ["Number", [...new Set(claims.map(part.quantityWords).filter(Boolean))].join("; ")],
    ].filter(([, value]) => value && value.length);
    return [top([say.kind(chosen), stand ? stand.status : "not yet reported"].join(" · "), say.heading(chosen, Boolean(stand && stand.happened))),
      el("p", { class: "prose prose-small" }, say.bestSummary(chosen, now.day, now.clock)),
      el("dl", { class: "names-list" }, facts.map(([name, value]) => [el("dt", {}, name), el("dd", {}, value)])),
      part.schedule(chosen, now.day, now.clock), part.rivals(chosen, now.day, now.clock),
      part.claimList(claims) || part.section("What the sources say", el("p", { class: "small" }, "Nothing had been reported by this day."))];
  }

  // What the map cannot tell; the sources; how claims are weighed.
  function about(which, now) {
    if (which.startsWith("about-sources")) return sources();
    if (which.startsWith("about-weighing")) return weighing();
    const wanted = which.split(":")[1];
    return [top("Key and limits", "What the map cannot tell"), record.case.layers.map((layer) => el("section", { class: layer.id === wanted ? "limit limit-wanted" : "limit", "data-layer": layer.id },
      el("h3", {}, names.titleOf(layer)), el("p", {}, layer.limitation))),
    record.case.policy ? part.section("Names", el("p", {}, record.case.policy)) : null,
    record.case.legal ? part.section("Legal status", el("p", {}, record.case.legal)) : null];
  }
  function weighing() {
    return [top("Method", "How claims are weighed"), [
      "Every claim names its source and where in it the words stand. Source reliability (A to F) and claim credibility (1 to 6) are two figures of the Admiralty scale, and stay two.",
      "A party’s claim against its own interest outweighs its claims in its favour. Independent sources count once each; copies of one agency’s report count as one.",
      "What one side asserts and the other denies is contested, and drawn so, until one concedes, an independent source confirms, or the sides agree to stop where they stand.",
      "Ground announced taken by the taker alone is dotted until it is more than the taker’s word.",
      "Two clocks: “True then” shows what held on the day by all reports; “Known then” shows only what had been published by that day.",
    ].map((text) => el("p", {}, text))];
  }
  function sources() {
    const sorted = record.sources.slice().sort((a, b) => (a.published ?? 0) - (b.published ?? 0) || a.index - b.index);
    return [top("Reports", `${record.sources.length} sources`), el("ul", { class: "claims" }, sorted.map((source) => el("li", { class: "claim" },
      el("p", { class: "claim-head" }, el("strong", {}, source.published === null ? source.edtf : days.long(source.published)), " ", el("span", { class: "claim-who" }, source.publisher)),
      source.title ? el("p", { class: "claim-text", lang: source.language }, source.title) : null,
      source.basis ? el("p", { class: "claim-more" }, `Its day: ${source.basis}`) : null,
      el("p", { class: "claim-facts" }, el("span", {}, `Source ${source.rating}`), el("span", {}, `${source.claims.length} claims`), part.link(source.address, "source ↗"), only.only(source)))))];
  }

  function content(now) {
    if (now.select.startsWith("about-")) return about(now.select, now);
    const asPlace = record.byPlace.get(now.select);
    if (asPlace) return place(asPlace, now);
    const asEvent = record.byEvent.get(now.select);
    return asEvent ? event(asEvent, now) : day(now);
  }
  function draw(now, changed) {
    const rows = content(now);
    box.replaceChildren(...rows.flat(3).filter(Boolean));
    // Swatches of states carry any texture, so they are filled here.
    const chosen = record.byPlace.get(now.select);
    if (chosen) {
      const fills = [...new Map(chosen.cells.filter((cell) => !cell.quiet).map((cell) => record.stateOf(cell, now.day, now.clock)).filter(Boolean)
        .map((state) => [paint.fill(state), state])).keys()];
      const sums = fills.map((fill) => [fill, chosen.cells.filter((cell) => !cell.quiet).reduce((sum, cell) => {
        const state = record.stateOf(cell, now.day, now.clock);
        return sum + (state && paint.fill(state) === fill ? cell.km2 : 0);
      }, 0)]).sort((a, b) => b[1] - a[1]);
      for (const swatch of box.querySelectorAll(".swatch-big")) {
        const found = sums[Number(swatch.dataset.at)];
        if (found) swatch.querySelector("rect").style.fill = found[0];
      }
    }
    if (changed.has("select")) box.scrollTop = 0;
    root.classList.toggle("panel-open", Boolean(now.select));
    if (changed.has("select")) {
      const wanted = box.querySelector(".limit-wanted");
      if (wanted) wanted.scrollIntoView({ block: "nearest" });
      if (now.select && !changed.has("embed")) {
        opener = opener || document.activeElement;
        box.querySelector(".panel-title").focus({ preventScroll: true });
      } else if (!now.select && opener) {
        if (opener.isConnected) opener.focus({ preventScroll: true });
        opener = null;
      }
    }
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && store.now.select && !event.target.closest(".search")) close();
  });
  // While one steps from day to day quickly, the words beside the map wait for a pause.
  const dayDrawn = kit.pause(() => draw(store.now, new Set(["day"])));
  store.on((now, changed) => {
    if (changed.size === 1 && changed.has("day")) dayDrawn();
    else if (["day", "clock", "lang", "select", "sift"].some((one) => changed.has(one))) draw(now, changed);
  });
  return { close };
}

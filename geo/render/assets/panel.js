// The panel: the day, or what was chosen, or what the map cannot tell.  It never covers the map.

function panel(record, store, paint, glyphs, say, part, card, names, measure, only, root) {
  const { el } = kit;
  const { days } = record;
  const box = root.querySelector(".panel");
  let opener = null;

  const close = () => store.set({ select: "" });
  function top(caps, title, closable = true, lang = null) {
    return el("div", { class: "panel-top" }, el("p", { class: "caps" }, caps),
      closable ? el("button", { type: "button", class: "tool close", "aria-label": t("panel.close"), onclick: close }, "✕") : null,
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

  const named = (on) => t("date.with_weekday", { weekday: days.weekday(on), date: days.middle(on) });
  // A sentence that stands above as the heading is not shown twice.
  function unrepeated(text, sentence) {
    return text.startsWith(`${sentence} `) ? [el("span", { hidden: true }, `${sentence} `), text.slice(sentence.length + 1)] : [text];
  }
  // The day.
  function day(now) {
    const { clock } = now;
    const heading = say.dayHeading(now.day, clock);
    const sentence = kit.sentence(heading);
    const told = say.dayProse(now.day, clock).map((text, at) => el("p", { class: `prose${at ? " prose-small" : ""}`, "data-told": true, hidden: text === sentence },
      at ? text : unrepeated(text, sentence)));
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
      .filter((node) => node.dataset.rivals === "numbers")).slice(0, 1);
    const nowhere = card.unplaced(now);
    return [top(clock === "known" ? t("day.as_known", { day: named(now.day) }) : named(now.day), heading, false),
      told.slice(0, 1), kilometres(now),
      found.length ? part.section(t("panel.this_day"), el("ul", { class: "event-list" }, found.map((event) => eventButton(event, say.bestSummary(event, now.day, clock))))) : null,
      disputes.flatMap((event) => part.rivals(event, now.day, clock).slice(0, 1)), numbers,
      nowhere.length ? part.section(t("panel.without_place"), el("ul", { class: "event-list" }, nowhere.map((one) => eventButton(one.event, card.noteOf(one, now))))) : null,
      told.length > 1 ? part.section(t("panel.in_words"), told.slice(1)) : null,
      record.case.legal ? el("p", { class: "small legal" }, record.case.legal) : null];
  }

  // On narrow screens the key is folded away, so its figures stand here.
  function kilometres(now) {
    const rows = [...measure.km2(now.day, now.clock)].filter(([, km2]) => km2 >= 0.5);
    return el("div", { class: "panel-km2" }, rows.map(([sort, km2]) => el("p", {}, paint.swatch(sort), el("span", {}, names.nameOf(sort)), el("span", { class: "key-number" }, kit.number(km2)))),
      el("p", { class: "small" }, t("panel.km2_of", { number: measure.total })));
  }

  const CAPS = { agreed: "ground.caps_agreed", contested: "ground.caps_contested", claimed: "ground.caps_claimed", unconfirmed: "ground.caps_unconfirmed" };
  const HOW = { handover: "ground.caps_handover", fighting: "ground.caps_fighting" };
  const stateCaps = (state) => t(CAPS[state.status] || HOW[state.how] || "");

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
    const caps = [t.of("place", chosen.kind), main ? stateCaps(main.state) : ""].filter(Boolean).join(" · ");
    return [top(caps, say.named(chosen), true, say.labelLang(chosen)), part.nameList(chosen),
      within && within.id !== record.case.ground ? el("p", { class: "small" }, t("panel.within"), choose(within)) : null,
      rows.slice(0, 5).map((one, at) => holder(one, at, chosen, now)),
      rows.length > 5 ? el("p", { class: "small" }, t("count.smaller_pieces", { n: rows.length - 5 })) : null,
      rows.length && record.case.legal ? el("p", { class: "small legal" }, record.case.legal) : null,
      chosen.radius && !say.isSettlement(chosen) ? el("p", { class: "small" }, t("panel.radius", { number: chosen.radius / 1000 })) : null,
      events.filter((event) => event.kind === "handover" && event.scope === "whole").map((event) => part.schedule(event, now.day, now.clock)).filter(Boolean).slice(0, 2),
      events.slice(0, 6).flatMap((event) => part.rivals(event, now.day, now.clock)),
      ownEvents.length > 1 ? part.section(t("panel.events_here"), el("ul", { class: "event-list" }, ownEvents.slice(0, 20).map((event) => eventButton(event, statusLine(event, now))))) : null,
      inside(chosen, now),
      unchanged(chosen, now),
      part.claimList(claims) || part.section(t("panel.what_sources_say"), el("p", { class: "small" }, t("panel.no_report_place")))];
  }
  const choose = (one) => el("button", { type: "button", class: "textual", onclick: () => store.set({ select: one.id }) }, say.named(one));
  function unchanged(chosen, now) {
    const held = chosen.events.filter((event) => event.kind === "control" && !event.counterparty && event.day > 0 && (record.standing(event, now.day, now.clock) || {}).happened);
    const list = held.flatMap((event) => record.claimsBy(event, now.day, now.clock)).map((claim) => part.speaker(claim)).join(t("count.semicolon"));
    return list ? el("p", { class: "small steady" }, t("panel.unchanged", { list })) : null;
  }
  const DAY = "\u0000";
  const toDay = (day) => el("button", { type: "button", class: "textual", onclick: () => store.set({ day }) }, days.long(day));
  function holder(one, at, chosen, now) {
    const { state } = one;
    const before = previous(one.cells[0], state, now);
    const shared = one.km2 >= 0.5 ? t("ground.as_drawn", { number: one.km2 }) : "";
    const words_ = say.stateWords(state);
    const lasting = state.since <= 0 ? [t("ground.throughout", { state: words_ })] : t("ground.since", { state: words_, date: DAY }).split(DAY);
    return el("div", { class: "holder" }, paint.swatch("x", { class: "swatch swatch-big", "data-at": at }), el("div", {},
      el("p", { class: "holder-name" }, state.status === "held" ? lasting.flatMap((part_, at_) => (at_ ? [toDay(state.since), part_] : [part_])) : words_),
      el("p", { class: "small" }, `${before}${shared}${state.how === "control" ? t("ground.by_agreement") : ""}`)));
  }
  function previous(cell, state, now) {
    const steps = cell[now.clock];
    for (let at = steps.length - 2; at >= 0; at -= 2) {
      const other = record.states[steps[at + 1]];
      if (steps[at] <= now.day && other.holder !== state.holder) return t("ground.until", { date: days.middle(state.since - 1), party: say.party(other.holder) });
    }
    return "";
  }
  function statusLine(event, now) {
    const stand = record.standing(event, now.day, now.clock);
    if (!stand) return t("panel.no_status");
    const status = t.of("status", stand.status);
    return stand.day === null ? status : t("panel.status_on", { status, date: days.middle(stand.day) });
  }
  // Settlements inside, taken by this day.
  function inside(chosen, now) {
    if (!["district", "oblast", "region", "area"].includes(chosen.kind)) return null;
    const places = record.places.filter((one) => one.within === chosen.index || (say.isSettlement(one) && one.cells.some((cell) => cell.within.has(chosen.index))));
    const taken = places.flatMap((one) => one.events).filter((event) => event.kind === "capture" && (record.standing(event, now.day, now.clock) || {}).happened)
      .sort((a, b) => (b.day ?? 0) - (a.day ?? 0));
    if (!taken.length) return null;
    return el("details", {}, el("summary", {}, kit.capital(t("count.settlements_taken", { n: taken.length }))),
      el("ul", { class: "plain-list" }, taken.map((event) => el("li", {}, choose(event.place), el("span", { class: "small" }, ` ${event.day === null ? "" : days.short(event.day)}`)))));
  }

  // An event.
  function event(chosen, now) {
    const stand = record.standing(chosen, now.day, now.clock);
    const claims = record.claimsBy(chosen, now.day, now.clock);
    const who = [chosen.actor, chosen.counterparty].filter(Boolean).map((id) => say.party(id));
    const at = record.whereabouts(chosen, now.day, now.clock);
    const facts = [
      [t("panel.where"), at.place ? [choose(at.place), at.scope === "somewhere" ? t("panel.nobody_says") : at.scope === "part" && !say.isSettlement(at.place) ? t("panel.a_part") : ""] : t("panel.no_place")],
      [t("panel.when"), stand && stand.happened && stand.day !== null ? days.long(stand.day) : t(stand && stand.happened ? "panel.no_day" : "panel.not_yet")],
      [t("panel.parties"), chosen.kind === "handover" && who.length > 1 ? `${who[1]} → ${who[0]}` : who.join(t("count.comma"))],
      [t("panel.origin"), chosen.origin ? say.label(chosen.origin) : ""],
      [t("panel.number"), [...new Set(claims.map(part.quantityWords).filter(Boolean))].join(t("count.semicolon"))],
    ].filter(([, value]) => value && value.length);
    return [top([say.kind(chosen), stand ? t.of("status", stand.status) : t("panel.not_reported")].join(" · "), say.heading(chosen, Boolean(stand && stand.happened))),
      el("p", { class: "prose prose-small" }, say.bestSummary(chosen, now.day, now.clock)),
      el("dl", { class: "names-list" }, facts.map(([name, value]) => [el("dt", {}, name), el("dd", {}, value)])),
      part.schedule(chosen, now.day, now.clock), part.rivals(chosen, now.day, now.clock),
      part.claimList(claims) || part.section(t("panel.what_sources_say"), el("p", { class: "small" }, t("panel.no_report")))];
  }

  // What the map cannot tell; the sources; how claims are weighed.
  function about(which, now) {
    if (which.startsWith("about-sources")) return sources();
    if (which.startsWith("about-weighing")) return weighing();
    const wanted = which.split(":")[1];
    return [top(t("panel.key_and_limits"), t("panel.limits_title")), record.case.layers.map((layer) => el("section", { class: layer.id === wanted ? "limit limit-wanted" : "limit", "data-layer": layer.id },
      el("h3", {}, names.titleOf(layer)), el("p", {}, layer.limitation))),
    record.case.policy ? part.section(t("panel.names"), el("p", {}, record.case.policy)) : null,
    record.case.legal ? part.section(t("panel.legal"), el("p", {}, record.case.legal)) : null];
  }
  function weighing() {
    return [top(t("panel.method"), t("panel.weighing_title")), t("panel.weighing").map((text) => el("p", {}, text))];
  }
  function sources() {
    const sorted = record.sources.slice().sort((a, b) => (a.published ?? 0) - (b.published ?? 0) || a.index - b.index);
    return [top(t("panel.reports"), t("count.sources", { number: record.sources.length })), el("ul", { class: "claims" }, sorted.map((source) => el("li", { class: "claim" },
      el("p", { class: "claim-head" }, el("strong", {}, source.published === null ? source.edtf : days.long(source.published)), " ", el("span", { class: "claim-who" }, source.publisher)),
      source.title ? el("p", { class: "claim-text", lang: source.language }, source.title) : null,
      source.basis ? el("p", { class: "claim-more" }, t("panel.its_day", { basis: source.basis })) : null,
      el("p", { class: "claim-facts" }, el("span", {}, t("panel.source_rating", { rating: source.rating })), el("span", {}, t("count.of_source", { number: source.claims.length })), part.link(source.address, t("panel.source_link")), only.only(source)))))];
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
    // Words alone may be longer than the panel: then it takes the focus itself, so that keys can scroll it.
    if (box.querySelector("button, a, summary")) box.removeAttribute("tabindex");
    else box.tabIndex = 0;
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

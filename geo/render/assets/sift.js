// What the reader wants to see alone: by source, party, kind, status.  Without a wish nothing is asked of any event.

function sift(record, store, say, root) {
  const { el } = kit;
  const { days } = record;
  const bySource = new Map(record.sources.map((source) => [source.id, source]));
  const active = () => store.SIFTED.some((field) => store.now[field]);

  // All but the status is the same on every day, so it is asked of each event once.
  let asked = "";
  let fits = null;
  function fitting() {
    const { source, party, kind } = store.now;
    const asking = [source, kind].join("|");
    if (asking !== asked || !fits) {
      asked = asking;
      fits = Uint8Array.from(record.events, (event) => ((!source || event.claims.some((claim) => claim.source && claim.source.id === source)) && (!kind || event.kind === kind) ? 1 : 0));
    }
    return party;
  }
  function backed(event, { day, clock, source, status }) {
    if (!fits[event.index]) return false;
    if (source && clock === "known" && !record.claimsBy(event, day, clock).some((claim) => claim.source && claim.source.id === source)) return false;
    return !status || (record.standing(event, day, clock) || {}).status === status;
  }
  const sided = (event, party) => [event.actor, event.counterparty].some((id) => id && (record.partyOf.get(id) || id) === party);
  function event(one, now = store.now) {
    if (!active()) return true;
    const party = fitting();
    return (!party || sided(one, party)) && backed(one, now);
  }
  // Ground shows where its holder is the party asked for, and an event it rests on passes.
  function ground(state, now = store.now) {
    if (!active()) return true;
    const party = fitting();
    if (party && ![state.holder, state.rival, state.to].includes(party)) return false;
    return (!now.source && !now.kind && !now.status) || state.events.some((one) => backed(one, now));
  }

  function counts(now = store.now) {
    const told = record.events.filter((one) => say.isNews(one) && record.standing(one, now.day, now.clock));
    const cells = record.cells.filter((cell) => !cell.quiet);
    return { events: told.filter((one) => event(one, now)).length, of: told.length,
      ground: cells.filter((cell) => { const state = record.stateOf(cell, now.day, now.clock); return state && ground(state, now); }).length, ofGround: cells.length };
  }
  const sourceName = (source) => [source.publisher, source.published === null ? source.edtf : days.long(source.published)].join(t("count.comma"));
  function wishes(now = store.now) {
    const source = bySource.get(now.source);
    return [source ? t("filter.resting_on", { source: sourceName(source) }) : "", now.party ? say.party(now.party) : "", now.kind ? say.kind({ kind: now.kind }).toLowerCase() : "", now.status && t.of("status", now.status)].filter(Boolean);
  }
  const tally = (now) => { const n = counts(now); return t("filter.tally", n); };
  const clear = () => store.set({ source: "", party: "", kind: "", status: "" });

  // The four choices; each place that shows them has its own.
  const used = (of) => [...new Set(record.events.filter(say.isNews).flatMap(of))].filter(Boolean).sort();
  const CHOICES = {
    source: () => record.sources.filter((source) => source.claims.length).sort((a, b) => a.publisher.localeCompare(b.publisher, "en") || a.index - b.index).map((source) => [source.id, sourceName(source)]),
    party: () => record.parties.map((party) => [party.id, say.party(party.id)]),
    kind: () => used((one) => [one.kind]).map((kind) => [kind, say.kind({ kind })]),
    status: () => used((one) => [one.status, ...one.known.map((step) => step[1])]).map((status) => [status, kit.capital(t.of("status", status))]),
  };
  const TITLES = { source: ["filter.source", "filter.all_sources"], party: ["filter.party", "filter.all_parties"], kind: ["filter.kind", "filter.all_kinds"], status: ["filter.status", "filter.any_status"] };
  const forms = [];
  function form() {
    const selects = store.SIFTED.map((field) => el("select", { name: field, onchange: (change) => store.set({ [field]: change.target.value }) },
      el("option", { value: "" }, t(TITLES[field][1])), CHOICES[field]().map(([id, name]) => el("option", { value: id }, name))));
    const reset = el("button", { type: "button", class: "boxed", onclick: () => { clear(); selects[0].focus(); } }, t("filter.show_all"));
    const node = el("div", { class: "sift-form", role: "group", "aria-label": t("filter.show_only") },
      selects.map((select) => el("label", {}, el("span", {}, t(TITLES[select.name][0])), select)), reset);
    forms.push({ selects, reset });
    return node;
  }
  function show(now) {
    for (const { selects, reset } of forms) {
      for (const select of selects) select.value = now[select.name];
      reset.hidden = !active();
    }
    if (!active()) {
      chip.hidden = true;
      return;
    }
    chip.hidden = false;
    words_.replaceChildren(el("strong", {}, t("filter.only", { wishes: wishes(now).join(t("count.comma")) })), el("span", { class: "small" }, tally(now)));
  }
  const words_ = el("span", {});
  const chip = root.querySelector(".chip");
  chip.append(words_, el("button", { type: "button", class: "tool", "aria-label": t("filter.show_again"), onclick: () => {
    clear();
    root.querySelector(".folium-map").focus();
  } }, "✕"));

  // One button unfolds the choices; on a narrow screen another unfolds them with all tools.
  function fold(button, name, inside) {
    const set = (open) => {
      root.classList.toggle(name, open);
      button.setAttribute("aria-expanded", String(open));
    };
    button.addEventListener("click", () => set(!root.classList.contains(name)));
    document.addEventListener("keydown", (key) => {
      if (key.key !== "Escape" || !root.classList.contains(name)) return;
      key.stopImmediatePropagation();
      set(false);
      if (inside.contains(document.activeElement)) button.focus();
    });
    document.addEventListener("pointerdown", (press) => {
      if (!inside.contains(press.target) && press.target !== button) set(false);
    });
    inside.addEventListener("focusout", (left) => {
      if (left.relatedTarget && !inside.contains(left.relatedTarget) && left.relatedTarget !== button) set(false);
    });
    return set;
  }
  const box = root.querySelector(".sift-box");
  fold(root.querySelector(".sift-button"), "sift-open", root.querySelector(".sift"));
  fold(root.querySelector(".more-button"), "tools-open", root.querySelector(".top-tools"));

  const later = kit.pause(() => show(store.now));
  store.on((now, changed) => {
    if (changed.has("sift") || changed.has("lang")) show(now);
    else if (active() && (changed.has("day") || changed.has("clock"))) later();
  });
  kit.inTurn([() => {
    box.append(form());
    show(store.now);
  }]);
  const only = (source) => el("button", { type: "button", class: "textual", "aria-pressed": String(store.now.source === source.id),
    onclick: (click) => {
      store.set({ source: store.now.source === source.id ? "" : source.id });
      click.currentTarget.setAttribute("aria-pressed", String(store.now.source === source.id));
    } }, t("filter.only_source"));
  return { active, event, ground, counts, wishes, tally, form, only, clear };
}

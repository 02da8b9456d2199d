// The same content as a table of the day: sortable, and to take away as CSV and GeoJSON.

function table(record, store, stand, say, part, only, root) {
  const { el } = kit;
  const { days } = record;
  const place = root.querySelector(".table-area");
  const MOST = 600;
  const take = downloads(record, store, stand, only);
  let form = null;
  let sort = { column: 0, down: true }, whole = false;

  function rowsOf(now) {
    const rows = [];
    for (const event of record.events) {
      if (!say.isNews(event) || !only.event(event, now)) continue;
      const standing = record.standing(event, now.day, now.clock);
      if (!standing) continue;
      const claims = record.claimsBy(event, now.day, now.clock);
      const dues = say.dues(event, now.day, now.clock);
      const at = record.whereabouts(event, now.day, now.clock);
      const heard = claims.map((claim) => claim.known).filter((on) => on !== null && on <= now.day);
      const first = standing.happened && standing.day !== null ? standing.day : dues.length ? dues[dues.length - 1] : heard.length ? Math.max(...heard) : -1e6;
      const done = standing.happened && standing.day !== null;
      const who = [event.counterparty, event.actor].filter(Boolean).map((id) => say.party(record.partyOf.get(id) || id));
      const number = claims.map(part.quantityWords).find(Boolean) || "";
      rows.push({ event, order: [first, where(at), what(event), standing.status, dues[0] ?? -1e6, done ? standing.day : -1e6, who.join(), claims.length],
        cells: [first > -1e6 ? dayWords(event, first) : "–", where(at), number ? t("table.what_number", { what: what(event), number }) : what(event), standing.status, dues,
          done ? event.kind === "handover" && say.late(event) ? t("day.with_slip", { text: days.short(standing.day), slip: say.slip(say.late(event)) }) : days.short(standing.day) : "–",
          [...new Set(who)].join(["handover", "capture", "withdrawal", "control"].includes(event.kind) ? " → " : t("count.comma")), claims.length],
        first, status: standing.status, due: dues[dues.length - 1] ?? null, done: done ? standing.day : null });
    }
    const sign = sort.down ? -1 : 1;
    return rows.sort((a, b) => {
      const [x, y] = [a.order[sort.column], b.order[sort.column]];
      const order = typeof x === "number" ? x - y : String(x).localeCompare(String(y), "en");
      return sign * order || a.event.index - b.event.index;
    });
  }
  const where = ({ place: at, scope }) => (at ? (scope === "somewhere" ? t("place.somewhere_in", { place: say.label(at) }) : say.named(at)) : "–");
  const what = (event) => (["handover", "capture", "withdrawal"].includes(event.kind) ? say.kind(event) : say.whatOf(event));
  function dayWords(event, first) {
    if (event.day === null && event.span && event.span[0] !== null && event.span[1] !== null && event.span[0] !== event.span[1]) return say.spanWords(event.span);
    return days.short(first);
  }

  const HEADS = ["table.day", "table.place", "table.what", "table.status", "table.scheduled", "table.happened", "table.parties", "table.claims"].map((key) => t(key));
  function draw(now) {
    if (now.view !== "table") return;
    const focused = place.contains(document.activeElement) ? document.activeElement.dataset.focus || `name:${document.activeElement.name || ""}` : "";
    const rows = rowsOf(now);
    const title = t(now.clock === "known" ? "table.known" : "table.true", { date: days.long(now.day) });
    const days_ = el("select", { "aria-label": t("table.days"), "data-focus": "days", onchange: (event) => { whole = event.target.value === "all"; } },
      el("option", { value: "day" }, t("table.this_day")), el("option", { value: "all", selected: whole }, t("table.all_days")));
    const button = (ending, name) => el("button", { type: "button", class: "boxed", "data-focus": ending, "aria-label": t("table.download", { form: name }), onclick: () => save(ending) }, name);
    const heads = HEADS.map((head, at) => el("th", { scope: "col", "aria-sort": sort.column === at ? (sort.down ? "descending" : "ascending") : "none" },
      el("button", { type: "button", "data-focus": `head-${at}`, onclick: () => {
        sort = { column: at, down: sort.column === at ? !sort.down : at === 0 || at === 7 };
        draw(store.now);
      } }, head, el("span", { "aria-hidden": "true" }, sort.column === at ? (sort.down ? " ↓" : " ↑") : ""))));
    place.replaceChildren(...[el("div", { class: "table-top" }, el("h2", {}, title), el("div", { class: "table-tools" }, days_, button("csv", t("table.csv")), button("geojson", t("table.geojson")))),
      (form ||= only.form()), el("p", { class: "small table-count" }, t("day.full_stop", { text: only.active() ? kit.capital(only.tally(now)) : t("count.events", { number: rows.length }) })),
      el("div", { class: "table-scroll", role: "region", "aria-label": title, tabindex: "0" }, grid(rows.slice(0, MOST), heads, now)),
      rows.length > MOST ? el("p", { class: "small" }, t("count.more_rows", { number: rows.length - MOST })) : null].filter(Boolean));
    if (focused) place.querySelector(focused.startsWith("name:") ? `[name="${focused.slice(5)}"]` : `[data-focus="${focused}"]`)?.focus();
  }
  function grid(rows, heads, now) {
    return el("table", {}, el("thead", {}, el("tr", {}, heads)), el("tbody", {}, rows.map((row) => el("tr", { class: now.select === row.event.id || (row.event.place && now.select === row.event.place.id) ? "chosen" : "" },
      row.cells.map((cell, at) => {
        if (at === 1) return el("td", {}, el("button", { type: "button", class: "row-button", onclick: () => store.set({ select: row.event.id }) }, cell));
        if (at === 4) return el("td", {}, cell.length ? part.dueWords(cell) : "–");
        if (at === 3) return el("td", {}, part.tag(cell));
        return el("td", { class: at === 7 ? "figure" : null }, String(cell));
      })))));
  }
  // All days: every event, as everything read tells it.
  function save(ending) {
    const now = whole ? { ...store.now, day: record.case.last } : store.now;
    take.save(ending, rowsOf(now), whole ? null : now.day);
  }
  store.after((now, changed) => {
    if (["day", "clock", "lang", "view", "select", "sift"].some((one) => changed.has(one))) draw(now);
  });
  return { rowsOf, grid, heads: HEADS };
}

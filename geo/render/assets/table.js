// The same content as a table of the day: sortable, and to take away as CSV and GeoJSON.

function table(record, store, stand, say, part, root) {
  const { el } = kit;
  const { days } = record;
  const place = root.querySelector(".table-area");
  const MOST = 600;
  let sort = { column: 0, down: true }, kind = "";

  function rowsOf(now) {
    const rows = [];
    for (const event of record.events) {
      if (!say.isNews(event)) continue;
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
        cells: [first > -1e6 ? dayWords(event, first) : "–", where(at), `${what(event)}${number ? `, ${number}` : ""}`, standing.status, dues.length ? days.short(dues[0]) : "–",
          done ? `${days.short(standing.day)}${event.kind === "handover" && say.late(event) ? `, ${say.slip(say.late(event))}` : ""}` : "–",
          [...new Set(who)].join(["handover", "capture", "withdrawal", "control"].includes(event.kind) ? " → " : ", "), claims.length],
        first, due: dues[0] ?? null, done: done ? standing.day : null });
    }
    const chosen = kind ? rows.filter((row) => row.event.kind === kind) : rows;
    const sign = sort.down ? -1 : 1;
    return chosen.sort((a, b) => {
      const [x, y] = [a.order[sort.column], b.order[sort.column]];
      const order = typeof x === "number" ? x - y : String(x).localeCompare(String(y), "en");
      return sign * order || a.event.index - b.event.index;
    });
  }
  const where = ({ place: at, scope }) => (at ? (scope === "somewhere" ? `Somewhere in ${say.label(at)}` : say.named(at)) : "–");
  const what = (event) => (["handover", "capture", "withdrawal"].includes(event.kind) ? say.kind(event) : say.title(event));
  function dayWords(event, first) {
    if (event.day === null && event.span && event.span[0] !== null && event.span[1] !== null && event.span[0] !== event.span[1]) return say.spanWords(event.span);
    return days.short(first);
  }

  const HEADS = ["Day", "Place", "What", "Status", "Scheduled", "Happened", "Parties", "Claims"];
  function draw(now) {
    if (now.view !== "table") return;
    const focused = place.contains(document.activeElement) ? document.activeElement.dataset.focus : "";
    const rows = rowsOf(now);
    const title = now.clock === "known" ? `What had been reported by ${days.long(now.day)}` : `What had happened and what was due on ${days.long(now.day)}`;
    const kinds = [...new Set(record.events.filter(say.isNews).map((event) => event.kind))].sort();
    const filter = el("select", { "aria-label": "Kinds shown", "data-focus": "kinds", onchange: (event) => { kind = event.target.value; draw(store.now); } },
      el("option", { value: "" }, "All kinds"), kinds.map((one) => el("option", { value: one, selected: one === kind }, say.kind({ kind: one }))));
    const heads = HEADS.map((head, at) => el("th", { scope: "col", "aria-sort": sort.column === at ? (sort.down ? "descending" : "ascending") : "none" },
      el("button", { type: "button", "data-focus": `head-${at}`, onclick: () => {
        sort = { column: at, down: sort.column === at ? !sort.down : at === 0 || at === 7 };
        draw(store.now);
      } }, head, el("span", { "aria-hidden": "true" }, sort.column === at ? (sort.down ? " ↓" : " ↑") : ""))));
    place.replaceChildren(...[el("div", { class: "table-top" }, el("h2", {}, title), el("div", { class: "table-tools" }, filter,
      el("button", { type: "button", class: "boxed", "data-focus": "csv", onclick: () => save(csv(rowsOf(store.now)), "csv", "text/csv") }, "CSV"),
      el("button", { type: "button", class: "boxed", "data-focus": "geojson", onclick: () => save(geojson(rowsOf(store.now)), "geojson", "application/geo+json") }, "GeoJSON"))),
    el("div", { class: "table-scroll", role: "region", "aria-label": title, tabindex: "0" }, grid(rows.slice(0, MOST), heads, now)),
    rows.length > MOST ? el("p", { class: "small" }, `${rows.length - MOST} more rows in the CSV`) : null].filter(Boolean));
    if (focused) place.querySelector(`[data-focus="${focused}"]`)?.focus();
  }
  function grid(rows, heads, now) {
    return el("table", {}, el("thead", {}, el("tr", {}, heads)), el("tbody", {}, rows.map((row) => el("tr", { class: now.select === row.event.id || (row.event.place && now.select === row.event.place.id) ? "chosen" : "" },
      row.cells.map((cell, at) => {
        if (at === 1) return el("td", {}, el("button", { type: "button", class: "row-button", onclick: () => store.set({ select: row.event.id }) }, cell));
        if (at === 3) return el("td", {}, part.tag(cell));
        return el("td", { class: at === 7 ? "figure" : null }, String(cell));
      })))));
  }
  // A cell that a spreadsheet could take for a formula is made plain words.
  function csvCell(value) {
    const text = String(value ?? "");
    const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
    return `"${safe.replace(/"/g, '""')}"`;
  }
  const FIELDS = ["event_id", "day", "place_id", "place", "kind", "status", "scheduled", "happened", "actor", "counterparty", "claims", "sources"];
  const values = (row) => [row.event.id, row.first > -1e6 ? days.iso(row.first) : "", row.event.place ? row.event.place.id : "", row.cells[1], row.event.kind, row.cells[3],
    row.due === null ? "" : days.iso(row.due), row.done === null ? "" : days.iso(row.done), row.event.actor, row.event.counterparty, row.cells[7],
    [...new Set(record.claimsBy(row.event, store.now.day, store.now.clock).map((claim) => claim.source.id))].join(" ")];
  const csv = (rows) => [FIELDS.join(","), ...rows.map((row) => values(row).map(csvCell).join(","))].join("\r\n");
  function geojson(rows) {
    const features = rows.map((row) => {
      const at = stand.anchor(row.event.place);
      const given = values(row);
      return { type: "Feature", id: row.event.id, geometry: at ? { type: "Point", coordinates: [Number(at[1].toFixed(4)), Number(at[0].toFixed(4))] } : null,
        properties: Object.fromEntries(FIELDS.map((name, index) => [name, given[index]])) };
    });
    return JSON.stringify({ type: "FeatureCollection", features });
  }
  const save = (text, ending, type) => kit.save(`${record.case.id}-${days.iso(store.now.day)}.${ending}`, type, text);

  store.on((now, changed) => {
    if (["day", "clock", "lang", "view", "select"].some((one) => changed.has(one))) draw(now);
  });
  return { rowsOf, grid };
}

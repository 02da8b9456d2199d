// Search over all names in all scripts: exact beginnings first, then words inside, then near spellings.

function search(map, record, store, stand, say, root) {
  const { el } = kit;
  const input = root.querySelector("#search-words");
  const list = root.querySelector("#search-found");
  const KINDS = ["district", "city", "town", "corridor", "region", "oblast", "village", "area", "monastery", "airfield"];
  let entries = null;
  const allEntries = () => record.places.flatMap((place) => {
    const seen = new Set();
    return [...place.names, { name: place.id.replace(/-/g, " "), lang: "en" }].filter((one) => {
      const key = kit.plain(one.name);
      return !seen.has(key) && seen.add(key);
    }).map((one) => ({ place, name: one.name, lang: one.lang, key: kit.plain(one.name) }));
  });
  const weight = (place) => (place.cells.length ? 0 : 20) + (KINDS.indexOf(place.kind) < 0 ? KINDS.length : KINDS.indexOf(place.kind));

  function distance(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    let row = Array.from({ length: b.length + 1 }, (_, at) => at);
    for (let i = 1; i <= a.length; i += 1) {
      const next = [i];
      for (let j = 1; j <= b.length; j += 1) {
        next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      }
      if (Math.min(...next) > most) return most + 1;
      row = next;
    }
    return row[b.length];
  }
  function find(text) {
    const wanted = kit.plain(text);
    if (!wanted) return [];
    const most = wanted.length > 7 ? 2 : wanted.length > 4 ? 1 : 0;
    const best = new Map();
    for (const entry of (entries ||= allEntries())) {
      let score = null;
      if (entry.key === wanted) score = 0;
      else if (entry.key.startsWith(wanted)) score = 1;
      else if (entry.key.includes(` ${wanted}`)) score = 2;
      else if (wanted.length > 2 && entry.key.includes(wanted)) score = 3;
      else if (most && distance(wanted, entry.key, most) <= most) score = 4;
      if (score === null) continue;
      const was = best.get(entry.place);
      if (!was || score < was.score) best.set(entry.place, { ...entry, score });
    }
    return [...best.values()].sort((a, b) => a.score - b.score || weight(a.place) - weight(b.place) || a.place.index - b.place.index).slice(0, 9);
  }

  let found = [], active = -1;
  function show() {
    found = find(input.value);
    active = found.length ? 0 : -1;
    draw();
  }
  function draw() {
    const open = Boolean(input.value.trim());
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    if (active >= 0) input.setAttribute("aria-activedescendant", `found-${active}`);
    else input.removeAttribute("aria-activedescendant");
    const rows = found.map((one, at) => {
      const within = record.places[one.place.within];
      const other = kit.plain(one.name) !== kit.plain(say.label(one.place));
      return el("li", { id: `found-${at}`, role: "option", "aria-selected": String(at === active), onmousedown: (event) => { event.preventDefault(); take(at); } },
        el("span", {}, say.named(one.place), other ? el("span", { class: "quiet", lang: one.lang === "und" ? null : one.lang }, ` ${one.name}`) : null),
        el("span", { class: "small" }, [t.of("place", one.place.kind), within ? say.label(within) : ""].filter(Boolean).join(t("count.comma"))));
    });
    list.replaceChildren(...(rows.length ? rows : [el("li", { role: "option", "aria-selected": "false", "aria-disabled": "true" }, t("place.none_found"))]));
  }
  function take(at) {
    const one = found[at];
    if (!one) return;
    input.value = "";
    hide();
    store.set({ select: one.place.id, view: "map" });
    const point = stand.anchor(one.place);
    if (point && !map.getBounds().pad(-0.15).contains(point)) map.panTo(point, { animate: !kit.reduced() });
  }
  function hide() {
    list.hidden = true;
    found = [];
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }
  input.addEventListener("input", show);
  input.addEventListener("blur", hide);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (found.length) active = (active + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length;
      draw();
    } else if (event.key === "Enter") take(active);
    else if (event.key === "Escape") {
      input.value = "";
      hide();
    }
  });
  return { find };
}

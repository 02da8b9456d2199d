// What the reader has chosen: one state, told to every part, kept in the address after the #.

function state(record, root) {
  const first = 0;
  const last = record.case.last;
  const allLayers = record.case.layers.map((layer) => layer.id);
  const viewLayers = record.case.view && record.case.view.layers.length ? record.case.view.layers : allLayers;
  const opening = {
    day: record.case.opens, clock: "true", select: "", lang: record.case.languages[0] || "en",
    layers: viewLayers, view: "map", theme: "", embed: false, at: "", source: "", party: "", kind: "", status: "",
  };
  const SIFTED = ["source", "party", "kind", "status"];
  // What can be asked for is known once the reports have been read.
  let known = null;
  const knownOf = () => (known ||= {
    source: new Set(record.sources.map((source) => source.id)), party: new Set(record.parties.map((party) => party.id)),
    kind: new Set(record.events.map((event) => event.kind)),
    status: new Set(record.events.flatMap((event) => [event.status, ...event.known.map((step) => step[1])])),
  });
  const sifted = (query) => Object.fromEntries(SIFTED.map((field) =>
    [field, record.whole && query.has(field) && knownOf()[field].has(query.get(field)) ? query.get(field) : ""]));
  const now = { ...opening };
  const listeners = [], followers = [];
  let started = false;

  const inside = (day) => Math.min(last, Math.max(first, day));

  const asking = () => new URLSearchParams(location.hash.slice(1) || document.documentElement.dataset.state || "");
  function read(query = asking()) {
    const day = record.days.fromIso(query.get("date"));
    const langs = [...record.case.languages, "printed"];
    const layers = query.has("layers") ? query.get("layers").split(",").filter((one) => allLayers.includes(one)) : null;
    return {
      day: inside(day === null ? opening.day : day),
      clock: query.get("clock") === "known" ? "known" : "true",
      select: (query.get("select") || "").slice(0, 200),
      lang: langs.includes(query.get("lang")) ? query.get("lang") : opening.lang,
      layers: layers || opening.layers,
      view: query.get("view") === "table" ? "table" : "map",
      theme: ["light", "dark"].includes(query.get("theme")) ? query.get("theme") : "",
      embed: query.has("embed"),
      at: /^-?\d{1,2}(\.\d+)?,-?\d{1,3}(\.\d+)?,\d{1,2}(\.\d+)?$/.test(query.get("at") || "") ? query.get("at") : "",
      ...sifted(query),
    };
  }

  function address(part = now) {
    const query = new URLSearchParams();
    query.set("date", record.days.iso(part.day));
    query.set("clock", part.clock);
    if (part.select) query.set("select", part.select);
    if (part.lang !== opening.lang) query.set("lang", part.lang);
    if (part.layers.join() !== opening.layers.join()) query.set("layers", part.layers.join(","));
    for (const field of SIFTED) if (part[field]) query.set(field, part[field]);
    query.set("view", part.view);
    if (part.theme) query.set("theme", part.theme);
    if (part.at) query.set("at", part.at);
    const words = query.toString().replace(/%2C/g, ",").replace(/%3A/g, ":");
    return part.embed ? `#embed&${words}` : `#${words}`;
  }

  let writing = 0;
  function write() {
    clearTimeout(writing);
    writing = setTimeout(() => {
      try {
        history.replaceState(null, "", address());
      } catch {
        // A page without an address of its own, as in a notebook, has nothing to follow.
      }
    }, 120);
  }

  function set(change) {
    const changed = new Set();
    if ("day" in change) change.day = inside(change.day);
    for (const [name, value] of Object.entries(change)) {
      if (String(now[name]) !== String(value)) {
        now[name] = value;
        changed.add(name);
      }
    }
    if (!changed.size) return;
    if (SIFTED.some((field) => changed.has(field))) changed.add("sift");
    for (const listener of listeners) listener(now, changed);
    follow(changed);
    write();
  }
  // Words follow a step of the slider in the quiet after its frame, and whatever else at once.
  const late = new Set();
  function follow(changed) {
    const asked = late.size > 0;
    for (const name of changed) late.add(name);
    if (changed.size > 1 || !changed.has("day")) tellLate();
    else if (!asked) kit.inTurn([tellLate]);
  }
  function tellLate() {
    const changed = new Set(late);
    late.clear();
    if (changed.size) for (const follower of followers) follower(now, changed);
  }

  const opened = asking();
  Object.assign(now, read(opened));
  addEventListener("hashchange", () => set(read()));

  const all = () => new Set([...Object.keys(now), "sift"]);
  return {
    now, set, address, last, SIFTED,
    // A part made after the start is told of everything at once.
    on: (listener) => {
      listeners.push(listener);
      if (started) listener(now, all());
    },
    after: (follower) => {
      followers.push(follower);
      if (started) follower(now, all());
    },
    start: () => {
      started = true;
      for (const listener of [...listeners, ...followers]) listener(now, all());
    },
    has: (layer) => now.layers.includes(layer) || !allLayers.includes(layer),
    // What the address asked of the reports at the opening is heard when they are there.
    sift: () => set(sifted(opened)),
    root,
  };
}

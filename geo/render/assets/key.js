// The key: what the colours and textures mean, how much of each there is, and which layers show.

function key(record, store, paint, glyphs, say, stand, measure, root) {
  const { el } = kit;
  const box = root.querySelector(".key");
  const folded = root.querySelector(".key-button");
  const layers = new Map(record.case.layers.map((layer) => [layer.id, layer]));
  const titleOf = (layer) => kit.ofLanguage(layer.title) || layer.id;

  const hasTint = (id) => measure.classes.includes(`tint/${id}`);
  const fought = new Set(record.states.filter((now) => now.how === "fighting").map((now) => now.holder));
  const short = innerWidth < 1100;
  function nameOf(sort) {
    const [kind, a, b] = sort.split("/");
    if (kind === "agreed") {
      const many = measure.classes.filter((one) => one.startsWith("agreed")).length > 1;
      return many ? t("key.agreed_to", { party: say.party(b) }) : t("key.agreed");
    }
    if (kind === "contested") return t("key.contested");
    if (kind === "tint") return t("key.handed_over", { party: say.party(a) });
    return hasTint(a) && fought.has(a) ? t(store.now.embed ? "key.by_fighting" : "key.in_fighting", { party: say.party(a) }) : say.party(a);
  }

  function head(layer, extra = null) {
    const input = el("input", { type: "checkbox", checked: store.has(layer.id), onchange: (event) => {
      const chosen = record.case.layers.map((one) => one.id).filter((id) => (id === layer.id ? event.target.checked : store.now.layers.includes(id)));
      store.set({ layers: chosen });
    } });
    input.checked = store.now.layers.includes(layer.id);
    return el("div", { class: "key-head" }, el("label", {}, input, el("span", {}, titleOf(layer))),
      el("button", { type: "button", class: "limits", "aria-label": t("key.limits_of", { layer: titleOf(layer) }),
        onclick: () => store.set({ select: `about-limits:${layer.id}` }) }, t("key.limits")), extra);
  }

  function groundRows(now) {
    const sums = measure.km2(now.day, now.clock);
    const dotted = record.cells.some((cell) => {
      const state = cell.quiet ? null : record.stateOf(cell, now.day, now.clock);
      return state && ["claimed", "unconfirmed"].includes(state.status);
    });
    const everDotted = record.states.find((state) => ["claimed", "unconfirmed"].includes(state.status));
    const sorted = measure.classes.slice().sort((a, b) => place(a) - place(b));
    const rows = sorted.filter((sort) => !sort.startsWith("contested")).map((sort) => row(sort, nameOf(sort), sums.get(sort)));
    const contested = sorted.filter((sort) => sort.startsWith("contested"));
    const open = contested.reduce((sum, sort) => sum + sums.get(sort), 0);
    const small = [];
    if (contested.length) small.push(el("span", { class: `key-small${open ? "" : " key-none"}` },
      paint.swatch(contested.find((sort) => sums.get(sort) > 0) || contested[0]), open ? t("key.contested_km2", { number: open }) : t("key.contested_none")));
    if (everDotted) small.push(el("span", { class: `key-small${dotted ? "" : " key-none"}` }, paint.swatch(`dotted/${everDotted.holder}`), t("key.unconfirmed")));
    const line = record.edges.some((edge) => edge.approximate)
      ? el("div", { class: "key-small" }, kit.svg("svg", { class: "swatch-line", width: 26, height: 14, viewBox: "0 0 26 14", "aria-hidden": "true" },
        kit.svg("path", { class: "edge edge-rough", d: "M0 7h26" })), t("key.approximate")) : null;
    return [rows, small.length ? el("div", { class: "key-pair" }, small) : null, line];
  }
  const place = (sort) => ["plain", "agreed", "contested", "tint"].indexOf(sort.split("/")[0]) * 10 +
    (sort.startsWith("plain") ? [0, 25, 45][sort.split("/")[1] === firstHolder ? 0 : fought.has(sort.split("/")[1]) ? 1 : 2] : 0);
  const firstHolder = (measure.classes.find((sort) => sort.startsWith("plain")) || "plain/").split("/")[1];
  function row(sort, name, km2) {
    const none = !km2 || km2 < 0.5;
    const figure = el("span", { class: "key-number" }, none ? "–" : kit.number(km2));
    const node = el("div", { class: `key-row${none ? " key-none" : ""}` }, paint.swatch(sort), el("span", {}, name), figure);
    figures.set(sort, { node, figure });
    return node;
  }
  // From day to day mostly the figures change: then only they are written.
  const figures = new Map();
  function rewrite(sums) {
    for (const [sort, { node, figure }] of figures) {
      const km2 = sums.get(sort);
      const none = !km2 || km2 < 0.5;
      const text = none ? "–" : kit.number(km2);
      if (figure.textContent === text) continue;
      figure.textContent = text;
      node.classList.toggle("key-none", none);
    }
  }

  const posts = record.events.filter((event) => glyphs.isPost(event));
  const kinds = new Set(posts.map((event) => glyphs.shapeOf(event, { status: "completed" })));
  const party = record.parties.find((one) => posts.some((event) => record.partyOf.get(event.actor) === one.id));
  const style = party ? `--who:var(--p${party.index})` : null;
  const shown = ["post", "command", "temporary", "base", "checkpoint", "border", "centre"].filter((shape) => kinds.has(shape) || kinds.has(`${shape}-open`));
  if (posts.some((event) => event.known.some(([, status]) => ["planned", "agreed"].includes(status)))) shown.push("planned");
  const soft = posts.some((event) => event.place && event.place.radius >= 1500);
  const band = record.events.some((event) => event.kind === "deployment" && event.place && event.place.kind === "line");
  // Numbers of all posts, not of one zone: those of the event that most reports count in.
  const counts = (claim) => /^(observation-)?posts?$/.test(claim.unit) && claim.quantity > 2 && ["completed", "underway"].includes(claim.status);
  const counted = record.events.map((event) => event.claims.filter(counts)).sort((a, b) => b.length - a.length)[0] || [];
  const hasPresence = record.events.some((event) => stand.isPresence(event));

  function postRows(now) {
    const rows = shown.map((shape) => el("span", { class: "key-small", style }, glyphs.icon(shape), glyphs.nameOf(shape)));
    const out = [el("div", { class: "key-pair" }, rows)];
    if (band) out.push(el("div", { class: "key-small", style }, el("span", { class: "swatch-band" }), t("key.along_line")));
    if (soft) out.push(el("div", { class: "key-small", style }, el("span", { class: "swatch-soft" }), t("key.within_area")));
    const reported = postCount(now);
    const placed = placedPosts(now);
    if (kinds.size) out.push(el("p", { class: "key-note" }, reported ? t("count.posts_placed", { number: reported, placed }) : placed ? t("key.placed_alone", { placed }) : t("key.no_posts")));
    return out;
  }
  const placedPosts = (now) => stand.standing(now).filter((one) => one.post && !["planned", "border"].includes(one.shape)).length;
  function postCount(now) {
    let best = null;
    for (const claim of counted) {
      const on = now.clock === "true" && claim.when && claim.when[1] !== null ? Math.min(claim.when[1], claim.known ?? 1e9) : claim.known;
      if (on !== null && on <= now.day && (!best || on >= best.on)) best = { on, n: claim.quantity };
    }
    return best ? best.n : 0;
  }

  let drawn = "";
  function draw(now, fresh) {
    const sums = measure.km2(now.day, now.clock);
    let open = 0, dotted = false;
    for (const [sort, km2] of sums) if (sort.startsWith("contested")) open += km2;
    for (const cell of record.cells) {
      const state = cell.quiet || dotted ? null : record.stateOf(cell, now.day, now.clock);
      dotted = dotted || Boolean(state && (state.status === "claimed" || state.status === "unconfirmed"));
    }
    const told = [kit.number(open), dotted, postCount(now), placedPosts(now)].join();
    if (!fresh && told === drawn) return rewrite(sums);
    drawn = told;
    const control = layers.get("control");
    const keepers = layers.get("peacekeepers");
    const rest = record.case.layers.filter((layer) => layer !== control && layer !== keepers);
    const focused = document.activeElement && box.contains(document.activeElement)
      ? [...box.querySelectorAll("input, button")].indexOf(document.activeElement) : -1;
    box.replaceChildren(...[
      control ? el("div", { class: "key-group" }, head(control, el("span", { class: "key-unit" }, t("key.km2"))), groundRows(now)) : null,
      keepers && hasPresence ? el("div", { class: "key-group" }, head(keepers), postRows(now)) : null,
      rest.length ? el("div", { class: "key-group key-rest" }, rest.map((layer) => head(layer))) : null,
    ].filter(Boolean));
    if (focused >= 0) box.querySelectorAll("input, button")[focused]?.focus();
    return null;
  }

  folded.addEventListener("click", () => {
    const open = box.classList.toggle("key-open");
    folded.setAttribute("aria-expanded", String(open));
    folded.textContent = t(open ? "key.close" : "key.show");
  });
  store.after((now, changed) => {
    if (["day", "clock", "layers", "lang"].some((one) => changed.has(one))) draw(now, !(changed.size === 1 && changed.has("day")));
  });
  return { nameOf, short, titleOf };
}

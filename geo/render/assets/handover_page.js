// The page: reads the data, makes the parts, and starts them.

// The data are JSON; those of a large case travel deflated and in base64.
function handover_page(map, root) {
  const plain = root.querySelector('script[type="application/json"]');
  if (plain) draw_page(map, root, JSON.parse(plain.textContent));
  else unpacked(root.querySelector("script[data-packed]").textContent).then((data) => draw_page(map, root, data));
}

async function unpacked(packed) {
  const letters = atob(packed);
  const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return JSON.parse(await new Response(stream).text());
}

function draw_page(map, root, data) {
  Object.assign(texts, data.texts);
  const record = records(data);
  const store = state(record, root);
  const paint = shapes(record);
  const glyphs = symbols();
  const say = words(record, store);
  if (store.now.embed) root.classList.add("embed");
  if (store.now.theme) document.documentElement.dataset.theme = store.now.theme;

  const only = sift(record, store, say, root);
  const soil = ground(map, record, store, paint, only);
  const stand = marks(map, record, store, paint, glyphs, say, only);
  const card = cards(map, record, store, paint, glyphs, stand, soil, say, only, root);
  const measure = bands(record, store, paint, glyphs, say);
  const names = key(record, store, paint, glyphs, say, stand, measure, root);
  const part = pieces(record, store, paint, glyphs, say, only);
  search(map, record, store, stand, say, root);
  const rows = table(record, store, stand, say, part, only, root);
  const shot = picture(record, store, say, root);
  surrounds(map, record, store, say, part, rows, shot, root);
  const time = dock(record, store, paint, say, measure, root);
  let lettering = null;

  // Where the reader has moved the map stands in the address too; the whole ground is the rule.
  function followView() {
    const [lat, lon, zoom] = store.now.at.split(",").map(Number);
    if (store.now.at) map.setView([lat, lon], zoom, { animate: false });
    else card.whole();
  }
  function steady() {
    let moved = false;
    for (const kind of ["dragstart", "zoomstart", "keydown"]) map.on(kind, () => { moved = true; });
    map.on("moveend", () => {
      const { lat, lng } = map.getCenter();
      if (moved) store.set({ at: `${lat.toFixed(4)},${lng.toFixed(4)},${Number(map.getZoom().toFixed(2))}` });
      moved = false;
    });
    root.querySelector('[data-zoom="all"]').addEventListener("click", () => setTimeout(() => {
      moved = false;
      store.set({ at: "" });
    }, 400));
    // One finger scrolls the page and two move the map; inside another page the wheel is not taken either.
    if (matchMedia("(pointer: coarse)").matches && (store.now.embed || innerWidth < 900)) {
      map.dragging.disable();
      map.getContainer().style.touchAction = "pan-x pan-y";
    }
    if (store.now.embed) map.scrollWheelZoom.disable();
  }

  let asked = 0;
  function redraw() {
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(() => {
      stand.place();
      if (lettering) lettering.place();
    });
  }
  // The most telling place of a cell: that of its last change, else the smallest around it.
  function placeOf(cell) {
    const now = record.stateOf(cell, store.now.day, store.now.clock);
    const moved = now && now.how !== "held" ? now.events.map((event) => event.place) : now && now.status === "agreed"
      ? now.events.filter((event) => event.kind === "handover").map((event) => event.place) : [];
    const own = moved.find((place) => place && cell.within.has(place.index));
    if (own) return own;
    const size = (place) => place.cells.reduce((sum, one) => sum + one.km2, 0);
    return [...cell.within].map((at) => record.places[at]).sort((a, b) => size(a) - size(b))[0];
  }
  map.on("handover:ground", ({ cell }) => {
    const place = placeOf(cell);
    if (place) store.set({ select: place.id });
  });
  store.on((now, changed) => {
    if (changed.has("select")) {
      const event = record.byEvent.get(now.select);
      soil.outline(record.byPlace.get(now.select) || (event ? event.place : null));
    }
    if (["day", "clock", "lang", "layers", "theme", "embed", "sift"].some((one) => changed.has(one))) redraw();
  });

  addTiles(map, record, root);
  store.start();
  // All that has a size stands before the map is first laid out, so that it is laid out once.
  map.invalidateSize({ animate: false });
  followView();
  card.drawScale();
  stand.place();
  map.on("moveend zoomend resize viewreset", redraw);
  steady();
  let waiting = 0;
  let size = [root.clientWidth, root.clientHeight].join();
  let wide = innerWidth;
  new ResizeObserver(() => {
    const now = [root.clientWidth, root.clientHeight].join();
    if (now === size) return;
    size = now;
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      map.invalidateSize({ animate: false });
      if (Math.abs(wide - innerWidth) > 120 && !store.now.at) card.whole();
      wide = innerWidth;
      time.draw();
      redraw();
    }, 80);
  }).observe(root);

  // A sheet of paper has a width of its own: what measures itself is laid out before and after printing.
  function onPaper(printing) {
    root.classList.toggle("on-paper", printing);
    map.invalidateSize({ animate: false });
    followView();
    time.draw();
    stand.place();
    lettering.place(true);
  }
  addEventListener("beforeprint", () => onPaper(true));
  addEventListener("afterprint", () => onPaper(false));

  // Ready: the map is drawn, key and slider answer.  The words on and beside it follow at once.
  const words_ = () => panel(record, store, paint, glyphs, say, part, card, names, measure, only, root);
  if (store.now.select) words_();
  kit.inTurn([() => {
    lettering = labels(map, record, store, paint, stand, say, root);
    lettering.place();
  }, ...(store.now.select ? [] : [words_]), () => { root.dataset.settled = "true"; }]);
  root.dataset.ready = "true";
}

// Tiles are an option of the build; the reader switches them on.
function addTiles(map, record, root) {
  if (!record.tiles) return;
  const layer = L.tileLayer(record.tiles.address, { maxZoom: record.tiles.maxZoom, subdomains: record.tiles.subdomains, pane: "hm-base", attribution: "" });
  const input = kit.el("input", { type: "checkbox", onchange: () => (input.checked ? layer.addTo(map) : layer.remove()) });
  root.querySelector(".on-map").append(kit.el("label", { class: "tiles" }, input, kit.el("span", {}, t("tool.tiles", { credit: [record.tiles.name, record.tiles.credit].filter(Boolean).join(t("count.comma")) }))));
}

// The page: draws the ground of the day with its slider, and brings the reports in after that.

// The data are JSON; the reports of a large case travel deflated and in base64.
async function unpacked(packed) {
  const letters = atob(packed);
  const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return JSON.parse(await new Response(stream).text());
}

// Scripts that the first frame does without stand in the page as words, and run when they are asked for.
function runLater(root, name) {
  const words = root.querySelector(`script[data-later="${name}"]`);
  if (!words) return;
  const script = document.createElement("script");
  script.textContent = words.textContent;
  document.head.append(script);
}

function firstFrame(root) {
  const data = JSON.parse(root.querySelector("script[data-ground]").textContent);
  Object.assign(texts, data.texts);
  const record = terrain(data);
  const store = state(record, root);
  if (store.now.embed) root.classList.add("embed");
  if (store.now.theme) document.documentElement.dataset.theme = store.now.theme;
  const paint = shapes(record);
  // Nothing is left out until the reports have been read.
  const only = { active: () => false, ground: () => true, event: () => true };
  const plan = plane(root.querySelector(".folium-map"));
  const soil = ground(plan, record, store, paint, only);
  const time = dock(record, store, root);
  const frame = framing(plan, record, store, root);
  const page = { plan, root, record, store, paint, only, soil, time, frame };

  // All sizes are read before anything is drawn, so that the page is laid out once.
  time.keepRoom();
  const room = frame.padding();
  store.start();
  frame.follow(room);
  // Ready: the ground of the day is drawn, the slider answers.  Map, marks, key and words follow at once.
  root.dataset.ready = "true";
  return page;
}

// In the quiet after the first frame: Leaflet, where it does not stand yet, then the reports.
function theRest(page, makeMap) {
  const { root, plan, record, frame } = page;
  const tell = (reports) => kit.inTurn(handover_page.reports(page, reports));
  kit.inTurn([
    () => runLater(root, "leaflet"),
    () => {
      const { x, y } = plan.size();
      const map = makeMap();
      addTiles(map, record, root);
      plan.take(map);
      if (plan.size().x !== x || plan.size().y !== y) frame.follow();
    },
    () => runLater(root, "reports"),
    () => {
      const packed = root.querySelector("script[data-packed]");
      if (packed) unpacked(packed.textContent).then(tell);
      else tell(JSON.parse(root.querySelector("script[data-record]").textContent));
    },
  ]);
}

// Tiles are an option of the build; the reader switches them on.
function addTiles(map, record, root) {
  if (!record.tiles) return;
  const layer = L.tileLayer(record.tiles.address, { maxZoom: record.tiles.maxZoom, subdomains: record.tiles.subdomains, pane: "hm-base", attribution: "" });
  const input = kit.el("input", { type: "checkbox", onchange: () => (input.checked ? layer.addTo(map) : layer.remove()) });
  root.querySelector(".on-map").append(kit.el("label", { class: "tiles" }, input, kit.el("span", {}, t("tool.tiles", { credit: [record.tiles.name, record.tiles.credit].filter(Boolean).join(t("count.comma")) }))));
}

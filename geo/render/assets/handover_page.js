// The page: draws the ground of the day with its slider, and brings the reports in after that.

// The data are JSON; the reports of a large case travel deflated and in base64.
async function unpacked(packed) {
  const letters = atob(packed);
  const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return JSON.parse(await new Response(stream).text());
}

// Scripts that the first frame does without stand in the page as words, and run when they are asked for.
function runLater(root) {
  const script = document.createElement("script");
  script.textContent = root.querySelector("script[data-later]").textContent;
  document.head.append(script);
  return handover_page.reports;
}

function handover_page(map, root) {
  const data = JSON.parse(root.querySelector("script[data-ground]").textContent);
  Object.assign(texts, data.texts);
  const record = terrain(data);
  const store = state(record, root);
  if (store.now.embed) root.classList.add("embed");
  if (store.now.theme) document.documentElement.dataset.theme = store.now.theme;
  const paint = shapes(record);
  // Nothing is left out until the reports have been read.
  const only = { active: () => false, ground: () => true, event: () => true };
  const soil = ground(map, record, store, paint, only);
  const time = dock(record, store, root);
  const frame = framing(map, record, store, soil, root);

  addTiles(map, record, root);
  store.start();
  // All that has a size stands before the map is first laid out, so that it is laid out once.
  map.invalidateSize({ animate: false });
  frame.follow();
  frame.steady();
  const page = { map, root, record, store, paint, only, soil, time, frame };

  // Ready: the ground of the day is drawn, map and slider answer.  Marks, key and words follow at once.
  const packed = root.querySelector("script[data-packed]");
  const plain = root.querySelector("script[data-record]");
  const tell = (reports) => kit.inTurn(runLater(root)(page, reports));
  kit.inTurn([() => (packed ? unpacked(packed.textContent).then(tell) : tell(JSON.parse(plain.textContent)))]);
  root.dataset.ready = "true";
}

// Tiles are an option of the build; the reader switches them on.
function addTiles(map, record, root) {
  if (!record.tiles) return;
  const layer = L.tileLayer(record.tiles.address, { maxZoom: record.tiles.maxZoom, subdomains: record.tiles.subdomains, pane: "hm-base", attribution: "" });
  const input = kit.el("input", { type: "checkbox", onchange: () => (input.checked ? layer.addTo(map) : layer.remove()) });
  root.querySelector(".on-map").append(kit.el("label", { class: "tiles" }, input, kit.el("span", {}, t("tool.tiles", { credit: [record.tiles.name, record.tiles.credit].filter(Boolean).join(t("count.comma")) }))));
}

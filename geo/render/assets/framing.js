// What of the ground is seen: all of it beside the cards, or what the address names; zoom and scale.

function framing(map, record, store, soil, root) {
  const scale = root.querySelector(".scale span");
  // Until the cards stand: from the day on that one stands in the end.
  let beside = () => record.first.beside !== null && store.now.day >= record.first.beside && store.has("peacekeepers");
  let fitted = "";

  function drawScale() {
    const size = map.getSize();
    const [a, b] = [map.containerPointToLatLng([0, size.y / 2]), map.containerPointToLatLng([100, size.y / 2])];
    const metres = map.distance(a, b);
    const nice = [100, 200, 500, 1000, 2000, 5000, 10000, 25000, 50000, 100000, 250000, 500000].filter((one) => one <= metres).pop() || 100;
    scale.style.width = `${(100 * nice) / metres}px`;
    scale.textContent = nice >= 1000 ? t("card.km", { number: nice / 1000 }) : t("card.m", { number: nice });
  }

  // Room for what stands on the map.
  function padding() {
    const size = map.getSize();
    if (store.now.embed && size.x > 640) return { paddingTopLeft: [226, 10], paddingBottomRight: [206, 10] };
    if (store.now.embed) return { paddingTopLeft: [8, 84], paddingBottomRight: [8, 8] };
    if (size.x < 620 || root.classList.contains("on-paper")) return { padding: [8, 8] };
    const key = root.querySelector(".key");
    const left = key.offsetParent === null ? 16 : 300;
    const right = !beside() ? 60 : size.x > 860 ? 242 : 40;
    return { paddingTopLeft: [left, 10], paddingBottomRight: [right, 10] };
  }
  function whole(animate = false) {
    const box = record.case.view ? null : soil.bounds();
    const [w, s, e, n] = record.case.extent;
    const { zoomSnap } = map.options;
    map.options.zoomSnap = 0;
    const room = padding();
    fitted = String(Object.values(room));
    map.fitBounds(box || [[s, w], [n, e]], { ...room, animate: animate && !kit.reduced() });
    map.options.zoomSnap = zoomSnap;
  }
  root.querySelector(".zoom").addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.zoom === "in") map.zoomIn(1);
    if (button.dataset.zoom === "out") map.zoomOut(1);
    if (button.dataset.zoom === "all") whole(true);
  });

  // Where the reader has moved the map stands in the address too; the whole ground is the rule.
  function follow() {
    const [lat, lon, zoom] = store.now.at.split(",").map(Number);
    if (store.now.at) map.setView([lat, lon], zoom, { animate: false });
    else whole();
  }
  // The cards stand: fit again where they leave another room than was thought.
  function settle(cardsBeside) {
    beside = cardsBeside;
    if (!store.now.at && fitted && fitted !== String(Object.values(padding()))) whole();
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

  map.on("zoomend moveend resize", drawScale);
  return { whole, follow, settle, steady, drawScale };
}

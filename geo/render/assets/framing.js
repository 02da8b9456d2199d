// What of the ground is seen: all of it beside the cards, or what the address names; zoom and scale.

function framing(plan, record, store, root) {
  const scale = root.querySelector(".scale span");
  const GAP_PX = 8;
  // Cards that do not stand yet when the ground is fitted beside them, as wide as their styles say.
  const NOWHERE_PX = 218 + 16;
  const DAY_PX = 190 + 12;
  const ZOOM_PX = 44 + 16;
  // Until the cards stand: from the day on that one stands in the end.
  let beside = () => record.first.beside !== null && store.now.day >= record.first.beside && store.has("peacekeepers");
  let fitted = "";
  let byReader = false, byPage = false;

  function drawScale() {
    const metres = plan.metres();
    const nice = [100, 200, 500, 1000, 2000, 5000, 10000, 25000, 50000, 100000, 250000, 500000].filter((one) => one <= metres).pop() || 100;
    scale.style.width = `${(100 * nice) / metres}px`;
    scale.textContent = nice >= 1000 ? t("card.km", { number: nice / 1000 }) : t("card.m", { number: nice });
  }

  // Room for what stands on the map.
  function padding() {
    const { x } = plan.size();
    const room = (left, top, right, bottom) => ({ topLeft: [left, top], bottomRight: [right, bottom] });
    const key = root.querySelector(".key");
    const left = key.offsetParent === null ? 16 : key.offsetLeft + key.offsetWidth + GAP_PX;
    if (store.now.embed && x > 640) return room(left, 10, DAY_PX + GAP_PX, 10);
    if (store.now.embed) return room(8, 84, 8, 8);
    if (root.classList.contains("on-paper")) return room(8, 8, 8, 8);
    if (x < 620) return room(8, 8, ZOOM_PX, 8);
    return room(left, 10, !beside() ? 60 : x > 800 ? NOWHERE_PX + GAP_PX : 40, 10);
  }
  const fitFor = (room) => JSON.stringify([room, plan.size().x, plan.size().y]);
  function whole(animate = false, room = padding()) {
    const [west, south, east, north] = (!record.case.view && record.box) || record.case.extent;
    fitted = fitFor(room);
    byPage = Boolean(plan.map);
    plan.show(plan.fit([[south, west], [north, east]], room), animate && !kit.reduced());
  }
  root.querySelector(".zoom").addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.zoom === "in") plan.map?.zoomIn(1);
    if (button.dataset.zoom === "out") plan.map?.zoomOut(1);
    if (button.dataset.zoom === "all") {
      whole(true);
      store.set({ at: "" });
    }
  });

  // Where the reader has moved the map stands in the address too; the whole ground is the rule.
  function follow(room = padding()) {
    const [lat, lon, zoom] = store.now.at.split(",").map(Number);
    if (store.now.at) plan.show({ lat, lon, zoom });
    else whole(false, room);
  }
  // The words stand: fit again where they leave the map another room than was thought.
  function settle(cardsBeside) {
    beside = cardsBeside;
    plan.map.invalidateSize({ animate: false });
    if (!store.now.at && fitted && fitted !== fitFor(padding())) whole();
  }
  function steady(map) {
    for (const kind of ["dragstart", "zoomstart", "keydown"]) map.on(kind, () => { byReader = true; });
    map.on("moveend", () => {
      const { lat, lng } = map.getCenter();
      if (byReader && !byPage) store.set({ at: `${lat.toFixed(4)},${lng.toFixed(4)},${Number(map.getZoom().toFixed(2))}` });
      byReader = byPage = false;
    });
    // One finger scrolls the page and two move the map; inside another page the wheel is not taken either.
    if (matchMedia("(pointer: coarse)").matches && (store.now.embed || innerWidth < 900)) {
      map.dragging.disable();
      map.getContainer().style.touchAction = "pan-x pan-y";
    }
    if (store.now.embed) map.scrollWheelZoom.disable();
  }

  plan.onView(drawScale);
  plan.withMap((map) => {
    map.on("zoomend moveend resize", drawScale);
    steady(map);
  });
  return { padding, whole, follow, settle };
}

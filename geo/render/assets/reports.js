// What the reports tell, brought to the page that shows the ground: marks, key, bands, words, panel.

// Gives what is left to do in turn.
function reports(page, data) {
  const { root, store, paint, soil, time, frame } = page;
  const { map } = page.plan;
  const record = records(page.record, data);
  const glyphs = symbols();
  const say = words(record, store);
  const only = Object.assign(page.only, sift(record, store, say, root));
  const stand = marks(map, record, store, paint, glyphs, say, only);
  const card = cards(map, record, store, paint, glyphs, stand, soil, say, only, root);
  const measure = bands(record, store, paint, glyphs, say, only);
  const names = key(record, store, paint, glyphs, say, stand, measure, root);
  const part = pieces(record, store, paint, glyphs, say, only);
  search(map, record, store, stand, say, root);
  const rows = table(record, store, stand, say, part, only, root);
  const shot = picture(record, store, say, root);
  surrounds(map, record, store, say, part, rows, shot, root);
  let lettering = null;

  let asked = 0;
  function redraw(act) {
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(act);
  }
  function letter() {
    if (lettering) lettering.place();
  }
  const both = () => {
    stand.place();
    letter();
  };
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
    if (changed.size === 1 && changed.has("day")) redraw(stand.place);
    else if (["day", "clock", "lang", "layers", "theme", "embed", "sift"].some((one) => changed.has(one))) redraw(both);
  });
  store.after((now, changed) => {
    if (changed.size === 1 && changed.has("day")) letter();
    else if (changed.has("day")) redraw(both);
  });

  store.sift();
  soil.enlist();
  time.dress(say, measure, only);
  frame.settle(card.beside);
  stand.place();
  map.on("moveend zoomend resize viewreset", () => redraw(both));
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
      if (Math.abs(wide - innerWidth) > 120 && !store.now.at) frame.whole();
      wide = innerWidth;
      time.draw();
      redraw(both);
    }, 80);
  }).observe(root);

  // A sheet of paper has a width of its own: what measures itself is laid out before and after printing.
  function onPaper(printing) {
    root.classList.toggle("on-paper", printing);
    map.invalidateSize({ animate: false });
    frame.follow();
    time.draw();
    stand.place();
    lettering.place(true);
  }
  addEventListener("beforeprint", () => onPaper(true));
  addEventListener("afterprint", () => onPaper(false));

  const words_ = () => panel(record, store, paint, glyphs, say, part, card, names, measure, only, root);
  if (store.now.select) words_();
  return [() => {
    lettering = labels(map, record, store, paint, stand, say, root);
    lettering.place();
  }, ...(store.now.select ? [] : [words_]), () => { root.dataset.settled = "true"; }];
}

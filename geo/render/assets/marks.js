// Posts, events and soft circles on the map, and the layer that labels share with them.

function marks(map, record, store, paint, glyphs, say, only) {
  const { svg } = kit;
  const MERGE_PX = 9;
  const SOFT_M = 1500;
  const MOST_SYMBOLS = 60;
  const MOST_GROUPS = 150;
  const MOST_NAMES = 9;
  const MARGIN = 0.5;
  const HIT_PX = 9;
  const CROSS_PX = 9;
  const pane = map.createPane("hm-marks");
  pane.style.zIndex = 450;
  pane.style.pointerEvents = "none";
  const soft = svg("g", { class: "soft" });
  const symbolLayer = svg("g", { class: "marks" });
  const labelLayer = svg("g", { class: "labels" });
  const root = svg("svg", { class: "marks-root leaflet-zoom-hide", "aria-hidden": "true" }, soft, symbolLayer, labelLayer);
  const canvas = document.createElement("canvas");
  canvas.className = "leaflet-zoom-hide";
  canvas.style.position = "absolute";
  pane.append(canvas, root);
  let stamp = null, image = null;
  store.on((now, changed) => { if (changed.has("theme")) stamp = null; });

  const gradients = record.parties.map((party) => svg("radialGradient", { id: `soft-${party.index}` },
    [[0, 0.42], [0.55, 0.24], [1, 0]].map(([at, opacity]) => svg("stop",
      { offset: at, style: `stop-color:var(--p${party.index});stop-opacity:${opacity}` }))));
  root.append(svg("defs", {}, gradients));

  // The point of a place: its own, or one well inside its shape.
  const anchors = new Map();
  function anchor(place) {
    if (!place) return null;
    if (!anchors.has(place)) {
      let found = place.lon === null ? null : [place.lat, place.lon];
      if (!found && place.area && place.area.shape.length) found = heart(place.area.shape);
      if (!found && place.cells.length) found = heart(place.cells.flatMap((cell) => cell.shape));
      if (!found && place.area && place.area.line.length) found = middle(place.area.line);
      anchors.set(place, found);
    }
    return anchors.get(place);
  }
  function middle(lines) {
    const longest = lines.slice().sort((a, b) => b.length - a.length)[0];
    return longest[Math.floor(longest.length / 2)];
  }
  // The point of the largest polygon that is furthest from its outline, on a coarse grid.
  function heart(shape) {
    const size = (ring) => Math.abs(ring.reduce((sum, point, at) => {
      const next = ring[(at + 1) % ring.length];
      return sum + point[1] * next[0] - next[1] * point[0];
    }, 0));
    const ring = shape.map((rings) => rings[0]).sort((a, b) => size(b) - size(a))[0];
    const box = L.latLngBounds(ring);
    const squeeze = Math.cos((box.getCenter().lat * Math.PI) / 180);
    const steps = 22;
    let best = null;
    for (let i = 1; i < steps; i += 1) {
      for (let j = 1; j < steps; j += 1) {
        const point = [box.getSouth() + ((box.getNorth() - box.getSouth()) * i) / steps,
          box.getWest() + ((box.getEast() - box.getWest()) * j) / steps];
        if (!contains(ring, point)) continue;
        let near = Infinity;
        for (const other of ring) {
          // Words are wide and low, so room to the sides counts more than room above.
          near = Math.min(near, Math.hypot((other[1] - point[1]) * squeeze, (other[0] - point[0]) * 1.6));
        }
        if (!best || near > best.near) best = { near, point };
      }
    }
    return best ? best.point : [box.getCenter().lat, box.getCenter().lng];
  }
  function contains(ring, [lat, lon]) {
    let inside = false;
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
      const [a, b] = [ring[i], ring[j]];
      if ((a[0] > lat) !== (b[0] > lat) && lon < ((b[1] - a[1]) * (lat - a[0])) / (b[0] - a[0]) + a[1]) inside = !inside;
    }
    return inside;
  }

  const present = (event) => {
    const party = record.byParty.get(record.partyOf.get(event.actor));
    return party || null;
  };
  const { drawable, standing, isPresence } = presences(record, store, glyphs, only, anchor);

  let groups = [];
  function place() {
    const size = map.getSize();
    const corner = map.containerPointToLayerPoint([0, 0]);
    L.DomUtil.setPosition(root, corner);
    // A drawing whose size is set is laid out anew, even where the size stays.
    if (root.getAttribute("width") !== String(size.x)) root.setAttribute("width", size.x);
    if (root.getAttribute("height") !== String(size.y)) root.setAttribute("height", size.y);
    const view = [map.getZoom(), map.getPixelOrigin(), size, corner].join();
    const all = standing(store.now);
    const passing = all.filter((one) => !one.post);
    const many = passing.length > MOST_SYMBOLS;
    dot(many ? passing : [], size, corner);
    // What stands for long is asked for day after day, and lies where it lay.
    for (const one of all) if (one.view !== view && (one.post || !many)) Object.assign(one, { view, point: map.latLngToContainerPoint(one.at) });
    const within = (at, wide) => at > -MARGIN * wide && at < (1 + MARGIN) * wide;
    const shown = all.filter(({ post, point }) => (post || !many) && within(point.x, size.x) && within(point.y, size.y));
    groups = gathered(shown, MERGE_PX, MOST_GROUPS);
    drawSymbols();
    const isSoft = ({ event: { place: at } }) => at.radius >= SOFT_M && !say.isSettlement(at);
    const circles = shown.filter(isSoft);
    drawCircles(circles.length > MOST_GROUPS ? groups.filter(isSoft) : circles);
  }
  // Most days change few of the posts: what stands as it stood is not laid out and painted anew.
  let symbols_ = new Map();
  function drawSymbols() {
    const drawn = new Map();
    for (const group of groups) {
      const key = [group.event.id, group.shape, group.point.x, group.point.y].join();
      const one = symbols_.get(key) || symbol(group);
      one.group = group;
      count(one);
      // Those of many are named when somebody asks.
      if (group.members.length <= MOST_NAMES) name(one);
      drawn.set(key, one);
    }
    if ([...drawn.keys()].join("\n") !== [...symbols_.keys()].join("\n")) symbolLayer.replaceChildren(...[...drawn.values()].map((one) => one.node));
    symbols_ = drawn;
  }
  let circled = "";
  function drawCircles(list) {
    const key = list.map((one) => [one.event.id, one.view]).join("\n");
    if (key !== circled) soft.replaceChildren(...list.map(circle));
    circled = key;
  }
  // Too many for a symbol each: crosses on a canvas, found again by where they were drawn.
  let dotted = [];
  let reach = null, room = null;
  function dot(list, size, corner) {
    dotted = list.map((one) => ({ ...one, point: map.latLngToContainerPoint(one.at) }));
    room = list.length ? roomOf(size) : L.bounds([0, 0], [0, 0]);
    const { x, y } = room.getSize();
    canvas.style.display = x && y ? "" : "none";
    if (!x || !y) return;
    const sharp = devicePixelRatio || 1;
    L.DomUtil.setPosition(canvas, room.min.add(corner));
    if (canvas.width !== Math.round(x * sharp) || canvas.height !== Math.round(y * sharp)) {
      canvas.width = Math.round(x * sharp);
      canvas.height = Math.round(y * sharp);
      canvas.style.width = `${x}px`;
      canvas.style.height = `${y}px`;
    }
    canvas.getContext("2d").putImageData(stamped(dotted, sharp), 0, 0);
  }
  // The canvas covers what is seen of where events are at all: each of its pixels is sent anew with each day.
  function roomOf(size) {
    reach ||= L.latLngBounds(record.events.filter(drawable)
      .flatMap((event) => [event.place, ...event.claims.map((claim) => claim.place)]).map(anchor).filter(Boolean));
    const [low, high] = [reach.getSouthWest(), reach.getNorthEast()].map((corner) => map.latLngToContainerPoint(corner));
    const box = L.bounds(low, high);
    const inside = (at, most) => Math.max(0, Math.min(most, at));
    const fit = (point) => L.point(inside(point.x, size.x), inside(point.y, size.y));
    return L.bounds(fit(box.min.subtract([CROSS_PX, CROSS_PX]).floor()), fit(box.max.add([CROSS_PX, CROSS_PX]).ceil()));
  }
  // Pixel by pixel: to stroke thousands of crosses would take several times as long.
  function stamped(list, sharp) {
    const { width, height } = canvas;
    if (!image || image.width !== width || image.height !== height) image = new ImageData(width, height);
    const pixels = new Uint32Array(image.data.buffer).fill(0);
    stamp ||= cross(sharp);
    const { side, ink } = stamp;
    for (const { point } of list) {
      const left = Math.round((point.x - room.min.x) * sharp - side / 2), top = Math.round((point.y - room.min.y) * sharp - side / 2);
      if (left < 0 || top < 0 || left + side > width || top + side > height) continue;
      for (let row = 0, at = 0; row < side; row += 1) {
        const from = (top + row) * width + left;
        for (let column = 0; column < side; column += 1, at += 1) {
          // The alpha stands in the highest byte, and the colour is one: the larger is the darker.
          if (ink[at] > pixels[from + column]) pixels[from + column] = ink[at];
        }
      }
    }
    return image;
  }
  function cross(sharp) {
    const side = Math.ceil(CROSS_PX * sharp);
    const sheet = document.createElement("canvas");
    sheet.width = sheet.height = side;
    const pen = sheet.getContext("2d", { willReadFrequently: true });
    pen.scale(sharp, sharp);
    pen.strokeStyle = getComputedStyle(root).color;
    pen.lineWidth = 1.6;
    const [low, high] = [CROSS_PX / 2 - 3, CROSS_PX / 2 + 3];
    pen.stroke(new Path2D(`M${low} ${low} ${high} ${high}M${high} ${low} ${low} ${high}`));
    return { side, ink: new Uint32Array(pen.getImageData(0, 0, side, side).data.buffer) };
  }
  map.getContainer().addEventListener("click", (event) => {
    if (!dotted.length || event.target.closest("a, button, input, .symbol, .label-choice")) return;
    const at = map.mouseEventToContainerPoint(event);
    const near = dotted.map((one) => ({ one, far: Math.hypot(one.point.x - at.x, one.point.y - at.y) })).sort((a, b) => a.far - b.far)[0];
    if (near.far > HIT_PX) return;
    event.stopPropagation();
    store.set({ select: near.one.event.id });
  }, true);
  function circle(one) {
    const party = present(one.event);
    const metres = 40075016.7 * Math.cos((one.at[0] * Math.PI) / 180) / (256 * 2 ** map.getZoom());
    return svg("circle", { cx: one.point.x, cy: one.point.y, r: one.event.place.radius / metres,
      fill: `url(#soft-${party ? party.index : 0})` });
  }
  function symbol(group) {
    const party = present(group.event);
    const node = glyphs.draw(group.shape, { transform: `translate(${group.point.x - 8} ${group.point.y - 8})`,
      style: party && group.post ? `--who:var(--p${party.index})` : null });
    const one = { node, group, number: null, title: svg("title", {}) };
    node.append(one.title, svg("circle", { class: "s-hit", cx: 8, cy: 8, r: 13 }));
    node.addEventListener("click", (event) => {
      event.stopPropagation();
      store.set({ select: one.group.event.id });
    });
    node.addEventListener("pointerenter", () => name(one));
    return one;
  }
  function name({ title, group: { members } }) {
    const names = members.slice(0, MOST_NAMES).map((one) => say.title(one.event)).join("; ");
    const told = members.length > MOST_NAMES ? `${names}; …` : names;
    if (title.textContent !== told) title.textContent = told;
  }
  // How many one symbol stands for.
  function count(one) {
    const { length } = one.group.members;
    if (length > 1 && !one.number) {
      one.number = [svg("circle", { class: "s-count", cx: 14.5, cy: 1.5 }), svg("text", { class: "s-number", x: 14.5, y: 4.8 })];
      one.node.append(...one.number);
    }
    if (!one.number || one.number[1].textContent === String(length)) return;
    for (const part of one.number) part.style.display = length > 1 ? "" : "none";
    one.number[0].setAttribute("r", length < 100 ? 5.5 : 8.5);
    one.number[1].textContent = String(length);
  }

  return { only, place, anchor, standing, labelLayer, groups: () => groups, isPresence };
}

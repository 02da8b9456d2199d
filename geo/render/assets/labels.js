// Words on the map.  Each tries its places in a fixed order and is left out rather than overlapped.

function labels(map, record, store, paint, stand, say, root) {
  const { svg } = kit;
  const SMALL_PX = 600;
  const MOST_NAMED = 4;
  const FONT = getComputedStyle(root).fontFamily;
  const canvas = document.createElement("canvas").getContext("2d");
  const CLASSES = {
    area: { font: `700 12.5px ${FONT}`, wider: 1.14, height: 15 },
    second: { font: `400 12px ${FONT}`, wider: 1, height: 14 },
    city: { font: `600 12.5px ${FONT}`, wider: 1, height: 15 },
    town: { font: `600 12.5px ${FONT}`, wider: 1, height: 15 },
    village: { font: `400 11px ${FONT}`, wider: 1, height: 13 },
    other: { font: `400 11px ${FONT}`, wider: 1, height: 13 },
    country: { font: `500 13px ${FONT}`, wider: 1.42, height: 16 },
    post: { font: `600 11px ${FONT}`, wider: 1, height: 13 },
    line: { font: `italic 400 11px ${FONT}`, wider: 1, height: 13 },
  };
  const shapeName = (shape) => (shape === "post" ? t("symbol.post_label") : t.of("symbol", shape));
  const widths = new Map();
  function width(text, style) {
    const key = `${style} ${text}`;
    if (!widths.has(key)) {
      canvas.font = CLASSES[style].font;
      widths.set(key, canvas.measureText(text).width * CLASSES[style].wider);
    }
    return widths.get(key);
  }

  const districts = record.places.filter((place) => place.kind === "district" && place.area && place.area.shape.length);
  const towns = record.places.filter((place) => place.lon !== null && ["city", "town", "village", "settlement"].includes(place.kind));
  const contestedPlaces = new Set(record.states.filter((now) => now.status === "contested")
    .flatMap((now) => now.events.map((event) => event.place)).filter(say.isSettlement));

  // Settlements announced taken, by the district they lie in: its days of fighting.
  const takenIn = new Map(districts.map((place) => [place, record.events.filter((event) =>
    event.kind === "capture" && event.place && event.place !== place && within(event.place, place))]));
  function within(inner, outer) {
    for (let place = inner, steps = 0; place && steps < 9; place = record.places[place.within], steps += 1) {
      if (place === outer) return true;
    }
    return false;
  }

  function stateNote(place, now) {
    const sums = new Map();
    let from = Infinity, to = -Infinity;
    for (const cell of place.cells) {
      const state = record.stateOf(cell, now.day, now.clock);
      if (!state || !stand.only.ground(state, now)) continue;
      const key = paint.classOf(state);
      sums.set(key, { km2: (sums.has(key) ? sums.get(key).km2 : 0) + cell.km2, state });
    }
    for (const event of takenIn.get(place)) {
      const told = record.standing(event, now.day, now.clock);
      if (!told || !told.happened || told.day === null) continue;
      from = Math.min(from, told.day);
      to = Math.max(to, told.day);
    }
    const top = [...sums.values()].sort((a, b) => b.km2 - a.km2)[0];
    if (!top) return { second: "" };
    const state = { ...top.state, status: "held" };
    const ground = paint.fill(state);
    if (top.state.status === "held" && top.state.how === "fighting" && from <= to) {
      const span = from === to ? record.days.short(from) : t("date.between", { from: record.days.short(from), to: record.days.short(to) });
      return { second: isSmall() ? "" : span, spare: !isSmall(), ground };
    }
    const put = top.state.status === "agreed" && top.state.events.find((event) => event.kind === "handover" && event.place === place &&
      record.claimsBy(event, now.day, "known").some((claim) => claim.status === "postponed"));
    const dues = put ? say.dues(put, now.day, now.clock) : [];
    if (dues.length > 1 && dues[0] !== dues[dues.length - 1]) {
      const struck = record.days.short(dues[0]);
      return { second: t("ground.short_moved", { struck, date: record.days.short(dues[dues.length - 1]) }), struck, ground };
    }
    return { second: say.stateShort(top.state, isSmall()), ground };
  }
  // A small map has room for few words: what passed, not what was fought over.
  function isSmall() {
    return store.now.embed || map.getSize().x < SMALL_PX;
  }

  function alternative(place) {
    const name = say.label(place);
    const other = place.names.find((one) => one.lang === "en" && kit.plain(one.name) !== kit.plain(name) &&
      !kit.plain(one.name).startsWith(kit.plain(name)));
    return store.now.lang === "en" && other ? other.name : "";
  }

  function candidates(now) {
    const zoom = map.getZoom();
    const view = map.getBounds().pad(0.05);
    const found = [];
    const names = store.has("names");
    const districtNames = new Set();
    if (names) {
      for (const place of districts) {
        const at = stand.anchor(place);
        if (!at || !view.contains(at)) continue;
        districtNames.add(kit.plain(say.short(place)));
        found.push({ rank: 1, place, at, style: "area", text: say.short(place).toLocaleUpperCase(say.labelLang(place)),
          ...stateNote(place, now), centred: true, lang: say.labelLang(place), order: -place.cells.reduce((sum, cell) => sum + cell.km2, 0) });
      }
      for (const place of record.places) {
        if (place.kind !== "corridor" || !place.area) continue;
        const at = stand.anchor(place);
        const state = place.cells.map((cell) => record.stateOf(cell, now.day, now.clock)).find((one) => one && one.how === "control" && stand.only.ground(one, now));
        if (at && state && view.contains(at)) {
          found.push({ rank: 3, place, at, style: "town", text: say.label(place), second: say.party(state.holder), leader: true, lang: say.labelLang(place), order: 0 });
        }
      }
    }
    if (store.has("basemap")) {
      for (const row of record.near) {
        if (row.layer !== "country" && row.layer !== "lake") continue;
        const at = spot(row, view);
        if (at && row.name) {
          found.push({ rank: row.layer === "country" ? 4 : 7, at, style: row.layer === "country" ? "country" : "line", kind: row.layer,
            text: row.layer === "country" ? row.name.toLocaleUpperCase("en") : row.name, centred: true, wander: true, row: row.layer === "country" ? row : null, lang: "en", order: 0 });
        }
      }
    }
    for (const group of stand.groups()) {
      if (!group.post || group.members.length > MOST_NAMED || zoom < (isSmall() ? 9.5 : 8.4)) continue;
      const name = say.label(group.event.place);
      found.push({ rank: 6, at: group.at, style: "post", text: t("symbol.label", { symbol: kit.capital(shapeName(group.shape)), place: name }), second: "", symbol: true, lang: "en", order: 0 });
    }
    if (names) {
      for (const place of towns) {
        const at = [place.lat, place.lon];
        const disputed = contestedPlaces.has(place);
        const rank = place.kind === "city" ? 2 : place.kind === "town" ? 5 : 7;
        if ((rank === 7 && zoom < (disputed ? 9 : 10.4)) || !view.contains(at)) continue;
        if (rank === 5 && districtNames.has(kit.plain(say.label(place))) && zoom < 9.75) continue;
        if (rank === 5 && zoom < 7.5) continue;
        const inside = place.cells.some((cell) => !cell.quiet);
        found.push({ rank: rank + (inside || disputed ? 0 : 0.5), place, at, style: place.kind === "village" ? "village" : inside ? "town" : "other",
          text: say.label(place), second: rank < 7 ? alternative(place) : "", dot: true, lang: say.labelLang(place),
          order: -(place.events.length + (disputed ? 5 : 0) + place.names.length / 4) });
      }
    }
    return found.sort((a, b) => a.rank - b.rank || a.order - b.order);
  }

  // Where a country's or lake's name may stand: the middle of what is seen of it.
  const spots = new Map();
  function spot(row, view) {
    const key = `${view.toBBoxString()}`;
    if (!spots.has(row) || spots.get(row).key !== key) {
      const boxes = row.shape.map((rings) => L.latLngBounds(rings[0])).filter((box) => box.intersects(view));
      let best = null;
      for (const rings of row.shape) {
        const box = L.latLngBounds(rings[0]);
        if (!box.intersects(view)) continue;
        const tries = 13;
        for (let i = 1; i < tries; i += 1) {
          for (let j = 1; j < tries; j += 1) {
            const point = [view.getSouth() + ((view.getNorth() - view.getSouth()) * i) / tries, view.getWest() + ((view.getEast() - view.getWest()) * j) / tries];
            if (box.contains(point) && covered(rings[0], point) && !onGround(point)) (best ||= []).push(point);
          }
        }
      }
      spots.set(row, { key, points: best, boxes });
    }
    const points = spots.get(row).points;
    return points && points.length ? points : null;
  }
  const played = record.cells.filter((cell) => !cell.quiet).flatMap((cell) => cell.shape.map((rings) => ({ ring: rings[0], box: L.latLngBounds(rings[0]) })));
  const onGround = (point) => played.some(({ ring, box }) => box.contains(point) && covered(ring, point));
  function covered(ring, [lat, lon]) {
    let inside = false;
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
      const [a, b] = [ring[i], ring[j]];
      if ((a[0] > lat) !== (b[0] > lat) && lon < ((b[1] - a[1]) * (lat - a[0])) / (b[0] - a[0]) + a[1]) inside = !inside;
    }
    return inside;
  }

  function boxesOf(candidate) {
    const style = CLASSES[candidate.style];
    const wide = Math.max(width(candidate.text, candidate.style), candidate.second ? width(candidate.second, "second") : 0);
    const high = style.height + (candidate.second ? CLASSES.second.height : 0);
    return { wide, high };
  }
  function triesOf(candidate, point, { wide, high }) {
    if (candidate.centred) {
      const moves = [[0, 0], [0, -14], [0, 14], [-18, 0], [18, 0], [0, -28], [0, 28], [-34, 0], [34, 0]];
      return moves.map(([dx, dy]) => ({ x: point.x + dx, y: point.y + dy - high / 2, anchor: "middle" }));
    }
    const beside = stand.groups().some((group) => Math.hypot(group.point.x - point.x, group.point.y - point.y) < 12);
    const gap = candidate.leader ? 16 : beside && candidate.dot ? 15 : candidate.symbol ? 11 : 7;
    const around = (gap) => [{ x: point.x + gap, y: point.y - high / 2, anchor: "start" }, { x: point.x - gap, y: point.y - high / 2, anchor: "end" },
      { x: point.x, y: point.y - high - gap + 2, anchor: "middle" }, { x: point.x, y: point.y + gap - 2, anchor: "middle" },
      { x: point.x + gap - 2, y: point.y - high - 1, anchor: "start" }, { x: point.x - gap + 2, y: point.y + 1, anchor: "end" },
      { x: point.x + gap - 2, y: point.y + 1, anchor: "start" }, { x: point.x - gap + 2, y: point.y - high - 1, anchor: "end" }];
    if (!candidate.leader) {
      const near = around(gap);
      // The weightiest towns must find a place: a little further off, and at last with a leader.
      return candidate.rank < 2.3 ? [...near, ...around(gap + 6), ...[[34, -26], [34, 26], [-34, 26], [-34, -26], [60, -10], [60, 30], [-70, 0], [80, 0], [-80, 40], [90, 40], [90, -40], [-90, -40]].map(([dx, dy]) =>
        ({ x: point.x + dx, y: point.y + dy - high / 2, anchor: dx < 0 ? "end" : "start", leader: true }))] : near;
    }
    const far = [[-46, 42], [-62, 20], [-40, 60], [50, 46], [60, -30], [-60, -30], [-90, 40], [-70, 70], [-110, 60]].map(([dx, dy]) =>
      ({ x: point.x + dx, y: point.y + dy - high / 2, anchor: dx < 0 ? "end" : "start", leader: true }));
    return far;
  }
  const boxAt = (spot_, { wide, high }) => {
    const left = spot_.anchor === "middle" ? spot_.x - wide / 2 : spot_.anchor === "end" ? spot_.x - wide : spot_.x;
    return [left - 2, spot_.y - 1, left + wide + 2, spot_.y + high + 1];
  };
  const meet = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

  // Boxes of what stands on the map are measured again only when one of them has changed its size.
  let boxes = null, again = 0;
  let watched = false;
  const watching = new ResizeObserver(() => {
    // The first call only tells that the watch has begun.
    if (!watched) {
      watched = true;
      return;
    }
    boxes = null;
    cancelAnimationFrame(again);
    again = requestAnimationFrame(place);
  });
  for (const node of root.querySelectorAll(".on-map > *")) watching.observe(node);
  watching.observe(root);
  function cardBoxes() {
    const frame = map.getContainer().getBoundingClientRect();
    return [...root.querySelectorAll(".on-map > *")].filter((node) => !node.hidden && node.offsetParent !== null)
      .map((node) => node.getBoundingClientRect())
      .map((box) => [box.left - frame.left - 2, box.top - frame.top - 2, box.right - frame.left + 2, box.bottom - frame.top + 2]);
  }
  function obstacles() {
    boxes ||= cardBoxes();
    const marks_ = stand.groups().map(({ point, members }) =>
      (members.length > 1 ? [point.x - 8, point.y - 14, point.x + 12, point.y + 8] : [point.x - 8, point.y - 8, point.x + 8, point.y + 8]));
    return { cards: boxes, marks: marks_ };
  }

  function place(anew = false) {
    if (anew === true) boxes = null;
    const size = map.getSize();
    const edge = [2, 2, size.x - 2, size.y - 2];
    const { cards, marks: marks_ } = obstacles();
    const taken = [...marks_];
    const nodes = [];
    const all = candidates(store.now);
    const asking = [map.getZoom(), map.getBounds().toBBoxString(), size, store.now.lang, marks_, cards,
      ...all.map((one) => `${one.text} ${one.second} ${one.rank} ${one.place ? halves(one.place) : ""}`)].join("|");
    if (asking === asked) return;
    asked = asking;
    // Nothing is written over the dot of a town that is still to be named.
    for (const candidate of all) {
      if (!candidate.dot || candidate.rank >= 6) continue;
      const point = map.latLngToContainerPoint(candidate.at);
      taken.push([point.x - 4, point.y - 4, point.x + 4, point.y + 4]);
    }
    for (const candidate of all) {
      const found = settle(candidate, { cards, taken, edge, size }) ||
        (candidate.second ? settle({ ...candidate, second: "", spare: false }, { cards, taken, edge, size }) : null);
      if (!found) continue;
      taken.push(found.box);
      if (candidate.dot) taken.push([found.point.x - 4, found.point.y - 4, found.point.x + 4, found.point.y + 4]);
      nodes.push(reused(found.candidate, found));
    }
    const kept = new Set(nodes);
    for (const [key, node] of made) {
      if (kept.has(node)) continue;
      made.delete(key);
      node.remove();
    }
    // Words that stay are not taken out and put back, for then they would be set anew.
    let next = stand.labelLayer.firstChild;
    for (const node of nodes) {
      if (node === next) next = next.nextSibling;
      else stand.labelLayer.insertBefore(node, next);
    }
  }
  // The first place that keeps clear of words, symbols and cards, or null.
  function settle(candidate, { cards, taken, edge, size }) {
    const measures = boxesOf(candidate);
    for (const point of candidate.wander ? wander(candidate.at, size) : [map.latLngToContainerPoint(candidate.at)]) {
      if (candidate.dot && !(point.x > edge[0] && point.y > edge[1] && point.x < edge[2] && point.y < edge[3])) return null;
      const dotBox = candidate.dot ? [point.x - 4, point.y - 4, point.x + 4, point.y + 4] : null;
      if (dotBox && cards.some((other) => meet(dotBox, other))) return null;
      const mine = candidate.symbol ? 21 : candidate.dot ? 9 : 0;
      const others = taken.filter((other) => !(other[2] - other[0] < mine && other[0] <= point.x && other[2] >= point.x && other[1] <= point.y && other[3] >= point.y));
      for (const attempt of triesOf(candidate, point, measures)) {
        const box = boxAt(attempt, measures);
        const inside = box[0] > edge[0] && box[1] > edge[1] && box[2] < edge[2] && box[3] < edge[3];
        if (inside && !others.some((other) => meet(box, other)) && !cards.some((other) => meet(box, other)) && onOwn(candidate, box)) {
          return { candidate, attempt, box, point };
        }
      }
    }
    return null;
  }
  // A country's name stands on that country, and not on the ground that the map is about.  Days of fighting
  // are written where they find room on the ground: beside it, a halo of its colour is a smudge.
  function onOwn(candidate, box) {
    if (candidate.row) return along(box).every((at) => !onGround(at) && candidate.row.shape.some((rings) => covered(rings[0], at)));
    return !candidate.spare || along(box).filter((at) => !onGround(at)).length < 3;
  }
  // Points of the map under the upper and the lower edge of a box.
  function along([left, top, right, bottom]) {
    const steps = [0, 0.25, 0.5, 0.75, 1];
    return [top, bottom].flatMap((y) => steps.map((step) => map.containerPointToLatLng([left + (right - left) * step, y]))).map(({ lat, lng }) => [lat, lng]);
  }
  function wander(points, size) {
    const seen = points.map((point) => map.latLngToContainerPoint(point));
    // In the middle of what is seen of it: the point whose neighbours to all sides belong to it too.
    const reach = size.x / 5;
    const room = new Map(seen.map((a) => [a, seen.filter((b) => Math.hypot(a.x - b.x, a.y - b.y) < reach).length]));
    return seen.sort((a, b) => room.get(b) - room.get(a));
  }

  // A contested town too small for its stripes shows both claimants in its dot.
  function halves(place) {
    if (!contestedPlaces.has(place)) return null;
    const now = place.cells.map((cell) => record.stateOf(cell, store.now.day, store.now.clock)).find((one) => one && one.status === "contested");
    return now ? [now.rival, now.holder] : null;
  }

  // A label that says the same in the same place stays as it is.
  let asked = "";
  const made = new Map();
  function reused(candidate, found) {
    const { attempt, point } = found;
    const bare = stand.groups().some((group) => Math.hypot(group.point.x - point.x, group.point.y - point.y) < 9);
    const key = [candidate.style, candidate.kind, candidate.text, candidate.second, candidate.place && candidate.place.id, attempt.x, attempt.y, attempt.anchor, point.x, point.y, bare, candidate.place ? halves(candidate.place) : ""].join("|");
    if (!made.has(key)) made.set(key, draw(candidate, found));
    return made.get(key);
  }
  // A day that no longer stands is crossed out.
  function parted({ second, struck }) {
    const [before, after] = second.split(struck);
    return [before, svg("tspan", { class: "struck" }, struck), after];
  }
  function draw(candidate, { attempt, point }) {
    const style = CLASSES[candidate.style];
    const node = svg("g", { class: ["label", `label-${candidate.style}`, candidate.kind ? `label-${candidate.kind}` : ""].join(" "), "text-anchor": attempt.anchor,
      style: candidate.ground ? `--ground:${candidate.ground}` : null });
    if (attempt.leader) {
      const edge = attempt.anchor === "end" ? 4 : -4;
      node.append(svg("path", { class: "leader", d: `M${point.x} ${point.y}L${attempt.x + edge} ${attempt.y + style.height / 2}` }));
    }
    const rivals = candidate.dot ? halves(candidate.place) : null;
    if (rivals) {
      node.append(...rivals.map((id, at) => svg("path", { class: "half-dot", style: `fill:${paint.colour(id)}`,
        d: `M${point.x} ${point.y - 5.5}A5.5 5.5 0 0 ${at} ${point.x} ${point.y + 5.5}Z` })));
    } else if (candidate.dot && !stand.groups().some((group) => Math.hypot(group.point.x - point.x, group.point.y - point.y) < 9)) node.append(svg("circle", { class: "town-dot", cx: point.x, cy: point.y, r: candidate.rank > 6 ? 2 : 3.2 }));
    node.append(svg("text", { class: "label-name", x: attempt.x, y: attempt.y + style.height - 3.5, lang: candidate.lang }, candidate.text));
    if (candidate.second) {
      node.append(svg("text", { class: "label-second", x: attempt.x, y: attempt.y + style.height + CLASSES.second.height - 3.5 }, candidate.struck ? parted(candidate) : candidate.second));
    }
    if (candidate.place) {
      node.classList.add("label-choice");
      node.addEventListener("click", (event) => {
        event.stopPropagation();
        store.set({ select: candidate.place.id });
      });
    }
    return node;
  }

  return { place };
}

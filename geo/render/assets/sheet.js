// Shapes on the map: laid into the map's plane once, written as paths for the view at hand.

function sheet(map, name, zIndex, order) {
  const { svg } = kit;
  const MARGIN = 0.25;
  map.createPane(name).style.zIndex = zIndex;
  const renderer = L.svg({ pane: name, padding: MARGIN });
  // As Leaflet draws its own paths.
  const groups = new Map(order.map((one) => [one, svg("g",
    { class: one, fill: "none", "fill-rule": "evenodd", "stroke-linecap": "round", "stroke-linejoin": "round" })]));
  const shapes = new Set();
  let view = null;

  function ring(numbers) {
    const { scale, x, y } = view;
    let words = "M", lastX = NaN, lastY = NaN;
    for (let at = 0; at < numbers.length; at += 2) {
      const nowX = Math.round(numbers[at] * scale) - x, nowY = Math.round(numbers[at + 1] * scale) - y;
      if (nowX === lastX && nowY === lastY) continue;
      words += `${nowX} ${nowY} `;
      lastX = nowX;
      lastY = nowY;
    }
    return `${words}Z`;
  }
  // Of a line only the stretches near the view: dashes far outside it would cost their time too.
  function line(numbers, closed) {
    const { scale, x, y, box } = view;
    const count = numbers.length / 2;
    let words = "", lastX = 0, lastY = 0, down = false, whole = true;
    for (let turn = 0; turn < count + (closed ? 1 : 0); turn += 1) {
      const at = 2 * (turn % count);
      const nowX = Math.round(numbers[at] * scale) - x, nowY = Math.round(numbers[at + 1] * scale) - y;
      if (turn && (nowX !== lastX || nowY !== lastY)) {
        if ((nowX < box.min.x && lastX < box.min.x) || (nowX > box.max.x && lastX > box.max.x) ||
          (nowY < box.min.y && lastY < box.min.y) || (nowY > box.max.y && lastY > box.max.y)) {
          down = whole = false;
        } else {
          words += down ? ` ${nowX} ${nowY}` : `M${lastX} ${lastY} ${nowX} ${nowY}`;
          down = true;
        }
      }
      lastX = nowX;
      lastY = nowY;
    }
    return closed && whole && words ? `${words}Z` : words;
  }

  function write(one) {
    if (!view || !one.visible) return;
    one.stale = false;
    one.node.setAttribute("d", partsOf(one.shape).map((part) => (one.filled ? ring(part) : line(part, one.closed))).join(""));
  }
  renderer.on("update", () => {
    if (!view) renderer._rootGroup.append(...groups.values());
    const origin = map.getPixelOrigin();
    const scale = 2 ** map.getZoom();
    const moved = !view || view.scale !== scale || view.x !== origin.x || view.y !== origin.y;
    view = { scale, x: origin.x, y: origin.y, box: renderer._bounds };
    for (const one of shapes) {
      one.stale = true;
      if (moved || !one.filled) write(one);
    }
  });
  map.whenReady(() => renderer.addTo(map));

  // Several may share one shape.
  const laid = new WeakMap();
  function partsOf(shape) {
    if (!laid.has(shape)) laid.set(shape, shape.map(coded.flat));
    return laid.get(shape);
  }
  // Rings when filled or closed, else lines; as words or as points.
  function add(group, shape, className, { filled = false, closed = filled, visible = true } = {}) {
    const node = svg("path", { class: className });
    if (!visible) node.style.display = "none";
    groups.get(group).append(node);
    const one = { node, shape, filled, closed, visible, stale: true };
    shapes.add(one);
    write(one);
    return {
      node,
      parts: () => partsOf(shape),
      show(wanted) {
        if (wanted === one.visible) return;
        one.visible = wanted;
        node.style.display = wanted ? "" : "none";
        if (wanted && one.stale) write(one);
      },
      remove() {
        shapes.delete(one);
        node.remove();
      },
    };
  }
  return { add };
}

// Shapes on the map: laid into its plane once, written as paths for the view at hand.

function sheet(plan, name, zIndex, order) {
  const { svg } = kit;
  // As Leaflet draws its own paths.
  const groups = new Map(order.map((one) => [one, svg("g",
    { class: one, fill: "none", "fill-rule": "evenodd", "stroke-linecap": "round", "stroke-linejoin": "round" })]));
  const shapes = new Set();
  let view = null;

  // Until Leaflet stands, in a drawing that lies where Leaflet's own will lie.
  const early = svg("svg", { class: "early", style: `z-index:${zIndex}` }, ...groups.values());
  plan.onView((next) => {
    const { min, max } = next.box;
    if (!early.parentNode) plan.box.append(early);
    kit.fill(early, { viewBox: `${min.x} ${min.y} ${max.x - min.x} ${max.y - min.y}`, width: max.x - min.x, height: max.y - min.y });
    early.style.transform = `translate(${min.x}px,${min.y}px)`;
    see(next);
  });
  plan.withMap((map) => {
    map.createPane(name).style.zIndex = zIndex;
    const renderer = L.svg({ pane: name, padding: plan.MARGIN });
    renderer.on("update", () => {
      if (early.parentNode) {
        renderer._rootGroup.append(...groups.values());
        early.remove();
      }
      const { x, y } = map.getPixelOrigin();
      see({ scale: 2 ** map.getZoom(), x, y, box: renderer._bounds });
    });
    map.whenReady(() => renderer.addTo(map));
  });
  function see(next) {
    const moved = !view || view.scale !== next.scale || view.x !== next.x || view.y !== next.y;
    const wider = !view || ["min", "max"].some((end) => view.box[end].x !== next.box[end].x || view.box[end].y !== next.box[end].y);
    view = next;
    for (const one of shapes) {
      if (!moved && (one.filled || !wider)) continue;
      one.stale = true;
      write(one);
    }
  }

  // In whole pixels, each point from the one before: short numbers are written and read the fastest.
  function ring(numbers) {
    const { scale, x, y } = view;
    let lastX = Math.round(numbers[0] * scale) - x, lastY = Math.round(numbers[1] * scale) - y;
    let words = `M${lastX} ${lastY}l0 0`;
    for (let at = 2; at < numbers.length; at += 2) {
      const nowX = Math.round(numbers[at] * scale) - x, nowY = Math.round(numbers[at + 1] * scale) - y;
      if (nowX === lastX && nowY === lastY) continue;
      words += ` ${nowX - lastX} ${nowY - lastY}`;
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
          words += down ? ` ${nowX - lastX} ${nowY - lastY}` : `M${lastX} ${lastY}l${nowX - lastX} ${nowY - lastY}`;
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

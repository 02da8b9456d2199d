// Fills: hue says who holds, texture says how sure or how soon.  Patterns are in screen pixels.

function shapes(record) {
  const { svg } = kit;
  const defs = svg("defs");
  const made = new Map();
  const index = (id) => (record.byParty.get(id) || { index: 0 }).index;
  const colour = (id) => `var(--p${index(id)})`;

  function pattern(key, attributes, drawn) {
    if (!made.has(key)) {
      made.set(key, `url(#${key})`);
      defs.append(svg("pattern", { id: key, patternUnits: "userSpaceOnUse", ...attributes }, drawn()));
    }
    return made.get(key);
  }
  function agreed(holder, to) {
    const [a, b] = [index(holder), index(to)];
    return pattern(`agreed-${a}-${b}`, { width: 8, height: 8, patternTransform: "rotate(45)" }, () => [
      svg("rect", { width: 8, height: 8, style: `fill:var(--p${a})` }),
      svg("rect", { width: 2.2, height: 8, style: `fill:var(--p${b}-on-p${a})` }),
    ]);
  }
  function contested(holder, rival) {
    const [a, b] = [index(holder), index(rival)];
    return pattern(`contested-${a}-${b}`, { width: 12, height: 12, patternTransform: "rotate(-45)" }, () => [
      svg("rect", { width: 12, height: 12, style: `fill:var(--p${a})` }),
      svg("rect", { x: 6, width: 6, height: 12, style: `fill:var(--p${b})` }),
      svg("path", { d: "M.5 0v12M6 0v12", style: "stroke:var(--edge);stroke-width:1" }),
    ]);
  }
  function dotted(holder, tint) {
    const a = index(holder);
    return pattern(`dotted-${a}${tint ? "-tint" : ""}`, { width: 7, height: 14 }, () => [
      svg("rect", { width: 7, height: 14, style: `fill:var(--p${a}${tint ? "-tint" : ""})` }),
      svg("circle", { cx: 1.75, cy: 3.5, r: 1.15, style: `fill:var(--p${a}-dot)` }),
      svg("circle", { cx: 5.25, cy: 10.5, r: 1.15, style: `fill:var(--p${a}-dot)` }),
    ]);
  }
  const somewhere = () => pattern("somewhere", { width: 13, height: 26 }, () => [
    svg("circle", { cx: 3.25, cy: 6.5, r: 1.1, class: "somewhere-dot" }),
    svg("circle", { cx: 9.75, cy: 19.5, r: 1.1, class: "somewhere-dot" }),
  ]);

  const isTint = (now) => now.how === "handover";
  // Every step asks it of every cell.
  const fills = new WeakMap();
  function fill(now) {
    if (!fills.has(now)) fills.set(now, fillOf(now));
    return fills.get(now);
  }
  function fillOf(now) {
    if (now.status === "agreed") return agreed(now.holder, now.to);
    if (now.status === "contested") return contested(now.holder, now.rival);
    if (now.status === "claimed" || now.status === "unconfirmed") return dotted(now.holder, isTint(now));
    return isTint(now) ? `var(--p${index(now.holder)}-tint)` : colour(now.holder);
  }

  // The classes that key, dock and table count in.
  function classOf(now) {
    if (now.status === "agreed") return `agreed/${now.holder}/${now.to}`;
    if (now.status === "contested") return `contested/${now.holder}/${now.rival}`;
    return `${isTint(now) ? "tint" : "plain"}/${now.holder}`;
  }
  function classFill(key) {
    const [sort, a, b] = key.split("/");
    if (sort === "agreed") return agreed(a, b);
    if (sort === "contested") return contested(a, b);
    if (sort === "dotted") return dotted(a, false);
    return sort === "tint" ? `var(--p${index(a)}-tint)` : colour(a);
  }
  function swatch(key, attributes = {}) {
    const filled = key === "somewhere" ? somewhere() : classFill(key);
    return svg("svg", { class: "swatch", width: 26, height: 14, viewBox: "0 0 26 14", "aria-hidden": "true", ...attributes },
      svg("rect", { x: 0.5, y: 0.5, width: 25, height: 13, style: `fill:${filled}` }));
  }

  document.body.append(svg("svg", { class: "patterns", width: 0, height: 0, "aria-hidden": "true" }, defs));
  return { fill, colour, index, classOf, classFill, swatch, somewhere, dotted, isTint };
}

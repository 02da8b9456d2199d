// The axis of days under the slider: ticks, track, thumb, and the room of the bands that bands.js draws.

function axis(record, store) {
  const { svg } = kit;
  const { days } = record;
  const ROW = 12;
  // dock.css asks for the same width.
  const NARROW_PX = 640;
  let parts = null;
  // Until the reports have been read, the room is that which Python counted; then the bands fill it.
  let rows = record.first;
  let fill = null, deadlines = null;

  const isLow = (root) => Boolean(store.now.embed || root.closest(".low"));

  // Where each part stands, from above; what is narrow has less of it, and what is low no chart of the ground.
  function room(narrow, low) {
    const tops = {};
    let y = 2;
    if (rows.captures) {
      tops.captures = y;
      y += (narrow ? 22 : 26) + (narrow ? 4 : 8);
    }
    if (rows.handovers) {
      const top = y;
      tops.handovers = top;
      tops.rows = Array.from({ length: rows.handovers }, (_, at) => (narrow ? top - 12 : top + 6 + at * ROW));
      y += narrow ? (rows.captures ? 0 : 16) : Math.max(rows.handovers * ROW, 26) + 2;
    }
    if (rows.presence && !narrow) {
      tops.presence = y;
      y += 20;
    }
    const track = y + 10;
    y = track + (narrow ? 22 : 18);
    const high = narrow ? 34 : 38;
    if (!low) {
      tops.ground = y;
      y += high + 4;
    }
    return { tops, track, high, bottom: y, height: y + 2 };
  }
  // The heights in which it will be drawn, so that the page can be laid out before it is.
  function heights(root) {
    const low = isLow(root);
    return { narrow: room(true, low).height, wide: room(low, low).height };
  }

  function draw(root, { wide, end, stretchable }) {
    const low = isLow(root);
    const narrow = wide < NARROW_PX || low;
    const left = narrow ? 12 : 155;
    const right = wide - (narrow ? 12 : stretchable ? 110 : 24);
    const x = (day) => left + ((right - left) * day) / Math.max(1, end);
    const node = svg("svg", { class: "bands", width: wide });
    const { tops, track, high, bottom, height } = room(narrow, low);
    const before = svg("g", {}, ticks(x, track, end, narrow));
    const pale = svg("rect", { class: "pale", y: 0, height });
    const unknown = svg("g", { class: "unknown" }, svg("rect", { class: "unknown-fill", y: 0, height }), svg("rect", { y: 0, height, fill: "url(#unknown-hatch)" }),
      svg("text", { class: "band-second", y: low ? track - 12 : bottom - high / 2 + 2 }, t("chart.not_known")));
    const line = svg("path", { class: "day-line", d: `M0 0V${height}` });
    const trackLine = svg("g", {}, svg("path", { class: "track", d: `M${left} ${track}H${right}` }), svg("path", { class: "track-done" }));
    const thumb = svg("circle", { class: "thumb", cy: track, r: 8 });
    node.setAttribute("height", height);
    node.append(svg("defs", {}, svg("pattern", { id: "unknown-hatch", patternUnits: "userSpaceOnUse", width: 6, height: 6, patternTransform: "rotate(45)" },
      svg("path", { class: "unknown-line", d: "M0 0v6" }))), before, pale, unknown, trackLine, line, thumb);
    root.replaceChildren(node);
    parts = { x, end, left, right, node, narrow, before, tops, high, pale, unknown, line, thumb, trackDone: trackLine.lastChild, track, height };
    if (fill) fill(parts);
    return { left, right, track };
  }
  // What stands where is settled at once; what the page can open without comes after.  True when the room was right.
  function dress(bands) {
    const same = Object.keys(bands.rows).every((one) => Number(bands.rows[one]) === Number(rows[one]));
    ({ rows, fill, deadlines } = bands);
    if (same && parts) fill(parts);
    return same;
  }

  function ticks(x, track, end, narrow) {
    const nodes = [];
    const wide = x(end) - x(0);
    const weekly = wide / end > 1.2;
    let lastWord = -Infinity;
    const word = (day, text) => {
      if (x(day) - lastWord < 46 || x(day) > x(end) - 14) return;
      lastWord = x(day);
      nodes.push(svg("text", { class: "axis", x: x(day) + 3, y: track + 14 }, text));
    };
    if (!narrow) word(0, days.short(0));
    for (let day = 0; day <= end; day += 1) {
      const month = days.dayOfMonth(day) === 1;
      if (month && (wide / end > 0.5 || days.isJanuary(day))) {
        nodes.push(svg("path", { class: "tick", d: `M${x(day)} ${track + 3}v12` }));
        word(day, days.isJanuary(day) ? `${days.year(day)}` : days.shortMonth(day));
      } else if (weekly && days.isMonday(day)) nodes.push(svg("path", { class: "tick", d: `M${x(day)} ${track + 3}v5` }));
    }
    return nodes;
  }

  function show(now, end) {
    if (!parts) return;
    const at = parts.x(now.day);
    parts.line.setAttribute("transform", `translate(${at} 0)`);
    parts.thumb.setAttribute("cx", at);
    parts.trackDone.setAttribute("d", `M${parts.left} ${parts.track}H${at}`);
    const known = now.clock === "known";
    const rest = Math.max(0, parts.x(end) - at);
    for (const node of [parts.pale, ...parts.unknown.querySelectorAll("rect")]) {
      node.setAttribute("x", at + 1);
      node.setAttribute("width", Math.max(0, rest - 1 + (known ? 6 : 6)));
    }
    parts.pale.style.display = known ? "none" : "";
    parts.unknown.style.display = known ? "" : "none";
    parts.unknown.lastChild.setAttribute("x", at + 12);
    parts.unknown.lastChild.style.display = rest > 110 ? "" : "none";
    parts.node.classList.toggle("bands-known", known);
    for (const node of parts.node.querySelectorAll("[data-from]")) {
      node.style.display = known && Number(node.getAttribute("data-from")) > now.day ? "none" : "";
    }
    if (known && deadlines) deadlines(now, parts);
  }

  return { heights, draw, dress, show };
}

// The chart behind the slider: settlements, handovers, presence, ground, all on the axis of axis.js.

function bands(record, store, paint, glyphs, say, only) {
  const { svg } = kit;
  const { days } = record;
  const MAX_ROWS = 6;

  const captures = record.events.filter((event) => event.kind === "capture" && say.isSettlement(event.place) && event.day !== null && event.day > 0);
  const handovers = record.events.filter((event) => event.kind === "handover" && event.place && event.scope === "whole" && (event.scheduled.length || event.day !== null))
    .sort((a, b) => (a.scheduled[0] ?? a.day) - (b.scheduled[0] ?? b.day)).slice(0, MAX_ROWS);
  const presence = record.events.filter((event) => ["deployment", "establishment", "agreement", "evacuation"].includes(event.kind) && say.isNews(event));
  const stationed = presence.filter((event) => event.kind === "deployment" && event.day !== null && event.scope !== "somewhere");

  // What the reader does not want to see leaves its room in the chart empty.
  const wanted = (event) => only.event(event, { ...store.now, day: record.case.last });

  const doneBy = (event, clock, on) => {
    const stand = record.standing(event, on, clock);
    return stand && stand.happened && stand.day !== null ? stand.day : null;
  };

  // Classes of ground in the order of the stack, and km² of each on each day.
  function order() {
    const sums = new Map();
    for (const cell of record.cells) {
      if (cell.quiet) continue;
      for (const clock of ["true", "known"]) {
        for (let at = 1; at < cell[clock].length; at += 2) {
          const state = record.states[cell[clock][at]];
          const key = paint.classOf(state);
          const was = sums.get(key) || { key, state, first: Infinity };
          was.first = Math.min(was.first, cell[clock][at - 1]);
          was.initial = was.initial || (state.how === "held" && state.status === "held");
          was.control = was.control || state.how === "control";
          sums.set(key, was);
        }
      }
    }
    const sorts = (one) => (one.key.startsWith("contested") ? 4 : one.key.startsWith("agreed") ? 2 : one.key.startsWith("tint") ? 3
      : one.control ? 1 : one.initial && one.state.how === "held" ? 0 : 5);
    return [...sums.values()].sort((a, b) => sorts(a) - sorts(b) || a.first - b.first).map((one) => one.key);
  }
  const classes = order();

  function totals(clock, upTo) {
    const table = new Map(classes.map((key) => [key, new Float64Array(upTo + 1)]));
    for (const cell of record.cells) {
      if (cell.quiet) continue;
      const steps = cell[clock];
      for (let at = 0; at < steps.length; at += 2) {
        const from = Math.max(0, steps[at]);
        const to = Math.min(upTo, at + 2 < steps.length ? steps[at + 2] - 1 : upTo);
        const column = table.get(paint.classOf(record.states[steps[at + 1]]));
        for (let day = from; day <= to; day += 1) column[day] += cell.km2;
      }
    }
    return table;
  }
  const cache = {};
  const totalsOf = (clock) => (cache[clock] ||= totals(clock, record.case.last));
  const km2 = (day, clock) => new Map(classes.map((key) => [key, totalsOf(clock).get(key)[day] || 0]));
  const total = record.cells.filter((cell) => !cell.quiet).reduce((sum, cell) => sum + cell.km2, 0);

  const rows = { captures: captures.length > 0, handovers: handovers.length, presence: presence.length > 0 };
  function fill({ x, end, narrow, before, tops, high }) {
    const words_ = (text, second, at) => (narrow ? [] : [svg("text", { class: "band-name", x: 0, y: at }, text),
      second ? svg("text", { class: "band-second", x: 0, y: at + 14 }, second) : null]);
    const nodes = [];
    if (tops.captures) nodes.push(words_(t("chart.settlements"), t("chart.announced_taken"), tops.captures + 12), bars(x, tops.captures, narrow ? 22 : 26, end, narrow));
    if (tops.handovers) {
      if (!narrow) nodes.push(words_(t("chart.handovers"), null, tops.handovers + 11), svg("g", { class: "band-second", transform: `translate(0 ${tops.handovers + 21})` },
        svg("circle", { class: "due", cx: 5, cy: 0, r: 3.5 }), svg("text", { x: 13, y: 4 }, t("chart.due")),
        svg("circle", { class: "done", cx: 45, cy: 0, r: 3.5 }), svg("text", { x: 53, y: 4 }, t("chart.done"))));
      nodes.push(handovers.map((event, at) => (wanted(event) ? handover(event, x, tops.rows[at], narrow, end) : [])));
    }
    if (tops.presence) nodes.push(words_(t("chart.presence"), null, tops.presence + 12), presenceBand(x, tops.presence + 8, end));
    if (tops.ground) nodes.push(words_(t("chart.ground"), store.now.clock === "known" ? t("chart.known_each") : t("chart.in_all", { number: total }), tops.ground + 12), ground(x, tops.ground, high, end));
    before.prepend(...nodes.flat(2).filter(Boolean));
  }

  function bars(x, y, high, end, narrow) {
    const nodes = [];
    const clock = store.now.clock;
    const counts = new Map();
    for (const event of captures.filter(wanted)) {
      const on = clock === "known" ? (event.known.find(([, status]) => status !== "denied") || [event.day])[0] : event.day;
      if (on >= 0 && on <= end) counts.set(on, (counts.get(on) || 0) + 1);
    }
    const most = Math.max(1, ...counts.values());
    const thick = Math.max(1.5, Math.min(8, x(1) - x(0) - 1.5));
    const who = captures[0] ? record.partyOf.get(captures[0].actor) : "";
    for (const [day, n] of [...counts].sort((a, b) => a[0] - b[0])) {
      const tall = Math.max(2, (high * n) / most);
      nodes.push(svg("rect", { class: "bar", x: x(day) - thick / 2, y: y + high - tall, width: thick, height: tall, style: `--a:${paint.colour(who)};--b:var(--p${paint.index(who)}-tint)` }));
      if (n === most && !narrow) {
        nodes.push(svg("text", { class: "axis", "data-from": day, x: x(day) - x(0) > 100 ? x(day) - thick : x(day) + thick, y: y + 9, "text-anchor": x(day) - x(0) > 100 ? "end" : "start" }, t("chart.most", { number: n, date: days.short(day) })));
      }
    }
    nodes.push(svg("path", { class: "hair", d: `M${x(0)} ${y + high + 0.5}H${x(end)}` }));
    return nodes;
  }

  function handover(event, x, y, narrow, end) {
    const firstDue = event.scheduled[0] ?? event.day;
    const lastDue = event.scheduled[event.scheduled.length - 1] ?? event.day;
    const agreed = event.known.length ? event.known[0][0] : firstDue;
    const done = event.day;
    const from = Math.max(0, Math.min(agreed, firstDue));
    if (from > end) return [];
    const nodes = [];
    const upTo = (day) => x(Math.min(day, end));
    const dot = (day, name, r) => {
      if (day <= end) nodes.push(svg("circle", { class: name, "data-from": name === "done" ? day : null, cx: x(day), cy: y, r }));
    };
    if (!narrow) {
      nodes.push(svg("text", { class: "axis", x: x(from) - 8, y: y + 4, "text-anchor": "end" }, say.short(event.place)),
        svg("path", { class: "wait", d: `M${x(from)} ${y}H${upTo(firstDue)}` }));
    }
    const moved = store.now.clock === "true" ? done ?? lastDue : lastDue;
    if (moved !== null && moved !== firstDue && firstDue < end) {
      nodes.push(svg("path", { class: "slip", "data-from": Math.max(firstDue, done ?? lastDue), d: `M${x(firstDue)} ${y}H${upTo(moved)}` }));
      const words_ = say.slip(moved - firstDue);
      if (words_ && !narrow && moved <= end) {
        nodes.push(svg("text", { class: "slip-words", "data-from": Math.max(firstDue, done ?? lastDue),
          x: (x(firstDue) + x(moved)) / 2, y: y - 5, "text-anchor": "middle" }, words_));
      }
    }
    dot(firstDue, "due", 3.5);
    if (lastDue !== firstDue && lastDue !== done) dot(lastDue, "due", 3.5);
    if (done !== null) dot(done, "done", 3.8);
    return nodes;
  }

  function presenceBand(x, y, end) {
    const nodes = [];
    const shown = presence.filter(wanted);
    const standing = stationed.filter(wanted);
    for (const event of standing.slice(0, 1)) {
      const first = Math.min(...standing.map((one) => one.day));
      if (first <= end) nodes.push(svg("rect", { class: "presence", x: x(first), y: y - 3, width: x(end) - x(first), height: 6, style: `fill:${paint.colour(record.partyOf.get(event.actor))}` }));
    }
    let last = -Infinity;
    const sorted = shown.filter((event) => event.day !== null && event.day >= 0 && event.day <= end).sort((a, b) => a.day - b.day || say.rank(a) - say.rank(b));
    for (const event of sorted) {
      if (x(event.day) - last < 10) continue;
      last = x(event.day);
      const party = record.byParty.get(record.partyOf.get(event.actor));
      const shape = glyphs.shapeOf(event, { status: event.status });
      nodes.push(glyphs.draw(shape, { transform: `translate(${last - 6.5} ${y - 6.5}) scale(.81)`,
        style: party && event.kind !== "agreement" ? `--who:var(--p${party.index})` : null }));
    }
    for (const event of shown) {
      if (event.day !== null || !event.span || event.span[0] === null || event.span[1] === null || event.span[0] > end) continue;
      nodes.push(svg("rect", { class: "capsule", x: x(event.span[0]) - 4, y: y - 5, width: Math.max(8, x(event.span[1]) - x(event.span[0]) + 8), height: 10, rx: 5 }));
    }
    return nodes;
  }

  function ground(x, y, high, end) {
    const table = totalsOf(store.now.clock);
    const node = svg("g", { class: "stack" });
    const half = (x(1) - x(0)) / 2;
    const edgeX = (day) => Math.min(x(end), Math.max(x(0), x(day) - half));
    const base = new Float64Array(end + 1);
    const all = total || 1;
    for (const key of classes) {
      const column = table.get(key);
      let any = false;
      let top = "", bottom = "";
      for (let day = 0; day <= end; day += 1) {
        const from = y + (high * base[day]) / all;
        const to = y + (high * (base[day] + column[day])) / all;
        any = any || column[day] > 0;
        const next = day === end ? x(end) : edgeX(day + 1);
        top += `${day ? "L" : "M"}${edgeX(day).toFixed(1)} ${from.toFixed(1)}H${next.toFixed(1)}`;
        bottom = `L${next.toFixed(1)} ${to.toFixed(1)}H${edgeX(day).toFixed(1)}${bottom}`;
        base[day] += column[day];
      }
      if (any) node.append(svg("path", { d: `${top}${bottom}Z`, style: `fill:${paint.classFill(key)}` }));
    }
    node.append(svg("rect", { class: "stack-edge", x: x(0), y, width: x(end) - x(0), height: high }));
    return node;
  }

  // Under the clock of what was known, deadlines already agreed stand in the blank.
  function deadlines(now, parts) {
    const old = parts.node.querySelector(".deadlines");
    if (old) old.remove();
    const group = svg("g", { class: "deadlines" });
    handovers.forEach((event, at) => {
      const stand = wanted(event) ? record.standing(event, now.day, "known") : null;
      if (!stand || stand.happened) return;
      const y = parts.tops.rows[at];
      const dues = say.dues(event, now.day, "known");
      const due = dues[dues.length - 1];
      if (due === undefined || due > parts.end) return;
      group.append(svg("path", { class: "wait", d: `M${parts.x(Math.min(now.day, due))} ${y}H${parts.x(due)}` }));
      if (dues.length > 1 && parts.narrow) group.append(svg("path", { class: "slip", d: `M${parts.x(dues[0])} ${y}H${parts.x(due)}` }));
      else if (dues.length > 1) {
        group.append(svg("path", { class: "slip", d: `M${parts.x(dues[0])} ${y}H${parts.x(due)}` }),
          svg("text", { class: "slip-words", x: (parts.x(dues[0]) + parts.x(due)) / 2, y: y - 5, "text-anchor": "middle" }, say.slip(due - dues[0])));
      }
      for (const one of new Set(dues)) group.append(svg("circle", { class: "due", cx: parts.x(one), cy: y, r: 3.5 }));
    });
    parts.node.insertBefore(group, parts.line);
  }

  return { rows, fill, deadlines, km2, classes, total, handovers, doneBy };
}

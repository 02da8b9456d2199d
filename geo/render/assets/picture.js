// A picture of what is seen: title, date, clock, map, key, credit and build, as PNG.

function picture(record, store, say, root) {
  const { svg } = kit;
  const SCALE = 2;
  const TAKEN = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "fill-opacity", "stroke-opacity",
    "opacity", "font-family", "font-size", "font-weight", "font-style", "letter-spacing", "paint-order", "text-anchor", "display", "stop-color", "stop-opacity"];

  // A copy that needs no style sheet.
  function plainCopy(node) {
    const copy = node.cloneNode(true);
    const pairs = [[node, copy]];
    while (pairs.length) {
      const [from, to] = pairs.pop();
      if (from instanceof Element) {
        const style = getComputedStyle(from);
        for (const name of TAKEN) to.style.setProperty(name, style.getPropertyValue(name));
        to.removeAttribute("class");
      }
      for (let at = 0; at < from.children.length; at += 1) pairs.push([from.children[at], to.children[at]]);
    }
    return copy;
  }

  function compose() {
    const area = root.querySelector(".map-area");
    const frame = area.getBoundingClientRect();
    const style = getComputedStyle(root);
    const high = frame.height + 96;
    const ink = style.getPropertyValue("--ink");
    const text = (words, x, y, size, weight = 400) => svg("text", { x, y, fill: ink, style: `font:${weight} ${size}px ${style.fontFamily}` }, words);
    const whole = svg("svg", { xmlns: "http://www.w3.org/2000/svg", width: frame.width, height: high, viewBox: `0 0 ${frame.width} ${high}` },
      svg("rect", { width: frame.width, height: high, fill: style.getPropertyValue("--paper") }), plainCopy(document.querySelector(".patterns defs")));
    whole.append(text(kit.ofLanguage(record.case.title) || record.case.id, 16, 26, 20, 700),
      text(t(store.now.clock === "known" ? "picture.known" : "picture.true", { date: record.days.long(store.now.day), sentence: say.daySentence() }), 16, 48, 13));
    const inner = svg("svg", { x: 0, y: 60, width: frame.width, height: frame.height, style: "overflow:hidden" });
    inner.append(svg("rect", { width: frame.width, height: frame.height, fill: style.getPropertyValue("--land-2") }));
    for (const part of area.querySelectorAll(".leaflet-pane > svg")) {
      const at = part.getBoundingClientRect();
      const copy = plainCopy(part);
      copy.removeAttribute("style");
      copy.setAttribute("x", at.left - frame.left);
      copy.setAttribute("y", at.top - frame.top);
      copy.style.overflow = "visible";
      inner.append(copy);
    }
    for (const sheet of area.querySelectorAll(".leaflet-pane > canvas")) {
      const at = sheet.getBoundingClientRect();
      inner.append(svg("image", { x: at.left - frame.left, y: at.top - frame.top, width: at.width, height: at.height, href: sheet.toDataURL() }));
    }
    const card = root.querySelector(".key").getBoundingClientRect();
    if (card.width) {
      const foot = root.querySelector(".key-rest");
      const tall = (foot ? foot.getBoundingClientRect().top : card.bottom) - card.top;
      inner.append(svg("rect", { x: card.left - frame.left, y: card.top - frame.top, width: card.width, height: tall, fill: style.getPropertyValue("--paper") }));
      for (const row of root.querySelectorAll(".key-group:not(.key-rest) svg")) {
        const at = row.getBoundingClientRect();
        const copy = plainCopy(row);
        copy.setAttribute("x", at.left - frame.left);
        copy.setAttribute("y", at.top - frame.top);
        inner.append(copy);
      }
      for (const row of root.querySelectorAll(".key-group:not(.key-rest) :is(span:not(:has(*)), p, .key-small)")) {
        if (row.querySelector(".swatch-band, .swatch-soft")) continue;
        const words = [...row.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.textContent).join("");
        const icon = row.querySelector("svg");
        const at = row.getBoundingClientRect();
        const from = icon ? icon.getBoundingClientRect().right + 6 : at.left;
        if (words) inner.append(text(words, from - frame.left, at.top - frame.top + at.height / 2 + 4, 12.5));
      }
    }
    const scale = root.querySelector(".scale span");
    const at = scale.getBoundingClientRect();
    inner.append(svg("path", { d: `M${at.left - frame.left} ${at.bottom - frame.top - 6}v6h${at.width}v-6`, fill: "none", stroke: ink, "stroke-width": 1.2 }),
      text(scale.textContent, at.left - frame.left, at.bottom - frame.top - 10, 11));
    whole.append(inner, text(t("picture.foot", { credit: record.credits.map((pair) => pair.filter(Boolean).join(t("count.comma"))).join(t("count.semicolon")).slice(0, 140), reports: t("count.reports", { number: record.sources.length }), build: record.case.build }), 16, high - 14, 11));
    return { whole, wide: frame.width, high };
  }

  async function save() {
    const { whole, wide, high } = compose();
    const text = new XMLSerializer().serializeToString(whole);
    const image = new Image();
    image.src = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = wide * SCALE;
    canvas.height = high * SCALE;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(image.src);
    const blob = await new Promise((done) => { canvas.toBlob(done, "image/png"); });
    kit.save(`${record.case.id}-${record.days.iso(store.now.day)}.png`, "image/png", blob);
  }
  return { save };
}

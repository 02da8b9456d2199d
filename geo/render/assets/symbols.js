// Shapes of posts and events, 16 px boxes.  Filled is, open is for a time, dashed is planned.

function symbols() {
  const { svg } = kit;
  const UNITS = {
    "observation-post": "post", "temporary-post": "temporary", checkpoint: "checkpoint", base: "base",
    command: "command", battalion: "base", "border-post": "border", centre: "centre",
  };
  const KINDS = { agreement: "page", demining: "plus", return: "plus", works: "plus",
    evacuation: "plus", handover: "arrow", withdrawal: "arrow", capture: "arrow", control: "base",
    deployment: "base", establishment: "post", incident: "cross" };
  const HEXAGON = "M8 2 13.2 5v6L8 14 2.8 11V5z";
  const TRIANGLE = "M8 2.6 13.6 13H2.4z";

  const DRAW = {
    post: () => [svg("path", { class: "s-fill", d: TRIANGLE })],
    temporary: () => [svg("path", { class: "s-open", d: TRIANGLE })],
    checkpoint: () => [svg("path", { class: "s-fill", d: "M8 1.8 14.2 8 8 14.2 1.8 8z" })],
    base: () => [svg("path", { class: "s-fill", d: "M2.8 2.8h10.4v10.4H2.8z" })],
    command: () => [svg("path", { class: "s-fill", d: "M2 2h12v12H2z" }),
      svg("path", { class: "s-on", d: "m8 3.9 1.2 2.7 2.9.3-2.2 1.9.7 2.9L8 10.200l-2.6 1.5.7-2.9-2.2-1.9 2.9-.3z" })],
    planned: () => [svg("path", { class: "s-dash", d: "M3 3h10v10H3z" })],
    border: () => [svg("circle", { class: "s-open", cx: 8, cy: 8, r: 5.4 }), svg("path", { class: "s-line", d: "M5 8h6" })],
    centre: () => [svg("path", { class: "s-dash", d: HEXAGON })],
    "centre-open": () => [svg("path", { class: "s-open", d: HEXAGON })],
    disputed: () => [svg("path", { class: "s-dash", d: HEXAGON }), svg("path", { class: "s-line", d: "m5.8 5.8 4.4 4.400m0-4.4-4.4 4.4" })],
    page: () => [svg("path", { class: "s-page", d: "M3 2.500h10v11H3z" }), svg("path", { class: "s-inkline", d: "M5.2 6.300h5.600M5.2 9.600h5.6" })],
    plus: () => [svg("path", { class: "s-cased", d: "M8 2.500v11M2.5 8h11" }), svg("path", { class: "s-inkbold", d: "M8 2.500v11M2.5 8h11" })],
    arrow: () => [svg("path", { class: "s-inkbold", d: "M2 8h10M8.5 4 12.5 8l-4 4" })],
    cross: () => [svg("path", { class: "s-inkbold", d: "m4 4 8 8m0-8-8 8" })],
  };

  function shapeOf(event, standing) {
    const unit = event.claims.map((claim) => claim.unit).find((one) => UNITS[one]);
    const shape = UNITS[unit] || KINDS[event.kind] || "plus";
    const status = standing ? standing.status : event.status;
    if (shape === "centre") return ["disputed", "denied", "proposed"].includes(status) ? "disputed" : status === "completed" ? "centre-open" : "centre";
    if (["disputed", "denied", "proposed"].includes(status) && ["deployment", "establishment"].includes(event.kind)) return "disputed";
    if (UNITS[unit] && ["planned", "agreed", "postponed"].includes(status)) return "planned";
    return shape;
  }
  const isPost = (event) => event.claims.some((claim) => UNITS[claim.unit]);

  const draw = (shape, attributes = {}) =>
    svg("g", { class: `symbol symbol-${shape}`, ...attributes }, (DRAW[shape] || DRAW.plus)());
  const icon = (shape) =>
    svg("svg", { class: "symbol-icon", viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" }, draw(shape));

  return { draw, icon, shapeOf, isPost, nameOf: (shape) => t.of("symbol", shape) };
}

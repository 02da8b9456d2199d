// What the map shows of the plane it is drawn in: size, scale, where it begins.
// The first frame is drawn without Leaflet; as soon as that stands it is shown the same, and has the say.

function plane(box) {
  const WORLD_PX = 256;
  const MARGIN = 0.25;
  const [LEAST_ZOOM, MOST_ZOOM] = [4, 15];
  const EARTH_M = 40030173.6;
  let map = null;
  let measured = null;
  let at = null;
  const viewers = [], waiting = [];

  const size = () => (map ? map.getSize() : (measured ||= { x: box.clientWidth, y: box.clientHeight }));

  // The place and zoom at which a box of [[south, west], [north, east]] fills what the padding leaves.
  function fit([[south, west], [north, east]], { topLeft: [left, top], bottomRight: [right, bottom] }) {
    const [x0, x1] = [coded.mercatorX(west), coded.mercatorX(east)];
    const [y0, y1] = [coded.mercatorY(north), coded.mercatorY(south)];
    const { x, y } = size();
    const wanted = Math.log2(Math.min((x - left - right) / (x1 - x0), (y - top - bottom) / (y1 - y0)));
    const zoom = Math.max(LEAST_ZOOM, Math.min(MOST_ZOOM, Number.isFinite(wanted) ? wanted : LEAST_ZOOM));
    const scale = 2 ** zoom;
    return { lat: coded.latOf((y0 + y1) / 2 + (bottom - top) / 2 / scale), lon: coded.lonOf((x0 + x1) / 2 + (right - left) / 2 / scale), zoom };
  }

  // As Leaflet counts: pixels of the plane at this zoom, from a whole one on, and some around what is seen.
  function view() {
    const scale = 2 ** at.zoom;
    const { x, y } = size();
    const min = { x: Math.round(-x * MARGIN), y: Math.round(-y * MARGIN) };
    return {
      scale, x: Math.round(coded.mercatorX(at.lon) * scale - x / 2), y: Math.round(coded.mercatorY(at.lat) * scale - y / 2),
      box: { min, max: { x: min.x + Math.round(x * (1 + 2 * MARGIN)), y: min.y + Math.round(y * (1 + 2 * MARGIN)) } },
    };
  }
  function show(place, animate = false) {
    at = place;
    if (!map) return viewers.forEach((act) => act(view()));
    // What is fitted does not snap to the steps of the wheel.
    const { zoomSnap } = map.options;
    map.options.zoomSnap = 0;
    map.setView([at.lat, at.lon], at.zoom, { animate });
    map.options.zoomSnap = zoomSnap;
    return null;
  }
  // What a hundred pixels in the middle of the map are on the ground.
  function metres() {
    const { lat } = map ? map.getCenter() : at;
    return (100 * EARTH_M * Math.cos((lat * Math.PI) / 180)) / (WORLD_PX * 2 ** (map ? map.getZoom() : at.zoom));
  }
  function take(made) {
    map = made;
    show(at);
    for (const act of waiting) act(map);
  }

  return {
    box, MARGIN, size, fit, show, metres, take,
    get map() { return map; },
    onView: (act) => { viewers.push(act); },
    withMap: (act) => { if (map) act(map); else waiting.push(act); },
  };
}

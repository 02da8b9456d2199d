// Rings and lines as render/encode.py writes them: steps of 1/10,000 degree in groups of five bits.

const coded = (() => {
  const STEPS = 10000;
  const WORLD_PX = 256;
  const MOST_LAT = 85.0511287798;
  const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const signAt = new Uint8Array(128);
  for (let at = 0; at < SIGNS.length; at += 1) signAt[SIGNS.charCodeAt(at)] = at;

  // Web Mercator at zoom nought.
  const mercatorX = (lon) => WORLD_PX * (0.5 + lon / 360);
  function mercatorY(lat) {
    const angle = (Math.max(-MOST_LAT, Math.min(MOST_LAT, lat)) * Math.PI) / 360;
    return WORLD_PX * (0.5 - Math.log(Math.tan(Math.PI / 4 + angle)) / (2 * Math.PI));
  }
  const lonOf = (x) => (x / WORLD_PX - 0.5) * 360;
  const latOf = (y) => (Math.atan(Math.sinh(2 * Math.PI * (0.5 - y / WORLD_PX))) * 180) / Math.PI;

  // x, y, x, y, … in steps.  The lowest group comes first; 32 says that more follow.
  // What is given stands only until the next word is read.
  let scratch = new Int32Array(4096);
  function steps(word) {
    if (scratch.length < word.length) scratch = new Int32Array(2 * word.length);
    let count = 0, bits = 0, shift = 0, x = 0, y = 0;
    for (let at = 0; at < word.length; at += 1) {
      const sign = signAt[word.charCodeAt(at)];
      bits |= (sign & 31) << shift;
      if (sign > 31) {
        shift += 5;
        continue;
      }
      const moved = bits & 1 ? -((bits + 1) >> 1) : bits >> 1;
      if (count & 1) scratch[count] = y += moved;
      else scratch[count] = x += moved;
      count += 1;
      bits = shift = 0;
    }
    return scratch.subarray(0, count);
  }
  // Leaflet's order, latitude first, is made here and nowhere else.
  function points(word) {
    const numbers = steps(word);
    const found = [];
    for (let at = 0; at < numbers.length; at += 2) found.push([numbers[at + 1] / STEPS, numbers[at] / STEPS]);
    return found;
  }
  // In the plane of the map: x, y, x, y, …; from a word, or from points.
  function flat(shape) {
    return typeof shape === "string" ? flatWord(steps(shape)) : Float64Array.from(shape.flatMap(([lat, lon]) => [mercatorX(lon), mercatorY(lat)]));
  }
  // The first frame waits for this loop, which stands by itself for that reason: nothing in it is called but Math.
  function flatWord(numbers) {
    const found = new Float64Array(numbers.length);
    const wide = WORLD_PX / 360 / STEPS, high = -WORLD_PX / 2 / Math.PI;
    const middle = WORLD_PX / 2, quarter = Math.PI / 4, half = Math.PI / 360 / STEPS, most = MOST_LAT * STEPS;
    for (let at = 0; at < found.length; at += 2) {
      const y = numbers[at + 1];
      found[at] = middle + numbers[at] * wide;
      found[at + 1] = middle + high * Math.log(Math.tan(quarter + (y > most ? most : y < -most ? -most : y) * half));
    }
    return found;
  }

  return { STEPS, points, flat, mercatorX, mercatorY, lonOf, latOf };
})();

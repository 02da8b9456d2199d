// Small tools that all parts share: elements, days in words, numbers.  Nothing here knows the case.

const kit = (() => {
  const SVG = "http://www.w3.org/2000/svg";
  const MS_PER_DAY = 86400000;

  function add(node, children) {
    for (const child of children) {
      if (Array.isArray(child)) add(node, child);
      else if (child !== null && child !== undefined) node.append(child);
    }
  }
  function fill(node, attributes, children = []) {
    for (const name in attributes) {
      const value = attributes[name];
      if (value === null || value === undefined || value === false) continue;
      if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else node.setAttribute(name, value === true ? "" : String(value));
    }
    add(node, children);
    return node;
  }

  const el = (tag, attributes, ...children) =>
    fill(document.createElement(tag), attributes, children);
  const svg = (tag, attributes, ...children) =>
    fill(document.createElementNS(SVG, tag), attributes, children);

  // Days are numbers from the first day on; a day far from the case is written with its year.
  function calendar(firstDay, last) {
    const start = Date.parse(`${firstDay}T00:00:00Z`);
    const at = (day) => new Date(start + day * MS_PER_DAY);
    const far = (day) => day < -40 || day > last + 40 || last > 330;
    const written = (form, day, months = "months") => {
      const date = at(day);
      return t(`date.${form}`, { day: String(date.getUTCDate()), month: t(`date.${months}`)[date.getUTCMonth()], year: String(date.getUTCFullYear()) });
    };
    return {
      iso: (day) => at(day).toISOString().slice(0, 10),
      fromIso: (text) => {
        const whole = /^\d{4}-\d{2}-\d{2}$/.test(text || "");
        const time = whole ? Date.parse(`${text}T00:00:00Z`) : NaN;
        return Number.isNaN(time) ? null : Math.round((time - start) / MS_PER_DAY);
      },
      long: (day) => written("long", day),
      middle: (day) => written("middle", day),
      short: (day) => written(far(day) ? "short_year" : "short", day, "months_short"),
      shortMonth: (day) => t("date.months_short")[at(day).getUTCMonth()],
      year: (day) => at(day).getUTCFullYear(),
      dayOfMonth: (day) => at(day).getUTCDate(),
      weekday: (day) => t("date.weekdays")[at(day).getUTCDay()],
      isMonday: (day) => at(day).getUTCDay() === 1,
      isJanuary: (day) => at(day).getUTCMonth() === 0,
    };
  }

  let whole = null;
  // Small figures look alike in all languages; the first use of the formatter costs more than all the rest.
  const number = (value) => (value >= 0 && value < 999.5 ? String(Math.round(value)) : grouped(value));
  const grouped = (value) => (value > 0 && /^en\b/.test(texts.language.numbers) ? String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ",") : formatted(value));
  const formatted = (value) => (whole ||= new Intl.NumberFormat(texts.language.numbers, { maximumFractionDigits: 0 })).format(value);
  const spelled = (n) => t("count.words")[n] ?? number(n);
  // Of words in several languages, those in the page's own; else English, else any.
  const ofLanguage = (words) => words[texts.language.code] || words.en || Object.values(words)[0] || "";
  const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
  const sentence = (text) => (/[.!?…]$/.test(text) ? text : `${text}.`);

  // The same letters whatever the case, accents, apostrophes and hyphens.
  function plain(text) {
    if (/^[ a-z0-9]*$/.test(text)) return text.replace(/ {2,}/g, " ").trim();
    return text.toLowerCase().replace(/[əǝ]/g, "a").replace(/ı/g, "i").replace(/ł/g, "l")
      .normalize("NFKD").replace(/[\u0300-\u036f]/g, "")
      .replace(/['’‘ʼ`´ʻʿ]/g, "").replace(/[-–—_/.]+/g, " ").replace(/\s+/g, " ").trim();
  }

  function save(name, type, text) {
    const address = URL.createObjectURL(text instanceof Blob ? text : new Blob([text], { type }));
    const link = el("a", { href: address, download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  }

  // Act once, when nobody has asked again for a moment.
  function pause(act, ms = 90) {
    let waiting = 0;
    return () => {
      clearTimeout(waiting);
      waiting = setTimeout(act, ms);
    };
  }
  // Act in turn, each in a task of its own, from the quiet after the page has been painted on; or at once
  // before it is printed.
  const waiting = [];
  let acting = false;
  const idle = (act) => (window.requestIdleCallback ? requestIdleCallback(act, { timeout: 200 }) : setTimeout(act, 1));
  function actNext() {
    try {
      if (waiting.length) waiting.shift()();
    } finally {
      acting = waiting.length > 0;
      if (acting) setTimeout(actNext);
    }
  }
  function inTurn(acts) {
    waiting.push(...acts);
    if (!acting) idle(actNext);
    acting = true;
  }
  addEventListener("beforeprint", () => { while (waiting.length) waiting.shift()(); });
  const reduced = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

  return { el, svg, fill, calendar, number, spelled, ofLanguage, capital, sentence, plain, save, pause, inTurn, reduced };
})();

// Time: the controls, the sentence, the clock and the slider over its axis.

function dock(record, store, root) {
  const { el, svg } = kit;
  const place = root.querySelector(".dock");
  const { days } = record;
  const chartAxis = axis(record, store);
  // The words of the day come with the reports.
  let say = null, only = null;
  const STEP_MS = 1600;
  const LOW_PX = 520;
  const icon = (d, solid) => svg("svg", { class: `icon${solid ? " icon-solid" : ""}`, viewBox: "0 0 20 20", "aria-hidden": "true" }, svg("path", { d }));
  const button = (name, label, d, act) =>
    el("button", { type: "button", class: `step step-${name}`, "aria-label": label, title: label, onclick: act }, icon(d, true));

  // Days on which something of weight happened, for stepping and playing.
  let stepDays = {};
  const eventDays = () => (say ? (stepDays[store.now.clock] ||= daysOf(store.now.clock)) : daysOf(store.now.clock));
  function daysOf(clock) {
    const found = new Set([0, record.case.last]);
    const sifted = only && only.active();
    const last = { ...store.now, day: record.case.last };
    const shows = (state) => !sifted || (state !== undefined && only.ground(record.states[state], last));
    for (const { [clock]: steps } of record.cells) {
      for (let at = 0; at < steps.length; at += 2) if (shows(steps[at + 1]) || shows(steps[at - 1])) found.add(steps[at]);
    }
    for (const event of record.events) {
      if (!say || !say.isNews(event) || (sifted && !only.event(event, last))) continue;
      if (clock === "true" && event.day !== null && say.rank(event) < 8) found.add(event.day);
      if (clock === "known") for (const [on] of event.known) if (say.rank(event) < 8) found.add(on);
    }
    return [...found].filter((day) => day >= 0 && day <= record.case.last).sort((a, b) => a - b);
  }
  const nextEvent = (day) => eventDays().find((one) => one > day) ?? record.case.last;
  const lastEvent = (day) => [...eventDays()].reverse().find((one) => one < day) ?? 0;

  // Where nearly all changes lie before the opening day, the axis ends soon after it;
  // a button stretches it to the end.
  const changes = record.cells.filter((cell) => !cell.quiet).flatMap((cell) => cell.true.filter((_, at) => at % 2 === 0 && at > 0));
  const soon = record.case.opens + 5;
  const early = changes.filter((day) => day <= soon).length;
  const shortEnd = changes.length && early >= 0.75 * changes.length && soon > 0.4 * record.case.last ? Math.min(record.case.last, soon) : record.case.last;
  const stretchable = shortEnd < record.case.last * 0.85;
  let stretched = !stretchable || store.now.day > shortEnd;
  const end = () => (stretched ? record.case.last : shortEnd);

  let timer = 0;
  const play = button("play", t("time.play"), "M6 4l10 6-10 6z", () => (timer ? stop() : start()));
  const name = (key) => {
    play.setAttribute("aria-label", t(key));
    play.title = t(key);
  };
  function start() {
    if (store.now.day >= end()) store.set({ day: 0 });
    root.dataset.playing = "true";
    name("time.pause");
    play.querySelector("path").setAttribute("d", "M5 4h3.500v12H5zM11.5 4H15v12h-3.500z");
    timer = setInterval(() => {
      const next = nextEvent(store.now.day);
      store.set({ day: Math.min(next, end()) });
      if (store.now.day >= end()) stop();
    }, STEP_MS);
  }
  function stop() {
    if (!timer) return;
    clearInterval(timer);
    timer = 0;
    delete root.dataset.playing;
    name("time.play");
    play.querySelector("path").setAttribute("d", "M6 4l10 6-10 6z");
  }
  const go = (change) => () => {
    stop();
    store.set({ day: change(store.now.day) });
  };

  const date = el("h2", { class: "date" });
  const sentence = el("p", { class: "sentence" });
  const clocks = el("div", { class: "pair clock", role: "radiogroup", "aria-label": t("time.clock") },
    [["true", t("time.true"), t("time.true_means")], ["known", t("time.known"), t("time.known_means")]].map(([id, name, meaning]) =>
      el("label", { title: kit.capital(meaning) }, el("input", { type: "radio", name: "clock", value: id, "aria-describedby": `clock-${id}`,
        onchange: () => store.set({ clock: id }) }), el("span", {}, name), el("span", { class: "hidden", id: `clock-${id}` }, meaning))));
  const slider = el("input", { type: "range", class: "slider", min: 0, max: end(), step: 1, value: store.now.day, "aria-label": t("time.day") });
  slider.addEventListener("input", () => {
    stop();
    store.set({ day: Number(slider.value) });
  });
  function keys(event) {
    const moves = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };
    const { day } = store.now;
    const target = event.key in moves ? day + moves[event.key] : event.key === "PageUp" ? nextEvent(day)
      : event.key === "PageDown" ? lastEvent(day) : event.key === "Home" ? 0 : event.key === "End" ? end() : null;
    if (target === null) return;
    event.preventDefault();
    stop();
    store.set({ day: target });
  }
  slider.addEventListener("keydown", keys);
  const stretch = el("button", { type: "button", class: "stretch", onclick: () => {
    stretched = !stretched;
    if (!stretched && store.now.day > shortEnd) store.set({ day: shortEnd });
    draw();
  } });
  stretch.hidden = !stretchable;

  const chart = el("div", { class: "chart" });
  const drawn = el("div", { class: "chart-drawn", "aria-hidden": "true" });
  chart.append(drawn, slider, stretch);
  place.append(el("div", { class: "dock-top" },
    el("div", { class: "steps", role: "group", "aria-label": t("time.steps") },
      button("event-back", t("time.event_back"), "M4 4h2v12H4zM16 4v12l-9-6z", go(lastEvent)),
      button("day-back", t("time.day_back"), "M13 4l-7 6 7 6-1.5 1.500L3.2 10l8.3-7.500z", go((day) => day - 1)),
      play,
      button("day-on", t("time.day_on"), "M7 4l7 6-7 6 1.5 1.5 8.3-7.5-8.3-7.500z", go((day) => day + 1)),
      button("event-on", t("time.event_on"), "M14 4h2v12h-2zM4 4v12l9-6z", go(nextEvent))),
    date, sentence, clocks), chart);

  // Its height stands before its width is known: the page is laid out once.
  function keepRoom() {
    root.classList.toggle("low", innerHeight < LOW_PX && innerWidth >= 640);
    const { narrow, wide } = chartAxis.heights(chart);
    chart.style.setProperty("--narrow-height", `${narrow}px`);
    chart.style.setProperty("--wide-height", `${wide}px`);
  }
  function draw() {
    keepRoom();
    const size = chart.getBoundingClientRect();
    if (size.width < 50) return;
    if (store.now.day > end()) stretched = true;
    const axis = chartAxis.draw(drawn, { wide: size.width, end: end(), stretchable });
    slider.max = end();
    slider.style.left = `${axis.left - 12}px`;
    slider.style.width = `${axis.right - axis.left + 24}px`;
    slider.style.top = `${axis.track - 22}px`;
    stretch.style.top = `${axis.track - 15}px`;
    stretch.textContent = t("time.until", { date: days.short(stretched ? shortEnd : record.case.last) });
    show();
  }
  function show() {
    const { now } = store;
    slider.value = now.day;
    const words_ = say ? say.daySentence() : "";
    slider.setAttribute("aria-valuetext", words_ ? t("time.spoken", { date: days.long(now.day), sentence: words_ }) : days.long(now.day));
    date.textContent = days.long(now.day);
    sentence.textContent = words_;
    for (const radio of clocks.querySelectorAll("input")) radio.checked = radio.value === now.clock;
    chartAxis.show(now, end());
  }

  store.on((now, changed) => {
    if (changed.has("sift")) stepDays = {};
    if (changed.has("day") && now.day > end()) {
      stretched = true;
      draw();
    } else if (["clock", "lang", "embed", "sift"].some((one) => changed.has(one))) draw();
    else if (changed.has("day")) show();
  });
  document.addEventListener("keydown", (event) => {
    if (event.target.closest("input, select, textarea, button, a, [tabindex], .folium-map") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === " ") {
      event.preventDefault();
      play.click();
    } else keys(event);
  });
  // With the reports come the sentence of the day and the bands.
  function dress(words_, bands_, only_) {
    [say, only] = [words_, only_];
    stepDays = {};
    if (chartAxis.dress(bands_)) show();
    else draw();
  }
  return { keepRoom, draw, dress, stop };
}

// What frames the map: names, view, tools, theme, credit, the spoken line, the list for print.

function surrounds(map, record, store, say, part, rows, shot, root) {
  const { el } = kit;
  const names = root.querySelector("#names");
  const spoken = root.querySelector(".spoken");
  const credit = root.querySelector(".credit");
  const printed = root.querySelector(".print-list");

  names.append(...[...record.case.languages, "printed"].map((code) => el("option", { value: code }, say.language(code))));
  names.title = record.case.policy;
  names.addEventListener("change", () => store.set({ lang: names.value }));
  for (const button of root.querySelectorAll("[data-view]")) {
    button.addEventListener("click", () => store.set({ view: button.dataset.view }));
  }
  root.querySelector("[data-skip]").addEventListener("click", (event) => {
    event.preventDefault();
    store.set({ view: "table" });
    root.querySelector(".table-area").focus();
  });
  const tools = {
    link: async (button) => {
      const done = await part.copy(location.href.split("#")[0] + store.address());
      note(t(done ? "tool.link_copied" : "tool.link_in_address"), button);
    },
    picture: (button) => shot.save().catch(() => note(t("tool.no_picture"), button)),
    theme: () => store.set({ theme: isDark() ? "light" : "dark" }),
  };
  for (const button of root.querySelectorAll("[data-tool]")) {
    button.addEventListener("click", () => tools[button.dataset.tool](button));
  }
  function note(text, button) {
    spoken.textContent = text;
    const bubble = el("span", { class: "bubble", "aria-hidden": "true" }, text);
    button.append(bubble);
    setTimeout(() => bubble.remove(), 1800);
  }
  const isDark = () => (store.now.theme ? store.now.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);

  function drawCredit() {
    const shapes = [...new Set(record.credits.map(([source, licence]) => [source, licence].filter(Boolean).join(", ")))].slice(0, 4);
    const link = (text, select) => el("button", { type: "button", class: "textual", onclick: () => store.set({ select }) }, text);
    credit.replaceChildren(el("span", { class: "credit-shapes", title: shapes.join(t("count.semicolon")) }, shapes.length ? t("credit.shapes", { list: shapes.join(t("count.semicolon")) }) : ""),
      el("span", {}, t("credit.reports", { sources: t("count.sources", { number: record.sources.length }) }), link(t("credit.listed"), "about-sources")),
      el("span", { class: "credit-right" }, link(t("credit.weighing"), "about-weighing"), link(t("credit.limits"), "about-limits"), el("span", {}, t("credit.build", { build: record.case.build }))));
  }

  // For print: the table of the day and the sources with their addresses.
  addEventListener("afterprint", () => themed(store.now.theme));
  addEventListener("beforeprint", () => {
    themed("light");
    const heads = rows.heads.map((head) => el("th", {}, head));
    printed.replaceChildren(el("h2", {}, t("time.spoken", { date: record.days.long(store.now.day), sentence: say.daySentence() })), say.dayProse(store.now.day, store.now.clock).map((text) => el("p", {}, text)), rows.grid(rows.rowsOf(store.now).slice(0, 120), heads, store.now),
      el("h2", {}, t("credit.sources")), el("ol", {}, record.sources.map((source) => el("li", {}, [source.publisher, source.title, source.published === null ? source.edtf : record.days.long(source.published), source.address].filter(Boolean).join(t("count.comma"))))));
  });

  // An embedding page learns how high this one would be: with few controls by its width, or all of it.
  if (parent !== window) {
    const wish = () => (store.now.embed
      ? Math.round(Math.min(700, Math.max(innerWidth < 560 ? 560 : 480, innerWidth * 0.62)))
      : Math.max(600, document.documentElement.scrollHeight));
    const tell = () => parent.postMessage({ type: "handover-map:height", height: wish() }, "*");
    if (document.readyState === "complete") tell();
    addEventListener("load", tell);
    addEventListener("resize", tell);
  }

  function themed(theme) {
    if (theme) document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
  }
  let quiet = true;
  let speaking = 0;
  store.on((now, changed) => {
    if (changed.has("theme")) {
      themed(now.theme);
    }
    if (changed.has("embed")) root.classList.toggle("embed", now.embed);
    if (changed.has("lang")) names.value = now.lang;
    if (changed.has("view")) {
      for (const button of root.querySelectorAll("[data-view]")) button.setAttribute("aria-pressed", String(button.dataset.view === now.view));
      root.querySelector(".table-area").hidden = now.view !== "table";
      root.querySelector(".map-area").classList.toggle("behind", now.view === "table");
    }
    if ((changed.has("day") || changed.has("clock")) && !quiet && !root.dataset.playing) {
      clearTimeout(speaking);
      speaking = setTimeout(() => { spoken.textContent = t("time.spoken", { date: record.days.long(now.day), sentence: say.daySentence() }); }, 400);
    }
    const full = root.querySelector(".full-link");
    const home = document.documentElement.dataset.home || "";
    full.href = home + store.address({ ...now, embed: false });
    full.hidden = location.protocol === "about:" && !home;
    quiet = false;
  });
  drawCredit();
}

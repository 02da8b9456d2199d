// Pieces of the panel: a claim, two sides beside each other, names, a schedule.

function pieces(record, store, paint, glyphs, say, only) {
  const { el, svg } = kit;
  const { days } = record;
  const STANDING = { completed: "full", agreed: "line", postponed: "line", planned: "line", underway: "line",
    disputed: "dash", denied: "dash", proposed: "dash", cancelled: "dash" };
  const tag = (status) => el("span", { class: `tag tag-${STANDING[status] || "line"}` }, t.of("status", status));

  function link(address, text, className = "") {
    if (!/^https?:\/\//i.test(address)) return null;
    return el("a", { href: address, target: "_blank", rel: "noopener noreferrer", class: className }, text);
  }
  function citation(claim) {
    const { source } = claim;
    const parts = [source.publisher, source.title ? `“${source.title}”` : "", source.published === null ? source.edtf : days.long(source.published),
      claim.where, source.address].filter(Boolean);
    return t("claim.citation", { source: parts.join(t("count.comma")), claim: claim.id, case: kit.ofLanguage(record.case.caseTitle) || record.case.id, build: record.case.build });
  }
  function citeButton(text) {
    return el("button", { type: "button", class: "textual", onclick: async (event) => {
      const button = event.currentTarget;
      const copied = await copy(text);
      button.textContent = t(copied ? "claim.copied" : "claim.cite");
      setTimeout(() => { button.textContent = t("claim.cite"); }, 1600);
    } }, t("claim.cite"));
  }
  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const field = el("textarea", { class: "hidden" });
      field.value = text;
      document.body.append(field);
      field.select();
      const done = document.execCommand("copy");
      field.remove();
      return done;
    }
  }

  const ABOUT = { about: "claim.about", "at-least": "claim.at_least", "at-most": "claim.at_most" };
  function quantityWords(claim) {
    if (claim.quantity === null && !claim.printedQuantity) return "";
    const unit = /[a-z]{4}/i.test(claim.printedQuantity) ? "" : claim.unit.replace(/-/g, " ");
    const quantity = `${claim.printedQuantity || kit.number(claim.quantity)} ${unit}`.trim();
    return claim.approximation in ABOUT ? t(ABOUT[claim.approximation], { quantity }) : quantity;
  }
  function whenWords(claim) {
    const said = [];
    if (claim.when) said.push(say.spanWords(claim.when, claim.roughly));
    if (claim.replaces) said.push(t("claim.instead_of", { date: say.spanWords(claim.replaces) }));
    return said.join(t("count.comma"));
  }
  function claimItem(claim, { withEvent = false } = {}) {
    const { source } = claim;
    const who = claim.attribution ? t("claim.said_in", { speaker: say.speaker(claim.attribution), publisher: source.publisher }) : source.publisher;
    const facts = [t("claim.ratings", { source: source.rating, claim: String(claim.credibility) }), claim.where].filter(Boolean);
    const more = [whenWords(claim), quantityWords(claim)].filter(Boolean).join(" · ");
    return el("li", { class: "claim" },
      el("p", { class: "claim-head" }, el("strong", {}, source.published === null ? source.edtf : days.short(source.published)), " ",
        el("span", { class: "claim-who" }, who), tag(claim.status),
        claim.draft ? el("span", { class: "draft" }, t("claim.draft")) : null),
      el("p", { class: "claim-text" }, kit.sentence(claim.summary)),
      claim.quote ? el("blockquote", { lang: source.language }, claim.quote) : null,
      more ? el("p", { class: "claim-more" }, more) : null,
      el("p", { class: "claim-facts" }, facts.map((fact) => el("span", {}, fact)), link(source.address, t("panel.source_link")), citeButton(citation(claim)), only.only(source)),
      withEvent && claim.event ? el("button", { type: "button", class: "textual", onclick: () => store.set({ select: claim.event.id }) }, say.title(claim.event)) : null);
  }
  function claimList(claims, heading = t("panel.what_sources_say")) {
    if (!claims.length) return null;
    const sorted = claims.slice().sort((a, b) => (b.known ?? -1e9) - (a.known ?? -1e9) || b.index - a.index);
    const independent = new Set(sorted.map((claim) => claim.source.agency || claim.source.publisher)).size;
    return el("section", {}, el("h3", {}, heading, el("span", { class: "quiet" }, ` · ${t("count.claims", { number: sorted.length, independent })}`)),
      el("ul", { class: "claims" }, sorted.map((claim) => claimItem(claim))));
  }

  // Rival claims stand side by side: one above the other would rank them.
  function sides(columns, note = "") {
    return el("div", {}, el("div", { class: "sides" }, columns.map((column) => el("div", {},
      el("h4", {}, column.title), el("p", {}, column.text), el("p", { class: "small" }, column.by)))),
    note ? el("p", { class: "small" }, note) : null);
  }
  const REFUSED = new Set(["denied", "disputed", "cancelled"]);
  const voice = (claim) => (claim.attribution ? t("claim.said_in", { speaker: say.speaker(claim.attribution), publisher: claim.source.publisher }) : claim.source.publisher);
  const speaker = (claim) => [voice(claim), claim.source.published === null ? claim.source.edtf : days.short(claim.source.published)].join(t("count.comma"));
  function rivals(event, day, clock) {
    const heard = record.claimsBy(event, day, clock);
    const against = heard.filter((claim) => REFUSED.has(claim.status));
    const backing = heard.filter((claim) => !REFUSED.has(claim.status));
    const found = [];
    if (against.length && backing.length) {
      found.push(el("section", {}, el("h3", {}, t("claim.rivals", { title: say.title(event) })), sides([
        { title: kit.capital(t.of("status", backing[0].status)), text: kit.sentence(backing[0].summary), by: backing.map(speaker).slice(0, 3).join(t("count.semicolon")) },
        { title: kit.capital(t.of("status", against[0].status)), text: kit.sentence(against[0].summary), by: against.map(speaker).slice(0, 3).join(t("count.semicolon")) },
      ], weighed(event, day, clock))));
    }
    const dated = new Map();
    for (const claim of ["capture", "handover", "control"].includes(event.kind) ? heard : []) {
      if (claim.status !== "completed" || !claim.when || claim.when[0] === null || claim.when[0] !== claim.when[1]) continue;
      dated.set(claim.when[0], [...(dated.get(claim.when[0]) || []), claim]);
    }
    const rows = [...dated].sort((a, b) => b[1].length - a[1].length).slice(0, 2);
    if (rows.length > 1) {
      found.push(el("section", {}, el("h3", {}, t("claim.rival_dates")), sides(rows.map(([on, claims]) => ({
        title: days.middle(on), text: kit.sentence([...new Set(claims.map((claim) => claim.source.publisher))].slice(0, 3).join(t("count.comma"))),
        by: t(event.day === on ? "claim.stands" : "claim.not_followed") })))));
    }
    const numbers = new Map();
    for (const claim of heard) {
      if (claim.quantity === null) continue;
      const name = `${claim.unit}`;
      const list = numbers.get(name) || new Map();
      const key = `${claim.approximation === "exact" ? "" : claim.approximation}${claim.quantity}`;
      list.set(key, [...(list.get(key) || []), claim]);
      numbers.set(name, list);
    }
    for (const [unit, list] of numbers) {
      if (list.size < 2 || !/troops|people|posts|km/.test(unit)) continue;
      const sorted = [...list].sort((a, b) => b[1].length - a[1].length);
      // A tenth of a contingent on the way is no rival figure for the whole of it.
      const near = (one) => Math.min(one[1][0].quantity, sorted[0][1][0].quantity) >= 0.8 * Math.max(one[1][0].quantity, sorted[0][1][0].quantity);
      const two = sorted.filter(near).slice(0, 2);
      if (two.length < 2) continue;
      found.push(el("section", { "data-rivals": "numbers" }, el("h3", {}, t("claim.numbers_differ", { unit: unit.replace(/-/g, " ") })), sides(two.map(([, claims]) =>
        ({ title: quantityWords(claims[0]), text: kit.sentence(claims[0].summary), by: claims.map(speaker).slice(0, 3).join(t("count.semicolon")) })))));
    }
    return found;
  }
  function weighed(event, day, clock) {
    const stand = record.standing(event, day, clock);
    if (!stand) return "";
    if (stand.status === "disputed" || !stand.happened) return t("claim.unresolved");
    const status = t.of("status", stand.status);
    return stand.day === null ? t("claim.weighed", { status }) : t("claim.weighed_on", { status, date: days.middle(stand.day) });
  }

  // Ring: the day it was due; thick line: the slip; disc: the day it was done.
  function schedule(event, day, clock) {
    const dues = say.dues(event, day, clock);
    if (!["handover", "withdrawal", "evacuation"].includes(event.kind)) return null;
    const stand = record.standing(event, day, clock);
    const done = stand && stand.happened ? stand.day : null;
    if (!dues.length) return null;
    const began = event.known.length ? Math.min(event.known[0][0], dues[0]) : dues[0];
    const all = [...dues, ...(done === null ? [] : [done])];
    const from = Math.max(began, Math.min(...all) - 8) - 1, to = Math.max(...all) + 2;
    const wide = 338;
    const x = (on) => 8 + ((wide - 16) * (on - from)) / Math.max(1, to - from);
    const moved = done ?? dues[dues.length - 1];
    const slip = moved - dues[0];
    const near = slip !== 0 && Math.abs(x(moved) - x(dues[0])) < 76;
    const nodes = [svg("path", { class: "hair", d: `M8 42H${wide - 8}` })];
    if (slip) nodes.push(svg("path", { class: "slip", d: `M${x(dues[0])} 42H${x(moved)}` }),
      near ? null : svg("text", { class: "slip-words", x: (x(dues[0]) + x(moved)) / 2, y: 33, "text-anchor": "middle" }, say.slip(slip)));
    for (const due of new Set(dues)) if (due !== done || !slip) nodes.push(svg("circle", { class: "due", cx: x(due), cy: 42, r: 4.5 }));
    nodes.push(svg("text", { class: `axis-ink${new Set(dues).size > 1 ? " struck" : ""}`, x: slip ? Math.max(40, x(dues[0])) : Math.min(wide - 4, x(dues[0]) + 64), y: 16, "text-anchor": "end" },
      !slip && done !== null ? t("claim.due_done", { due: days.short(dues[0]), done: days.short(done) }) : t("claim.due", { date: days.short(dues[0]) })));
    if (done !== null) nodes.push(svg("circle", { class: "done", cx: x(done), cy: 42, r: 4.5 }));
    if (slip) nodes.push(svg("text", { class: "axis-ink", x: Math.min(wide - 4, x(moved) + 4), y: 16, "text-anchor": "end" }, done !== null ? t("claim.done", { date: days.short(done) }) : t("claim.now", { date: days.short(moved) })));
    for (let on = Math.ceil(from); on <= to; on += 1) {
      if (days.dayOfMonth(on) % 5 === 0 && to - from < 70) nodes.push(svg("path", { class: "tick", d: `M${x(on)} 50v4` }), svg("text", { class: "axis", x: x(on), y: 66, "text-anchor": "middle" }, String(days.dayOfMonth(on))));
    }
    const put = record.claimsBy(event, day, clock).filter((claim) => claim.status === "postponed");
    return el("section", {}, el("h3", {}, t("claim.scheduled")),
      svg("svg", { class: "schedule", viewBox: `0 0 ${wide} 70`, role: "img", "aria-label": t(done === null ? (slip ? "claim.label_moved" : "claim.label_due") : slip ? "claim.label_slip" : "claim.label_done", { due: days.long(dues[0]), now: days.long(moved), done: done === null ? "" : days.long(done), slip: say.slip(slip) }) }, nodes.filter(Boolean)),
      slip && near ? el("p", { class: "small" }, el("strong", {}, kit.capital(say.slip(slip)))) : null,
      put.length ? el("p", { class: "small" }, t("claim.put_off", { date: days.middle(put[0].known ?? dues[0]), summary: kit.sentence(put[0].summary) })) : null);
  }

  // Of the days it was due, all but the last are crossed out.
  const dueWords = (dues) => [...new Set(dues)].map((due, at, all) => (at < all.length - 1
    ? [el("s", {}, el("span", { class: "hidden" }, t("claim.no_longer")), days.short(due)), " "] : days.short(due)));

  function nameList(place) {
    const rows = new Map();
    for (const one of place.names) {
      const code = one.lang;
      if (code === "en" && kit.plain(one.name) === kit.plain(say.label(place))) continue;
      rows.set(code, [...(rows.get(code) || []), one]);
    }
    if (!rows.size) return null;
    const turn = (code) => (record.case.languages.includes(code) ? record.case.languages.indexOf(code) : 99);
    return el("dl", { class: "names-list" }, [...rows].sort((a, b) => turn(a[0]) - turn(b[0])).map(([code, list]) => [el("dt", {}, say.language(code)),
      el("dd", {}, list.map((one, at) => [at ? t("count.comma") : "", el("span", { lang: code === "und" ? null : code, dir: "auto" }, one.name),
        one.by ? el("span", { class: "quiet" }, ` (${one.by})`) : null, one.since || one.until ? el("span", { class: "quiet" }, ` ${one.since}–${one.until}`) : null]))]));
  }
  function section(title, ...children) {
    return el("section", {}, el("h3", {}, title), children);
  }

  return { dueWords, tag, link, copy, claimItem, claimList, sides, rivals, schedule, nameList, section, quantityWords, speaker, citation };
}

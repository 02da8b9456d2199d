// The day in words: names by the reader's language, parties, states, sentences.

function words(record, store) {
  const { days } = record;
  const SCRIPTS = { hy: /\p{Script=Armenian}/u, ru: /\p{Script=Cyrillic}/u, ka: /\p{Script=Georgian}/u, fa: /\p{Script=Arabic}/u };
  const RANK = ["handover", "agreement", "withdrawal", "capture", "deployment", "control",
    "establishment", "evacuation", "return", "demining", "works", "incident"];
  const SETTLED = new Set(["city", "town", "village", "settlement", "hamlet"]);

  const language = (code) => t.of("lang", code);
  const kind = (event) => t.of("kind", event.kind);

  function label(place, lang = store.now.lang) {
    if (!place) return "";
    if (lang === "printed" && place.printed) return place.printed;
    const wanted = lang === "printed" ? "en" : lang;
    const own = place.names.filter((one) => one.lang === wanted);
    const found = own.find((one) => SCRIPTS[wanted] && SCRIPTS[wanted].test(one.name)) || own[0] ||
      place.names.find((one) => one.lang === "en") || place.names[0];
    return found ? found.name : place.id.replace(/-/g, " ");
  }
  function labelLang(place, lang = store.now.lang) {
    const wanted = lang === "printed" ? "en" : lang;
    return place && place.names.some((one) => one.lang === wanted) ? wanted : "en";
  }
  // A district and its town may share a name: in a sentence the kind is said too.
  function named(place) {
    const name = label(place);
    const own = labelLang(place) === texts.language.code;
    const bare = !/district|region|oblast|raion|corridor/i.test(name);
    return own && place.kind === "district" && bare ? t("place.named_district", { name }) : name;
  }
  function short(place) {
    return label(place).replace(/\s+(district|region|raion|rayonu?|rayon)$/i, "");
  }

  function party(id) {
    const own = record.byParty.get(id);
    const names = own ? own.names : record.actorNames.get(id) || {};
    const found = kit.ofLanguage(names);
    if (found) return found;
    const parent = record.partyOf.get(id);
    const spelled = kit.capital(String(id || "").replace(/-/g, " "));
    return parent && parent !== id && !record.actorNames.has(id) ? party(parent) : spelled;
  }
  const speaker = (id) => (/^[a-z0-9-]+$/.test(id) ? party(id) : id);

  const isSettlement = (place) => Boolean(place) && SETTLED.has(place.kind);
  const rank = (event) => {
    const at = RANK.indexOf(event.kind === "establishment" ? "deployment" : event.kind);
    const village = event.kind === "capture" && isSettlement(event.place) && event.place.kind === "village";
    return (at < 0 ? RANK.length : at) + (village ? 8 : 0) + (event.scope === "whole" ? 0 : 0.5);
  };
  // Who held what at the outset, and who is said to hold on, are no news of a day.
  const isNews = (event) => !(event.kind === "control" && event.scope === "whole" && !event.counterparty) &&
    !(event.kind === "control" && event.day !== null && event.day <= 0);

  function late(event) {
    const first = event.scheduled[0];
    return event.day === null || first === undefined ? 0 : event.day - first;
  }
  // The days it was to happen: all of them, or those that had been named by the day.
  function dues(event, day, clock) {
    if (clock === "true") return event.scheduled;
    // As when the schedule was read: the first day stands until a claim puts it off.
    const found = [];
    for (const claim of record.claimsBy(event, day, clock)) {
      const due = claim.when ? claim.when[1] : null;
      if (due === null || claim.roughly || claim.credibility >= 5 || !["agreed", "planned", "postponed"].includes(claim.status)) continue;
      if (!found.length || ((claim.status === "postponed" || claim.replaces) && due !== found[found.length - 1])) {
        if (!found.length && claim.replaces && claim.replaces[1] !== null) found.push(claim.replaces[1]);
        found.push(due);
      }
    }
    return found;
  }
  const slip = (n) => (n > 0 ? t("count.late", { n }) : n < 0 ? t("count.early", { n: -n }) : "");

  function bestSummary(event, day, clock) {
    const heard = record.claimsBy(event, day, clock);
    const stand = record.standing(event, day, clock);
    const firm = heard.filter((claim) => claim.status === (stand ? stand.status : event.status));
    const tells = (claim) => claim.credibility + (claim.unit === "" || claim.unit === "troops" ? 0 : 0.5);
    const found = (firm.length ? firm : heard.length ? heard : event.claims).slice()
      .sort((x, y) => tells(x) - tells(y) || (stand && stand.happened ? 0 : y.index - x.index))[0];
    return found ? kit.sentence(found.summary) : "";
  }

  const VERBS = { handover: ["day.passes", "day.passed"], capture: ["day.is_taken", "day.was_taken"] };
  const REPORTED = ["day.is_reported_taken", "day.was_reported_taken"];
  // Whether the taker itself said so: others concede, or report.
  const announced = (event) => event.claims.some((claim) => claim.status === "completed" &&
    (record.partyOf.get(claim.attribution) || claim.attribution) === (record.partyOf.get(event.actor) || event.actor));
  function phrase(event, tense = 0) {
    if (VERBS[event.kind] && event.scope === "whole" && event.place && event.actor) {
      const verbs = event.kind === "capture" && !announced(event) ? REPORTED : VERBS[event.kind];
      return t(verbs[tense], { place: named(event.place), party: party(record.partyOf.get(event.actor) || event.actor) });
    }
    return "";
  }
  // What an event is called: what stands or moves, whose it is, where.
  const SITES = new Set(["observation-post", "temporary-post", "checkpoint", "base", "command", "battalion", "border-post", "centre"]);
  const WAYS = new Set(["corridor", "line", "road"]);
  const unitOf = (event) => event.claims.map((claim) => claim.unit).find((unit) => Object.hasOwn(texts.event, unit));
  const sideOf = (id) => (id ? record.partyOf.get(id) : undefined);
  // Whose posts most are: there the party goes without saying.
  let most;
  function usual() {
    if (most !== undefined) return most;
    const counts = new Map();
    for (const event of record.lasting) if (SITES.has(unitOf(event))) counts.set(sideOf(event.actor), (counts.get(sideOf(event.actor)) || 0) + 1);
    most = [...counts].sort((x, y) => y[1] - x[1]).map(([side]) => side)[0] ?? null;
    return most;
  }
  function whatOf(event) {
    const unit = unitOf(event);
    if (unit === "centre" && record.actorNames.has(event.actor)) return party(event.actor);
    const what = unit && ["deployment", "establishment"].includes(event.kind) ? t.of("event", unit) : kind(event);
    const sides = [...new Set((event.kind === "agreement" ? [event.actor, event.counterparty] : [event.actor]).filter(sideOf).map((id) => party(id)))];
    const said = sides.length && (event.kind === "agreement" || (!["control", "handover", "capture", "withdrawal"].includes(event.kind) && sideOf(event.actor) !== usual()));
    const whose = said ? t("event.of", { what, parties: sides.join(t("count.and")) }) : what;
    return event.origin ? t("event.from", { what: whose, place: label(event.origin) }) : whose;
  }
  function plainTitle(event) {
    const { place } = event;
    if (["handover", "capture", "withdrawal"].includes(event.kind) && event.scope === "whole" && place) {
      return t("day.event_of", { place: named(place), kind: kind(event).toLowerCase() });
    }
    const what = whatOf(event);
    if (!place || named(place) === what) return what;
    const how = event.scope === "somewhere" ? "somewhere" : WAYS.has(place.kind) ? "along" : SITES.has(unitOf(event)) && place.kind !== "district" ? "at" : "in";
    return t(`event.${how}`, { what, place: named(place) });
  }
  // Of two that would be called the same, each says its day.
  let called = { lang: null, seen: null };
  function title(event) {
    const { lang } = store.now;
    if (called.lang !== lang) {
      called = { lang, seen: new Map() };
      for (const one of record.lasting) if (isNews(one)) called.seen.set(plainTitle(one), (called.seen.get(plainTitle(one)) || 0) + 1);
    }
    const own = plainTitle(event);
    return called.seen.get(own) > 1 && event.day !== null ? t("event.on", { title: own, date: days.short(event.day) }) : own;
  }
  const heading = (event, happened = true) => {
    if (happened) return phrase(event) || title(event);
    return event.kind === "handover" && event.scope === "whole" && event.place ? t("day.handover_of", { place: named(event.place) }) : title(event);
  };

  const shown = (event, day, clock) => {
    const stand = record.standing(event, day, clock);
    return stand && stand.happened ? stand : null;
  };
  const told = new Map();
  function happenedOn(day, clock) {
    const asked = `${clock}${day}`;
    if (!told.has(asked)) told.set(asked, findHappened(day, clock));
    return told.get(asked);
  }
  // Events by the days on which they can be news, so that a step looks at few of them.
  const byDay = new Map();
  for (const event of record.events.filter(isNews)) {
    const on = new Set([event.day, ...event.known.map((step) => step[2]), ...event.claims.map((claim) => claim.known)]);
    for (const day of on) if (day !== null) (byDay.get(day) || byDay.set(day, []).get(day)).push(event);
  }
  function findHappened(day, clock) {
    const found = (byDay.get(day) || []).filter((event) => {
      const stand = shown(event, day, clock);
      if (!stand) return false;
      if (stand.day === day) return true;
      return clock === "known" && event.claims.some((claim) => claim.known === day && claim.status === "completed") && stand.day !== null && day - stand.day < 3;
    });
    return found.sort((a, b) => rank(a) - rank(b) || b.claims.length - a.claims.length || a.index - b.index);
  }
  function due(day, clock) {
    const waiting = new Map();
    for (const cell of record.cells) {
      const now = record.stateOf(cell, day, clock);
      if (!now || now.status !== "agreed") continue;
      for (const event of now.events) {
        if (event.kind === "handover" && event.place) waiting.set(event, { event, due: now.due, to: now.to });
      }
    }
    return [...waiting.values()].sort((a, b) => (a.due ?? 9e9) - (b.due ?? 9e9));
  }

  function captured(found) {
    const villages = found.filter((event) => event.kind === "capture" && isSettlement(event.place));
    if (villages.length < 2) return "";
    const by = new Set(villages.map((event) => record.partyOf.get(event.actor) || event.actor));
    return stop(kit.capital(t("day.settlements", { n: villages.length, parties: [...by].map((id) => party(id)).join(t("count.and")) })));
  }

  function ago(days_) {
    return days_ === 1 ? t("day.day_before") : t("day.ago", { n: days_ });
  }
  const major = record.events.filter((event) => ["handover", "agreement"].includes(event.kind) && isNews(event));
  function lastMajor(day, clock) {
    let best = null;
    for (const event of major) {
      const stand = shown(event, day, clock);
      if (stand && stand.day !== null && stand.day < day && day - stand.day <= 14 &&
        (!best || stand.day > best.day || (stand.day === best.day && rank(event) < rank(best.event)))) {
        best = { event, day: stand.day };
      }
    }
    return best;
  }
  function dueWords(list, many = 3) {
    return list.filter((one) => one.due !== null).slice(0, many)
      .map((one, at) => t(at ? "day.also_due" : "day.is_due", { place: at ? short(one.event.place) : named(one.event.place), date: days.middle(one.due) }))
      .join(t("count.comma"));
  }

  const stop = (text) => t("day.full_stop", { text });
  const slipped = (text, slip_) => (slip_ ? t("day.with_slip", { text, slip: slip_ }) : text);
  // One or two sentences for the dock, the slider and the live region.
  function daySentence(day = store.now.day, clock = store.now.clock) {
    const parts = [];
    const found = happenedOn(day, clock);
    const before_ = lastMajor(day, clock);
    const top = found[0] && (rank(found[0]) < 4 || !before_ || before_.event.kind !== "handover" || day - before_.day > 3) ? found[0] : null;
    if (top && phrase(top) && rank(top) < 8) {
      const words_ = slip(late(top));
      parts.push(stop(top.kind === "handover" ? slipped(phrase(top), words_) : phrase(top)));
    } else if (top && rank(top) < 8) {
      parts.push(bestSummary(top, day, clock));
    }
    const many = captured(found);
    if (many) parts.push(many);
    else if (!parts.length && top) parts.push(phrase(top) ? stop(phrase(top)) : bestSummary(top, day, clock));
    if (!parts.length) {
      const before = lastMajor(day, clock);
      if (before) {
        const words_ = before.event.kind === "handover" ? slip(late(before.event)) : "";
        const said = phrase(before.event, 1);
        parts.push(stop(said ? slipped(t("day.said_ago", { text: said, ago: ago(day - before.day) }), words_)
          : t("day.named_ago", { text: heading(before.event), ago: ago(day - before.day) })));
      }
    }
    const next = dueWords(due(day, clock), parts.length > 1 ? 1 : 2);
    if (next && parts.length < 3) parts.push(stop(next));
    return parts.join(" ") || t("day.no_change");
  }
  function dayHeading(day, clock) {
    const found = happenedOn(day, clock);
    if (!found.length) {
      const before = lastMajor(day, clock);
      if (before && day - before.day < 4 && phrase(before.event, 1)) return t("day.said_ago", { text: phrase(before.event, 1), ago: ago(day - before.day) });
      const next = due(day, clock)[0];
      return next && next.due !== null ? t("day.is_due", { place: named(next.event.place), date: days.middle(next.due) }) : t("day.no_change_short");
    }
    const many = captured(found);
    return rank(found[0]) >= 8 && many ? many.slice(0, -1) : heading(found[0]);
  }
  // The day in paragraphs, as Python wrote them: numbers stand apart, summaries with their claims.
  function dayProse(day, clock) {
    const { forms, said, parts } = record.prose;
    const filled = ([form, numbers]) => {
      if (!numbers) return forms[form];
      const left = numbers.split(" ");
      return forms[form].replace(/#/g, () => left.shift());
    };
    const sentence = (at) => (at < 0 ? kit.capital(kit.sentence(record.claims[-at - 1].summary)) : filled(said[at]));
    return parts[record.prose[clock][day]].map((part) => part.map(sentence).join(" "));
  }

  // What a state is, in words.
  function stateWords(now) {
    const by = party(now.holder);
    if (now.status === "agreed" && now.due !== null) return t("ground.agreed_by", { holder: by, party: party(now.to), date: days.long(now.due) });
    if (now.status === "agreed") return t("ground.agreed", { holder: by, party: party(now.to) });
    if (now.status === "contested") return t("ground.contested", { holder: by, rival: party(now.rival) });
    if (now.status === "claimed") return t("ground.claimed", { holder: by });
    if (now.status === "unconfirmed") return t("ground.unconfirmed", { holder: by });
    return by;
  }
  function stateShort(now, small) {
    if (now.status === "agreed") return now.due === null ? t("ground.short_agreed") : t("ground.short_due", { date: days.short(now.due) });
    if (now.status === "contested") return t("ground.short_contested");
    if (now.how === "handover") return t(small ? "ground.short_since" : "ground.short_handed", { date: days.short(now.since) });
    return "";
  }
  function spanWords(span, roughly = false) {
    if (!span) return "";
    const [from, to] = span;
    const one = from === to ? days.short(from) : from === null ? t("date.by", { date: days.short(to) })
      : to === null ? t("date.from", { date: days.short(from) }) : t("date.between", { from: days.short(from), to: days.short(to) });
    return roughly ? t("date.about", { date: one }) : one;
  }

  return { language, kind, label, labelLang, named, short, party, speaker, isSettlement, rank, isNews,
    whatOf, late, slip, dues, bestSummary, phrase, heading, title, happenedOn, due, daySentence, dayHeading, dayProse,
    stateWords, stateShort, spanWords };
}

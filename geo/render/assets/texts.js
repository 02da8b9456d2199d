// Words of the page's own, by key, as texts/LANG.toml gives them; the data bring them.

const texts = {};

const t = (() => {
  let plurals = null;
  const form = (text, n) => {
    plurals ||= new Intl.PluralRules(texts.language.code);
    return text[plurals.select(n)] ?? text.other;
  };
  const shown = (name, value) => {
    if (typeof value !== "number") return value;
    return name === "n" ? kit.spelled(value) : kit.number(value);
  };

  const own = (group, name) => (Object.hasOwn(texts, group) && Object.hasOwn(texts[group], name) ? texts[group][name] : undefined);

  // The text of a key such as "day.passes", its {placeholders} filled in.
  function t(key, values = {}) {
    const at = key.indexOf(".");
    const found = own(key.slice(0, at), key.slice(at + 1));
    if (found === undefined) return key;
    if (Array.isArray(found)) return found;
    const text = typeof found === "string" ? found : form(found, values.n ?? values.number);
    return text.includes("{") ? text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? shown(name, values[name]) : whole)) : text;
  }
  // What may have no text of its own, such as the kind of a place, is spelled as it stands.
  t.of = (group, id) => own(group, id) ?? String(id).replace(/-/g, " ");
  return t;
})();

/* Keeps what a learner did. The record, and how it stays true: hooks/record/__init__.py. */
(window.courseRooms ||= []).push(["record", ({ make, waiting }, say) => {
  const FORMAT = 2, FIELDS = "answers,course,format,id,name,plan", LAST = 20, LIMIT = 2 ** 20;

  const whole = (value, least, most) => Number.isInteger(value) && value >= least && value <= most;
  const text = (value, pattern) => typeof value === "string" && pattern.test(value);
  const has = (value, names) => Object.keys(value).sort().join() === names;
  const validTry = (one) => one.length === 5 && whole(one[0], 0, 1e11) && one[1] >= 0 && one[1] <= one[2] && one[2] > 0 && one[2] <= 1000
    && typeof one[1] + typeof one[2] + typeof one[3] === "numbernumberboolean" && [null, true, false].includes(one[4]);
  const validEntry = ([key, entry]) => /^[^\s/]{1,99}\/[^\s/]{1,99}$/.test(key) && has(entry, "kind,n,print,tries")
    && text(entry.kind, /^[a-z]{1,20}$/) && text(entry.print, /^[\w-]{0,64}$/) && Array.isArray(entry.tries)
    && entry.tries.every(validTry) && whole(entry.tries.length, 1, LAST) && whole(entry.n, entry.tries.length, 1e9);
  const date = (value) => !value || (/^[12]\d{3}-\d\d-\d\d$/.test(value) && new Date(value).toJSON()?.startsWith(value));
  const validPlan = ([key, one]) => text(key, /^[a-z\d]{8,32}$/) && Array.isArray(one) && one.length === 6 && whole(one[0], 1, 1e9)
    && one.slice(1).every((part) => text(part, /^.{0,120}$/su)) && date(one[3]);
  const every = (value, good) => value.constructor === Object && Object.entries(value).every(good);
  const valid = (record) => has(record, FIELDS) && text(record.id, /^[a-z\d]{8,32}$/)
    && text(record.name, /^.{1,40}$/su) && every(record.answers, validEntry) && every(record.plan, validPlan);

  /* What each older format lacks. 0 had neither fingerprints nor counts, 1 no plan. */
  const OLDER = [
    (record) => Object.values(record.answers).forEach((entry) => Object.assign(entry, { print: "", n: entry.tries.length })),
    (record) => { record.plan = {}; },
  ];

  /** A checksum against slips, not against forgery: who forges deceives nobody else. */
  const seal = (record) => {
    let a = 1, b = 2;
    for (const letter of JSON.stringify(record)) {
      a = Math.imul(a ^ letter.codePointAt(0), 2654435761);
      b = Math.imul(b ^ letter.codePointAt(0), 1597334677) ^ (a >>> 15);
    }
    return `${a >>> 0}-${b >>> 0}`;
  };

  /** {record} or {fault}; `sealed`: a text from outside, with a checksum. */
  const read = (source, course, sealed) => {
    if (sealed && source.length > LIMIT) return { fault: "large" };
    let fault = "foreign";
    try {
      const { sum, ...record } = JSON.parse(source);
      if (record.format > FORMAT) return { fault: "newer" };
      if (!whole(record.format, 0, FORMAT) || !has({ plan: 0, ...record, name: "" }, FIELDS)) return { fault };
      if (sealed ? sum !== seal(record) : sum) return { fault: "tampered" };
      if (record.course !== course) return { fault: "other" };
      fault = "damaged";
      for (; record.format < FORMAT; record.format++) OLDER[record.format](record);
      return valid(record) ? { record } : { fault };
    } catch { return { fault }; }
  };

  /** Whether a question is another than the one that was answered. */
  const changed = (entry, { kind, print }) => entry.kind !== kind || Boolean(entry.print && print && entry.print !== print);
  const place = (list, one) => list.findIndex((other) => `${other}` === `${one}`);

  /** Tries of two lists: what both have keeps its order, whatever the clock said; what one has goes between by its time. */
  const weave = (a, b) => {
    const out = [...a];
    let at = 0;
    for (const one of b) {
      const there = place(out, one);
      if (there < 0) {
        while (at < out.length && place(b, out[at]) < 0 && (out[at][0] - one[0] || (`${out[at]}` < `${one}` ? -1 : 1)) < 0) at++;
        out.splice(at++, 0, one);
      } else at = there + 1;
    }
    return out;
  };

  /** One question's entry from two; `a` itself when `b` has nothing new. */
  const join = (a, b) => {
    if (!a || !b || a === b) return a || b;
    const later = a.n - b.n || a.tries.at(-1)[0] - b.tries.at(-1)[0];
    if (changed(a, b)) return later < 0 ? b : a;
    // So much was answered since that none of the older tries is among the last ones.
    const [old, last] = a.n < b.n ? [a, b] : [b, a];
    if (last.tries.length === LAST && last.n - LAST >= old.n && !old.tries.some((one) => place(last.tries, one) >= 0)) return last;
    const tries = weave(a.tries, b.tries);
    const made = { kind: a.kind, print: a.print || b.print, tries: tries.slice(-LAST), n: Math.max(a.n, b.n, tries.length) };
    return `${made.tries}` === `${a.tries}` && made.n === a.n && made.print === a.print ? a : made;
  };

  /** What either record has; `a` itself when `b` has nothing new. */
  const merge = (a, b) => {
    const more = Object.keys(b.answers).map((key) => [key, join(a.answers[key], b.answers[key])]).filter(([key, entry]) => entry !== a.answers[key]);
    // Of two versions of an entry of the plan, the one that was written more often; of two equals, always the same one.
    const plan = Object.entries(b.plan).filter(([key, one]) => {
      const old = a.plan[key];
      return !old || one[0] > old[0] || (one[0] === old[0] && JSON.stringify(one) > JSON.stringify(old));
    });
    return more.length + plan.length
      ? { ...a, answers: { ...a.answers, ...Object.fromEntries(more) }, plan: { ...a.plan, ...Object.fromEntries(plan) } } : a;
  };

  /** The record with one more answer; the same one when that is no answer. */
  const add = (record, { id, kind, score, max, hinted, sure = null, print = "" }, seconds) => {
    const old = record.answers[id];
    const tries = old && !changed(old, { kind, print }) ? old.tries : [];
    const one = [seconds, score, max, hinted, sure];
    while (place(tries, one) >= 0) one[0]++;
    const entry = { kind, print: print || (tries.length ? old.print : ""), tries: [...tries, one].slice(-LAST), n: (old?.n || 0) + 1 };
    return validEntry([id, entry]) ? { ...record, answers: { ...record.answers, [id]: entry } } : record;
  };

  /** How a question {kind, print} stands. */
  const state = (question, entry) => {
    if (!entry) return "open";
    const [, score, max] = entry.tries.at(-1);
    return changed(entry, question) ? "updated" : score === max ? "right" : "wrong";
  };

  /** Of m questions [{key, kind, print}] n are answered; share: mean of the last scores, hinted counts half. */
  const mastery = (questions, answers) => {
    const worth = questions.filter((one) => ["right", "wrong"].includes(state(one, answers[one.key])))
      .map(({ key }) => answers[key].tries.at(-1)).map(([, score, max, hinted]) => score / max / (hinted ? 2 : 1));
    return { n: worth.length, m: questions.length, share: worth.length ? worth.reduce((a, b) => a + b) / worth.length : null };
  };

  const total = (record) => Object.values(record.answers).reduce((sum, { n }) => sum + n, 0);

  /** One tab's hold on storage. */
  const open = (storage, course, me, clock = Date.now) => {
    const prefix = `course:${course}:`, known = new Map(), seen = new Map(), locked = new Map();
    let blocked = true, full = false, current = null;
    let store = Object.create({
      getItem(key) { return this[key] ?? null; }, setItem(key, value) { this[key] = value; }, removeItem(key) { delete this[key]; },
    });
    try { storage().getItem(""); store = storage(); blocked = false; } catch { /* the one in memory, then */ }

    const get = (key) => store.getItem(prefix + key);
    const keys = (start) => Object.keys(store).filter((key) => key.startsWith(prefix + start)).map((key) => key.slice(prefix.length + start.length)).sort();
    const remove = (key) => store.removeItem(prefix + key);
    const set = (key, value) => {
      try { store.setItem(prefix + key, value); } catch { full = true; return false; }
      return true;
    };

    const blank = (id, name = me) => ({ format: FORMAT, course, id, name, answers: {}, plan: {} });
    const know = (record, source) => { known.set(record.id, record); seen.set(record.id, source); return record; };
    const forget = (id) => { known.delete(id); seen.delete(id); };

    /** Where a text that cannot be read finds no room elsewhere, it stays and nobody writes over it. */
    const setAside = (id, source) => {
      if (set(`aside:${id}:${keys(`aside:${id}:`).length}`, source)) remove(`p:${id}`);
      else locked.set(id, "stuck");
    };

    const load = (id) => {
      const source = get(`p:${id}`), mine = known.get(id);
      if (source !== null && source === seen.get(id)) return mine;
      locked.delete(id);
      if (source !== null) {
        const { record, fault } = read(source, course);
        if (record?.id === id) return know(mine ? merge(record, mine) : record, source);
        if (fault === "newer") locked.set(id, fault);
        else setAside(id, source);
      }
      return mine || blank(id);
    };

    const save = (record) => {
      const source = JSON.stringify(record);
      known.set(record.id, record);
      if (locked.has(record.id) || !set(`p:${record.id}`, source)) return false;
      full = false;
      know(record, source);
      return true;
    };

    const become = (id) => { current = set("who", id) ? null : id; };
    const fresh = () => Date.now().toString(36) + Math.random().toString(36).slice(2, 10);
    const who = () => {
      const id = current ?? get("who");
      if (text(id, /^[a-z\d]{8,32}$/)) return id;
      become(keys("p:")[0] || fresh());
      return who();
    };

    const answer = (detail) => {
      const before = load(who()), record = add(before, detail, Math.floor(clock() / 1000));
      if (record !== before) save(record);
      return record;
    };

    /** Write an entry of the plan, a new one when it has no key; its key. An empty entry stays, so that no copy brings it back. */
    const plan = (key, texts) => {
      const record = load(who()), id = key || fresh(), one = [(record.plan[id]?.[0] || 0) + 1, ...texts];
      if (validPlan([id, one])) save({ ...record, plan: { ...record.plan, [id]: one } });
      return id;
    };

    /** Another tab has written: what only this one knows is written again. */
    const hear = (key, source) => {
      if (key === null) known.clear();
      if (!key?.startsWith(`${prefix}p:`)) return;
      const id = key.slice(prefix.length + 2), mine = known.get(id);
      if (source === null) forget(id);
      else if (mine) {
        const { record } = read(source, course);
        const all = record?.id === id && merge(record, mine);
        if (all && all === record) know(all, source);
        else if (all) save(all);
      }
    };

    const mark = (record) => set(`mark:${record.id}`, `${total(record)}`);
    const due = (record) => total(record) - (Number(get(`mark:${record.id}`)) || 0) >= 20;
    const faults = (id = who()) => [blocked && "blocked", full && "full", locked.get(id), keys("aside:").length && "aside"].filter(Boolean);
    return { answer, become, blank, due, faults, forget, fresh, get, hear, keys, load, mark, plan, remove, save, who };
  };

  const tab = open(() => localStorage, say.course, say.me);
  const page = new URL(say.page, location).href, told = new Set();

  /* A line under what was answered. */
  const note = (element, name) => {
    if (told.has(name)) return;
    if (name !== "due") told.add(name);
    element.append(make("p", { role: "status" }, say[name], " ", make("a", { href: page }, say.link)));
  };
  const take = () => waiting.splice(0).forEach(({ target, detail }) => {
    const record = tab.answer(detail);
    tab.faults().forEach((name) => note(target, name));
    if (!tab.due(record)) return;
    tab.mark(record);
    note(target, "due");
  });
  document.addEventListener("course:answered", take);
  document.addEventListener("course:plan", ({ target, detail }) => {
    if (detail.texts) {
      detail.key = tab.plan(detail.key, detail.texts);
      tab.faults().forEach((name) => note(target, name));
    }
    detail.plan = tab.load(tab.who()).plan;
  });
  addEventListener("storage", ({ key, newValue }) => {
    tab.hear(key, newValue);
    document.dispatchEvent(new CustomEvent("course:kept"));
  });
  window.CourseRecord = { add, mastery, merge, open, read, seal, state, tab, total, say, LIMIT };
  document.dispatchEvent(new CustomEvent("course:kept"));
  take();
  // Read and checked while the learner reads: a click then only adds to it.
  setTimeout(() => tab.get("who") && tab.load(tab.who()));
}]);

// Answers the theme's search box: 0 SETUP → 1 READY, 2 QUERY text → 3 RESULT. What it reads is made by index.py.
// A query is tried in this order, and the first that finds something answers:
//   as it stands · each of its words · as pinyin · with one wrong, missing or spare character · as a question
// (a question first, where one is asked).
(() => {
const here = self.document ? document.currentScript.src : location.href;
// The index of another build has another folder: a page from before never reads half of each.
const base = here.replace(/assets\/course\/[^/]*$/, `search/${here.split("?")[1].slice(-8)}/`);
const files = {}, posted = new Map();
let core, sections, pages, vocabulary, folded, names, spots, average;

// ---- files: those of one step together, for on a phone each way to the server and back counts. A worker fetches modules
// side by side, classic scripts one after another; what no module brings (older browsers, a folder) comes as a script,
// and what that fails to bring fails the query, and is asked for again by the next one.
self.courseSearch = (name, data) => files[name] = data;
const coming = new Map();
async function fetched(name) {
    const url = `${base}${name}.js`;
    if (!self.document) await import(url).catch(() => {});
    if (!(name in files)) await importScripts(url);
}
const need = (names) => Promise.all(names.filter((name) => !(name in files)).map((name) => {
    if (!coming.has(name)) coming.set(name, fetched(name).finally(() => coming.delete(name)));
    return coming.get(name);
}));
// Where a key or a section stands, by what each shard begins with.
const shard = (key, starts) => {
    let place = starts.length - 1;
    while (starts[place] > key) place--;
    return place;
};

function start() {
    core = files.core;
    sections = [];
    pages = core.pages.map(([url, boost, ...rest], place) => {
        const page = {url, place, first: sections.length};
        for (let i = 0; i < rest.length; i += 3) {
            sections.push({id: sections.length, page, boost, url: rest[i] ? `${url}#${rest[i]}` : url,
                title: rest[i + 1], kind: core.kinds[rest[i + 2]], long: Math.exp((core.long.charCodeAt(sections.length) - 35) / 10)});
        }
        return page;
    });
    average = sections.reduce((sum, {long}) => sum + long, 0) / sections.length;
    core.table = new Map();
    for (let i = 0; i < core.fold.length; i += 2) core.table.set(core.fold[i], core.fold[i + 1]);
    const sizes = numbers(core.often[1]);
    core.often = new Map([...core.often[0]].map((char, i) => [char, sizes[i]]));
    core.odd = new RegExp(`[${[...core.table.keys()].join("")}]`, "g");
    for (const section of sections) section.head = fold(section.title);
    core.named = new Set(core.same.flat());
    core.groups = [...core.same, ...core.alike].map((group) => group.map(fold));
    // A word in letters is one by itself: "how" is not in "show".
    const any = (words, flags) => new RegExp(words.map(fold).sort((a, b) => b.length - a.length)
        .map((word) => /^[a-z]/.test(word) ? `\\b${word}\\b` : word).join("|"), flags);
    core.stops = any(core.stop, "g");
    core.asks = any(core.ask);
    vocabulary = [...new Set([...core.same.flat(), ...sections.map(({title}) => title).filter((title) => title.length < 17)])];
    folded = new Set(vocabulary.map(fold));
    names = [...folded].join("\n");
}

// ---- text: the same as `fold` in index.py
const plain = (text) => text.normalize("NFKC").toLowerCase().replace(core.odd, (char) => core.table.get(char));
function fold(text) {
    return plain(text).replace(/([0-9a-z])[^\p{L}\p{N}\n]+(?=[0-9a-z])/gu, "$1\u0001")
        .replace(/[^\p{L}\p{N}\n\u0001]|[\u{10000}-\u{10ffff}]/gu, "").replace(/\u0001/g, " ");
}
// The text as it is shown, with the place of each of its folded characters.
const kept = new Map();
function placed(text) {
    const at = [];
    let folded = "", gap = false, latin = false;
    for (let i = 0; i < text.length; i++) {
        let all = kept.get(text[i]);
        if (!all) kept.set(text[i], all = [...plain(text[i])].map((char) => /[\p{L}\p{N}\n]/u.test(char) && [char, /[0-9a-z]/.test(char)]));
        for (const one of all) {
            if (one && gap && latin && one[1]) { folded += " "; at.push(i - 1); }
            gap = !one;
            if (!one) continue;
            folded += one[0];
            latin = one[1];
            at.push(i);
        }
    }
    return {folded, at};
}
async function texts(found) {
    const wanted = found.filter((section) => section.text === undefined);
    for (const section of wanted) section.chunk = shard(section.id, core.starts);
    await need(wanted.map(({chunk}) => `t${chunk}`));
    for (const section of wanted) {
        section.text = files[`t${section.chunk}`][section.id - core.starts[section.chunk]];
        section.folded = fold(section.text);
    }
}
const has = (section, text) => section.folded.includes(text) || section.head.includes(text);

// ---- postings: section → how often, and 4 for its title
function numbers(text) {
    const found = [];
    for (let i = 0, value = 0, times = 1; i < text.length; i++) {
        const code = text.charCodeAt(i);
        if (code > 92) {
            value += (code - 93) * times;
            times *= 34;
        } else {
            found.push(value + (code - 35) * times);
            value = 0;
            times = 1;
        }
    }
    return found;
}
function decode(text) {
    let id = -1;
    return new Map(numbers(text).map((value) => [id += value >> 3, value & 7]));
}
// The list of a character, or of it and the one that follows it, which begins with that one.
const wide = (char) => char > "~" ? char : char === " " ? "\u3000" : String.fromCharCode(char.charCodeAt(0) + 0xfee0);
function posting(key) {
    const all = files[`k${shard(key, core.keys)}`][key[0]] || "", from = key[1] ? all.indexOf(wide(key[1])) + 1 : 0;
    if (key[1] && !from) return "";
    let to = from;
    while (all[to] <= "~") to++;
    return all.slice(from, to);
}
async function lists(keys) {
    await need(keys.map((key) => `k${shard(key, core.keys)}`));
    return keys.map((key) => {
        if (!posted.has(key)) posted.set(key, decode(posting(key)));
        return posted.get(key);
    });
}
const grams = (text) => {
    if (text.length === 1) return [text];
    const found = new Set();
    for (const line of text.split("\n")) for (let i = 1; i < line.length; i++) found.add(line.slice(i - 1, i + 1));
    return [...found];
};
const rarity = ({size}) => Math.log(1 + (sections.length - size + .5) / (size + .5));
// How much `times` mentions say in a section of this length; a title counts as more.
const weight = (section, value) => {
    const times = value & 3;
    return times * 2 / (times + .4 + .8 * section.long / average) + (value & 4 ? 1.2 : 0);
};

// ---- every section that holds a string: [section, score], best first. The first ones are checked by their text
async function candidates(text) {
    const all = (await lists(grams(text))).sort((a, b) => a.size - b.size);
    if (!all.length || !all[0].size) return [];
    const found = [];
    for (const [id, value] of all[0]) {
        let least = 1 + (value & 3), title = 4;
        for (const list of all) {
            const other = list.get(id) || 0;
            least = Math.min(least, other && 1 + (other & 3));
            title &= other;
        }
        if (least) {
            const section = sections[id];
            const whole = section.head === text ? 4 : 0;
            found.push([section, section.boost * (weight(section, least - 1 | title) + whole + .3)]);
        }
    }
    return found.sort((a, b) => b[1] - a[1] || a[0].id - b[0].id);
}
async function exact(text, checked = SHOWN) {
    const found = await candidates(text), sure = [];
    if (text.length < 3) return found;
    for (let some = checked; found.length && sure.length < checked; some *= 2) {
        const next = found.splice(0, some);
        await texts(next.map(([section]) => section));
        sure.push(...next.filter(([section]) => has(section, text)));
    }
    return sure.length ? sure.concat(found) : [];
}
// Several strings: [string, what `exact` finds].
const each = async (strings, checked) => {
    const found = await Promise.all(strings.map((string) => exact(string, checked)));
    return strings.map((string, i) => [string, found[i]]);
};
async function every(words) {
    let common;
    for (const [, all] of await each(words, 24)) {
        const found = new Map(all);
        if (common) for (const [section, score] of common) found.has(section) && found.set(section, found.get(section) + score);
        common = common ? new Map([...found].filter(([section]) => common.has(section))) : found;
    }
    return [...common].sort((a, b) => b[1] - a[1]);
}

// ---- pinyin: `tousu`, `ts`, `gjsk`, `客户ts` → the strings of the course that are spelled so
function readings(text) {
    const found = [];
    const walk = (at, units) => {
        if (found.length > 60) return;
        if (at === text.length) { found.push(units); return; }
        if (!/[a-z]/.test(text[at])) { walk(at + 1, [...units, text[at]]); return; }
        for (let size = 6; size > 1; size--) {
            const piece = text.slice(at, at + size);
            if (piece.length === size && files.py[piece]) walk(at + size, [...units, piece]);
        }
        const double = /^[zcs]h/.test(text.slice(at));
        walk(at + 1 + double, [...units, text.slice(at, at + 1 + double)]);
    };
    walk(0, []);
    return found.sort((a, b) => a.length - b.length);
}
const initials = (unit) => /[a-z]/.test(unit) ? [unit[0]]
    : [...new Set(Object.keys(files.py).filter((syllable) => files.py[syllable].includes(unit)).map((syllable) => syllable[0]))];
const whole = (units) => units.every((unit) => files.py[unit] || !/[a-z]/.test(unit));
// For each pair of units the initials it may have, and the shards they stand in.
const initialed = (units) => units.slice(1).map((unit, i) => initials(units[i]).flatMap((a) => initials(unit).map((b) => a + b)));
const spread = (steps) => steps.flat().map((key) => `p${shard(key, core.pairs)}`);
const fitting = new Map(), MOST = 6;
// The characters a unit may be: itself, or those of its syllable, or of all that begin so.
function fits(unit) {
    if (!fitting.has(unit)) {
        const spelt = files.py[unit] ? [unit] : Object.keys(files.py).filter((syllable) => /[a-z]/.test(unit) && syllable.startsWith(unit));
        fitting.set(unit, new Set([unit, ...spelt.flatMap((syllable) => [...files.py[syllable]])]));
    }
    return fitting.get(unit);
}
// Where a name of the course may begin that is spelled so.
function begin(unit) {
    if (!spots) {
        spots = new Map();
        for (let i = 0; i < names.length; i++) spots.has(names[i]) ? spots.get(names[i]).push(i) : spots.set(names[i], [i]);
    }
    return [...fits(unit)].flatMap((char) => spots.get(char) || []).sort((a, b) => a - b);
}
// `named`: only what the course has a name for, because the letters stand in it too.
async function spelled(text, named) {
    const found = new Map();
    for (const units of readings(text)) {
        if (units.length < 2) {
            if (named) continue;
            for (const char of units[0].length > 1 && files.py[units[0]] || "") found.set(char, 0);
            continue;
        }
        // What the course has a name for comes first; for initials alone, anything else would be a guess.
        const sure = whole(units);
        const sets = units.map(fits);
        for (const i of begin(units[0])) {
            if (!sets.every((set, n) => set.has(names[i + n]))) continue;
            const name = names.slice(i, i + units.length), all = folded.has(name);
            if (!found.has(name)) found.set(name, (all ? 2e6 : 1e6) - found.size);
        }
        if (named || (found.size && !sure)) continue;
        const steps = initialed(units);
        await need(spread(steps));
        const rare = new Map();
        let chains;
        steps.forEach((keys, i) => {
            const after = new Map();
            for (const key of keys) {
                const all = files[`p${shard(key, core.pairs)}`][key] || "";
                for (let n = 0; n < all.length; n += 2) {
                    if (!sets[i].has(all[n]) || !sets[i + 1].has(all[n + 1])) continue;
                    rare.set(all.slice(n, n + 2), Math.log(2 + n));
                    after.set(all[n], (after.get(all[n]) || "") + all[n + 1]);
                }
            }
            chains = (chains || [...after.keys()]).flatMap((chain) =>
                [...after.get(chain[chain.length - 1]) || ""].map((char) => chain + char)).slice(0, 2000);
        });
        // The likeliest first: pairs stand in the order of how many sections have them.
        for (const chain of chains) {
            const cost = steps.reduce((sum, _, i) => sum + rare.get(chain.slice(i, i + 2)), 0);
            if (sure || !found.has(chain)) found.set(chain, (core.named.has(chain) ? 1e6 : 0) - cost);
        }
        if (found.size && sure) break;
    }
    const best = [...found].sort((a, b) => b[1] - a[1]).map(([chain]) => chain).slice(0, 60);
    const merged = new Map(), hits = [];
    for (let some = MOST; best.length && hits.length < MOST; some *= 2) {
        for (const [chain, found] of await each(best.splice(0, some), 5)) {
            if (!found.length || hits.length === MOST) continue;
            hits.push(chain);
            for (const [section, score] of found) if (!merged.has(section)) merged.set(section, score + 20 / hits.length);
        }
    }
    return {hits, found: [...merged].sort((a, b) => b[1] - a[1])};
}

// ---- one wrong, missing or spare character: what stands in the course instead
async function mended(text, named) {
    if (text.length < (HAN.test(text) ? 3 : 5) || text.length > 12) return [];
    const ways = [];
    for (let i = 0; i < text.length; i++) {
        const before = text.slice(0, i), after = text.slice(i + 1);
        if (text.length > 3) ways.push(`${before}[^\\n]${after}`, before + after);
        if (i) ways.push(`${before}[^\\n]${text[i]}${after}`);
    }
    const pattern = new RegExp(ways.join("|"), "g");
    const counts = new Map();
    const count = (string, by) => {
        for (const match of string.match(pattern) || []) counts.set(match, (counts.get(match) || 0) + by);
    };
    for (const word of folded) count(word, 10);
    // Of three, one wrong character leaves two: only a name of the course is so like it.
    if (!counts.size && text.length === 3) {
        for (const word of folded) if (word.length === 3 && [...word].filter((char, i) => char === text[i]).length === 2) counts.set(word, 1);
    }
    if (!counts.size && !named) {
        const all = await lists(grams(text).concat(text.length < 5 ? [...text] : []));
        const scores = new Map();
        for (const list of all) for (const id of list.keys()) scores.set(id, (scores.get(id) || 0) + rarity(list));
        const likely = [...scores].sort((a, b) => b[1] - a[1]).slice(0, 14).map(([id]) => sections[id]);
        await texts(likely);
        for (const section of likely) count(`${section.head}\n${section.folded}`, 1);
    }
    const near = (string) => string.length === text.length ? 1 : 0;
    return [...counts].sort((a, b) => b[1] - a[1] || near(b[0]) - near(a[0])).map(([string]) => string).slice(0, 2);
}

// ---- words that mean the same
const others = (text) => core.groups.filter((group) => group.includes(text)).flat().filter((word) => word !== text);
// The query with one of its words as the course, or others, would say it.
function reworded(text) {
    const found = [];
    for (const group of core.groups) {
        const word = group.filter((one) => text.includes(one)).sort((a, b) => b.length - a.length)[0];
        if (word && word !== text) found.push(...group.filter((one) => one !== word).map((one) => [one, text.replace(word, one)]));
    }
    return found;
}

// ---- questions: what is rare counts; how a question is put hardly does
const LEAST = .05, SURE = .4, BESIDE = .2, KNOWN = .6, SAID = .6, CHAR = .5, PUT = .2, BOND = .2, ABOVE = .15, READ = 8;
// The sections that have a pair of characters, or a word of Latin letters, which is one thing.
async function word(text) {
    const all = (await lists(grams(text))).sort((a, b) => a.size - b.size);
    const found = [...all[0]].filter(([id]) => all.every((list) => list.has(id)));
    if (text.length < 3) return new Map(found);
    const first = found.slice(0, 12);
    await texts(first.map(([id]) => sections[id]));
    return new Map(first.filter(([id]) => has(sections[id], text)));
}
// How much of what is asked the course has words for: by characters beside one they stand beside in the course too.
async function familiar(bare) {
    let all = 0, known = 0;
    for (const line of bare.split("\n").filter((one) => one.length > 1)) {
        const beside = (await lists([...line].slice(1).map((char, i) => line[i] + char))).map((list) => list.size > 0);
        const said = new Set(core.groups.flat().filter((word) => line.includes(word)).flatMap((word) => [...word]));
        all += line.length;
        for (let i = 0; i < line.length; i++) known += said.has(line[i]) || beside[i - 1] || beside[i] || 0;
    }
    return all ? known / all : 1;
}
// Two characters that often stand together are a word; others only met.
const bond = (pair, {size}) => pair.length === 2 && size
    ? (size / Math.min(...[...pair].map((char) => core.often.get(char) || size))) ** BOND : 1;
// What a section says in the asker's own words: the longer the runs, the more.
function runs(text, section, worth) {
    let found = 0;
    for (let i = 0; i < text.length;) {
        let size = 0, sum = 0;
        while (i + size < text.length && has(section, text.slice(i, i + size + 1))) size++;
        for (let j = i + 1; j < i + size; j++) sum += worth.get(text.slice(j - 1, j + 1)) || 0;
        if (size > 2) found += sum * (size - 2) / size;
        i += Math.max(size - 1, 1);
    }
    return found;
}
// What of a question is looked up, with its weight: first `own`, of what is asked, in the asker's words.
function asked(text) {
    const bare = text.replace(core.stops, "\n").replace(/^\n+|\n+$/g, "") || text;
    const terms = new Map();
    const put = (words, factor) => {
        for (const piece of words.split("\n").flatMap((line) => line.match(/[0-9a-z]+|[^0-9a-z ]+/g) || [])) {
            for (const key of /[0-9a-z]/.test(piece) ? [piece] : grams(piece)) if (!terms.has(key)) terms.set(key, factor);
        }
    };
    put(bare, 1);
    const own = terms.size, said = reworded(bare).map(([other]) => other);
    for (const other of said) put(other, SAID);
    put(text, PUT);
    for (const char of bare.match(/[\u4e00-\u9fff]/g) || []) put(char, CHAR);
    return {bare, terms, own, said, keys: [...grams(bare), ...[...terms.keys()].flatMap(grams)]};
}
// `least`: how much of it a section must say to be shown.
async function question(text, least) {
    const {bare, terms, own, said, keys: all} = asked(text);
    await lists(all);
    if (await familiar(bare) < KNOWN) return {said, found: []};
    least = least || (bare === text && text.length < 7 ? SURE : LEAST);
    const scores = new Map(), hits = new Map(), worth = new Map();
    const keys = [...terms.keys()], standing = await Promise.all(keys.map(word));
    let possible = 0, place = 0;
    for (const [key, factor] of terms) {
        const list = standing[place], rare = rarity(list) * factor * bond(key, list);
        if (list.size) worth.set(key, rare);
        // A pair that stands nowhere, between two that do, is where two words meet.
        const meets = !list.size && [place - 1, place + 1].every((one, i) => keys[one]?.[1 - i] === key[i] && standing[one].size);
        if (place++ < own && !meets) possible += rare;
        for (const [id, value] of list) {
            scores.set(id, (scores.get(id) || 0) + rare * weight(sections[id], value));
            if (factor > .5 && key.length > 1) hits.set(id, (hits.get(id) || 0) + rare);
        }
    }
    const found = [];
    for (const [id, score] of scores) {
        const section = sections[id], above = scores.get(section.page.first) || 0;
        if ((hits.get(id) || 0) >= least * possible) found.push([section, Math.sqrt(section.boost) * (score + ABOVE * above)]);
    }
    const best = found.sort((a, b) => b[1] - a[1]).slice(0, 30), read = best.slice(0, READ);
    await texts(read.map(([section]) => section));
    for (const entry of read) entry[1] += Math.sqrt(entry[0].boost) * runs(text, entry[0], worth);
    return {said, found: best.sort((a, b) => b[1] - a[1])};
}

// ---- what is shown
const escape = (text) => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
const unlit = (spans, text, from, to) => {
    let html = "", at = from;
    for (const [start, end] of spans) {
        if (end <= from || start >= to) continue;
        html += `${escape(text.slice(at, Math.max(start, at)))}<mark>${escape(text.slice(Math.max(start, at), Math.min(end, to)))}</mark>`;
        at = Math.max(at, Math.min(end, to));
    }
    return html + escape(text.slice(at, to));
};
// Where the hits stand in a text: [start, end] as it is shown, in order, without overlaps.
function spans({folded, at}, hits) {
    const taken = [];
    for (const hit of hits) {
        for (let i = folded.indexOf(hit); hit && i >= 0; i = folded.indexOf(hit, i + hit.length)) {
            taken.push([at[i], at[i + hit.length - 1] + 1]);
        }
        if (taken.length > 200) break;
    }
    taken.sort((a, b) => a[0] - b[0]);
    return taken.filter(([start], i) => !i || start >= Math.max(...taken.slice(0, i).map(([, end]) => end)));
}
// The longest pieces of a query that stand in a section.
function pieces(text, section) {
    const found = [];
    for (let i = 0; i < text.length;) {
        let size = 0;
        while (i + size < text.length && text[i + size] !== "\n" && has(section, text.slice(i, i + size + 1))) size++;
        if (size > 1 || text.length === 1) found.push(text.slice(i, i + size));
        i += Math.max(size, 1);
    }
    return [...new Set(found)];
}
// So many sections are read and shown with their lines; and so many, if they were read before.
const LONG = 110, SHOWN = 8, SEEN = 24;
function show(section, score, hits, seen) {
    const inTitle = hits.some((hit) => section.head.includes(hit)) ? spans(placed(section.title), hits) : [];
    let text = "";
    const terms = {};
    if (seen && section.text !== undefined) {
        const raw = section.text.replace(/\n/g, " "), marks = spans(placed(raw), hits);
        let from = 0, best = -1;
        for (const [start] of marks) {
            const rich = marks.filter(([other, end]) => other >= start && end <= start + LONG - 20).reduce((sum, [a, b]) => sum + b - a, 0);
            if (rich > best) { best = rich; from = Math.max(0, start - 20); }
        }
        const to = Math.min(raw.length, from + LONG);
        text = (from ? "…" : "") + unlit(marks, raw, from, to) + (to < raw.length ? "…" : "");
        for (const [start, end] of marks.slice(0, 20)) terms[raw.slice(start, end)] = true;
    }
    for (const [start, end] of inTitle) terms[section.title.slice(start, end)] = true;
    const kind = section.kind ? `<small class="search-kind">${escape(section.kind)}</small> ` : "";
    return {location: section.url, title: kind + unlit(inTitle, section.title, 0, section.title.length), text, score, terms};
}
async function shown(found, hits, sure = found.length) {
    const groups = new Map();
    for (const entry of found) {
        const {page} = entry[0];
        if (!groups.has(page)) groups.set(page, []);
        groups.get(page).push(entry);
    }
    const top = found.slice(0, SHOWN);
    await texts(top.map(([section]) => section));
    const places = new Map(found.map(([section], place) => [section, place]));
    return [...groups].map(([page, entries]) => {
        const [first, score] = entries[0], certain = places.get(first) < sure;
        // The theme folds away what scores less than the first of its page: what is among the best stays in sight.
        const items = entries.map(([section, own]) => {
            const place = places.get(section), behind = certain && place >= sure, whole = section.id === page.first;
            const equal = section === first || (place < SHOWN && !behind && !whole);
            const held = section.text === undefined || place >= SEEN ? hits : hits.filter((hit) => has(section, hit));
            return show(section, equal ? score : behind && whole ? 0 : own * .99, held.length ? held : pieces(hits[0], section), place < SEEN);
        });
        if (!entries.some(([section]) => section.id === page.first)) {
            items.push({...show(sections[page.first], 0, hits), terms: {}});
        }
        // What is marked on the page that opens: of a section not read, what the first one has.
        for (const item of items) if (!Object.keys(item.terms).length) item.terms = items[0].terms;
        return items;
    });
}
// By their characters; of words in letters, by their pairs, for of letters all have some.
function nearest(text) {
    const parts = (one) => [...new Set(/[a-z]/.test(one) ? grams(one) : one)], own = new Set(parts(text));
    return core.same.map(([term]) => [term, parts(fold(term)).filter((part) => own.has(part)).length / Math.max(term.length, 2)])
        .filter(([, share]) => share >= .34).sort((a, b) => b[1] - a[1]).slice(0, 3).map(([term]) => term);
}
function suggest(value) {
    const last = value.split(/[\s-]+/).pop();
    return last ? vocabulary.filter((word) => word.startsWith(last) && word !== last && word.length < 20).sort((a, b) => b.length - a.length).slice(-1) : [];
}

const FEW = 5, HAN = /[\u4e00-\u9fff]/;
const fresh = (some, found) => {
    const known = new Set(found.map(([section]) => section));
    return some.filter(([section]) => !known.has(section));
};
async function slip(text, named) {
    let hits = [text], found = [];
    for (const [string, some] of await each(await mended(text, named))) {
        if (!some.length) continue;
        hits = found.length ? [...hits, string] : [string];
        found = [...found, ...fresh(some, found)];
    }
    return {hits, found};
}
async function answer(text, least) {
    const {said, found} = await question(text, least);
    return {hits: [text, ...said], found};
}

// What the steps of a search will look up, as far as it is known before: one way to the server instead of one for each.
// First what every search needs; then, beside the texts of what stands so, what those with little to show will ask.
const wordy = (text) => text.length > 3 && HAN.test(text);
async function ahead(text, spelling) {
    const asks = core.asks.test(text), units = spelling && readings(text.replace(/ /g, ""))[0];
    const spell = () => units && need(spread(initialed(units))), syllables = units && whole(units);
    const strings = [text, ...asks ? reworded(text).map(([, string]) => string) : []];
    await Promise.all([lists(strings.flatMap(grams).concat(asks && wordy(text) ? asked(text).keys : [])), syllables && spell()]);
    const {length} = await candidates(text);
    Promise.all([
        length < SEEN && lists(others(text).flatMap(grams)),
        length < FEW && !asks && wordy(text) && lists(asked(text).keys),
        length < FEW && spell(),
    ]).catch(() => {});  // who needs it asks again
}
async function search(value) {
    value = value.slice(0, 200);
    await need(/[a-z]/i.test(value) ? ["core", "py"] : ["core"]);
    if (!core) start();
    const text = fold(value.replace(/\n/g, " "));
    if (!text) return {items: []};
    const letters = text.match(/[a-z]+/g) || [], spelling = letters.length > 0 && text.length < 40;
    if (spelling) await need(["py"]);  // wide letters too
    await ahead(text, spelling);
    const words = value.trim().split(/[\s\u3000,，。、;；?？!！]+/).map(fold).filter(Boolean);
    let hits = [text], found = await exact(text);
    // What the course calls it comes behind what was typed, where that is not much.
    const typed = found.length, least = typed ? found[typed - 1][1] : 1e9;
    for (const [other, all] of typed < SEEN ? await each(others(text), 5) : []) {
        const some = fresh(all, found);
        if (some.length) hits = [...hits, other];
        found = [...found, ...some.map(([section, score]) => [section, Math.min(score, least) * .5])];
    }
    if (!found.length && words.length > 1 && words.length < 7) {
        hits = words;
        found = await every(words);
    }
    // Letters may be pinyin; in a question, a word of the course is that word.
    const known = letters.length > 0 && !found.length && core.asks.test(text)
        && (await Promise.all(letters.map(word))).every((list) => list.size);
    if (spelling && !known) {
        const word = new RegExp(`(^|[^a-z])${text}`);
        await texts(found.slice(0, SHOWN).map(([section]) => section));
        const begins = found.some(([section]) => word.test(section.folded) || word.test(section.head));
        const other = await spelled(text.replace(/ /g, ""), begins);
        if (begins) {
            hits = [...hits, ...other.hits];
            found = [...found, ...fresh(other.found, found).map(([section, score]) => [section, Math.min(score, least) * .5])];
        } else if (other.found.length) {
            hits = [...other.hits, ...hits];
            found = [...other.found, ...fresh(found, other.found)];
        }
    }
    if (!found.length) {
        const said = reworded(text), all = await each(said.map(([, string]) => string));
        const first = all.findIndex(([, some]) => some.length);
        if (first >= 0) {
            found = all[first][1];
            hits = [all[first][0], said[first][0]];
        }
    }
    // Who asks is answered before a slip is looked for: "蓝图怎么画" is no slip of "蓝图怎么写". A short string is like
    // many; only of a name it may be a slip.
    const name = (one) => slip(one, true);
    const ways = core.asks.test(text) ? [answer, slip] : text.length < 5 ? [name, answer, slip] : [slip, answer];
    for (const way of ways) if (!found.length) ({found, hits} = await way(text));
    // Behind a few sections that say it so, or nearly so, comes what shares its words.
    const sure = found.length;
    if (sure && sure < FEW && wordy(text)) {
        const other = await answer(text, BESIDE), last = found[sure - 1][1] * .5;
        found = [...found, ...fresh(other.found, found).map(([section, score], i) => [section, last / (i + 2)])];
    }
    const items = await shown(found, hits, typed || sure);
    const terms = items.length ? [] : nearest(text);
    return {items, suggest: suggest(value), ...terms.length && {near: {label: core.near, terms}}};
}

// ---- messages, one after the other; while one is answered, the next are typed, and only the last of them is still wanted
let before = Promise.resolve(), last = 0;
addEventListener("message", ({data: {type, data}}) => {
    if (type === 0) postMessage({type: 1});
    if (type !== 2) return;
    const turn = ++last;
    before = before.then(async () => {
        if (turn < last) return;
        postMessage({type: 3, data: data ? await search(data) : {items: []}});
    }).catch((error) => {
        console.warn(error);
        postMessage({type: 3, data: {items: [], failed: true}});
    });
});
})();

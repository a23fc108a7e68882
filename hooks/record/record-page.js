/* 我的学习: shows the record, carries it away and back, changes learners. Everything it says stands in the page or in the words. */
(window.courseRooms ||= []).push(["record-page", ({ Room, make, button, copy, save, fill, show, heed }, say) => {
  const { mastery, merge, read, seal, state, tab, total, LIMIT } = window.CourseRecord;
  const words = { ...window.CourseRecord.say, ...say }, { course } = words;
  const share = (value) => (value === null ? "–" : `${Math.round(value * 100)}%`);

  return class extends Room {
    begin() {
      this.pages = [...this.querySelectorAll("tr:not(.record-part)")].slice(1).map((row) => ({
        row,
        questions: [...row.querySelectorAll("[data-key]")].map((item) => ({ ...item.dataset, link: item.firstChild })),
      }));
      this.addEventListener("click", ({ target }) => this[target.closest("button[data-act]")?.dataset.act]?.(target));
      this.querySelectorAll("form").forEach((form) => form.addEventListener("submit", (event) => {
        event.preventDefault();
        this[form.dataset.act](form);
      }));
      this.querySelector("[type=file]").addEventListener("change", ({ target }) => this.upload(target));
      show(this.part("off"), false);
      show(this.part("live"));
      this.persist();
      heed(this, () => this.render());
    }

    part(name) { return this.querySelector(`.record-${name}`); }

    get record() { return tab.load(tab.who()); }

    /** Say how it went, in the section where it was asked for. */
    say(element, name, values) {
      const status = (element.closest("form") || element.closest("section")).querySelector(".record-status")
        || element.closest("section").querySelector(".record-status");
      status.textContent = fill(words[name], values);
      status.scrollIntoView({ block: "nearest" });
    }

    render() {
      const { record } = this, { answers } = record;
      this.part("name").textContent = record.name;
      this.when(record);
      const known = new Set();
      const lists = { wrong: new Map(), updated: new Map() };
      this.querySelectorAll("tbody").forEach((part) => {
        const mine = this.pages.filter(({ row }) => row.parentNode === part);
        const all = new Map(mine.flatMap(({ questions }) => questions.map((one) => [one.key, one])));
        for (const [key, one] of all) {
          known.add(key);
          lists[state(one, answers[key])]?.set(key, one);
        }
        const figures = [[part.rows[0], [...all.values()]], ...mine.map(({ row, questions }) => [row, questions])];
        for (const [row, questions] of figures) {
          const { n, m, share: value } = mastery(questions, answers);
          row.cells[1].textContent = fill(n === m ? say.done : say.some, { n, m });
          row.cells[2].textContent = share(value);
        }
      });
      for (const [name, found] of Object.entries(lists)) this.list(name, found, answers);
      const gone = Object.keys(answers).filter((key) => !known.has(key)).length;
      const line = this.part("gone");
      line.textContent = fill(say.gone, { n: gone });
      show(line, gone > 0);
      this.faults();
      this.people();
    }

    /** The last time, as far as clocks can be believed. */
    when(record) {
      const now = Date.now() / 1000 + 300;
      const times = Object.values(record.answers).flatMap(({ tries }) => tries.map(([seconds]) => seconds));
      const last = times.reduce((a, b) => (b <= now && b > a ? b : a), 0);
      const form = new Intl.DateTimeFormat(document.documentElement.lang || undefined, { dateStyle: "long", timeStyle: "short" });
      const name = !times.length ? "never" : last ? "last" : "clock";
      this.part("when").textContent = fill(words[name], { time: last && form.format(last * 1000), n: total(record) });
    }

    list(name, found, answers) {
      const section = this.querySelector(`[data-list=${name}]`);
      section.querySelector("ul").replaceChildren(...[...found.values()].map(({ key, link }) => {
        const copy = link.cloneNode(true), hinted = name === "wrong" && answers[key].tries.at(-1)[3];
        return make("li", {}, copy, hinted ? ` ${say.hinted}` : "");
      }));
      if (name === "wrong") show(section.querySelector("p"), !found.size);
      else show(section, found.size > 0);
    }

    faults() {
      const { record } = this;
      const lines = tab.faults().map((name) => {
        const line = make("li", {}, words[name]);
        if (name === "aside") {
          const text = tab.keys("aside:").map((key) => tab.get(`aside:${key}`)).join("\n");
          const area = make("textarea", { rows: "3", readonly: "readonly", "aria-label": say.asidetext });
          area.value = text;
          line.append(make("details", {}, make("summary", {}, say.asidetext), area));
        }
        return line;
      });
      if (tab.due(record)) lines.push(make("li", {}, fill(say.due, { n: total(record) }), " ", make("a", { href: "#record-carry" }, say.carry)));
      const list = this.part("faults");
      const said = lines.map((line) => line.textContent).join();
      if (said !== this.said) list.replaceChildren(...lines);
      this.said = said;
      show(list, lines.length > 0);
    }

    people() {
      const me = tab.who();
      const list = this.part("people");
      const ids = [...new Set([...tab.keys("p:"), me])];
      list.replaceChildren(...ids.map((id) => {
        const { name, answers } = tab.load(id);
        return make("li", {}, button(fill(say.person, { name, n: Object.keys(answers).length }), { "data-act": "become", "data-id": id, "aria-pressed": id === me }));
      }));
    }

    async persist() {
      const held = await navigator.storage?.persist?.().catch(() => false);
      this.part("persist").textContent = held ? say.held : say.loose;
    }

    sealed() {
      const { record } = this;
      return JSON.stringify({ ...record, sum: seal(record) });
    }

    exported(target, name) {
      tab.mark(this.record);
      this.faults();
      this.say(target, name);
    }

    file(target) {
      const name = `${course}-${this.record.name}-${new Date().toISOString().slice(0, 10)}.json`.replace(/[^\p{L}\p{N}.-]+/gu, "_");
      save(this.sealed(), "application/json", name);
      this.exported(target, "filed");
    }

    text(target) {
      const box = this.part("out"), area = box.querySelector("textarea");
      area.value = this.sealed();
      show(box);
      area.focus();
      area.select();
      this.exported(target, "shown");
    }

    async copy(target) {
      const area = this.querySelector(".record-out textarea");
      area.select();
      this.say(target, await copy(area.value) || document.execCommand("copy") ? "copied" : "copyfailed");
    }

    async upload(input) {
      const [file] = input.files;
      if (!file) return;
      const source = file.size > LIMIT ? null : await file.text();
      input.value = "";
      this.take(input, source);
    }

    paste(form) { if (this.take(form, form.elements.text.value.trim())) form.elements.text.value = ""; }

    /** A record from outside: taken in whole or not at all. The same learner's is joined, another's stands beside. */
    take(element, source) {
      const { record, fault } = source === null ? { fault: "large" } : read(source, course, true);
      if (fault) { this.say(element, source === "" ? "nothing" : fault); return false; }
      const old = tab.load(record.id), there = tab.keys("p:").includes(record.id);
      const all = there ? merge(old, record) : record;
      if (all !== old && !tab.save(all)) {
        tab.forget(record.id);
        this.say(element, tab.faults(record.id).includes("newer") ? "newer" : "full");
        return false;
      }
      tab.become(record.id);
      tab.mark(all);
      this.render();
      this.say(element, !there ? "added" : all === old ? "nonew" : "joined", { name: all.name, n: Object.keys(record.answers).length });
      return true;
    }

    become(target) {
      const { id } = target.closest("button").dataset;
      tab.become(id);
      this.render();
      this.querySelector(`[data-id="${id}"]`).focus();
      this.say(this.part("people"), "became", { name: this.record.name });
    }

    /** The name in a form, as letters of a line; nothing when it is empty. */
    name(form) {
      const name = form.elements.name.value.replace(/\s+/g, " ").trim().slice(0, 20);
      form.elements.name.value = "";
      return name;
    }

    add(form) {
      const name = this.name(form);
      if (!name) return;
      const record = tab.blank(tab.fresh(), name);
      const kept = tab.save(record);
      tab.become(record.id);
      this.render();
      this.say(form, kept ? "became" : "full", { name });
    }

    rename(form) {
      const name = this.name(form);
      if (!name) return;
      const kept = tab.save({ ...this.record, name });
      this.render();
      this.say(form, kept ? "renamed" : "full", { name });
    }

    sure(yes) {
      show(this.part("sure"), yes);
      show(this.querySelector("[data-act=ask]"), !yes);
    }

    ask() {
      const { record } = this;
      this.querySelector(".record-sure p").textContent = fill(say.sure, { name: record.name, n: total(record) });
      this.sure(true);
      this.querySelector("[data-act=no]").focus();
    }

    no() {
      this.sure(false);
      this.querySelector("[data-act=ask]").focus();
    }

    /** A record that begins anew is another record: what other tabs or files still have of the old one never mixes in. */
    yes(target) {
      const { id, name } = this.record;
      tab.remove(`p:${id}`);
      tab.remove(`mark:${id}`);
      tab.forget(id);
      const record = tab.blank(tab.fresh(), name);
      tab.save(record);
      tab.become(record.id);
      this.render();
      this.no();
      this.say(target, "resetdone", { name });
    }
  };
}, "late"]);

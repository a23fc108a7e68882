/* Small helpers for the rooms. A classic script, so it also runs from a folder without a server.
   After instant navigation scripts run in any order, and again at every visit: a room's script leaves its name and a
   function in courseRooms, and whoever comes last starts it, once. */
window.course ||= (() => {
  /** An element: make("p", {class: "x"}, "text", child …). Text always goes in as text. */
  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };

  /** Tell whoever keeps a record that an element was answered. score of max points. */
  const answered = (element, detail) => {
    const { id, kind, print } = element.dataset;
    tell(element, "course:answered", { id, kind, print, hinted: false, sure: null, ...detail });
  };
  const tell = (element, name, detail) => element.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));

  const button = (text, attributes) => make("button", { type: "button", class: "md-button", ...attributes }, text);

  const signed = (n) => (n > 0 ? "+" : n < 0 ? "−" : "") + Math.abs(n);

  /** The day of a time, as the language of the page writes it. */
  const date = (time) => new Date(time).toLocaleDateString(document.documentElement.lang, { dateStyle: "long" });

  /** Put a text on the clipboard; whether that was possible. */
  const copy = async (text) => {
    try { await navigator.clipboard.writeText(text); return true; } catch { return false; }
  };

  /** Let the browser keep a text as a file. */
  const save = (text, type, download) => {
    const href = URL.createObjectURL(new Blob([text], { type }));
    make("a", { href, download }).click();
    setTimeout(() => URL.revokeObjectURL(href), 6e4);
  };

  /* Answers wait here for the record, whose script may come later than the question's. */
  const waiting = [];
  document.addEventListener("course:answered", (event) => waiting.push(event));

  /** Fill {places} of a text. */
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);

  /** Show or hide, for everybody. */
  const show = (element, yes = true) => { if (element) element.hidden = !yes; };

  /** A bank that no page links, from the data of its place: {key: {same, at, html}} (hooks/shared/fragments.py). */
  const bank = async ({ bank: id, src, root }) => {
    window.courseBanks?.[id] || await load(src);
    return window.courseBanks[id](root);
  };

  /** Run a script of ours; fails, without an error, when it does not come. */
  const load = (src) => new Promise((onload, fail) => {
    const script = Object.assign(make("script"), { src, onload, onerror: () => fail() });
    document.body.append(script);
    script.remove();
  });

  /** Put HTML of ours, built with the page, at the end of an element. What learners write never comes here. */
  const put = (home, html) => home.append(...new DOMParser().parseFromString(html, "text/html").body.childNodes);

  /* Paper: the page is a work sheet, the keys are printed apart at its end. Screens never see the copies. Who has a key
     may lay itself out for `paper` and again for the `screen`. */
  const keys = () => document.querySelectorAll("article [data-print-key]");
  const clear = () => document.querySelectorAll(".course-keys").forEach((sheet) => sheet.remove());
  const before = () => {
    clear();
    if (!keys().length) return;
    const sheet = make("section", { class: "course-keys" }, make("h2", {}, words.keys || ""));
    for (const key of keys()) {
      key.parentNode.paper?.();
      const copy = key.cloneNode(true);
      copy.querySelectorAll("[id]").forEach((element) => element.removeAttribute("id"));
      copy.querySelectorAll("summary").forEach((element) => element.remove());
      const label = document.getElementById(key.dataset.printKey)?.textContent || "";
      sheet.append(make("section", {}, make("h3", {}, label), ...copy.childNodes));
    }
    document.querySelector("article").append(sheet);
  };
  const after = () => {
    clear();
    keys().forEach((key) => key.parentNode.screen?.());
  };
  const words = document.currentScript.dataset;
  addEventListener("beforeprint", before);
  addEventListener("afterprint", after);

  /** A room's element; `begin` is called when it is first in a page. */
  class Room extends HTMLElement {
    connectedCallback() {
      if (this.begun) return;
      this.begun = true;
      this.begin();
    }

    /** What compares answers with a key: a status line and two buttons, `check` and again (`reset`). list: what is answered. */
    task(list, say, check) {
      this.form = this.querySelector("form");
      const name = this.form.className;
      this.list = this.querySelector(list);
      this.key = this.querySelector(`.${name}-key`);
      this.key.dataset.printKey = this.querySelector("[id]").id;
      this.status = make("p", { class: `${name}-status`, role: "status", "aria-live": "polite" });
      this.submit = button(check, { type: "submit", class: "md-button md-button--primary" });
      this.again = button(say.again);
      this.form.append(this.status, make("div", { class: `${name}-actions` }, this.submit, this.again));
      this.form.addEventListener("submit", (event) => { event.preventDefault(); this.check(); });
      for (const type of ["change", "input"]) this.form.addEventListener(type, () => { this.status.textContent = ""; });
      // Enter inside a group of options would submit an answer nobody meant to give.
      this.form.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && event.target.matches("input")) event.preventDefault();
      });
      this.again.addEventListener("click", () => { this.reset(); this.first(); });
    }

    /** To the first thing that can be answered. */
    first() { this.list.querySelector("input, select, textarea, button").focus(); }
  }

  /** Draw what the record has, now and whenever another tab has written, while the element is in the page. */
  const heed = (element, draw) => {
    const kept = () => element.isConnected ? draw() : document.removeEventListener("course:kept", kept);
    document.addEventListener("course:kept", kept);
    draw();
  };

  /** Start a room, unless it was: with these helpers and the words its script tag carries, data-right="对了" → right; without
      the tag its page was left, and it comes again. What it gives back is the class of its element. A room that is `late`
      waits for the record. */
  const begun = new Set();
  const tools = { Room, make, answered, tell, button, date, copy, save, fill, show, bank, load, put, heed, signed, waiting };
  const start = (all) => {
    const [name, room, late] = all, script = document.querySelector(`script[src*="/${name}.js"]`);
    if (late && !window.CourseRecord) document.addEventListener("course:kept", () => start(all), { once: true });
    else if (script && !begun.has(name)) {
      begun.add(name);
      const element = room(tools, script.dataset);
      if (element) customElements.define(`course-${name.split("-")[0]}`, element);
    }
  };
  const rooms = window.courseRooms || [];
  window.courseRooms = { push: start };
  rooms.forEach(start);
  return tools;
})();

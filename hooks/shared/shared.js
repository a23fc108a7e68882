/* Small helpers for the rooms. A classic script, so it also runs from a folder without a server.
   After instant navigation scripts run in any order, and again at every visit: a room's script leaves a function and its
   words in courseRooms, and whoever comes last starts them. */
window.course ||= (() => {
  /** An element: make("p", {class: "x"}, "text", child …). Text always goes in as text. */
  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };

  /** Tell whoever keeps a record that something was answered. score of max points. */
  const answered = (element, detail) =>
    element.dispatchEvent(new CustomEvent("course:answered", { bubbles: true, detail }));

  /* Answers wait here for the record, whose script may come later than the question's. */
  const waiting = [];
  document.addEventListener("course:answered", (event) => waiting.push(event));

  /** Start the rooms that wait: each with these helpers and the words its script tag carries, data-right="对了" → right. */
  const open = () => (window.courseRooms ||= []).splice(0).forEach(([room, words]) => room(window.course, words));

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

  /* Paper: the page is a work sheet, the keys are printed apart at its end. Screens never see the copies. */
  const before = () => {
    after();
    const article = document.querySelector("article");
    const keys = [...document.querySelectorAll("article [data-print-key]")];
    if (!article || !keys.length) return;
    const title = words.keys || "";
    const sheet = make("section", { class: "course-keys" }, make("h2", {}, title));
    for (const key of keys) {
      const copy = key.cloneNode(true);
      copy.querySelectorAll("[id]").forEach((element) => element.removeAttribute("id"));
      copy.querySelectorAll("summary").forEach((element) => element.remove());
      const label = document.getElementById(key.dataset.printKey)?.textContent || "";
      sheet.append(make("section", {}, make("h3", {}, label), ...copy.childNodes));
    }
    article.append(sheet);
  };
  const after = () => document.querySelectorAll(".course-keys").forEach((sheet) => sheet.remove());
  const words = { ...document.currentScript.dataset };
  addEventListener("beforeprint", before);
  addEventListener("afterprint", after);

  return { make, answered, fill, show, bank, load, put, open, waiting };
})();
window.course.open();

/* A question: choose, write or put in order, see what each answer does, do it again. The page is complete without this script. */
(window.courseRooms ||= []).push(["quiz", ({ Room, make, button, answered, fill, show }, say) => {
  /** Order of n places, shuffled; pinned places stay where they are. */
  const shuffled = (pinned, random = Math.random) => {
    const free = pinned.flatMap((fixed, place) => (fixed ? [] : [place]));
    const drawn = [...free];
    for (let i = drawn.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      [drawn[i], drawn[j]] = [drawn[j], drawn[i]];
    }
    return pinned.map((fixed, place) => (fixed ? place : drawn[free.indexOf(place)]));
  };

  /** Points: single and judge all or nothing; multiple max(0, (hits − false) ÷ right). */
  const score = (right, chosen) => {
    const hits = chosen.filter((yes, i) => yes && right[i]).length;
    const wrong = chosen.filter((yes, i) => yes && !right[i]).length;
    return Math.max(0, (hits - wrong) / right.filter(Boolean).length);
  };

  /** A typed text with one width, case, minus and point. */
  const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/[−–—]/g, "-").replace(/\u3002/g, ".");

  /** Without spaces and punctuation, too; signs and points of numbers stay. */
  const fold = (text) => plain(text).replace(/[-.](?!\d)|[^\p{L}\p{N}.+<>=%√×-]/gu, "");

  /** The number somebody typed, with its unit or without; NaN for anything else. */
  const number = (text, unit = "") => {
    const [, value, rest] = /^([+-]?(?:\d+\.?\d*|\.\d+))(.*)$/.exec(plain(text).replace(/[\s,¥$]/g, "")) || [];
    return value && (!rest || fold(rest) === fold(unit)) ? Number(value) : NaN;
  };

  /** Whether a typed answer is what a key says: "3/三" for texts, "40 0.5 分" for numbers. */
  const fits = (kind, value, key) => {
    if (kind === "fill") return key.split("/").some((one) => fold(one) === fold(value));
    const [right, within, unit] = key.split(" ");
    return Math.abs(number(value, unit) - right) <= Number(within) + 1e-9;
  };

  /** The places, from 1, that items of these ranks may have: [first, last] of each. */
  const places = (ranks) => ranks.map((rank) => [
    1 + ranks.filter((other) => other < rank).length, ranks.filter((other) => other <= rank).length]);

  /** Any kind but a choice: which items are right, n of m that are, points of 1. values: of each item, "" when left out.
      An order is counted by its pairs, a rating by its steps from worst to best. */
  const judge = (kind, values, keys) => {
    const ranks = keys.map(Number), spans = places(ranks);
    const rights = keys.map((key, i) => kind === "order" ? values[i] >= spans[i][0] && values[i] <= spans[i][1]
      : kind === "fill" || kind === "number" ? fits(kind, values[i], key) : values[i] === key);
    let n = rights.filter(Boolean).length, m = keys.length, points = n / m;
    if (kind === "rate") points = 1 - ranks.reduce((sum, rank, i) => sum + (values[i] ? Math.abs(values[i] - rank) : 2), 0) / (2 * m);
    if (kind === "order") {
      const pairs = ranks.flatMap((a, i) => ranks.flatMap((b, j) => (a < b ? [values[i] < values[j]] : [])));
      n = pairs.filter(Boolean).length;
      m = pairs.length;
      points = n / m;
    }
    return { rights, n, m, points };
  };

  class CourseQuiz extends Room {
    begin() {
      this.kind = this.dataset.kind;
      this.choice = /^(single|multiple|judge)$/.test(this.kind);
      this.task(".quiz-options", say);
      this.list.before(this.status);
      this.items = [...this.list.children];
      this.sure = this.querySelector(".quiz-sure");
      this.keys = [...this.key.querySelector("ol").children];
      this.hints = [...this.querySelectorAll(".quiz-hint")];
      this.pick();
      if (this.kind === "order") this.sortable();
      this.hints.forEach((hint, i) => hint.addEventListener("toggle", () => {
        if (!hint.open) return;
        this.hinted = true;
        show(this.hints[i + 1]);
      }));
      this.reset();
      this.classList.add("quiz-live");
    }

    /** On paper the options stand as the trainer wrote them (hooks/shared/shared.js asks for it). */
    paper() {
      this.drawn = [...this.list.children];
      this.list.prepend(...this.items);
    }

    screen() { this.list.append(...this.drawn || []); }

    order(places) { places.forEach((place) => this.list.append(this.items[place])); }

    /** Give every item the choices: side by side when they are short. */
    pick() {
      this.choices = [...this.querySelectorAll(".quiz-choices li")].map((item) => item.textContent);
      if (this.choices.length) this.items.forEach((item, i) => {
        const label = { "aria-label": item.textContent.trim() }, name = `${this.dataset.id}-${i}`;
        item.firstElementChild.append(this.choices.join("").length < 16
          ? make("span", { class: "quiz-picks", role: "radiogroup", ...label }, ...this.choices.map((text, n) =>
            make("label", {}, make("input", { type: "radio", name, value: n + 1 }), make("span", {}, text))))
          : make("select", label, make("option", { value: "" }, say.pick),
            ...this.choices.map((text, n) => make("option", { value: n + 1 }, text))));
      });
    }

    /** Buttons and arrow keys move an item; dragging does, too. */
    sortable() {
      this.heard = make("p", { class: "course-unseen", role: "status", "aria-live": "polite" });
      this.list.after(this.heard);
      this.items.forEach((item) => {
        const text = item.textContent.trim();
        item.draggable = true;
        item.firstElementChild.append(make("span", { class: "quiz-moves" },
          button("↑", { class: "", "aria-label": fill(say.up, { text }), "data-by": -1 }),
          button("↓", { class: "", "aria-label": fill(say.down, { text }), "data-by": 1 })));
      });
      const item = (event) => event.target.closest("li");
      this.list.addEventListener("click", (event) => {
        const button = event.target.closest("[data-by]");
        if (button) this.move(item(event), Number(button.dataset.by), button);
      });
      this.list.addEventListener("keydown", (event) => {
        const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
        if (!by || !event.target.matches("[data-by]")) return;
        event.preventDefault();
        this.move(item(event), by, event.target);
      });
      this.list.addEventListener("dragstart", (event) => { this.dragged = item(event); });
      this.list.addEventListener("dragover", (event) => { if (this.dragged) event.preventDefault(); });
      this.list.addEventListener("drop", (event) => {
        const at = [...this.list.children];
        if (this.dragged && item(event)) this.move(this.dragged, at.indexOf(item(event)) - at.indexOf(this.dragged));
        this.dragged = null;
      });
    }

    move(item, by, button) {
      const all = [...this.list.children], n = all.indexOf(item) + by;
      if (!by || !all[n] || this.classList.contains("quiz-done")) return;
      all[n][by < 0 ? "before" : "after"](item);
      this.moved = true;
      this.status.textContent = "";
      this.heard.textContent = fill(say.moved, { text: item.querySelector("span").textContent.trim(), n: n + 1, m: all.length });
      button?.focus();
    }

    reset() {
      this.form.reset();
      this.hinted = this.moved = false;
      this.points = null;
      this.classList.remove("quiz-done");
      this.status.textContent = "";
      this.querySelectorAll(".quiz-feedback, .quiz-later").forEach((element) => element.remove());
      this.querySelectorAll(".quiz-options [data-state]").forEach((item) => item.removeAttribute("data-state"));
      this.enable(true);
      this.hints.forEach((hint, i) => { hint.open = false; show(hint, i === 0); });
      this.submit.textContent = this.choice ? say.check : say.see;
      show(this.again, false);
      show(this.submit);
      const fixed = this.kind === "order" || this.kind === "fill";
      this.order(shuffled(this.items.map((item) => fixed || "pinned" in item.dataset)));
    }

    enable(yes) {
      this.querySelectorAll("input, select, textarea, .quiz-moves button").forEach((field) => { field.disabled = !yes; field.readOnly = false; });
    }

    /** An exam holds its questions: no hints, no button; it calls `check` itself. */
    hold() {
      this.held = true;
      this.hints.forEach((hint) => show(hint, false));
      show(this.submit, false);
    }

    /** What the learner answered: a text of each item, of an order its place; "" where there is nothing. */
    read() {
      const now = [...this.list.children];
      if (this.kind === "order") return this.items.map((item) => (this.moved ? now.indexOf(item) + 1 : ""));
      return this.items.map((item) => item.querySelector(":checked:not(option), select, textarea, [type=text]")?.value.trim() || "");
    }

    /** Why an answer cannot be judged yet, "" when it can. */
    missing(values) {
      const n = values.filter((value) => !value).length;
      if (n === values.length) return this.kind === "order" ? say.move : this.list.matches(".quiz-typed") ? say.write : say.choose;
      if (this.held || this.points) return "";
      if (n && !this.choice) return fill(say.rest, { n });
      if (this.kind === "number" && isNaN(number(values[0], this.keys[0].dataset.key.split(" ")[2]))) return say.number;
      return this.sure && !this.sure.querySelector(":checked") ? say.nosure : "";
    }

    /** Score, show and tell the answer: points of 1, or null when nothing was answered. */
    check() {
      const values = this.read(), missing = this.missing(values);
      if (missing) { this.tell(missing); return null; }
      // The toggle event comes late: a hint that is open counts, told or not.
      this.hinted ||= this.hints.some((hint) => hint.open);
      if (this.kind === "open" && (this.held || !this.points)) return this.compare();
      const { points, n, m } = this.choice ? this.judgeChoice(values) : this.points ? this.judgeOpen() : this.judgeItems(values);
      const wanted = (note) => {
        const at = note.dataset.note.split(" ").map((place) => values[place - 1]);
        return this.choice ? at.every(Boolean) : at[0] > at[1];
      };
      const below = [];
      for (const note of [...this.key.querySelectorAll("[data-note]")].filter(wanted)) {
        const label = this.choice ? say.together : note.firstElementChild.textContent;
        below.push(make("div", { class: "quiz-feedback quiz-note" }, make("strong", {}, label), note.lastElementChild.cloneNode(true)));
      }
      const why = this.key.querySelector(".quiz-why");
      if (why) {
        const box = why.cloneNode(true);
        box.className = "quiz-feedback quiz-why";
        below.push(box);
      }
      (this.sure || this.form.querySelector("fieldset")).after(...below);
      this.finish();
      const sure = this.sure?.querySelector(":checked");
      const said = this.points ? say.points : points === 1 ? say.right
        : this.choice ? (points > 0 ? say.partly : say.wrong) : m === 1 ? say.not : this.kind === "order" ? say.pairs : say.some;
      const first = [".quiz-note", "[data-state=chosen-wrong]", "[data-state^=chosen]"]
        .map((place) => this.querySelector(`${place} p`)).find(Boolean)?.textContent || "";
      this.tell(fill(said, { n, m }), make("span", { class: "course-unseen" }, ` ${first}`));
      answered(this, { score: points, max: 1, hinted: this.hinted, sure: sure ? Boolean(sure.value) : null });
      return points;
    }

    finish() {
      this.enable(false);
      this.hints.forEach((hint) => show(hint, hint.open));
      show(this.submit, false);
      show(this.again, !this.held);
      this.classList.add("quiz-done");
      if (!this.held) this.again.focus({ preventScroll: true });
    }

    judgeChoice(values) {
      const chosen = values.map(Boolean), right = this.keys.map((key) => "right" in key.dataset);
      this.items.forEach((item, i) => {
        const label = chosen[i] ? (right[i] ? say.chosenright : say.chosenwrong) : right[i] ? say.leftright : say.leftwrong;
        this.reveal(item, chosen[i], right[i], label, this.keys[i]);
      });
      return { points: score(right, chosen), n: chosen.filter((yes, i) => yes && right[i]).length, m: right.filter(Boolean).length };
    }

    judgeItems(values) {
      const keys = this.keys.map((key) => key.dataset.key), judged = judge(this.kind, values, keys);
      const spans = places(keys.map(Number));
      this.items.forEach((item, i) => {
        const right = judged.rights[i], order = this.kind === "order";
        const wanted = order ? [...new Set(spans[i])].join("–") : this.choices[keys[i] - 1] || this.keys[i].querySelector("span").textContent;
        const mistake = !right && !this.choices.length && !order
          && [...this.key.querySelectorAll(".quiz-mistakes li")].find((one) => fits(this.kind, values[i], one.dataset.key));
        const label = right ? (order ? say.placeright : say.itemright) : fill(order ? say.placewrong : say.itemwrong, { right: wanted });
        this.reveal(item, right || mistake || this.kind !== "number", right, label, mistake || this.keys[i], true);
      });
      return judged;
    }

    /** The model answer and its points, to be ticked; held, only to be read. */
    compare() {
      if (this.points) return null;
      const model = make("li", { class: "quiz-later" }, this.key.querySelector(".quiz-model").cloneNode(true));
      this.points = this.keys.map((key) => make("li", { class: "quiz-later" },
        make("label", {}, make("input", { type: "checkbox" }), key.firstElementChild.cloneNode(true))));
      this.list.append(model, ...this.points);
      if (this.held) { this.finish(); return null; }
      this.querySelector("textarea").readOnly = true;
      this.submit.textContent = say.count;
      this.tell(say.compare);
      this.points[0].querySelector("input").focus({ preventScroll: true });
      return null;
    }

    judgeOpen() {
      const done = this.points.map((item) => item.querySelector("input").checked);
      this.points.forEach((item, i) => this.reveal(item, done[i], true, done[i] ? say.done : say.undone, this.keys[i]));
      const n = done.filter(Boolean).length;
      return { points: n / done.length, n, m: done.length };
    }

    /** Say it where the options begin: on a phone the button is a screen below them. */
    tell(...said) {
      this.status.replaceChildren(...said);
      if (!this.held) this.status.scrollIntoView({ block: "nearest" });
    }

    /** Put what the key says under its option: in words, not by colour alone. */
    reveal(item, chosen, right, label, key, typed) {
      item.dataset.state = `${chosen || typed ? "chosen" : "left"}-${right ? "right" : "wrong"}`;
      const box = make("div", { class: "quiz-feedback" }, make("strong", {}, label));
      const missed = key.querySelector("[data-missed]");
      const text = !chosen && missed ? missed : key.querySelector("p:not([data-missed])");
      if (text) box.append(text.cloneNode(true));
      item.append(box);
    }
  }
  return Object.assign(CourseQuiz, { shuffled, score, fold, number, judge });
}]);

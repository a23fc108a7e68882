/* A question: choose, answer, see what each choice does, do it again. The page is complete without this script. */
(window.courseRooms ||= []).push([({ make, answered, fill, show }, say) => {
  if (customElements.get("course-quiz")) return;

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

  class CourseQuiz extends HTMLElement {
    paper = () => this.order(this.items.map((_, i) => i));

    connectedCallback() {
      addEventListener("beforeprint", this.paper);
      if (this.ready) return;
      this.ready = true;
      this.form = this.querySelector("form");
      this.list = this.querySelector(".quiz-options");
      this.items = [...this.list.children];
      this.key = this.querySelector(".quiz-key");
      this.keys = [...this.key.querySelector("ol").children];
      this.hints = [...this.querySelectorAll(".quiz-hint")];
      this.form.reset();
      this.status = make("p", { class: "quiz-status", role: "status", "aria-live": "polite" });
      this.submit = make("button", { type: "submit", class: "md-button md-button--primary" }, say.check);
      this.again = make("button", { type: "button", class: "md-button" }, say.again);
      this.list.before(this.status);
      this.form.append(make("div", { class: "quiz-actions" }, this.submit, this.again));
      this.key.dataset.printKey = this.querySelector("[id]").id;
      this.form.addEventListener("submit", (event) => { event.preventDefault(); this.check(); });
      this.form.addEventListener("change", () => { this.status.textContent = ""; });
      // Enter inside a group of options would submit an answer nobody meant to give.
      this.form.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && event.target.matches("input")) event.preventDefault();
      });
      this.again.addEventListener("click", () => { this.reset(); this.items[0].parentNode.querySelector("input").focus(); });
      this.hints.forEach((hint, i) => hint.addEventListener("toggle", () => {
        if (!hint.open) return;
        this.hinted = true;
        show(this.hints[i + 1]);
      }));
      this.reset();
      this.classList.add("quiz-live");
    }

    disconnectedCallback() { removeEventListener("beforeprint", this.paper); }

    order(places) { places.forEach((place) => this.list.append(this.items[place])); }

    reset() {
      this.form.reset();
      this.hinted = false;
      this.classList.remove("quiz-done");
      this.status.textContent = "";
      this.querySelectorAll(".quiz-feedback").forEach((element) => element.remove());
      this.querySelectorAll(".quiz-options [data-state]").forEach((item) => item.removeAttribute("data-state"));
      this.querySelectorAll("input").forEach((input) => { input.disabled = false; });
      this.hints.forEach((hint, i) => { hint.open = false; show(hint, i === 0); });
      show(this.again, false);
      show(this.submit);
      this.order(shuffled(this.items.map((item) => "pinned" in item.dataset)));
    }

    /** An exam holds its questions: no hints, no button; it calls `check` itself. */
    hold() {
      this.held = true;
      this.hints.forEach((hint) => show(hint, false));
      show(this.submit, false);
    }

    /** Score, show and tell the answer: points of 1, or null when nothing was answered. */
    check() {
      const chosen = this.items.map((item) => item.querySelector("input").checked);
      if (!chosen.some(Boolean)) { this.tell(say.choose); return null; }
      // The toggle event comes late: a hint that is open counts, told or not.
      this.hinted ||= this.hints.some((hint) => hint.open);
      const right = this.keys.map((key) => "right" in key.dataset);
      const points = score(right, chosen);
      this.items.forEach((item, i) => this.reveal(item, this.keys[i], chosen[i], right[i]));
      const why = this.key.querySelector(".quiz-why");
      if (why) this.form.querySelector("fieldset").append(this.feedback(why, "quiz-why"));
      this.querySelectorAll("input").forEach((input) => { input.disabled = true; });
      this.hints.forEach((hint) => show(hint, hint.open));
      const said = points === 1 ? say.right : points > 0 ? say.partly : say.wrong;
      const first = this.querySelector("[data-state^=chosen] .quiz-feedback p")?.textContent || "";
      show(this.submit, false);
      show(this.again, !this.held);
      this.classList.add("quiz-done");
      if (!this.held) this.again.focus({ preventScroll: true });
      const verdict = fill(said, { n: chosen.filter((yes, i) => yes && right[i]).length, m: right.filter(Boolean).length });
      this.tell(verdict, make("span", { class: "course-unseen" }, ` ${first}`));
      answered(this, { id: this.dataset.id, kind: this.dataset.kind, score: points, max: 1, hinted: this.hinted, sure: null, print: this.dataset.print });
      return points;
    }

    /** Say it where the options begin: on a phone the button is a screen below them. */
    tell(...said) {
      this.status.replaceChildren(...said);
      this.status.scrollIntoView({ block: "nearest" });
    }

    /** Put what the key says under its option: in words, not by colour alone. */
    reveal(item, key, chosen, right) {
      item.dataset.state = `${chosen ? "chosen" : "left"}-${right ? "right" : "wrong"}`;
      const label = chosen ? (right ? say.chosenright : say.chosenwrong) : right ? say.leftright : say.leftwrong;
      const box = make("div", { class: "quiz-feedback" }, make("strong", {}, label));
      const missed = key.querySelector("[data-missed]");
      const text = !chosen && missed ? missed : key.querySelector("p:not([data-missed])");
      if (text) box.append(text.cloneNode(true));
      item.append(box);
    }

    feedback(source, name) {
      const box = source.cloneNode(true);
      box.className = `quiz-feedback ${name}`;
      return box;
    }
  }
  CourseQuiz.shuffled = shuffled;
  CourseQuiz.score = score;
  customElements.define("course-quiz", CourseQuiz);
}, { ...document.currentScript.dataset }]);
window.course?.open();

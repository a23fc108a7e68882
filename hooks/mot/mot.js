/* A scoring table: score every moment, then compare. The page is complete without this script. */
(window.courseRooms ||= []).push(["mot", ({ Room, make, answered, fill, show, signed }, say) => {
  const SVG = "http://www.w3.org/2000/svg";

  /** Average (one decimal, halves away from zero, as hooks/mot/block.py does), lowest, peak and last of a journey. */
  const average = (sum, n) => (Math.sign(sum) * Math.round((Math.abs(sum) * 10) / n)) / 10;
  const figures = (scores) => [
    average(scores.reduce((a, b) => a + b, 0), scores.length),
    Math.min(...scores), Math.max(...scores), scores.at(-1),
  ];

  return class extends Room {
    static figures = figures;

    begin() {
      this.task(".mot-moments", say, say.compare);
      this.rows = [...this.list.querySelectorAll("fieldset")];
      this.rows.forEach((row) => row.append(make("p", { class: "mot-chosen", "aria-hidden": "true" })));
      this.form.addEventListener("change", (event) => {
        const row = event.target.closest("fieldset");
        if (row) row.querySelector(".mot-chosen").textContent = event.target.getAttribute("aria-label");
      });
      this.before = this.key.cloneNode(true);
      this.reset();
      this.classList.add("mot-live");
    }

    reset() {
      this.form.reset();
      this.classList.remove("mot-done");
      this.status.textContent = "";
      this.rows.forEach((row) => { row.querySelector(".mot-chosen").textContent = ""; });
      this.querySelectorAll(".mot-moments input").forEach((input) => { input.disabled = false; });
      const fresh = this.before.cloneNode(true);
      this.key.replaceWith(fresh);
      this.key = fresh;
      show(this.submit);
      show(this.again, false);
    }

    check() {
      const mine = this.rows.map((row) => row.querySelector("input:checked")?.value);
      const open = mine.findIndex((value) => value === undefined);
      if (open >= 0) {
        this.status.textContent = fill(say.missing, { n: mine.filter((value) => value === undefined).length });
        this.rows[open].querySelector("input").focus();
        return;
      }
      const scores = mine.map(Number);
      const trs = [...this.key.querySelectorAll(".mot-table tbody tr")];
      const theirs = trs.map((tr) => Number(tr.dataset.score));
      const gaps = scores.map((score, i) => Math.abs(score - theirs[i]));
      this.table(trs, scores, gaps);
      this.draw(scores);
      this.figures(scores);
      this.querySelectorAll(".mot-moments input").forEach((input) => { input.disabled = true; });
      const wide = gaps.flatMap((gap, i) => (gap >= 2 ? [i + 1] : []));
      this.status.textContent = wide.length ? fill(say.gaps, { n: wide.length, list: wide.join(say.comma) }) : say.nogaps;
      this.key.open = true;
      this.classList.add("mot-done");
      show(this.submit, false);
      show(this.again);
      this.again.focus({ preventScroll: true });
      answered(this, { kind: "mot", score: gaps.filter((gap) => gap < 2).length, max: gaps.length });
    }

    table(trs, scores, gaps) {
      this.key.querySelector(".mot-table thead tr").children[1].before(make("th", { scope: "col" }, say.mine));
      trs.forEach((tr, i) => {
        tr.children[1].before(make("td", {}, make("span", { class: "mot-badge", "data-level": scores[i] }, signed(scores[i]))));
        if (gaps[i] < 2) return;
        tr.classList.add("mot-gap");
        tr.lastElementChild.append(make("strong", {}, fill(say.gap, { n: gaps[i] })));
      });
    }

    draw(scores) {
      const svg = this.key.querySelector("svg");
      const y = (score) => svg.querySelector(`[data-score="${score}"]`).getAttribute("y1");
      const points = [...svg.querySelectorAll("[data-n]")].map((point, i) => `${point.dataset.x},${y(scores[i])}`);
      const line = document.createElementNS(SVG, "polyline");
      line.setAttribute("class", "curve-line curve-mine");
      line.setAttribute("points", points.join(" "));
      svg.append(line);
      svg.setAttribute("aria-label", `${svg.getAttribute("aria-label")} ${fill(say.curve, { scores: scores.map(signed).join(say.comma) })}`);
      this.key.querySelector("figure").append(make("figcaption", {}, say.lines));
    }

    figures(scores) {
      const row = make("tr", {}, make("th", { scope: "row" }, say.mine));
      row.append(...figures(scores).map((value) => make("td", {}, signed(value))));
      this.key.querySelector(".mot-figures tbody").append(row);
    }
  };
}]);

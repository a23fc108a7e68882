/* A talk, played: lines, then options; after a choice first what comes of it, then what is said about it. Everything it
   plays stands in the screenplay of the page, which is complete without this script; its own parts in a <template>. */
(window.courseRooms ||= []).push(["dialogue", ({ Room, make, answered, copy, fill, show, signed }, say) => {
  const numbers = (text) => text.split(" ").map(Number);
  const inside = (levels, bounds) => levels.every((level, i) => level >= bounds[2 * i] && level <= bounds[2 * i + 1]);

  /** The open ways out of a state [moment, mood, matter]: [way, the state it leads to]; of those without text the first. */
  const ways = (moments, [id, ...levels]) => {
    const open = moments[id].ways.filter(({ when }) => inside(levels, when));
    return (open[0]?.text ? open : open.slice(0, 1)).map((way) => [
      way, [way.id, ...levels.map((level, i) => Math.max(i ? 0 : -3, Math.min(i ? 5 : 3, level + way.effect[i])))],
    ]);
  };

  /** The best ending (2 good, 1 fair, 0 bad) that can be reached from a state. */
  const best = (moments, from) => {
    const seen = new Set(), waiting = [from];
    let found = 0;
    while (waiting.length && found < 2) {
      const state = waiting.pop();
      if (seen.has(`${state}`)) continue;
      seen.add(`${state}`);
      found = Math.max(found, moments[state[0]].score);
      waiting.push(...ways(moments, state).map(([, to]) => to));
    }
    return found;
  };

  const option = (text, act) => {
    const made = make("button", { type: "button", class: "dialogue-option" }, text);
    made.addEventListener("click", act);
    return made;
  };

  return class extends Room {
    static best = best;

    begin() {
      this.turns = [];
      const all = [...this.querySelectorAll("[data-moment]")], key = this.querySelector(".dialogue-key");
      this.moments = Object.fromEntries(all.map((moment) => [moment.dataset.moment, {
        score: moment.dataset.score | 0,
        end: moment.firstChild.querySelector("b"),
        lines: [...moment.querySelector("ul").children],
        ways: [...moment.querySelectorAll("[data-to]")].map((way) => ({
          id: way.dataset.to,
          effect: numbers(way.dataset.do),
          when: numbers(way.dataset.if),
          text: way.querySelector("span")?.textContent,
          notes: way.querySelectorAll("p"),
        })),
      }]));
      this.state = [all[0].dataset.moment, ...numbers(this.dataset.start)];
      [this.talk, this.meters, this.choice, this.over, this.lines] = this.querySelector("template").content.cloneNode(true).children;
      key.before(this.talk, this.meters, this.choice, this.over);
      this.svg = this.over.querySelector("svg");
      this.talk.firstChild.append(...this.run());
      this.hope = best(this.moments, this.state);
      this.addEventListener("click", ({ target }) => this[target.dataset.act]?.());
      this.classList.add("dialogue-live");
      this.offer();
    }

    /** A line: what I say (0), the name of an ending (1), what is said about a choice (2). */
    line(kind, text) {
      const made = this.lines.children[kind].cloneNode(true);
      made.lastChild.textContent = text;
      return made;
    }

    /** The lines from here to the next choice or the end. */
    run() {
      const { end, lines } = this.moments[this.state[0]], [[way, to] = []] = ways(this.moments, this.state);
      const said = [...(end ? [this.line(1, end.textContent)] : []), ...lines.map((line) => line.cloneNode(true))];
      if (!way || way.text) return said;
      this.state = to;
      return [...said, ...this.run()];
    }

    choose(way, to, forked) {
      const before = this.state;
      this.state = to;
      const said = [this.line(0, way.text), ...this.run()];
      const changes = [...this.meters.children].map((meter, i) => [meter.dataset.name, this.state[i + 1] - before[i + 1]])
        .filter(([, n]) => n).map(([name, n]) => `${name} ${signed(n)}`);
      const told = this.line(2, fill(say.turn, { n: this.turns.length + 1, change: changes.join(say.comma) || say.same }));
      told.append(" ", way.notes[0].cloneNode(true));
      said.push(told);
      this.turns.push({ before, way, said, forked, hope: best(this.moments, this.state) });
      this.talk.firstChild.append(...said);
      this.offer().focus({ preventScroll: true });
      said[0].scrollIntoView();
    }

    /** Back to before a turn: what was said since is gone. Who goes on from a fork knows what comes: that is a hint. */
    back(n) {
      const gone = this.turns.splice(n);
      gone.forEach(({ said }) => said.forEach((line) => line.remove()));
      this.state = gone[0].before;
      this.hinted = n > 0;
      this.offer().focus();
    }

    again() { this.back(0); }

    undo() { this.back(this.turns.map(({ forked }) => forked).lastIndexOf(true)); }

    script() { this.classList.toggle("dialogue-open"); }

    /** Show the meters and what can be done now; the part that shows it. */
    offer() {
      [...this.meters.children].forEach((meter, i) => {
        const value = this.state[i + 1];
        meter.firstChild.textContent = meter.dataset.words.split("|")[value + (i ? 0 : 3)];
        meter.style.setProperty("--at", i ? value / 5 : (value + 3) / 6);
        meter.dataset.sign = Math.sign(value);
      });
      const { end } = this.moments[this.state[0]], options = ways(this.moments, this.state), forked = options.length > 1;
      this.choice.children[1].replaceChildren(...options.map(([way, to]) => option(way.text, () => this.choose(way, to, forked))));
      show(this.choice.lastChild, this.turns.some((turn) => turn.forked));
      show(this.choice, !end);
      show(this.over, end);
      this.classList.remove("dialogue-open");
      if (end) this.end();
      return end ? this.over : this.choice;
    }

    /** Goal, turning point, curve, better lines, and from where to talk again. */
    end() {
      const states = [...this.turns.map(({ before }) => before), this.state], moods = states.map(([, mood]) => mood);
      const lost = this.turns.findIndex(({ hope }) => hope < this.hope) + 1;
      const sizes = moods.map((mood, i) => Math.abs(mood - moods[i - 1]) || 0), most = sizes.indexOf(Math.max(...sizes));
      const [, verdict, figure, better] = this.over.children;
      verdict.textContent = (inside(this.state.slice(1), numbers(this.dataset.goal)) ? say.reached : say.missed)
        + fill(lost ? say.lost : most ? say.turned : say.even, { n: lost || most });
      figure.replaceChildren(this.curve(moods));
      const of = (part) => this.turns.flatMap(part);
      const lines = of(({ way: { notes } }, i) => (notes[1] ? [make("li", { value: i + 1 }, notes[1].lastChild.cloneNode(true))] : []));
      better.lastChild.replaceChildren(...lines);
      show(better, lines.length);
      this.over.querySelector(".dialogue-forks").replaceChildren(
        ...of(({ way, forked }, i) => (forked ? [option(`${i + 1} ${way.text}`, () => this.back(i))] : [])));
      answered(this, { kind: "dialogue", score: this.moments[this.state[0]].score, max: 2, hinted: !!this.hinted });
    }

    /** The mood, in the lines and shapes that the page brings along (hooks/dialogue/block.py). */
    curve(scores) {
      const svg = this.svg.cloneNode(true), [line, ...shapes] = svg.querySelectorAll("polyline, path"), text = svg.lastChild;
      const [{ x: left }, { x: right }] = line.points;
      const points = scores.map((score, i) => {
        const x = left + ((right - left) * i) / (scores.length - 1), shape = shapes[1 - Math.sign(score)].cloneNode();
        const y = svg.querySelector(`[data-score="${score}"]`).getAttribute("y1"), label = text.cloneNode();
        shape.setAttribute("transform", `translate(${x} ${y})`);
        label.setAttribute("x", x);
        label.textContent = i;
        svg.append(shape, label);
        return [x, y];
      });
      line.setAttribute("points", points);
      [...shapes, text].forEach((one) => one.remove());
      svg.setAttribute("aria-label", fill(say.curve, { scores: scores.map(signed).join(say.comma) }));
      return svg;
    }

    async copy() {
      const told = [...this.querySelectorAll(".dialogue-title [id], .talk li, fieldset > p, fieldset li")];
      const done = await copy(told.map((one) => one.textContent).join("\n"));
      this.over.querySelector("[role=status]").textContent = done ? say.copied : say.selected;
      if (!done) getSelection().selectAllChildren(this.talk);
    }

    /** This talk alone; without this the page prints the screenplay. */
    paper() {
      this.classList.add("dialogue-paper");
      addEventListener("afterprint", () => this.classList.remove("dialogue-paper"), { once: true });
      print();
    }
  };
}]);

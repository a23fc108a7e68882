/* An exam: draw, hold the questions, hand in once, report. How it stays fair: hooks/exam/__init__.py. */
(window.courseRooms ||= []).push(["exam", ({ Room, make, button, date, fill, show, bank, put }, say) => {
  const chance = () => crypto.getRandomValues(new Uint32Array(1))[0];

  /** n of a pool [{key, bank, same}]: each time from the bank taken from least, one of an idea. */
  const draw = (pool, n, random = chance) => {
    const taken = {}, drawn = [];
    let rest = pool.map((one) => [random(), one]).sort(([a], [b]) => a - b).map(([, one]) => one);
    while (drawn.length < n && rest.length) {
      const one = rest.reduce((a, b) => ((taken[b.bank] || 0) < (taken[a.bank] || 0) ? b : a));
      taken[one.bank] = (taken[one.bank] || 0) + 1;
      drawn.push(one);
      rest = rest.filter(({ same }) => same !== one.same);
    }
    return drawn;
  };

  return class extends Room {
    static draw = draw;

    begin() {
      const { id, count, pass, minutes } = this.dataset, store = `exam:${location.pathname}:${id}`;
      const [off, live, left, status, result, sheet, blank, paper] = ["off", "live", "left", "status", "result", "sheet", "blank", "paper"]
        .map((name) => this.querySelector(`.exam-${name}, .quiz-${name}`));
      const [title, times, , parts, form] = result.children, [anyway, onward] = [blank, live].map((one) => one.lastElementChild.firstChild);
      const time = (ms) => fill(say.time, { m: Math.floor(ms / 6e4), s: Math.floor(ms / 1e3) % 60 });
      const { classList } = document.documentElement;
      let attempt, questions, timer;

      /* A browser that keeps nothing loses the attempt with the page; the exam goes on. */
      const keep = (text) => { try { sessionStorage[store] = text; } catch { /* as above */ } };
      const kept = () => { try { return JSON.parse(sessionStorage[store]); } catch { return {}; } };

      const begin = async () => {
        status.textContent = say.load;
        const pool = [];
        try {
          for (const { dataset } of this.querySelectorAll("data")) {
            for (const [key, one] of Object.entries(await bank(dataset))) one.html.includes('data-kind="open"') || pool.push({ ...one, key, bank: dataset.bank });
          }
        } catch (error) {
          if (error) throw error;
          status.textContent = say.missing;
          return;
        }
        attempt = { spent: 0, away: 0, pauses: 0, at: Date.now(), ...kept() };
        const old = Array.isArray(attempt.keys) && attempt.keys.map((key) => pool.find((one) => one.key === key));
        const again = old.length === Number(count) && old.every(Boolean);
        questions = again ? old : draw(pool, count);
        attempt.keys = questions.map(({ key }) => key);
        const n = questions.length;
        sheet.replaceChildren();
        questions.forEach((one, i) => {
          sheet.append(make("p", { class: "quiz-scene" }, fill(say.place, { i: i + 1, n })));
          put(sheet, one.html);
          one.quiz = [...sheet.querySelectorAll("course-quiz")].at(-1);
          one.quiz.hold();
        });
        [result, paper].forEach((one) => show(one, false));
        show(left, minutes > 0);
        next(say.hand, hand);
        clearInterval(timer);
        timer = setInterval(tick, 1000);
        document.addEventListener("visibilitychange", tick);
        tick();
        status.textContent = fill(again ? say.resumed : say.drawn, { n });
        status.focus();
      };

      const next = (text, act) => {
        onward.textContent = text;
        onward.onclick = act;
      };

      /** Time runs while the page is seen; what passes otherwise is a pause. A second that took five was none. */
      const tick = () => {
        const now = Date.now(), gone = Math.max(0, now - attempt.at);
        if (!this.isConnected || !timer) { clearInterval(timer); return; }
        if (document.hidden && attempt.hidden) return;
        if (attempt.hidden || gone > 5e3) {
          attempt.pauses++;
          attempt.away += gone;
          status.textContent = fill(say.paused, { time: time(gone) });
        } else attempt.spent += gone;
        attempt.hidden = document.hidden;
        attempt.at = now;
        keep(JSON.stringify(attempt));
        const rest = minutes * 6e4 - attempt.spent;
        left.textContent = fill(say.left, { time: time(Math.max(0, rest)) });
        if (minutes > 0 && rest <= 0) finish(say.up);
      };

      /** Ask before handing in what is not answered. */
      const hand = () => {
        const n = questions.length, open = questions.flatMap(({ quiz }, i) => {
          // A link inside the page would bring the page anew (instant navigation), and with it other forms.
          const to = button(fill(say.place, { i: i + 1, n }));
          to.onclick = () => quiz.first();
          return quiz.missing(quiz.read()) ? to : [];
        });
        if (!open.length) { finish(); return; }
        const [text, list] = blank.children;
        text.textContent = fill(say.blank, { n: open.length });
        list.replaceChildren(...open);
        show(blank);
        blank.focus();
      };

      const finish = (why = "") => {
        timer = clearInterval(timer);
        keep("");
        const found = {};
        let sum = 0;
        for (const { quiz, at } of questions) {
          const points = quiz.check();
          sum += points;
          if (points === null) {
            // No answer, no feedback: the key itself is shown, with its letters.
            quiz.paper?.();
            quiz.classList.remove("quiz-live");
            quiz.querySelector(".quiz-key").open = true;
            quiz.querySelector(".quiz-status").textContent = say.none;
          }
          const part = found[at?.[0] || say.rest] ||= { n: 0, m: 0, pages: new Map() };
          part.m++;
          if (points === 1) part.n++;
          else if (at) part.pages.set(at[1], at[2]);
        }
        const n = Math.floor(100 * sum / questions.length + 1e-9), passed = n >= pass;
        title.textContent = fill(passed ? say.passed : say.failed, { n, pass });
        times.textContent = why + fill(attempt.pauses ? say.pauses : say.used, { used: time(attempt.spent), n: attempt.pauses, away: time(attempt.away) });
        parts.replaceChildren(...Object.entries(found).map(([name, part]) => make("li", {}, fill(say.part, { name, ...part }),
          ...[...part.pages].flatMap(([name, href], i) => [i ? say.comma : say.again, make("a", { href }, name)]))));
        [status, left, blank].forEach((one) => show(one, false));
        show(result);
        show(form, passed);
        form.onsubmit = (event) => {
          event.preventDefault();
          const [, name, , got] = paper.children;
          name.textContent = form.elements[0].value;
          got.textContent = fill(say.got, { n, pass, date: date(Date.now()) });
          show(paper);
          classList.add("exam-alone");
          print();
        };
        next(say.anew, begin);
        title.focus();
      };

      anyway.onclick = () => finish();
      addEventListener("afterprint", () => classList.remove("exam-alone"));
      show(off, false);
      show(live);
      next(say.begin, begin);
      if (kept().keys) begin();
    }
  };
}]);

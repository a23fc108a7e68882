/* 我的复习: what is due, one question at a time. How it is worked out: hooks/review/__init__.py. */
(window.courseRooms ||= []).push(["review", ({ Room, make, date: day, fill, show, bank, load, put }, say) => {
  const ROUND = 8;

  /** One idea's card from the tries of its questions, a list each: {due (ms), weak, left (0 forgotten … 1)}; null without tries. */
  const card = (scheduler, lists, now) => {
    const tries = lists.flatMap((list) => list.map(([, ...how], i) => [1000 * Math.min(...list.slice(i).map(([later]) => later)), ...how]))
      .sort(([a], [b]) => a - b);
    if (!tries.length) return null;
    let grade, card = window.FSRS.createEmptyCard(tries[0][0]);
    for (const [time, score, max, hinted, sure] of tries) {
      grade = score < max * 0.8 ? 1 : score < max || hinted || sure === false ? 2 : 3;
      card = scheduler.next(card, time, grade).card;
    }
    const known = card.last_review <= now + 3e5;
    return { due: known && card.due.setHours(0, 0, 0, 0), weak: grade < 3, left: known && scheduler.get_retrievability(card, now, false) };
  };

  /** Every idea that was answered, [{due, weak, left, ask: question}], in the order to ask. ideas: lists of questions. */
  const queue = (ideas, answers, now) => {
    const scheduler = window.FSRS.fsrs({ maximum_interval: 60, enable_fuzz: false, enable_short_term: false });
    return ideas.flatMap((questions) => {
      const lists = questions.map((one) => (/right|wrong/.test(window.CourseRecord.state(one, answers[one.key])) ? answers[one.key].tries : []));
      const seen = lists.map((list) => list.at(-1)?.[0] ?? 0), found = card(scheduler, lists, now);
      return found ? { ...found, ask: questions[seen.indexOf(Math.min(...seen))] } : [];
    }).sort((a, b) => b.weak - a.weak || a.left - b.left);
  };

  return class extends Room {
    static queue = queue;

    begin() {
      const [off, live] = this.children, [stage, status, { firstChild: button }] = live.children, ideas = {};
      let round, done, question, quiz;
      for (const { dataset } of this.querySelectorAll("data")) {
        for (const [key, kind, print, same] of dataset.asked.split(";").map((one) => one.split(" "))) (ideas[same] ||= []).push({ key, kind, print, dataset });
      }

      /* The one button: what comes next. */
      const next = (text, act) => {
        button.textContent = text;
        button.onclick = () => go(act);
        show(button);
      };

      const go = async (act) => {
        show(button, false);
        try {
          window.FSRS || await load(this.dataset.fsrs);
          await act();
        } catch (error) {
          if (error) throw error;
          status.textContent = say.missing;
          next(say.retry, act);
        }
      };

      const head = (text) => {
        const heading = make("h2", { id: "review-place", tabindex: "-1" }, text);
        stage.replaceChildren(heading);
        status.textContent = "";
        heading.focus();
      };

      /** Say how many are due or when the next ones will be, and offer a round. */
      const plan = () => {
        const now = Date.now(), { tab } = window.CourseRecord, all = queue(Object.values(ideas), tab.load(tab.who()).answers, now);
        const first = Math.min(...all.map(({ due }) => due)), due = all.filter((one) => one.due <= now);
        const date = day(all.length && first);
        const [name, n] = due.length ? ["due", due.length] : all.length ? ["later", all.filter((one) => one.due === first).length] : ["nothing"];
        status.textContent = fill(say[name], { n, date });
        round = (n === due.length ? due : all).slice(0, ROUND);
        done = [];
        if (n) next(fill(due.length ? say.start : say.weak, { n: round.length }), ask);
      };

      const ask = async () => {
        const { key, dataset } = round[done.length].ask;
        question = (await bank(dataset))[key];
        head(fill(say.place, { i: done.length + 1, n: round.length }));
        put(stage, question.html);
        quiz = stage.children[1];
      };

      const end = () => {
        head(fill(say.done, { n: done.length, m: done.filter(([right]) => right).length }));
        stage.append(make("ul", {}, ...done.map(([right, text, at]) => make("li", {}, make("b", {}, right ? say.right : say.wrong), ` ${text} `,
          right || !at ? "" : make("a", { href: at[2] }, fill(say.again, { page: at[1] }))))));
        plan();
      };

      this.addEventListener("course:answered", ({ detail: { score, max } }) => {
        done.push([score === max, quiz.querySelector("[id]").textContent, question.at]);
        done.length < round.length ? next(say.next, ask) : next(say.end, end);
        button.focus({ preventScroll: true });
      });
      show(off, false);
      show(live);
      go(plan);
    }
  };
}, "late"]);

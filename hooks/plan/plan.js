/* The learner's plan. The record keeps it; the page can be filled in on paper without this script. */
(window.courseRooms ||= []).push(["plan", ({ Room, copy, save, tell, fill, show, heed }, say) => {
  /** A text in a calendar: no control characters, marks escaped, lines of 18 characters: never more than 72 octets. */
  const line = (name, text) => `${name}:${text.replace(/[^\n\P{Cc}]/gu, "").replace(/[\\;,]/g, "\\$&").replace(/\n/g, "\\n")}`.replace(/.{18}(?=.)/gu, "$&\r\n ");
  const fields = (row) => [...row.querySelectorAll("input, textarea")];
  const texts = (row) => fields(row).map(({ value }) => value);

  return class extends Room {
    begin() {
      this.list = this.querySelector("ol");
      this.blank = this.list.firstChild;
      this.labels = [...this.blank.querySelectorAll("span")];
      this.status = this.querySelector("[role]");
      this.querySelectorAll("[hidden]:not(label)").forEach((element) => show(element));
      show(this.querySelector("p"), false);
      this.addEventListener("change", ({ target }) => this.keep(target.closest("li"), say.kept));
      this.addEventListener("click", ({ target }) => this[target.dataset.act]?.(target.closest("li")));
      heed(this, () => this.draw());
    }

    /** Ask the record for the plan; `detail` is to be kept first. */
    ask(detail) {
      tell(this, "course:plan", detail);
      return detail;
    }

    /** What the record has; who is writing is not disturbed. */
    draw() {
      if (this.list.contains(document.activeElement)) return;
      this.list.replaceChildren();
      for (const [key, [, ...texts]] of Object.entries(this.ask({}).plan || {}).sort()) if (texts.join("")) this.row(key, texts);
      if (!this.list.firstChild) this.row();
    }

    row(key = "", texts = []) {
      const row = this.blank.cloneNode(true);
      row.dataset.key = key;
      fields(row).forEach((field, i) => { field.value = texts[i] || ""; });
      this.list.append(row);
      return row;
    }

    keep(row, text) {
      row.dataset.key = this.ask({ key: row.dataset.key, texts: texts(row) }).key || "";
      this.status.textContent = text;
    }

    /** Every entry in sight as `write` has it: (texts, the same with labels, key). */
    write(write) {
      return [...this.list.children].map((row) => write(texts(row), texts(row).map((text, i) =>
        fill(say.label, { label: this.labels[i].textContent, text })).join("\n"), row.dataset.key));
    }

    add() { fields(this.row())[0].focus(); }

    drop(row) {
      fields(row).forEach((field) => { field.value = ""; });
      this.keep(row, say.removed);
      row.remove();
      this.querySelector("[data-act=add]").focus();
    }

    calendar() {
      const now = new Date().toJSON().replace(/[-:]|\.\d+/g, "");
      const events = this.write(([moment, action, from], all, key) => from && [
        "BEGIN:VEVENT", `UID:${key}@course`, `DTSTAMP:${now}`, `DTSTART;VALUE=DATE:${from.replace(/-/g, "")}`,
        line("SUMMARY", action || moment), line("DESCRIPTION", all), "END:VEVENT",
      ].join("\r\n")).filter(Boolean);
      this.status.textContent = events.length ? say.filed : say.nodate;
      if (!events.length) return;
      save(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:course", ...events, "END:VCALENDAR", ""].join("\r\n"), "text/calendar", "plan.ics");
    }

    async copy() {
      const area = this.querySelector(".plan-out");
      area.value = this.write((texts, all) => all).join("\n\n");
      show(area.parentNode);
      area.select();
      this.status.textContent = await copy(area.value) ? say.copied : say.shown;
    }

    print() { print(); }
  };
}]);

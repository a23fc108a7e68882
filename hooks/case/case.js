/* The case library: filters, kept in the address so that a filtered list can be sent on. Without script: the whole list. */
(window.courseRooms ||= []).push(["case", ({ Room, fill, show }, say) => {
  /** Whether a case ({行业: "餐饮", …}) passes what was chosen ({行业: "", …}). */
  const passes = (facets, chosen) => Object.entries(chosen).every(([key, value]) => !value || facets[key] === value);

  return class extends Room {
    static passes = passes;

    begin() {
      this.form = this.querySelector("form");
      if (!this.form) return;
      this.cases = [...this.querySelectorAll(".case-list > li")].map((item) => {
        const pairs = [...item.querySelectorAll("dl[hidden] dt")].map((dt) => [dt.textContent, dt.nextElementSibling.textContent]);
        return { item, facets: Object.fromEntries(pairs) };
      });
      this.selects = [...this.form.querySelectorAll("select")];
      const asked = new URLSearchParams(location.search);
      this.selects.forEach((select) => {
        const value = asked.get(select.name) || "";
        select.value = [...select.options].some((option) => option.value === value) ? value : "";
      });
      show(this.form);
      this.form.addEventListener("change", () => this.filter());
      this.form.addEventListener("submit", (event) => event.preventDefault());
      this.form.addEventListener("reset", () => setTimeout(() => this.filter()));
      this.filter(false);
    }

    filter(remember = true) {
      const chosen = Object.fromEntries(this.selects.map((select) => [select.name, select.value]));
      const shown = this.cases.filter(({ item, facets }) => {
        const yes = passes(facets, chosen);
        show(item, yes);
        return yes;
      });
      this.form.querySelector(".case-count").textContent = fill(say.count, { n: shown.length, m: this.cases.length });
      if (!remember) return;
      const query = new URLSearchParams(Object.entries(chosen).filter(([, value]) => value)).toString();
      // From a folder (file://) the address cannot be rewritten; filtering works all the same.
      try { history.replaceState(history.state, "", location.pathname + (query && `?${query}`) + location.hash); } catch { /* see above */ }
    }
  };
}]);

/* A term's explanation, under the term: for the mouse, the keyboard, and at the first tap of a finger (the second follows
   the link). A screen reader has it from the link itself. Without script: a link to the glossary. */
(window.courseRooms ||= []).push(["glossary", ({ make }) => {
  let term, tip, tapped;

  const show = (next) => {
    if (next === term) return;
    tip?.remove();
    term = next;
    if (!term) return;
    tip = make("span", { class: "glossary-tip course-pop", "aria-hidden": "true" }, term.getAttribute("aria-description"));
    term.append(tip);
    tip.style.left = Math.min(0, innerWidth - tip.getBoundingClientRect().right - 16) + "px";
  };

  const listen = (name, act) =>
    addEventListener(name, (event) => act(event.target.closest?.("a.glossary-term"), event), true);
  listen("focusin", show);
  listen("mouseover", (at) => { if (at || term !== document.activeElement) show(at); });
  listen("pointerdown", (at, event) => {
    tapped = event.pointerType === "touch" && at !== term;
    if (!at) show();
  });
  listen("click", (at, event) => {
    if (!tapped || !at) return;
    event.preventDefault();
    event.stopPropagation();
    show(at);
  });
  listen("keydown", (at, event) => { if (event.key === "Escape") show(); });
}]);

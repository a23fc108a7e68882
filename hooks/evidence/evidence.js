/* A mark opens its note beside it. Without script the mark leads to the note at the end of the page. */
(window.courseRooms ||= []).push(["evidence", ({ make, button }, say) => {
  let open = null;

  const close = (focus) => {
    if (!open) return;
    const { mark, box } = open;
    open = null;
    box.remove();
    mark.removeAttribute("aria-expanded");
    if (focus) mark.focus();
  };

  const toggle = (mark) => {
    const again = open?.mark === mark;
    close();
    if (again) return true;
    const note = document.getElementById(decodeURIComponent(mark.hash.slice(1)));
    if (!note) return false;
    const shut = button(say.close);
    const box = make("div", { class: "evidence-box course-pop", role: "group", "aria-label": say.label, tabindex: "-1" });
    box.append(...[...note.childNodes].map((node) => node.cloneNode(true)), shut);
    shut.addEventListener("click", () => close(true));
    // After the paragraph (or cell) the mark stands in: a box inside a sentence would break it.
    const home = mark.closest("p, li, td, dd, blockquote") || mark;
    home.tagName === "P" ? home.after(box) : home.append(box);
    mark.setAttribute("aria-expanded", "true");
    open = { mark, box };
    box.focus({ preventScroll: true });
    return true;
  };

  addEventListener("click", (event) => {
    const mark = event.target.closest?.("a.evidence-mark");
    if (!mark || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (toggle(mark)) {
      event.preventDefault();
      event.stopPropagation();
    }
  }, true);
  addEventListener("keydown", (event) => { if (event.key === "Escape") close(true); });
  window.courseEvidence = { close };
}]);

/* Before the theme's script, on every page. Until it has been to another page, the theme fetches this one anew for a link to a
   place in it, and puts it in whenever it comes: what was begun here would be gone. Until then such links are the browser's. */
{
  const [loaded] = location.href.split("#");
  let moved = false;
  addEventListener("DOMContentLoaded", () => window.location$?.subscribe(() => { moved = true; }));
  addEventListener("popstate", (event) => moved || location.href.split("#")[0] !== loaded || event.stopImmediatePropagation());
  addEventListener("click", ({ target }) => {
    const link = target.closest("a[href]");
    // The theme leaves alone what has a target.
    if (!moved && link?.href.startsWith(`${loaded}#`)) link.target = "_self";
  }, true);
}

// Beside the theme's search box: a worker where files open from a folder, the nearest terms where nothing is found, a word
// where the index did not come, and an ear for what is put in without a key: the theme waits for one to be let go.
addEventListener("input", ({target}) => target.matches("[data-md-component=search-query]") && target.dispatchEvent(new Event("keyup")));
if (location.protocol === "file:") document.write(`<script src="${document.currentScript.src.replace("search-box", "iframe-worker")}"></script>`);
addEventListener("DOMContentLoaded", () => window.component$?.subscribe(({ref, near, failed}) => {
    if (!failed && !near) return;
    const meta = ref.querySelector(".md-search-result__meta"), box = document.querySelector("[data-md-component=search-query]");
    if (failed) meta.textContent = ref.closest("[data-failed]").dataset.failed;
    else meta.append(near.label, ...near.terms.map((term) => Object.assign(document.createElement("button"), {
        className: "search-near", textContent: term, onclick: () => {
            box.value = term;
            box.dispatchEvent(new Event("keyup"));
            box.focus();
        },
    })));
}));

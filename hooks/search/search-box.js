// Beside the theme's search box: a worker where files open from a folder, the nearest terms where nothing is found, and an
// ear for what comes without a key: the theme waits for one to be let go, a tap on a word or a paste has none.
addEventListener("input", ({target}) => target.matches("[data-md-component=search-query]") && target.dispatchEvent(new Event("keyup")));
if (location.protocol === "file:") {
    const shim = document.currentScript.src.replace("search-box.js", "iframe-worker.js");
    document.write(`<script src="${shim}"></script>`);
}
addEventListener("DOMContentLoaded", () => window.component$?.subscribe(({ref, near}) => {
    if (!near?.terms.length) return;
    const meta = ref.querySelector(".md-search-result__meta"), box = document.querySelector("[data-md-component=search-query]");
    meta.append(near.label, ...near.terms.map((term) => {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "search-near";
        button.textContent = term;
        button.addEventListener("click", () => {
            box.value = term;
            box.dispatchEvent(new Event("keyup"));
            box.focus();
        });
        return button;
    }));
}));

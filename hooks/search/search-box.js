// Beside the theme's search box: a worker where files open from a folder, and the nearest terms where nothing is found.
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

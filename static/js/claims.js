// htmx replaces the claim's page after each form. Keep open what was open, and move the focus to the outcome.
(() => {
  let unfolded = [];
  let list = ""; // that the focus was in: keys.js keeps the place in it, if it still has rows
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target.id !== "claim") return;
    unfolded = [...event.detail.target.querySelectorAll("details[id][open]")].map((each) => each.id);
    list = document.activeElement.closest("[data-letters]")?.id;
  });
  document.addEventListener("htmx:load", (event) => {
    if (event.detail.elt.id !== "claim") return;
    for (const id of unfolded) document.getElementById(id)?.setAttribute("open", "");
    unfolded = [];
    const next = event.detail.elt.querySelector("[autofocus]");
    if (!next && list && document.getElementById(list)?.querySelector("[data-row]")) return;
    (next ?? event.detail.elt.querySelector(".notice-done"))?.focus();
  });
})();

// What an answer folds away (css/claims.css) is not sent, so that it cannot contradict that answer. It stays in the page.
document.addEventListener("formdata", (event) => {
  for (const part of event.target.querySelectorAll("[data-folds]")) {
    if (getComputedStyle(part).display !== "none") continue;
    for (const field of part.querySelectorAll("[name]")) event.formData.delete(field.name);
  }
});

// What the machine reads of a quote is shown until a person has answered.
for (const name of ["htmx:beforeRequest", "htmx:beforeSwap"]) {
  document.addEventListener(name, (event) => {
    if (event.target.id !== "evidence-vouching" || !event.target.querySelector("[name=how]:checked")) return;
    event.preventDefault();
  });
}

// What a field offers is asked for once somebody is in it: the lists of a large desk are longer than the page.
document.addEventListener("focusin", async ({ target }) => {
  const name = target.getAttribute("list");
  if (!name || document.getElementById(name)) return;
  const place = document.getElementById("choices");
  const url = `${place.dataset.url}?${new URLSearchParams({ list: name })}`;
  const response = await fetch(url, { headers: { "HX-Request": "true" } }).catch(() => null); // a lost session is no page
  const lists = response?.ok && await response.text();
  if (lists && !document.getElementById(name)) place.insertAdjacentHTML("beforeend", lists);
});

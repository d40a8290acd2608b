// htmx replaces the claim's page after each form. Keep open what was open, and move the focus to the outcome.
(() => {
  let unfolded = [];
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target.id !== "claim") return;
    unfolded = [...event.detail.target.querySelectorAll("details[id][open]")].map((each) => each.id);
  });
  document.addEventListener("htmx:load", (event) => {
    if (event.detail.elt.id !== "claim") return;
    for (const id of unfolded) document.getElementById(id)?.setAttribute("open", "");
    unfolded = [];
    event.detail.elt.querySelector(".notice-done")?.focus();
  });
})();

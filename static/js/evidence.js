// Keys for possible evidence: j and k move through the passages, e adds one, x dismisses one. Never while somebody types.
(() => {
  const lines = () => [...document.querySelectorAll("#waiting li[data-passage]")];
  const here = () => document.activeElement?.closest("#waiting li[data-passage]");

  function go(line) {
    line?.focus({ preventScroll: true });
    line?.scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const all = lines();
    const at = all.indexOf(here());
    if (event.key === "j" || event.key === "k") {
      go(all[Math.max(0, Math.min(all.length - 1, at < 0 ? 0 : at + (event.key === "j" ? 1 : -1)))]);
    } else if (at >= 0 && (event.key === "e" || event.key === "x")) {
      all[at].querySelector(`[data-key="${event.key}"]`)?.click();
      place = at;
    } else return;
    if (all.length) event.preventDefault();
  });

  // After a passage was dismissed, htmx replaces the list. Stay at the same place.
  let place = -1;
  function restorePlace() {
    document.querySelector("#waiting [data-keys]")?.removeAttribute("hidden");
    if (place >= 0) go(lines()[Math.min(place, lines().length - 1)]);
    place = -1;
  }
  restorePlace();
  document.addEventListener("htmx:load", (event) => {
    if (event.detail.elt.id === "waiting") restorePlace();
  });
})();

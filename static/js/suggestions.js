// Keys for suggestions: j and k move through the list, a accepts, e edits, d dismisses (then o p n w, or 1 to 4), u restores.
// htmx replaces the list after each decision. Stay at the same place in it, and underline in the text what still waits.
(() => {
  const REASONS = "opnw";
  let at = -1; // the current place in the list

  const list = () => document.querySelector("#suggestions");
  const lines = () => [...(list()?.querySelectorAll("li[data-suggestion]") ?? [])];
  const inText = (number) => document.querySelectorAll(`.article-text [data-suggestion="${number}"]`);

  function go(to, { quietly = false } = {}) {
    const all = lines();
    at = Math.max(-1, Math.min(to, all.length - 1));
    document.querySelectorAll(".suggested.current").forEach((piece) => piece.classList.remove("current"));
    all.forEach((line, number) => {
      line.classList.toggle("current", number === at);
      if (number === at) line.setAttribute("aria-current", "true");
      else line.removeAttribute("aria-current");
    });
    if (at < 0) return;
    all[at].focus({ preventScroll: true });
    all[at].scrollIntoView({ block: "nearest" });
    const pieces = inText(all[at].dataset.suggestion);
    pieces.forEach((piece) => piece.classList.add("current"));
    pieces[0]?.closest("details")?.setAttribute("open", "");
    if (!quietly) pieces[0]?.scrollIntoView({ block: "center" });
  }

  function press(within, key) {
    const button = within?.querySelector(`[data-key="${key}"]`);
    button?.click();
    return Boolean(button);
  }

  function dismiss(line) {
    const fold = line?.querySelector(".dismiss");
    if (!fold) return false;
    fold.open = true;
    fold.querySelector("button").focus();
    return true;
  }

  function act(key) {
    const line = lines()[at];
    const fold = line?.querySelector(".dismiss[open]");
    const reason = REASONS["1234".indexOf(key)] ?? key;
    if (fold && REASONS.includes(reason)) return press(fold, reason);
    if (fold && key === "Escape") {
      fold.open = false;
      line.focus();
      return true;
    }
    if (key === "j" || key === "k") {
      if (!lines().length) return false;
      go(at < 0 ? 0 : at + (key === "j" ? 1 : -1));
      at = Math.max(at, 0);
      return true;
    }
    if (key === "d") return dismiss(line);
    if (key === "a" || key === "e") return press(line, key);
    if (key === "u") return press(list()?.querySelector("#dismissed"), "u");
    return false;
  }

  document.addEventListener("keydown", (event) => {
    if (!list() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    if (act(event.key)) event.preventDefault();
  });

  // The keys continue from where somebody clicked.
  document.addEventListener("focusin", (event) => {
    const line = event.target.closest("#suggestions li[data-suggestion]");
    if (!line) return;
    const number = lines().indexOf(line);
    if (number !== at) go(number, { quietly: true });
  });

  function markDecided() {
    const waiting = new Set((list()?.dataset.waiting ?? "").split(" "));
    document.querySelectorAll(".article-text .suggested").forEach((piece) => {
      piece.classList.toggle("decided", !waiting.has(piece.dataset.suggestion));
    });
    list()?.querySelector("[data-keys]")?.removeAttribute("hidden");
  }

  markDecided();
  document.addEventListener("htmx:load", (event) => {
    if (event.detail.elt.id !== "suggestions") return;
    markDecided();
    if (at >= 0) go(at);
  });
})();

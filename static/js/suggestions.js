// The suggestion whose row has the focus is marked in the text, and the text is underlined only where something still waits.
// keys.js moves the focus, and keeps its place when htmx replaces the list.
(() => {
  const list = () => document.querySelector("#suggestions");

  function mark(row) {
    document.querySelectorAll(".suggested.current").forEach((piece) => piece.classList.remove("current"));
    for (const each of list().querySelectorAll("[data-row]")) {
      each.classList.toggle("current", each === row);
      if (each === row) each.setAttribute("aria-current", "true");
      else each.removeAttribute("aria-current");
    }
    const pieces = document.querySelectorAll(`.article-text [data-suggestion="${row.dataset.row}"]`);
    pieces.forEach((piece) => piece.classList.add("current"));
    pieces[0]?.closest("details")?.setAttribute("open", "");
    return pieces[0];
  }

  document.addEventListener("focusin", ({ target }) => {
    const row = target.closest("#suggestions [data-row]");
    if (!row || row.hasAttribute("aria-current")) return;
    const piece = mark(row);
    // Who moves from row to row wants to read; whoever clicks reads already.
    if (target === row && row.matches(":focus-visible")) piece?.scrollIntoView({ block: "center" });
  });

  function markDecided() {
    const waiting = new Set((list()?.dataset.waiting ?? "").split(" "));
    document.querySelectorAll(".article-text .suggested").forEach((piece) => {
      piece.classList.toggle("decided", !waiting.has(piece.dataset.suggestion));
    });
  }

  markDecided();
  document.addEventListener("htmx:load", (event) => {
    if (event.detail.elt.id === "suggestions") markDecided();
  });
})();

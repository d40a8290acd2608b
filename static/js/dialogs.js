// A page that opens as a dialog on the page one is on.
//
//   data-dialog   on a link: the id of what the dialog shows of the page that it leads to
//   data-opens    its key, which keys.js knows
(() => {
  async function load(link) {
    const response = await fetch(link.href, { credentials: "same-origin" }).catch(() => null);
    const page = response?.ok && new DOMParser().parseFromString(await response.text(), "text/html");
    const content = page && page.getElementById(link.dataset.dialog);
    if (!content) return null;
    const close = document.createElement("button");
    close.textContent = "Close";
    const foot = document.createElement("form");
    foot.method = "dialog";
    foot.append(close);
    const dialog = document.createElement("dialog");
    dialog.className = "page-dialog";
    dialog.setAttribute("aria-label", link.textContent);
    dialog.append(content, foot);
    document.body.append(dialog);
    window.htmx.process(dialog);
    return dialog;
  }

  async function open(link) {
    if (document.querySelector("dialog[open]") || link.ariaBusy) return;
    let content = document.getElementById(link.dataset.dialog);
    if (!content) {
      link.ariaBusy = "true";
      const dialog = await load(link);
      link.ariaBusy = null;
      if (!dialog) return void location.assign(link.href);
      content = document.getElementById(link.dataset.dialog);
    }
    content.closest("dialog")?.showModal(); // else it is on this page anyway
    const field = content.querySelector("input");
    field?.focus();
    field?.select();
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-dialog]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(link);
  });

  // --- The search: arrows lead through what was found, Enter to the first ---

  document.addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const box = event.target.closest?.("#search");
    if (!by || !box) return;
    const stops = [box.querySelector("input"), ...box.querySelectorAll("#found a")];
    const next = stops[stops.indexOf(event.target) + by];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });

  document.addEventListener("submit", (event) => {
    const box = event.target.closest("#search");
    const found = box?.querySelector("#found");
    const first = found?.querySelector("a");
    // What is being typed may be ahead of what was found: then the page of results answers.
    if (!first || found.dataset.text !== box.querySelector("input").value) return;
    event.preventDefault();
    location.assign(first.href);
  });
})();

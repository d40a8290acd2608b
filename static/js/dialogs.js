// A page that opens as a dialog on the page one is on.
//
//   data-dialog   on a link: the id of what the dialog shows of the page that it leads to
//   data-opens    its key, which keys.js knows
(() => {
  function build(link) {
    const content = document.createElement("div");
    content.tabIndex = -1;
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
    return dialog;
  }

  // Show the dialog at once, so that nothing else takes what is typed while its content comes: keys.js keeps that for the field.
  async function open(link, event) {
    const id = link.dataset.dialog;
    if (document.querySelector("dialog[open]")) return;
    if (!document.getElementById(id)) {
      const dialog = build(link);
      dialog.showModal();
      dialog.firstChild.focus();
      try {
        await window.htmx.ajax("GET", link.href, {
          event, source: link, target: dialog.firstChild, swap: "innerHTML", select: `#${id}`,
          headers: { "HX-Request": "false" }, // the whole page
        });
        if (!document.getElementById(id)) location.assign(link.href); // the login has ended
      } catch {
        dialog.remove(); // errors.js has said that the desk did not answer
      }
      return;
    }
    const content = document.getElementById(id);
    content.closest("dialog")?.showModal(); // else it is on this page anyway
    const field = content.querySelector("input");
    field?.focus();
    field?.select();
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-dialog]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(link, event);
  });

  // --- The search: Enter leads to the first that was found. keys.js has its arrows ---

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

// Browsers cut a paste silently at maxlength. Replace the limit of a text area with a visible count, and refuse to submit.
(() => {
  function watch(area) {
    const limit = Number(area.getAttribute("maxlength"));
    area.removeAttribute("maxlength");
    const count = document.createElement("output");
    count.className = "limit";
    area.after(count);
    const show = () => {
      const length = [...area.value.replace(/\r?\n/g, "\r\n")].length; // as submitted, and as the desk counts
      const over = length - limit;
      count.hidden = length < limit * 0.8;
      count.classList.toggle("limit-over", over > 0);
      count.textContent = over > 0
        ? `${over.toLocaleString("en")} characters too many`
        : `${length.toLocaleString("en")} of ${limit.toLocaleString("en")} characters`;
      area.setCustomValidity(over > 0 ? `Shorten this by ${over} characters.` : "");
    };
    area.addEventListener("input", show);
    show();
  }
  const watchAll = (root) => root.querySelectorAll("textarea[maxlength]").forEach(watch);
  watchAll(document);
  document.addEventListener("htmx:load", (event) => watchAll(event.detail.elt));
})();

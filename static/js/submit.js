// One click, one POST: disable the buttons while a plain form is being submitted (htmx forms have hx-disabled-elt).
// Focus a form that was refused.
(() => {
  const REST_MS = 15000; // then enable the buttons again, in case no response comes

  function wake(form) {
    delete form.dataset.sent;
    for (const button of form.elements) {
      if (!("resting" in button.dataset)) continue;
      delete button.dataset.resting;
      button.disabled = false;
    }
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "1";
    // Wait until the browser has read the form, so that it submits the name and value of the pressed button.
    setTimeout(() => {
      for (const button of form.elements) {
        if (button.type !== "submit" || button.disabled) continue;
        button.dataset.resting = "1";
        button.disabled = true;
      }
    });
    setTimeout(() => wake(form), REST_MS);
  });

  // The Back button shows the page as it was, with disabled buttons.
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(wake));

  // htmx fires this for the whole page too, when it has loaded.
  document.addEventListener("htmx:load", (event) => {
    event.detail.elt.querySelector(".conflict, .form-errors")?.focus();
  });
})();

// One click, one POST: buttons rest while a plain form is on its way (htmx forms have hx-disabled-elt).
// Ctrl+Enter or Cmd+Enter in a text area presses its form's main button. A form that came back refused is gone to.
(() => {
  const REST_MS = 15000; // then the button comes back, should the desk never answer

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
    // After the browser has read the form, so that the pressed button's name and value still go along.
    setTimeout(() => {
      for (const button of form.elements) {
        if (button.type !== "submit" || button.disabled) continue;
        button.dataset.resting = "1";
        button.disabled = true;
      }
    });
    setTimeout(() => wake(form), REST_MS);
  });

  // Coming back by the Back button shows the page as it was left.
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(wake));

  // htmx tells of the page itself, too, when it has loaded.
  document.addEventListener("htmx:load", (event) => {
    event.detail.elt.querySelector(".conflict, .form-errors")?.focus();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    const form = event.target.matches("textarea") && event.target.form;
    if (!form) return;
    const main = form.querySelector("button.button-primary") || form.querySelector("button:not([type=button])");
    if (!main || main.disabled || main.getAttribute("aria-disabled") === "true") return;
    event.preventDefault();
    main.click();
  });
})();

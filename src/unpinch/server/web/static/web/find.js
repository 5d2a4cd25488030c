// What the search does beyond htmx: dots of the map followed without a reload, a link copied, a failure said, and a filter
// that was set before the scripts had come.
(() => {
  "use strict";

  const refresh = () => {
    document.querySelectorAll("[data-copy]").forEach((button) => { button.hidden = !navigator.clipboard; });
  };

  // On a slow line a filter can be changed before htmx listens, and a browser that goes back fills in what was chosen: the
  // list must say what the form says.
  const catchUp = () => {
    const form = document.getElementById("search");
    const given = (select) => Math.max(0, [...select.options].findIndex((option) => option.defaultSelected));
    const isSet = (field) => (field.tagName === "SELECT"
      ? field.selectedIndex !== given(field)
      : field.checked !== field.defaultChecked);
    if (form && [...form.querySelectorAll("select, input[type=checkbox]")].some(isSet)) {
      form.dispatchEvent(new Event("change", { bubbles: true }));
    }
  };

  const follow = (event, dot) => {
    const same = document.querySelector(`[data-dot="${dot.id}"]`);
    if (!same || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
    event.preventDefault();
    same.click();
  };

  const copy = async (button) => {
    const said = button.parentElement.querySelector("[data-copied]");
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      said.textContent = said.dataset.copied;
    } catch {
      said.textContent = said.dataset.notCopied;
    }
  };

  document.addEventListener("click", (event) => {
    const dot = event.target.closest("a.up-map__link");
    if (dot) follow(event, dot);
    const button = event.target.closest("[data-copy]");
    if (button) copy(button);
  });
  const failed = (isHidden) => () => {
    const words = document.getElementById("search-failed");
    if (words) words.hidden = isHidden;
  };
  ["htmx:sendError", "htmx:responseError", "htmx:timeout"].forEach((name) => document.addEventListener(name, failed(false)));
  document.addEventListener("htmx:beforeRequest", failed(true));
  document.addEventListener("htmx:afterSwap", refresh);
  document.addEventListener("DOMContentLoaded", () => { refresh(); catchUp(); });
})();

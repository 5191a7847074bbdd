// Between the first sight of a page and the scripts that bring it to life nothing that is done is lost: what is
// pressed, sent or filled in is kept in its order and given back once the whole page listens ("taken-over").
// Parts that listen already hear nothing of it before: it would be done twice, and the page would change under the
// hands of the scripts that take it over.
// What works by itself is left alone: plain forms (with an address to go to), links, buttons that open a menu.
(() => {
  const kept = new Map();
  const isPlain = (form) => form?.hasAttribute("action");
  const keep = (event, what, again) => {
    event.stopPropagation();
    kept.delete(what);
    kept.set(what, again);
  };
  const filled = (event) => {
    const { target } = event;
    const property = /^(checkbox|radio)$/.test(target.type) ? "checked" : "value";
    const value = target[property];
    keep(event, target, () => {
      // What was taken back at the takeover; the rest (a chosen file cannot be set) is there still.
      if (target[property] !== value) {
        target[property] = value;
      }
      for (const name of ["input", "change"]) {
        target.dispatchEvent(new Event(name, { bubbles: true }));
      }
    });
  };
  const pressed = (event) => {
    const button = event.target.closest("button:enabled:not([popovertarget])");
    if (button && !(button.type === "submit" && button.form)) {
      keep(event, button, () => button.click());
    }
  };
  // What a button can be pressed with, as its aria-keyshortcuts says: Control+K.
  const keyed = (event) => {
    event.stopPropagation();
    const held = event.ctrlKey ? "Control" : event.metaKey ? "Meta" : "";
    const button = held && document.querySelector(`button[aria-keyshortcuts~="${held}+${event.code.replace(/^Key/, "")}"]`);
    if (button) {
      event.preventDefault();
      keep(event, button, () => button.click());
    }
  };
  const sent = (event) => {
    const form = event.target;
    if (!isPlain(form)) {
      event.preventDefault();
      const { submitter } = event;
      keep(event, form, () => form.requestSubmit(submitter));
    }
  };
  const heard = { input: filled, change: filled, click: pressed, keydown: keyed, submit: sent };
  for (const [name, listen] of Object.entries(heard)) {
    document.addEventListener(name, listen, true);
  }
  document.addEventListener(
    "taken-over",
    () => {
      for (const [name, listen] of Object.entries(heard)) {
        document.removeEventListener(name, listen, true);
      }
      for (const [what, again] of kept) {
        if (what.isConnected) {
          again();
        }
      }
    },
    { once: true },
  );
})();

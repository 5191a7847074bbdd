// Between the first sight of a page and the scripts that bring it to life nothing that is done is lost: what is
// pressed, sent or filled in is kept in its order and given back once the page listens ("taken-over").
// What works by itself is left alone: plain forms (with an address to go to), links, buttons that open a menu.
(() => {
  const kept = new Map();
  const isPlain = (form) => form?.hasAttribute("action");
  const keep = (what, again) => {
    kept.delete(what);
    kept.set(what, again);
  };
  const filled = ({ target }) => {
    const property = /^(checkbox|radio)$/.test(target.type) ? "checked" : "value";
    const value = target[property];
    keep(target, () => {
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
      keep(button, () => button.click());
    }
  };
  const sent = (event) => {
    const form = event.target;
    if (!isPlain(form)) {
      event.preventDefault();
      const { submitter } = event;
      keep(form, () => form.requestSubmit(submitter));
    }
  };
  const heard = { input: filled, change: filled, click: pressed, submit: sent };
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

/** The HTML of each element as served; the page has changed times and opened threads since. */
const written = new WeakMap();

/** Notes the HTML as served, before anything is changed. */
export function remember(list) {
  for (const child of list.children) {
    written.set(child, child.outerHTML);
  }
}

/** Updates a list from a fresh one. Unchanged elements stay, and with them the focus, the selection and what is open. */
export function takeOver(list, fresh) {
  remember(fresh);
  const present = new Map([...list.children].map((child) => [child.id, child]));
  const wanted = [...fresh.children].map((child) => {
    const old = present.get(child.id);
    if (old && written.get(old) === written.get(child)) {
      return old;
    }
    const taken = document.adoptNode(child);
    if (old) {
      replace(old, taken);
    }
    return taken;
  });
  const gone = [...list.children].filter((child) => !wanted.includes(child));
  for (const child of gone) {
    child.remove();
  }
  for (const [index, child] of wanted.entries()) {
    if (list.children[index] !== child) {
      list.insertBefore(child, list.children[index] ?? null);
    }
  }
}

function replace(old, taken) {
  for (const folded of old.querySelectorAll("details[data-key][open]")) {
    taken.querySelector(`details[data-key="${CSS.escape(folded.dataset.key)}"]`)?.setAttribute("open", "");
  }
  for (const field of old.querySelectorAll("[name]:not([type=radio])")) {
    const same = taken.querySelector(`[name="${CSS.escape(field.name)}"]`);
    if (same && (!same.options || [...same.options].some(({ value }) => value === field.value))) {
      same.value = field.value;
    }
  }
  const focused = old.contains(document.activeElement) ? document.activeElement : undefined;
  old.replaceWith(taken);
  if (taken.localName === "dialog" && old.open) {
    taken.showModal();
    taken.querySelector("[aria-invalid]")?.focus();
  } else if (focused) {
    (sameIn(taken, focused) ?? taken).focus();
  }
}

/** The control in `root` that has taken the place of one that is gone: with its ID, or for the same action on the same thing. */
export function sameIn(root, gone) {
  const { action, block, value } = gone.dataset;
  const byId = gone.id && root.querySelector(`[id="${CSS.escape(gone.id)}"]`);
  const alike = [...root.querySelectorAll("[data-action]")].find(
    ({ dataset }) => dataset.action === action && dataset.block === block && dataset.value === value,
  );
  return byId || (action === undefined ? undefined : alike);
}

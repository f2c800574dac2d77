// Elements without strings of HTML: no text of an article can become markup.

type Child = Node | string;
type Attributes = Record<string, string | number | boolean | undefined>;

/** An element with attributes and children; an attribute that is false or undefined is left out. */
export function el<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children);
  return element;
}

/** A button that does something. */
export function button(text: string, attributes: Attributes, run: () => void): HTMLButtonElement {
  const element = el("button", { type: "button", ...attributes }, text);
  element.addEventListener("click", run);
  return element;
}

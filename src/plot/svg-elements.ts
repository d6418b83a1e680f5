/**
 * SVG as text.
 *
 * @packageDocumentation
 */
import { escapeControls } from "../format/quote.js";

/** Text as XML holds it: control characters are escaped, and what XML 1.0 forbids else becomes U+FFFD. */
export function xml(text: string): string {
  return escapeControls(text.replace(/\s+/g, " "))
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd")
    .replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A length or coordinate to a hundredth of a pixel. */
export function px(value: number): string {
  return String(Math.round(value * 100) / 100 + 0);
}

export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element; attributes that are undefined or empty are left out, numbers are lengths. */
export function element(name: string, attributes: Attributes, content = ""): string {
  const listed = Object.entries(attributes)
    .filter(([, value]) => value !== undefined && value !== "")
    .map(([key, value]) => ` ${key}="${typeof value === "number" ? px(value) : xml(value!)}"`)
    .join("");
  return content === "" ? `<${name}${listed}/>` : `<${name}${listed}>${content}</${name}>`;
}

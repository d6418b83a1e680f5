/**
 * Text of the user's in messages.
 *
 * @packageDocumentation
 */

// C0 and C1 control characters, line separators, and what changes the direction or is invisible (tags among it).
const UNSAFE =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;
const NAMED: { readonly [character: string]: string } = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };
/** A longer word is shown up to here. */
const LONGEST = 40;

/** The text with its control characters and invisible ones spelled out (`\x1b`, `\u200b`). */
export function escapeControls(text: string): string {
  return text.replace(UNSAFE, (character) => {
    const code = character.codePointAt(0)!.toString(16);
    if (code.length > 4) return `\\u{${code}}`;
    return NAMED[character] ?? (code.length <= 2 ? `\\x${code.padStart(2, "0")}` : `\\u${code.padStart(4, "0")}`);
  });
}

/** The text as a JSON string that is safe to look at: it reads back the same. */
export function jsonString(text: string): string {
  const spelled = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(text).replace(UNSAFE, (character) => character.split("").map(spelled).join(""));
}

/** The text between quotation marks for a message: control characters escaped, long words shortened. */
export function quote(text: string): string {
  return `"${escapeControls(text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text)}"`;
}

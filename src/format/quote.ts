/**
 * Text of the user's in messages.
 *
 * @packageDocumentation
 */

// C0 and C1 control characters, line separators, and what changes the direction or is invisible.
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;
const NAMED: { readonly [character: string]: string } = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };
/** A longer word is shown up to here. */
const LONGEST = 40;

/** The text with its control characters and invisible ones spelled out (`\x1b`, `\u200b`). */
export function escapeControls(text: string): string {
  return text.replace(UNSAFE, (character) => {
    const code = character.charCodeAt(0).toString(16);
    return NAMED[character] ?? (code.length <= 2 ? `\\x${code.padStart(2, "0")}` : `\\u${code.padStart(4, "0")}`);
  });
}

/** The text between quotation marks for a message: control characters escaped, long words shortened. */
export function quote(text: string): string {
  return `"${escapeControls(text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text)}"`;
}

/**
 * What surrounds a pasted printout: prompts, input lines, comments.
 *
 * @packageDocumentation
 */

const INPUT_LINE = /^[ \t]*(?:>>>|In ?\[\d*\]:|\.{3}(?::|[ \t](?=[ \t]*\S)))/;
const INPUT_PROMPT = new RegExp(INPUT_LINE, "gm");
const OUTPUT_PROMPT = /^[ \t]*Out ?\[\d*\]:/gm;
const COMMENT_SIGN = /^[ \t]*#+/gm;
const PARAMETER = /Parameter containing:/g;

/**
 * The text with all that is not its value turned to blanks, each character to one, so that places stay true:
 * prompts; input lines where output follows; comment signs where every line has one, else whole comments.
 */
export function blankPrompts(text: string): string {
  // Stryker disable next-line all: only a shortcut
  if (!/[#>:]/.test(text)) return text;
  const allComments = linesOf(text).every((line) => line.trimStart().startsWith("#"));
  const bare = allComments ? text.replace(COMMENT_SIGN, blanks) : text.replace(/#.*/g, blanks);
  const hasOutput = linesOf(bare).some((line) => !INPUT_LINE.test(line));
  const output = hasOutput
    ? bare.replace(/.+/g, (line) => (INPUT_LINE.test(line) ? blanks(line) : line))
    : bare.replace(INPUT_PROMPT, blanks);
  return output.replace(OUTPUT_PROMPT, blanks).replace(PARAMETER, blanks);
}

function linesOf(text: string): string[] {
  return text.split("\n").filter((line) => line.trim() !== "");
}

function blanks(text: string): string {
  return " ".repeat(text.length);
}

/**
 * Options and formats in words, for the help, the manual page and the completion.
 *
 * @packageDocumentation
 */
import type { Format } from "../format/document.js";
import type { CommandRow } from "./command.js";
import { type NamedOption, namedOptions, type OptionName } from "./options.js";

/** A command's options, with the defaults and choices that are its own. */
export function optionsOf(row: CommandRow): readonly NamedOption[] {
  return namedOptions(row.options, row).map((option): NamedOption => {
    if (option.kind !== "general") return option;
    const usual = row.usual?.[option.key as OptionName];
    const choices = row.choices?.[option.key as OptionName];
    return { ...option, ...(usual === undefined ? {} : { usual }), ...(choices === undefined ? {} : { choices }) };
  });
}

/** `-d, --dim N`. */
export function optionTerm({ short, long, value }: NamedOption): string {
  return `${short ? `-${short}, ` : "    "}--${long}${value === undefined ? "" : ` ${value}`}`;
}

/** What it is, what its value may be, and what it is by default. */
export function optionText({ about, choices, range, usual, aliases = [] }: NamedOption): string {
  // What stands in parentheses already is one of the facts.
  const [, what = about, ...said] = /^(.*) \(([^()]*)\)$/.exec(about) ?? [];
  const which = choices ? `: ${choices.join(", ")}` : "";
  const facts = [
    ...said,
    ...(range ? [range] : []),
    ...(usual === undefined ? [] : [`default: ${usual}`]),
    ...(aliases.length > 0 ? [`also ${aliases.map((name) => `--${name}`).join(", ")}`] : []),
  ];
  return `${what}${which}${facts.length > 0 ? ` (${facts.join("; ")})` : ""}`;
}

/** What a format is, whether it is read and written, and the endings of its files. */
export function formatText({ about, endings, read, write }: Format): string {
  const ways = read && write ? "" : read ? "read only; " : "written only; ";
  const files = endings.length > 0 ? ` (${endings.map((ending) => `.${ending}`).join(" ")})` : "";
  return `${ways}${about}${files}`;
}

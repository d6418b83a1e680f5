/**
 * Leaves unmutated what the rows of the tables say of themselves: formula, source, range and the like are for people,
 * and a test could only repeat the text; facts are the laws that the tests check, so that without one there is less to
 * fail.
 */
const PROSE = new Set(["about", "formula", "source", "equivalents", "facts", "last", "range"]);

/** What a loss's tensors and flags are, one line each. */
const HELP = new Set(["tensors", "flags"]);

const isNamed = (node, names) =>
  node?.type === "ObjectProperty" && node.key.type === "Identifier" && names.has(node.key.name);

const isProse = ({ node, parentPath }) =>
  isNamed(node, PROSE) || (node.type === "StringLiteral" && isNamed(parentPath?.parentPath?.parentPath?.node, HELP));

export const strykerPlugins = [
  { kind: "Ignore", name: "prose", value: { shouldIgnore: (path) => (isProse(path) ? "prose" : undefined) } },
];

/**
 * Leaves unmutated what the rows of the tables say of themselves: formula, source, range and the like are for people,
 * and a test could only repeat the text; facts are the laws that the tests check, so that without one there is less to
 * fail.
 */
const PROSE = new Set(["about", "formula", "source", "equivalents", "facts", "last", "range"]);

const isProse = ({ type, key }) => type === "ObjectProperty" && key.type === "Identifier" && PROSE.has(key.name);

export const strykerPlugins = [
  { kind: "Ignore", name: "prose", value: { shouldIgnore: ({ node }) => (isProse(node) ? "prose" : undefined) } },
];

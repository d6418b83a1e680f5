/**
 * TSDoc for the functions of the tables, in the declarations of the library: what a row says is written once, in the
 * row.
 */
/** Text in which braces and at signs are no tags. */
const plain = (text) => text.replace(/[{}@<>]/g, "\\$&");

function parameterLines(parameters = {}) {
  return Object.entries(parameters).map(([name, { about, default: usual, none, choices, min, max, open }]) => {
    const [least, most] = open ? ["above", "below"] : ["at least", "at most"];
    const facts = [
      ...(choices ? [choices.join(" or ")] : []),
      ...(min === undefined ? [] : [`${least} ${min}`]),
      ...(max === undefined ? [] : [`${most} ${max}`]),
      `default ${none ? "none" : usual}`,
    ];
    return `- \`${name}\`: ${plain(about)} (${facts.join(", ")})`;
  });
}

/** What goes in and what comes out, by the kind of row. */
function shapes(row) {
  if ("f" in row) return "Takes a number, nested lists or a tensor, and gives the same shape; `.derivative` is f'.";
  if ("terms" in row) {
    const targets = row.target === "like the input" ? "numbers of the input's shape" : row.target;
    const dim = row.classes ? " along `dim` (default 1, and 0 for a vector)" : "";
    return `Takes scores (${row.scores.join(", ")}; the first by default)${dim} and targets (${targets}), and gives a scalar, or with \`reduction: "none"\` each loss, in nats; \`.gradient\` is by the input.`;
  }
  const size = { same: "stays", one: "goes", half: "is halved", k: "gets size k" }[row.size];
  return `Takes nested lists or a tensor; \`dim\` (default -1) ${size}.`;
}

/** The comment of a row's function. */
export function comment(row) {
  const lines = [
    `${plain(row.about)}: \`${row.formula}\`${row.range ? `, in \`${row.range}\`` : ""}.`,
    "",
    shapes(row),
    ...parameterLines(row.parameters),
    "@throws InputError for an option that is unknown or out of range, and for shapes that do not fit",
    `@see ${plain(row.source)}`,
  ];
  return `/**\n${lines.map((line) => ` * ${line}`.trimEnd()).join("\n")}\n */\n`;
}

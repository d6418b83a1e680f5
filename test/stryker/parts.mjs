/**
 * What mutation testing covers: a row per folder or part of one, with the quick unit tests that are to notice its
 * mutants. A part has a row of its own where few tests suffice or its code is hot: with its mutants built in, code
 * runs many times slower. Cases of the whole program would notice more, but start a process each; no test here needs
 * `dist`.
 */
export const PARTS = {
  "math/special": {
    // Tables of constants hold no operator that could be mutated but a sign; a wrong digit is worse, and the
    // accuracy tests find both.
    leaveOut: ["src/math/special/*-table.ts"],
    tests: ["test/math/special/*.test.ts", "test/math/activations.{accuracy,facts}.test.ts"],
  },
  "math/activations": { tests: ["test/math/activations.*test.ts"] },
  "math/reducers": { tests: ["test/math/{reducers.*,steps.}test.ts"] },
  "math/losses": { tests: ["test/math/{losses.*,steps.,metrics.}test.ts"] },
  "math/why": { tests: ["test/math/why.test.ts"] },
  "math/identify": { tests: ["test/math/identify.test.ts"] },
  math: {
    // Expressions with PyTorch's and NumPy's values test arranging, indexing, sequences and products.
    tests: ["test/math/*.test.ts", "test/expr/reference.test.ts"],
    // Slow ones, one that compares with Python, and one that reads the sources as text.
    leaveOutTests: ["test/math/{why,identify,*.accuracy,equivalents,pure}.test.ts"],
  },
  format: { tests: ["test/format/**/*.test.ts"] },
  expr: { tests: ["test/expr/**/*.test.ts"] },
};

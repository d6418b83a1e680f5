/**
 * What mutation testing covers: a row per folder, with the quick unit tests that are to notice a mutant.
 * Cases of the whole program would notice more, but start a process each; no test here needs `dist`.
 */
export const FOLDERS = {
  math: {
    // Tables of constants hold no operator that could be mutated but a sign; a wrong digit is worse, and the
    // accuracy tests find both.
    mutate: ["src/math/**/*.ts", "!src/math/special/*-table.ts"],
    // Expressions with PyTorch's and NumPy's values are what tests arranging, indexing, sequences and products.
    tests: ["test/math/**/*.test.ts", "test/expr/reference.test.ts"],
    // One compares with Python, the other reads the sources as text.
    exclude: ["test/math/equivalents.test.ts", "test/math/pure.test.ts"],
  },
  format: {
    mutate: ["src/format/**/*.ts"],
    tests: ["test/format/**/*.test.ts"],
    exclude: [],
  },
  expr: {
    mutate: ["src/expr/**/*.ts"],
    tests: ["test/expr/**/*.test.ts"],
    exclude: [],
  },
};

/**
 * What mutation testing covers: a row per folder or part of one, with the unit tests that are to notice its mutants.
 * A part has a row of its own where few tests suffice or its code is hot: with its mutants built in, code runs many
 * times slower. Cases of the whole program would notice more, but start a process each; no test here needs `dist`.
 */
export const PARTS = {
  "math/special": {
    // Tables of constants hold no operator that could be mutated but a sign; a wrong digit is worse, and the
    // accuracy tests find both.
    leaveOut: ["src/math/special/*-table.ts"],
    tests: /^math\/(special\/|activations\.(accuracy|facts)|summary|statistics|difference|random|sequences)/,
  },
  "math/activations": { tests: /^math\/(activations|names)/ },
  "math/reducers": { tests: /^math\/(reducers|steps|names)/ },
  "math/losses": { tests: /^math\/(losses|steps|metrics|names)/ },
  "math/why": { tests: /^math\/why/ },
  "math/identify": { tests: /^math\/identify/ },
  // Expressions with PyTorch's and NumPy's values test arranging, indexing, sequences and products. Left out are slow
  // tests, one that compares with Python, and one that reads the sources as text.
  math: { tests: /^(math\/(?!why|identify|.*accuracy|equivalents|pure)[^/]*|expr\/reference\.test\.ts)$/ },
  format: { tests: /^format\// },
  expr: { tests: /^expr\// },
};

/**
 * What mutation testing covers: parts of folders, each with the files that are mutated and the unit tests (by path
 * under test/) that are to notice. Cases of the whole program would notice more, but start a process each; no test here
 * needs `dist`. The parts of `math` are apart because its kernels are hot: with its mutants built in, code runs many
 * times slower. Those of `format` are apart because a mutant in what runs while modules load has all tests of its part
 * loaded anew.
 */
//
// What survives was read. Most of it in `math` changes nothing that anybody could see:
// - `<` in place of `<=` where two formulas meet: at the bound both give the same double;
// - `i <= length` over typed arrays, which ignore what is written behind their end;
// - a quick way that is not taken, where the slow one gives the same bits (the exact path of sparsemax, a cache);
// - guards before a result that is nan or infinite anyway;
// - the axes of `why`, which only spare it pairs that it would drop later.
// What is left over are choices among near equals in `why` and `identify`: when a cause counts as far-fetched, where a
// search stops.
//
// In `expr`:
// - words that nothing asks for: the kind of a layer, of gathered arguments and of whole numbers, the text of a line's
//   end, what a parameter wants that takes anything;
// - ways that are only quicker: functions found as they are written, operators on single numbers;
// - defaults that the function behind has too, and entries in empty lists that nobody can name;
// - cases that the parser leaves none of: a name that begins with a point, a slice outside an index;
// - one more level of `a if b else c`.
//
// In `format`:
// - `<=` in place of `<` where a reader stops at the end all the same, or the two are never equal;
// - `?.` and `??` behind patterns that always match and keys that are known to be there;
// - ways that are only quicker: strings without escapes, rows without quotation marks, fields that are numbers as they
//   stand, columns without others between them, no more bytes read than a header needs;
// - errors that are none of ours and go on as they are;
// - checks before one that refuses the same: a size before the checksum, a word before its number is read.
export const PARTS = {
  "math/special": {
    // Tables of constants hold no operator that could be mutated but a sign; a wrong digit is worse, and the
    // accuracy tests find both.
    mutate: ["src/math/special/*.ts", "!src/math/special/{root,tail}-table.ts"],
    tests: /^math\/(special\/|activations\.(accuracy|facts|pieces)|summary|statistics|difference|random|sequences)/,
  },
  "math/activations": {
    mutate: ["src/math/activation{s,}.ts", "src/math/activations/*.ts"],
    tests: /^math\/(activations|names)/,
  },
  "math/reducers": {
    mutate: ["src/math/reducer{s,}.ts", "src/math/reducers/*.ts"],
    tests: /^math\/(reducers|steps|names|losses\.(laws|steps)|statistics|difference)/,
  },
  "math/losses": {
    mutate: ["src/math/loss{es,}.ts", "src/math/losses/*.ts"],
    tests: /^math\/(losses|steps|metrics|names)/,
  },
  "math/why": { mutate: ["src/math/why.ts", "src/math/why/*.ts"], tests: /^math\/why/ },
  "math/identify": { mutate: ["src/math/identify.ts", "src/math/identify/*.ts"], tests: /^math\/identify/ },
  "math/statistics": {
    mutate: ["src/math/{difference,moments,selection,statistics,summary,ulp}.ts"],
    tests: /^(math\/(difference|selection|statistics|summary)|expr\/reference)/,
  },
  "math/tensors": {
    mutate: [
      "src/math/{arithmetic,arrange,broadcast,indexing,linear,names,parameters,random,row,sequences,step,tensor}.ts",
    ],
    // Expressions with PyTorch's and NumPy's values test arranging, indexing, sequences and products.
    tests: /^(math\/(activations|arrange|indexing|names|random|reducers|losses\.errors)\.test|expr\/reference)/,
  },
  "format/binary": {
    mutate: ["src/format/{containers,elements,foreign,gzip,npy,npz,safetensors,store,zip}.ts"],
    tests: /^format\/(containers|elements|extents|foreign|formats|npy|npz|safetensors)/,
  },
  "format/json": {
    mutate: ["src/format/{brackets,json,json-members,json-scan,json-write,jsonl,lists,records}.ts"],
    tests: /^format\/(brackets|containers|formats|json|lists|pieces|roundtrip|rows)/,
  },
  "format/fields": {
    mutate: ["src/format/{columns,dsv,grid,lines,markup,rows,spelling,text}.ts"],
    tests: /^format\/(columns|dsv|formats|json|markup|pieces|roundtrip|rows|text)/,
  },
  "format/literal": {
    mutate: ["src/format/{literal,literal-prompts,literal-scan}.ts"],
    tests: /^format\/(formats|literal|pieces|roundtrip)/,
  },
  "format/words": {
    mutate: ["src/format/{decode,document,formats,number,quote,sniff,span,suggest}.ts"],
    tests: /^format\/(decode|formats|json-scan|number|suggest)/,
  },
  expr: { mutate: ["src/expr/**/*.ts"], tests: /^expr\// },
};

/** Titles of tests that take long because they are about size: with mutants built in, minutes. */
export const LONG = /million numbers|many equal|large arrays|ranks are close|35 bits/;

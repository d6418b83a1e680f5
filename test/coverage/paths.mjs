import { join } from "node:path";

export const ROOT = join(import.meta.dirname, "..", "..");
/** Where `npm run coverage` writes. */
export const REPORT = join(ROOT, "coverage");
/** The built command whose runs are counted. */
export const BUNDLE = join(REPORT, "bundle");
/** What V8 counts in these runs, one file a process or thread. */
export const COUNTS = join(REPORT, "counts");

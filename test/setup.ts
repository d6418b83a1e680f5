/** Property tests draw the same examples each time; `SEED=7 npm test` draws others. */
import fc from "fast-check";

fc.configureGlobal({ seed: Number(process.env.SEED ?? 20260101) });

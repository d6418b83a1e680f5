/** What holds in every test file. */
import fc from "fast-check";

/** Property tests draw the same examples each time; `SEED=7 npm test` draws others. */
fc.configureGlobal({ seed: Number(process.env.SEED ?? 20260101) });

/** Node 20 reads these certificates at each start, which takes longer than the start itself; no test needs them. */
delete process.env.NODE_EXTRA_CA_CERTS;

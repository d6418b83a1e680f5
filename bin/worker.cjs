/* A thread that works on blocks of a large input. */
const { workerData } = require("node:worker_threads");
const { worker } = require("./actfn.cjs");

worker().then(({ serve }) => serve(workerData));

import { workerData } from "node:worker_threads";
import { serve } from "../src/stream/worker.js";

serve(workerData);

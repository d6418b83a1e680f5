/**
 * A worker: it takes blocks from the ring until the process ends.
 *
 * @packageDocumentation
 */
import { processor, type Workshop } from "./process.js";
import { claim, FILLED } from "./shared.js";

/** Works until the thread is ended. */
export function serve(workshop: Workshop): void {
  const { control } = workshop;
  const process = processor(workshop);
  for (;;) {
    const filled = Atomics.load(control, FILLED);
    const block = claim(control);
    if (block === undefined) Atomics.wait(control, FILLED, filled);
    else process(block);
  }
}

/**
 * The colours of a terminal: imported from here, so that the files of the package share one copy.
 *
 * @packageDocumentation
 */
export { Chalk, type ChalkInstance } from "chalk";

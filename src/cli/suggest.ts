export { nearest } from "../format/suggest.js";

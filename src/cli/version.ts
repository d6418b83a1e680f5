/** The version in package.json, put in by the build. */
export const VERSION = process.env.ACTFN_VERSION ?? "unbuilt";

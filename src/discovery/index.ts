export { type Configuration, configurationsOf } from "./configuration.js";
export type { DiscoveredObject } from "./discovered-object.js";
export { type Discovery, findObjects, type LeftOut, type Search, unlistedTypes } from "./find-objects.js";
export { hclOf } from "./hcl.js";
export { importIdOf } from "./import-id-of.js";
export { type ObjectNames, objectNames } from "./named-objects.js";
export { typescriptOf } from "./typescript.js";

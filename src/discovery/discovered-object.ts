import type { TfObject } from "../engine/index.js";
import type { Table } from "../vocabulary/index.js";

/** An object of the gateway that a resource type manages, as an import would have it. */
export interface DiscoveredObject {
  readonly table: Table;
  /** By what it is imported: its path, or an id. */
  readonly identity: string;
  /** What a person calls it. */
  readonly called: string;
  readonly state: TfObject;
}

import type { Scene } from "../stories/scene.js";
import type { TerraformFolder } from "../terraform/terraform-folder.js";

/** What a fault may lay hands on. */
export interface Means {
  readonly scene: Scene;
  readonly folder: Pick<TerraformFolder, "killProviders" | "killTerraform" | "interrupt">;
  /** Makes a key of the cell's user in a person's name; it is remembered as one. */
  makeForeignKey(): Promise<string>;
}

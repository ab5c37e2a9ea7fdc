import type { IamUserArn } from "../domain/iam-user-arn.js";
import { masked } from "../domain/masked.js";
import type { Deeds } from "./deeds.js";
import type { KeyWorld } from "./world.js";

/** Changes to keys, each of them told and kept account of. `which` says what the key is to whoever reads the log. */
export class KeyWrites {
  constructor(
    readonly world: KeyWorld,
    readonly deeds: Deeds,
  ) {}

  async deactivate(user: IamUserArn, keyId: string, which: string): Promise<void> {
    const { iam, progress } = this.world;
    progress(`deactivating access key ${masked(keyId)} of ${user.name}, ${which}`);
    await this.deeds.count(`access key ${masked(keyId)} was deactivated`, () =>
      iam.setStatus(user.name, keyId, "Inactive"),
    );
  }

  async activate(user: IamUserArn, keyId: string, which: string): Promise<void> {
    const { iam, progress } = this.world;
    progress(`activating access key ${masked(keyId)} of ${user.name} again, ${which}`);
    await this.deeds.count(`access key ${masked(keyId)} was activated again`, () =>
      iam.setStatus(user.name, keyId, "Active"),
    );
  }

  async delete(user: IamUserArn, keyId: string, which: string): Promise<void> {
    const { iam, progress } = this.world;
    progress(`deleting access key ${masked(keyId)} of ${user.name}, ${which}`);
    await this.deeds.count(`access key ${masked(keyId)} was deleted`, () => iam.deleteKey(user.name, keyId));
  }
}

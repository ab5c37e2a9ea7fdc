import fc from "fast-check";
import { SecretText } from "../../../src/domain/secret-text.js";
import type { TerraformModel } from "../../support/engine/terraform-model.js";
import { createRotator } from "../../support/gateway/by-hand.js";
import { type Stage, stage } from "../../support/provider/stage.js";

/**
 * Random lives of a target with a key that was made elsewhere: it is imported by whatever id, applied with whatever
 * version, key, region and words, and its key is replaced by its rotator in between. What it holds may change only by a
 * rotation, or by an apply that is told of another version or another key than the one that the state knows.
 */
let at: Stage;
beforeAll(async () => {
  at = await stage();
});
afterAll(() => at.close());

const NAME = "/w/t";
const IDS = ["AKIAIOSFODNN7EXAMPLE", "AKIAI44QH8DHBEXAMPLE"] as const;

type Step =
  | { readonly do: "import"; readonly tells: readonly string[] }
  | { readonly do: "rotate" }
  | { readonly do: "rotator"; readonly exists: boolean }
  | {
      readonly do: "apply";
      readonly key: 0 | 1 | null;
      readonly version: number | null;
      readonly region: string | null;
      readonly description: string | null;
    };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant("import" as const),
    tells: fc.subarray([`access_key_id=${IDS[0]}`, "secret_access_key_wo_version=1", "region=eu-west-1"]),
  }),
  fc.record({ do: fc.constant("rotate" as const) }),
  fc.record({ do: fc.constant("rotator" as const), exists: fc.boolean() }),
  fc.record({
    do: fc.constant("apply" as const),
    key: fc.constantFrom(0 as const, 0 as const, 1 as const, null),
    version: fc.constantFrom(1, 1, 2, 3, null),
    region: fc.constantFrom(null, "eu-west-1", "eu-central-1"),
    description: fc.constantFrom(null, "d"),
  }),
);

async function heldSecret(): Promise<string | undefined> {
  return (await at.gateway.targets.heldKey(NAME))?.key?.secret.reveal();
}

async function giveKey(keyId: string, secret: string, verb: "createAws" | "updateAws") {
  const region = (await at.gateway.targets.heldKey(NAME))?.region ?? null;
  const credentials = { kind: "key", keyId, secret: new SecretText(secret) } as const;
  await at.gateway.targets[verb]({ name: NAME, description: null, region, credentials });
}

async function setRotator(exists: boolean) {
  await at.gateway.rotators.remove("/w/r");
  if (!exists) return;
  const schedule = { autoRotate: true, intervalDays: 1, rotationHour: null };
  await createRotator(at.gateway, { name: "/w/r", target: NAME, ...schedule, description: null, tags: [] });
}

function configOf({ key, version, region, description }: Extract<Step, { do: "apply" }>) {
  const source =
    key === null
      ? {}
      : {
          access_key_id: IDS[key],
          ...(version === null
            ? {}
            : { secret_access_key_wo: `given-${key}`, secret_access_key_wo_version: version }),
        };
  return { name: NAME, region, description, ...source };
}

/** Whether the person has said, to a state that knows better, that another key or another version is to be held. */
function isTold(
  before: TerraformModel["state"],
  config: ReturnType<typeof configOf>,
  rotated: boolean,
): boolean {
  const [id, version] = [before?.access_key_id ?? null, before?.secret_access_key_wo_version ?? null];
  const now = { access_key_id: null, secret_access_key_wo_version: null, ...config };
  if (id === null || now.access_key_id === null) return false;
  if (id !== now.access_key_id) return true;
  return (
    !rotated &&
    version !== null &&
    now.secret_access_key_wo_version !== null &&
    version !== now.secret_access_key_wo_version
  );
}

test("no life of a target puts an older key over a newer one that nobody has spoken of", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 9 }), async (steps) => {
      await setRotator(false);
      await at.gateway.targets.remove(NAME);
      await giveKey("AKIAROTATEDROTATED00", "rotated-0", "createAws");
      const terraform = await at.terraform("latchkey_target_aws");
      await terraform.import(NAME);
      let hasRotator = false;
      for (const [index, one] of steps.entries()) {
        if (one.do === "rotate") await giveKey("AKIAROTATEDROTATED00", `rotated-${index + 1}`, "updateAws");
        else if (one.do === "rotator") {
          hasRotator = one.exists;
          await setRotator(one.exists);
        } else if (one.do === "import") {
          terraform.state = null;
          await terraform.import([NAME, ...one.tells].join(","));
          expect(terraform.state).not.toBeNull();
        } else {
          const [before, held] = [terraform.state, await heldSecret()];
          const config = configOf(one);
          const { complaints } = await terraform.apply(config);
          expect(complaints).toEqual([]);
          if (!isTold(before, config, hasRotator)) expect(await heldSecret()).toBe(held);
        }
      }
    }),
    { numRuns: 40 },
  );
}, 120_000);

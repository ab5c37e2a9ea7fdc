import { masked } from "../../../domain/masked.js";
import type { AwsCallRecord } from "../../../sandbox/aws/sandbox-aws.js";
import type { History } from "../stage.js";
import type { Promised, Verdict } from "./promised.js";
import { type SeedStory, seedStory } from "./seed-story.js";

/** The way of the seed from its making to its end, each step as a promise of its own. */
export const seedLife: readonly Promised[] = [
  step("the seed is minted, once", ({ minted, seed, user }) => ({
    held: minted.length === 1,
    expected: "one CreateAccessKey for the gateway's user by the deployer",
    seen: seed
      ? `${minted.map(({ id }) => masked(id)).join(", ")} for user ${user} at ${time(seed.call)}`
      : "no such call",
  })),
  step("it is handed over to the gateway", ({ handOver, rotation, seed }) => ({
    held: handOver !== undefined && rotation?.from === seed?.id,
    expected: "target-create-aws succeeds, and the key that the gateway begins with is the seed",
    seen: handOver
      ? `target ${handOver.name} at ${time(handOver)}, begun with ${maskedOrNone(rotation?.from)}`
      : "no target was created",
  })),
  step("it is replaced by a key that only the gateway knows", ({ rotation, workingKeyId }) => ({
    held: workingKeyId !== undefined,
    expected: "the gateway rotates from the seed to a key that it made itself",
    seen: rotation
      ? `${maskedOrNone(rotation.from)} → ${maskedOrNone(rotation.to)} by ${rotation.name} at ${time(rotation)}`
      : "no rotation",
  })),
  step("the working key is proven by use", ({ proofs, user }) => ({
    held: proofs.length >= 3 && proofs.every(({ caller }) => caller?.endsWith(`/${user}`)),
    expected: "STS accepts the working key at least three times in a row",
    seen: `${proofs.length} × ${[...new Set(proofs.map(({ action }) => action))].join(", ") || "no call"} signed with ${maskedOrNone(proofs[0]?.callerKeyId)}${proofs[0] ? ` from ${time(proofs[0])} to ${time(proofs.at(-1) ?? proofs[0])}` : ""}`,
  })),
  step("the seed is turned off before it is deleted", ({ deactivation, deletion, proofs, seed }) => {
    const first = proofs[0];
    return {
      held:
        deactivation !== undefined &&
        deletion !== undefined &&
        first !== undefined &&
        first.number < deactivation.number &&
        deactivation.number < deletion.number,
      expected: "UpdateAccessKey Inactive, after a proof and before the deletion",
      seen: deactivation
        ? `${maskedOrNone(seed?.id)} Inactive at ${time(deactivation)}`
        : `${maskedOrNone(seed?.id)} was never turned off`,
    };
  }),
  step(
    "the working key is proven again, then the seed is deleted",
    ({ deactivation, deletion, proofs, seed }) => {
      const again = proofs.filter(
        ({ number }) => number > (deactivation?.number ?? 0) && number < (deletion?.number ?? 0),
      );
      const quiet = deactivation && deletion ? seconds(deactivation.at, deletion.at) : "–";
      return {
        held: deletion !== undefined && again.length >= 1,
        expected: "DeleteAccessKey of the seed, after another proof",
        seen: deletion
          ? `${maskedOrNone(seed?.id)} deleted at ${time(deletion)}, ${quiet} s after it was turned off, with ${again.length} more proofs between`
          : `${maskedOrNone(seed?.id)} was never deleted`,
      };
    },
  ),
];

function step(title: string, verdict: (story: SeedStory) => Verdict): Promised {
  return {
    title,
    after: ["first deploy"],
    check: (history: Required<History>) => verdict(seedStory(history["first deploy"])),
  };
}

function time({ at }: { readonly at: Date } | AwsCallRecord): string {
  return at.toISOString().slice(11, 19);
}

function seconds(from: Date, to: Date): string {
  return ((to.getTime() - from.getTime()) / 1000).toFixed(1);
}

function maskedOrNone(id: string | null | undefined): string {
  return id ? masked(id) : "no key";
}

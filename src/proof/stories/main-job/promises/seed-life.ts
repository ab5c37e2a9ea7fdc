import { masked } from "../../../../domain/masked.js";
import type { AwsCallRecord } from "../../../../sandbox/aws/sandbox-aws.js";
import type { Promised, PromiseVerdict } from "../../../evidence/promised.js";
import type { History } from "../stage.js";
import { type SeedStory, seedStory } from "./seed-story.js";

/** The way of the seed from its making to its end, each step as a promise of its own. */
export const seedLife: readonly Promised<History>[] = [
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
  step("the seed is put out of use", ({ seed, proofs, deactivation, deletion, user }) => {
    const expected =
      "turned off by the deployer after a proof, or deleted by the gateway with the key that replaced it";
    if (deactivation) {
      const proven = proofs.some(({ number }) => number < deactivation.number);
      return {
        held: proven,
        expected,
        seen: `${maskedOrNone(seed?.id)} turned off at ${time(deactivation)}`,
      };
    }
    const byGateway = deletion?.caller?.endsWith(`/${user}`) === true && deletion.callerKeyId !== seed?.id;
    return {
      held: byGateway,
      expected,
      seen: byGateway
        ? `${maskedOrNone(seed?.id)} deleted by the gateway itself with ${maskedOrNone(deletion?.callerKeyId)}, nothing to turn off`
        : `${maskedOrNone(seed?.id)} was not turned off`,
    };
  }),
  step("the seed is deleted, and the working key still works without it", (story) => {
    const { seed, proofs, deactivation, deletion } = story;
    const off = deactivation ?? deletion;
    const again = proofs.filter(({ number }) => off !== undefined && number > off.number);
    const quiet =
      deactivation && deletion ? `, ${seconds(deactivation, deletion)} s after it was turned off` : "";
    const inTime = deactivation === undefined || again.some(({ number }) => number < (deletion?.number ?? 0));
    return {
      held: deletion !== undefined && again.length > 0 && inTime,
      expected: "DeleteAccessKey of the seed, and a proof after it was out of use",
      seen: deletion
        ? `${maskedOrNone(seed?.id)} deleted at ${time(deletion)}${quiet}; ${again.length} proofs after it was out of use`
        : `${maskedOrNone(seed?.id)} was never deleted`,
    };
  }),
];

function step(title: string, verdict: (story: SeedStory) => PromiseVerdict): Promised<History> {
  return {
    title,
    after: ["first deploy"],
    check: (history: Required<History>) => verdict(seedStory(history["first deploy"])),
  };
}

function time({ at }: { readonly at: Date } | AwsCallRecord): string {
  return at.toISOString().slice(11, 19);
}

function seconds(from: AwsCallRecord, to: AwsCallRecord): string {
  return ((to.at.getTime() - from.at.getTime()) / 1000).toFixed(0);
}

function maskedOrNone(id: string | null | undefined): string {
  return id ? masked(id) : "no key";
}

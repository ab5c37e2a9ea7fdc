import { machineSafeguards } from "./machine-safeguards.js";
import type { Safeguard } from "./safeguard.js";

/** Every safeguard that the matrix is tried against. */
export const safeguards: readonly Safeguard[] = [
  {
    name: "second-proof",
    title: "the working key is proven once more after the seed was turned off",
    edits: [
      {
        file: "src/seed/next-retire-step.ts",
        from: `return proof?.seedWas === "inactive" ? { do: "deleteSeed" } : prove;`,
        to: `return { do: "deleteSeed" };`,
      },
    ],
    cells: [
      "person/working-key-fails",
      "create/provider.UpdateAccessKey.Inactive/lost",
      "create/provider.DeleteAccessKey/slow",
      "create/provider.DeleteAccessKey/killed",
    ],
  },
  {
    name: "quiet-period",
    title: "some time goes by between the seed's end and the second proof",
    edits: [
      {
        file: "src/seed/next-retire-step.ts",
        from: `if (!run.quietOver) return { do: "quiet" };`,
        to: "",
      },
    ],
    cells: [
      "create/provider.UpdateAccessKey.Inactive/lost",
      "create/provider.UpdateAccessKey.Inactive/killed",
      "create/provider.UpdateAccessKey.Inactive/slow",
    ],
  },
  {
    name: "ask-who-else",
    title: "the gateway is asked who else works with a key before anything ends it",
    edits: [
      {
        file: "src/seed/next-guarded-step.ts",
        from: "if (!isGuarded(decision.do)) return decision;",
        to: "return decision;",
      },
    ],
    cells: ["person/seed-held-twice-leave", "person/seed-held-twice-delete", "person/seed-held-twice-late"],
  },
  {
    name: "list-before-create",
    title: "the keys that are there are listed, and orphans cleared away, before one is made",
    edits: [
      {
        file: "src/seed/minting.ts",
        from: `const keys = (await iam.keys(this.#user.name)) ?? [];`,
        to: `const keys: AccessKey[] = [];\n    void iam;`,
      },
    ],
    cells: [
      "create/provider.CreateAccessKey/killed",
      "create/provider.CreateAccessKey/lost",
      "create/provider.CreateAccessKey/terraform-killed",
      "create/provider.GetCallerIdentity.key-1/killed",
    ],
  },
  {
    name: "retry-free-create",
    title: "CreateAccessKey is repeated by no layer",
    edits: [
      {
        file: "src/aws/deployer-iam.ts",
        from: `const once = new sdk.IAMClient({ ...unpooled, ...own, retryStrategy: unsentRetries(busyProxyPauseMs) });`,
        to: `const once = new sdk.IAMClient({ ...unpooled, ...own, maxAttempts: 3 });`,
      },
    ],
    cells: [
      "create/provider.CreateAccessKey/lost",
      "create/provider.CreateAccessKey/500-done",
      "create/provider.CreateAccessKey/timeout-done",
      "create/provider.CreateAccessKey/500",
    ],
  },
  {
    name: "checkpoint",
    title: "a create that fails half-way tells Terraform what exists",
    edits: [
      {
        file: "src/engine/apply/create-object.ts",
        from: `checkpoint: (told: unknown) => checkpoint.note(told),`,
        to: `checkpoint: (_told: unknown) => {},`,
      },
    ],
    cells: [
      "undo/provider.CreateAccessKey/interrupted",
      "undo/provider.target-create-aws.seeded/refused",
      "undo/provider.target-create-aws.seeded/500",
      "undo/provider.target-create-aws.seeded/interrupted",
      "undo/provider.target-create-aws.seeded/timeout-done",
    ],
  },
  {
    name: "first-proof",
    title: "the working key is proven before the seed is turned off",
    edits: [
      {
        file: "src/seed/next-retire-step.ts",
        from: `return proof?.seedWas === "active" ? { do: "deactivateSeed" } : prove;`,
        to: `return { do: "deactivateSeed" };`,
      },
    ],
    cells: ["create/provider.DeleteAccessKey/lost", "create/gateway.CreateAccessKey/slow"],
  },
  {
    name: "proof-of-the-seed",
    title: "the seed is handed over only when it was seen working",
    edits: [
      {
        file: "src/seed/next-mint-step.ts",
        from: `if (!inHand.works) return { do: "awaitKeyWorks" };`,
        to: "",
      },
    ],
    cells: ["create/provider.CreateAccessKey/slow", "create/provider.CreateAccessKey/429"],
  },
  {
    name: "look-after-a-lost-hand-over",
    title: "a target that a lost reply was about is recognized",
    edits: [
      {
        file: "src/gateway/retry-table.ts",
        from: `  once: {
    "rate-limited": "retry",
    "server-error": "look-it-up",
    "not-sent": "retry",
    "reply-lost": "look-it-up",
    timeout: "look-it-up",
  },`,
        to: `  once: {
    "rate-limited": "retry",
    "server-error": "retry",
    "not-sent": "retry",
    "reply-lost": "retry",
    timeout: "retry",
  },`,
      },
    ],
    cells: [
      "create/provider.target-create-aws.seeded/lost",
      "create/provider.gateway-rotate-secret.rotator/lost",
      "create/provider.gateway-rotate-secret.rotator/500-done",
      "create/provider.create-secret.password/lost",
    ],
  },
  {
    name: "dedication",
    title: "only a user with the tag of this very target is touched",
    edits: [
      {
        file: "src/seed/dedication.ts",
        from: `if (tag === undefined || !isNamedBy(tag)) {`,
        to: `if (tag === "nobody" && !isNamedBy(tag)) {`,
      },
    ],
    cells: ["person/tag-taken-away", "person/tag-of-another"],
  },
  {
    name: "own-key",
    title: "nothing is done with a key of the very user whose keys would end",
    edits: [
      {
        file: "src/seed/dedication.ts",
        from: "const callerAsUser = ownIdentity(caller, user);",
        to: "const callerAsUser = ownIdentity({ ...caller, identities: [] }, user);",
      },
    ],
    cells: ["person/own-key-create", "person/own-key-retire", "person/own-key-revive"],
  },
  {
    name: "reactivation",
    title: "the seed is turned on again when the second proof fails",
    edits: [
      {
        file: "src/seed/retire.ts",
        from: `    if (seedWas === "inactive") {
      await this.#setStatus`,
        to: `    if (seedWas === undefined) {
      await this.#setStatus`,
      },
    ],
    cells: ["person/working-key-fails"],
  },
  {
    name: "adoption",
    title: "an object that a killed run has left exactly as it was to be is adopted",
    edits: [
      {
        file: "src/provider/take-over.ts",
        from: `if (!object.isAsSent(there) || !(await secretIsSame(object, there))) {`,
        to: `if (there !== undefined) {`,
      },
    ],
    cells: [
      "create/provider.create-secret.password/killed",
      "create/provider.rotated-secret-create-aws.rotator/killed",
    ],
  },
  {
    name: "silence",
    title: "no secret is ever logged",
    edits: [
      {
        file: "src/seed/minting.ts",
        from: "masked(outcome.value.id)",
        to: "outcome.value.secret.reveal()",
      },
    ],
    cells: ["create/provider.CreateAccessKey/429-hint"],
  },
  ...machineSafeguards,
];

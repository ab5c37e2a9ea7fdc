import type { Safeguard } from "./safeguard.js";

/** Those of the keys of machine users. */
export const machineSafeguards: readonly Safeguard[] = [
  {
    name: "machine-proof",
    title: "readers of a secret of AWS get a key only when it was seen working",
    edits: [
      {
        file: "src/machine/next-machine-step.ts",
        from: `  if (aim.reach === "pending") return closed(terms, facts);
  if (facts.run.proven !== keyId) return proof(facts, version, keyId);`,
        to: `  if (aim.reach === "pending") return closed(terms, facts);`,
      },
    ],
    cells: [
      "machine-rotate/provider.PutSecretValue.key/lost",
      "machine-rotate/provider.CreateAccessKey/killed",
    ],
  },
  {
    name: "machine-proof-before-writing",
    title: "a key is seen working before it is written to a static secret, where readers get it at once",
    edits: [
      {
        file: "src/machine/next-machine-step.ts",
        from: "if (!isStaged(facts) && run.proven !== run.inHand.id) {",
        to: "if (facts.run.failed) {",
      },
    ],
    cells: [
      "gateway-machine/provider.CreateAccessKey/killed",
      "gateway-machine-rotate/provider.update-secret-val.key/lost",
    ],
  },
  {
    name: "machine-grace",
    title: "a replaced key works until its grace is over",
    edits: [
      {
        file: "src/machine/superseded.ts",
        from: `if (now < until) return { kind: "in grace", until };`,
        to: "",
      },
    ],
    cells: [
      "machine-user/in-grace",
      "machine-rotate/provider.PutSecretValue.key/lost",
      "gateway-machine-rotate/provider.update-secret-val.key/lost",
    ],
  },
  {
    name: "machine-veto",
    title: "a replaced key that is used still is not ended",
    edits: [
      {
        file: "src/machine/superseded.ts",
        from: "const usedLately = at !== undefined &&",
        to: "const usedLately = at === undefined &&",
      },
    ],
    cells: ["machine-user/used-still"],
  },
  {
    name: "machine-journal",
    title: "it is written down that a key is asked for before IAM is asked",
    edits: [
      {
        file: "src/machine/next-machine-step.ts",
        from: `if (!run.begun) return { do: "begin", toAsk: true };`,
        to: "",
      },
    ],
    cells: [
      "machine/provider.CreateAccessKey/killed",
      "machine/provider.CreateAccessKey/lost",
      "gateway-machine/provider.CreateAccessKey/killed",
    ],
  },
  {
    name: "machine-over",
    title: "a version is written over the one that was looked at, and over no other writer's",
    edits: [
      {
        file: "src/wiring/static-secret-vault.ts",
        from: "over: version - 1, keepsPrevious: true",
        to: "keepsPrevious: true",
      },
    ],
    cells: ["gateway-machine-user/another-writer"],
  },
  {
    name: "machine-orphan",
    title: "a key that a killed run has made and not delivered is ended by the next one",
    edits: [
      {
        file: "src/machine/next-machine-step.ts",
        from: `  const [key] = left;
  if (key) return takenBack(key.id, keys);`,
        to: "",
      },
    ],
    cells: [
      "machine/provider.CreateAccessKey/killed",
      "gateway-machine-rotate/provider.CreateAccessKey/killed",
    ],
  },
];

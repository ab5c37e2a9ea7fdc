import { shellWord } from "../shell-word.js";
import type { ResourceAddress } from "../state/resource-address.js";
import type { Stack } from "../state/stack.js";
import type { KeySubject } from "./candidate.js";
import type { KeyOutcome } from "./carry-out.js";
import { type MachineEdit, machineEdit } from "./machine/machine-edit.js";
import { type TargetEdit, targetEdit } from "./target-edit.js";

/** What makes Terraform forget keys that are gone. */
export interface Afterwards {
  /**
   * Addresses, without keys of count and for_each, that are to be deleted from the configuration: Terraform would make
   * a new key, and refuses `removed` blocks for what is declared.
   */
  readonly undeclare: readonly string[];
  /** Outputs that show such a key. */
  readonly outputs: readonly string[];
  readonly removed: RemovedBlocks | undefined;
  /** Where a `removed` block would make Terraform forget keys that live: one instance at a time, by hand. */
  readonly byHand: readonly { readonly address: string; readonly command: string }[];
  readonly targets: readonly TargetEdit[];
  /** What keeps keys in secrets of AWS from now on. */
  readonly machines: readonly MachineEdit[];
}

/** The same in three languages. */
export interface RemovedBlocks {
  readonly addresses: readonly string[];
  readonly hcl: string;
  /** What belongs under `removed` in a file of JSON syntax. */
  readonly json: readonly RemovedJson[];
  /** For a CDKTF stack. */
  readonly cdktf: string;
}

interface RemovedJson {
  readonly from: string;
  readonly lifecycle: { readonly destroy: false };
}

/** What is to be done to the configuration once these keys are gone; undefined when there is nothing to do. */
export function afterwardsOf(outcomes: readonly KeyOutcome[], stack: Stack): Afterwards | undefined {
  const gone = outcomes.flatMap(aboutGone);
  const keys = gone.flatMap(({ keyResource }) => (keyResource ? [keyResource] : []));
  const edited = gone.flatMap((about) => {
    const edit = targetEdit(about, stack);
    return edit && about.targetResource ? [{ edit, resource: about.targetResource }] : [];
  });
  const machines = gone.flatMap((about) => machineEdit(about, stack) ?? []);
  if (keys.length + edited.length + machines.length === 0) return undefined;
  const forgotten = edited.flatMap(({ edit, resource }) => (edit.forgets ? [resource] : []));
  const ofKeys = forgetting(keys, stack.keys);
  const ofTargets = forgetting(forgotten, stack.targets);
  const versions = gone.flatMap(({ versionResources = [] }) => versionResources);
  const ofVersions = forgetting(versions, stack.secretVersions);
  const addresses = [...ofKeys.whole, ...ofTargets.whole, ...ofVersions.whole];
  return {
    undeclare: addresses,
    outputs: unique(keys.flatMap(({ keyId }) => stack.mentions(keyId).outputs)),
    removed: addresses.length === 0 ? undefined : removedBlocks(addresses),
    byHand: [...ofKeys.single, ...ofTargets.single, ...ofVersions.single].map(forgetByHand),
    targets: edited.map(({ edit }) => edit),
    machines,
  };
}

interface Addressed {
  readonly address: ResourceAddress;
}

/**
 * How resources are forgotten: whole, where all instances are to be, those of other instances of the module included;
 * else one instance at a time.
 */
function forgetting<T extends Addressed>(these: readonly T[], all: readonly T[]) {
  const whole = unique(these.map(({ address }) => address.fixed)).filter((fixed) =>
    all.every((one) => one.address.fixed !== fixed || these.includes(one)),
  );
  return { whole, single: these.filter(({ address }) => !whole.includes(address.fixed)) };
}

/** Keys that are gone, or are going to be; one that is used still, after readers got another one, too. */
function aboutGone(outcome: KeyOutcome): KeySubject[] {
  switch (outcome.kind) {
    case "retired":
    case "replaced":
    case "planned":
      return [outcome.verdict.about];
    case "nothing":
      return [outcome.about];
    default:
      return [];
  }
}

function removedBlocks(addresses: readonly string[]): RemovedBlocks {
  const hcl = addresses.map(
    (address) => `removed {\n  from = ${address}\n  lifecycle {\n    destroy = false\n  }\n}\n`,
  );
  const items = addresses.map(
    (address) => `  { from: ${JSON.stringify(address)}, lifecycle: { destroy: false } },`,
  );
  return {
    addresses,
    hcl: hcl.join("\n"),
    json: addresses.map((from) => ({ from, lifecycle: { destroy: false } })),
    cdktf: `stack.addOverride("removed", [\n${items.join("\n")}\n]);\n`,
  };
}

function forgetByHand({ address }: Addressed) {
  return { address: address.text, command: `terraform state rm ${shellWord(address.text)}` };
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

import { normalizedGatewayPath } from "../../domain/gateway-path.js";
import { masked } from "../../domain/masked.js";
import type { StateFile } from "../state/state-file.js";
import { type Facts, type Holding, seenOf } from "./facts.js";
import type { StatusSubject } from "./subject.js";
import type { StatusVerdict } from "./verdict.js";

/** From where a state says that a target has its credentials. */
export type StatedSource =
  | { readonly kind: "seed" }
  | { readonly kind: "gateway-identity"; readonly roleArn?: string }
  | { readonly kind: "key"; readonly id: string };

/** What a state says of the credential source of each target, by its path. Nothing of one that it leaves open. */
export function statedSources({ instances }: StateFile): ReadonlyMap<string, StatedSource> {
  return new Map(
    instances
      .filter(({ type }) => type === "latchkey_target_aws")
      .flatMap(({ attributes }): [string, StatedSource][] => {
        const { name, seed_user_arn, use_gateway_identity, role_arn, access_key_id: id } = attributes;
        if (typeof name !== "string") return [];
        const path = normalizedGatewayPath(name);
        if (typeof seed_user_arn === "string") return [[path, { kind: "seed" }]];
        const role = typeof role_arn === "string" ? { roleArn: role_arn } : {};
        if (use_gateway_identity === true) return [[path, { kind: "gateway-identity", ...role }]];
        return typeof id === "string" ? [[path, { kind: "key", id }]] : [];
      }),
  );
}

/**
 * Whether a target has its credentials from elsewhere than the state says: it was changed in the gateway itself. No
 * plan can see it, for the gateway tells it only together with the secret. Which keys of its IAM user a seeded target may
 * hold is judged elsewhere; and another key than the stated one is a rotator's work where one has rotated.
 */
export function sourceDrift({ target, source }: StatusSubject, facts: Facts): StatusVerdict | undefined {
  const holding = seenOf(facts.holding);
  if (!source || !holding || !isElsewhere(source, holding, facts)) return undefined;
  return {
    outcome: "needs attention",
    code: "source-changed",
    says: `The state says that target ${target} ${statedWords(source)}, and ${heldWords(holding)}. It was changed in the gateway, and a plan does not notice it.`,
    advice:
      "If it was meant, have the configuration name what the target has now. If not, change it back in the gateway, or have the target made anew: terraform apply -replace with its address; a key that was made elsewhere is sent again when secret_access_key_wo_version is raised.",
  };
}

function isElsewhere(source: StatedSource, holding: Holding, facts: Facts): boolean {
  if (source.kind === "seed") return holding.kind === "gateway-identity";
  if (source.kind === "gateway-identity") {
    return holding.kind !== "gateway-identity" || holding.roleArn !== source.roleArn;
  }
  if (holding.kind !== "key") return true;
  // Who may not see the rotator cannot tell its work from another caller's.
  const hasRotated = "withheld" in facts.rotator || Boolean(facts.rotator.seen?.lastRotatedAt);
  return holding.id !== source.id && !hasRotated;
}

const STATED = {
  seed: "was given a key of its own IAM user",
  "gateway-identity": "uses the gateway's own identity",
  key: "was given access key",
} as const;

function statedWords(source: StatedSource): string {
  if (source.kind === "key") return `${STATED.key} ${masked(source.id)}`;
  return source.kind === "seed" ? STATED.seed : STATED["gateway-identity"] + onto(source);
}

const onto = ({ roleArn }: { readonly roleArn?: string }): string =>
  roleArn === undefined ? "" : ` and assumes ${roleArn} from there`;

function heldWords(holding: Holding): string {
  if (holding.kind === "key") return `it holds access key ${masked(holding.id)}`;
  return holding.kind === "nothing"
    ? "it holds no key"
    : `it uses the gateway's own identity${onto(holding)}`;
}

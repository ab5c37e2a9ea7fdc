import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Where a secret becomes a text again, how often, and why there: it leaves for the system that it belongs to, or that
 * system is what the file is. A further place is listed here with its reason, or it should not be.
 */
const REVEALED: Readonly<Record<string, readonly [times: number, why: string]>> = {
  "domain/secret-text.ts": [1, "defines it"],
  "gateway/request-body.ts": [
    1,
    "the body of a request to the gateway, and what no message may repeat of it",
  ],
  "cli/values/aws-environment.ts": [
    2,
    "the credential goes to the program that it was issued for, and to no other",
  ],
  "cli/values/credential-cache.ts": [1, "the credential of a role goes to the file that was named for it"],
  "cli/values/secret-output.ts": [2, "a person or a program has asked the command to print it"],
  "cli/values/secret-parts.ts": [1, "a part of a secret that was asked for is cut out of it"],
  "aws/deployer-sts.ts": [2, "AWS requests that prove a key are signed with it"],
  "aws/console-sign-in.ts": [
    2,
    "the credentials of a role go to AWS's sign-in, for an address that opens the console",
  ],
  "aws/deployer-secrets.ts": [1, "the key goes to the secret in which its users find it"],
  "wiring/static-secret-vault.ts": [
    2,
    "the key goes to the static secret in which its users find it, and is read there to be recognized",
  ],
  "engine/ephemeral/opened.ts": [
    1,
    "what an ephemeral resource has opened goes to the Terraform that has asked for it, and to no state",
  ],
  "hcp/hcp-terraform.ts": [1, "the token goes to the HCP Terraform that it is for, and to no other origin"],
  "gateway/proofs/github-token.ts": [1, "the token of a job goes to the GitHub Actions that has given it"],
  "gateway/proofs/jwt-facts.ts": [
    1,
    "a token is parsed for what it says of itself, which is told without its signature",
  ],
  "hook/callback.ts": [1, "the token of a run task goes back to the HCP Terraform that has sent it"],
  "hook/signature.ts": [1, "a request to the hook is signed with the key: the signature is computed anew"],
  "webhook/succession.ts": [1, "the gateway is given again the payload whose answer it has not had"],
  "runtime/secret.ts": [
    3,
    "defines what an application calls; the secret leaves for the application, which has asked for it, and is parsed for that",
  ],
  "runtime/aws-credentials.ts": [1, "the credentials go to the AWS SDK of the application"],
  "runtime/pg-pool.ts": [3, "user and password go to the PostgreSQL driver of the application"],
  // The sandbox plays the systems that secrets belong to, and its clients are those of a gateway.
  "sandbox/data/graph.ts": [
    1,
    "the sandbox keeps its own secrets in the folder that was named for its state",
  ],
  "sandbox/gateway/commands/auth-method-kinds.ts": [2, "the gateway tells a new key of an auth method, once"],
  "sandbox/gateway/commands/auth-methods.ts": [1, "the gateway tells a new access key, once"],
  "sandbox/gateway/commands/k8s-configs.ts": [
    2,
    "the gateway tells a caller who may read it how it asks a cluster",
  ],
  "sandbox/gateway/commands/rotated-aws.ts": [1, "the gateway compares the key of a target"],
  "sandbox/gateway/commands/rotated-secrets.ts": [3, "the gateway tells the value of a rotated secret"],
  "sandbox/gateway/commands/static-secrets.ts": [1, "the gateway tells a value"],
  "sandbox/gateway/effects/aws-endpoint.ts": [2, "the gateway signs its own requests to AWS"],
  "sandbox/gateway/effects/token-review.ts": [1, "the gateway asks a cluster whose token it was given"],
  "sandbox/gateway/effects/webhook.ts": [3, "the gateway sends a payload to the webhook of its producer"],
  "sandbox/gateway/issuing-aws.ts": [5, "the gateway hands out the credentials that it has issued"],
  "sandbox/gateway/issuing-random.ts": [2, "the gateway hands out the credentials that it has made up"],
  "sandbox/gateway/kinds/field.ts": [1, "the gateway tells a caller who may read it a secret setting"],
  "sandbox/gateway/kinds/target-kinds.ts": [
    2,
    "the gateway reads the key of a target, and tells a caller who may read it a password",
  ],
  "sandbox/gateway/logins/access-key.ts": [1, "the gateway compares the access key of a login"],
  "sandbox/gateway/logins/kubernetes.ts": [1, "the gateway compares its key with that of the auth method"],
  "sandbox/gateway/logins/uid-tokens.ts": [1, "the gateway hands out a token of universal identity"],
  "sandbox/gateway/passports.ts": [1, "the gateway hands out the passport of a login"],
  "sandbox/gateway/session.ts": [1, "the gateway hands out the token of a login"],
  "sandbox/gateway/start.ts": [1, "the sandbox tells whoever has started it how to log in"],
  "sandbox/gateway/wire/item.ts": [1, "the gateway tells how many bytes a value has"],
  "sandbox/gateway/wire/producer.ts": [
    2,
    "the gateway tells a caller who may read it what a producer works with",
  ],
  "sandbox/gateway/wire/target.ts": [2, "the gateway tells a caller who may read it the key of a target"],
};

const source = join(__dirname, "..", "..", "src");

/** Calls and mentions alike: a method that is passed on reveals as well. Comments do not. */
function reveals(file: string): number {
  const code = readFileSync(join(source, file), "utf8").replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
  return code.match(/\breveal\b(?!\(\): string;? \})/g)?.length ?? 0;
}

test("a secret becomes a text only where it leaves for its system", () => {
  const found = readdirSync(source, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => [file, reveals(file)] as const)
    .filter(([, times]) => times > 0);
  const listed = Object.entries(REVEALED).map(([file, [times]]) => [join(file), times] as const);
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(listed));
});

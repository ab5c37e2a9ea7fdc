import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import { main } from "../../../src/cli/main.js";
import { masked } from "../../../src/domain/masked.js";
import { systemClock } from "../../../src/domain/system-clock.js";
import { GatewayAdministrator, type Rule } from "../gateway/administrator.js";
import { Life, TARGET } from "../seed/life.js";
import type { SelfService } from "../seed/somebody-else.js";
import { file, temporaryFolder } from "./temporary-folder.js";
import { type StateResource, stateText } from "./terraform-state.js";
import { watchedWorld } from "./watched-world.js";

/** What a run of the command came to. */
export interface Shown {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Calls on either side that can change something; logins left out. */
  readonly writes: readonly string[];
}

const DAY_MS = 86_400_000;
/** On which day stories begin in what is shown. */
const FIRST_DAY = Date.UTC(2026, 2, 2);

/**
 * `latchkey status` in front of a life on real parts. Stories begin at nine in the morning (UTC), and time stands still
 * but for what the story does, so that what is shown is always the same.
 */
export class StatusScene {
  readonly administrator: GatewayAdministrator;
  readonly iam: IAMClient;
  /** What the environment names beside the gateway and AWS. */
  env: Readonly<Record<string, string>> = {};
  /** Whether Ctrl-C is pressed at once. */
  isInterrupted = false;
  readonly #day: number;
  #callers = 0;

  private constructor(readonly life: Life) {
    this.administrator = new GatewayAdministrator(life.gateway);
    const { url, deployer } = life.aws;
    this.iam = new IAMClient({ endpoint: url, region: "us-east-1", credentials: deployer, maxAttempts: 1 });
    this.#day = Math.floor(life.time.now().getTime() / DAY_MS);
  }

  static async begin(selfService: SelfService = "rotate only"): Promise<StatusScene> {
    // The story's minutes must not depend on the second in which the test runs.
    const wholeMinute = jest.spyOn(Date, "now").mockReturnValue(Math.floor(Date.now() / 60_000) * 60_000);
    const life = await Life.begin(selfService).finally(() => wholeMinute.mockRestore());
    const now = life.time.now().getTime();
    const nine = (Math.floor(now / DAY_MS) + 1) * DAY_MS + 9 * 3_600_000;
    await life.time.advance((nine - now) / 1000);
    return new StatusScene(life);
  }

  /** The flags that name the target and its user. */
  get named(): readonly string[] {
    return ["--target", TARGET, "--user", this.life.userArn];
  }

  /** A file with the state that Terraform keeps of the story, and with these resources besides. */
  stateFile(more: readonly StateResource[] = []): string {
    const { target, rotator, retirement } = this.life.models;
    const models = {
      latchkey_target_aws: target,
      latchkey_rotated_secret_aws: rotator,
      latchkey_seed_retirement: retirement,
    };
    const kept = Object.entries(models).flatMap(([type, { state }]) =>
      state ? [{ type, name: "it", attributes: state }] : [],
    );
    return file(temporaryFolder(), "terraform.tfstate", stateText([...kept, ...more]));
  }

  /** From now on the command acts as a new IAM user that may do what this policy says. */
  async actAs(policy: object): Promise<void> {
    const name = { UserName: `caller-${this.#callers++}` };
    await this.iam.send(new CreateUserCommand(name));
    await this.#setPolicy(name.UserName, policy);
    const { AccessKey } = await this.iam.send(new CreateAccessKeyCommand(name));
    process.env.AWS_ACCESS_KEY_ID = AccessKey?.AccessKeyId ?? "";
    process.env.AWS_SECRET_ACCESS_KEY = AccessKey?.SecretAccessKey ?? "";
  }

  /** From now on the gateway's user may not replace its key. */
  forbidRotation(): Promise<void> {
    const Statement = [{ Effect: "Deny", Action: "iam:CreateAccessKey", Resource: "*" }];
    return this.#setPolicy("gw", { Version: "2012-10-17", Statement });
  }

  async #setPolicy(UserName: string, policy: object): Promise<void> {
    const PolicyDocument = JSON.stringify(policy);
    await this.iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "scene", PolicyDocument }));
  }

  /** From now on the command logs in to the gateway with a new access id that may do what these rules say. */
  async logInAs(name: string, rules: readonly Rule[]): Promise<void> {
    const { accessId, accessKey } = await this.administrator.limited(name, rules);
    this.env = { ...this.env, LATCHKEY_ACCESS_ID: accessId, LATCHKEY_ACCESS_KEY: accessKey };
  }

  /** Runs `latchkey status` with these flags. */
  async status(...args: readonly string[]): Promise<Shown> {
    const { aws, gateway, time } = this.life;
    const [awsCalls, gatewayCalls] = [aws.calls().length, gateway.calls().length];
    const world = watchedWorld({
      LATCHKEY_GATEWAY_URL: gateway.url,
      LATCHKEY_ACCESS_ID: gateway.admin.accessId,
      LATCHKEY_ACCESS_KEY: gateway.admin.accessKey,
      AWS_ENDPOINT_URL: aws.url,
      AWS_REGION: "us-east-1",
      ...this.env,
    });
    if (this.isInterrupted) world.interrupt();
    const clock = { ...systemClock, now: () => time.now() };
    const code = await main(["status", ...args], { ...world, clock });
    const writes = [
      ...aws
        .calls()
        .slice(awsCalls)
        .flatMap(({ write, action }) => (write ? [action] : [])),
      ...gateway
        .calls()
        .slice(gatewayCalls)
        .flatMap(({ write, command }) => (write ? [command] : [])),
    ];
    return { code, ...world.printed, writes };
  }

  /** The data of the one target that is shown. */
  async data(...args: readonly string[]) {
    const shown = await this.status(...args, "--json");
    const [card] = JSON.parse(shown.stdout).targets;
    return { ...shown, card };
  }

  /** A text with the keys called by their places in the story, and with the story's own days. */
  told(text: string, names: readonly string[] = ["SEED", "WORK", "NEXT", "XTRA"]): string {
    const ids = this.life.aws.everCreatedKeyIds();
    const named = ids.reduce(
      (rest, id, index) => rest.replaceAll(masked(id), `AKIA…${names[index] ?? index}`),
      text,
    );
    return named.replace(/\d{4}-\d\d-\d\d/g, (day) => {
      const since = Date.parse(`${day}T00:00:00Z`) - this.#day * DAY_MS;
      return new Date(FIRST_DAY + since).toISOString().slice(0, 10);
    });
  }

  end(): Promise<void> {
    this.iam.destroy();
    return this.life.end();
  }
}

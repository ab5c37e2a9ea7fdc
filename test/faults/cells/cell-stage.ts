import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { KnownSecret } from "../../../src/disguise/needle.js";
import { scanForCanaries } from "../../../src/proof/canary/scan.js";
import { searchProcesses } from "../../../src/proof/canary/search-processes.js";
import type { AwsProviderSource } from "../../../src/terraform/cli-config.js";
import { childEnvironment } from "../../../src/terraform/process/child-environment.js";
import { type Breach, judge } from "../checker/index.js";
import type { CellRecord, Part } from "../checker/record.js";
import { RotationRuns } from "../lambda/rotation-runs.js";
import type { Means } from "../nemesis/means.js";
import { type Changes, renamedPath } from "../stack/changes.js";
import type { Stack } from "../stack/stack.js";
import type { Waits } from "../stack/waits.js";
import type { Scene } from "../stories/scene.js";
import { kill, stillRunning } from "../terraform/process-tree.js";
import { TerraformFolder, type TerraformRun } from "../terraform/terraform-folder.js";
import { passTime, realWait, runtimeOptions, setPace } from "../time/pace.js";
import type { Entry, KeySeen, Standing } from "../world/history.js";
import { openMotoSystems } from "../world/moto-systems.js";
import { openSandboxSystems } from "../world/sandbox-systems.js";
import type { Systems } from "../world/systems.js";

/** Longest real time for which a provider may outlive its Terraform, in milliseconds. */
const AFTERLIFE_MS = 5_000;
/** Users whose keys are none of the product's business, and the targets that they are dedicated to. */
const BYSTANDERS = [
  ["bystander", "/elsewhere/aws"],
  ["stranger", null],
] as const;

/** Tools and places that every cell of a run shares. */
export interface Workshop {
  /** How Terraform is called. */
  readonly terraform: string;
  /** Folder with the provider, as a build leaves it. */
  readonly provider: string;
  /** Folder in which cells make theirs. */
  readonly work: string;
  /** Where the quick start gets the AWS provider from; undefined where there is none, and no cell needs it. */
  readonly awsProvider: AwsProviderSource | undefined;
  /** Of all randomness; with the name of a cell it gives the cell's own. */
  readonly seed: number;
  /** Whether a cell's folder is kept, to be looked at. */
  readonly keep: boolean;
}

export interface CellStageOptions {
  /** The AWS that it is played on. */
  readonly aws: "sandbox" | "moto";
  readonly foreignKeys: "delete" | "leave";
  readonly waits: Waits;
  readonly endsIn: CellRecord["endsIn"];
}

/** What only who plays a cell can say about it. */
export type CellCircumstances = Pick<CellRecord, "healthy" | "strikes" | "rotatesByItself">;

/** Two systems, a folder for Terraform, and an account of everything that happens: where a cell is played. */
export class CellStage {
  readonly scene: Scene;
  readonly means: Means;
  /** What works in Terraform's place; undefined for Terraform. */
  readonly rotation: RotationRuns | undefined;
  readonly #foreignKeyIds: string[] = [];
  readonly #runs: TerraformRun[] = [];
  readonly #standings: { [P in Part]?: Standing } = {};
  /** Other stacks on the same systems, whose doings are not this one's. */
  readonly #neighbours: Stack[] = [];
  #left: CellRecord["left"];
  #issuedFor: string | undefined;
  #seedKeyId: string | undefined;
  /** Path of the producer in the configuration that was applied last. */
  #producer = "";
  #processKilled = false;

  private constructor(
    readonly systems: Systems,
    readonly stack: Stack,
    readonly folder: TerraformFolder,
    private readonly options: CellStageOptions & {
      readonly workshop: Workshop;
      readonly bystanders: readonly KeySeen[];
      /** What children need to keep the pace. */
      readonly pace: Readonly<Record<string, string>>;
    },
  ) {
    const { person } = systems;
    const { userName, target, rotator, producer } = stack;
    this.scene = {
      person,
      systems,
      userName,
      target,
      rotator,
      producer,
      wait: (minutes) => folder.give(passTime(minutes * 60)),
      loseState: () => folder.loseState(),
      heldKey: () => {
        const held = systems.standing().held[target];
        if (held === undefined) throw new Error(`${target} holds no key`);
        return held;
      },
    };
    if (stack.byFunction) this.rotation = new RotationRuns(systems, folder, stack.byFunction, options.waits);
    const killing = (work: () => void) => () => {
      this.#processKilled = true;
      work();
    };
    this.means = {
      scene: this.scene,
      folder: {
        killProviders: killing(() =>
          this.rotation ? this.rotation.functions.kill() : folder.killProviders(),
        ),
        killTerraform: killing(() => folder.killTerraform()),
        interrupt: killing(() => folder.interrupt()),
      },
      makeForeignKey: async () => {
        const id = await person.makeKey(userName);
        this.#foreignKeyIds.push(id);
        return id;
      },
    };
  }

  static async open(
    name: string,
    workshop: Workshop,
    stack: Stack,
    options: CellStageOptions,
  ): Promise<CellStage> {
    const pace = setPace(stack.pace);
    const { aws, foreignKeys } = options;
    const openSystems = aws === "moto" ? openMotoSystems : openSandboxSystems;
    const systems = await openSystems({ foreignKeys, targets: [stack.target] });
    for (const [bystander, target] of BYSTANDERS) {
      await systems.person.makeUser(bystander, target);
      await systems.person.makeKey(bystander);
    }
    systems.beginToCountKeys();
    const bystanders = systems.standing().keys;
    return CellStage.#build(name, systems, stack, { ...options, workshop, bystanders, pace });
  }

  /** Another stack on the same systems, as another team would have it. */
  async beside(name: string, stack: Stack): Promise<CellStage> {
    this.systems.watch(stack.target);
    const other = await CellStage.#build(name, this.systems, stack, this.options);
    this.#neighbours.push(stack);
    other.#neighbours.push(this.stack);
    return other;
  }

  static async #build(
    name: string,
    systems: Systems,
    stack: Stack,
    options: CellStage["options"],
  ): Promise<CellStage> {
    const { workshop, pace } = options;
    const path = join(workshop.work, name.replace(/\W+/g, "-"));
    rmSync(path, { recursive: true, force: true });
    mkdirSync(path, { recursive: true });
    const folder = new TerraformFolder({
      path,
      terraform: workshop.terraform,
      env: childEnvironment(process.env, {
        ...systems.environment,
        ...pace,
        ...runtimeOptions(seedOf(workshop.seed, name)),
        ...stack.secrets,
        AWS_EC2_METADATA_DISABLED: "true",
      }),
      cliConfig: await stack.cliConfig(workshop.provider),
    });
    await stack.prepare(systems.person, folder);
    return new CellStage(systems, stack, folder, options);
  }

  /** Runs an apply or a destroy as one part of the cell. */
  async run(
    part: Part,
    command: "apply" | "destroy",
    changes: Changes,
    args: readonly string[] = [],
  ): Promise<TerraformRun> {
    this.stack.configure(this.folder, this.options.waits, changes);
    this.systems.history.part = part;
    this.#producer = changes.renamed ? renamedPath(this.scene.producer) : this.scene.producer;
    const run = this.rotation
      ? await this.rotation.run(part, command, changes.trigger ?? "1")
      : await this.folder.run(part, [command, "-auto-approve", ...args]);
    this.#runs.push(run);
    this.#standings[part] = this.systems.standing();
    return run;
  }

  /** Runs a part again, as a person does who was told how: what is judged then is this run, and how both speak. */
  async runOnceMore(part: Part, command: "apply" | "destroy", changes: Changes): Promise<TerraformRun> {
    for (const [at, run] of this.#runs.entries()) {
      if (run.part === part) this.#runs[at] = { ...run, part: `${part}, refused` };
    }
    return this.run(part, command, changes);
  }

  /** Whether a process was ended before its time. */
  get processKilled(): boolean {
    return this.#processKilled;
  }

  /**
   * After the repetition: has the gateway issue a credential, or reads the secret, and notes the seed that Terraform
   * remembers.
   */
  async useIt(): Promise<void> {
    this.#seedKeyId = this.seedInState();
    const { person, target } = this.scene;
    const using =
      this.stack.home === "target" ? person.useProducer(this.#producer) : person.useSecret(target);
    this.#issuedFor = await using.catch(
      (error: unknown) => `it could not be used: ${(error as Error).message}`,
    );
  }

  /** A person makes a key of the cell's user, and the commands run with it from now on. Returns its id. */
  async runAsUser(): Promise<string> {
    const { id, secret } = await this.scene.person.makeKeyPair(this.scene.userName);
    this.#foreignKeyIds.push(id);
    this.folder.give({ AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret });
    return id;
  }

  /** The commands run as the deployer again. */
  runAsDeployer(): void {
    const { AWS_ACCESS_KEY_ID = "", AWS_SECRET_ACCESS_KEY = "" } = this.systems.environment;
    this.folder.give({ AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY });
  }

  /** A person follows the advice: whoever made a key takes it away. */
  async takeForeignKeysAway(): Promise<void> {
    const { person, userName } = this.scene;
    const there = await person.keyIds(userName);
    for (const id of this.#foreignKeyIds.filter((one) => there.includes(one))) {
      await person.deleteKey(userName, id);
    }
  }

  /** After the last destroy: looks what is left, and deletes the user as Terraform would. */
  async clearUp(): Promise<void> {
    const { person, userName } = this.scene;
    if (!this.stack.managesUser) await this.takeForeignKeysAway();
    const objects = (await person.objects()).filter((name) => name.startsWith(`${this.stack.folder}/`));
    if (this.stack.home === "secret") objects.push(...(await person.secrets.labelsOf(this.stack.target)));
    const gone = "NoSuchEntityException";
    const ends = this.stack.managesUser
      ? [person.keyIds(userName).then(() => "it is there still", nameOfError)]
      : this.#userNames.map((name) => person.deleteUser(name).then(() => gone, nameOfError));
    const user = (await Promise.all(ends)).find((end) => end !== gone) ?? "deleted";
    this.#left = { objects, user };
  }

  /** Everything that the cell is judged by. */
  async record(circumstances: CellCircumstances): Promise<CellRecord> {
    const { systems, scene, options } = this;
    const providersLeft = await this.#awaitProviders();
    const names = new Set<string>(BYSTANDERS.map(([name]) => name));
    return {
      ...circumstances,
      userNames: this.#userNames,
      target: scene.target,
      home: this.stack.home,
      entries: systems.history.all().filter((entry) => !this.#isNeighbours(entry)),
      runs: this.#runs,
      standings: this.#standings,
      endsIn: options.endsIn,
      seedKeyId: this.#seedKeyId,
      foreignKeyIds: this.#foreignKeyIds,
      keysTouchedByPerson: scene.person.keysTouched,
      bystanders: {
        before: options.bystanders,
        after: systems.standing().keys.filter(({ userName }) => names.has(userName)),
      },
      issuedFor: this.#issuedFor,
      left: this.#left,
      scan: await scanForCanaries([this.folder.path], this.#canaries()),
      given:
        this.folder.processes &&
        searchProcesses(this.folder.processes, this.#canaries(), this.folder.env, ...this.folder.earlierEnvs),
      gaps: systems.gaps(),
      providersLeft,
      quietSeconds: options.waits.quietPeriodSeconds,
      racedByRotation: this.#runs.some(({ output }) => output.includes("[SEED_REGION_CHANGE_RACED]")),
      processKilled: this.#processKilled,
      failedCalls: this.rotation?.failedCalls ?? 0,
      isWrite: (entry) => systems.isWrite(entry),
    };
  }

  /** What of the cell's promises is broken. */
  async verdict(circumstances: CellCircumstances): Promise<Breach[]> {
    return judge(await this.record(circumstances));
  }

  async close(keep = this.options.workshop.keep): Promise<void> {
    for (const pid of stillRunning([...this.folder.providers])) kill(pid, "SIGKILL");
    await this.systems.close();
    setPace(1);
    if (!keep) rmSync(this.folder.path, { recursive: true, force: true });
  }

  /** The seed's id as Terraform's state has it. */
  seedInState(): string | undefined {
    if (this.rotation) return undefined;
    const text = readFileSync(join(this.folder.path, "terraform.tfstate"), "utf8");
    const { resources } = JSON.parse(text) as {
      readonly resources: readonly {
        readonly type: string;
        readonly instances: readonly { readonly attributes: { readonly seed_key_id?: string | null } }[];
      }[];
    };
    return resources
      .filter(({ type }) => type === "latchkey_target_aws")
      .map(({ instances }) => instances[0]?.attributes.seed_key_id)
      .find((id) => typeof id === "string");
  }

  get #userNames(): readonly string[] {
    return [this.stack.userName, ...this.stack.successors];
  }

  #isNeighbours({ call, keys }: Entry): boolean {
    return this.#neighbours.some(
      ({ userName, folder }) =>
        call.userName === userName ||
        (call.system === "gateway" && call.subject.startsWith(`${folder}/`)) ||
        keys.some((key) => key.id === call.signedBy && key.userName === userName),
    );
  }

  #canaries(): KnownSecret[] {
    const issued = this.systems.issuedSecrets();
    return [
      ...Object.entries(this.stack.secrets).map(([label, secret]) => ({ label, secret })),
      ...issued.map((secret, index) => ({ label: `secret ${index + 1} of ${issued.length}`, secret })),
    ];
  }

  async #awaitProviders(): Promise<number> {
    const pids = [...this.folder.providers];
    for (let waited = 0; waited < AFTERLIFE_MS; waited += 100) {
      if (stillRunning(pids).length === 0) return 0;
      await realWait(100);
    }
    return stillRunning(pids).length;
  }
}

function nameOfError(error: unknown): string {
  return (error as Error).name;
}

/** A cell's own seed: the same whether it is played alone or among others. */
function seedOf(seed: number, name: string): number {
  return createHash("sha256").update(`${seed} ${name}`).digest().readUInt32BE(0);
}

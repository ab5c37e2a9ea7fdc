import { writeFileSync } from "node:fs";
import type { Clock } from "../../domain/clock.js";
import { Fault } from "../../errors/fault.js";
import type { Sandbox } from "../../sandbox/sandbox.js";
import type { AwsProviderSource } from "../../terraform/cli-config.js";
import type { Terraform } from "../../terraform/find-terraform.js";
import { layProviders } from "../../terraform/lay-providers.js";
import type { Narration } from "../narration.js";
import { Cdktf } from "./cdktf.js";
import { type Quickstart, writeProject } from "./quickstart.js";
import { runEnvironment } from "./run-environment.js";
import { type History, recordStage, type Stage, type StageName, type StageReport } from "./stage.js";
import { useCredential } from "./use-credential.js";
import { keepSnapshot, type WorkFolder } from "./work-folder.js";

const AN_HOUR_SECONDS = 3600;
/** A rotation that is due a day later waits for its hour. */
const LONGEST_WAIT_HOURS = 48;

export interface MainJob {
  readonly sandbox: Sandbox;
  readonly folder: WorkFolder;
  readonly quickstart: Quickstart;
  readonly terraform: Terraform;
  readonly aws: AwsProviderSource;
  /** Value of the quickstart's ephemeral variable. */
  readonly password: string;
  readonly surroundings: NodeJS.ProcessEnv;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly narrator: Narration;
}

/** How far the job came, and why it went no further. */
export interface MainJobResult {
  readonly history: History;
  readonly failure: Fault | undefined;
}

/** Makes the work folder a project whose Terraform finds our provider, and says what its programs are given. */
export async function prepareProject({
  sandbox,
  folder,
  quickstart,
  terraform,
  aws,
  password,
  surroundings,
  signal,
}: MainJob) {
  const { mirror, pluginCache } = folder;
  writeFileSync(folder.cliConfig, await layProviders({ mirror, aws, pluginCache, signal }));
  writeProject(folder.project, quickstart);
  const services = sandbox.environment;
  return runEnvironment({ surroundings, terraform, folder, services, password });
}

/**
 * Goes through the stages with the real cdktf and Terraform, and records each. A stage that fails is the last one.
 *
 * @throws the signal's reason when it was interrupted; whatever is not a Fault.
 */
export async function runMainJob(job: MainJob, env: NodeJS.ProcessEnv): Promise<MainJobResult> {
  const { sandbox, folder, quickstart, clock, signal, narrator } = job;
  const cdktf = new Cdktf({
    folder,
    program: quickstart.cdktf,
    env,
    clock,
    signal,
    onProgress: (text) => narrator.detail(text),
  });
  const history: { -readonly [Name in StageName]?: Stage } = {};
  const stage = async (name: StageName, title: string, work: () => Promise<StageReport>) => {
    signal.throwIfAborted();
    const record = await narrator.step(title, () => recordStage(sandbox, () => clock.now(), work));
    keepSnapshot(folder, name);
    history[name] = record;
  };
  try {
    await stage("plan", "cdktf diff: the plan, kept as a file", async () => ({
      terraform: await cdktf.run("diff"),
    }));
    await stage("first deploy", "cdktf deploy: everything is made, the seed is retired", async () => ({
      terraform: await cdktf.run("deploy"),
    }));
    await stage("second deploy", "cdktf deploy, once more", async () => ({
      terraform: await cdktf.run("deploy"),
    }));
    await stage("a day goes by", "a day goes by in the sandbox", async () => {
      await untilRotation(sandbox);
      return {};
    });
    await stage("third deploy", "cdktf deploy, after the gateway has rotated", async () => ({
      terraform: await cdktf.run("deploy"),
    }));
    await stage("use", "an application asks the gateway for a credential", async () => {
      const producer = producerIn(history);
      return { usedAs: producer === undefined ? undefined : await useCredential(sandbox, producer, clock) };
    });
    await stage("destroy", "cdktf destroy", async () => ({ terraform: await cdktf.run("destroy") }));
    return { history, failure: undefined };
  } catch (error) {
    if (!Fault.is(error)) throw error;
    return { history, failure: error };
  }
}

/** Lets hour after hour go by until the gateway has rotated. */
async function untilRotation({ clock, gateway }: Sandbox): Promise<void> {
  const rotations = () => gateway.events().filter(({ kind }) => kind === "rotated").length;
  const before = rotations();
  for (let hour = 0; hour < LONGEST_WAIT_HOURS && rotations() === before; hour++) {
    await clock.advance(AN_HOUR_SECONDS);
  }
}

/** Path of the dynamic producer that the first deploy has made. */
function producerIn(history: History): string | undefined {
  const made = history["first deploy"]?.gateway.find(
    ({ command, status }) => command === "dynamic-secret-create-aws" && status < 300,
  );
  return made?.name ?? undefined;
}

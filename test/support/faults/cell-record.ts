import type { Call } from "../../faults/calls/call.js";
import type { CellRecord, Part } from "../../faults/checker/record.js";
import type { TerraformRun } from "../../faults/terraform/terraform-folder.js";
import type { Entry, KeySeen } from "../../faults/world/history.js";

export const USER = "cell-user";
export const TARGET = "/cell/seeded";
export const SEED = "AKIASEEDSEEDSEEDSEED";
export const WORKING = "AKIAWORKINGWORKINGWO";

const BEGIN = Date.parse("2026-03-01T12:00:00Z");
const ACCEPTED = "No changes. Your infrastructure matches the configuration.";

/** A cell's history in the making: the systems as they stand, and the calls that are recorded with it. */
export class Play {
  readonly entries: Entry[] = [];
  readonly keys = new Map<string, string>();
  held: string | undefined;
  /** Keys that were replaced so lately that readers of a secret may work with them. */
  inGrace: string[] = [];
  part: Part = "work";
  seconds = 0;

  /** A call of the provider that was carried out, unless it is said otherwise. */
  call(
    operation: string,
    more: Partial<Call> & { status?: number | undefined; told?: number | undefined } = {},
  ): this {
    const { status = 200, told = status, ...call } = more;
    this.entries.push({
      number: this.entries.length + 1,
      at: new Date(BEGIN + this.seconds * 1000),
      part: this.part,
      status: "status" in more ? more.status : status,
      told: "told" in more ? more.told : told,
      struck: false,
      keys: this.#keys(),
      held: this.held === undefined ? {} : { [TARGET]: this.held },
      inGrace: [...this.inGrace],
      call: {
        actor: "provider",
        system: operation.includes("-") ? "gateway" : operation === "GetCallerIdentity" ? "sts" : "iam",
        operation,
        subject: "",
        userName: operation.endsWith("AccessKey") ? USER : "",
        keyId: "",
        signedBy: "",
        ...call,
      },
    });
    this.seconds += 0.01;
    return this;
  }

  make(id: string, more: Partial<Call> = {}): this {
    this.keys.set(id, "Active");
    return this.call("CreateAccessKey", more);
  }

  setStatus(keyId: string, subject: "Active" | "Inactive", more: Partial<Call> = {}): this {
    this.keys.set(keyId, subject);
    return this.call("UpdateAccessKey", { keyId, subject, ...more });
  }

  remove(keyId: string, more: Partial<Call> = {}): this {
    this.keys.delete(keyId);
    return this.call("DeleteAccessKey", { keyId, ...more });
  }

  prove(signedBy: string, times = 3): this {
    for (let time = 0; time < times; time++) this.call("GetCallerIdentity", { signedBy });
    return this;
  }

  handOver(keyId: string): this {
    this.held = keyId;
    return this.call("target-create-aws", { subject: TARGET });
  }

  rotate(to: string): this {
    this.make(to, { actor: "gateway" });
    this.held = to;
    return this.call("gateway-rotate-secret", { subject: "/cell/rotator" });
  }

  wait(seconds: number): this {
    this.seconds += seconds;
    return this;
  }

  /** From minting to the seed's end, as it should be. */
  bootstrap(): this {
    this.call("ListAccessKeys").make(SEED).prove(SEED).handOver(SEED).rotate(WORKING).prove(WORKING);
    return this.setStatus(SEED, "Inactive").wait(1).prove(WORKING).remove(SEED);
  }

  /** The record that a cell with this history has, apart from what is said otherwise. */
  record(more: Partial<CellRecord> = {}): CellRecord {
    const standing = { keys: this.#keys(), held: this.held === undefined ? {} : { [TARGET]: this.held } };
    return {
      userNames: [USER],
      target: TARGET,
      home: "target",
      entries: this.entries,
      runs: [run("work"), run("again"), run("once more", { output: ACCEPTED }), run("end")],
      standings: { work: standing, again: standing, "once more": standing, end: { keys: [], held: {} } },
      endsIn: "a working target",
      seedKeyId: SEED,
      foreignKeyIds: [],
      keysTouchedByPerson: [],
      bystanders: { before: [], after: [] },
      issuedFor: "arn:aws:sts::000000424242:assumed-role/cell-admin/session",
      left: { objects: [], user: "deleted" },
      scan: { files: 3, bytes: 100, secrets: 5, spellings: 50, findings: [], unread: [], withoutContent: [] },
      given: undefined,
      gaps: [],
      providersLeft: 0,
      quietSeconds: 1,
      healthy: undefined,
      strikes: 1,
      rotatesByItself: false,
      racedByRotation: false,
      processKilled: false,
      failedCalls: 0,
      isWrite: ({ call }) => !/^(Get|List|target-get|describe)/.test(call.operation),
      ...more,
    };
  }

  #keys(): KeySeen[] {
    return [...this.keys].map(([id, status]) => ({ id, status, userName: USER, createdAt: new Date(BEGIN) }));
  }
}

export function run(part: Part, more: Partial<TerraformRun> = {}): TerraformRun {
  return { part, exitCode: 0, output: "", seconds: 1, ...more };
}

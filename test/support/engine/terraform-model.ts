import {
  DecimalText,
  type Diagnostic,
  type PathStep,
  type ProviderServer,
  type SchemaDescription,
  type TfObject,
} from "../../../src/engine/index.js";
import { isUnknown } from "../../../src/vocabulary/index.js";
import {
  applyComplaints,
  fingerprint,
  pathExists,
  planComplaints,
  storedComplaints,
  typeComplaints,
} from "./terraform-rules.js";

/** What one command of the model came to. */
export interface Outcome {
  readonly diagnostics: readonly Diagnostic[];
  /** What Terraform itself would have complained about: each is a defect of the engine. */
  readonly complaints: readonly string[];
  /** What the plan was, if it came so far. */
  readonly action: "none" | "create" | "update" | "replace" | "delete" | null;
}

const schemas = new WeakMap<ProviderServer, ReturnType<ProviderServer["schemas"]>>();

/** Terraform asks a process for them once. */
function schemasOf(server: ProviderServer): ReturnType<ProviderServer["schemas"]> {
  const known = schemas.get(server) ?? server.schemas();
  schemas.set(server, known);
  return known;
}

/**
 * The part of Terraform that deals with one object: it calls a provider server in the order and with the inputs that
 * Terraform does, keeps the state, and judges every answer.
 */
export class TerraformModel {
  state: TfObject | null = null;
  isTainted = false;
  readonly schema: SchemaDescription;
  readonly #schemas: ReturnType<ProviderServer["schemas"]>;
  #diagnostics: Diagnostic[] = [];
  #complaints: string[] = [];
  #action: Outcome["action"] = null;

  private readonly server: ProviderServer;

  constructor(
    server: ProviderServer,
    private readonly typeName: string,
  ) {
    this.server = overWire(server);
    this.#schemas = schemasOf(server);
    const schema = this.#schemas.resources[typeName];
    if (!schema) throw new Error(`no such type: ${typeName}`);
    this.schema = schema;
  }

  /** A whole config from the given values; the rest is null. */
  config(values: TfObject): TfObject {
    return Object.fromEntries(this.schema.attributes.map(({ name }) => [name, values[name] ?? null]));
  }

  async configure(config?: TfObject): Promise<void> {
    const { attributes } = this.#schemas.provider;
    const nothing = Object.fromEntries(attributes.map(({ name }) => [name, null]));
    this.#note(
      await this.server.configureProvider({ config: { ...nothing, ...config }, terraformVersion: "1.11.4" }),
    );
  }

  /**
   * `terraform apply`: refresh, validate, plan, plan again, apply. `meanwhile` happens before the plan is carried out, as
   * what another object of the same run comes to.
   */
  async apply(values: TfObject, meanwhile?: () => Promise<void>): Promise<Outcome> {
    this.#begin();
    const config = this.config(values);
    await this.#refresh();
    if (!this.#hasErrors) await this.#validate(config);
    if (this.#hasErrors) return this.#outcome();
    const prior = this.isTainted ? null : this.state;
    const plan = await this.#planInFull(prior, config);
    if (!plan) return this.#outcome();
    this.#action = this.state === null ? "create" : this.isTainted || plan.replace ? "replace" : plan.action;
    if (this.#action === "none") return this.#outcome();
    await meanwhile?.();
    if (this.#action === "replace") {
      if (!(await this.#applyDelete())) return this.#outcome();
      await this.#applyCreateOrUpdate(null, config);
    } else {
      await this.#applyCreateOrUpdate(prior, config);
    }
    return this.#outcome();
  }

  /** `terraform plan`, after a refresh. */
  async plan(values: TfObject): Promise<Outcome & { readonly planned: TfObject | null }> {
    this.#begin();
    const config = this.config(values);
    await this.#refresh();
    if (!this.#hasErrors) await this.#validate(config);
    const plan = this.#hasErrors ? undefined : await this.#planInFull(this.state, config);
    this.#action = plan ? (plan.replace ? "replace" : plan.action) : null;
    return { ...this.#outcome(), planned: plan?.planned ?? null };
  }

  async validate(values: TfObject): Promise<Outcome> {
    this.#begin();
    await this.#validate(this.config(values));
    return this.#outcome();
  }

  async refresh(): Promise<Outcome> {
    this.#begin();
    await this.#refresh();
    return this.#outcome();
  }

  /** Without a refresh it is what an apply does with an object that was planned to go. */
  async destroy({ refresh = true } = {}): Promise<Outcome> {
    this.#begin();
    if (refresh) await this.#refresh();
    if (this.#hasErrors || this.state === null) return this.#outcome();
    const answer = await this.server.planResourceChange({
      typeName: this.typeName,
      prior: this.state,
      proposed: null,
      config: null,
      priorPrivate: new Uint8Array(),
    });
    this.#note(answer, planComplaints(this.schema, this.state, null, answer.planned));
    this.#action = "delete";
    if (!this.#hasErrors) await this.#applyDelete();
    return this.#outcome();
  }

  /** `terraform import`: the import and the read that follows it. */
  async import(id: string): Promise<Outcome> {
    this.#begin();
    const answer = await this.server.importResourceState({ typeName: this.typeName, id });
    this.#note(answer);
    const [imported] = answer.imported;
    if (this.#hasErrors || !imported) return this.#outcome();
    this.#complaints.push(...typeComplaints(this.schema.type, imported.state, "import"));
    this.#complaints.push(...storedComplaints(this.schema, imported.state));
    this.state = imported.state;
    await this.#refresh();
    return this.#outcome();
  }

  /** A `moved` block that leads here: the move and the read that follows it. */
  async moveFrom(source: {
    provider: string;
    type: string;
    version?: number;
    state: unknown;
  }): Promise<Outcome> {
    this.#begin();
    const answer = await this.server.moveResourceState({
      sourceProviderAddress: source.provider,
      sourceTypeName: source.type,
      sourceSchemaVersion: source.version ?? 0,
      targetTypeName: this.typeName,
      sourceState: source.state,
    });
    this.#note(answer);
    if (answer.state) {
      this.#complaints.push(...typeComplaints(this.schema.type, answer.state, "move"));
      this.#complaints.push(...storedComplaints(this.schema, answer.state));
      this.state = answer.state;
      await this.#refresh();
    } else if (!this.#hasErrors) this.#complaints.push("no moved state and no error");
    return this.#outcome();
  }

  /** Reads a stored state of an older version, as every command does at its beginning. */
  async upgrade(version: number, stored: unknown): Promise<Outcome> {
    this.#begin();
    const answer = await this.server.upgradeResourceState({ typeName: this.typeName, version, stored });
    this.#note(answer);
    if (answer.upgraded) {
      this.#complaints.push(...typeComplaints(this.schema.type, answer.upgraded, "upgrade"));
      this.#complaints.push(...storedComplaints(this.schema, answer.upgraded));
      this.state = answer.upgraded;
    } else if (!this.#hasErrors) this.#complaints.push("no upgraded state and no error");
    return this.#outcome();
  }

  async #validate(config: TfObject): Promise<void> {
    const { typeName } = this;
    this.#note(await this.server.validateResourceConfig({ typeName, config, writeOnlyAllowed: true }));
  }

  async #refresh(): Promise<void> {
    if (this.state === null) return;
    const [current, sent] = [this.state, new Uint8Array([1, 2, 3])];
    const answer = await this.server.readResource({ typeName: this.typeName, current, private: sent });
    if (Buffer.compare(answer.private, sent) !== 0) this.#complaints.push("private data lost");
    this.#note(answer);
    if (answer.state) {
      this.#complaints.push(...typeComplaints(this.schema.type, answer.state, "read"));
      this.#complaints.push(...storedComplaints(this.schema, answer.state));
    }
    if (hasError(answer.diagnostics)) {
      if (answer.state === null) this.#complaints.push("an error and no state: the object would be lost");
      return;
    }
    this.state = answer.state;
  }

  /** A replacement is planned a second time, as the create that it ends with. */
  async #planInFull(prior: TfObject | null, config: TfObject) {
    const plan = await this.#plan(prior, config);
    return plan?.replace && !(await this.#plan(null, config)) ? undefined : plan;
  }

  async #plan(
    prior: TfObject | null,
    config: TfObject,
  ): Promise<{ planned: TfObject; action: "none" | "create" | "update"; replace: boolean } | undefined> {
    const request = {
      typeName: this.typeName,
      prior,
      proposed: config,
      config,
      priorPrivate: new Uint8Array(),
    };
    const answer = await this.server.planResourceChange(request);
    this.#note(answer);
    if (hasError(answer.diagnostics)) return undefined;
    this.#complaints.push(...planComplaints(this.schema, prior, config, answer.planned));
    const { planned } = answer;
    if (planned === null) return undefined;
    const again = await this.server.planResourceChange(request);
    if (fingerprint(this.schema.type, planned) !== fingerprint(this.schema.type, again.planned)) {
      this.#complaints.push("inconsistent final plan");
    }
    const replace =
      prior !== null && answer.requiresReplace.some((path) => this.#isChanged(prior, planned, path));
    const same = fingerprint(this.schema.type, prior) === fingerprint(this.schema.type, planned);
    return { planned, action: prior === null ? "create" : same ? "none" : "update", replace };
  }

  #isChanged(prior: TfObject, planned: TfObject, path: readonly PathStep[]): boolean {
    if (!pathExists(prior, path) && !pathExists(planned, path)) {
      this.#complaints.push(`requires replacement at a place that does not exist: ${JSON.stringify(path)}`);
    }
    const [step] = path;
    if (!step || !("attribute" in step)) return false;
    const [before, after] = [prior[step.attribute] ?? null, planned[step.attribute] ?? null];
    const type = this.schema.attributes.find(({ name }) => name === step.attribute)?.type ?? "string";
    return isUnknown(after) || fingerprint(type, before) !== fingerprint(type, after);
  }

  async #applyCreateOrUpdate(prior: TfObject | null, config: TfObject): Promise<void> {
    const plan = await this.#plan(prior, config);
    if (!plan) return;
    const { planned } = plan;
    const answer = await this.server.applyResourceChange({
      typeName: this.typeName,
      prior,
      planned,
      config,
      plannedPrivate: new Uint8Array(),
    });
    this.#note(answer);
    const failed = hasError(answer.diagnostics);
    const complaints = applyComplaints(this.schema, planned, answer.state, failed);
    this.#complaints.push(...complaints);
    if (answer.state === null && prior !== null) this.#complaints.push("an update that loses the object");
    this.state = answer.state;
    this.isTainted = prior === null && answer.state !== null && (failed || complaints.length > 0);
  }

  async #applyDelete(): Promise<boolean> {
    const answer = await this.server.applyResourceChange({
      typeName: this.typeName,
      prior: this.state,
      planned: null,
      config: null,
      plannedPrivate: new Uint8Array(),
    });
    const failed = hasError(answer.diagnostics);
    this.#note(answer, applyComplaints(this.schema, null, answer.state, failed));
    if (failed && answer.state === null) this.#complaints.push("a failed delete that loses the object");
    this.state = answer.state;
    if (answer.state === null) this.isTainted = false;
    return !failed;
  }

  #begin(): void {
    this.#diagnostics = [];
    this.#complaints = [];
    this.#action = null;
  }

  #note(answer: { readonly diagnostics: readonly Diagnostic[] }, complaints: readonly string[] = []): void {
    this.#diagnostics.push(...answer.diagnostics);
    this.#complaints.push(...complaints);
  }

  get #hasErrors(): boolean {
    return hasError(this.#diagnostics);
  }

  #outcome(): Outcome {
    return { diagnostics: this.#diagnostics, complaints: this.#complaints, action: this.#action };
  }
}

function hasError(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
}

/** The server as it is behind a wire: nothing that it gets or gives is shared with the caller. */
function overWire(server: ProviderServer): ProviderServer {
  return new Proxy(server, {
    get: (target, name: keyof ProviderServer) => {
      if (name === "schemas" || name === "stop") return target[name].bind(target);
      const method = target[name].bind(target) as (request: unknown, progress: unknown) => Promise<unknown>;
      return async (request: unknown, progress: unknown) => copy(await method(copy(request), progress));
    },
  });
}

function copy<V>(value: V): V {
  if (Array.isArray(value)) return value.map(copy) as V;
  const isRecord = typeof value === "object" && value !== null && !isUnknown(value);
  if (!isRecord || value instanceof DecimalText || value instanceof Uint8Array) return value;
  const record: { [key: string]: unknown } = Object.create(null);
  for (const [key, item] of Object.entries(value)) record[key] = copy(item);
  return record as V;
}

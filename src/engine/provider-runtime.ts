import { Fault } from "../errors/fault.js";
import type { Attributes } from "../vocabulary/index.js";
import { createObject } from "./apply/create-object.js";
import { deleteObject } from "./apply/delete-object.js";
import { updateObject } from "./apply/update-object.js";
import type { ProviderDefinition } from "./definition.js";
import { describeProvider } from "./describe-provider.js";
import { importedObject } from "./import-object.js";
import { isReadyToInvoke, runAction } from "./invoke-action.js";
import type { Logger } from "./logger.js";
import { Operation } from "./operation.js";
import { brokenChangeRules } from "./plan/broken-change-rules.js";
import { planChange } from "./plan/plan-change.js";
import { planCreate } from "./plan/plan-create.js";
import { planDestroy } from "./plan/plan-destroy.js";
import type { Rerun } from "./plan/plan-hook.js";
import type { ProviderServer, WithDiagnostics } from "./provider-server.js";
import { ProviderSession } from "./provider-session.js";
import { readObject } from "./read-object.js";
import { redactingLogger } from "./redacting-logger.js";
import { Redaction } from "./redaction.js";
import { Report } from "./report.js";
import type { ServedAction, ServedResource } from "./served-resource.js";
import { describeAction, describeTable } from "./table/describe.js";
import { upgradedObject } from "./upgrade-object.js";
import { ruleFault } from "./validate/broken-rules.js";
import { validateConfig } from "./validate/validate-config.js";
import type { TfObject } from "./value/value.js";

type Request<M extends keyof ProviderServer> = Parameters<ProviderServer[M]>[0];
type Answer<M extends keyof ProviderServer> = ReturnType<ProviderServer[M]>;

/** One provider process: finds the type that a call is about, and sees that every call is answered. */
export class ProviderRuntime<T extends Attributes, Client> implements ProviderServer {
  readonly #definition: ProviderDefinition<T, Client>;
  readonly #log: Logger;
  readonly #session: ProviderSession<T, Client>;
  readonly #resources: ReadonlyMap<string, ServedResource<Client>>;
  readonly #actions: ReadonlyMap<string, ServedAction<Client>>;

  constructor(definition: ProviderDefinition<T, Client>, log: Logger, rerun?: Rerun) {
    this.#definition = definition;
    this.#log = log;
    this.#session = new ProviderSession(definition, log);
    this.#resources = new Map(
      definition.resources.map((resource) => {
        const typeName = `${definition.name}_${resource.table.type}`;
        const schema = describeTable(resource.table);
        return [typeName, { typeName, definition: resource, table: resource.table, schema, rerun }] as const;
      }),
    );
    this.#actions = new Map(
      (definition.actions ?? []).map((action) => {
        const typeName = `${definition.name}_${action.table.type}`;
        const schema = describeAction(action.table);
        return [typeName, { typeName, definition: action, table: action.table, schema }] as const;
      }),
    );
  }

  schemas(): ReturnType<ProviderServer["schemas"]> {
    const { name, table, resources, actions = [] } = this.#definition;
    return describeProvider({
      name,
      table,
      resources: resources.map((each) => each.table),
      actions: actions.map((each) => each.table),
    });
  }

  async validateProviderConfig({
    config,
  }: Request<"validateProviderConfig">): Answer<"validateProviderConfig"> {
    const { table } = this.#definition;
    const report = this.#report("the provider block", table.attributes, [config]);
    validateConfig(table, config, true, report);
    return { diagnostics: report.diagnostics };
  }

  async configureProvider(request: Request<"configureProvider">): Answer<"configureProvider"> {
    this.#session.configure(request.config, request.terraformVersion);
    return { diagnostics: [] };
  }

  async validateResourceConfig(request: Request<"validateResourceConfig">): Answer<"validateResourceConfig"> {
    const { typeName, config, writeOnlyAllowed } = request;
    return this.#about(typeName, [config], {}, async (resource, report) => {
      validateConfig(resource.table, config, writeOnlyAllowed, report);
      return {};
    });
  }

  async upgradeResourceState(request: Request<"upgradeResourceState">): Answer<"upgradeResourceState"> {
    const { typeName, version, stored } = request;
    return this.#about(typeName, [], {}, async (resource, report) => {
      const upgraded = upgradedObject(resource, version, stored, report);
      return upgraded ? { upgraded } : {};
    });
  }

  async readResource(request: Request<"readResource">): Answer<"readResource"> {
    const { typeName, current } = request;
    const kept = { state: current as TfObject | null, private: request.private };
    return this.#about(typeName, [current], kept, async (resource, report) => {
      const circumstances = { doing: `reading ${typeName}`, state: "The stored state is used as it is." };
      const seen = this.#session.whyNoClient();
      if (seen !== undefined) {
        report.fault(new Fault("PROVIDER_CONFIG_UNKNOWN", { ...circumstances, seen }), [], "warning");
        return kept;
      }
      const operation = Operation.begin(this.#session, report, circumstances);
      return operation ? { ...kept, state: await readObject(resource, current, operation) } : kept;
    });
  }

  async planResourceChange(request: Request<"planResourceChange">): Answer<"planResourceChange"> {
    const { typeName, prior, proposed, config, priorPrivate } = request;
    const nothing = { planned: null as TfObject | null, requiresReplace: [], plannedPrivate: priorPrivate };
    if (proposed === null || config === null) return this.#planDestroy(typeName, prior, nothing);
    const kept = { ...nothing, planned: prior ?? config };
    return this.#about(typeName, [prior, config], kept, async (resource, report) => {
      const change = planChange(resource, prior, config, report);
      // A create can be planned without the settings that only its apply needs.
      const mayAsk = resource.definition.planCreate && !report.hasErrors && this.#session.hasClient();
      if (prior === null && mayAsk) {
        const circumstances = { doing: `planning to create ${typeName}`, state: "Nothing was changed." };
        const operation = Operation.begin(this.#session, report, circumstances);
        if (operation) await planCreate(resource, change.planned, operation, circumstances);
      }
      return { ...kept, ...change };
    });
  }

  async applyResourceChange(request: Request<"applyResourceChange">): Answer<"applyResourceChange"> {
    const { typeName, prior, planned, config, plannedPrivate, unheard } = request;
    const kept = { state: prior, private: plannedPrivate };
    return this.#about(typeName, [prior, planned, config], kept, async (resource, report) => {
      const verb = prior === null ? "creating" : planned === null ? "deleting" : "updating";
      const circumstances = { doing: `${verb} ${typeName}`, state: "Nothing was changed." };
      if (planned !== null) {
        // Planning has looked, too, as far as it knew the values.
        for (const rule of brokenChangeRules(resource.table, prior, config ?? planned, planned)) {
          report.fault(ruleFault(rule, circumstances));
        }
        if (report.hasErrors) return kept;
      }
      const operation = Operation.begin(this.#session, report, circumstances, undefined, unheard);
      if (!operation) return kept;
      return { ...kept, state: await this.#apply(resource, { prior, planned, config }, operation) };
    });
  }

  async importResourceState(request: Request<"importResourceState">): Answer<"importResourceState"> {
    const { typeName, id } = request;
    return this.#about(typeName, [], { imported: [] }, async (resource, report) => {
      const circumstances = { doing: `importing ${typeName}`, state: "Nothing was imported." };
      if (!Operation.begin(this.#session, report, circumstances)) return { imported: [] };
      const state = importedObject(resource, id, report);
      return { imported: state ? [{ typeName, state, private: new Uint8Array() }] : [] };
    });
  }

  async moveResourceState(request: Request<"moveResourceState">): Answer<"moveResourceState"> {
    const { sourceTypeName, targetTypeName } = request;
    return this.#about(targetTypeName, [], {}, async (_, report) => {
      const doing = `moving ${sourceTypeName} to ${targetTypeName}`;
      const seen = "no way from the one to the other is defined";
      report.fault(new Fault("MOVE_UNSUPPORTED", { doing, seen, state: "Nothing was moved." }));
      return {};
    });
  }

  async validateActionConfig(request: Request<"validateActionConfig">): Answer<"validateActionConfig"> {
    const { actionType, config } = request;
    return this.#aboutAction(actionType, config, async (action, report) =>
      validateConfig(action.table, config, true, report),
    );
  }

  async planAction(request: Request<"planAction">): Answer<"planAction"> {
    return this.validateActionConfig(request);
  }

  async invokeAction(
    { actionType, config, signal }: Request<"invokeAction">,
    progress: (message: string) => void,
  ): Answer<"invokeAction"> {
    return this.#aboutAction(actionType, config, async (action, report) => {
      if (!isReadyToInvoke(action, config, report)) return;
      const circumstances = { doing: `invoking ${actionType}`, state: "Nothing was done." };
      const operation = Operation.begin(this.#session, report, circumstances, signal);
      if (operation) await runAction(action, config, operation, progress);
    });
  }

  stop(): void {
    this.#session.stop();
  }

  /** Null is the plan of a destroy whatever an author says; but an author may have it refused. */
  async #planDestroy<R extends object>(
    typeName: string,
    prior: TfObject | null,
    nothing: R,
  ): Promise<R & WithDiagnostics> {
    return this.#about(typeName, [prior], nothing, async (resource, report) => {
      if (prior === null || !resource.definition.planDestroy || this.#session.whyNoClient()) return nothing;
      const circumstances = { doing: `planning to delete ${typeName}`, state: "Nothing was changed." };
      const operation = Operation.begin(this.#session, report, circumstances);
      if (operation) await planDestroy(resource, prior, operation, circumstances);
      return nothing;
    });
  }

  async #apply(
    resource: ServedResource<Client>,
    change: Pick<Request<"applyResourceChange">, "prior" | "planned" | "config">,
    operation: Operation<Client>,
  ): Promise<TfObject | null> {
    const { prior, planned, config } = change;
    if (planned === null) return prior === null ? null : deleteObject(resource, prior, operation);
    if (prior === null) return createObject(resource, planned, config ?? planned, operation);
    return updateObject(resource, prior, planned, config ?? planned, operation);
  }

  /** Answers a call about one type. Should the engine itself fail, what was there before is the answer. */
  async #about<R extends object>(
    typeName: string,
    objects: readonly (TfObject | null)[],
    kept: R,
    answer: (resource: ServedResource<Client>, report: Report) => Promise<R>,
  ): Promise<R & { diagnostics: Report["diagnostics"] }> {
    const resource = this.#resources.get(typeName);
    const report = this.#report(typeName, resource?.table.attributes ?? {}, objects);
    const circumstances = { doing: `working on ${typeName}`, state: "The state is kept as it was." };
    if (!resource) {
      const seen = "this version of the provider does not have the type";
      report.fault(new Fault("RESOURCE_TYPE_UNKNOWN", { ...circumstances, seen }));
      return { ...kept, diagnostics: report.diagnostics };
    }
    try {
      return { ...(await answer(resource, report)), diagnostics: report.diagnostics };
    } catch (error) {
      report.caught(error, circumstances);
      return { ...kept, diagnostics: report.diagnostics };
    }
  }

  /** The same about one action, which keeps nothing. */
  async #aboutAction(
    actionType: string,
    config: TfObject,
    answer: (action: ServedAction<Client>, report: Report) => Promise<void>,
  ): Promise<WithDiagnostics> {
    const action = this.#actions.get(actionType);
    const report = this.#report(actionType, action?.table.attributes ?? {}, [config]);
    const circumstances = { doing: `working on ${actionType}`, state: "What was done is not known." };
    try {
      if (action) await answer(action, report);
      else {
        const seen = "this version of the provider does not have the action";
        report.fault(
          new Fault("ACTION_TYPE_UNKNOWN", { ...circumstances, seen, state: "Nothing was done." }),
        );
      }
    } catch (error) {
      report.caught(error, circumstances);
    }
    return { diagnostics: report.diagnostics };
  }

  #report(subject: string, attributes: Attributes, objects: readonly (TfObject | null)[]): Report {
    const redaction = new Redaction().addAll(this.#session.redaction);
    for (const object of objects) redaction.addFrom(attributes, object);
    return new Report(subject, redaction, redactingLogger(this.#log, redaction, subject));
  }
}

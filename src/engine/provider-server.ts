import type { DataSourceServer } from "./data/data-source-server.js";
import type { Diagnostic, PathStep } from "./diagnostic.js";
import type { EphemeralServer } from "./ephemeral/ephemeral-server.js";
import type { FunctionDescription } from "./function/function-description.js";
import type { FunctionServer } from "./function/function-server.js";
import type { IdentityDescription } from "./identity/identity-description.js";
import type { ListServer } from "./list/list-server.js";
import type { SchemaDescription } from "./schema-description.js";
import type { TfObject } from "./value/value.js";

/**
 * What the wire calls: one method per operation, in Terraform values, without bytes. The protocol room decodes each
 * request with the type that `schemas()` gives for it, calls one method and encodes the answer. Methods never reject:
 * whatever goes wrong is a diagnostic.
 */
export interface ProviderServer
  extends ResourceServer,
    DataSourceServer,
    EphemeralServer,
    FunctionServer,
    ListServer {
  schemas(): ProviderSchemas;
}

/** The schemas of everything that a provider has, each under its full name. */
export interface ProviderSchemas {
  readonly provider: SchemaDescription;
  readonly resources: { readonly [typeName: string]: SchemaDescription };
  /** The identity of each resource type that has one. */
  readonly identities: { readonly [typeName: string]: IdentityDescription };
  readonly dataSources: { readonly [typeName: string]: SchemaDescription };
  readonly ephemeralResources: { readonly [typeName: string]: SchemaDescription };
  readonly listResources: { readonly [typeName: string]: SchemaDescription };
  readonly actions: { readonly [actionType: string]: SchemaDescription };
  /** By the name after the provider's: `provider::latchkey::NAME`. */
  readonly functions: { readonly [name: string]: FunctionDescription };
}

/** The calls about the provider itself, its resource types and its actions. */
export interface ResourceServer {
  validateProviderConfig(request: { config: TfObject }): Promise<WithDiagnostics>;
  configureProvider(request: { config: TfObject; terraformVersion: string }): Promise<WithDiagnostics>;

  validateResourceConfig(request: {
    typeName: string;
    config: TfObject;
    /** False for Terraform 1.10 and older, which would store a write-only value. */
    writeOnlyAllowed: boolean;
  }): Promise<WithDiagnostics>;

  /** `stored` is the JSON of the state; its numbers are read as those of a `TfValue`, so without loss of digits. */
  upgradeResourceState(request: {
    typeName: string;
    version: number;
    stored: unknown;
  }): Promise<WithDiagnostics & { upgraded?: TfObject }>;

  readResource(request: {
    typeName: string;
    current: TfObject;
    private: Uint8Array;
  }): Promise<WithDiagnostics & { state: TfObject | null; private: Uint8Array }>;

  planResourceChange(request: {
    typeName: string;
    prior: TfObject | null;
    proposed: TfObject | null;
    config: TfObject | null;
    priorPrivate: Uint8Array;
  }): Promise<
    WithDiagnostics & {
      planned: TfObject | null;
      requiresReplace: readonly (readonly PathStep[])[];
      plannedPrivate: Uint8Array;
    }
  >;

  applyResourceChange(request: {
    typeName: string;
    prior: TfObject | null;
    planned: TfObject | null;
    config: TfObject | null;
    plannedPrivate: Uint8Array;
    /** Aborted when Terraform was killed and does not wait for the answer any more. Default: never. */
    unheard?: AbortSignal;
  }): Promise<WithDiagnostics & { state: TfObject | null; private: Uint8Array }>;

  /** The identity of a stored object; see `upgradeResourceState`. */
  upgradeResourceIdentity(request: {
    typeName: string;
    version: number;
    stored: unknown;
  }): Promise<WithDiagnostics & { upgraded?: TfObject }>;

  importResourceState(request: {
    typeName: string;
    id: string;
    /** What to import where there is no id, by Terraform 1.12 or newer. Default: the id says it. */
    identity?: TfObject;
  }): Promise<
    WithDiagnostics & { imported: readonly { typeName: string; state: TfObject; private: Uint8Array }[] }
  >;

  moveResourceState(request: {
    sourceProviderAddress: string;
    sourceTypeName: string;
    /** The version of the schema that `sourceState` was stored in. */
    sourceSchemaVersion: number;
    targetTypeName: string;
    sourceState: unknown;
  }): Promise<WithDiagnostics & { state?: TfObject }>;

  /** Anything in the config may still be unknown. */
  validateActionConfig(request: { actionType: string; config: TfObject }): Promise<WithDiagnostics>;

  /** The same at planning time, when more is known. */
  planAction(request: { actionType: string; config: TfObject }): Promise<WithDiagnostics>;

  /**
   * Does what the action does, with a wholly known config. Aborting `signal` ends it as `stop()` does: it still
   * answers. `progress` is called while it runs, and not after that.
   */
  invokeAction(
    request: { actionType: string; config: TfObject; signal: AbortSignal },
    progress: (message: string) => void,
  ): Promise<WithDiagnostics>;

  /** Aborts what is running; each running operation still answers. */
  stop(): void;
}

export interface WithDiagnostics {
  readonly diagnostics: readonly Diagnostic[];
}

import { TerraformStack } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { type IGatewayObject, LatchkeyDynamicSecretCustom, type LatchkeyProvider } from "./bindings/index.js";
import { known } from "./bindings/known.js";
import { given } from "./given.js";
import { refusal } from "./refusal.js";
import { awsProviderOf } from "./user-base.js";
import { API_SECONDS, WebhookApi } from "./webhook-api.js";
import { checkWebhookUrl, isFunction, type WebhookEndpoint } from "./webhook-endpoint.js";

/** How the payload of a {@link CustomProducer} is replaced. */
export interface PayloadRotation {
  /** Days between two rotations, 1 to 365. */
  readonly intervalDays: number;
  /**
   * Whether the payload is also rotated as soon as the dynamic secret is made, so that whoever gave it knows it no more.
   * By the action `latchkey_rotate_now`, for which Terraform 1.14.1 or newer is needed: older ones, and OpenTofu, refuse
   * the configuration.
   * @default false
   */
  readonly atOnce?: boolean | undefined;
}

/** Properties of a {@link CustomProducer}. */
export interface CustomProducerProps {
  /** Path of the dynamic secret in the gateway. Changing it renames the dynamic secret. */
  readonly name: string;
  /** Makes a credential: a URL, or a Lambda function of this app. One function may be given for several operations. */
  readonly create: WebhookEndpoint;
  /** Ends credentials: a URL, or a Lambda function of this app. */
  readonly revoke: WebhookEndpoint;
  /** Replaces the payload: a URL, or a Lambda function of this app. @default - the payload cannot be rotated */
  readonly rotate?: WebhookEndpoint | undefined;
  /**
   * What the webhook works with, as a reference to an ephemeral value such as `variable.stringValue` of an
   * EphemeralVariable. A new dynamic secret and a new version need it; once the gateway has rotated it, it is the
   * gateway's own.
   * @default - none; what a dynamic secret that exists already holds stays
   */
  readonly payloadWo?: string | undefined;
  /** Raise it whenever the payload changes: Terraform cannot compare what it does not store. @default 1, where there is a payload */
  readonly payloadWoVersion?: number | undefined;
  /** Has the gateway rotate the payload by itself. Needs `rotate`. @default - only when it is asked to */
  readonly rotation?: PayloadRotation | undefined;
  /** Seconds for which one issued credential lives, at least 60. @default 3600 */
  readonly ttlSeconds?: number | undefined;
  /** Seconds that the gateway waits for an answer; at most 30 where an endpoint is a function. @default 30 where an endpoint is a function, 60 elsewhere */
  readonly timeoutSeconds?: number | undefined;
  /**
   * Whether the gateway tries create and revoke as soon as the dynamic secret is made or changed, so that a wrong
   * setting is noticed at once.
   * @default true
   */
  readonly dryRun?: boolean | undefined;
  /** Whether URLs may be of plain HTTP. What the gateway sends there is the payload. @default false */
  readonly allowPlainHttp?: boolean | undefined;
  /** Text shown with the dynamic secret. @default - none */
  readonly description?: string | undefined;
  /** Tags of the dynamic secret in the gateway. @default - none */
  readonly tags?: readonly string[] | undefined;
  /** Whether the gateway refuses to delete the dynamic secret. @default false */
  readonly deleteProtection?: boolean | undefined;
  /** The provider block of its gateway. @default - the default block */
  readonly provider?: LatchkeyProvider | undefined;
  /** The AWS provider of the functions. @default - the stack's default AWS provider */
  readonly awsProvider?: IConstruct | undefined;
}

/**
 * Issues short-lived credentials of a system that the gateway does not know, by webhooks of one's own: see
 * `latchkey/webhook` for those who write them. What is a Lambda function gets a URL at which the gateway may call it;
 * the function itself verifies the caller.
 */
export class CustomProducer extends Construct implements IGatewayObject {
  /** Path of the dynamic secret in the gateway; whatever refers to it waits for the dynamic secret. */
  readonly producerName: string;
  /** The URLs that the gateway calls. */
  readonly urls: { readonly create: string; readonly revoke: string; readonly rotate: string | undefined };
  readonly gatewayObject: IGatewayObject["gatewayObject"];

  constructor(scope: Construct, id: string, props: CustomProducerProps) {
    super(scope, id);
    const { create, revoke, rotate, rotation, dryRun = true, allowPlainHttp = false, ...rest } = props;
    const { payloadWo, payloadWoVersion, provider, awsProvider, ...settings } = rest;
    if (rotation && rotate === undefined) {
      const flaw = "should be set only with rotate: there is no endpoint that replaces the payload";
      const advice = "Give the endpoint as rotate, or leave rotation away.";
      throw refusal(this, "NOTHING_TO_ROTATE", "rotation", flaw, advice);
    }
    const endpoints = Object.entries({ create, revoke, rotate });
    for (const [operation, endpoint] of endpoints) {
      if (typeof endpoint === "string") checkWebhookUrl(this, operation, endpoint, allowPlainHttp);
    }
    const api = this.#apiOf({ create, revoke, rotate }, props);
    this.urls = {
      create: urlOf(create, () => api?.urlOf("create")),
      revoke: urlOf(revoke, () => api?.urlOf("revoke")),
      rotate: rotate === undefined ? undefined : urlOf(rotate, () => api?.urlOf("rotate")),
    };
    const resource = new LatchkeyDynamicSecretCustom(this, "Resource", {
      ...settings,
      createSyncUrl: this.urls.create,
      revokeSyncUrl: this.urls.revoke,
      ...given({ rotateSyncUrl: this.urls.rotate, payloadWo, provider }),
      ...given({ payloadWoVersion: payloadWoVersion ?? (payloadWo === undefined ? undefined : 1) }),
      ...(api && { timeoutSeconds: settings.timeoutSeconds ?? API_SECONDS, dependsOn: [...api.ready] }),
      ...(rotation && {
        enableAdminRotation: true,
        adminRotationIntervalDays: rotation.intervalDays,
      }),
      ...(!dryRun && { skipDryRun: true }),
    });
    this.producerName = resource.name;
    this.gatewayObject = resource.gatewayObject;
    if (rotation?.atOnce) rotateAfterCreate(resource, provider);
  }

  #apiOf(
    { create, revoke, rotate }: Pick<CustomProducerProps, "create" | "revoke" | "rotate">,
    { timeoutSeconds, awsProvider }: CustomProducerProps,
  ): WebhookApi | undefined {
    const functionOf = (endpoint: WebhookEndpoint | undefined) =>
      endpoint !== undefined && isFunction(endpoint) ? endpoint : undefined;
    const functions = { create: functionOf(create), revoke: functionOf(revoke), rotate: functionOf(rotate) };
    if (Object.values(functions).every((one) => one === undefined)) return undefined;
    const seconds = known(timeoutSeconds);
    return new WebhookApi(this, "Api", {
      functions,
      timeoutSeconds: typeof seconds === "number" ? seconds : API_SECONDS,
      awsProvider: awsProviderOf(this, awsProvider),
    });
  }
}

/**
 * cdktf has no words for actions, nor for what triggers them. An action is done by the default block unless it names
 * another one, whatever the resource that triggers it does.
 */
function rotateAfterCreate(
  resource: LatchkeyDynamicSecretCustom,
  provider: LatchkeyProvider | undefined,
): void {
  const { friendlyUniqueId: id, name } = resource;
  TerraformStack.of(resource).addOverride(`action.latchkey_rotate_now.${id}`, {
    config: { name },
    ...given({ provider: provider?.fqn }),
  });
  resource.addOverride("lifecycle.action_trigger", [
    { events: ["after_create"], actions: [`action.latchkey_rotate_now.${id}`] },
  ]);
}

function urlOf(endpoint: WebhookEndpoint, ofFunction: () => string | undefined): string {
  return isFunction(endpoint) ? (ofFunction() ?? "") : endpoint;
}

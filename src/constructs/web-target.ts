import { Construct, type IConstruct } from "constructs";
import { type IGatewayObject, type LatchkeyProvider, LatchkeyTargetWeb } from "./bindings/index.js";
import { given } from "./given.js";
import { awsProviderOf } from "./user-base.js";
import { API_SECONDS, WebhookApi } from "./webhook-api.js";
import { checkWebhookUrl, isFunction, type WebhookEndpoint } from "./webhook-endpoint.js";

/** Properties of a {@link WebTarget}. */
export interface WebTargetProps {
  /** Path of the target in the gateway. Changing it renames the target. */
  readonly name: string;
  /**
   * The URL, or a Lambda function of this app: the rotate endpoint of custom rotated secrets. A function gets a URL at
   * which the gateway may call it; the function itself verifies the caller.
   */
  readonly url: WebhookEndpoint;
  /** Whether the URL may be of plain HTTP. What the gateway sends to a webhook is its payload. @default false */
  readonly allowPlainHttp?: boolean | undefined;
  /** Text shown with the target. @default - none */
  readonly description?: string | undefined;
  /** Path of the key that encrypts what the target holds. @default - the account's own */
  readonly key?: string | undefined;
  /** How many versions of the target are kept. @default - the account's own number */
  readonly maxVersions?: number | undefined;
  /** Whether the gateway refuses to delete the target. @default false */
  readonly deleteProtection?: boolean | undefined;
  /** The provider block of its gateway. @default - the default block */
  readonly provider?: LatchkeyProvider | undefined;
  /** The AWS provider of the function. @default - the stack's default AWS provider */
  readonly awsProvider?: IConstruct | undefined;
}

/** A web site to which secrets belong, such as the webhook that rotates custom rotated secrets. */
export class WebTarget extends Construct implements IGatewayObject {
  /** Path of the target in the gateway; whatever refers to it waits for the target. */
  readonly targetName: string;
  /** The URL that the target holds. */
  readonly url: string;
  readonly gatewayObject: IGatewayObject["gatewayObject"];

  constructor(scope: Construct, id: string, props: WebTargetProps) {
    super(scope, id);
    const { url, allowPlainHttp = false, provider, awsProvider, ...settings } = props;
    if (!isFunction(url)) checkWebhookUrl(this, "url", url, allowPlainHttp);
    const api = isFunction(url)
      ? new WebhookApi(this, "Api", {
          functions: { rotate: url },
          timeoutSeconds: API_SECONDS,
          givenAs: "url",
          awsProvider: awsProviderOf(this, awsProvider),
        })
      : undefined;
    this.url = isFunction(url) ? (api?.urlOf("rotate") ?? "") : url;
    const resource = new LatchkeyTargetWeb(this, "Resource", {
      ...settings,
      url: this.url,
      ...(api && { dependsOn: [...api.ready] }),
      ...given({ provider }),
    });
    this.targetName = resource.name;
    this.gatewayObject = resource.gatewayObject;
  }
}

import { Fn, type ITerraformDependable, type TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { known } from "./bindings/known.js";
import { given } from "./given.js";
import { iamName } from "./iam-name.js";
import { refusal } from "./refusal.js";
import type { EndpointName, IWebhookFunction } from "./webhook-endpoint.js";

/**
 * Seconds after which an HTTP API has ended every call, whatever it is for.
 * Source: quotas of Amazon API Gateway, "Configuring and running an HTTP API": maximum integration timeout, 30 seconds.
 */
export const API_SECONDS = 30;

/** The functions of a webhook, by what they are asked for. One may serve several operations. */
export type WebhookFunctions = { readonly [O in EndpointName]?: IWebhookFunction | undefined };

/** Properties of a {@link WebhookApi}. */
export interface WebhookApiProps {
  readonly functions: WebhookFunctions;
  /** Seconds for which the gateway waits, at most {@link API_SECONDS}. */
  readonly timeoutSeconds: number;
  /** The prop by which a function was given, for what is said about it. @default - the operation */
  readonly givenAs?: string | undefined;
  /** The AWS provider of the functions. @default - the stack's default AWS provider */
  readonly awsProvider?: TerraformProvider | undefined;
}

/**
 * Gives URLs to the functions of a webhook: an HTTP API with a route for each operation and nothing else, without an
 * authorizer, because the function itself verifies the caller. Each function may be invoked by its routes alone.
 *
 * It is not done by function URLs: since the end of 2025 AWS wants `lambda:InvokeFunction` for them, too, limited by
 * the condition `lambda:InvokedViaFunctionUrl`, and version 5 of the AWS provider cannot say that condition. Without it,
 * whoever has any AWS account could invoke the function.
 */
export class WebhookApi extends Construct {
  /** What has to be there before a call arrives; the gateway tries a webhook as soon as it is told of it. */
  readonly ready: readonly ITerraformDependable[];
  readonly #endpoint: string;

  constructor(scope: Construct, id: string, props: WebhookApiProps) {
    super(scope, id);
    checkTimes(scope, props);
    const { functions, timeoutSeconds, awsProvider } = props;
    const { Apigatewayv2Api, Apigatewayv2Deployment, Apigatewayv2Stage } = apiClasses();
    const from = given({ provider: awsProvider });
    const api = new Apigatewayv2Api(this, "Resource", {
      name: iamName(this.node.path, 128),
      protocolType: "HTTP",
      description: "Calls of the gateway to a webhook. The function verifies the caller.",
      ...from,
    });
    const { routes, permissions, integrations } = this.#routes(api, functions, timeoutSeconds, awsProvider);
    const parts = [...integrations, ...routes];
    // An automatic deployment would be made some time after the apply, and the dry run would come before it.
    const deployment = new Apigatewayv2Deployment(this, "Deployment", {
      apiId: api.id,
      triggers: {
        routes: Fn.sha1(
          Fn.jsonencode([
            ...integrations.map((one) => [one.id, one.integrationUri, timeoutSeconds]),
            ...routes.map((one) => [one.id, one.routeKey, one.target]),
          ]),
        ),
      },
      dependsOn: parts,
      lifecycle: { createBeforeDestroy: true },
      ...from,
    });
    const stage = new Apigatewayv2Stage(this, "Stage", {
      apiId: api.id,
      name: "$default",
      deploymentId: deployment.id,
      ...from,
    });
    this.#endpoint = api.apiEndpoint;
    this.ready = [stage, ...permissions];
  }

  /** Where the function of an operation is called. */
  urlOf(operation: EndpointName): string {
    return `${this.#endpoint}${pathOf(operation)}`;
  }

  #routes(
    api: { readonly id: string; readonly executionArn: string },
    functions: WebhookFunctions,
    timeoutSeconds: number,
    awsProvider: TerraformProvider | undefined,
  ) {
    const { Apigatewayv2Integration, Apigatewayv2Route, LambdaPermission } = apiClasses();
    const from = given({ provider: awsProvider });
    const made = new Map<IWebhookFunction, InstanceType<typeof Apigatewayv2Integration>>();
    const routes = [];
    const permissions = [];
    for (const [operation, one] of entriesOf(functions)) {
      const called = operation.replace(/^./, (first) => first.toUpperCase());
      const integration =
        made.get(one) ??
        new Apigatewayv2Integration(this, `${called}Integration`, {
          apiId: api.id,
          integrationType: "AWS_PROXY",
          integrationUri: one.invokeArn,
          payloadFormatVersion: "2.0",
          timeoutMilliseconds: timeoutSeconds * 1000,
          ...from,
        });
      made.set(one, integration);
      routes.push(
        new Apigatewayv2Route(this, `${called}Route`, {
          apiId: api.id,
          routeKey: `POST ${pathOf(operation)}`,
          authorizationType: "NONE",
          target: `integrations/${integration.id}`,
          ...from,
        }),
      );
      permissions.push(
        new LambdaPermission(this, `${called}Permission`, {
          action: "lambda:InvokeFunction",
          functionName: one.functionName,
          principal: "apigateway.amazonaws.com",
          sourceArn: `${api.executionArn}/*/POST${pathOf(operation)}`,
          ...from,
        }),
      );
    }
    return { routes, permissions, integrations: [...made.values()] };
  }
}

/** The path under which an operation is called, as the gateway's makers document it. */
const pathOf = (operation: EndpointName) => `/sync/${operation}`;

const entriesOf = (functions: WebhookFunctions) =>
  Object.entries(functions).filter(([, one]) => one !== undefined) as [EndpointName, IWebhookFunction][];

/** A function that goes on when its caller has given up makes what the gateway never ends. */
function checkTimes(at: Construct, { functions, timeoutSeconds, givenAs }: WebhookApiProps): void {
  if (timeoutSeconds > API_SECONDS) {
    const flaw = `should be at most ${API_SECONDS} where an endpoint is a function: API Gateway ends a call after that time, got ${timeoutSeconds}`;
    const advice =
      "Give fewer seconds, or the URL of something else that is in front of the function and waits for longer.";
    throw refusal(at, "VALUE_NOT_ALLOWED", "timeoutSeconds", flaw, advice);
  }
  for (const [operation, one] of entriesOf(functions)) {
    const own = known(one.timeoutInput);
    if (typeof own !== "number" || own <= timeoutSeconds) continue;
    const flaw = `should be a function that ends before the gateway gives up after ${timeoutSeconds} seconds: [${one.node.path}] may take ${own}`;
    const advice = `Give the function a timeout of at most ${timeoutSeconds} seconds: what it makes after that, no answer tells of.`;
    throw refusal(at, "VALUE_NOT_ALLOWED", givenAs ?? operation, flaw, advice);
  }
}

/** Loaded by whoever has a function: the others should not pay for them. */
function apiClasses() {
  const { Apigatewayv2Api } =
    require("@cdktf/provider-aws/lib/apigatewayv2-api") as typeof import("@cdktf/provider-aws/lib/apigatewayv2-api");
  const { Apigatewayv2Deployment } =
    require("@cdktf/provider-aws/lib/apigatewayv2-deployment") as typeof import("@cdktf/provider-aws/lib/apigatewayv2-deployment");
  const { Apigatewayv2Integration } =
    require("@cdktf/provider-aws/lib/apigatewayv2-integration") as typeof import("@cdktf/provider-aws/lib/apigatewayv2-integration");
  const { Apigatewayv2Route } =
    require("@cdktf/provider-aws/lib/apigatewayv2-route") as typeof import("@cdktf/provider-aws/lib/apigatewayv2-route");
  const { Apigatewayv2Stage } =
    require("@cdktf/provider-aws/lib/apigatewayv2-stage") as typeof import("@cdktf/provider-aws/lib/apigatewayv2-stage");
  const { LambdaPermission } =
    require("@cdktf/provider-aws/lib/lambda-permission") as typeof import("@cdktf/provider-aws/lib/lambda-permission");
  return {
    Apigatewayv2Api,
    Apigatewayv2Deployment,
    Apigatewayv2Integration,
    Apigatewayv2Route,
    Apigatewayv2Stage,
    LambdaPermission,
  };
}

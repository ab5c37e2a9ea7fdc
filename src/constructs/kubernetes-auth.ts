import type { Construct } from "constructs";
import { AuthMethodBase, type AuthMethodProps, commonArguments, isBound } from "./auth-method.js";
import { LatchkeyAuthMethodK8s } from "./bindings/index.js";
import { given } from "./given.js";
import { refusal } from "./refusal.js";

/** Properties of a {@link KubernetesAuth}. */
export interface KubernetesAuthProps extends AuthMethodProps {
  /** The public key of the pair whose private key the gateway's configuration for the cluster has: PEM, or that in base64. */
  readonly publicKey: string;
  /** Names of the service accounts that may log in. @default - any */
  readonly serviceAccounts?: string[] | undefined;
  /** Namespaces from which logins may come. @default - any */
  readonly namespaces?: string[] | undefined;
  /** Names of the pods that may log in. @default - any */
  readonly pods?: string[] | undefined;
  /** The audience that a token has to name. @default - any */
  readonly audience?: string | undefined;
  /** Says that any workload of the cluster may log in: without it an auth method with no bound is refused. @default false */
  readonly anyOfCluster?: boolean | undefined;
}

/** Lets workloads of a Kubernetes cluster log in, by the tokens of their service accounts. */
export class KubernetesAuth extends AuthMethodBase {
  protected readonly resource: LatchkeyAuthMethodK8s;

  constructor(scope: Construct, id: string, props: KubernetesAuthProps) {
    super(scope, id, props);
    const { publicKey, serviceAccounts, namespaces, pods, audience, anyOfCluster, provider } = props;
    if (!isBound(serviceAccounts, namespaces, pods) && !anyOfCluster) {
      throw refusal(
        this,
        "VALUE_NOT_ALLOWED",
        "serviceAccounts",
        "should name who may log in, or namespaces or pods should, got nothing, so that any workload of the cluster might",
        "Give the service accounts that may log in, with their namespaces. If it is meant to be every workload, say so with anyOfCluster: true.",
      );
    }
    const bounds = { boundSaNames: serviceAccounts, boundNamespaces: namespaces, boundPodNames: pods };
    this.resource = new LatchkeyAuthMethodK8s(this, "Resource", {
      ...given(commonArguments(props)),
      name: props.name,
      publicKey,
      ...given({ ...bounds, audience, provider }),
    });
  }
}

import { IAMClient } from "@aws-sdk/client-iam";
import { STSClient } from "@aws-sdk/client-sts";
import type { AwsKeys } from "../records/target.js";

/** IAM and STS, as one set of keys sees them. */
export interface AwsClients {
  readonly iam: IAMClient;
  /** IAM without retries, for calls that must not happen twice. */
  readonly iamOnce: IAMClient;
  readonly sts: STSClient;
}

/** Where AWS is. Credentials are always explicit: nothing is ever taken from the machine's own configuration. */
export class AwsEndpoint {
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  /** Runs `job` with clients for these keys. IAM is signed for us-east-1, where it lives; STS for `region`. */
  async as<T>(keys: AwsKeys, region: string, job: (clients: AwsClients) => Promise<T>): Promise<T> {
    const credentials = {
      accessKeyId: keys.accessKeyId,
      secretAccessKey: keys.secretAccessKey.reveal(),
      ...(keys.sessionToken ? { sessionToken: keys.sessionToken.reveal() } : {}),
    };
    const common = { endpoint: this.url, credentials };
    const clients: AwsClients = {
      iam: new IAMClient({ ...common, region: "us-east-1", maxAttempts: 3 }),
      iamOnce: new IAMClient({ ...common, region: "us-east-1", maxAttempts: 1 }),
      sts: new STSClient({ ...common, region, maxAttempts: 3 }),
    };
    try {
      return await job(clients);
    } finally {
      for (const client of Object.values(clients)) client.destroy();
    }
  }
}

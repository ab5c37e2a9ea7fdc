/** The official packages come without types; this much of them the tests use. */
declare module "akeyless" {
  export class ApiClient {
    basePath: string;
    timeout: number;
  }
  export class V2Api {
    constructor(client: ApiClient);
  }
}

declare module "akeyless-cloud-id" {
  export function getCloudId(accessType: "aws_iam"): Promise<string>;
}

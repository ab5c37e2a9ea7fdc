import {
  CancelRotateSecretCommand,
  CreateSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  RotateSecretCommand,
  type SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";

/** An administrator at the console of Secrets Manager. */
export class PersonAtSecrets {
  readonly #client: SecretsManagerClient;

  constructor(client: SecretsManagerClient) {
    this.#client = client;
  }

  /** Makes a secret of Secrets Manager that has no value yet. Returns its ARN. */
  async makeEmpty(Name: string): Promise<string> {
    return (await this.#client.send(new CreateSecretCommand({ Name }))).ARN ?? "";
  }

  /**
   * Asks Secrets Manager to rotate into a version by this function. A rotation that was left unfinished is taken up in
   * place of it, as its refusal says; what was asked for is to be asked for again then.
   */
  async rotate(SecretId: string, name: string, ClientRequestToken: string): Promise<void> {
    const [, , , region, account] = SecretId.split(":");
    const RotationLambdaARN = `arn:aws:lambda:${region}:${account}:function:${name}`;
    const RotationRules = { AutomaticallyAfterDays: 90 };
    await this.#client
      .send(new RotateSecretCommand({ SecretId, ClientRequestToken, RotationLambdaARN, RotationRules }))
      .catch((error: unknown) => {
        if (!String(error).includes("previous rotation")) throw error;
      });
  }

  /** The id of the version that readers of a secret get. */
  async currentVersion(SecretId: string): Promise<string | undefined> {
    const { VersionIdsToStages = {} } = await this.#client.send(new DescribeSecretCommand({ SecretId }));
    return Object.keys(VersionIdsToStages).find((id) => VersionIdsToStages[id]?.includes("AWSCURRENT"));
  }

  /** Switches the rotation of a secret off. */
  async cancelRotation(SecretId: string): Promise<void> {
    await this.#client.send(new CancelRotateSecretCommand({ SecretId }));
  }

  /** Takes off what the labels of a secret tell of a key that has ended, and of work that is done. */
  async forgetKey(SecretId: string, id: string): Promise<void> {
    const { VersionIdsToStages = {} } = await this.#client.send(new DescribeSecretCommand({ SecretId }));
    for (const [RemoveFromVersionId, labels] of Object.entries(VersionIdsToStages)) {
      const isDone = labels.includes("latchkey:work:none");
      const ended = labels.filter(
        (label) => label === `latchkey:${id}` || (isDone && label.startsWith("latchkey:")),
      );
      for (const VersionStage of ended) {
        const off = { SecretId, VersionStage, RemoveFromVersionId };
        await this.#client.send(new UpdateSecretVersionStageCommand(off));
      }
    }
  }

  /** The labels of a secret that are Latchkey's. */
  async labelsOf(SecretId: string): Promise<string[]> {
    const { VersionIdsToStages = {} } = await this.#client.send(new DescribeSecretCommand({ SecretId }));
    return Object.values(VersionIdsToStages)
      .flat()
      .filter((label) => label.startsWith("latchkey:"));
  }

  /** What readers of a secret get; undefined for nothing. */
  async value(SecretId: string): Promise<string | undefined> {
    return (await this.#client.send(new GetSecretValueCommand({ SecretId }))).SecretString;
  }

  leave(): void {
    this.#client.destroy();
  }
}

import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetRandomPasswordCommand,
  GetResourcePolicyCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  ListSecretVersionIdsCommand,
  PutResourcePolicyCommand,
  PutSecretValueCommand,
  RestoreSecretCommand,
  type SecretsManagerClient,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateSecretCommand,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";

/** Something that Secrets Manager does, whoever plays it: seen through the official client. */
export interface SecretsScenario {
  readonly name: string;
  /** `prefix` begins the names of its secrets, so that scenarios may share an account. */
  readonly run: (client: SecretsManagerClient, prefix: string) => Promise<void>;
}

/** The id of a version that a scenario makes. */
export function versionId(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
}

const refusal = (name: string) => expect.objectContaining({ name });

async function stages(client: SecretsManagerClient, SecretId: string): Promise<Record<string, string[]>> {
  const { VersionIdsToStages = {} } = await client.send(new DescribeSecretCommand({ SecretId }));
  return Object.fromEntries(
    Object.entries(VersionIdsToStages)
      .filter(([, labels]) => labels.length > 0)
      .map(([id, labels]) => [id, labels.toSorted()]),
  );
}

/** Judged on the sandbox and on moto alike. */
export const SECRETS_SCENARIOS: readonly SecretsScenario[] = [
  {
    name: "a secret comes back as it was made, by its name, by its ARN and by the ARN without its last letters",
    run: async (client, prefix) => {
      const Name = `${prefix}/made`;
      const made = await client.send(
        new CreateSecretCommand({
          Name,
          Description: "of a test",
          SecretString: '{"user":"é"}',
          ClientRequestToken: versionId(1),
          Tags: [{ Key: "env", Value: "prod" }],
        }),
      );
      expect(made).toMatchObject({ Name, VersionId: versionId(1) });
      expect(made.ARN).toMatch(
        new RegExp(`^arn:aws:secretsmanager:us-east-1:\\d{12}:secret:${Name}-[A-Za-z0-9]{6}$`),
      );
      for (const SecretId of [Name, made.ARN, made.ARN?.slice(0, -7)]) {
        await expect(client.send(new GetSecretValueCommand({ SecretId }))).resolves.toMatchObject({
          ARN: made.ARN,
          Name,
          SecretString: '{"user":"é"}',
          VersionId: versionId(1),
          VersionStages: ["AWSCURRENT"],
          CreatedDate: expect.any(Date),
        });
      }
      await expect(client.send(new DescribeSecretCommand({ SecretId: Name }))).resolves.toMatchObject({
        ARN: made.ARN,
        Description: "of a test",
        Tags: [{ Key: "env", Value: "prod" }],
        VersionIdsToStages: { [versionId(1)]: ["AWSCURRENT"] },
      });
    },
  },
  {
    name: "bytes come back as bytes",
    run: async (client, prefix) => {
      const SecretBinary = Uint8Array.from({ length: 256 }, (_, at) => at);
      await client.send(new CreateSecretCommand({ Name: `${prefix}/bytes`, SecretBinary }));
      const read = await client.send(new GetSecretValueCommand({ SecretId: `${prefix}/bytes` }));
      expect(Buffer.from(read.SecretBinary ?? [])).toEqual(Buffer.from(SecretBinary));
      expect(read.SecretString).toBeUndefined();
    },
  },
  {
    name: "a new value is current and the one before it is previous",
    run: async (client, prefix) => {
      const SecretId = `${prefix}/rotated`;
      for (const number of [1, 2, 3]) {
        const put = { SecretString: `value ${number}`, ClientRequestToken: versionId(number) };
        if (number === 1) await client.send(new CreateSecretCommand({ Name: SecretId, ...put }));
        else await client.send(new PutSecretValueCommand({ SecretId, ...put }));
      }
      expect(await stages(client, SecretId)).toEqual({
        [versionId(2)]: ["AWSPREVIOUS"],
        [versionId(3)]: ["AWSCURRENT"],
      });
      for (const [VersionStage, value] of [
        ["AWSCURRENT", "value 3"],
        ["AWSPREVIOUS", "value 2"],
      ]) {
        const read = await client.send(new GetSecretValueCommand({ SecretId, VersionStage }));
        expect(read.SecretString).toBe(value);
      }
    },
  },
  {
    name: "the same version with the same value is put once, with another value it is refused",
    run: async (client, prefix) => {
      const SecretId = `${prefix}/idempotent`;
      const put = { SecretString: "one", ClientRequestToken: versionId(1) };
      await client.send(new CreateSecretCommand({ Name: SecretId, ...put }));
      await client.send(new CreateSecretCommand({ Name: SecretId, ...put }));
      await client.send(new PutSecretValueCommand({ SecretId, ...put }));
      expect(await stages(client, SecretId)).toEqual({ [versionId(1)]: ["AWSCURRENT"] });
      await expect(
        client.send(new PutSecretValueCommand({ SecretId, ...put, SecretString: "two" })),
      ).rejects.toEqual(refusal("ResourceExistsException"));
      await expect(
        client.send(new CreateSecretCommand({ Name: SecretId, ...put, ClientRequestToken: versionId(2) })),
      ).rejects.toEqual(refusal("ResourceExistsException"));
    },
  },
  {
    name: "labels of one's own lie on the version that they are put on, and are moved and taken off",
    run: async (client, prefix) => {
      const SecretId = `${prefix}/labels`;
      await client.send(
        new CreateSecretCommand({ Name: SecretId, SecretString: "1", ClientRequestToken: versionId(1) }),
      );
      await client.send(
        new PutSecretValueCommand({
          SecretId,
          SecretString: "2",
          ClientRequestToken: versionId(2),
          VersionStages: ["AWSCURRENT", "latchkey:AKIAEXAMPLE"],
        }),
      );
      expect(await stages(client, SecretId)).toEqual({
        [versionId(1)]: ["AWSPREVIOUS"],
        [versionId(2)]: ["AWSCURRENT", "latchkey:AKIAEXAMPLE"],
      });
      await client.send(
        new UpdateSecretVersionStageCommand({
          SecretId,
          VersionStage: "latchkey:AKIAEXAMPLE",
          RemoveFromVersionId: versionId(2),
          MoveToVersionId: versionId(1),
        }),
      );
      expect(await stages(client, SecretId)).toEqual({
        [versionId(1)]: ["AWSPREVIOUS", "latchkey:AKIAEXAMPLE"],
        [versionId(2)]: ["AWSCURRENT"],
      });
      await client.send(
        new UpdateSecretVersionStageCommand({
          SecretId,
          VersionStage: "latchkey:AKIAEXAMPLE",
          RemoveFromVersionId: versionId(1),
        }),
      );
      expect(await stages(client, SecretId)).toEqual({
        [versionId(1)]: ["AWSPREVIOUS"],
        [versionId(2)]: ["AWSCURRENT"],
      });
    },
  },
  {
    name: "AWSCURRENT is moved back, and takes AWSPREVIOUS with it",
    run: async (client, prefix) => {
      const SecretId = `${prefix}/back`;
      for (const number of [1, 2]) {
        const put = { SecretString: `value ${number}`, ClientRequestToken: versionId(number) };
        if (number === 1) await client.send(new CreateSecretCommand({ Name: SecretId, ...put }));
        else await client.send(new PutSecretValueCommand({ SecretId, ...put }));
      }
      const move = { SecretId, VersionStage: "AWSCURRENT", MoveToVersionId: versionId(1) };
      await expect(client.send(new UpdateSecretVersionStageCommand(move))).rejects.toEqual(
        refusal("InvalidParameterException"),
      );
      await client.send(new UpdateSecretVersionStageCommand({ ...move, RemoveFromVersionId: versionId(2) }));
      expect(await stages(client, SecretId)).toEqual({
        [versionId(1)]: ["AWSCURRENT"],
        [versionId(2)]: ["AWSPREVIOUS"],
      });
    },
  },
  {
    name: "a pending version is read by its label and is not current",
    run: async (client, prefix) => {
      const SecretId = `${prefix}/pending`;
      await client.send(
        new CreateSecretCommand({ Name: SecretId, SecretString: "1", ClientRequestToken: versionId(1) }),
      );
      await client.send(
        new PutSecretValueCommand({
          SecretId,
          SecretString: "2",
          ClientRequestToken: versionId(2),
          VersionStages: ["AWSPENDING"],
        }),
      );
      const read = async (VersionStage?: string) =>
        (await client.send(new GetSecretValueCommand({ SecretId, VersionStage }))).SecretString;
      expect([await read(), await read("AWSPENDING")]).toEqual(["1", "2"]);
      const { Versions = [] } = await client.send(new ListSecretVersionIdsCommand({ SecretId }));
      expect(
        Versions.map(({ VersionId, VersionStages }) => `${VersionId} ${VersionStages}`).toSorted(),
      ).toEqual([`${versionId(1)} AWSCURRENT`, `${versionId(2)} AWSPENDING`]);
    },
  },
  {
    name: "what is not there is not found: a secret, its value, a version, a label",
    run: async (client, prefix) => {
      const notFound = refusal("ResourceNotFoundException");
      const SecretId = `${prefix}/empty`;
      await expect(client.send(new DescribeSecretCommand({ SecretId }))).rejects.toEqual(notFound);
      await client.send(new CreateSecretCommand({ Name: SecretId }));
      await expect(client.send(new GetSecretValueCommand({ SecretId }))).rejects.toEqual(notFound);
      await client.send(new PutSecretValueCommand({ SecretId, SecretString: "1" }));
      for (const which of [{ VersionId: versionId(9) }, { VersionStage: "AWSPENDING" }]) {
        await expect(client.send(new GetSecretValueCommand({ SecretId, ...which }))).rejects.toEqual(
          notFound,
        );
      }
    },
  },
  {
    name: "a deleted secret keeps its name for the recovery window, tells no value, and comes back",
    run: async (client, prefix) => {
      const SecretId = `${prefix}/deleted`;
      await client.send(new CreateSecretCommand({ Name: SecretId, SecretString: "1" }));
      const { DeletionDate } = await client.send(
        new DeleteSecretCommand({ SecretId, RecoveryWindowInDays: 7 }),
      );
      expect(DeletionDate).toBeInstanceOf(Date);
      await expect(client.send(new GetSecretValueCommand({ SecretId }))).rejects.toEqual(
        refusal("InvalidRequestException"),
      );
      const { DeletedDate } = await client.send(new DescribeSecretCommand({ SecretId }));
      expect(DeletedDate).toBeInstanceOf(Date);
      const listed = async (IncludePlannedDeletion: boolean) => {
        const Filters = [{ Key: "name" as const, Values: [SecretId] }];
        const { SecretList = [] } = await client.send(
          new ListSecretsCommand({ Filters, IncludePlannedDeletion }),
        );
        return SecretList.map(({ Name }) => Name);
      };
      expect([await listed(false), await listed(true)]).toEqual([[], [SecretId]]);
      await client.send(new RestoreSecretCommand({ SecretId }));
      await expect(client.send(new GetSecretValueCommand({ SecretId }))).resolves.toMatchObject({
        SecretString: "1",
      });
    },
  },
  {
    name: "a secret that is deleted by force is gone at once, and its name is free",
    run: async (client, prefix) => {
      const SecretId = `${prefix}/forced`;
      await client.send(new CreateSecretCommand({ Name: SecretId, SecretString: "1" }));
      await client.send(new DeleteSecretCommand({ SecretId, ForceDeleteWithoutRecovery: true }));
      await expect(client.send(new DescribeSecretCommand({ SecretId }))).rejects.toEqual(
        refusal("ResourceNotFoundException"),
      );
      await client.send(new CreateSecretCommand({ Name: SecretId, SecretString: "2" }));
      for (const wrong of [
        { RecoveryWindowInDays: 6 },
        { RecoveryWindowInDays: 31 },
        { RecoveryWindowInDays: 7, ForceDeleteWithoutRecovery: true },
      ]) {
        await expect(client.send(new DeleteSecretCommand({ SecretId, ...wrong }))).rejects.toEqual(
          refusal("InvalidParameterException"),
        );
      }
    },
  },
  {
    name: "an update changes what it names, and a value makes a version",
    run: async (client, prefix) => {
      const SecretId = `${prefix}/updated`;
      await client.send(
        new CreateSecretCommand({ Name: SecretId, SecretString: "1", ClientRequestToken: versionId(1) }),
      );
      await client.send(
        new UpdateSecretCommand({
          SecretId,
          Description: "another",
          SecretString: "2",
          ClientRequestToken: versionId(2),
        }),
      );
      await expect(client.send(new DescribeSecretCommand({ SecretId }))).resolves.toMatchObject({
        Description: "another",
      });
      await expect(client.send(new GetSecretValueCommand({ SecretId }))).resolves.toMatchObject({
        SecretString: "2",
        VersionId: versionId(2),
      });
    },
  },
  {
    name: "tags are added, replaced and taken off",
    run: async (client, prefix) => {
      const SecretId = `${prefix}/tagged`;
      await client.send(new CreateSecretCommand({ Name: SecretId, Tags: [{ Key: "a", Value: "1" }] }));
      const tag = (Key: string, Value: string) =>
        client.send(new TagResourceCommand({ SecretId, Tags: [{ Key, Value }] }));
      await tag("b", "2");
      await tag("a", "3");
      await client.send(new UntagResourceCommand({ SecretId, TagKeys: ["b"] }));
      const { Tags } = await client.send(new DescribeSecretCommand({ SecretId }));
      expect(Tags).toEqual([{ Key: "a", Value: "3" }]);
    },
  },
  {
    name: "a resource policy comes back, and a secret without one has none",
    run: async (client, prefix) => {
      const SecretId = `${prefix}/policy`;
      const { ARN = "" } = await client.send(new CreateSecretCommand({ Name: SecretId }));
      const account = ARN.split(":")[4];
      const ResourcePolicy = JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { AWS: `arn:aws:iam::${account}:root` },
            Action: "secretsmanager:GetSecretValue",
            Resource: "*",
          },
        ],
      });
      const policy = async () =>
        (await client.send(new GetResourcePolicyCommand({ SecretId }))).ResourcePolicy;
      expect(await policy()).toBeUndefined();
      await client.send(new PutResourcePolicyCommand({ SecretId, ResourcePolicy }));
      expect(await policy()).toBe(ResourcePolicy);
    },
  },
  {
    name: "a list is filtered by the beginning of names and by tags, and comes in pages",
    run: async (client, prefix) => {
      for (const name of ["a", "b", "c"]) {
        await client.send(
          new CreateSecretCommand({ Name: `${prefix}/list/${name}`, Tags: [{ Key: `${prefix}-${name}` }] }),
        );
      }
      const Filters = [{ Key: "name" as const, Values: [`${prefix}/list/`] }];
      const names: (string | undefined)[] = [];
      let NextToken: string | undefined;
      do {
        const page = await client.send(new ListSecretsCommand({ Filters, MaxResults: 2, NextToken }));
        names.push(...(page.SecretList ?? []).map(({ Name }) => Name));
        NextToken = page.NextToken;
      } while (NextToken);
      expect(names.toSorted()).toEqual(["a", "b", "c"].map((name) => `${prefix}/list/${name}`));
      const { SecretList = [] } = await client.send(
        new ListSecretsCommand({ Filters: [{ Key: "tag-key", Values: [`${prefix}-b`] }] }),
      );
      expect(SecretList.map(({ Name }) => Name)).toEqual([`${prefix}/list/b`]);
    },
  },
  {
    name: "a random password has the length and the kinds of characters that were asked for",
    run: async (client) => {
      const { RandomPassword = "" } = await client.send(
        new GetRandomPasswordCommand({
          PasswordLength: 20,
          ExcludePunctuation: true,
          ExcludeCharacters: "abc",
        }),
      );
      expect(RandomPassword).toMatch(/^[d-zA-Z0-9]{20}$/);
    },
  },
];

import { Bench } from "../support/acceptance/bench.js";
import { describeIf, terraformMissing } from "../support/acceptance/requirements.js";

jest.setTimeout(120_000);

/** One resource type, and how its object is treated behind Terraform's back. */
interface Story {
  readonly type: string;
  /** The object's path in the gateway. */
  readonly path: string;
  /** Configurations: the first one, another one that an update reaches, and one that the type's own update does not. */
  readonly first: string;
  readonly inPlace: string;
  readonly further: string;
  /** What is planned for that one, and what is done to the object in the gateway. */
  readonly furtherBy: { readonly actions: readonly string[]; readonly writes: readonly string[] };
  /** What the in-place change may do in the gateway. */
  readonly writes: readonly string[];
  /** What somebody else changes, and the attributes in which it has to show: every one that can be read. */
  readonly drift: readonly (readonly [command: string, fields: object])[];
  readonly drifted: readonly string[];
  readonly removal: readonly [command: string, fields: object];
}

const TARGET = `resource "latchkey_target_aws" "t" {
  name                 = "/prod/aws"
  use_gateway_identity = true
}`;
/** The other one goes only after what has worked through it. */
const OTHER_TARGET = `${TARGET}
resource "latchkey_target_aws" "other" {
  name                 = "/prod/other"
  use_gateway_identity = true
  lifecycle {
    create_before_destroy = true
  }
}`;

/** Targets with keys of their own, for what rotates keys. */
const user = (name: string) => `arn:aws:iam::000000424242:user/latchkey/${name}`;
const SEEDED = `resource "latchkey_target_aws" "t" {
  name          = "/prod/aws"
  seed_user_arn = "${user("gw")}"
}`;
const OTHER_SEEDED = `${SEEDED}
resource "latchkey_target_aws" "other" {
  name          = "/prod/other"
  seed_user_arn = "${user("gw-other")}"
}`;

const VALUES = { first: "correct horse battery staple", second: "staple battery horse correct" };
const VARIABLES = `variable "first" {
  type      = string
  ephemeral = true
}
variable "second" {
  type      = string
  ephemeral = true
}`;

const ROLE = "arn:aws:iam::000000424242:role/admin";
const OTHER_ROLE = "arn:aws:iam::000000424242:role/reader";

const stories: readonly Story[] = [
  {
    type: "latchkey_rotated_secret_aws",
    path: "/prod/rotator",
    first: `${SEEDED}
      resource "latchkey_rotated_secret_aws" "it" {
        name   = "prod/rotator"
        target = latchkey_target_aws.t.name
      }`,
    inPlace: `${SEEDED}
      resource "latchkey_rotated_secret_aws" "it" {
        name          = "/prod/rotator"
        target        = latchkey_target_aws.t.name
        auto_rotate   = false
        interval_days = 7
        rotation_hour = 3
        description   = "weekly"
        tags          = ["a", "b"]
      }`,
    further: `${OTHER_SEEDED}
      resource "latchkey_rotated_secret_aws" "it" {
        name   = "/prod/rotator"
        target = latchkey_target_aws.other.name
      }`,
    // The gateway cannot give a rotator another target, so the update makes it anew.
    furtherBy: {
      actions: ["update"],
      writes: ["rotated-secret-delete", "rotated-secret-create-aws", "update-item"],
    },
    writes: ["rotated-secret-update-aws"],
    drift: [
      [
        "rotated-secret-update-aws",
        { name: "/prod/rotator", "rotation-interval": "30", "auto-rotate": "true", "rotation-hour": 22 },
      ],
      ["update-item", { name: "/prod/rotator", description: "mine now", "add-tag": ["c"] }],
    ],
    drifted: ["auto_rotate", "description", "interval_days", "rotation_hour", "tags"],
    removal: ["rotated-secret-delete", { name: "/prod/rotator" }],
  },
  {
    type: "latchkey_dynamic_secret_aws",
    path: "/prod/admin",
    first: `${TARGET}
      resource "latchkey_dynamic_secret_aws" "it" {
        name        = "prod/admin"
        target      = latchkey_target_aws.t.name
        access_mode = "assume_role"
        role_arns   = ["${ROLE}"]
      }`,
    inPlace: `${OTHER_TARGET}
      resource "latchkey_dynamic_secret_aws" "it" {
        name        = "/prod/admin"
        target      = latchkey_target_aws.other.name
        access_mode = "assume_role"
        role_arns   = ["${ROLE}", "${OTHER_ROLE}"]
        ttl_seconds = 900
        region      = "eu-west-1"
        external_id = "ours"
        description = "short"
        tags        = ["a"]
      }`,
    further: `${TARGET}
      resource "latchkey_dynamic_secret_aws" "it" {
        name        = "/prod/administrator"
        target      = latchkey_target_aws.t.name
        access_mode = "assume_role"
        role_arns   = ["${ROLE}"]
      }`,
    furtherBy: { actions: ["update"], writes: ["update-item", "dynamic-secret-update-aws"] },
    writes: ["target-create-aws", "update-target", "dynamic-secret-update-aws"],
    drift: [
      [
        "dynamic-secret-update-aws",
        {
          name: "/prod/admin",
          "target-name": "/prod/aws",
          "access-mode": "assume_role",
          "aws-role-arns": OTHER_ROLE,
          "user-ttl": "20m",
          region: "eu-west-2",
          "aws-external-id": "theirs",
        },
      ],
      ["update-item", { name: "/prod/admin", description: "mine now", "rm-tag": ["a"] }],
    ],
    drifted: ["description", "external_id", "region", "role_arns", "tags", "target", "ttl_seconds"],
    removal: ["dynamic-secret-delete", { name: "/prod/admin" }],
  },
  {
    type: "latchkey_static_secret",
    path: "/prod/password",
    first: `${VARIABLES}
      resource "latchkey_static_secret" "it" {
        name             = "prod/password"
        value_wo         = var.first
        value_wo_version = 1
      }`,
    inPlace: `${VARIABLES}
      resource "latchkey_static_secret" "it" {
        name             = "/prod/password"
        value_wo         = var.second
        value_wo_version = 2
        description      = "the database's"
        tags             = ["a"]
      }`,
    further: `${VARIABLES}
      resource "latchkey_static_secret" "it" {
        name             = "/prod/password"
        value_wo         = jsonencode({ password = var.first })
        value_wo_version = 3
        format           = "json"
      }`,
    furtherBy: { actions: ["delete", "create"], writes: ["delete-item", "create-secret", "update-item"] },
    writes: ["update-secret-val", "update-item"],
    drift: [["update-item", { name: "/prod/password", description: "mine now", "add-tag": ["b"] }]],
    drifted: ["description", "tags"],
    removal: ["delete-item", { name: "/prod/password" }],
  },
  {
    type: "latchkey_group",
    path: "/prod/team",
    first: `resource "latchkey_group" "it" {
        name        = "prod/team"
        group_alias = "team"
      }`,
    inPlace: `resource "latchkey_group" "it" {
        name        = "/prod/team"
        group_alias = "the-team"
        description = "ours"
      }`,
    further: `resource "latchkey_group" "it" {
        name        = "/prod/team"
        group_alias = "crew"
      }`,
    furtherBy: { actions: ["update"], writes: ["update-group"] },
    writes: ["update-group"],
    drift: [["update-group", { name: "/prod/team", "group-alias": "theirs", description: "mine now" }]],
    drifted: ["description", "group_alias"],
    removal: ["delete-group", { name: "/prod/team" }],
  },
];

describeIf(terraformMissing()).each(stories)("$type, through its whole life", (story) => {
  const address = `${story.type}.it`;
  const only = (changes: readonly { address: string }[]) =>
    changes.filter((change) => change.address === address);
  let bench: Bench;

  beforeAll(async () => {
    bench = await Bench.open({
      attached: true,
      env: { TF_VAR_first: VALUES.first, TF_VAR_second: VALUES.second },
    });
    await bench.user("gw", "/prod/aws");
    await bench.user("gw-other", "/prod/other");
    await bench.terraform.configure(story.first);
    await bench.terraform.apply();
  });
  afterAll(() => bench?.close());

  test("is created, and the second plan finds nothing to do", async () => {
    await expect(bench.terraform.plan()).resolves.toEqual({ changes: [], drift: [] });
    bench.news();
    await bench.terraform.apply();
    expect(bench.news()).toEqual({ aws: [], gateway: [] });
  });

  test("is imported by its path, without a change of what can be read", async () => {
    await bench.terraform.succeed("state", "rm", address);
    await bench.terraform.succeed("import", "-input=false", address, story.path);
    const { changes } = await bench.terraform.plan();
    // The version of a value that is only ever written is known to nobody but the configuration.
    expect(only(changes).flatMap((change) => ("attributes" in change ? change.attributes : []))).toEqual(
      story.type === "latchkey_static_secret" ? ["value_wo_version"] : [],
    );
    await bench.terraform.apply();
    await expect(bench.terraform.plan()).resolves.toMatchObject({ changes: [] });
  });

  test("is changed in place", async () => {
    bench.news();
    bench.terraform.reconfigure(story.inPlace);
    const { changes } = await bench.terraform.plan();
    expect(only(changes)).toEqual([expect.objectContaining({ actions: ["update"] })]);
    await bench.terraform.apply();
    expect([...bench.news().gateway].sort()).toEqual([...story.writes].sort());
    await expect(bench.terraform.plan()).resolves.toEqual({ changes: [], drift: [] });
  });

  test("shows and mends what somebody else has changed in the gateway", async () => {
    for (const [command, fields] of story.drift) await bench.gateway(command, fields);
    const { changes, drift } = await bench.terraform.plan();
    expect({ changes, drift }).toEqual({
      changes: [{ address, actions: ["update"], attributes: story.drifted }],
      drift: [address],
    });
    await bench.terraform.apply();
    await expect(bench.terraform.plan()).resolves.toEqual({ changes: [], drift: [] });
  });

  test("is made again when it was deleted behind Terraform's back", async () => {
    await bench.gateway(...story.removal);
    await expect(bench.terraform.plan()).resolves.toMatchObject({
      changes: [{ address, actions: ["create"] }],
    });
    await bench.terraform.apply();
    await expect(bench.terraform.plan()).resolves.toEqual({ changes: [], drift: [] });
  });

  test("is renamed, given another target or replaced, whichever the change takes", async () => {
    bench.terraform.reconfigure(story.further);
    const { actions, writes } = story.furtherBy;
    const { changes } = await bench.terraform.plan();
    expect(only(changes)).toEqual([expect.objectContaining({ address, actions })]);
    bench.news();
    await bench.terraform.apply();
    expect(bench.news().gateway).toEqual(expect.arrayContaining([...writes]));
    await expect(bench.terraform.plan()).resolves.toEqual({ changes: [], drift: [] });
  });

  test("is destroyed, also when it is gone already, and no secret was written anywhere", async () => {
    await bench.gateway(
      ...(story.type === "latchkey_dynamic_secret_aws"
        ? (["dynamic-secret-delete", { name: "/prod/administrator" }] as const)
        : story.removal),
    );
    await bench.terraform.destroy();
    await expect(bench.terraform.succeed("state", "list")).resolves.toBe("");
    await expect(bench.leaks(VALUES.first, VALUES.second)).resolves.toEqual([]);
  });
});

import { Bench } from "../support/acceptance/bench.js";
import { describeIf, terraformMissing } from "../support/acceptance/requirements.js";

jest.setTimeout(240_000);

let bench: Bench;
afterEach(() => bench?.close());

const EMPTY = { changes: [], drift: [] };

interface Moving {
  /** Which targets there are. */
  readonly targets: readonly ("old" | "new")[];
  /** Which of them the rotator and the producer work through. */
  readonly through: "old" | "new";
  /** How they name it. */
  readonly by?: "reference" | "path";
  /** Whether the old one is made before it is deleted, where it is replaced. */
  readonly last?: boolean;
}

/** Two seeded targets, and what moves from the one to the other. */
describeIf(terraformMissing())(
  "a target that goes in the same apply in which its dependents get another one",
  () => {
    let arns: Readonly<Record<"old" | "new", string>>;

    function configuration({ targets, through, by = "reference", last = false }: Moving): string {
      const target = by === "path" ? `"/mv/${through}"` : `latchkey_target_aws.${through}.name`;
      // By its path alone Terraform knows no order; a new one has to be there all the same.
      const after = by === "path" && through === "new" ? "depends_on = [latchkey_target_aws.new]" : "";
      const made = targets.map(
        (name) => `
      resource "latchkey_target_aws" "${name}" {
        name          = "/mv/${name}"
        seed_user_arn = "${arns[name]}"
        ${name === "old" && last ? "lifecycle { create_before_destroy = true }" : ""}
      }`,
      );
      return `${made.join("")}
      resource "latchkey_rotated_secret_aws" "r" {
        name   = "/mv/rot"
        target = ${target}
        ${after}
      }
      resource "latchkey_dynamic_secret_aws" "p" {
        name        = "/mv/prod"
        target      = ${target}
        access_mode = "assume_role"
        role_arns   = ["arn:aws:iam::000000424242:role/admin"]
        ${after}
      }`;
    }

    const held = (name: string) => bench.sandbox.gateway.heldKeyId(`/mv/${name}`);

    async function begin(moving: Omit<Moving, "targets" | "through"> = {}): Promise<void> {
      bench = await Bench.open({ attached: true });
      arns = { old: await bench.user("mv-old", "/mv/old"), new: await bench.user("mv-new", "/mv/new") };
      await bench.terraform.configure(configuration({ targets: ["old"], through: "old", ...moving }));
      // By its path alone Terraform does not know that it has to be there first.
      if (moving.by === "path") await bench.terraform.apply("-target=latchkey_target_aws.old");
      await bench.terraform.apply();
    }

    /** The target is gone with its key, and what worked through it works through the other one. */
    async function expectMoved(moved: Omit<Moving, "targets" | "through"> = {}): Promise<void> {
      expect(held("old")).toBeUndefined();
      expect(bench.keys("mv-old")).toEqual([]);
      expect(bench.keys("mv-new")).toEqual([`${held("new")} Active`]);
      const rotator = await bench.gateway("describe-item", { name: "/mv/rot" });
      expect(JSON.stringify(rotator)).toContain("/mv/new");
      bench.terraform.reconfigure(configuration({ targets: ["new"], through: "new", ...moved }));
      await expect(bench.terraform.plan()).resolves.toEqual(EMPTY);
    }

    test("is refused, each time, before it or its key is touched; the two commands of the error move them", async () => {
      await begin();
      const [before, keys] = [held("old"), bench.keys("mv-old")];
      bench.terraform.reconfigure(configuration({ targets: ["new"], through: "new" }));

      for (const _ of ["once", "again"]) {
        const failed = await bench.terraform.failingApply();
        expect(failed).toContain("GATEWAY_TARGET_IN_USE");
        expect(failed).toContain('rotator "/mv/rot"');
        expect(failed).toContain(
          "terraform apply -target=latchkey_dynamic_secret_aws.LABEL -target=latchkey_rotated_secret_aws.LABEL",
        );
        expect(held("old")).toBe(before);
        expect(bench.keys("mv-old")).toEqual(keys);
      }

      await bench.terraform.apply(
        "-target=latchkey_dynamic_secret_aws.p",
        "-target=latchkey_rotated_secret_aws.r",
      );
      await bench.terraform.apply();
      await expectMoved();
    });

    test("goes in the next apply, if it is kept for the one that moves them", async () => {
      await begin();
      bench.terraform.reconfigure(configuration({ targets: ["old", "new"], through: "new" }));
      await bench.terraform.apply();
      bench.terraform.reconfigure(configuration({ targets: ["new"], through: "new" }));
      await bench.terraform.apply();
      await expectMoved();
    });

    test("goes last in the same apply, if it has had create_before_destroy since an apply before", async () => {
      await begin({ last: true });
      bench.terraform.reconfigure(configuration({ targets: ["new"], through: "new" }));
      await bench.terraform.apply();
      await expectMoved();
    });

    test("waits for them in the same apply, if they name it by its path alone, as long as the new one is made", async () => {
      await begin({ by: "path" });
      bench.terraform.reconfigure(configuration({ targets: ["new"], through: "new", by: "path" }));
      await bench.terraform.apply();
      await expectMoved({ by: "path" });
    });
  },
);

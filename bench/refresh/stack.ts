import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Dialect } from "../dialects.js";

/** A folder in which Terraform finds a configuration of many objects, and the state that it would have left of them. */
export interface Stack {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
}

interface Instance {
  readonly schema_version: number;
  readonly attributes: object;
}

export interface Written {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** The path and the gateway's number of each object. */
  readonly objects: readonly (readonly [name: string, number: number])[];
}

/** As many objects of Terraform's own, which no provider process serves: what Terraform costs by itself. */
export function terraformOnly({ folder, env, objects }: Written): Stack {
  const instances = objects.map(([name]): Instance => {
    return { schema_version: 0, attributes: { id: name, input: null, output: null, triggers_replace: null } };
  });
  return write(folder, env, {
    config: { resource: { terraform_data: Object.fromEntries(objects.map((_, i) => [`s${i}`, {}])) } },
    type: "terraform_data",
    address: "terraform.io/builtin/terraform",
    instances,
    overrides: "",
  });
}

/** The static secrets of a provider. What its schema has and the dialect says nothing of, is null. */
export function secretsOf(terraform: string, program: string, dialect: Dialect, written: Written): Stack {
  const { folder, env, objects } = written;
  const { source, type } = dialect;
  const [, name = ""] = source.split("/");
  const config = {
    terraform: { required_providers: { [name]: { source } } },
    provider: { [name]: dialect.block(env) },
    resource: {
      [type]: Object.fromEntries(objects.map(([path], i) => [`s${i}`, dialect.secret(path)])),
    },
  };
  const address = `registry.terraform.io/${source}`;
  const overrides = `dev_overrides { "${source}" = ${JSON.stringify(dirname(program))} }\n  direct {}`;
  const bare = write(`${folder}-schema`, env, { config, type, address, instances: [], overrides });
  const told = execFileSync(terraform, ["providers", "schema", "-json"], {
    cwd: bare.folder,
    env: bare.env,
    maxBuffer: 256 * 1024 * 1024,
  });
  const { version, block } = JSON.parse(told.toString()).provider_schemas[address].resource_schemas[type] as {
    version: number;
    block: { attributes: object };
  };
  const nothing = Object.fromEntries(Object.keys(block.attributes).map((attribute) => [attribute, null]));
  const instances = objects.map(([path, number]): Instance => {
    return { schema_version: version, attributes: { ...nothing, ...dialect.stored(path, number) } };
  });
  return write(folder, env, { config, type, address, instances, overrides });
}

interface Content {
  readonly config: object;
  readonly type: string;
  readonly address: string;
  readonly instances: readonly Instance[];
  readonly overrides: string;
}

function write(folder: string, env: Written["env"], content: Content): Stack {
  const { config, type, address, instances, overrides } = content;
  const state = {
    ...{ version: 4, terraform_version: "1.11.0", serial: 1, lineage: "bench", outputs: {} },
    resources: instances.map((instance, i) => {
      return {
        mode: "managed",
        type,
        name: `s${i}`,
        provider: `provider["${address}"]`,
        instances: [instance],
      };
    }),
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify(config));
  if (instances.length > 0) writeFileSync(join(folder, "terraform.tfstate"), JSON.stringify(state));
  const cliConfig = join(folder, "terraform.rc");
  writeFileSync(cliConfig, `provider_installation {\n  ${overrides}\n}\n`);
  return {
    folder,
    env: { ...process.env, ...env, TF_CLI_CONFIG_FILE: cliConfig, CHECKPOINT_DISABLE: "1" },
  };
}

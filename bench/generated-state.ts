import { closeSync, openSync, writeSync } from "node:fs";

const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const HEX = "0123456789abcdef";
const PROVIDER = 'provider["registry.terraform.io/hashicorp/aws"]';
/** So many different resources are made; then they come again under other names. */
const DIFFERENT = 1500;
/** One resource in so many is an access key. */
const KEY_EVERY = 500;

/**
 * Writes a state of about `bytes` bytes, the same one every time: instances, roles, certificates and rules as states
 * are full of them, and now and then an access key.
 *
 * @param indent spaces per level; 0 makes one line of it
 */
export function generateState(path: string, bytes: number, indent: 0 | 2): void {
  const random = generator(20_300_101);
  const resources = Array.from({ length: DIFFERENT }, (_, number) =>
    JSON.stringify(resource(number, random), null, indent),
  );
  const file = openSync(path, "w");
  try {
    let written = writeSync(file, '{"version":4,"terraform_version":"1.11.4","serial":7,"resources":[');
    for (let round = 0; written < bytes; round++) {
      const text = resources.map((one) => one.replace("<ROUND>", String(round))).join(",");
      written += writeSync(file, `${round === 0 ? "" : ","}${text}`);
    }
    writeSync(file, "]}");
  } finally {
    closeSync(file);
  }
}

/** Numbers below a bound, the same ones for the same beginning. */
type Random = (bound: number) => number;

function generator(seed: number): Random {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

function resource(number: number, random: Random): object {
  const text = (alphabet: string, length: number) =>
    Array.from({ length }, () => alphabet.charAt(random(alphabet.length))).join("");
  const [type, attributes] =
    number % KEY_EVERY === KEY_EVERY - 1
      ? (["aws_iam_access_key", accessKey(number, text)] as const)
      : ([instance, role, certificate, rule][number % 4] ?? instance)(number, text);
  return {
    mode: "managed",
    type,
    name: `r${number}_<ROUND>`,
    provider: PROVIDER,
    instances: [{ schema_version: 1, attributes, sensitive_attributes: [], private: text(BASE64, 88) }],
  };
}

type Text = (alphabet: string, length: number) => string;
type Made = readonly [type: string, attributes: object];

function accessKey(number: number, text: Text): object {
  return {
    create_date: "2030-01-01T00:00:00Z",
    encrypted_secret: null,
    id: `AKIA${text(BASE32, 16)}`,
    secret: text(BASE64, 40),
    ses_smtp_password_v4: `B${text(BASE64, 43)}`,
    status: "Active",
    user: `user-${number}`,
  };
}

function instance(number: number, text: Text): Made {
  const id = `i-${text(HEX, 17)}`;
  return [
    "aws_instance",
    {
      ami: `ami-${text(HEX, 17)}`,
      arn: `arn:aws:ec2:eu-west-1:123456789012:instance/${id}`,
      availability_zone: "eu-west-1a",
      ebs_block_device: [],
      id,
      instance_type: "m7g.large",
      root_block_device: [
        { encrypted: true, iops: 3000, volume_id: `vol-${text(HEX, 17)}`, volume_size: 40 },
      ],
      subnet_id: `subnet-${text(HEX, 17)}`,
      tags: { Name: `web ${number}`, Team: "Plattform für alle", Stage: "prod" },
      user_data: text(HEX, 40),
      vpc_security_group_ids: [`sg-${text(HEX, 17)}`, `sg-${text(HEX, 17)}`],
    },
  ];
}

function role(number: number): Made {
  const statement = {
    Effect: "Allow",
    Action: ["s3:GetObject", "s3:PutObject", "kms:Decrypt"],
    Resource: [`arn:aws:s3:::bucket-${number}/*`, "arn:aws:kms:eu-west-1:123456789012:key/*"],
  };
  return [
    "aws_iam_role",
    {
      arn: `arn:aws:iam::123456789012:role/service/role-${number}`,
      assume_role_policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" },
        ],
      }),
      description: "",
      inline_policy: [
        { name: "access", policy: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }) },
      ],
      max_session_duration: 3600,
      name: `role-${number}`,
    },
  ];
}

function certificate(number: number, text: Text): Made {
  const lines = Array.from({ length: 20 }, () => text(BASE64, 64)).join("\n");
  return [
    "aws_acm_certificate",
    {
      certificate_body: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
      domain_name: `service-${number}.example.com`,
      status: "ISSUED",
    },
  ];
}

function rule(number: number, text: Text): Made {
  return [
    "aws_security_group_rule",
    {
      cidr_blocks: [`10.${number % 256}.0.0/16`],
      description: "from the neighbours",
      from_port: 443,
      id: `sgrule-${number}${text("0123456789", 8)}`,
      protocol: "tcp",
      source_code_hash: text(BASE64, 43),
      to_port: 443,
      type: "ingress",
    },
  ];
}

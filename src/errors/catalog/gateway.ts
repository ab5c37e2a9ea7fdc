import type { CatalogEntry } from "../catalog-entry.js";

/** The gateway and the way to it. */
export const gatewayFaults = {
  GATEWAY_URL_MISSING: {
    summary: "Gateway URL missing",
    advice:
      "Set gateway_url in the provider block, or LATCHKEY_GATEWAY_URL in the environment, to the base URL of the gateway's V2 REST API.",
  },
  GATEWAY_URL_MALFORMED: {
    summary: "Gateway URL malformed",
    advice:
      "Write the base URL like https://gw.example.com:8000/api/v2, without credentials, query or fragment.",
  },
  GATEWAY_LOGIN_MISSING: {
    summary: "Gateway login incomplete",
    advice:
      "Give the provider one complete way to log in: access_id with access_key, access_id with jwt, access_id alone (AWS IAM), token, or what Kubernetes, universal identity, a certificate or a profile of the CLI needs (docs/logins.md).",
  },
  GATEWAY_LOGIN_CONTRADICTING: {
    summary: "Gateway login contradicts itself",
    advice: "Keep one credential in the provider block, or say with access_type which of them is meant.",
  },
  GATEWAY_PROFILE_UNUSABLE: {
    summary: "Profile of the gateway's CLI not usable",
    advice:
      "Name a profile of the official CLI (~/.akeyless/profiles/NAME.toml) that logs in by access key or AWS IAM, or give the login in other ways.",
  },
  GATEWAY_PROOF_UNUSABLE: {
    summary: "Nothing to show for the gateway login",
    advice:
      "Make available what the login shows to the gateway, so that this process can read it, or choose another way to log in.",
  },
  GATEWAY_UNREACHABLE: {
    summary: "Gateway not reachable",
    advice:
      "Check that the gateway runs and that its host and port can be reached from here. Where the same apply deploys it, set gateway_wait_seconds in the provider block.",
  },
  GATEWAY_WRONG_URL: {
    summary: "Not the gateway's V2 REST API",
    advice:
      "Point gateway_url at your own gateway's V2 REST API: usually https://HOST:8000/api/v2 or https://HOST:8081/v2, not the public API and not another port of the gateway.",
  },
  GATEWAY_UNAUTHENTICATED: {
    summary: "Gateway login refused",
    advice:
      "Check access_id and its credential, and that the auth method admits this caller (bound role, account, IP range, expiry).",
  },
  GATEWAY_PERMISSION_DENIED: {
    summary: "Gateway permission denied",
    advice:
      "Give the auth method a role whose rules allow this on this path. The gateway also answers so for an object that does not exist, when the caller may not know that.",
  },
  GATEWAY_RATE_LIMITED: {
    summary: "Gateway rate limit reached",
    advice: "Apply again later, or lower the number of parallel operations with -parallelism.",
  },
  GATEWAY_TIMEOUT: {
    summary: "Gateway did not answer in time",
    advice: "Apply again; for a slow gateway raise request_timeout_seconds.",
  },
  GATEWAY_REFUSED: {
    summary: "Gateway refused the request",
    advice: "Correct what the gateway names, and apply again.",
  },
  GATEWAY_FAILED: {
    summary: "Gateway failed",
    advice: "Apply again; if it stays, the gateway's own log tells more.",
  },
  GATEWAY_REPLY_LOST: {
    summary: "Gateway reply lost",
    advice: "Apply again: what exists is looked up before anything is repeated.",
  },
  GATEWAY_ANSWER_UNEXPECTED: {
    summary: "Gateway answer not understood",
    advice:
      "Look at what stands between here and the gateway (a proxy, a load balancer), and at the gateway's own log. If a field is named, check that gateway and provider versions fit together, and report it.",
  },
  ROTATION_UNCONFIRMED: {
    summary: "Not known whether the gateway has rotated",
    advice: "See when it last rotated before asking again.",
  },
  ROTATION_FAILED: {
    summary: "The gateway could not rotate",
    advice: "Look at the gateway's words; once what they name is mended, rotate again.",
  },
  GATEWAY_OBJECT_MISSING: {
    summary: "Object missing in the gateway",
    advice: "Check the path, also that of the objects that it refers to; then plan again.",
  },
  GATEWAY_OBJECT_EXISTS: {
    summary: "Object exists already",
    advice: "Import the object, choose another name, or delete it in the gateway.",
  },
  GATEWAY_OBJECT_REPLACED: {
    summary: "Another object in the place of this one",
    advice:
      "Plan again: the resource's own object is gone, and so it leaves the state. Then import the object that is there, give this one another name, or delete the other one in the gateway.",
  },
  GATEWAY_OBJECT_PROTECTED: {
    summary: "Object protected from deletion",
    advice:
      "Set delete_protection to false and apply; then destroy it. To keep the object and have Terraform forget it, write a removed block with destroy = false.",
  },
  GATEWAY_TARGET_IN_USE: {
    summary: "Target in use",
    advice:
      "Delete what works through the target first, or replace it together with the target: terraform apply with a -replace for each of them.",
  },
  GATEWAY_OBJECT_KIND: {
    summary: "Object of another kind",
    advice: "Use the resource type that fits the object, or another path.",
  },
  ISSUED_KEY_UNUSABLE: {
    summary: "Issued key not honoured",
    advice:
      "Run it again. Where STS cannot be reached from here, set ready_timeout_seconds to 0; where AWS takes longer to spread new keys, raise it.",
  },
  WORKING_KEY_KEPT: {
    summary: "Working key not handed out",
    advice:
      "The key that a target works with is the gateway's alone. Have a credential issued by a dynamic secret that works through the target, or use a rotated secret that rotates a key of its own.",
  },
  GATEWAY_INTERRUPTED: {
    summary: "Interrupted while talking to the gateway",
    advice: "Apply again to go on.",
  },
  GIVEN_KEY_ROTATED: {
    summary: "Access key belongs to a rotator",
    advice:
      "Put secret_access_key_wo_version back: the key that the target holds is newer. To give it another one, make a new access key of the user, and set access_key_id and the secret to that.",
  },
  GIVEN_SECRET_ROTATED: {
    summary: "Secret belongs to a rotated secret",
    advice:
      "Put the secret's version back: what the target holds is newer. To give it another one, destroy the rotated secret first.",
  },
  GIVEN_KEY_RACED: {
    summary: "Gateway rotated while its target was changed",
    advice: "Have the rotator rotate once more, or give the target a new access key.",
  },
} as const satisfies Record<string, CatalogEntry>;

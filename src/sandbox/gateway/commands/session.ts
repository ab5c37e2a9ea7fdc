import type { Command, OpenCommand } from "../command.js";
import { logIn } from "../login.js";
import { certificateOf } from "../logins/certificate.js";
import { GatewayRefusal, invalidRequest, notAuthenticated } from "../refusal.js";

/** Minutes between which an auth method's own token lifetime may be. */
const SHORTEST_MINUTES = 1;
const LONGEST_MINUTES = 1440;

const auth: OpenCommand = {
  names: ["auth"],
  write: false,
  async runOpen(fields, world, address) {
    const session = await logIn(fields, world, address);
    return { token: session.token, expiration: session.expiresAt.toISOString(), complete_auth_link: "" };
  },
};

/** What has to be signed with the private key of a certificate, so that the key itself is not sent. */
const getCertChallenge: OpenCommand = {
  names: ["get-cert-challenge"],
  write: false,
  runOpen(fields, { challenges, clock }) {
    const accessId = fields.required("access-id");
    return { challenge: challenges.give(accessId, certificateOf(fields.required("cert-data")), clock.now()) };
  },
};

const staticCredsAuth: OpenCommand = {
  names: ["static-creds-auth"],
  write: false,
  runOpen(fields) {
    // Clients probe with an empty body whether this is the V2 API; 400 tells them that it is.
    fields.required("access-id");
    throw new GatewayRefusal(400, "static credentials are not served by this gateway");
  },
};

const validateToken: OpenCommand = {
  names: ["validate-token"],
  write: false,
  runOpen(fields, world) {
    const token = fields.text("token");
    if (token === undefined) throw notAuthenticated("access token is missing");
    const session = world.sessions.find(token);
    if (typeof session === "string") return { is_valid: false, reason: session, ttl: 0, expiration: "" };
    const left = session.expiresAt.getTime() - world.clock.now().getTime();
    return {
      is_valid: true,
      expiration: session.expiresAt.toISOString(),
      ttl: Math.floor(left / 1000),
      reason: "",
    };
  },
};

const revokeCreds: Command = {
  names: ["revoke-creds"],
  write: false,
  run(call) {
    call.world.sessions.close(call.token);
    return {};
  },
};

const describeSubClaims: Command = {
  names: ["describe-sub-claims"],
  write: false,
  run: (call) => ({ sub_claims: call.caller.subClaims }),
};

const getAccountSettings: Command = {
  names: ["get-account-settings"],
  write: false,
  run: ({ world }) => ({
    account_id: world.accountId,
    company_name: "Sandbox",
    email: "admin@sandbox.invalid",
    phone: "",
    address: null,
    object_version_settings: { item_type: { default_keep_previous_versions: true } },
    system_access_creds_settings: {
      jwt_ttl_default: world.sessions.defaultMinutes,
      jwt_ttl_minimum: SHORTEST_MINUTES,
      jwt_ttl_maximum: LONGEST_MINUTES,
    },
  }),
};

/** What a webhook asks about the credentials that it was called with. On the real service this is a separate host. */
const validateProducerCredentials: OpenCommand = {
  names: ["validate-producer-credentials"],
  write: false,
  runOpen(fields, world) {
    const passport = world.passports.check(fields.required("creds"));
    const expected = fields.required("expected_access_id");
    const item = fields.text("expected_item_name");
    if (!passport || passport.access_id !== expected || (item !== undefined && item !== passport.item_name)) {
      throw notAuthenticated("producer credentials are not valid");
    }
    return passport;
  },
};

/** Refuses a token lifetime that the account's settings do not allow. */
export function checkedTokenMinutes(minutes: number): number {
  if (minutes !== 0 && (minutes < SHORTEST_MINUTES || minutes > LONGEST_MINUTES)) {
    throw invalidRequest(`jwt-ttl should be ${SHORTEST_MINUTES} to ${LONGEST_MINUTES} minutes`);
  }
  return minutes;
}

export const sessionCommands = [
  auth,
  getCertChallenge,
  staticCredsAuth,
  validateToken,
  revokeCreds,
  describeSubClaims,
  getAccountSettings,
  validateProducerCredentials,
];

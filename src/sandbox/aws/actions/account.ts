import { KEYS_PER_USER } from "../store/access-keys.js";
import type { Account } from "../store/account.js";
import { type Action, everything, iamRead } from "./action.js";
import { roles, usersOrSelf } from "./nouns.js";
import { PAGE } from "./page.js";

/** What there is in the account as a whole, and lists of things that never exist here. */
export const accountActions: readonly Action[] = [
  iamRead("GetAccountSummary", {
    takes: [],
    about: everything,
    run: ({ account }) => ({ SummaryMap: new Map(Object.entries(summaryOf(account))) }),
  }),
  iamRead("ListAccountAliases", {
    takes: PAGE,
    about: everything,
    run: () => ({ AccountAliases: [], IsTruncated: false }),
  }),
  iamRead("ListVirtualMFADevices", {
    takes: ["AssignmentStatus", ...PAGE],
    about: everything,
    run: () => ({ VirtualMFADevices: [], IsTruncated: false }),
  }),
  iamRead("ListInstanceProfilesForRole", {
    takes: ["RoleName", ...PAGE],
    about: roles.about,
    run: (call) => {
      roles.find(call);
      return { InstanceProfiles: [], IsTruncated: false };
    },
  }),
  ...Object.entries({
    ListMFADevices: "MFADevices",
    ListSSHPublicKeys: "SSHPublicKeys",
    ListSigningCertificates: "Certificates",
    ListServiceSpecificCredentials: "ServiceSpecificCredentials",
  }).map(([name, list]) =>
    iamRead(name, {
      takes: ["UserName", "ServiceName", ...PAGE],
      about: usersOrSelf.about,
      run: (call) => {
        usersOrSelf.find(call);
        return { [list]: [], IsTruncated: false };
      },
    }),
  ),
];

function summaryOf({ users, roles, groups, policies }: Account): Readonly<Record<string, number>> {
  const own = policies.all().filter(({ ownedByAws }) => !ownedByAws);
  return {
    AccessKeysPerUserQuota: KEYS_PER_USER,
    AccountAccessKeysPresent: 0,
    AccountMFAEnabled: 0,
    AttachedPoliciesPerGroupQuota: 10,
    AttachedPoliciesPerRoleQuota: 10,
    AttachedPoliciesPerUserQuota: 10,
    GroupPolicySizeQuota: 5120,
    Groups: groups.all().length,
    GroupsPerUserQuota: 10,
    MFADevices: 0,
    MFADevicesInUse: 0,
    Policies: own.length,
    PolicySizeQuota: 6144,
    PolicyVersionsInUse: own.reduce((sum, { versions }) => sum + versions.size, 0),
    RolePolicySizeQuota: 10240,
    Roles: roles.all().length,
    UserPolicySizeQuota: 2048,
    Users: users.all().length,
    VersionsPerPolicyQuota: 5,
  };
}

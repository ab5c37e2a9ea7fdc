/** The access id under which the gateway has a producer tried when its dynamic secret is made or changed. */
export const DRY_RUN_ACCESS_ID = "p-custom";

/** The id that a dry run is answered with; the gateway has it revoked at once, which does nothing. */
export const DRY_RUN_ID = "dry-run";

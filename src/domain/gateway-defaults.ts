/** The region in which the gateway calls AWS, where no other one is named; updates send it, as leaving it out might keep the old one. */
export const GATEWAY_REGION = "us-east-2";

/** How many versions the gateway keeps of something, where no other number is given; an account may have its own. */
export const GATEWAY_MAX_VERSIONS = 20;

/** The hour of the day (UTC) at which the gateway usually rotates, where no other one is named. */
export const GATEWAY_ROTATION_HOUR = 14;

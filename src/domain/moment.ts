const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** The moment that a text in RFC 3339 names, such as `2027-01-31T12:00:00Z`; undefined for any other text. */
export function parseMoment(text: string): Date | undefined {
  const moment = new Date(RFC_3339.test(text) ? text : Number.NaN);
  return Number.isNaN(moment.getTime()) ? undefined : moment;
}

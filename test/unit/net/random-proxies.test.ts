import fc from "fast-check";
import { AMBIENT } from "../../support/aws/deployer.js";
import { file, temporaryFolder } from "../../support/cli/temporary-folder.js";
import { Authority } from "../../support/net/authority.js";
import { CorporateProxy, PROXY_PASSWORD } from "../../support/net/corporate-proxy.js";
import type { Told } from "../../support/net/every-client.js";
import { Everything } from "../../support/net/everything.js";
import { everyClient } from "../../support/net/tested-clients.js";
import { TlsFront } from "../../support/net/tls-front.js";

const HOST = "inside.corp.test";
const company = Authority.root("Example Corp Root");
const SSL_CERT_FILE = file(temporaryFolder(), "corp.pem", company.pem);

/** What the proxy does with one CONNECT. Nothing of the request is sent by any of them but the first. */
const MOODS = ["lets through", 408, 429, 500, 502, 503, 504, "closes", 400, 403, 407] as const;
type Mood = (typeof MOODS)[number];
/** After these another attempt is bound to end the same way. */
const FOR_GOOD: readonly Mood[] = [400, 403, 407];

let everything: Everything;
let front: TlsFront;
beforeAll(async () => {
  everything = await Everything.open();
  front = await TlsFront.open(everything.url, company.issue({ names: [HOST] }));
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => {
  front.close();
  everything.close();
});

/** Asks once, of a proxy that is in one mood after the other, and then lets everything through. */
async function askBehind(
  moods: readonly Mood[],
  ask: (origin: string) => Promise<Told>,
): Promise<{ told: Told; met: readonly Mood[]; sent: number }> {
  const met: Mood[] = [];
  const proxy = await CorporateProxy.open({
    hosts: { [`${HOST}:443`]: front.port },
    refuse: (_, count) => {
      const mood = moods[count - 1] ?? "lets through";
      met.push(mood);
      if (mood === "closes") return "";
      return mood === "lets through" ? undefined : mood;
    },
  });
  const before = everything.asked.length;
  const environment = jest.replaceProperty(process, "env", {
    ...AMBIENT,
    SSL_CERT_FILE,
    HTTPS_PROXY: proxy.url(),
  });
  try {
    const told = await ask(`https://${HOST}`);
    return { told, met, sent: everything.asked.length - before };
  } finally {
    environment.restore();
    proxy.close();
  }
}

// The AWS SDK waits between attempts by itself, in real time, and so is asked less often.
const WALKS = { gateway: 60, aws: 6 };

test.each(everyClient)(
  "$name: whatever a proxy answers, nothing is sent that was not let through",
  async (client) => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...MOODS), { maxLength: 6 }), async (moods) => {
        const { told, met, sent } = await askBehind(moods, client.ask);
        const ended = met.at(-1);
        expect(JSON.stringify(told)).not.toContain(PROXY_PASSWORD);
        // A refusal for good is the last that is asked; what passes never is taken for it.
        expect(met.slice(0, -1).filter((mood) => FOR_GOOD.includes(mood))).toEqual([]);
        if (told === "answered") {
          expect(ended).toBe("lets through");
          expect(sent).toBe(1);
        } else {
          expect(sent).toBe(0);
          expect(told.text).toMatch(/Nothing was changed by it\./);
          expect(told.code).toMatch(ended === "closes" ? /_UNREACHABLE$/ : /^PROXY_REFUSED$/);
          if (typeof ended === "number") expect(told.text).toContain(`(${ended})`);
        }
      }),
      { numRuns: client.isOfAws ? WALKS.aws : WALKS.gateway },
    );
  },
);

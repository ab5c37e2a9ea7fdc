import { PluginClient } from "../test/support/protocol/plugin-client.js";
import { endPlugins, startPlugin } from "../test/support/protocol/plugin-process.js";
import { peakOf } from "./process-cost.js";
import { inTurn, median, megabytes, milliseconds, type Row } from "./row.js";

interface Start {
  /** Milliseconds from spawn to the handshake line. */
  readonly handshake: number;
  /** Largest resident set so far, in kB, after the schema was asked for. */
  readonly peak: number;
}

async function start(program: string): Promise<Start> {
  const begun = performance.now();
  const plugin = await startPlugin(program);
  const handshake = performance.now() - begun;
  const client = new PluginClient(plugin);
  try {
    await client.callByPath(
      plugin.line[1] === "5" ? "/tfplugin5.Provider/GetSchema" : "/tfplugin6.Provider/GetProviderSchema",
    );
    return { handshake, peak: peakOf(plugin.child.pid) };
  } finally {
    client.close();
    await endPlugins();
  }
}

/** Our provider's start beside that of the AWS provider, which every such stack starts as well. */
export async function providerStart(ours: string, aws: string): Promise<Row[]> {
  const peaks = { ours: [] as number[], aws: [] as number[] };
  const keep = (list: number[]) => (measured: Start) => {
    list.push(measured.peak);
    return measured.handshake;
  };
  const handshake = await inTurn(
    11,
    () => start(ours).then(keep(peaks.ours)),
    () => start(aws).then(keep(peaks.aws)),
  );
  const [peak, awsPeak] = [median(peaks.ours), median(peaks.aws)];
  return [
    {
      what: "provider start to handshake / the AWS provider's",
      ours: milliseconds(handshake.ours),
      beside: milliseconds(handshake.beside),
      ratio: handshake.ratio,
    },
    {
      what: "provider's peak memory after the schema / the AWS provider's",
      ours: megabytes(peak),
      beside: megabytes(awsPeak),
      ratio: peak / awsPeak,
    },
  ];
}

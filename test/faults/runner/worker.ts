import { performance } from "node:perf_hooks";
import { playHealthy, playScripted, playStruck } from "../cells/play.js";
import { type Breach, judge } from "../checker/index.js";
import { repeatedSomething } from "../checker/once.js";
import type { CellRecord } from "../checker/record.js";
import { scriptedCell } from "../scripted/index.js";
import { storyOf } from "../stories/index.js";
import type { Job, JobResult } from "./job.js";

/** A process that plays one cell after the other; started by the pool, with the script that makes time faster. */
process.on("message", (job: Job) => {
  const begun = performance.now();
  play(job).then(
    (result) => process.send?.({ ...result, seconds: (performance.now() - begun) / 1000 }),
    (error: unknown) => {
      const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
      const breaches: Breach[] = [{ invariant: "sound", what: `the cell could not be played: ${what}` }];
      const result: JobResult = {
        breaches,
        runs: [],
        repeated: false,
        seconds: (performance.now() - begun) / 1000,
      };
      process.send?.(result);
    },
  );
});
process.on("disconnect", () => process.exit());

async function play(job: Job): Promise<Omit<JobResult, "seconds">> {
  switch (job.kind) {
    case "healthy": {
      const { counts, rows, record } = await playHealthy(storyOf(job.phase), job.workshop);
      return { ...resultOf(record), healthy: { counts, rows } };
    }
    case "matrix": {
      const { cell, healthy, workshop } = job;
      const story = storyOf(cell.phase);
      const { stage, record } = await playStruck(cell.id, story, cell.row, cell.kind, healthy, workshop);
      const result = resultOf(record);
      await stage.close(workshop.keep || result.breaches.length > 0);
      return result;
    }
    case "scripted": {
      const { stage, record, broken } = await playScripted(scriptedCell(job.id), job.workshop);
      const judged = resultOf(record);
      const told = broken.map((what) => ({ invariant: "story", what }));
      const result = { ...judged, breaches: [...told, ...judged.breaches] };
      await stage.close(job.workshop.keep || result.breaches.length > 0);
      return result;
    }
  }
}

function resultOf(record: CellRecord): Omit<JobResult, "seconds"> {
  return {
    breaches: judge(record),
    runs: record.runs.map(({ part, exitCode, seconds }) => ({ part, exitCode, seconds })),
    repeated: repeatedSomething(record),
  };
}

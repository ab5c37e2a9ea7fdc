import { jsonLogger, logLevel } from "../../../../src/protocol/host/json-logger.js";

describe("the level", () => {
  test.each([
    [{}, null],
    [{ TF_LOG: "" }, null],
    [{ TF_LOG: "off" }, null],
    [{ TF_LOG: "Info" }, "info"],
    [{ TF_LOG: "JSON" }, "trace"],
    [{ TF_LOG: "1" }, "trace"],
    [{ TF_LOG: "ERROR", TF_LOG_PROVIDER: "DEBUG" }, "debug"],
    [{ TF_LOG_PROVIDER: "DEBUG", TF_LOG_PROVIDER_LATCHKEY: "WARN" }, "warn"],
    [{ TF_LOG: "TRACE", TF_LOG_PROVIDER_LATCHKEY: "OFF" }, null],
    [{ TF_LOG_CORE: "TRACE" }, null],
  ])("of %j is %p", (env, level) => {
    expect(logLevel(env, "latchkey")).toBe(level);
  });
});

describe("the lines", () => {
  const now = () => new Date("2025-06-01T12:00:00.123Z");
  function linesAt(level: Parameters<typeof jsonLogger>[0]) {
    const lines: string[] = [];
    return { lines, logger: jsonLogger(level, "provider.latchkey", now, (line) => lines.push(line)) };
  }

  test("are wanted from the level on that is asked for, and none is where there is none", () => {
    const { logger } = linesAt("info");
    expect((["debug", "info", "error"] as const).map((level) => logger.wants?.(level))).toEqual([
      false,
      true,
      true,
    ]);
    expect(linesAt(null).logger.wants?.("error")).toBe(false);
  });

  test("have the form that Terraform takes over, with fields beside it", () => {
    const { lines, logger } = linesAt("info");

    logger.log("warn", "slow", { seconds: 3, target: "/aws", again: true });

    expect(lines).toHaveLength(1);
    expect(lines[0]?.endsWith("}\n")).toBe(true);
    expect(JSON.parse(lines[0] ?? "")).toEqual({
      "@level": "warn",
      "@message": "slow",
      "@module": "provider.latchkey",
      "@timestamp": "2025-06-01T12:00:00.123000Z",
      seconds: 3,
      target: "/aws",
      again: true,
    });
  });

  test("are only those of the level and above, and none without a level", () => {
    const { lines, logger } = linesAt("warn");
    logger.log("info", "no");
    logger.log("error", "yes");
    expect(lines.map((line) => JSON.parse(line)["@message"])).toEqual(["yes"]);

    const silent = linesAt(null);
    silent.logger.log("error", "no");
    expect(silent.lines).toEqual([]);
  });

  test("stay one line, and keep their own fields, whatever the caller's are called and hold", () => {
    const { lines, logger } = linesAt("trace");

    logger.log("info", "two\nlines", { "@level": "x", "@message": "y", text: "a\nb" });

    expect(lines[0]?.match(/\n/g)).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({
      "@level": "info",
      "@message": "two\nlines",
      text: "a\nb",
    });
  });

  test("never get longer than what Terraform reads as one", () => {
    const { lines, logger } = linesAt("trace");
    const fields = Object.fromEntries(
      Array.from({ length: 100 }, (_, i) => [`field${i}`, "é".repeat(100_000)]),
    );

    logger.log("info", "x".repeat(1_000_000), fields);

    expect(Buffer.byteLength(lines[0] ?? "")).toBeLessThan(65_536);
    expect(JSON.parse(lines[0] ?? "")["@message"]).toContain("(1000000 characters)");
  });
});

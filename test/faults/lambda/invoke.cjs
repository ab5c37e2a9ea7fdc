"use strict";
/** Calls the function in a bundle once, as Lambda does in a process of its own: the event is piped in. */
const { text } = require("node:stream/consumers");

const [, , bundle] = process.argv;
text(process.stdin)
  .then((event) => require(bundle).handler(JSON.parse(event)))
  .then(
    (report) => process.stdout.write(`${JSON.stringify(report)}\n`),
    (error) => {
      process.stdout.write(`Error: ${error.message}\n`);
      process.exitCode = 1;
    },
  );

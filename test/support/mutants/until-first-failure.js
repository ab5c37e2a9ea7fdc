const NodeEnvironment = require("@stryker-mutator/jest-runner/jest-env/node");

/**
 * One failed test has noticed the mutant: the others of its suite are left out, which Jest itself does by suites only. The
 * suite learns which tests are wanted, so that it loads no others.
 */
module.exports = class UntilFirstFailure extends NodeEnvironment {
  constructor(config, context) {
    super(config, context);
    this.global.MUTANTS_TESTS = config.globalConfig.testNamePattern;
    const { handleTestEvent } = this;
    let failed = false;
    this.handleTestEvent = async (event, state) => {
      await handleTestEvent?.(event, state);
      if (event.name === "test_fn_failure" || event.name === "hook_failure") failed = true;
      if (event.name === "test_start" && failed) event.test.mode = "skip";
    };
  }
};

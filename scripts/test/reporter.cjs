'use strict';

const { reporters } = require('mocha');

/** Mocha's dots, and the counts for the process that started it. */
module.exports = class CountingDots extends reporters.Dot {
  done(failures, finish) {
    const { passes, pending } = this.stats;
    if (process.send) process.send({ passed: passes, failed: failures, pending });
    finish(failures);
  }
};

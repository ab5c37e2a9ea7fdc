"use strict";
/**
 * Makes `Math.random` repeat itself, for whoever loads this first (`node --require`), so that a cell's jitter is the
 * same when it is played again. FAULTS_SEED is a whole number; without it nothing is changed.
 */
if (process.env.FAULTS_SEED) {
  let state = Number(process.env.FAULTS_SEED) >>> 0;
  // mulberry32
  Math.random = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

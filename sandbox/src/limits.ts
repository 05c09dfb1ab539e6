/** What a learner's program may use. Published to learners as it stands here. */
export const limits = {
  /** All files of a submission together, in UTF-8 bytes. */
  sourceBytes: 64 * 1024,
  files: 10,
  /** CPU time of one call into the learner's program. */
  callCpuMs: 500,
  /** CPU time of the whole run. */
  runCpuMs: 3_000,
  /** How many measurements (`app.cost()`) of one run may end with a call that was cut off. */
  costCutOffs: 3,
  memoryMb: 64,
  logLines: 200,
  logBytes: 32 * 1024,
  /** One value that crosses the isolate's border, in either direction. */
  value: { depth: 40, nodes: 20_000, bytes: 512 * 1024 },
} as const;

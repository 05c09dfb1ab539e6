/** The C world: programs in C whose every access is checked, with every report on record. */
import { z } from 'zod';
import type { World } from './world.ts';

/** What stopped a C function: an access or an operation that C does not allow. */
export interface CReport {
  /** 'heap-buffer-overflow', 'heap-use-after-free', 'integer-overflow', …: docs/write-an-exercise.md has them all. */
  kind: string;
  /** In words: "A write of 1 byte, 0 bytes past a block of 16 bytes". */
  message: string;
  write: boolean;
  /** Bytes that were to be read or written; 0 when it was no access. */
  size: number;
  /** The size of the heap block that was missed or freed. */
  block?: number | undefined;
  /** Where it happened, from the start of that block. */
  offset?: number | undefined;
  /** Where in the learner's files, when it was there. */
  file?: string | undefined;
  line?: number | undefined;
  column?: number | undefined;
}

/** An argument that the function writes to. */
export type CBuffer = { readonly out: number } | { readonly inout: Uint8Array };

/**
 * What a check or exploit sees as `c`. The learner's program is solution.c; `app.call(name, …)` calls a function of it
 * with numbers, bigints (for 64 bits), texts (UTF-8 with a zero behind), bytes and buffers, each of exactly its size. It gives back the
 * function's number; with buffers among the arguments, `{ value, out }` with what they hold afterwards, in order.
 */
export interface CWorld {
  /** A buffer of so many bytes for the function to fill. */
  out(size: number): CBuffer;
  /** A buffer that holds these bytes for the function to change. */
  inout(bytes: Uint8Array): CBuffer;
  /** What the runtime stopped, in order. The call that it happened in throws an error with the kind as its name. */
  readonly reports: readonly CReport[];
}

const place = { file: z.string().max(100), line: z.int().min(1).max(100_000), column: z.int().min(1).max(100_000) };
const reportSchema = z.strictObject({
  kind: z.string().max(40),
  message: z.string().max(500),
  write: z.boolean(),
  size: z.number().min(0),
  block: z.number().min(0).optional(),
  offset: z.number().optional(),
  file: place.file.optional(),
  line: place.line.optional(),
  column: place.column.optional(),
});

/** Opens a world without reports. */
export function openCWorld(): World & { handle: CWorld } {
  const reports: CReport[] = [];
  return {
    modules: {
      'ounce:c': {
        functions: {
          report: (facts) => {
            if (reports.length < 1_000) reports.push(reportSchema.parse(facts));
          },
        },
      },
    },
    handle: { reports, out: (size) => ({ out: size }), inout: (bytes) => ({ inout: bytes }) },
    close: () => undefined,
  };
}

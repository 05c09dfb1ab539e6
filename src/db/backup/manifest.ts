/** The last file in a backup: what is in it, so that one which was cut off or changed is not taken for whole. */
import { z } from 'zod';

export const manifestName = 'ounce-backup.json';

export const manifestSchema = z.object({
  version: z.literal(1),
  made: z.iso.datetime(),
  /** SHA-256 of each file, in hex. */
  files: z.record(z.string(), z.string()),
});
export type Manifest = z.infer<typeof manifestSchema>;

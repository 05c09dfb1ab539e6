/** The worlds by name: one line here plugs a new one in. */
import type { WorldName } from '../exercise.ts';
import { openDatabaseWorld } from './database.ts';
import { openFilesWorld } from './files.ts';
import { openHtmlWorld } from './html.ts';
import type { Run, World } from './world.ts';

export const worldOpeners: Readonly<Record<WorldName, (run: Run) => World>> = {
  database: openDatabaseWorld,
  files: openFilesWorld,
  html: openHtmlWorld,
};

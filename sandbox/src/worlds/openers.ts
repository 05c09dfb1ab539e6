/** The worlds by name: one line here plugs a new one in. */
import type { WorldName } from '../exercise.ts';
import { openClockWorld } from './clock.ts';
import { openDatabaseWorld } from './database.ts';
import { openFilesWorld } from './files.ts';
import { openHtmlWorld } from './html.ts';
import { openNetworkWorld } from './network.ts';
import type { Given, World } from './world.ts';

export const worldOpeners: Readonly<Record<WorldName, (given: Given) => World>> = {
  clock: openClockWorld,
  database: openDatabaseWorld,
  files: openFilesWorld,
  html: openHtmlWorld,
  network: openNetworkWorld,
};

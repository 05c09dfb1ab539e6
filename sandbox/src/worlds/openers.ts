/** The worlds by name: one line here plugs a new one in. */
import type { WorldName } from '../exercise.ts';
import { openClockWorld } from './clock.ts';
import { openCryptoWorld } from './crypto.ts';
import { openDatabaseWorld } from './database.ts';
import { openFilesWorld } from './files.ts';
import { openHtmlWorld } from './html.ts';
import { openNetworkWorld } from './network.ts';
import { openShellWorld } from './shell.ts';
import type { Opening, World } from './world.ts';

export const worldOpeners: Readonly<Record<WorldName, (opening: Opening) => World>> = {
  clock: openClockWorld,
  crypto: openCryptoWorld,
  database: openDatabaseWorld,
  files: ({ tree }) => openFilesWorld(tree),
  html: openHtmlWorld,
  network: openNetworkWorld,
  shell: openShellWorld,
};

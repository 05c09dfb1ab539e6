/** The worlds by name: one line here plugs a new one in. */
import type { WorldName } from '../exercise.ts';
import { openCWorld } from './c.ts';
import { openClockWorld } from './clock.ts';
import { openCryptoWorld } from './crypto.ts';
import { openDatabaseWorld } from './database.ts';
import { openFilesWorld } from './files.ts';
import { openHtmlWorld } from './html.ts';
import { loadLibxml2 } from './libxml2.ts';
import { openNetworkWorld } from './network.ts';
import { openShellWorld } from './shell.ts';
import type { Opening, World } from './world.ts';
import { openXmlWorld } from './xml.ts';

export const worldOpeners: Readonly<Record<WorldName, (opening: Opening) => World>> = {
  clock: openClockWorld,
  crypto: openCryptoWorld,
  database: openDatabaseWorld,
  files: ({ tree }) => openFilesWorld(tree),
  html: openHtmlWorld,
  network: openNetworkWorld,
  shell: openShellWorld,
  xml: ({ others }) => openXmlWorld(others),
  c: openCWorld,
};

/** Loads what some worlds are made of. To be waited for before they are opened. */
export async function loadWorlds(names: readonly WorldName[]): Promise<void> {
  if (names.includes('xml')) await loadLibxml2();
}

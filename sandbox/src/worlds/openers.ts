/** The worlds by name: one line here plugs a new one in. A world may look at the others of the run, once all are open. */
import type { WorldName, Worlds } from '../exercise.ts';
import { openCWorld } from './c.ts';
import { openDatabaseWorld } from './database.ts';
import { openFilesWorld } from './files.ts';
import { openHtmlWorld } from './html.ts';
import { loadLibxml2 } from './libxml2.ts';
import type { World } from './world.ts';
import { openXmlWorld } from './xml.ts';

export const worldOpeners: Readonly<Record<WorldName, (others: Readonly<Partial<Worlds>>) => World>> = {
  database: openDatabaseWorld,
  files: openFilesWorld,
  html: openHtmlWorld,
  xml: openXmlWorld,
  c: openCWorld,
};

/** Loads what some worlds are made of. To be waited for before they are opened. */
export async function loadWorlds(names: readonly WorldName[]): Promise<void> {
  if (names.includes('xml')) await loadLibxml2();
}

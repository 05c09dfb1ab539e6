/**
 * Monaco's styles travel with its script. Astro would link them from the page, where 175 KB of them hold up the first
 * paint, for an editor that is loaded later or never.
 */
import path from 'node:path';
import type { AstroUserConfig } from 'astro';

type VitePlugin = Extract<NonNullable<NonNullable<AstroUserConfig['vite']>['plugins']>[number], { name: string }>;

const prefix = '\0styles-with-script:';

/** A Vite plugin that makes each stylesheet of Monaco a module which adds it to the page. */
export function stylesWithScript(): VitePlugin {
  return {
    name: 'styles-with-script',
    enforce: 'pre',
    resolveId(source, importer) {
      if (!source.endsWith('.css') || !importer?.includes('/node_modules/monaco-editor/')) return undefined;
      return `${prefix}${path.resolve(path.dirname(importer), source)}.js`;
    },
    load(id) {
      if (!id.startsWith(prefix)) return undefined;
      const file = id.slice(prefix.length, -'.js'.length);
      return `import css from ${JSON.stringify(`${file}?inline`)};
const style = document.head.appendChild(document.createElement('style'));
style.textContent = css;`;
    },
  };
}

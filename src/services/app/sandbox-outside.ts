/**
 * Node runs the sandbox from its own files, never bundled: it starts worker processes by path. Vite's own `ssr.external`
 * leaves out packages that are linked, as workspaces are.
 */
import type { AstroUserConfig } from 'astro';

type VitePlugin = Extract<NonNullable<NonNullable<AstroUserConfig['vite']>['plugins']>[number], { name: string }>;

/** A Vite plugin that leaves imports of the sandbox as they are. */
export function sandboxOutside(): VitePlugin {
  return {
    name: 'sandbox-outside',
    apply: 'build',
    enforce: 'pre',
    resolveId(source) {
      return /^@ounce\/sandbox($|\/)/.test(source) ? { id: source, external: true } : undefined;
    },
  };
}

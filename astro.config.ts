import mdx from '@astrojs/mdx';
import node from '@astrojs/node';
import { defineConfig } from 'astro/config';
import { codeLanguages, styleToClass } from './src/components/code/style-to-class.ts';
import { stylesWithScript } from './src/components/code/styles-with-script.ts';
import { sandboxOutside } from './src/services/app/sandbox-outside.ts';

// src/host.ts serves what this builds; security headers, limits and compression are its business.
export default defineConfig({
  adapter: node({ mode: 'middleware' }),
  integrations: [mdx()],
  trailingSlash: 'never',
  build: { format: 'file', inlineStylesheets: 'never' },
  // No sessions: nothing that a page needs is kept in files of Astro's.
  session: false,
  // The host checks Origin, for JSON bodies too.
  security: { checkOrigin: false },
  devToolbar: { enabled: false },
  markdown: {
    syntaxHighlight: 'shiki',
    shikiConfig: { theme: 'css-variables', langAlias: codeLanguages, transformers: [styleToClass()] },
  },
  vite: {
    plugins: [stylesWithScript(), sandboxOutside()],
    // No data: URLs for scripts and styles, which the Content-Security-Policy would refuse.
    build: { assetsInlineLimit: 0, chunkSizeWarningLimit: 8_000 },
    worker: { format: 'es' },
  },
});

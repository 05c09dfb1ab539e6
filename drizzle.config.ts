import { defineConfig } from 'drizzle-kit';

// `npm run db:generate` writes the migration that leads from the last one to src/db/schema.ts.
export default defineConfig({
  dialect: 'postgresql',
  schema: './src/db/schema.ts',
  out: './src/db/migrations',
});

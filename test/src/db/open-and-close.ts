/** A node that starts: `node open-and-close.ts <url>` opens the database, which brings its schema up to date, and closes it. */
import { openDatabase } from '#src/db/client.ts';

const database = await openDatabase({ databaseUrl: process.argv[2], dataFolder: '/nowhere' });
await database.close();

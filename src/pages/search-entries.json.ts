import type { APIRoute } from 'astro';
import { searchEntries } from '../services/search/search-entries.ts';

/** Written by the build, and read by the server at its start. */
export const GET: APIRoute = async () => Response.json(await searchEntries());

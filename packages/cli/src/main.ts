/** The command line: `ounce <verb>`. Each verb is one file; its exit code is what it gives back. */
import { GraderError } from '@ounce/sandbox';
import { db, dbHelp } from './db.ts';
import { doctor, doctorHelp } from './doctor.ts';
import { grade, gradeHelp } from './grade.ts';
import { list, listHelp } from './list.ts';
import { operator, operatorHelp } from './operator.ts';
import { TryError } from './try-error.ts';

interface Verb {
  run: (args: readonly string[]) => Promise<number>;
  help: string;
}

const verbs: Readonly<Record<string, Verb>> = {
  grade: { run: grade, help: gradeHelp },
  list: { run: list, help: listHelp },
  doctor: { run: doctor, help: doctorHelp },
  db: { run: db, help: dbHelp },
  operator: { run: operator, help: operatorHelp },
};

const help = `ounce: a secure-coding course that grades by attacking

  ounce list                        the exercises
  ounce grade <exercise> <file>     run the checks and exploits on a solution
  ounce doctor                      what shuts the sandbox in on this machine
  ounce db backup|restore|copy       back up, restore or move the data of this clone's server
  ounce operator add <handle>       who runs this clone's server

  ounce help <verb>                 more about one of them

Exit codes: 0 it holds · 1 it does not hold · 2 it could not be tried
`;

/** Runs one command line; resolves to the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') return showHelp(rest[0]);
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  if (!verb) return fail(`There is no verb "${name}". There are: ${Object.keys(verbs).join(', ')}. Try "ounce help".`);
  if (rest.includes('--help') || rest.includes('-h')) return showHelp(name);
  try {
    return await verb.run(rest);
  } catch (error) {
    if (error instanceof TryError || error instanceof GraderError || isUsage(error))
      return fail(`${(error as Error).message}\nTry "ounce help ${name}".`);
    throw error;
  }
}

function showHelp(name: string | undefined): number {
  process.stdout.write(name !== undefined && Object.hasOwn(verbs, name) ? verbs[name]!.help : help);
  return 0;
}

function fail(message: string): number {
  process.stderr.write(`${message}\n`);
  return 2;
}

/** node:util's parseArgs throws these for options that it does not know. */
function isUsage(error: unknown): boolean {
  return error instanceof Error && String((error as { code?: unknown }).code).startsWith('ERR_PARSE_ARGS_');
}

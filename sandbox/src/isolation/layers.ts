/** The layers around a learner's program, what each stops, and what to do about one that is missing. */
import type { Rung, Rungs } from './find-rungs.ts';
import type { Harm } from './harm.ts';

export interface Layer {
  id: LayerId;
  name: string;
  /** unneeded: a stronger layer does the same. */
  state: 'active' | 'unneeded' | 'missing';
  /** What it stops, or would stop, by itself. */
  stops: readonly Harm[];
  /** What it does besides, in a sentence. */
  means?: string;
  /** Why it is not active. */
  why?: string;
  /** What to do about that. */
  advice?: string;
}

export type LayerId =
  | 'isolate'
  | 'jitless'
  | 'permissions'
  | 'environment'
  | 'watch'
  | 'limits'
  | 'bubblewrap'
  | 'seccomp'
  | 'user'
  | 'unshare';

/** What each layer stops by itself, for native code in a worker. The attacks of test/sandbox/isolation hold it to that. */
const stopsOf = {
  isolate: [],
  jitless: [],
  permissions: [],
  environment: ['environment'],
  watch: ['memory', 'sharedMemory', 'threads', 'cpu'],
  limits: ['memory', 'stack', 'disk', 'cpu', 'openFiles'],
  bubblewrap: [
    'privateFiles',
    'ourProcesses',
    'files',
    'writes',
    'disk',
    'processList',
    'processSecrets',
    'tracing',
    'signals',
    'network',
    'unixSockets',
    'programs',
    'devices',
  ],
  seccomp: [
    'tracing',
    'signals',
    'network',
    'unixSockets',
    'sockets',
    'newProcesses',
    'programsFromMemory',
    'machineCode',
    'sharedMemory',
    'kernel',
  ],
  user: ['privateFiles', 'ourProcesses', 'threads'],
  unshare: ['ourProcesses', 'processList', 'processSecrets', 'tracing', 'signals', 'network'],
} as const satisfies Record<LayerId, readonly Harm[]>;

/** From the inside to the outside. */
export function layersOf(rungs: Rungs): Layer[] {
  const { bubblewrap, seccomp, prlimit, ownUser, unshare } = rungs;
  return [
    always('isolate', 'V8 isolate', 'A program can name nothing but its own globals.'),
    always(
      'jitless',
      'No just-in-time compiler',
      'Most engine bugs that turn JavaScript into native code are out of reach.',
    ),
    always(
      'permissions',
      'Node’s permissions',
      'JavaScript outside the isolate can open no files but the grader’s, and start no process.',
    ),
    always('environment', 'A process of its own, empty environment', 'The server’s memory is in another process.'),
    process.platform === 'linux'
      ? always('watch', 'CPU and memory watch', 'What the engine can’t interrupt is ended from outside.')
      : {
          ...always('watch', 'CPU and memory watch', ''),
          ...missing('this system has no /proc: only the time on the clock is watched', onLinux),
        },
    layer('limits', 'Resource limits', prlimit, 'Install util-linux, which brings prlimit.'),
    layer('bubblewrap', 'Namespaces (bubblewrap)', bubblewrap, adviceOnNamespaces(bubblewrap)),
    layer(
      'seccomp',
      'System call filter (seccomp)',
      seccomp,
      bubblewrap.works
        ? 'Run on x64 or arm64, with a kernel that has seccomp filters.'
        : 'Get bubblewrap to work: it loads the filter.',
    ),
    userLayer(rungs, ownUser),
    unshareLayer(bubblewrap, unshare),
  ];
}

const onLinux = 'Run the grader on Linux.';

function always(id: LayerId, name: string, means: string): Layer {
  return { id, name, state: 'active', stops: stopsOf[id], means };
}

function missing(why: string, advice: string): Pick<Layer, 'state' | 'why' | 'advice'> {
  return { state: 'missing', why, advice: process.platform === 'linux' ? advice : onLinux };
}

function layer(id: LayerId, name: string, rung: Rung, advice: string): Layer {
  return { id, name, stops: stopsOf[id], ...(rung.works ? { state: 'active' } : missing(rung.why, advice)) };
}

function adviceOnNamespaces(bubblewrap: Rung): string {
  if (!bubblewrap.works && bubblewrap.why === 'bwrap is not installed') {
    return 'Install bubblewrap (Debian, Ubuntu: apt-get install bubblewrap).';
  }
  return 'Allow user namespaces: docs/sandbox.md says how, for containers and for Ubuntu.';
}

function userLayer({ root, bubblewrap, prlimit }: Rungs, ownUser: Rung): Layer {
  const found = layer(
    'user',
    'A user of its own (setpriv)',
    ownUser,
    'Install util-linux, and keep Ounce in a folder that other users may enter.',
  );
  // The limit of threads is set by prlimit.
  if (!prlimit.works) found.stops = found.stops.filter((harm) => harm !== 'threads');
  const unneeded = !root && bubblewrap.works;
  return unneeded
    ? { ...found, state: 'unneeded', why: 'only root can give one, and the namespaces hold without it', advice: '' }
    : found;
}

function unshareLayer(bubblewrap: Rung, unshare: Rung): Layer {
  const found = layer('unshare', 'Namespaces (unshare)', unshare, 'Better get bubblewrap to work: it does more.');
  return bubblewrap.works ? { ...found, state: 'unneeded', why: 'bubblewrap does more', advice: '' } : found;
}

/** What a program that runs native code in a worker might do, each in the words that people read. */
export const harms = {
  environment: 'reading environment variables',
  privateFiles: 'reading files that only our user may read',
  files: 'reading any file but the grader’s own',
  writes: 'writing or making files',
  disk: 'filling the disk',
  processList: 'seeing other processes and their command lines',
  processSecrets: 'reading the memory and the environment of other processes through /proc',
  tracing: 'tracing other processes',
  signals: 'signalling other processes',
  network: 'reaching the network, this machine’s own ports too',
  unixSockets: 'reaching Unix sockets',
  sockets: 'opening sockets of any kind',
  newProcesses: 'starting processes',
  programs: 'running other programs',
  programsFromMemory: 'running programs from memory',
  machineCode: 'making memory executable (class js)',
  memory: 'private memory without end',
  sharedMemory: 'shared memory without end',
  threads: 'threads without end',
  cpu: 'CPU time without end',
  openFiles: 'open files without end',
  devices: 'opening devices',
  kernel: 'rare parts of the kernel: io_uring, bpf, keys, userfaultfd, performance events, namespaces, mounts',
} as const;

export type Harm = keyof typeof harms;

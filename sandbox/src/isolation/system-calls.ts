/**
 * The system calls that Node, V8 and the C library need to read files, keep memory and threads, and talk over pipes
 * that are open already. Found by tracing workers and the compiler. Numbers: Linux's
 * arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h.
 */

/** [x64, arm64]; `no` where the architecture has no such call. */
type Numbers = readonly [x64: number, arm64: number];
const no = -1;

/** Allowed whatever their arguments are. */
// prettier-ignore
export const plainCalls: Readonly<Record<string, Numbers>> = {
  // Files. There is none to write, and opening one to write is refused by the file system.
  read: [0, 63], write: [1, 64], readv: [19, 65], writev: [20, 66], pread64: [17, 67], preadv: [295, 69], lseek: [8, 62],
  open: [2, no], openat: [257, 56], close: [3, 57], stat: [4, no], fstat: [5, 80], lstat: [6, no], newfstatat: [262, 79],
  statx: [332, 291], access: [21, no], faccessat: [269, 48], faccessat2: [439, 439], readlink: [89, no],
  readlinkat: [267, 78], getdents64: [217, 61], getcwd: [79, 17], dup: [32, 23], dup3: [292, 24],
  // Waiting, and the pipes to the parent, which are sockets that it made.
  pipe2: [293, 59], poll: [7, no], ppoll: [271, 73], epoll_create1: [291, 20], epoll_ctl: [233, 21],
  epoll_wait: [232, no], epoll_pwait: [281, 22], epoll_pwait2: [441, 441], eventfd2: [290, 19],
  getsockname: [51, 204], getpeername: [52, 205], getsockopt: [55, 209], shutdown: [48, 210],
  // Memory and threads.
  munmap: [11, 215], mremap: [25, 216], madvise: [28, 233], brk: [12, 214], membarrier: [324, 283], futex: [202, 98],
  set_robust_list: [273, 99], rseq: [334, 293], set_tid_address: [218, 96], arch_prctl: [158, no],
  sched_yield: [24, 124], sched_getaffinity: [204, 123], sched_getscheduler: [145, 120], sched_getparam: [143, 121],
  // Clocks, and facts about itself.
  nanosleep: [35, 101], clock_nanosleep: [230, 115], clock_gettime: [228, 113], clock_getres: [229, 114],
  gettimeofday: [96, 169], time: [201, no], times: [100, 153], getrusage: [98, 165], getrandom: [318, 278],
  getpid: [39, 172], gettid: [186, 178], getppid: [110, 173], getuid: [102, 174], geteuid: [107, 175],
  getgid: [104, 176], getegid: [108, 177], capget: [125, 90], uname: [63, 160], sysinfo: [99, 179],
  // Signals that it gets, and its end. It can send none, not even to itself.
  rt_sigaction: [13, 134], rt_sigprocmask: [14, 135], rt_sigreturn: [15, 139], sigaltstack: [131, 132],
  restart_syscall: [219, 128], exit: [60, 93], exit_group: [231, 94],
  // bubblewrap loads the filter, then starts Node, and waits for its end under the same filter.
  execve: [59, 221], wait4: [61, 260],
};

/** Allowed with some arguments only: see the filter. */
// prettier-ignore
export const judgedCalls = {
  mmap: [9, 222], mprotect: [10, 226], clone: [56, 220], clone3: [435, 435],
  prctl: [157, 167], ioctl: [16, 29], fcntl: [72, 25], prlimit64: [302, 261],
} as const satisfies Record<string, Numbers>;

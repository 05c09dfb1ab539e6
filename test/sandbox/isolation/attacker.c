/*
 * An attacker who runs native code in a worker. Arguments: key=value facts about what there is to reach, then the names
 * of attacks. Prints "<attack> reached" or "<attack> refused <why>" for each. With "--filter" first, it loads the
 * seccomp filter from descriptor 3 itself and nothing else holds it. "victim" instead plays the other process: it keeps
 * a secret in its environment and its memory, tells where, and waits. With "quiet" last it says nothing, keeps what it got hold of, ignores every signal, and stays.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/netlink.h>
#include <linux/seccomp.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <dirent.h>
#include <unistd.h>

#define MB (1024L * 1024L)
static const char planted[] = "planted-";
static char remembered[64];
static int silent;
static char **facts;
static int factCount;

static const char *fact(const char *key) {
  size_t length = strlen(key);
  for (int i = 0; i < factCount; i++)
    if (!strncmp(facts[i], key, length) && facts[i][length] == '=') return facts[i] + length + 1;
  return "";
}
static long number(const char *key) { return strtol(fact(key), NULL, 0); }

/* A result of a system call: negative means refused. */
static int hasSecret(const char *bytes, ssize_t size) {
  return size > 0 && memmem(bytes, size, planted, strlen(planted)) ? 0 : -1;
}
static int readsSecret(const char *path) {
  char bytes[65536];
  int fd = open(path, O_RDONLY);
  if (fd < 0) return -1;
  ssize_t size = read(fd, bytes, sizeof bytes);
  close(fd);
  return hasSecret(bytes, size);
}
static int ofVictim(const char *file, char *path, size_t size) {
  return snprintf(path, size, "/proc/%ld/%s", number("victim"), file);
}

static int environment(void) {
  extern char **environ;
  for (char **one = environ; *one; one++)
    if (strstr(*one, planted)) return 0;
  errno = ENOENT;
  return -1;
}
static int privateFile(void) { return readsSecret(fact("file")); }
static int publicFile(void) { return open("/etc/passwd", O_RDONLY); }

/* Wherever it might be possible. */
static const char *const folders[] = {"", "/tmp", "/dev/shm", "/var/tmp", "/dev", "/run", "/", NULL};
static const char *folder(int i) { return i == 0 ? fact("folder") : folders[i]; }
static void inside(int i, const char *name, char *path, size_t size) {
  snprintf(path, size, "%s/ounce-attack-%s", folder(i), name);
}
static int makesFile(void) {
  char path[4096];
  for (int i = 0; folders[i]; i++) {
    inside(i, "file", path, sizeof path);
    int fd = open(path, O_CREAT | O_WRONLY, 0600);
    if (fd >= 0) return unlink(path), close(fd), 0;
  }
  return -1;
}
static int makesFolder(void) {
  char path[4096];
  for (int i = 0; folders[i]; i++) {
    inside(i, "folder", path, sizeof path);
    if (mkdir(path, 0700) == 0) return rmdir(path), 0;
  }
  return -1;
}
static int makesLink(void) {
  char path[4096];
  for (int i = 0; folders[i]; i++) {
    inside(i, "link", path, sizeof path);
    if (symlink("/etc", path) == 0) return unlink(path), 0;
  }
  return -1;
}
static int fillsDisk(void) {
  static char block[MB];
  char path[4096];
  signal(SIGXFSZ, SIG_IGN);
  memset(block, 1, sizeof block);
  for (int i = 0; folders[i]; i++) {
    inside(i, "fill", path, sizeof path);
    int fd = open(path, O_CREAT | O_WRONLY, 0600);
    if (fd < 0) continue;
    int blocks = 0;
    while (blocks < 8 && write(fd, block, sizeof block) == (ssize_t)sizeof block) blocks++;
    int why = errno;
    unlink(path);
    close(fd);
    errno = why;
    if (blocks == 8) return 0;
  }
  return -1;
}

static int listsProcesses(void) {
  DIR *proc = opendir("/proc");
  if (!proc) return -1;
  int others = 0;
  for (struct dirent *one; (one = readdir(proc));) {
    long pid = strtol(one->d_name, NULL, 10);
    if (pid > 0 && pid != getpid() && pid != getppid()) others++;
  }
  errno = ENOENT;
  return others > 0 ? 0 : -1;
}
static int readsCommandLine(void) {
  char path[64], bytes[4096];
  snprintf(path, sizeof path, "/proc/%ld/cmdline", number("parent"));
  int fd = open(path, O_RDONLY);
  if (fd < 0) return -1;
  errno = ENOENT;
  return read(fd, bytes, sizeof bytes) > 0 ? 0 : -1;
}
static int readsEnvironment(void) {
  char path[64];
  ofVictim("environ", path, sizeof path);
  return readsSecret(path);
}
static int readsMemory(void) {
  char path[64], bytes[64] = "";
  ofVictim("mem", path, sizeof path);
  int fd = open(path, O_RDONLY);
  if (fd < 0) return -1;
  return hasSecret(bytes, pread(fd, bytes, sizeof bytes, number("address")));
}
static int readsByCall(void) {
  char bytes[64] = "";
  struct iovec here = {bytes, sizeof bytes}, there = {(void *)number("address"), sizeof bytes};
  return hasSecret(bytes, process_vm_readv(number("victim"), &here, 1, &there, 1, 0));
}
static int traces(void) {
  if (ptrace(PTRACE_SEIZE, number("victim"), 0, 0) < 0) return -1;
  ptrace(PTRACE_DETACH, number("victim"), 0, 0);
  return 0;
}
static int takesDescriptor(void) {
  int process = syscall(SYS_pidfd_open, number("victim"), 0);
  if (process < 0) return -1;
  return syscall(438 /* pidfd_getfd */, process, 1, 0);
}

/* Signal 0 is only asked for, never sent: the same permission. */
static int signalsVictim(void) { return kill(number("victim"), 0); }
static int signalsParent(void) { return kill(number("parent"), 0); }
static int signalsAll(void) { return kill(-1, 0); }
static int signalsThread(void) { return syscall(SYS_tgkill, number("victim"), number("victim"), 0); }

static int greeted(int fd) {
  char bytes[64];
  struct timeval patience = {2, 0};
  setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  ssize_t size = recv(fd, bytes, sizeof bytes, 0);
  return hasSecret(bytes, size);
}
static struct sockaddr_in loopback(const char *port) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(number(port))};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}
static int connectsTcp(void) {
  struct sockaddr_in address = loopback("tcp");
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0 || connect(fd, (void *)&address, sizeof address) < 0) return -1;
  return greeted(fd);
}
static int asksUdp(void) {
  struct sockaddr_in address = loopback("udp");
  int fd = socket(AF_INET, SOCK_DGRAM, 0);
  if (fd < 0 || sendto(fd, "?", 1, 0, (void *)&address, sizeof address) < 0) return -1;
  return greeted(fd);
}
static int connectsUnix(const char *name, int abstract) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  strncpy(address.sun_path + abstract, name, sizeof address.sun_path - 2);
  int fd = socket(AF_UNIX, SOCK_STREAM, 0);
  socklen_t size = offsetof(struct sockaddr_un, sun_path) + abstract + strlen(name);
  if (fd < 0 || connect(fd, (void *)&address, size) < 0) return -1;
  return greeted(fd);
}
static int connectsPath(void) { return connectsUnix(fact("unix"), 0); }
static int connectsAbstract(void) { return connectsUnix(fact("abstract"), 1); }
static int listens(void) {
  struct sockaddr_in address = loopback("none");
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  return fd < 0 || bind(fd, (void *)&address, sizeof address) < 0 ? -1 : listen(fd, 1);
}
static int socketInet(void) { return socket(AF_INET, SOCK_STREAM, 0); }
static int socketInet6(void) { return socket(AF_INET6, SOCK_DGRAM, 0); }
static int socketUnix(void) { return socket(AF_UNIX, SOCK_STREAM, 0); }
static int socketNetlink(void) { return socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE); }
static int socketVsock(void) { return socket(40 /* AF_VSOCK */, SOCK_STREAM, 0); }
static int socketCrypto(void) { return socket(38 /* AF_ALG */, SOCK_SEQPACKET, 0); }
static int socketPacket(void) { return socket(17 /* AF_PACKET */, SOCK_RAW, 0); }
static int socketPair(void) {
  int pair[2];
  return socketpair(AF_UNIX, SOCK_DGRAM, 0, pair);
}

static int waited(long child) {
  int status;
  if (child < 0) return -1;
  if (child == 0) _exit(7);
  return waitpid(child, &status, __WALL) == child && WIFEXITED(status) && WEXITSTATUS(status) == 7 ? 0 : -1;
}
static int forks(void) { return waited(syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0)); }
static int forksPlainly(void) {
#ifdef SYS_fork
  return waited(syscall(SYS_fork));
#else
  return forks();
#endif
}
static int forksByVfork(void) { return waited(vfork()); }
static int forksByClone3(void) {
  uint64_t wanted[11] = {0};
  wanted[4] = SIGCHLD;
  return waited(syscall(435 /* clone3 */, wanted, 88));
}

/* Each replaces the process: the new program says that it was reached. */
static int runsShell(void) {
  char *arguments[] = {"sh", "-c", "echo programs reached", NULL}, *none[] = {NULL};
  return execve("/bin/sh", arguments, none);
}
static int runsFromMemory(void) {
  static char bytes[16 * MB];
  char *arguments[] = {"attacker", "said=programs-from-memory", NULL}, *none[] = {NULL};
  int self = open(fact("self"), O_RDONLY), fd = syscall(SYS_memfd_create, "x", 0);
  ssize_t size = read(self, bytes, sizeof bytes);
  if (fd < 0) return -1;
  signal(SIGXFSZ, SIG_IGN);
  if (size <= 0 || write(fd, bytes, size) != size) return -1;
  return syscall(SYS_execveat, fd, "", arguments, none, AT_EMPTY_PATH);
}

static int codeInNewPage(void) {
  void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return page == MAP_FAILED ? -1 : 0;
}
static int codeInOldPage(void) {
  void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return mprotect(page, 4096, PROT_READ | PROT_EXEC);
}

/* 960 MB in all: more than a worker's limit. Few pages are touched, since the limit counts what could be; when it keeps them, all of 240 MB. */
static int fillsMemory(int flags) {
  char *blocks[16];
  int count = silent ? 4 : 16;
  for (int i = 0; i < count; i++) {
    blocks[i] = mmap(NULL, 60 * MB, PROT_READ | PROT_WRITE, flags | MAP_ANONYMOUS, -1, 0);
    if (blocks[i] == MAP_FAILED) return -1;
    for (long at = 0; at < 60 * MB; at += silent ? 4096 : MB) blocks[i][at] = 1;
  }
  for (int i = 0; i < count && !silent; i++) munmap(blocks[i], 60 * MB);
  return 0;
}
static int fillsPrivate(void) { return fillsMemory(MAP_PRIVATE); }
static int fillsShared(void) { return fillsMemory(MAP_SHARED); }
static int fillsGrowing(void) { return fillsMemory(MAP_PRIVATE | MAP_GROWSDOWN); }
static long deeper(long left) {
  volatile char frame[MB];
  for (int i = 0; i < MB; i += 4096) frame[i] = 1;
  return left == 0 ? 0 : deeper(left - 1) + frame[0];
}
static int fillsStack(void) {
  struct rlimit all = {64 * MB, 64 * MB};
  if (setrlimit(RLIMIT_STACK, &all) < 0) return -1;
  return deeper(32) > 0 ? 0 : -1;
}

static void *waitsLong(void *none) {
  sleep(600);
  return none;
}
static int startsThreads(void) {
  pthread_attr_t small;
  pthread_attr_init(&small);
  pthread_attr_setstacksize(&small, 16384);
  for (int i = 0; i < (silent ? 200 : 4500); i++) {
    pthread_t thread;
    int why = pthread_create(&thread, &small, waitsLong, NULL);
    if (why) return errno = why, -1;
  }
  return 0;
}
static int lingers(void) {
  for (int signal = 1; signal < 32; signal++) sigaction(signal, &(struct sigaction){.sa_handler = SIG_IGN}, NULL);
  sleep(600);
  return 0;
}
static int usesCpu(void) {
  struct rusage used;
  do getrusage(RUSAGE_SELF, &used);
  while (used.ru_utime.tv_sec + used.ru_stime.tv_sec < 2);
  return 0;
}
static int opensFiles(void) {
  for (int i = 0; i < 300; i++)
    if (dup(1) < 0) return -1;
  return 0;
}
static int opensDevice(void) {
  const char *const devices[] = {"/dev/mem", "/dev/kmsg", "/dev/port", "/dev/vda", "/dev/sda", "/dev/ptmx", "/dev/full", "/dev/fuse", NULL};
  for (int i = 0; devices[i]; i++)
    if (open(devices[i], O_RDONLY | O_NOCTTY) >= 0) return 0;
  return -1;
}

static int ioUring(void) {
  char parameters[256] = {0};
  return syscall(425, 4, parameters);
}
static int bpf(void) {
  uint64_t map[16] = {2 /* array */ | 4ULL << 32, 4 | 1ULL << 32};
  return syscall(SYS_bpf, 0 /* BPF_MAP_CREATE */, map, sizeof map);
}
static int addsKey(void) { return syscall(SYS_add_key, "user", "ounce", "x", 1, -1 /* the thread's keyring */); }
static int readsKeys(void) { return syscall(SYS_keyctl, 0 /* get id */, -1, 1); }
static int userfaultfd(void) { return syscall(SYS_userfaultfd, O_CLOEXEC | 1 /* user mode only */); }
static int performanceEvents(void) {
  uint32_t event[32] = {1 /* software */, 128};
  return syscall(SYS_perf_event_open, event, 0, -1, -1, 0);
}
static int newNamespace(void) { return unshare(CLONE_NEWUSER); }
static int joinsNamespace(void) {
  char path[64];
  ofVictim("ns/uts", path, sizeof path);
  int fd = open(path, O_RDONLY);
  return setns(fd < 0 ? 0 : fd, 0);
}
static int mounts(void) {
  if (syscall(SYS_mount, "none", fact("folder"), "tmpfs", 0, NULL) < 0) return -1;
  return syscall(SYS_umount2, fact("folder"), 0);
}
static int changesPersonality(void) { return syscall(SYS_personality, 0x0040000 /* no address randomisation */); }
static int locksMemory(void) { return syscall(SYS_mlockall, 1); }
static int sharesSegment(void) { return syscall(SYS_shmget, 0, 4096, 01600); }
static int makesTimer(void) {
  int timer;
  return syscall(SYS_timer_create, 1, NULL, &timer);
}
static int watchesFiles(void) { return syscall(SYS_inotify_init1, 0); }
static int changesScheduling(void) { return syscall(SYS_setpriority, 0, 0, 5); }
static int outlivesParent(void) { return prctl(PR_SET_PDEATHSIG, 0); }

/* These end the process when they are refused. */
static int callsAsX32(void) {
#ifdef __x86_64__
  long pid = syscall(0x40000000 | SYS_getpid);
  return pid > 0 || errno == ENOSYS ? 0 : -1;
#else
  return errno = ENOSYS, -1;
#endif
}
static int callsAs386(void) {
#ifdef __x86_64__
  long pid;
  __asm__ volatile("int $0x80" : "=a"(pid) : "a"(20 /* getpid */) : "memory");
  return 0;
#else
  return errno = ENOSYS, -1;
#endif
}

static const struct {
  const char *name;
  int (*act)(void);
} attacks[] = {
    {"environment", environment},
    {"private-file", privateFile},
    {"public-file", publicFile},
    {"make-file", makesFile},
    {"make-folder", makesFolder},
    {"make-link", makesLink},
    {"fill-disk", fillsDisk},
    {"list-processes", listsProcesses},
    {"command-line", readsCommandLine},
    {"other-environment", readsEnvironment},
    {"other-memory", readsMemory},
    {"process-vm-readv", readsByCall},
    {"ptrace", traces},
    {"pidfd-getfd", takesDescriptor},
    {"signal-process", signalsVictim},
    {"signal-parent", signalsParent},
    {"signal-all", signalsAll},
    {"signal-thread", signalsThread},
    {"tcp", connectsTcp},
    {"udp", asksUdp},
    {"unix-path", connectsPath},
    {"unix-abstract", connectsAbstract},
    {"listen", listens},
    {"socket-inet", socketInet},
    {"socket-inet6", socketInet6},
    {"socket-unix", socketUnix},
    {"socket-netlink", socketNetlink},
    {"socket-vsock", socketVsock},
    {"socket-alg", socketCrypto},
    {"socket-packet", socketPacket},
    {"socketpair", socketPair},
    {"clone", forks},
    {"fork", forksPlainly},
    {"vfork", forksByVfork},
    {"clone3", forksByClone3},
    {"programs", runsShell},
    {"programs-from-memory", runsFromMemory},
    {"code-in-new-page", codeInNewPage},
    {"code-in-old-page", codeInOldPage},
    {"private-memory", fillsPrivate},
    {"shared-memory", fillsShared},
    {"growing-memory", fillsGrowing},
    {"stack", fillsStack},
    {"threads", startsThreads},
    {"cpu", usesCpu},
    {"open-files", opensFiles},
    {"device", opensDevice},
    {"io-uring", ioUring},
    {"bpf", bpf},
    {"add-key", addsKey},
    {"keyctl", readsKeys},
    {"userfaultfd", userfaultfd},
    {"perf-event-open", performanceEvents},
    {"unshare", newNamespace},
    {"setns", joinsNamespace},
    {"mount", mounts},
    {"personality", changesPersonality},
    {"mlockall", locksMemory},
    {"shmget", sharesSegment},
    {"timer-create", makesTimer},
    {"inotify", watchesFiles},
    {"setpriority", changesScheduling},
    {"outlive-parent", outlivesParent},
    {"x32", callsAsX32},
    {"i386", callsAs386},
};

static void attack(const char *name) {
  for (size_t i = 0; i < sizeof attacks / sizeof *attacks; i++) {
    if (strcmp(attacks[i].name, name)) continue;
    errno = 0;
    int result = attacks[i].act();
    if (silent) return;
    if (result >= 0) printf("%s reached\n", name);
    else printf("%s refused %s\n", name, strerror(errno));
    return;
  }
  printf("%s is no attack\n", name);
}

static void loadFilter(void) {
  static struct sock_filter instructions[4096];
  ssize_t size = 0, more;
  while ((more = read(3, (char *)instructions + size, sizeof instructions - size)) > 0) size += more;
  struct sock_fprog program = {size / sizeof *instructions, instructions};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program)) {
    perror("the filter can't be loaded");
    exit(1);
  }
}

/* Every system call that is not named in the arguments, with arguments that no call can use. Prints those that are let through. */
static void sweep(int count, char **allowed) {
  for (long call = 0; call < 1000; call++) {
    int skip = 0;
    for (int i = 0; i < count; i++) skip |= strtol(allowed[i], NULL, 10) == call;
    if (skip) continue;
    errno = 0;
    if (syscall(call, -1, -1, -1, -1, -1, -1) != -1 || errno != ENOSYS) printf("%ld %s\n", call, strerror(errno));
  }
}

int main(int count, char **arguments) {
  setvbuf(stdout, NULL, _IOLBF, 0);
  int at = 1;
  if (at < count && !strcmp(arguments[at], "victim")) {
    strncpy(remembered, getenv("SECRET") ?: "", sizeof remembered - 1);
    prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY);
    printf("%p\n", (void *)remembered);
    for (;;) pause();
  }
  if (at < count && !strcmp(arguments[at], "--filter")) loadFilter(), at++;
  if (at < count && !strcmp(arguments[at], "sweep")) return puts("started"), sweep(count - at - 1, arguments + at + 1), 0;
  facts = arguments;
  factCount = count;
  /* A worker that speaks without being asked would be ended for that. */
  silent = count > 1 && !strcmp(arguments[count - 1], "quiet");
  if (silent) count--;
  else puts("started");
  if (*fact("said")) return printf("%s reached\n", fact("said")), 0;
  for (; at < count; at++)
    if (!strchr(arguments[at], '=')) attack(arguments[at]);
  return silent ? lingers() : 0;
}

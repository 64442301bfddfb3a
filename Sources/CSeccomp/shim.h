#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

// Names that only GNU's headers give.
#ifndef O_PATH
#define O_PATH 010000000
#endif
#ifndef MAP_ANONYMOUS
#define MAP_ANONYMOUS 0x20
#endif
#ifndef MAP_TYPE
#define MAP_TYPE 0x0f
#endif

static inline void cseccomp_limit_one(int resource, unsigned long long value) {
  struct rlimit limit = {(rlim_t)value, (rlim_t)value};
  setrlimit(resource, &limit);
}

// Files that whoever started this process forgot to close are none of its business.
static inline void cseccomp_close_from(unsigned int first) { syscall(SYS_close_range, first, ~0U, 0); }

// Bytes of memory, and of address space beyond it; no output files, no core files, no processes, few open files; no new rights, no debugger.
// Here and not in Swift, since the names of resources are macros and prctl is variadic.
//
// Memory is what the process can write to and nobody else sees (RLIMIT_DATA, which counts such mappings since Linux 4.7). Address space
// (RLIMIT_AS) also counts what is only mapped to be read: libraries, the document, and fonts, of which those of Noto CJK take some
// hundred megabytes without costing any, since the system can drop those pages whenever it likes.
static inline void cseccomp_limit(unsigned long long memory, unsigned long long mapped) {
  cseccomp_limit_one(RLIMIT_DATA, memory);
  cseccomp_limit_one(RLIMIT_AS, memory + mapped);
  cseccomp_limit_one(RLIMIT_FSIZE, 0);
  cseccomp_limit_one(RLIMIT_CORE, 0);
  cseccomp_limit_one(RLIMIT_NPROC, 0);
  cseccomp_limit_one(RLIMIT_NOFILE, 64);
  prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

// Seconds of processor time from now; then SIGXCPU ends the process. So many and some more by the clock; then SIGALRM does, should
// nobody be left to stop it. (PR_SET_PDEATHSIG would not do: to the kernel the parent is the thread that started this process, and
// threads come and go.)
static inline void cseccomp_allow_seconds(unsigned int seconds, unsigned int longest) {
  struct rusage used;
  struct rlimit limit;
  alarm(longest + 5);
  if (getrusage(RUSAGE_SELF, &used) != 0 || getrlimit(RLIMIT_CPU, &limit) != 0) return;
  limit.rlim_cur = (rlim_t)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) + seconds + 1;
  setrlimit(RLIMIT_CPU, &limit);
}

// Waits for as long as nobody asks anything.
static inline void cseccomp_allow_waiting(void) { alarm(0); }

// Landlock's own numbers, since its header is older than its kernels.
enum { CSECCOMP_LANDLOCK_CREATE = 444, CSECCOMP_LANDLOCK_ADD = 445, CSECCOMP_LANDLOCK_RESTRICT = 446 };

// A fence around all files, the network and other processes: from `cseccomp_close_fence` on, nothing is opened but for reading below
// the folders named before. Returns a descriptor, or a negative number where the kernel has no Landlock.
static inline int cseccomp_fence(void) {
  struct { unsigned long long files, network, scopes; } all = {0, 0, 0};
  long version = syscall(CSECCOMP_LANDLOCK_CREATE, NULL, 0, 1);
  if (version < 1) return -1;
  // Bits 0 to 12 came with version 1, REFER with 2, TRUNCATE with 3, IOCTL_DEV with 5.
  all.files = version >= 5 ? 0xffff : version >= 3 ? 0x7fff : version >= 2 ? 0x3fff : 0x1fff;
  if (version >= 4) all.network = 3;
  if (version >= 6) all.scopes = 3;
  size_t size = version >= 6 ? 24 : version >= 4 ? 16 : 8;
  return (int)syscall(CSECCOMP_LANDLOCK_CREATE, &all, size, 0);
}

// Leaves a folder, or a file, open for reading. What does not exist needs no leave.
static inline void cseccomp_fence_leaves(int fence, const char *path) {
  const unsigned long long read_file = 4, read_folder = 8;
  struct { unsigned long long allowed; int place; } __attribute__((packed)) rule = {read_file | read_folder, -1};
  rule.place = open(path, O_PATH | O_CLOEXEC);
  if (rule.place < 0) return;
  // A file has no entries to read.
  if (syscall(CSECCOMP_LANDLOCK_ADD, fence, 1, &rule, 0) != 0) {
    rule.allowed = read_file;
    syscall(CSECCOMP_LANDLOCK_ADD, fence, 1, &rule, 0);
  }
  close(rule.place);
}

// Needs PR_SET_NO_NEW_PRIVS. Returns 0 when the fence stands.
static inline int cseccomp_close_fence(int fence) {
  long outcome = syscall(CSECCOMP_LANDLOCK_RESTRICT, fence, 0);
  close(fence);
  return (int)outcome;
}

// From here on this process may compute, read what it has open, and open files for reading (fonts); nothing else:
// no sockets, no new processes, no new code, no writing to files, no signals to others. What is not listed fails with EPERM.
// The argument comparers of libseccomp are macros, hence C. Returns 0, or a negative error where the kernel has no filters.
static inline int cseccomp_confine(void) {
  static const int allowed[] = {
      SCMP_SYS(read),          SCMP_SYS(write),        SCMP_SYS(readv),          SCMP_SYS(writev),
      SCMP_SYS(pread64),       SCMP_SYS(close),        SCMP_SYS(lseek),          SCMP_SYS(fstat),
      SCMP_SYS(stat),          SCMP_SYS(lstat),        SCMP_SYS(newfstatat),     SCMP_SYS(statx),
      SCMP_SYS(statfs),        SCMP_SYS(fstatfs),      SCMP_SYS(access),         SCMP_SYS(faccessat),
      SCMP_SYS(faccessat2),    SCMP_SYS(readlink),     SCMP_SYS(readlinkat),     SCMP_SYS(getcwd),
      SCMP_SYS(getdents64),    SCMP_SYS(fadvise64),    SCMP_SYS(poll),           SCMP_SYS(ppoll),
      SCMP_SYS(munmap),        SCMP_SYS(mremap),       SCMP_SYS(alarm),          SCMP_SYS(setitimer),
      SCMP_SYS(madvise),       SCMP_SYS(brk),          SCMP_SYS(futex),          SCMP_SYS(sched_yield),
      SCMP_SYS(getrandom),     SCMP_SYS(clock_gettime), SCMP_SYS(clock_getres),  SCMP_SYS(gettimeofday),
      SCMP_SYS(time),          SCMP_SYS(nanosleep),    SCMP_SYS(clock_nanosleep), SCMP_SYS(getrusage),
      SCMP_SYS(getrlimit),     SCMP_SYS(setrlimit),    SCMP_SYS(prlimit64),      SCMP_SYS(sysinfo),
      SCMP_SYS(uname),         SCMP_SYS(getpid),       SCMP_SYS(gettid),         SCMP_SYS(getuid),
      SCMP_SYS(geteuid),       SCMP_SYS(getgid),       SCMP_SYS(getegid),        SCMP_SYS(rt_sigaction),
      SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack),   SCMP_SYS(restart_syscall),
      SCMP_SYS(sched_getaffinity), SCMP_SYS(rseq),     SCMP_SYS(membarrier),     SCMP_SYS(exit),
      SCMP_SYS(exit_group),
  };
  const unsigned int writing = O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND;
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
  if (filter == NULL) return -ENOMEM;
  int outcome = 0;
  for (unsigned int i = 0; outcome == 0 && i < sizeof allowed / sizeof *allowed; i++)
    outcome = seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[i], 0);
  if (outcome == 0)
    outcome = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(openat), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, writing, O_RDONLY));
  if (outcome == 0)
    outcome = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(open), 1, SCMP_A1(SCMP_CMP_MASKED_EQ, writing, O_RDONLY));
  // No memory that could be run, so that what a document smuggles in stays data; and none that RLIMIT_DATA does not count:
  // private memory, or files shared for reading, as the caches of fontconfig are.
  const unsigned int kinds = MAP_TYPE | MAP_ANONYMOUS;
  if (outcome == 0)
    outcome = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 2, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0),
                               SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_TYPE, MAP_PRIVATE));
  if (outcome == 0)
    outcome = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 2, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0),
                               SCMP_A3(SCMP_CMP_MASKED_EQ, kinds, MAP_SHARED));
  if (outcome == 0)
    outcome = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
  // Documents come as descriptors, over standard input alone.
  if (outcome == 0)
    outcome = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(recvmsg), 1, SCMP_A0(SCMP_CMP_EQ, 0));
  // abort() signals the process itself, and only itself.
  if (outcome == 0)
    outcome = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1, SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid()));
  if (outcome == 0) outcome = seccomp_load(filter);
  seccomp_release(filter);
  return outcome;
}

#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

static inline void cseccomp_limit_one(int resource, unsigned long long value) {
  struct rlimit limit = {(rlim_t)value, (rlim_t)value};
  setrlimit(resource, &limit);
}

// Files that whoever started this process forgot to close are none of its business.
static inline void cseccomp_close_from(unsigned int first) { syscall(SYS_close_range, first, ~0U, 0); }

// Bytes of address space; no output files, no core files, no processes, few open files; no new rights, no debugger.
// Here and not in Swift, since the names of resources are macros and prctl is variadic.
static inline void cseccomp_limit(unsigned long long memory) {
  cseccomp_limit_one(RLIMIT_AS, memory);
  cseccomp_limit_one(RLIMIT_FSIZE, 0);
  cseccomp_limit_one(RLIMIT_CORE, 0);
  cseccomp_limit_one(RLIMIT_NPROC, 0);
  cseccomp_limit_one(RLIMIT_NOFILE, 64);
  prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

// Seconds of processor time from now; then SIGXCPU ends the process.
static inline void cseccomp_allow_seconds(unsigned int seconds) {
  struct rusage used;
  struct rlimit limit;
  if (getrusage(RUSAGE_SELF, &used) != 0 || getrlimit(RLIMIT_CPU, &limit) != 0) return;
  limit.rlim_cur = (rlim_t)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) + seconds;
  setrlimit(RLIMIT_CPU, &limit);
}

// From here on this process may compute, read what it has open, and open files for reading (fonts); nothing else:
// no sockets, no new processes, no writing to files, no signals to others. What is not listed fails with EPERM.
// The argument comparers of libseccomp are macros, hence C. Returns 0, or a negative error where the kernel has no filters.
static inline int cseccomp_confine(void) {
  static const int allowed[] = {
      SCMP_SYS(read),          SCMP_SYS(write),        SCMP_SYS(readv),          SCMP_SYS(writev),
      SCMP_SYS(pread64),       SCMP_SYS(close),        SCMP_SYS(lseek),          SCMP_SYS(fstat),
      SCMP_SYS(stat),          SCMP_SYS(lstat),        SCMP_SYS(newfstatat),     SCMP_SYS(statx),
      SCMP_SYS(statfs),        SCMP_SYS(fstatfs),      SCMP_SYS(access),         SCMP_SYS(faccessat),
      SCMP_SYS(faccessat2),    SCMP_SYS(readlink),     SCMP_SYS(readlinkat),     SCMP_SYS(getcwd),
      SCMP_SYS(getdents64),    SCMP_SYS(fadvise64),    SCMP_SYS(poll),           SCMP_SYS(ppoll),
      SCMP_SYS(mmap),          SCMP_SYS(munmap),       SCMP_SYS(mprotect),       SCMP_SYS(mremap),
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

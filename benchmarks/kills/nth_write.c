/* Counts a process's writing calls under one folder, and at the n-th kills the process or fails the call.
 *
 * Preloaded (LD_PRELOAD) on Linux. Everything that writes through the C library is seen: Python, SQLite and Rust.
 * `nth_write_arm` starts the count over in the calling process; a fork shares the counter with its parent, so the
 * parent can read how far a killed child came. The wall clock (CLOCK_REALTIME, not the files' own times) can be
 * made to jump with JUMP_CLOCK_S and JUMP_CLOCK_AFTER_S.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum { COUNT = 0, KILL = 1, ONCE = 2, FROM_THEN_ON = 3 };
/* What a call may fail with depends on what it does: a full disk still lets files go. */
enum { ADDS, REMOVES };

static struct shared {
    long count, hit;
} *shared;
static long nth = -1;
static int mode, error, half, owed;
static char prefix[PATH_MAX];
static double jump_s, jump_after_s, started_s;

#define REAL(name) \
    static __typeof__(name) *real; \
    if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

static double monotonic_s(void) {
    REAL(clock_gettime);
    struct timespec now;
    real(CLOCK_MONOTONIC, &now);
    return now.tv_sec + now.tv_nsec / 1e9;
}

__attribute__((constructor)) static void begin(void) {
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    const char *jump = getenv("JUMP_CLOCK_S"), *after = getenv("JUMP_CLOCK_AFTER_S");
    jump_s = jump ? atof(jump) : 0;
    jump_after_s = after ? atof(after) : 0;
    started_s = monotonic_s();
    const char *wanted = getenv("NTH_WRITE"), *under = getenv("NTH_WRITE_UNDER");
    if (wanted && under) {
        nth = atol(wanted);
        strncpy(prefix, under, sizeof prefix - 1);
        const char *how = getenv("NTH_WRITE_MODE"), *number = getenv("NTH_WRITE_ERRNO");
        mode = how ? atoi(how) : KILL;
        error = number ? atoi(number) : EIO;
    }
}

void nth_write_arm(long n, int how, int number, int by_half, const char *under) {
    shared->count = shared->hit = 0;
    mode = how, error = number, half = by_half, owed = 0;
    strncpy(prefix, under, sizeof prefix - 1);
    nth = n;
}

void jump_clock(double by_s) { jump_s = by_s, jump_after_s = 0; }
void nth_write_disarm(void) { nth = -1; }
long nth_write_count(void) { return shared->count; }
long nth_write_hit(void) { return shared->hit; }

static int within(const char *path) { return !strncmp(path, prefix, strlen(prefix)); }

static int path_counts(int dir, const char *path) {
    char whole[PATH_MAX];
    if (nth < 0 || !path) return 0;
    if (*path == '/') return within(path);
    if (dir == AT_FDCWD) {
        if (!getcwd(whole, sizeof whole)) return 0;
    } else {
        char link[64];
        snprintf(link, sizeof link, "/proc/self/fd/%d", dir);
        ssize_t n = readlink(link, whole, sizeof whole - 1);
        if (n < 0) return 0;
        whole[n] = 0;
    }
    return within(whole);
}

static int fd_counts(int fd) {
    char link[64], whole[PATH_MAX];
    struct stat status;
    if (nth < 0 || fstat(fd, &status) || !(S_ISREG(status.st_mode) || S_ISDIR(status.st_mode))) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, whole, sizeof whole - 1);
    if (n < 0) return 0;
    whole[n] = 0;
    return within(whole);
}

/* Whether this call is to fail now, with errno set; a kill does not come back. `bytes` is what it would write. */
static int struck(int kind, ssize_t *bytes) {
    long now = __sync_add_and_fetch(&shared->count, 1);
    if (nth == 0 || mode == COUNT) return 0;
    int due = mode == FROM_THEN_ON ? now >= nth : now == nth || (owed && kind == ADDS);
    if (!due) return 0;
    if (mode != KILL && error == ENOSPC && kind == REMOVES) return 0;
    shared->hit = now;
    if (half && bytes && *bytes > 1 && !owed) {
        *bytes /= 2;
        owed = 1;
        return mode == KILL ? 1 : 0; /* a full disk takes what fits, and refuses the rest when asked again */
    }
    owed = 0;
    if (bytes) *bytes = 0;
    if (mode == KILL) kill(getpid(), SIGKILL);
    errno = error;
    return 1;
}

#define WRITES(check, call_with) \
    if (check) { \
        ssize_t bytes = size; \
        int fails = struck(ADDS, &bytes); \
        if (fails && mode == KILL && bytes) { size = bytes; (void)!(call_with); kill(getpid(), SIGKILL); } \
        if (fails) return -1; \
        size = bytes; \
    } \
    return call_with

ssize_t write(int fd, const void *data, size_t size) {
    REAL(write);
    WRITES(fd_counts(fd), real(fd, data, size));
}
ssize_t pwrite(int fd, const void *data, size_t size, off_t at) {
    REAL(pwrite);
    WRITES(fd_counts(fd), real(fd, data, size, at));
}
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at) {
    REAL(pwrite64);
    WRITES(fd_counts(fd), real(fd, data, size, at));
}
ssize_t writev(int fd, const struct iovec *parts, int count) {
    REAL(writev);
    ssize_t bytes = 0;
    if (fd_counts(fd) && struck(ADDS, &bytes)) return -1;
    return real(fd, parts, count);
}

#define OPENS(name, dir, call) \
    int rights = 0; \
    if (flags & (O_CREAT | O_TMPFILE)) { va_list more; va_start(more, flags); rights = va_arg(more, int); va_end(more); } \
    if ((flags & (O_CREAT | O_TRUNC)) && path_counts(dir, path) && struck(ADDS, NULL)) return -1; \
    return call

int open(const char *path, int flags, ...) { REAL(open); OPENS(open, AT_FDCWD, real(path, flags, rights)); }
int open64(const char *path, int flags, ...) { REAL(open64); OPENS(open64, AT_FDCWD, real(path, flags, rights)); }
int openat(int dir, const char *path, int flags, ...) { REAL(openat); OPENS(openat, dir, real(dir, path, flags, rights)); }
int openat64(int dir, const char *path, int flags, ...) { REAL(openat64); OPENS(openat64, dir, real(dir, path, flags, rights)); }

#define ON_PATH(dir, path, kind, call) \
    if (path_counts(dir, path) && struck(kind, NULL)) return -1; \
    return call
#define ON_FD(fd, call) \
    if (fd_counts(fd) && struck(ADDS, NULL)) return -1; \
    return call

int rename(const char *from, const char *to) { REAL(rename); ON_PATH(AT_FDCWD, to, ADDS, real(from, to)); }
int renameat(int a, const char *from, int b, const char *to) { REAL(renameat); ON_PATH(b, to, ADDS, real(a, from, b, to)); }
int renameat2(int a, const char *from, int b, const char *to, unsigned f) { REAL(renameat2); ON_PATH(b, to, ADDS, real(a, from, b, to, f)); }
int linkat(int a, const char *from, int b, const char *to, int f) { REAL(linkat); ON_PATH(b, to, ADDS, real(a, from, b, to, f)); }
int mkdir(const char *path, mode_t rights) { REAL(mkdir); ON_PATH(AT_FDCWD, path, ADDS, real(path, rights)); }
int mkdirat(int dir, const char *path, mode_t rights) { REAL(mkdirat); ON_PATH(dir, path, ADDS, real(dir, path, rights)); }
int unlink(const char *path) { REAL(unlink); ON_PATH(AT_FDCWD, path, REMOVES, real(path)); }
int unlinkat(int dir, const char *path, int f) { REAL(unlinkat); ON_PATH(dir, path, REMOVES, real(dir, path, f)); }
int rmdir(const char *path) { REAL(rmdir); ON_PATH(AT_FDCWD, path, REMOVES, real(path)); }
int chmod(const char *path, mode_t rights) { REAL(chmod); ON_PATH(AT_FDCWD, path, ADDS, real(path, rights)); }
int ftruncate(int fd, off_t size) { REAL(ftruncate); ON_FD(fd, real(fd, size)); }
int ftruncate64(int fd, off64_t size) { REAL(ftruncate64); ON_FD(fd, real(fd, size)); }
int fsync(int fd) { REAL(fsync); ON_FD(fd, real(fd)); }
int fdatasync(int fd) { REAL(fdatasync); ON_FD(fd, real(fd)); }

int clock_gettime(clockid_t clock, struct timespec *now) {
    REAL(clock_gettime);
    int result = real(clock, now);
    if (clock == CLOCK_REALTIME && jump_s && monotonic_s() - started_s >= jump_after_s) now->tv_sec += (time_t)jump_s;
    return result;
}

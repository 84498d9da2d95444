/* Loaded before the C library: shifts the clock, and stands between the program and the disk.

   PRELOAD_SHIFT      seconds that the clock is ahead of the computer's own
   PRELOAD_WATCH      folders, separated by colons; calls that change something below them are counted from 1
   PRELOAD_SNAPSHOTS  a folder: before each counted call the watched folders are copied to <folder>/<number>/<0, 1, ...>,
                      as a process that is killed there would leave them; with `call`, its name, and `told`, what had been
                      written to standard output until then
   PRELOAD_COUNT      a file that gets a line for each counted call, its name
   PRELOAD_FAIL       a number: this call fails with EIO; with a + behind it, every one from there on that wants room on the
                      disk fails with ENOSPC: the disk is full and stays so */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static _Thread_local int inside;
static atomic_int calls;

/* ---- the clock ---- */

static long shift(void) {
  const char *text = getenv("PRELOAD_SHIFT");
  return text ? atol(text) : 0;
}

int clock_gettime(clockid_t clock, struct timespec *at) {
  int result = REAL(clock_gettime)(clock, at);
  if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) at->tv_sec += shift();
  return result;
}

int gettimeofday(struct timeval *at, void *zone) {
  int result = REAL(gettimeofday)(at, zone);
  if (result == 0) at->tv_sec += shift();
  return result;
}

time_t time(time_t *at) {
  time_t now = REAL(time)(NULL) + shift();
  if (at) *at = now;
  return now;
}

/* ---- the disk ---- */

static int is_watched(const char *path) {
  const char *rest = getenv("PRELOAD_WATCH");
  while (rest && *rest) {
    size_t length = strcspn(rest, ":");
    if (strncmp(path, rest, length) == 0 && (path[length] == '/' || path[length] == 0)) return 1;
    rest += length;
    if (*rest == ':') rest++;
  }
  return 0;
}

static int is_watched_fd(int file) {
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return 0;
  path[length] = 0;
  return is_watched(path);
}

static int is_watched_at(int folder, const char *path) {
  char whole[2 * PATH_MAX];
  if (!path) return 0;
  if (path[0] == '/') return is_watched(path);
  if (folder != AT_FDCWD) return is_watched_fd(folder);
  if (!getcwd(whole, PATH_MAX)) return 0;
  strncat(whole, "/", 2);
  strncat(whole, path, PATH_MAX - 1);
  return is_watched(whole);
}

static void run(char *const words[]) {
  /* Without what loads this library. */
  char *environment[] = {"PATH=/usr/local/bin:/usr/bin:/bin", NULL};
  pid_t child;
  if (posix_spawnp(&child, words[0], NULL, NULL, words, environment) == 0) waitpid(child, NULL, 0);
}

static void snapshot(int number, const char *call) {
  char target[PATH_MAX], told[PATH_MAX], name[PATH_MAX];
  const char *folder = getenv("PRELOAD_SNAPSHOTS");
  snprintf(target, sizeof target, "%s/%d", folder, number);
  mkdir(target, 0700);
  snprintf(told, sizeof told, "%s/told", folder);
  char *said[] = {"cp", told, target, NULL};
  run(said);
  int place = 0;
  for (const char *rest = getenv("PRELOAD_WATCH"); rest && *rest; place++) {
    size_t length = strcspn(rest, ":");
    char from[PATH_MAX];
    snprintf(from, sizeof from, "%.*s", (int)length, rest);
    snprintf(name, sizeof name, "%.*s/%d", PATH_MAX - 32, target, place);
    char *copy[] = {"cp", "-a", from, name, NULL};
    run(copy);
    rest += length;
    if (*rest == ':') rest++;
  }
  snprintf(name, sizeof name, "%.*s/call", PATH_MAX - 32, target);
  FILE *note = fopen(name, "w");
  if (note) {
    fputs(call, note);
    fclose(note);
  }
}

/* Removing, renaming and waiting go on where the disk is full. */
static int wants_room(const char *call) {
  static const char *const without[] = {"unlink", "rename", "fsync", "fdatasync", "ftruncate", "open to write"};
  for (size_t at = 0; at < sizeof without / sizeof *without; at++)
    if (strcmp(call, without[at]) == 0) return 0;
  return 1;
}

/* Counts a call; true where it is to fail. */
static int counted(const char *call) {
  if (inside) return 0;
  inside = 1;
  int number = atomic_fetch_add(&calls, 1) + 1, failing = 0;
  if (getenv("PRELOAD_SNAPSHOTS")) snapshot(number, call);
  const char *list = getenv("PRELOAD_COUNT");
  FILE *counting = list ? fopen(list, "a") : NULL;
  if (counting) {
    fprintf(counting, "%s\n", call);
    fclose(counting);
  }
  const char *fail = getenv("PRELOAD_FAIL");
  int full = fail && strchr(fail, '+');
  if (fail) failing = full ? number >= atoi(fail) && wants_room(call) : number == atoi(fail);
  inside = 0;
  if (failing) errno = full ? ENOSPC : EIO;
  return failing;
}

static void tell(const void *bytes, size_t length) {
  const char *folder = getenv("PRELOAD_SNAPSHOTS");
  if (inside || !folder) return;
  inside = 1;
  char path[PATH_MAX];
  snprintf(path, sizeof path, "%s/told", folder);
  FILE *note = fopen(path, "a");
  if (note) {
    fwrite(bytes, 1, length, note);
    fclose(note);
  }
  inside = 0;
}

#define FAILS_FD(file, call) (!inside && is_watched_fd(file) && counted(call))
#define FAILS_AT(folder, path, call) (!inside && is_watched_at(folder, path) && counted(call))

ssize_t write(int file, const void *bytes, size_t length) {
  if (file == 1) tell(bytes, length);
  if (FAILS_FD(file, "write")) return -1;
  return REAL(write)(file, bytes, length);
}

ssize_t writev(int file, const struct iovec *parts, int count) {
  for (int at = 0; file == 1 && at < count; at++) tell(parts[at].iov_base, parts[at].iov_len);
  if (FAILS_FD(file, "writev")) return -1;
  return REAL(writev)(file, parts, count);
}

ssize_t pwrite(int file, const void *bytes, size_t length, off_t at) {
  if (FAILS_FD(file, "pwrite")) return -1;
  return REAL(pwrite)(file, bytes, length, at);
}

ssize_t pwrite64(int file, const void *bytes, size_t length, off64_t at) {
  if (FAILS_FD(file, "pwrite")) return -1;
  return REAL(pwrite64)(file, bytes, length, at);
}

int ftruncate(int file, off_t length) {
  if (FAILS_FD(file, "ftruncate")) return -1;
  return REAL(ftruncate)(file, length);
}

int ftruncate64(int file, off64_t length) {
  if (FAILS_FD(file, "ftruncate")) return -1;
  return REAL(ftruncate64)(file, length);
}

int fsync(int file) {
  if (FAILS_FD(file, "fsync")) return -1;
  return REAL(fsync)(file);
}

int fdatasync(int file) {
  if (FAILS_FD(file, "fdatasync")) return -1;
  return REAL(fdatasync)(file);
}

ssize_t copy_file_range(int from, off64_t *from_at, int to, off64_t *to_at, size_t length, unsigned flags) {
  if (FAILS_FD(to, "copy_file_range")) return -1;
  return REAL(copy_file_range)(from, from_at, to, to_at, length, flags);
}

#define OPENED(name, real, folder, ...)                                                     \
  mode_t mode = 0;                                                                          \
  if (flags & (O_CREAT | O_TMPFILE)) {                                                      \
    va_list more;                                                                           \
    va_start(more, flags);                                                                  \
    mode = va_arg(more, mode_t);                                                            \
    va_end(more);                                                                           \
  }                                                                                         \
  if ((flags & (O_CREAT | O_TRUNC)) && FAILS_AT(folder, path, "open")) return -1;           \
  if (!(flags & (O_CREAT | O_TRUNC)) && (flags & (O_WRONLY | O_RDWR)) &&                    \
      FAILS_AT(folder, path, "open to write")) return -1;                                   \
  return real(__VA_ARGS__, mode);

int open(const char *path, int flags, ...) { OPENED(open, REAL(open), AT_FDCWD, path, flags) }
int open64(const char *path, int flags, ...) { OPENED(open64, REAL(open64), AT_FDCWD, path, flags) }
int openat(int folder, const char *path, int flags, ...) { OPENED(openat, REAL(openat), folder, folder, path, flags) }
int openat64(int folder, const char *path, int flags, ...) { OPENED(openat64, REAL(openat64), folder, folder, path, flags) }

int rename(const char *from, const char *to) {
  if (FAILS_AT(AT_FDCWD, to, "rename")) return -1;
  return REAL(rename)(from, to);
}

int renameat(int from_in, const char *from, int to_in, const char *to) {
  if (FAILS_AT(to_in, to, "rename")) return -1;
  return REAL(renameat)(from_in, from, to_in, to);
}

int renameat2(int from_in, const char *from, int to_in, const char *to, unsigned flags) {
  if (FAILS_AT(to_in, to, "rename")) return -1;
  return REAL(renameat2)(from_in, from, to_in, to, flags);
}

int link(const char *from, const char *to) {
  if (FAILS_AT(AT_FDCWD, to, "link")) return -1;
  return REAL(link)(from, to);
}

int linkat(int from_in, const char *from, int to_in, const char *to, int flags) {
  if (FAILS_AT(to_in, to, "link")) return -1;
  return REAL(linkat)(from_in, from, to_in, to, flags);
}

int unlink(const char *path) {
  if (FAILS_AT(AT_FDCWD, path, "unlink")) return -1;
  return REAL(unlink)(path);
}

int unlinkat(int folder, const char *path, int flags) {
  if (FAILS_AT(folder, path, "unlink")) return -1;
  return REAL(unlinkat)(folder, path, flags);
}

int mkdir(const char *path, mode_t mode) {
  if (FAILS_AT(AT_FDCWD, path, "mkdir")) return -1;
  return REAL(mkdir)(path, mode);
}

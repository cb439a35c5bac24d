/* Preloaded under the program: writes down what it asks of the disk, or lets a call fail.

   Only files below the watched folders count. A record of the log is a head of four numbers
   (kind, file, place, length) and that many bytes; `shim_mark` puts in what was confirmed. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

enum { CREATE = 1, WRITE, CUT, SYNC, RENAME, UNLINK, MKDIR, MARK };
enum { ONCE = 0, GROWING = 1, ALL = 2 };
#define FILES 65536

static char folders[8][PATH_MAX];
static int folder_count, log_file = -1, fail_error, fail_way;
static long counted, fail_at;
static unsigned char seen[FILES];

void shim_watch(const char *folder) { snprintf(folders[folder_count++], PATH_MAX, "%s", folder); }
void shim_fail(long at, int error, int way) { counted = 0; fail_at = at; fail_error = error; fail_way = way; }
long shim_counted(void) { return counted; }
void shim_log(int file) { log_file = file; }

static void put(const void *data, size_t size) {
    const char *at = data;
    while (size > 0) {
        long done = syscall(SYS_write, log_file, at, size);
        if (done <= 0) return;
        at += done;
        size -= (size_t)done;
    }
}

static void record(int64_t kind, int64_t file, int64_t place, const void *data, size_t size) {
    if (log_file < 0) return;
    int64_t head[4] = {kind, file, place, (int64_t)size};
    put(head, sizeof head);
    put(data, size);
}

void shim_mark(const char *data, long size) { record(MARK, 0, 0, data, (size_t)size); }

static int below(const char *path) {
    for (int n = 0; n < folder_count; n++) {
        size_t size = strlen(folders[n]);
        if (!strncmp(path, folders[n], size) && (path[size] == '/' || !path[size])) return 1;
    }
    return 0;
}

static int watched(int file) { return file >= 0 && file < FILES && seen[file]; }

/* Count a call and say whether it is to fail. */
static int fails(int grows) {
    counted++;
    if (!fail_at || counted < fail_at) return 0;
    if (counted > fail_at && (fail_way == ONCE || (fail_way == GROWING && !grows))) return 0;
    errno = fail_error;
    return 1;
}

static int64_t number(int file) {
    struct stat found;
    return fstat(file, &found) ? 0 : (int64_t)found.st_ino;
}

#define REAL(name) static __typeof__(name) *real; if (!real) real = dlsym(RTLD_NEXT, #name)

static int opened(int file, const char *path, int flags, int fresh) {
    if (file < 0 || file >= FILES) return file;
    seen[file] = 1;
    if (fresh) record(CREATE, number(file), 0, path, strlen(path));
    else if (flags & O_TRUNC) record(CUT, number(file), 0, "", 0);
    return file;
}

static int open_it(int folder, const char *path, int flags, mode_t mode) {
    int inside = below(path);
    int fresh = inside && (flags & O_CREAT) && access(path, F_OK);
    if (fresh || (inside && (flags & O_TRUNC)))
        if (fails(fresh)) return -1;
    int file = (int)syscall(SYS_openat, folder, path, flags, mode);
    if (file >= 0 && file < FILES) seen[file] = 0;
    return inside ? opened(file, path, flags, fresh) : file;
}

#define MODE(flags) \
    mode_t mode = 0; \
    if ((flags) & (O_CREAT | O_TMPFILE)) { va_list more; va_start(more, flags); mode = va_arg(more, mode_t); va_end(more); }

int open(const char *path, int flags, ...) { MODE(flags) return open_it(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags) return open_it(AT_FDCWD, path, flags, mode); }
int openat(int folder, const char *path, int flags, ...) { MODE(flags) return open_it(folder, path, flags, mode); }
int openat64(int folder, const char *path, int flags, ...) { MODE(flags) return open_it(folder, path, flags, mode); }

int close(int file) {
    REAL(close);
    if (file >= 0 && file < FILES) seen[file] = 0;
    return real(file);
}

ssize_t write(int file, const void *data, size_t size) {
    REAL(write);
    if (!watched(file)) return real(file, data, size);
    if (fails(1)) return -1;
    struct stat found;
    fstat(file, &found);
    int append = fcntl(file, F_GETFL) & O_APPEND;
    off_t place = append ? found.st_size : lseek(file, 0, SEEK_CUR);
    ssize_t done = real(file, data, size);
    if (done > 0) record(WRITE, (int64_t)found.st_ino, place, data, (size_t)done);
    return done;
}

static ssize_t write_at(int file, const void *data, size_t size, off_t place) {
    if (watched(file) && fails(1)) return -1;
    ssize_t done = syscall(SYS_pwrite64, file, data, size, place);
    if (done > 0 && watched(file)) record(WRITE, number(file), place, data, (size_t)done);
    return done;
}

ssize_t pwrite(int file, const void *data, size_t size, off_t place) { return write_at(file, data, size, place); }
ssize_t pwrite64(int file, const void *data, size_t size, off64_t place) { return write_at(file, data, size, place); }

/* Copies within the kernel cannot be written down: who is refused reads and writes instead. */
ssize_t sendfile(int to, int from, off_t *place, size_t size) {
    REAL(sendfile);
    if (watched(to)) { errno = EINVAL; return -1; }
    return real(to, from, place, size);
}
ssize_t sendfile64(int to, int from, off64_t *place, size_t size) { return sendfile(to, from, place, size); }
ssize_t copy_file_range(int from, off64_t *start, int to, off64_t *place, size_t size, unsigned flags) {
    REAL(copy_file_range);
    if (watched(to)) { errno = EXDEV; return -1; }
    return real(from, start, to, place, size, flags);
}

static int sync_it(int file, long call) {
    if (watched(file) && fails(0)) return -1;
    int done = (int)syscall(call, file);
    if (!done && watched(file)) record(SYNC, number(file), 0, "", 0);
    return done;
}

int fsync(int file) { return sync_it(file, SYS_fsync); }
int fdatasync(int file) { return sync_it(file, SYS_fdatasync); }

static int cut_it(int file, off_t size) {
    if (watched(file) && fails(0)) return -1;
    int done = (int)syscall(SYS_ftruncate, file, size);
    if (!done && watched(file)) record(CUT, number(file), size, "", 0);
    return done;
}

int ftruncate(int file, off_t size) { return cut_it(file, size); }
int ftruncate64(int file, off64_t size) { return cut_it(file, size); }

static int rename_it(int from_folder, const char *from, int to_folder, const char *to) {
    int inside = below(from) || below(to);
    if (inside && fails(0)) return -1;
    int done = (int)syscall(SYS_renameat, from_folder, from, to_folder, to);
    if (!done && inside) {
        char both[2 * PATH_MAX];
        int size = snprintf(both, sizeof both, "%s\n%s", from, to);
        record(RENAME, 0, 0, both, (size_t)size);
    }
    return done;
}

int rename(const char *from, const char *to) { return rename_it(AT_FDCWD, from, AT_FDCWD, to); }
int renameat(int a, const char *from, int b, const char *to) { return rename_it(a, from, b, to); }

static int unlink_it(int folder, const char *path, int flags) {
    int inside = below(path);
    if (inside && fails(0)) return -1;
    int done = (int)syscall(SYS_unlinkat, folder, path, flags);
    if (!done && inside) record(UNLINK, 0, 0, path, strlen(path));
    return done;
}

int unlink(const char *path) { return unlink_it(AT_FDCWD, path, 0); }
int unlinkat(int folder, const char *path, int flags) { return unlink_it(folder, path, flags); }

int mkdir(const char *path, mode_t mode) {
    int inside = below(path) && access(path, F_OK);
    if (inside && fails(1)) return -1;
    int done = (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode);
    struct stat found;
    if (!done && inside && !stat(path, &found)) record(MKDIR, (int64_t)found.st_ino, 0, path, strlen(path));
    return done;
}

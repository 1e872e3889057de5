#define _GNU_SOURCE
#include "linux_calls.h"

#include <errno.h>
#include <fcntl.h>
#include <pty.h>
#include <signal.h>
#include <spawn.h>
#include <sys/eventfd.h>
#include <linux/magic.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/vfs.h>
#include <unistd.h>

int linux_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

int linux_eventfd(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

void linux_set_pipe_size(int descriptor, int bytes) { fcntl(descriptor, F_SETPIPE_SZ, bytes); }

int linux_spawn_add_chdir(posix_spawn_file_actions_t *actions, const char *path) {
    return posix_spawn_file_actions_addchdir_np(actions, path);
}

pid_t linux_spawn_at_terminal(int *master, char *const *arguments, char *const *environment, const char *folder,
                              int columns, int rows) {
    // Not forkpty: a fork runs the handlers of libraries, and OpenBLAS's wait for each other when two threads fork.
    int slave = -1;
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
    char name[64];
    if (openpty(master, &slave, name, NULL, &size) < 0) return -1;
    fcntl(*master, F_SETFD, FD_CLOEXEC);
    fcntl(slave, F_SETFD, FD_CLOEXEC);

    // The first terminal that the leader of a new session opens is its controlling one.
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0);
    posix_spawn_file_actions_adddup2(&actions, 0, 1);
    posix_spawn_file_actions_adddup2(&actions, 0, 2);
    posix_spawn_file_actions_addchdir_np(&actions, folder);
    // The thread that starts it may have blocked signals that the program should get.
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t none, usual;
    sigemptyset(&none);
    sigfillset(&usual);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &usual);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    pid_t pid = -1;
    int code = posix_spawn(&pid, arguments[0], &actions, &attributes, arguments, environment);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    close(slave);
    if (code == 0) return pid;
    close(*master);
    errno = code;
    return -1;
}

void linux_set_terminal_size(int descriptor, int columns, int rows) {
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
    ioctl(descriptor, TIOCSWINSZ, &size);
}

pid_t linux_thread(void) { return gettid(); }

// On Linux each thread has a priority of its own.
void linux_put_last(pid_t thread) { setpriority(PRIO_PROCESS, (id_t)thread, 19); }

long linux_files_in_memory(const char *path) {
    struct statfs about;
    if (statfs(path, &about) < 0 || about.f_type != TMPFS_MAGIC) return -1;
    // An inode of tmpfs and its name are 0.9 KiB on x86-64.
    return (long)(about.f_blocks - about.f_bfree) * about.f_bsize + (long)(about.f_files - about.f_ffree) * 1024;
}

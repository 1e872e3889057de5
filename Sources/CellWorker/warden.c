// The warden is the first process of a worker and the ancestor of everything that cells start. It adopts orphans (it is a
// subreaper), tells the host who died and of what, kills on request, and when the host is gone ends all of them. It runs no
// user code and never loads Swift, so nothing that a cell does to its own process can stop it.
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <ftw.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "worker.h"

struct death {
    int32_t pid;
    int32_t status;
};

// A request of the host: signal `pid`; with pid 0 kill every child that is not among `spare`; with -1 leave the scratch
// folder to another worker.
struct request {
    int32_t pid;
    int32_t signal;
    int32_t spare[64];
};

static pid_t parent_of(const char *pid) {
    char path[64], text[512];
    snprintf(path, sizeof path, "/proc/%s/stat", pid);
    FILE *file = fopen(path, "re");
    if (!file) return -1;
    size_t count = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    text[count] = 0;
    // The command's name may hold anything, parentheses too: what follows the last one is regular.
    char *rest = strrchr(text, ')');
    int parent = -1;
    if (rest) sscanf(rest + 1, " %*c %d", &parent);
    return parent;
}

static bool contains(const int32_t *list, size_t count, pid_t pid) {
    for (size_t i = 0; i < count && list[i]; i++)
        if (list[i] == pid) return true;
    return false;
}

/// Kills the warden's own children except `spare`; their children become ours and go in the next round.
static int kill_children(const int32_t *spare, size_t count) {
    int killed = 0;
    DIR *proc = opendir("/proc");
    if (!proc) return 0;
    for (struct dirent *entry; (entry = readdir(proc));) {
        pid_t pid = atoi(entry->d_name);
        if (pid <= 0 || parent_of(entry->d_name) != getpid() || contains(spare, count, pid)) continue;
        kill(pid, SIGKILL);
        killed++;
    }
    closedir(proc);
    return killed;
}

static const char *scratch_folder;

static int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *walk) { return remove(path); }

static void end_everything(void) {
    static const int32_t nobody[1] = {0};
    while (kill_children(nobody, 1) > 0) {
        while (waitpid(-1, NULL, WNOHANG) > 0) {}
        usleep(1000);
    }
    // Here rather than in the host, which may have been killed.
    if (scratch_folder) nftw(scratch_folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    _exit(0);
}

static void warden_loop(int fd, int deaths) {
    for (;;) {
        struct pollfd polled[2] = {{.fd = fd, .events = POLLIN}, {.fd = deaths, .events = POLLIN}};
        if (poll(polled, 2, -1) < 0 && errno != EINTR) end_everything();
        if (polled[1].revents) {
            struct signalfd_siginfo ignored;
            while (read(deaths, &ignored, sizeof ignored) > 0) {}
            struct death death;
            while ((death.pid = waitpid(-1, &death.status, WNOHANG)) > 0) {
                send(fd, &death, sizeof death, MSG_NOSIGNAL);
            }
        }
        if (polled[0].revents) {
            struct request request = {0};
            ssize_t got = recv(fd, &request, sizeof request, MSG_DONTWAIT);
            if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)) end_everything();
            if (got <= 0) continue;
            if (request.pid > 0) {
                kill(request.pid, request.signal);
            } else if (request.pid < 0) {
                scratch_folder = NULL;
            } else {
                kill_children(request.spare, sizeof request.spare / sizeof *request.spare);
            }
        }
    }
}

void warden_start(int fd, const char *scratch) {
    scratch_folder = scratch;
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    sigset_t child, before;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, &before);
    int deaths = signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK);
    pid_t warden = getpid();
    pid_t session = fork();
    if (session < 0) _exit(71);
    if (session == 0) {
        close(fd);
        close(deaths);
        sigprocmask(SIG_SETMASK, &before, NULL);
        // A warden that is killed (by a cell, or for want of memory) must not leave sessions behind.
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() != warden) _exit(0);
        return;
    }
    prctl(PR_SET_NAME, "cellist-warden");
    // The user's terminal and the cells' output are not the warden's: a reader must see their end when the session ends.
    signal(SIGINT, SIG_IGN);
    signal(SIGQUIT, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    close(0);
    close(1);
    close(2);
    close(frames_fd());
    warden_loop(fd, deaths);
}

// A snapshot is a forked copy of the session that sleeps on a socket until the session is gone.
//
// Each snapshot holds our ends of all older snapshots' sockets, as the session does, so that only the newest one sees its
// socket end when the session dies: the chain unwinds one at a time. A byte tells a snapshot to go instead.
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "worker.h"

enum { MOST = 64 };

static struct snapshot {
    int socket;
    uint32_t cell;  // the last cell that had committed when it was taken
} snapshots[MOST];  // oldest first
static size_t count = 0;

static void dismiss(struct snapshot snapshot) { send(snapshot.socket, "x", 1, MSG_NOSIGNAL); }

static void drop(size_t first, size_t number) {
    for (size_t i = first; i < first + number; i++) {
        dismiss(snapshots[i]);
        close(snapshots[i].socket);
    }
    memmove(snapshots + first, snapshots + first + number, (count - first - number) * sizeof *snapshots);
    count -= number;
}

/// A woken snapshot's list is as old as itself: some of those before it were dismissed since.
static void forget_the_gone(void) {
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        struct pollfd polled = {.fd = snapshots[i].socket};
        if (poll(&polled, 1, 0) > 0 && polled.revents & (POLLHUP | POLLERR)) {
            close(snapshots[i].socket);
        } else {
            snapshots[kept++] = snapshots[i];
        }
    }
    count = kept;
}

/// The snapshot's whole life: true when it should become the session.
static bool sleep_until_needed(int socket) {
    char byte;
    for (;;) {
        ssize_t got = recv(socket, &byte, 1, 0);
        if (got == 0) return true;
        if (got > 0 || errno != EINTR) return false;
    }
}

enum snapshot_role snapshot_take(uint32_t cell, size_t keep) {
    // One state, one snapshot: a second one of the same cell replaces the first (its tasks have run on since).
    if (count > 0 && snapshots[count - 1].cell == cell) drop(count - 1, 1);
    if (keep > MOST) keep = MOST;
    if (count >= keep) drop(0, count - keep + 1);
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0) return SNAPSHOT_TAKEN;
    // High numbers: a cell that closes 3..20, as daemons do, should not lose its snapshot.
    int mine = fcntl(ends[0], F_DUPFD_CLOEXEC, 500), theirs = fcntl(ends[1], F_DUPFD_CLOEXEC, 500);
    close(ends[0]);
    close(ends[1]);
    int32_t report[3] = {0, executor_quiesce(), (int32_t)cell};
    pid_t child = fork();
    if (child == 0) {
        close(mine);
        frames_after_fork();
        if (!sleep_until_needed(theirs)) _exit(0);
        close(theirs);
        forget_the_gone();
        executor_resume();
        return SNAPSHOT_WOKEN;
    }
    executor_resume();
    close(theirs);
    if (child < 0) {
        close(mine);
    } else {
        snapshots[count++] = (struct snapshot){mine, cell};
    }
    report[0] = child;
    frame_send(CELL_FRAME_SNAPSHOT, report, sizeof report);
    return SNAPSHOT_TAKEN;
}

void snapshot_return_to(uint32_t cell) {
    for (size_t i = 0; i < count; i++) {
        if (snapshots[i].cell != cell) continue;
        for (size_t newer = i + 1; newer < count; newer++) dismiss(snapshots[newer]);
        _exit(0);  // which closes our end, and the newer ones close theirs: this one wakes
    }
}

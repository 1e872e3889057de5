// Messages to and from the host. A packet is a letter, a flag that says whether more of the same message follows, the seal, and
// bytes. The seal is what the host sent first of all: a cell that writes to descriptors it finds does not know it.
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "worker.h"

// Well below the default socket buffer (208 KiB), so that a packet is never refused for its size.
enum { PACKET_BYTES = 64 * 1024 };

static int control = -1;
static char seal[FRAME_SEAL];
static char ticket[FRAME_TICKET];
static pid_t speaker;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void frames_open(int fd) {
    control = fd;
    if (frame_read(seal, sizeof seal) != sizeof seal) _exit(69);
}
void frames_set_ticket(const char *given) { memcpy(ticket, given, sizeof ticket); }
int frames_fd(void) { return control; }
bool frames_are_ours(void) { return getpid() == speaker; }
void frames_after_fork(void) {
    speaker = getpid();
    pthread_mutex_init(&lock, NULL);
}

static bool packet_send(uint8_t frame, uint8_t more, const void *head, size_t head_count, const void *bytes, size_t count) {
    uint8_t prefix[2] = {frame, more};
    struct iovec parts[4] = {
        {prefix, sizeof prefix}, {seal, sizeof seal}, {(void *)head, head_count}, {(void *)bytes, count},
    };
    struct msghdr message = {.msg_iov = parts, .msg_iovlen = 4};
    while (sendmsg(control, &message, MSG_NOSIGNAL) < 0) {
        if (errno != EINTR) return false;
    }
    return true;
}

bool frame_offer_parts(uint8_t frame, const void *head, size_t head_count, const void *bytes, size_t count) {
    bool sent = true;
    if (!frames_are_ours()) return sent;
    pthread_mutex_lock(&lock);
    do {
        size_t chunk = count < PACKET_BYTES ? count : PACKET_BYTES;
        sent = packet_send(frame, chunk < count, head, head_count, bytes, chunk);
        head_count = 0;
        bytes = (const char *)bytes + chunk;
        count -= chunk;
    } while (sent && count > 0);
    pthread_mutex_unlock(&lock);
    return sent;
}

/// A process that cannot speak to the host cannot be the session: its end says why, to a host that is still there.
static void end_disconnected(void) {
    sigset_t mine;
    sigemptyset(&mine);
    sigaddset(&mine, FRAMES_DISCONNECTED);
    signal(FRAMES_DISCONNECTED, SIG_DFL);
    pthread_sigmask(SIG_UNBLOCK, &mine, NULL);
    raise(FRAMES_DISCONNECTED);
    _exit(0);
}

void frame_send_parts(uint8_t frame, const void *head, size_t head_count, const void *bytes, size_t count) {
    if (!frame_offer_parts(frame, head, head_count, bytes, count)) end_disconnected();
}

void frame_send(uint8_t frame, const void *bytes, size_t count) {
    bool isValue = frame == CELL_FRAME_VALUE;
    frame_send_parts(frame, ticket, isValue ? sizeof ticket : 0, bytes, count);
}

ssize_t frame_read(void *buffer, size_t capacity) {
    for (;;) {
        ssize_t got = recv(control, buffer, capacity, 0);
        if (got >= 0) return got;
        if (errno != EINTR) return 0;
    }
}

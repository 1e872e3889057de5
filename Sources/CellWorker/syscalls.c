// The system calls that confined code may not make, as a BPF program for the kernel (seccomp(2)).
//
// A list of what is refused, not of what is allowed: Swift's runtime and the C library use many calls, and other ones from version to
// version. What is refused leads out of the namespaces, into other processes, or to parts of the kernel that no cell needs.
#define _GNU_SOURCE
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "worker.h"

#if defined(__x86_64__)
#define OUR_ARCHITECTURE AUDIT_ARCH_X86_64
#else
#define OUR_ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

enum { MOST = 600 };
static struct sock_filter program[MOST];
static unsigned short length;

static void add(unsigned short code, uint32_t k, uint8_t yes, uint8_t no) {
    program[length++] = (struct sock_filter){code, yes, no, k};
}

static void load(size_t offset) { add(BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset, 0, 0); }
static void load_number(void) { load(offsetof(struct seccomp_data, nr)); }
/// The lower half: all arguments looked at here are 32 bits wide.
static void load_argument(int index) { load(offsetof(struct seccomp_data, args) + 8 * (size_t)index); }
static void answer(uint32_t value) { add(BPF_RET | BPF_K, value, 0, 0); }
static void refuse_with(int error) { answer(SECCOMP_RET_ERRNO | (uint32_t)error); }

/// `test` decides what the next instruction is for: refuse where it holds.
static void refuse_if(unsigned short test, uint32_t k, int error) {
    add(BPF_JMP | test | BPF_K, k, 0, 1);
    refuse_with(error);
}

static void refuse_unless_equal(uint32_t k, int error) {
    add(BPF_JMP | BPF_JEQ | BPF_K, k, 1, 0);
    refuse_with(error);
}

/// What follows up to `end_call` is for one system call only.
static unsigned short begin_call(int number) {
    add(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)number, 0, 0);
    return length - 1;
}

static void end_call(unsigned short start) {
    answer(SECCOMP_RET_ALLOW);
    program[start].jf = (uint8_t)(length - start - 1);
}

// Each of these is on both architectures unless it stands behind an #ifdef.
static const int refused[] = {
    // other processes
    SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev, SYS_kcmp, SYS_pidfd_open, SYS_pidfd_getfd, SYS_pidfd_send_signal,
    SYS_process_madvise, SYS_migrate_pages, SYS_move_pages, SYS_rt_tgsigqueueinfo,
    // keyrings, asynchronous I/O rings, BPF, performance counters, faults handled in user space
    SYS_add_key, SYS_request_key, SYS_keyctl, SYS_io_uring_setup, SYS_io_uring_enter, SYS_io_uring_register, SYS_bpf,
    SYS_perf_event_open, SYS_userfaultfd, SYS_fanotify_init, SYS_lookup_dcookie, SYS_io_setup, SYS_io_submit,
    // namespaces, mounts
    SYS_unshare, SYS_setns, SYS_mount, SYS_umount2, SYS_pivot_root, SYS_chroot, SYS_move_mount, SYS_open_tree, SYS_fsopen,
    SYS_fsconfig, SYS_fsmount, SYS_fspick, SYS_open_by_handle_at, SYS_name_to_handle_at, SYS_mount_setattr,
    // sockets, local ones too: what waits in one is memory that no limit counts
    SYS_socket, SYS_socketpair,
    // the machine
    SYS_kexec_load, SYS_init_module, SYS_finit_module, SYS_delete_module, SYS_reboot, SYS_swapon, SYS_swapoff, SYS_syslog,
    SYS_acct, SYS_quotactl, SYS_settimeofday, SYS_clock_settime, SYS_adjtimex, SYS_clock_adjtime, SYS_sethostname,
    SYS_setdomainname, SYS_vhangup, SYS_personality,
    // memory that no limit counts
    SYS_memfd_create, SYS_memfd_secret, SYS_shmget, SYS_msgget, SYS_semget, SYS_mq_open, SYS_mlockall,
#if defined(__x86_64__)
    SYS_ioperm, SYS_iopl, SYS_modify_ldt, SYS_uselib, SYS_kexec_file_load, SYS_create_module,
#endif
};

/// The sandbox's own two processes, 1 and 2, and whole groups of processes get no signals; asking whether one is there is free.
static void guard_signals(int number, int signal_index) {
    unsigned short start = begin_call(number);
    load_argument(signal_index);
    add(BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 1);
    answer(SECCOMP_RET_ALLOW);
    load_argument(0);
    refuse_if(BPF_JEQ, 1, EPERM);
    refuse_if(BPF_JEQ, 2, EPERM);
    if (number == SYS_kill) {
        refuse_if(BPF_JEQ, 0, EPERM);
        refuse_if(BPF_JSET, 0x80000000u, EPERM);
    }
    end_call(start);
}

static const int changing[] = {SYS_mprotect, SYS_pkey_mprotect};

static void guard_arguments(void) {
    unsigned short start = begin_call(SYS_clone);
    load_argument(0);
    refuse_if(BPF_JSET, CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWCGROUP, EPERM);
    end_call(start);
    // Its flags are in memory, where no filter can look: the C library takes `clone` then.
    start = begin_call(SYS_clone3);
    refuse_with(ENOSYS);
    end_call(start);
    start = begin_call(SYS_ioctl);
    load_argument(1);
    refuse_if(BPF_JEQ, TIOCSTI, EPERM);
    refuse_if(BPF_JEQ, TIOCLINUX, EPERM);
    end_call(start);
    // What is code stays as it was loaded, and what was written is no code.
    for (size_t i = 0; i < sizeof changing / sizeof *changing; i++) {
        start = begin_call(changing[i]);
        load_argument(2);
        refuse_if(BPF_JSET, PROT_EXEC, EPERM);
        end_call(start);
    }
    // A process that has made itself private stays so.
    start = begin_call(SYS_prctl);
    load_argument(0);
    refuse_if(BPF_JEQ, PR_SET_MM, EPERM);
    refuse_if(BPF_JEQ, PR_SET_PTRACER, EPERM);
    add(BPF_JMP | BPF_JEQ | BPF_K, PR_SET_DUMPABLE, 0, 3);
    load_argument(1);
    refuse_unless_equal(0, EPERM);
    end_call(start);
}

void syscalls_restrict(void) {
    load(offsetof(struct seccomp_data, arch));
    add(BPF_JMP | BPF_JEQ | BPF_K, OUR_ARCHITECTURE, 1, 0);
    answer(SECCOMP_RET_KILL_PROCESS);
    load_number();
#if defined(__x86_64__)
    // The x32 calls have numbers of their own, which the lists below do not know.
    add(BPF_JMP | BPF_JGE | BPF_K, 0x40000000u, 0, 1);
    answer(SECCOMP_RET_KILL_PROCESS);
#endif
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) refuse_if(BPF_JEQ, (uint32_t)refused[i], EPERM);
    guard_arguments();
    guard_signals(SYS_kill, 1);
    guard_signals(SYS_tkill, 1);
    guard_signals(SYS_tgkill, 2);
    guard_signals(SYS_rt_sigqueueinfo, 1);
    answer(SECCOMP_RET_ALLOW);
    struct sock_fprog filter = {length, program};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0 || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter, 0, 0) < 0) {
        perror("cellist-worker: restricting system calls");
        _exit(126);
    }
}

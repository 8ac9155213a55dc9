// What Linux has and Swift's Glibc module leaves out, because it is not POSIX or takes arguments of any number.
#pragma once

#include <errno.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

// tee(2) that never waits: copies up to `count` bytes from one pipe to another and leaves them in the first.
// Returns how many, or -1 with errno.
static inline long understudy_tee(int from, int to, unsigned long count) {
    const unsigned nonblocking = 2;  // SPLICE_F_NONBLOCK
    return syscall(SYS_tee, from, to, count, nonblocking);
}

// pipe2(2) with O_CLOEXEC: programs that another thread starts meanwhile do not inherit it. Returns -1 with errno.
static inline int understudy_pipe(int ends[2]) {
    const int close_on_exec = 0x80000;  // O_CLOEXEC, on Intel and ARM
    return syscall(SYS_pipe2, ends, close_on_exec);
}

// A counter to be woken by (eventfd(2)); reading and writing it never wait. Returns -1 with errno.
static inline int understudy_eventfd(void) {
    return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
}

// Waits until a descriptor can be read, but not longer than `nanoseconds`; without end if that is negative. Returns
// whether it can be read. The kernel's own layout of its structures: the headers' would take them away from Swift's
// Glibc module.
static inline int understudy_wait(int descriptor, long nanoseconds) {
    struct {
        int descriptor;
        short events, found;
    } readable = {descriptor, 1 /* POLLIN */, 0};
    long limit[2] = {nanoseconds / 1000000000, nanoseconds % 1000000000};
    return syscall(SYS_ppoll, &readable, 1, nanoseconds < 0 ? (void *)0 : limit, (void *)0, 0) > 0;
}

// The calling thread's sleeps end when they should, not up to 50 microseconds later (PR_SET_TIMERSLACK).
static inline void understudy_sleep_exactly(void) {
    prctl(PR_SET_TIMERSLACK, 1UL, 0UL, 0UL, 0UL);
}

// Takes the file descriptor that was sent through a Unix socket (SCM_RIGHTS), not inherited by programs started later.
// Returns -1 where the other end closed without sending one, or with errno. The kernel's own layout of its structures,
// on 64-bit machines.
static inline int understudy_receive_descriptor(int from) {
    char byte;
    struct { void *base; unsigned long length; } content = {&byte, 1};
    struct { unsigned long length; int level, type; int descriptor; int padding; } control = {0, 0, 0, -1, 0};
    struct {
        void *name; unsigned name_length; void *content; unsigned long count;
        void *control; unsigned long control_length; int flags;
    } message = {(void *)0, 0, &content, 1, &control, sizeof control, 0};
    const int close_on_exec = 0x40000000;  // MSG_CMSG_CLOEXEC
    long received;
    do received = syscall(SYS_recvmsg, from, &message, close_on_exec);
    while (received < 0 && errno == EINTR);
    return received == 1 && control.level == 1 && control.type == 1 ? control.descriptor : -1;
}

// What Linux has and Swift's Glibc module leaves out, because it is not POSIX.
#pragma once

#include <sys/syscall.h>
#include <unistd.h>

// tee(2) that never waits: copies up to `count` bytes from one pipe to another and leaves them in the first.
// Returns how many, or -1 with errno.
static inline long understudy_tee(int from, int to, unsigned long count) {
    const unsigned nonblocking = 2;  // SPLICE_F_NONBLOCK
    return syscall(SYS_tee, from, to, count, nonblocking);
}

"""System calls that are refused, as by an old kernel or by a container's filter."""
import ctypes
import errno
import os
import unittest

# From here on Linux gives a system call the same number on every architecture; the first of them, 424, came with 5.1.
# Linux 4.18 has none of them.
FIRST_SINCE_4_18 = 424
IO_URING_SETUP = 425
CLONE3 = 435

LOAD, EQUALS, AT_LEAST, ABOVE, RETURN = 0x20, 0x15, 0x35, 0x25, 0x06  # instructions of a seccomp filter (classic BPF)
ALLOW, FAIL_WITH = 0x7fff0000, 0x00050000
NUMBER, FIRST_ARGUMENT = 0, 16  # places in what the filter sees (struct seccomp_data)


def _set_filter(*instructions):
    class Program(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_char_p)]

    code = b"".join(operation.to_bytes(2, "little") + bytes([if_true, if_false]) + value.to_bytes(4, "little")
                    for operation, if_true, if_false, value in instructions)
    libc = ctypes.CDLL(None, use_errno=True)
    set_no_new_privileges, set_seccomp, filter_mode = 38, 22, 2
    if (libc.prctl(set_no_new_privileges, 1, 0, 0, 0) or
            libc.prctl(set_seccomp, filter_mode, ctypes.byref(Program(len(instructions), code)), 0, 0)):
        raise OSError(ctypes.get_errno(), "cannot set a seccomp filter")


def refuse(number, error):
    """For `preexec_fn`: that system call fails with `error` from now on, also in children."""
    return lambda: _set_filter((LOAD, 0, 0, NUMBER), (EQUALS, 0, 1, number), (RETURN, 0, 0, FAIL_WITH | error),
                               (RETURN, 0, 0, ALLOW))


def refuse_newer_than_4_18(error):
    """The same for all that came after Linux 4.18. Old kernels say ENOSYS; container engines from before 2021 EPERM."""
    return lambda: _set_filter((LOAD, 0, 0, NUMBER), (AT_LEAST, 0, 1, FIRST_SINCE_4_18),
                               (RETURN, 0, 0, FAIL_WITH | error), (RETURN, 0, 0, ALLOW))


def refuse_large_rings():
    """io_uring_setup gives small rings alone, as before Linux 5.12 where little memory may be locked (ulimit -l)."""
    _set_filter((LOAD, 0, 0, NUMBER), (EQUALS, 0, 3, IO_URING_SETUP), (LOAD, 0, 0, FIRST_ARGUMENT), (ABOVE, 0, 1, 8),
                (RETURN, 0, 0, FAIL_WITH | errno.ENOMEM), (RETURN, 0, 0, ALLOW))


def needs_filters():
    """Skips the test where no filter can be set."""
    child = os.fork()
    if child == 0:
        try:
            refuse(CLONE3, errno.ENOSYS)()
            os._exit(0)
        except OSError as error:
            os._exit(error.errno)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code:
        raise unittest.SkipTest(f"no seccomp filter can be set: {os.strerror(code)}")

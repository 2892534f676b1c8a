"""Attacks on files, the network and the kernel."""

from tests.hostile.cases.case import HIDDEN, NOT_ALLOWED, REFUSED, AttackCase, quick

FILES = (
    quick("reading the user's file", "reach(lambda: open(CANARY).read())", HIDDEN),
    AttackCase("reading the user's folder", "reach(os.listdir, FOLDER)", HIDDEN),
    AttackCase(
        "reading the home folder",
        "each(lambda: os.listdir(HOME), lambda: os.listdir('/home'), lambda: os.listdir('/root'))",
        HIDDEN,
    ),
    AttackCase("reading the project", "reach(os.listdir, PROJECT)", HIDDEN),
    quick(
        "reading the virtual environment beside its packages",
        "each(lambda: os.listdir(VENV), lambda: open(VENV + '/pyvenv.cfg').read(),"
        " lambda: os.listdir(VENV + '/bin'))",
        HIDDEN,
    ),
    AttackCase("reading the password file", "reach(lambda: open('/etc/passwd').read())", HIDDEN),
    quick("writing to the user's file", "reach(lambda: open(CANARY, 'a').write('x'))", HIDDEN),
    AttackCase("truncating the user's file", "reach(os.truncate, CANARY, 0)", HIDDEN),
    AttackCase("deleting the user's file", "reach(os.remove, CANARY)", HIDDEN),
    AttackCase("moving the user's file", "reach(os.rename, CANARY, CANARY + '2')", HIDDEN),
    AttackCase(
        "linking to the user's file",
        "each(lambda: os.link(CANARY, '/tmp/x'), lambda: os.symlink(CANARY, '/tmp/x'))",
        HIDDEN,
    ),
    AttackCase(
        "mode, owner and times of the user's file",
        "each(lambda: os.chmod(CANARY, 0o777), lambda: os.chown(CANARY, 0, 0), lambda: os.utime(CANARY), lambda: os.setxattr(CANARY, 'user.x', b''))",
        HIDDEN,
    ),
    quick(
        "writing to the virtual environment",
        "reach(lambda: open(VENV + '/pyvenv.cfg', 'a').write('x'))",
        HIDDEN,
    ),
    AttackCase(
        "writing beside torch",
        "import torch\nreach(lambda: open(os.path.dirname(torch.__file__) + '/x.py', 'w'))",
        HIDDEN,
    ),
    AttackCase(
        "deleting the virtual environment", "import shutil\nreach(shutil.rmtree, VENV)", HIDDEN
    ),
    quick(
        "flags of a readable file",
        "import fcntl\nfile = os.open(os.__file__, os.O_RDONLY)\nflags = bytearray(8)\n"
        "each(lambda: fcntl.ioctl(file, 0x80086601, flags), lambda: fcntl.ioctl(file, 0x40086602, bytes(flags)))",
        r"^finished: (PermissionError|OSError: \[Errno (1|25)\])",
    ),
    AttackCase(
        "a lease on a readable file",
        "import fcntl\nfile = open(os.__file__)\nreach(fcntl.fcntl, file, fcntl.F_SETLEASE, fcntl.F_RDLCK)",
        REFUSED,
    ),
    AttackCase(
        "watching a folder by fcntl",
        "import fcntl\nfolder = os.open(os.path.dirname(os.__file__), os.O_RDONLY)\nreach(fcntl.fcntl, folder, fcntl.F_NOTIFY, 0x80000000 | 4)",
        REFUSED,
    ),
    AttackCase(
        "filling the disk",
        "each(*[lambda at=at: open(at + '/torchquiz-hostile', 'wb') for at in ('/tmp', '/var/tmp', '/dev/shm', '/', '.', FOLDER)])",
        HIDDEN,
    ),
    AttackCase(
        "an unnamed file",
        "each(*[lambda at=at: os.open(at, os.O_TMPFILE | os.O_RDWR) for at in ('/tmp', '/dev/shm', FOLDER)])",
        HIDDEN,
    ),
    AttackCase(
        "a temporary file",
        "import tempfile\nreach(tempfile.TemporaryFile)",
        r"^finished: (PermissionError|FileNotFoundError|OSError)",
    ),
    AttackCase(
        "a named pipe or a device",
        "each(lambda: os.mkfifo('/tmp/x'), lambda: os.mknod('/tmp/x'), lambda: os.mknod('/tmp/x', 0o60600, 0x800))",
        HIDDEN,
    ),
    AttackCase(
        "raw disks and memory",
        "each(*[lambda at=at: open(at, 'rb').read(1) for at in ('/dev/mem', '/dev/kmsg', '/dev/vda', '/dev/sda', '/dev/tty')])",
        HIDDEN,
    ),
    AttackCase(
        "making a file handle",
        "call(303, 264, -100, CANARY.encode(), (ctypes.c_int * 40)(128), (ctypes.c_int * 4)(), 0)",
    ),
    AttackCase(
        "opening a forged file handle", "call(304, 265, 1, (ctypes.c_int * 40)(8, 1, 2, 0), 0)"
    ),
    AttackCase(
        "opening with openat2",
        "call(437, 437, -100, CANARY.encode(), (ctypes.c_uint64 * 3)(), 24)",
    ),
    AttackCase(
        "opening through /proc/self/root",
        "reach(lambda: open('/proc/self/root' + CANARY).read())",
        HIDDEN,
    ),
    AttackCase(
        "climbing out of a readable folder",
        "reach(lambda: open(os.path.dirname(os.__file__) + '/' + '../' * 20 + CANARY).read())",
        HIDDEN,
    ),
    AttackCase(
        "changing the root", "each(lambda: os.chroot('/usr'), lambda: call(155, 41, b'/', b'/'))"
    ),
    AttackCase(
        "mounting",
        "each(lambda: call(165, 40, b'none', b'/mnt', b'tmpfs', 0, 0), lambda: call(166, 39, b'/proc', 2))",
    ),
    AttackCase(
        "mounting with newer calls",
        "each(lambda: call(430, 430, b'tmpfs', 0), lambda: call(428, 428, -100, b'/', 1), lambda: call(429, 429, 1, b'', 1, b'/', 4))",
    ),
    AttackCase("watching files", "each(lambda: call(294, 26, 0), lambda: call(300, 262, 0, 0))"),
    AttackCase(
        "setting the clock and host name",
        "each(lambda: call(227, 112, 0, ctypes.byref((ctypes.c_long * 2)())), lambda: socket.sethostname('x'))",
    ),
)

NETWORK = (
    quick("TCP to this machine", "reach(socket.create_connection, ('127.0.0.1', PORT), 0.2)"),
    AttackCase("TCP to elsewhere", "reach(socket.create_connection, ('1.1.1.1', 53), 0.2)"),
    quick(
        "UDP",
        "reach(lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', PORT)))",
    ),
    AttackCase(
        "looking up a host name",
        "reach(socket.gethostbyname, 'pytorch.org')",
        "^finished: (gaierror|socket.gaierror|OSError|PermissionError)",
    ),
    AttackCase("listening", "reach(lambda: socket.create_server(('', 0)))"),
    AttackCase("a unix socket", "reach(lambda: socket.socket(socket.AF_UNIX).connect(SOCKET))"),
    AttackCase(
        "an abstract socket", "reach(lambda: socket.socket(socket.AF_UNIX).connect(ABSTRACT))"
    ),
    AttackCase("a pair of sockets", "reach(socket.socketpair)"),
    AttackCase(
        "other families of sockets",
        "each(*[lambda family=family: socket.socket(family, socket.SOCK_RAW) for family in (2, 10, 16, 17, 31, 38, 40, 44)])",
    ),
    AttackCase(
        "fetching a file",
        "import urllib.request\nreach(urllib.request.urlopen, f'http://127.0.0.1:{PORT}')",
        "^finished: urllib.error.URLError",
    ),
    AttackCase(
        "messages on the worker's socket",
        "each(*[lambda fd=fd: call(46, 211, fd, ctypes.create_string_buffer(64), 0) for fd in range(3, 9)])",
    ),
)

KERNEL = (
    quick("bpf", "call(321, 280, 5, 0, 0)"),
    quick(
        "io_uring",
        "each(lambda: call(425, 425, 8, ctypes.create_string_buffer(120)), lambda: call(426, 426, 3, 1, 0, 0, 0, 0), lambda: call(427, 427, 3, 0, 0, 0))",
    ),
    AttackCase(
        "keys of the kernel",
        "each(lambda: call(250, 219, 0, -3, 1), lambda: call(248, 217, b'user', b'x', b'x', 1, -3), lambda: call(249, 218, b'user', b'x', 0, -3))",
    ),
    AttackCase("userfaultfd", "call(323, 282, 1)"),
    AttackCase(
        "performance counters", "call(298, 241, ctypes.create_string_buffer(128), 0, -1, -1, 0)"
    ),
    AttackCase(
        "modules of the kernel",
        "each(lambda: call(313, 273, 3, b'', 0), lambda: call(175, 105, b'', 0, b''), lambda: call(246, 104, 0, 0, 0, 0))",
    ),
    AttackCase("restarting the machine", "call(169, 142, 0xFEE1DEAD, 672274793, 0, 0)"),
    AttackCase(
        "timers that outlive the process",
        "each(lambda: call(222, 107, 0, 0, ctypes.byref(ctypes.c_int())), lambda: call(283, 85, 1, 0))",
    ),
    AttackCase(
        "moving pages of other processes",
        "each(lambda: call(256, 238, 1, 8, b'', b''), lambda: call(279, 239, 1, 0, 0, 0, 0, 0))",
    ),
    AttackCase("asynchronous input and output", "call(206, 0, 8, ctypes.byref(ctypes.c_ulong()))"),
    AttackCase(
        "copying between descriptors",
        "each(lambda: call(275, 76, 0, 0, 1, 0, 9, 0), lambda: call(278, 75, 1, 0, 0, 0), lambda: call(276, 77, 0, 1, 9, 0))",
    ),
    AttackCase(
        "execution domains, ports, segments",
        "each(lambda: call(135, 92, 0x0400000), lambda: call(172, 1072, 3), lambda: call(154, 1054, 0, 0, 0))",
        r"^finished: (PermissionError|OSError)",
    ),
    AttackCase(
        "numbers that no kernel has",
        "each(*[lambda number=number: call(number, number) for number in (1000, 9999, 0x3fffffff)])",
    ),
)
"""Attacks on the kernel by system calls, with their numbers on x86_64 and aarch64."""

CONVENTIONS = (
    quick(
        "the second calling convention (x32)",
        "each(*[lambda number=number: call(0x40000000 | number, 1000) for number in (57, 39, 520, 2)])",
    ),
    quick(
        "the third calling convention (int 0x80)",
        r"machine_code(b'\xb8\x02\x00\x00\x00\xcd\x80\xc3')",
        "^killed: it was killed by SIG(SYS|SEGV)$",
    ),
    AttackCase(
        "machine code with a system call",
        r"machine_code(b'\xb8\x39\x00\x00\x00\x0f\x05\xc3') == -1 and call(57, 1079)",
        NOT_ALLOWED,
    ),
    AttackCase(
        "a far jump into 32 bits",
        r"machine_code(b'\x6a\x23\x48\x8d\x05\x03\x00\x00\x00\x50\x48\xcb\xb8\x02\x00\x00\x00\xcd\x80')",
        "^killed: it was killed by SIG",
    ),
)
"""Attacks that exist only on x86_64."""

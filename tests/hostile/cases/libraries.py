"""Attacks through PyTorch and NumPy, which open files and start threads from C++."""

from tests.hostile.cases.case import LATE, REFUSED, WITHOUT_REPORT, AttackCase

NO_FILE = r"^finished: RuntimeError: (unable to open file|.*open file failed)"
DISTRIBUTED = "import torch.distributed as dist\n"

TORCH_FILES = (
    AttackCase(
        "mapping the user's file as a tensor",
        "import torch\nprint('BREACH', torch.UntypedStorage.from_file(CANARY, True, 16).tolist())",
        NO_FILE,
    ),
    AttackCase(
        "mapping the password file as a tensor",
        "import torch\n"
        "print('BREACH', torch.from_file('/etc/passwd', shared=True, size=9, dtype=torch.uint8))",
        NO_FILE,
    ),
    AttackCase(
        "writing to torch through a tensor",
        "import torch\n"
        "path = os.path.join(os.path.dirname(torch.__file__), 'version.py')\n"
        "kept = torch.from_file(path, shared=True, size=16, dtype=torch.uint8)\n"
        "kept[0] = kept[0]\nprint('BREACH')",
        NO_FILE,
    ),
    AttackCase(
        "writing to torch through an array",
        "import numpy, torch\n"
        "path = os.path.join(os.path.dirname(torch.__file__), 'version.py')\n"
        "reach(numpy.memmap, path, dtype='u1', mode='r+')",
        REFUSED,
    ),
    AttackCase(
        "writing to the user's file from C++",
        "import torch\ntorch._C.PyTorchFileWriter(CANARY).write_end_of_file()\nprint('BREACH')",
        NO_FILE,
    ),
    AttackCase(
        "writing a trace over the user's file",
        "import torch\n"
        "with torch.profiler.profile() as profile: torch.ones(9).sum()\n"
        "profile.export_chrome_trace(CANARY)",
        "^finished: ",
        timeout_s=20.0,
    ),
    AttackCase(
        "a store in the user's file",
        DISTRIBUTED + "dist.FileStore(CANARY, 1).set('a', 'b')\nprint('BREACH')",
        "^finished: torch.distributed.DistStoreError: Permission denied",
    ),
    AttackCase(
        "a store that others can connect to",
        DISTRIBUTED + "print('BREACH', dist.TCPStore('127.0.0.1', 0, 1, True).port)",
        "^finished: torch.distributed.DistNetworkError: .*EPERM",
    ),
    AttackCase(
        "a group of processes",
        DISTRIBUTED
        + "dist.init_process_group('gloo', init_method='tcp://127.0.0.1:0', rank=0, world_size=1)\n"
        "print('BREACH')",
        "^finished: torch.distributed.DistNetworkError: .*EPERM",
    ),
    AttackCase(
        "workers of a data loader",
        "from torch.utils.data import DataLoader\n"
        "print('BREACH', len(list(DataLoader(range(4), num_workers=2))))",
        "^finished: (PermissionError|OSError|RuntimeError)",
    ),
    AttackCase(
        "processes of torch",
        "import torch.multiprocessing as mp\ndef go(rank): print('BREACH')\nmp.spawn(go, nprocs=1)",
        "^finished: (PermissionError|OSError|FileNotFoundError)",
    ),
    AttackCase(
        "a C++ extension",
        "from torch.utils.cpp_extension import load_inline\n"
        "reach(load_inline, 'extension', 'int go() { return 1; }', functions=['go'])",
        "^finished: (PermissionError|OSError|RuntimeError|FileNotFoundError)",
        timeout_s=20.0,
    ),
)
TORCH_CALLS = (
    AttackCase(
        "a million threads of torch",
        "import torch\ntorch.set_num_threads(10**6)\ntorch.ones(10**7).sum()",
        "^(killed|finished|timeout)",
    ),
    AttackCase(
        "a backward pass that never ends",
        "import torch\n"
        "class Endless(torch.autograd.Function):\n"
        "    forward = staticmethod(lambda ctx, x: x * 1)\n"
        "    @staticmethod\n"
        "    def backward(ctx, gradient):\n"
        "        while True: pass\n"
        "x = torch.ones(2, requires_grad=True)\n"
        "Endless.apply(x).sum().backward()",
        LATE,
        timeout_s=1.0,
    ),
    AttackCase(
        "backward passes inside each other",
        "import torch\n"
        "class Nested(torch.autograd.Function):\n"
        "    forward = staticmethod(lambda ctx, x: x * 1)\n"
        "    @staticmethod\n"
        "    def backward(ctx, gradient):\n"
        "        with torch.enable_grad():\n"
        "            Nested.apply(torch.ones(1, requires_grad=True)).backward()\n"
        "        return gradient\n"
        "Nested.apply(torch.ones(1, requires_grad=True)).backward()",
        "^(finished: (RuntimeError|RecursionError)|killed|timeout)",
    ),
    AttackCase(
        "a hook that exits during a question",
        "import torch\n"
        "x = torch.ones(2, requires_grad=True)\n"
        "y = (x * 2).sum()\n"
        "x.register_hook(lambda gradient: os._exit(0))",
        WITHOUT_REPORT,
        ("y.backward()",),
    ),
    AttackCase(
        "a mode that never returns while values are read",
        "import torch\n"
        "from torch.utils._python_dispatch import TorchDispatchMode\n"
        "class Endless(TorchDispatchMode):\n"
        "    def __torch_dispatch__(self, function, types, args=(), kwargs=None):\n"
        "        while True: pass\n"
        "y = torch.ones(2)\n"
        "Endless().__enter__()",
        LATE,
        ("y",),
        timeout_s=1.0,
    ),
    AttackCase(
        "a mode that changes every call while values are read",
        "import torch, torch.overrides\n"
        "class Other(torch.overrides.TorchFunctionMode):\n"
        "    def __torch_function__(self, function, types, args=(), kwargs=None):\n"
        "        return torch.tensor(42)\n"
        "Other().__enter__()",
        "^finished: ok -> ",
        ("torch.ones(2, 3)",),
    ),
    AttackCase(
        "a tensor with a trillion numbers in no memory",
        "import torch\nwide = torch.ones(1).expand(10**12)",
        r"^finished: ok -> other tensor\(\[1., 1., .*, shape \(1000000000000,\)$",
        ("wide", "wide.shape"),
    ),
    AttackCase(
        "tensors without data",
        "import torch\ntorch.set_default_device('meta')",
        "^finished: ok -> other .*device='meta'",
        ("torch.ones(2, 3)",),
    ),
    AttackCase(
        "a module whose attributes never end",
        "import torch\n"
        "class Endless(torch.nn.Module):\n"
        "    def __getattr__(self, name):\n"
        "        while True: pass\n"
        "module = Endless.__new__(Endless)",
        LATE,
        ("module",),
        timeout_s=1.0,
    ),
    AttackCase(
        "print options without limits",
        "import torch\ntorch.set_printoptions(threshold=10**12, linewidth=10**9)\n"
        "print(torch.zeros(3000, 3000))",
        "^(killed: it printed more than|timeout)",
    ),
    AttackCase(
        "an array whose elements exit when they are shown",
        "import numpy\n"
        "class Exit:\n"
        "    def __repr__(self): os._exit(0)\n"
        "array = numpy.array([Exit()], dtype=object)",
        WITHOUT_REPORT,
        ("array",),
    ),
)

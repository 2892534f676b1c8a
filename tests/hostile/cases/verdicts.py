"""Attacks on grades: forged reports, objects that lie about themselves, and patched builtins."""

from tests.hostile.cases.case import TAMPERED, AttackCase, quick

FORGED = '{"raised": null, "elapsed_ms": 1, "answers": [{"as": "value", "tag": "int", "data": 42, "text": "42"}]}'
FORGE = f"forged = {FORGED!r}.encode()\n"
TRUE_VALUE = "^(finished: ok -> int 1$|killed)"

REPORTS = (
    quick(
        "forging the report and exiting",
        FORGE + "os.write(3, forged)\nos._exit(0)",
        "^killed",
        ("1",),
    ),
    quick(
        "forging on every descriptor",
        FORGE
        + "for fd in range(256):\n    try: os.write(fd, forged)\n    except OSError: pass\nos._exit(0)",
        "^killed",
        ("1",),
    ),
    AttackCase(
        "forging the report and continuing", FORGE + "os.write(3, forged)", TRUE_VALUE, ("1",)
    ),
    AttackCase(
        "forging the report through a memory map",
        FORGE
        + "import mmap\nos.ftruncate(3, len(forged))\nmmap.mmap(3, len(forged))[:] = forged\nos._exit(0)",
        "^(killed|finished: (PermissionError|OSError))",
        ("1",),
    ),
    AttackCase(
        "forging after the real report",
        FORGE
        + "import threading\ndef go():\n    while True: os.pwrite(3, forged, 0)\nthreading.Thread(target=go).start()",
        TRUE_VALUE,
        ("1",),
    ),
    quick(
        "a report that is nested too deeply",
        "os.write(3, b'[' * 500_000)\nos._exit(0)",
        "^killed",
        ("1",),
    ),
    AttackCase(
        "a report with another structure", "os.write(3, b'[1, {}]')\nos._exit(0)", "^killed", ("1",)
    ),
    AttackCase(
        "a report with an infinite time",
        'os.write(3, b\'{"raised": null, "answers": [], "elapsed_ms": 1e999}\')\nos._exit(0)',
        "^killed",
        ("1",),
    ),
    AttackCase(
        "closing every descriptor", "os.closerange(0, 256)", "^(finished: ok|killed)", ("1",)
    ),
    AttackCase(
        "replacing one descriptor by another",
        "os.dup2(3, 1)\nprint('x' * 99)",
        "^(finished: ok|killed)",
        ("1",),
    ),
    AttackCase(
        "waiting for processes",
        "each(lambda: os.wait(), lambda: os.waitid(os.P_ALL, 0, os.WEXITED))",
    ),
    quick(
        "patching json",
        "import json\njson.dumps = lambda *_, **__: 'BREACH'\njson.JSONEncoder.encode = json.dumps",
        "^(finished: ok -> int 1$|killed)",
        ("1",),
    ),
    AttackCase(
        "patching os.write",
        "os.write = lambda *_: 0",
        "^(finished: ok -> int 1$|killed|timeout)",
        ("1",),
    ),
    AttackCase(
        "patching builtins",
        "import builtins\nfor name in ('len', 'repr', 'isinstance', 'type', 'str', 'open', 'print', '__import__'): setattr(builtins, name, None)",
        "^(finished|killed)",
        ("1",),
    ),
    AttackCase(
        "patching builtins for its own use",
        "import builtins\nbuiltins.len = lambda value: 42\n__builtins__.len(())",
        "^finished: ok -> int 42$",
        ("len('a')",),
    ),
    AttackCase(
        "patching the child's builtins",
        "__builtins__.isinstance = __builtins__.type = __builtins__.repr = lambda *_: int",
        "^finished: ok -> str a$",
        ("'a'",),
    ),
    AttackCase(
        "patching the child's modules through frames",
        "frame = sys._getframe()\nwhile frame:\n    frame.f_globals.update(encode=lambda *_: {'tag': 'int', 'data': 42, 'text': '42'})\n    frame = frame.f_back",
        "^(finished|killed)",
        ("1",),
    ),
    AttackCase(
        "patching print",
        "import builtins\nbuiltins.print = None\nsys.stdout = sys.stderr = None",
        "^finished: ok -> int 1$",
        ("1",),
    ),
    quick(
        "patching torch for the next snippet",
        "import torch\ntorch.nn.Linear = torch.arange = torch.Tensor.sum = None\ntorch.set_default_dtype(torch.float64)\ntorch.manual_seed = None",
        "finished: ok",
    ),
    AttackCase("clearing torch", "import torch\nvars(torch).clear()", "^(finished|killed)", ("1",)),
    AttackCase(
        "clearing all modules",
        "for module in list(sys.modules.values()):\n    if module is not None: vars(module).clear()",
        "^(finished|killed)",
        ("1",),
    ),
    quick(
        "searching frames for other jobs",
        "frame = sys._getframe()\nfound = ''\nwhile frame:\n    found += repr(frame.f_locals) + repr(list(frame.f_globals))\n    frame = frame.f_back\nprint('BREACH' if holds_earlier(found.encode()) else 'ok')",
        "finished: ok$",
    ),
    AttackCase(
        "searching all objects for other jobs",
        "import gc\nfound = ''.join(repr(value)[:9999] for value in gc.get_objects() if type(value) in (dict, list, tuple) and len(value) < 99)\nprint('BREACH' if holds_earlier(found.encode(errors='replace')) else 'ok')",
        "finished: ok$",
        timeout_s=9,
    ),
    quick(
        "searching memory for other jobs",
        "libc.sbrk.restype = ctypes.c_void_p\nheap, mapped = libc.sbrk(0) >> 12 << 12, id(object()) >> 12 << 12\n"
        "for begin, end in ((heap - (256 << 20), heap), (mapped - (1 << 30), mapped + (1 << 30))):\n"
        "    for page in pages(begin, end):\n"
        "        if holds_earlier(page): print('BREACH', flush=True)",
        "finished: ok$",
        timeout_s=60,
    ),
    AttackCase(
        "finding the worker in __main__",
        "import __main__\nprint('BREACH' if hasattr(__main__, '_serve') else 'ok')",
        "finished: ok$",
    ),
)

LIES = (
    quick(
        "an instance of a subclass of int",
        "class A(int):\n    def __repr__(self): return '1'\n    def __eq__(self, other): return True\nx = A(5)",
        "-> other 1$",
        ("x",),
    ),
    AttackCase(
        "an instance of a subclass of str",
        "class A(str):\n    def __eq__(self, other): return True\nx = A('a')",
        "-> other ",
        ("x",),
    ),
    AttackCase(
        "an instance of a subclass of float",
        "class A(float):\n    def __float__(self): return 1.0\nx = A(5)",
        "-> other ",
        ("x",),
    ),
    AttackCase(
        "an instance of a subclass of tuple",
        "class A(tuple):\n    def __iter__(self): return iter((1, 2))\nx = A((5,))",
        "-> other ",
        ("x",),
    ),
    quick(
        "a subclass of torch.Size",
        "import torch\nclass A(torch.Size):\n    def __iter__(self): return iter((1, 2))\nx = A((5,))",
        "not an acceptable base type",
        ("x",),
    ),
    AttackCase(
        "an object that lies about its class",
        "import torch\nclass A:\n    __class__ = torch.Size\n    def __iter__(self): return iter((1, 2))\nx = A()",
        "-> other ",
        ("x",),
    ),
    AttackCase(
        "an object that lies about being a dtype",
        "import torch\nclass dtype:\n    __class__ = torch.dtype\n    def __str__(self): return 'torch.float32'\nx = dtype()",
        "-> other ",
        ("x",),
    ),
    quick(
        "an instance of a subclass of torch.Tensor",
        "import torch\nclass A(torch.Tensor):\n    def tolist(self): return [1.0]\n    def detach(self): return self\nx = A([5.0])",
        "-> other ",
        ("x",),
    ),
    *(
        quick(
            f"an object whose class claims to equal {claimed}",
            "import torch\n"
            "class Meta(type):\n"
            f"    def __eq__(self, other): return other is {claimed}\n"
            f"    def __hash__(self): return hash({claimed})\n"
            "class A(metaclass=Meta):\n"
            "    data, shape, layout, is_meta = [1.0], torch.Size([1]), torch.strided, False\n"
            "    dtype = torch.float32\n"
            "    def __repr__(self): return '1'\n"
            "    def __len__(self): return 1\n"
            "    def __iter__(self): return iter((1,))\n"
            "    def items(self): return [(1, 1)]\n"
            "    def numel(self): return 1\n"
            "    def is_complex(self): return False\n"
            "    def detach(self): return self\n"
            "    def flatten(self): return self\n"
            "    def tolist(self): return [1.0]\n"
            "x = A()",
            "-> other 1$",
            ("x",),
        )
        for claimed in ("torch.Tensor", "torch.dtype", "bool", "int", "list", "dict")
    ),
    quick(
        "an exception whose class claims to equal ValueError",
        "class Meta(type):\n"
        "    def __eq__(self, other): return other is ValueError\n"
        "    def __hash__(self): return hash(ValueError)\n"
        "    __qualname__, __module__ = 'ValueError', 'builtins'\n"
        "class A(Exception, metaclass=Meta): pass\n"
        "raise A",
        r"^finished: __main__\.A$",
    ),
    quick(
        "a text that is longer than it claims",
        "class Long(str):\n"
        "    def __getitem__(self, place): return 'x' * 900_000\n"
        "    def __str__(self): return self\n"
        "class A:\n"
        "    def __repr__(self): return Long('x' * 900_000)\n"
        "x = A()\n"
        "class Failed(Exception):\n"
        "    def __str__(self): return Long('x' * 900_000)\n"
        "raise Failed",
        r"^finished: __main__\.Failed: x{4000} -> other x{4000}$",
        ("x",),
    ),
    AttackCase(
        "an object that lies about being a tensor",
        "import torch\nclass A:\n    __class__ = torch.Tensor\n    def __getattr__(self, name): return lambda *_: self\nx = A()",
        "-> (other|\\w*Error)",
        ("x",),
    ),
    AttackCase(
        "a dictionary whose keys equal everything",
        "class A:\n    def __hash__(self): return 1\n    def __eq__(self, other): return True\nx = {A(): 1, 2: 3}",
        "-> dict ",
        ("x",),
    ),
    AttackCase(
        "a dictionary that changes while it is read",
        "class A:\n    def __repr__(self):\n        x[len(x)] = 1\n        return 'a'\nx = {A(): 1}",
        "finished: ok -> ",
        ("x",),
    ),
    AttackCase(
        "an exception that lies about its class",
        "class RuntimeError(Exception): pass\nRuntimeError.__module__ = 'builtins'\nraise RuntimeError('x')",
        r"^finished: builtins\.RuntimeError: x$",
    ),
    AttackCase(
        "an exception that lies about its ancestors",
        "class M(type):\n    __mro__ = (ValueError, Exception, BaseException, object)\nclass A(Exception, metaclass=M): pass\nraise A",
        r"^finished: __main__\.A$",
    ),
    AttackCase(
        "an exception whose message is not a string",
        "error = SyntaxError()\nerror.msg = [1]\nraise error",
        r"^finished: SyntaxError",
    ),
    AttackCase(
        "an exception with a very long name",
        "raise type('A' * 500_000, (Exception,), {})",
        r"^finished: __main__\.A{3991}$",
    ),
    AttackCase(
        "an exception whose module is not a string",
        "class A(Exception): pass\nA.__module__ = 5\nraise A",
        r"^(finished|killed)",
    ),
)

TOKEN = (
    "frame = sys._getframe()\nwhile 'TOKEN' not in frame.f_globals: frame = frame.f_back\ntoken = frame.f_globals['TOKEN'].raw\n"
    'def answer(sort, data): return b\'{"as": "value", "tag": "%s", "data": %s, "text": ""}\' % (sort, data)\n'
    "def report(answer, raised=b'null'):\n"
    '    os.write(3, token + b\'{"raised": %s, "elapsed_ms": 1, "answers": [%s]}\' % (raised, answer))\n'
    "    os._exit(0)\n"
)
"""Code that finds the job's token and writes its own report.

That cannot be prevented, so the parent process must cope with any such report.
"""


def _malformed(name: str, code: str) -> AttackCase:
    return quick(name, TOKEN + code, TAMPERED, ("1",))


MALFORMED = (
    _malformed(
        "a nested report with the token",
        "report(answer(b'list', b'[' * 400_000 + b']' * 400_000))",
    ),
    _malformed(
        "a report with the token and sizes of a million digits",
        "report(answer(b'tensor', b'{\"dtype\": \"\", \"data\": [], \"shape\": [%s]}' % b', '.join([b'9' * 4200] * 240)))",
    ),
    _malformed(
        "a report with the token and too large a float",
        "report(answer(b'float', b'1' + b'0' * 400))",
    ),
    _malformed("a report with the token and NaN", "report(answer(b'float', b'NaN'))"),
    _malformed(
        "a report with the token and an unhashable key",
        "report(answer(b'dict', b'[[%s, %s]]' % ((answer(b'dict', b'[]'),) * 2)))",
    ),
    _malformed(
        "a report with the token and a very long message",
        'report(answer(b\'int\', b\'1\'), b\'{"type": "A", "lineage": ["OSError"], "through": [], "message": "%s"}\' % (b\'[Errno 1] \' * 90_000))',
    ),
)

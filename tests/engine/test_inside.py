"""What PyTorch is practised with works inside the worker, and gives the values that it gives anywhere."""

from textwrap import dedent

import pytest

from engine.models.proven import Value
from engine.sandbox.job import Ask, Block, Job
from engine.sandbox.pool import Pool

pytest_plugins = ["tests.engine.fixtures"]

Row = tuple[str, str, str, str]
"""Name, code, what is asked, and the answer as text."""

GRADIENTS: list[Row] = [
    ("backward", "x = torch.tensor([1., 2.], requires_grad=True)\n(x ** 3).sum().backward()", "x.grad", "tensor([ 3., 12.])"),
    ("backward through a layer", "l = nn.Linear(3, 2)\nl(torch.ones(4, 3)).sum().backward()", "l.bias.grad", "tensor([4., 4.])"),
    (
        "autograd.grad twice",
        "x = torch.tensor(2., requires_grad=True)\n(g,) = torch.autograd.grad(x ** 3, x, create_graph=True)",
        "torch.autograd.grad(g, x)[0].item()",
        "12.0",
    ),
    (
        "functional.hessian",
        "h = torch.autograd.functional.hessian(lambda x: (x ** 2).sum(), torch.ones(2))",
        "h.trace().item()",
        "4.0",
    ),
    ("no_grad", "l = nn.Linear(1, 1)\nwith torch.no_grad(): y = l(torch.ones(1))", "y.requires_grad", "False"),
    ("inference_mode", "with torch.inference_mode(): y = torch.ones(1)", "y.is_inference()", "True"),
    (
        "retain_grad",
        "x = torch.ones(1, requires_grad=True)\ny = x * 2\ny.retain_grad()\n(y * 3).backward()",
        "y.grad.item()",
        "3.0",
    ),
    (
        "anomaly",
        "with torch.autograd.detect_anomaly(False):\n x = torch.ones(1, requires_grad=True); x.exp().sum().backward()",
        "x.grad is None",
        "False",
    ),
    (
        "gradcheck",
        "ok = torch.autograd.gradcheck(torch.sigmoid, torch.ones(2, dtype=torch.double, requires_grad=True))",
        "ok",
        "True",
    ),
    (
        "autograd.Function",
        """
        class Double(torch.autograd.Function):
            @staticmethod
            def forward(ctx, x):
                ctx.save_for_backward(x)
                return 2 * x
            @staticmethod
            def backward(ctx, grad):
                (x,) = ctx.saved_tensors
                return 10 * grad * x
        x = torch.tensor(3., requires_grad=True)
        Double.apply(x).backward()
        """,
        "x.grad.item()",
        "30.0",
    ),
    (
        "checkpoint",
        """
        from torch.utils.checkpoint import checkpoint, checkpoint_sequential
        x = torch.ones(2, requires_grad=True)
        checkpoint(lambda x: (x ** 2).sum(), x, use_reentrant=False).backward()
        checkpoint_sequential(nn.Sequential(nn.Linear(2, 2), nn.ReLU()), 2, x, use_reentrant=False).sum().backward()
        """,
        "x.grad.shape",
        "(2,)",
    ),
    (
        "hooks",
        """
        seen = []
        layer = nn.Linear(2, 1)
        layer.register_forward_pre_hook(lambda m, i: seen.append("pre"))
        layer.register_forward_hook(lambda m, i, o: seen.append("forward"))
        layer.register_full_backward_hook(lambda m, i, o: seen.append("backward"))
        layer.weight.register_hook(lambda g: seen.append("tensor"))
        layer.weight.register_post_accumulate_grad_hook(lambda p: seen.append("accumulated"))
        handle = layer.register_forward_hook(lambda m, i, o: seen.append("never"))
        handle.remove()
        layer(torch.ones(1, 2, requires_grad=True)).sum().backward()
        """,
        "seen",
        "['pre', 'forward', 'tensor', 'accumulated', 'backward']",
    ),
    (
        "saved tensors hooks",
        "with torch.autograd.graph.save_on_cpu():\n x = torch.ones(1, requires_grad=True); (x * x).backward()",
        "x.grad.item()",
        "2.0",
    ),
]

TRAINED = """
torch.manual_seed(0)
w = nn.Linear(1, 1)
optimizer = make(w.parameters())
x = torch.linspace(-1, 1, 16)[:, None]
losses = []
def closure():
    optimizer.zero_grad()
    loss = F.mse_loss(w(x), 3 * x + 1)
    loss.backward()
    return loss
for _ in range(5):
    losses.append(optimizer.step(closure).item())
"""

OPTIMISERS = [
    "SGD(p, lr=0.1, momentum=0.9, nesterov=True)", "Adam(p, lr=0.1)", "AdamW(p, lr=0.1, amsgrad=True)", "Adamax(p, lr=0.1)",
    "NAdam(p, lr=0.1)", "RAdam(p, lr=0.1)", "Adagrad(p, lr=0.1)", "Adadelta(p, lr=1.0)", "RMSprop(p, lr=0.1)", "Rprop(p, lr=0.1)",
    "ASGD(p, lr=0.1)", "LBFGS(p, lr=0.1)", "Adafactor(p, lr=0.1)", "Adam(p, lr=0.1, foreach=True)", "SGD(p, lr=0.1, fused=True)",
]  # fmt: skip

SCHEDULERS = {
    "StepLR(o, 2, 0.5)": "[1.0, 0.5, 0.5, 0.25]",
    "MultiStepLR(o, [1, 3], 0.1)": "[0.1, 0.1, 0.01, 0.01]",
    "ExponentialLR(o, 0.5)": "[0.5, 0.25, 0.125, 0.0625]",
    "LambdaLR(o, lambda epoch: 1 / (epoch + 1))": "[0.5, 0.3333, 0.25, 0.2]",
    "CosineAnnealingLR(o, 4)": "[0.8536, 0.5, 0.1464, 0.0]",
    "CosineAnnealingWarmRestarts(o, 2)": "[0.5, 1.0, 0.5, 1.0]",
    "LinearLR(o, 0.5, total_iters=2)": "[0.75, 1.0, 1.0, 1.0]",
    "ConstantLR(o, 0.5, 2)": "[0.5, 1.0, 1.0, 1.0]",
    "PolynomialLR(o, 4)": "[0.75, 0.5, 0.25, 0.0]",
    "OneCycleLR(o, 1.0, total_steps=6)": "[0.6541, 0.9731, 0.7194, 0.3382]",
    "CyclicLR(o, 0.1, 1.0, step_size_up=2, cycle_momentum=False)": "[0.55, 1.0, 0.55, 0.1]",
    "SequentialLR(o, [s.ConstantLR(o, 0.5, 2), s.ExponentialLR(o, 0.5)], [2])": "[0.5, 1.0, 0.5, 0.25]",
}

NETS: list[Row] = [
    (
        "a CNN trained for some epochs",
        """
        torch.manual_seed(0)
        images = torch.randn(64, 1, 8, 8)
        labels = (images.mean((1, 2, 3)) > 0).long()
        net = nn.Sequential(nn.Conv2d(1, 4, 3, padding=1), nn.BatchNorm2d(4), nn.ReLU(), nn.MaxPool2d(2), nn.Dropout(0.1),
                            nn.Flatten(), nn.Linear(64, 2))
        optimizer = torch.optim.Adam(net.parameters(), lr=0.01)
        losses = []
        for epoch in range(5):
            net.train()
            for i in range(0, 64, 16):
                optimizer.zero_grad(set_to_none=True)
                loss = F.cross_entropy(net(images[i:i + 16]), labels[i:i + 16])
                loss.backward()
                optimizer.step()
            losses.append(loss.item())
        net.eval()
        accuracy = (net(images).argmax(1) == labels).float().mean().item()
        """,
        "(losses[-1] < losses[0], accuracy > 0.9)",
        "(True, True)",
    ),
    ("RNN", "y, h = nn.RNN(3, 5, 2, batch_first=True)(torch.ones(4, 7, 3))", "(*y.shape, *h.shape)", "(4, 7, 5, 2, 4, 5)"),
    (
        "LSTM",
        "y, (h, c) = nn.LSTM(3, 5, bidirectional=True)(torch.ones(7, 4, 3)); y.sum().backward()",
        "(*y.shape, *c.shape)",
        "(7, 4, 10, 2, 4, 5)",
    ),
    ("GRU", "y, h = nn.GRU(3, 5)(torch.ones(7, 4, 3)); h.sum().backward()", "y[-1].equal(h[0])", "True"),
    ("LSTMCell", "h, c = nn.LSTMCell(3, 5)(torch.ones(2, 3))", "h.shape", "(2, 5)"),
    (
        "padded and packed",
        """
        from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence, pad_sequence
        padded = pad_sequence([torch.ones(3, 2), torch.ones(1, 2)], batch_first=True)
        packed = pack_padded_sequence(padded, torch.tensor([3, 1]), batch_first=True)
        y, _ = nn.GRU(2, 4, batch_first=True)(packed)
        y, lengths = pad_packed_sequence(y, batch_first=True)
        """,
        "(*y.shape, *lengths.tolist())",
        "(2, 3, 4, 3, 1)",
    ),
    (
        "transformer encoder",
        "l = nn.TransformerEncoderLayer(8, 2, 16, batch_first=True)\ny = nn.TransformerEncoder(l, 2)(torch.ones(2, 5, 8)); y.sum().backward()",
        "y.shape",
        "(2, 5, 8)",
    ),
    (
        "transformer encoder, fast path",
        "l = nn.TransformerEncoderLayer(8, 2, 16, batch_first=True).eval()\nwith torch.no_grad(): y = nn.TransformerEncoder(l, 2)(torch.ones(2, 5, 8))",
        "y.shape",
        "(2, 5, 8)",
    ),
    ("transformer", "y = nn.Transformer(8, 2, 1, 1, 16)(torch.ones(5, 2, 8), torch.ones(3, 2, 8))", "y.shape", "(3, 2, 8)"),
    ("causal mask", "m = nn.Transformer.generate_square_subsequent_mask(2)", "m", "tensor([[0., -inf],\n        [0., 0.]])"),
    (
        "multi-head attention",
        "y, w = nn.MultiheadAttention(8, 2, batch_first=True)(*[torch.ones(2, 5, 8)] * 3)",
        "(*w.shape, round(w.sum().item(), 3))",
        "(2, 5, 5, 10.0)",
    ),
    (
        "scaled dot product",
        "q = torch.ones(1, 2, 3, 4)\ny = F.scaled_dot_product_attention(q, q, q, is_causal=True)",
        "y.mean().item()",
        "1.0",
    ),
    (
        "embedding",
        "y = nn.Embedding(5, 3, padding_idx=0)(torch.tensor([0, 4]))",
        "(y.shape, y[0].sum().item())",
        "(torch.Size([2, 3]), 0.0)",
    ),
    (
        "embedding bag",
        "y = nn.EmbeddingBag(5, 3, mode='sum')(torch.tensor([1, 2, 3]), torch.tensor([0, 1]))",
        "y.shape",
        "(2, 3)",
    ),
    (
        "normalisation",
        "y = [m(torch.ones(2, 4, 3, 3)) for m in (nn.GroupNorm(2, 4), nn.InstanceNorm2d(4), nn.LayerNorm(3), nn.BatchNorm2d(4))]",
        "len(y)",
        "4",
    ),
    (
        "every pooling and padding",
        "y = nn.ConvTranspose2d(2, 3, 4, 2, 1)(F.pad(F.adaptive_avg_pool2d(torch.ones(1, 2, 9, 9), 4), (1, 1), mode='reflect'))",
        "y.shape",
        "(1, 3, 8, 12)",
    ),
    (
        "interpolate",
        "y = F.interpolate(torch.ones(1, 1, 2, 2), scale_factor=2, mode='bilinear', align_corners=False)",
        "y.sum().item()",
        "16.0",
    ),
    (
        "grid_sample",
        "y = F.grid_sample(torch.ones(1, 1, 2, 2), F.affine_grid(torch.eye(2, 3)[None], (1, 1, 2, 2), align_corners=True), align_corners=True)",
        "y.sum().item()",
        "4.0",
    ),
    ("unfold", "y = F.fold(F.unfold(torch.ones(1, 1, 4, 4), 2, stride=2), (4, 4), 2, stride=2)", "y.sum().item()", "16.0"),
    (
        "losses",
        "y = [f(torch.zeros(2, 3), torch.ones(2, 3)).item() for f in (nn.MSELoss(), nn.L1Loss(), nn.HuberLoss(), nn.SmoothL1Loss())]",
        "y",
        "[1.0, 1.0, 0.5, 0.5]",
    ),
    (
        "ctc loss",
        "y = F.ctc_loss(torch.zeros(5, 1, 3).log_softmax(2), torch.tensor([[1, 2]]), torch.tensor([5]), torch.tensor([2]))",
        "y.isfinite().item()",
        "True",
    ),
    (
        "a module of one's own",
        """
        class Net(nn.Module):
            def __init__(self, width=4):
                super().__init__()
                self.layers = nn.ModuleList(nn.Linear(width, width) for _ in range(2))
                self.heads = nn.ModuleDict({"a": nn.Linear(width, 1)})
                self.scale = nn.Parameter(torch.ones(()))
                self.register_buffer("steps", torch.tensor(0))
            def forward(self, x):
                for layer in self.layers:
                    x = layer(x).relu()
                self.steps += 1
                return self.heads["a"](x) * self.scale
        net = Net().apply(lambda m: nn.init.ones_(m.weight) if isinstance(m, nn.Linear) else None).double()
        net(torch.ones(1, 4, dtype=torch.double)).sum().backward()
        """,
        "(sum(p.numel() for p in net.parameters()), [n for n, _ in net.named_buffers()], net.steps.item())",
        "(46, ['steps'], 1)",
    ),
    (
        "lazy layers",
        "net = nn.Sequential(nn.LazyConv2d(2, 3), nn.Flatten(), nn.LazyLinear(1))\nnet(torch.ones(1, 1, 5, 5))",
        "net[2].in_features",
        "18",
    ),
    ("a layer printed", "print(nn.Sequential(nn.Linear(2, 1)))", "repr(nn.ReLU())", "ReLU()"),
    (
        "initialisation",
        "w = torch.empty(4, 4)\nnn.init.orthogonal_(w); nn.init.kaiming_normal_(w); nn.init.trunc_normal_(w); nn.init.eye_(w)",
        "w.sum().item()",
        "4.0",
    ),
    (
        "clip_grad",
        "l = nn.Linear(1, 1)\n(100 * l(torch.ones(1))).backward()\nn = nn.utils.clip_grad_norm_(l.parameters(), 1.0)",
        "round(sum(p.grad.pow(2).sum() for p in l.parameters()).item(), 3)",
        "1.0",
    ),
    (
        "weight_norm",
        "l = nn.utils.parametrizations.weight_norm(nn.Linear(2, 3))",
        "l.parametrizations.weight.original0.shape",
        "(3, 1)",
    ),
    (
        "spectral_norm",
        "l = nn.utils.parametrizations.spectral_norm(nn.Linear(2, 3))\ny = l(torch.ones(1, 2))",
        "y.shape",
        "(1, 3)",
    ),
    (
        "parametrize",
        "class S(nn.Module):\n    def forward(self, x): return x.triu() + x.triu(1).T\nl = nn.Linear(3, 3)\nnn.utils.parametrize.register_parametrization(l, 'weight', S())",
        "l.weight.equal(l.weight.T)",
        "True",
    ),
    (
        "prune",
        "from torch.nn.utils import prune\nl = prune.l1_unstructured(nn.Linear(4, 1), 'weight', amount=0.5)",
        "l.weight_mask.sum().item()",
        "2.0",
    ),
    ("parameters as a vector", "v = nn.utils.parameters_to_vector(nn.Linear(3, 2).parameters())", "v.shape", "(8,)"),
    (
        "averaged model",
        "a = torch.optim.swa_utils.AveragedModel(nn.Linear(1, 1))\na.update_parameters(nn.Linear(1, 1))",
        "a.n_averaged.item()",
        "1",
    ),
    (
        "deepcopy",
        "import copy\nl = nn.Linear(2, 2)\nc = copy.deepcopy(l)",
        "(c.weight is l.weight, c.weight.equal(l.weight))",
        "(False, True)",
    ),
    (
        "meta device",
        "with torch.device('meta'): l = nn.Linear(10_000, 10_000)",
        "l(torch.ones(3, 10_000, device='meta')).shape",
        "(3, 10000)",
    ),
]

DATA: list[Row] = [
    (
        "DataLoader",
        """
        from torch.utils.data import DataLoader, Dataset, TensorDataset
        class Squares(Dataset):
            def __len__(self): return 10
            def __getitem__(self, i): return torch.tensor(i), {"square": i * i}
        sizes = [len(x) for x, _ in DataLoader(Squares(), batch_size=4, shuffle=True)]
        last = list(DataLoader(TensorDataset(torch.arange(10)), batch_size=4, drop_last=True))[-1][0].tolist()
        """,
        "(sizes, last)",
        "([4, 4, 2], [4, 5, 6, 7])",
    ),
    (
        "random_split",
        "a, b = D.random_split(range(10), [0.7, 0.3], generator=torch.Generator().manual_seed(0))",
        "(len(a), len(b), sorted([*a, *b]) == list(range(10)))",
        "(7, 3, True)",
    ),
    ("Subset and ConcatDataset", "d = D.ConcatDataset([D.Subset(range(10), [3, 5]), range(2)])", "list(d)", "[3, 5, 0, 1]"),
    (
        "samplers",
        "d = [len(list(s)) for s in (D.RandomSampler(range(5)), D.WeightedRandomSampler([1, 2], 7), D.SubsetRandomSampler([1, 2]), D.BatchSampler(D.SequentialSampler(range(5)), 2, False))]",
        "d",
        "[5, 7, 2, 3]",
    ),
    (
        "iterable dataset",
        "class I(D.IterableDataset):\n    def __iter__(self): return iter(range(5))\nd = [b.tolist() for b in D.DataLoader(I(), batch_size=2)]",
        "d",
        "[[0, 1], [2, 3], [4]]",
    ),
    (
        "collate_fn",
        "d = next(iter(D.DataLoader(['a', 'bb'], batch_size=2, collate_fn=lambda b: [len(x) for x in b])))",
        "d",
        "[1, 2]",
    ),
]

MEMORY: list[Row] = [
    (
        "state_dict through memory",
        """
        import io
        a, b, file = nn.Linear(2, 2), nn.Linear(2, 2), io.BytesIO()
        torch.save({"model": a.state_dict(), "optimizer": torch.optim.Adam(a.parameters()).state_dict()}, file)
        file.seek(0)
        said = b.load_state_dict(torch.load(file, weights_only=True)["model"])
        """,
        "(str(said), a.weight.equal(b.weight))",
        "('<All keys matched successfully>', True)",
    ),
    (
        "a whole module through memory",
        "import io\nf = io.BytesIO()\ntorch.save(nn.Linear(2, 3), f)\nf.seek(0)\nl = torch.load(f, weights_only=False)",
        "l(torch.ones(1, 2)).shape",
        "(1, 3)",
    ),
    (
        "a tensor mapped to a device",
        "import io\nf = io.BytesIO()\ntorch.save(torch.ones(2), f)\nf.seek(0)",
        "torch.load(f, map_location='cpu', weights_only=True).tolist()",
        "[1.0, 1.0]",
    ),
    ("pickle", "import pickle\nt = pickle.loads(pickle.dumps(torch.arange(3)))", "t.tolist()", "[0, 1, 2]"),
    ("pickle of a class in the snippet", "import pickle\nclass A:\n    x = 3\na = pickle.loads(pickle.dumps(A()))", "a.x", "3"),
    (
        "numpy interop",
        "import numpy as np\nt = torch.from_numpy(np.arange(3))\nt += 1",
        "(t.numpy().sum().item(), torch.tensor(np.float64(1)).dtype)",
        "(6, torch.float64)",
    ),
    ("share_memory_ is no error in one process", "t = torch.ones(2)", "t.is_shared()", "False"),
]

SORTS: list[Row] = [
    (
        "complex",
        "z = torch.tensor([3 + 4j])",
        "(z.abs().item(), z.conj().imag.item(), torch.view_as_real(z).shape[-1])",
        "(5.0, -4.0, 2)",
    ),
    (
        "integers",
        "t = torch.arange(5, dtype=torch.uint8) // 2",
        "(t.tolist(), (t / 2).dtype, torch.iinfo(torch.int8).max)",
        "([0, 0, 1, 1, 2], torch.float32, 127)",
    ),
    (
        "half types",
        "t = [(torch.ones(2, 2, dtype=d) @ torch.ones(2, 2, dtype=d)).sum().item() for d in (torch.float16, torch.bfloat16)]",
        "t",
        "[8.0, 8.0]",
    ),
    ("float8", "t = torch.tensor([1.1]).to(torch.float8_e4m3fn).float()", "t.item()", "1.125"),
    (
        "sparse",
        "s = torch.eye(3).to_sparse()",
        "((s @ torch.ones(3, 1)).sum().item(), s._nnz(), torch.eye(2).to_sparse_csr().layout)",
        "(3.0, 3, torch.sparse_csr)",
    ),
    (
        "quantised tensor",
        "q = torch.quantize_per_tensor(torch.tensor([1.04]), 0.1, 0, torch.qint8)",
        "(q.int_repr().item(), round(q.dequantize().item(), 2))",
        "(10, 1.0)",
    ),
    (
        "quantised layer",
        "import warnings; warnings.simplefilter('ignore')\nl = torch.ao.quantization.quantize_dynamic(nn.Sequential(nn.Linear(4, 2)), {nn.Linear})\ny = l(torch.ones(1, 4))",
        "y.shape",
        "(1, 2)",
    ),
    (
        "nested",
        "n = torch.nested.nested_tensor([torch.ones(2), torch.ones(3)], layout=torch.jagged)",
        "[len(t) for t in n.unbind()]",
        "[2, 3]",
    ),
    (
        "autocast",
        "l = nn.Linear(2, 2)\nwith torch.autocast('cpu', torch.bfloat16): y = l(torch.ones(1, 2))\ny.sum().backward()",
        "(y.dtype, l.weight.grad.dtype)",
        "(torch.bfloat16, torch.float32)",
    ),
    (
        "GradScaler",
        "import warnings; warnings.simplefilter('ignore')\ns = torch.amp.GradScaler('cpu', init_scale=4.0)",
        "s.scale(torch.ones(())).item()",
        "4.0",
    ),
    ("memory format", "t = torch.ones(1, 2, 3, 4).to(memory_format=torch.channels_last)", "t.stride()", "(24, 1, 8, 2)"),
    (
        "named tensors",
        "import warnings; warnings.simplefilter('ignore')\nt = torch.ones(2, 3, names=('n', 'c'))",
        "t.sum('n').names",
        "('c',)",
    ),
    ("tensor subclass", "class T(torch.Tensor): pass\nt = torch.ones(2).as_subclass(T) + 1", "type(t).__name__", "T"),
    (
        "strides and views",
        "t = torch.arange(6).as_strided((2, 2), (1, 2))",
        "(t.tolist(), t.is_contiguous())",
        "([[0, 2], [1, 3]], False)",
    ),
    ("large matrices", "t = torch.ones(700, 700) @ torch.ones(700, 700)", "t.sum().item()", "343000000.0"),
]

MATHS: list[Row] = [
    (
        "einsum",
        "t = torch.einsum('bij,bjk->bik', torch.ones(2, 3, 4), torch.ones(2, 4, 5))",
        "(t.shape, t.sum().item())",
        "(torch.Size([2, 3, 5]), 120.0)",
    ),
    (
        "linalg",
        "a = torch.tensor([[2., 0.], [0., 8.]])",
        "(torch.linalg.det(a).item(), torch.linalg.solve(a, torch.ones(2)).tolist(), torch.linalg.eigvalsh(a).tolist())",
        "(16.0, [0.5, 0.125], [2.0, 8.0])",
    ),
    (
        "svd, qr, cholesky, lstsq",
        "a = torch.eye(3) * 4\nu, s, v = torch.linalg.svd(a)\nq, r = torch.linalg.qr(a)\nx = torch.linalg.lstsq(a, torch.ones(3, 1)).solution",
        "(s.sum().item(), torch.linalg.cholesky(a).trace().item(), x.sum().item())",
        "(12.0, 6.0, 0.75)",
    ),
    (
        "matrix_exp and inverse",
        "t = torch.matrix_exp(torch.zeros(2, 2)) + torch.linalg.inv(torch.eye(2)) + torch.linalg.pinv(torch.eye(2))",
        "t.trace().item()",
        "6.0",
    ),
    (
        "fft",
        "t = torch.fft.irfft(torch.fft.rfft(torch.arange(8.)))",
        "[round(x) for x in t.tolist()]",
        "[0, 1, 2, 3, 4, 5, 6, 7]",
    ),
    ("stft", "t = torch.stft(torch.ones(64), 16, return_complex=True, window=torch.hann_window(16))", "t.shape", "(9, 17)"),
    (
        "distributions",
        "d = torch.distributions\nn = d.Normal(torch.zeros(2), 1.0)",
        "(n.rsample((3,)).shape, round(d.kl_divergence(n, n).sum().item(), 3), d.Categorical(logits=torch.zeros(4)).entropy().exp().round().item())",
        "(torch.Size([3, 2]), 0.0, 4.0)",
    ),
    (
        "more distributions",
        "d = torch.distributions\ny = [x.sample().shape for x in (d.Bernoulli(0.5), d.Beta(1., 1.), d.Gamma(1., 1.), d.Poisson(3.), d.Dirichlet(torch.ones(3)), d.MultivariateNormal(torch.zeros(2), torch.eye(2)))]",
        "[list(s) for s in y]",
        "[[], [], [], [], [3], [2]]",
    ),
    (
        "drawing",
        "g = torch.Generator().manual_seed(0)\nt = torch.rand(3, generator=g), torch.randperm(5, generator=g), torch.multinomial(torch.ones(3), 2), torch.bernoulli(torch.ones(2))",
        "t[3].tolist()",
        "[1.0, 1.0]",
    ),
    (
        "special",
        "t = torch.special.expit(torch.zeros(1)), torch.special.digamma(torch.ones(1)), torch.special.bessel_j0(torch.zeros(1))",
        "(t[0].item(), round(t[1].item(), 3), t[2].item())",
        "(0.5, -0.577, 1.0)",
    ),
    (
        "sorting and searching",
        "t = torch.tensor([3, 1, 2])",
        "(t.sort().values.tolist(), t.topk(2).values.tolist(), torch.searchsorted(t.sort().values, 2).item(), t.unique().tolist())",
        "([1, 2, 3], [3, 2], 1, [1, 2, 3])",
    ),
    ("large sort", "t = torch.rand(300_000).sort().values", "(t[:-1] <= t[1:]).all().item()", "True"),
    (
        "scatter and gather",
        "t = torch.zeros(3).scatter_add_(0, torch.tensor([0, 0, 2]), torch.ones(3))",
        "t.tolist()",
        "[2.0, 0.0, 1.0]",
    ),
    (
        "bincount, histc, quantile",
        "t = torch.tensor([1, 1, 3])",
        "(t.bincount().tolist(), torch.histc(t.float(), 2, 0, 4).tolist(), t.float().quantile(0.5).item())",
        "([0, 2, 0, 1], [2.0, 1.0], 1.0)",
    ),
    ("lobpcg", "t, _ = torch.lobpcg(torch.diag(torch.arange(1., 10.)), k=1)", "round(t.item(), 2)", "9.0"),
]

FUNCTIONS: list[Row] = [
    ("vmap", "t = torch.func.vmap(torch.dot)(torch.ones(3, 2), torch.ones(3, 2))", "t.tolist()", "[2.0, 2.0, 2.0]"),
    ("func.grad", "t = torch.func.grad(lambda x: x ** 3)(torch.tensor(2.))", "t.item()", "12.0"),
    (
        "jacrev, jacfwd, hessian",
        "f = lambda x: x ** 2\nt = [j(f)(torch.ones(2)).sum().item() for j in (torch.func.jacrev, torch.func.jacfwd, torch.func.hessian)]",
        "t",
        "[4.0, 4.0, 4.0]",
    ),
    (
        "vjp and jvp",
        "t = torch.func.vjp(torch.sin, torch.zeros(()))[1](torch.ones(()))[0], torch.func.jvp(torch.sin, (torch.zeros(()),), (torch.ones(()),))[1]",
        "[x.item() for x in t]",
        "[1.0, 1.0]",
    ),
    (
        "gradients of every sample",
        """
        net = nn.Linear(3, 1)
        params = {name: p.detach() for name, p in net.named_parameters()}
        loss = lambda params, x: torch.func.functional_call(net, params, (x,)).sum()
        grads = torch.func.vmap(torch.func.grad(loss), (None, 0))(params, torch.ones(5, 3))
        """,
        "grads['weight'].shape",
        "(5, 1, 3)",
    ),
    (
        "forward-mode gradients",
        "import torch.autograd.forward_ad as fwAD\nwith fwAD.dual_level(): t = fwAD.unpack_dual(fwAD.make_dual(torch.tensor(3.), torch.tensor(1.)) ** 2).tangent.clone()",
        "t.item()",
        "6.0",
    ),
    (
        "jit.trace",
        "import warnings; warnings.simplefilter('ignore')\nt = torch.jit.trace(nn.Linear(2, 1), torch.ones(1, 2))\nfor _ in range(3): y = t(torch.ones(4, 2))",
        "y.shape",
        "(4, 1)",
    ),
    (
        "jit.script",
        "import warnings; warnings.simplefilter('ignore')\n@torch.jit.script\ndef f(x: torch.Tensor, n: int) -> torch.Tensor:\n    for i in range(n):\n        x = x * 2 + i\n    return x\nfor _ in range(3): y = f(torch.ones(2), 3)",
        "y.tolist()",
        "[12.0, 12.0]",
    ),
    (
        "jit.script of a module",
        "import io, warnings; warnings.simplefilter('ignore')\nclass M(nn.Module):\n    def forward(self, x):\n        if x.sum() > 0:\n            return x\n        return -x\ns = torch.jit.script(M())\nf = io.BytesIO(); torch.jit.save(s, f); f.seek(0)\nl = torch.jit.load(f)",
        "l(-torch.ones(2)).tolist()",
        "[1.0, 1.0]",
    ),
    (
        "torch.export",
        "e = torch.export.export(nn.Sequential(nn.Linear(2, 3), nn.ReLU()), (torch.ones(1, 2),))",
        "e.module()(torch.ones(1, 2)).shape",
        "(1, 3)",
    ),
    (
        "torch.fx",
        "import torch.fx\ng = torch.fx.symbolic_trace(nn.Sequential(nn.Linear(2, 3), nn.ReLU()))",
        "[n.op for n in g.graph.nodes]",
        "['placeholder', 'call_module', 'call_module', 'output']",
    ),
    (
        "threads of Python",
        "from concurrent.futures import ThreadPoolExecutor\nwith ThreadPoolExecutor(4) as threads: t = list(threads.map(lambda n: torch.ones(n).sum().item(), range(4)))",
        "t",
        "[0.0, 1.0, 2.0, 3.0]",
    ),
    (
        "threads of torch",
        "torch.set_num_threads(2)\nt = torch.ones(1000, 1000).exp().sum() + (torch.ones(500, 500) @ torch.ones(500, 500)).sum()",
        "t.isfinite().item()",
        "True",
    ),
    ("fork and wait of jit", "t = torch.jit.wait(torch.jit.fork(torch.add, torch.ones(1), 1))", "t.item()", "2.0"),
    (
        "utils.benchmark",
        "from torch.utils.benchmark import Timer\nt = Timer('x + 1', globals={'x': torch.ones(1)}).timeit(3)",
        "t.mean > 0",
        "True",
    ),
    (
        "profiler",
        "with torch.autograd.profiler.profile() as p: torch.ones(2) + 1\nt = [e.key for e in p.key_averages()]",
        "'aten::add' in t",
        "True",
    ),
    (
        "torch.profiler",
        "from torch.profiler import ProfilerActivity, profile\nwith profile(activities=[ProfilerActivity.CPU]) as p: torch.ones(2) + 1",
        "'aten::add' in p.key_averages().table()",
        "True",
    ),
    (
        "flop counter",
        "from torch.utils.flop_counter import FlopCounterMode\nwith FlopCounterMode(display=False) as c: torch.ones(2, 3) @ torch.ones(3, 4)",
        "c.get_total_flops()",
        "48",
    ),
    ("deterministic", "torch.use_deterministic_algorithms(True)", "torch.are_deterministic_algorithms_enabled()", "True"),
    (
        "testing",
        "torch.testing.assert_close(torch.ones(2), torch.ones(2) + 1e-7)",
        "torch.allclose(torch.ones(1), torch.ones(1))",
        "True",
    ),
    (
        "config",
        "torch.set_printoptions(precision=2)\ntorch.set_default_dtype(torch.float64)",
        "(torch.__config__.show() != '', torch.rand(1).dtype)",
        "(True, torch.float64)",
    ),
    (
        "no accelerator",
        "device = 'cuda' if torch.cuda.is_available() else 'mps' if torch.backends.mps.is_available() else 'cpu'",
        "(device, torch.cuda.device_count(), torch.accelerator.is_available())",
        "('cpu', 0, False)",
    ),
    ("manual_seed_all", "torch.manual_seed(3); torch.cuda.manual_seed_all(3)", "torch.initial_seed()", "3"),
    ("rng state", "s = torch.get_rng_state(); a = torch.rand(2)\ntorch.set_rng_state(s)", "torch.rand(2).equal(a)", "True"),
]

PYTHON: list[Row] = [
    (
        "dataclasses, enums, typing",
        """
        from __future__ import annotations
        from dataclasses import dataclass, field, asdict
        from enum import Enum, auto
        from typing import Generic, NamedTuple, Protocol, TypeVar
        T = TypeVar("T")
        class Mode(Enum):
            TRAIN = auto()
        class Pair(NamedTuple):
            a: int
        @dataclass(frozen=True, slots=True)
        class Config(Generic[T]):
            lr: float = 0.1
            sizes: list[int] = field(default_factory=lambda: [1, 2])
        """,
        "(asdict(Config()), Mode.TRAIN.name, Pair(3).a)",
        "({'lr': 0.1, 'sizes': [1, 2]}, 'TRAIN', 3)",
    ),
    (
        "inspect.getsource",
        "import inspect\nclass A:\n    x = 3\ndef f():\n    return 1",
        "(inspect.getsource(f), inspect.getsource(A))",
        r"('def f():\n    return 1\n', 'class A:\n    x = 3\n')",
    ),
    (
        "print_exc",
        "import io, traceback\ntext = io.StringIO()\ntry:\n    1 / 0\nexcept ZeroDivisionError:\n    traceback.print_exc(file=text)",
        "'    1 / 0\\n' in text.getvalue()",
        "True",
    ),
    (
        "logging",
        "import io, logging\ntext = io.StringIO()\nlogging.basicConfig(stream=text, level='INFO', format='%(message)s')\nlogging.info('loss %.1f', 0.5)",
        "text.getvalue()",
        "loss 0.5\n",
    ),
    (
        "warnings",
        "import warnings\nwith warnings.catch_warnings(record=True) as w:\n    warnings.simplefilter('always')\n    F.mse_loss(torch.ones(2, 1), torch.ones(2))",
        "len(w)",
        "1",
    ),
    (
        "time and datetime",
        "import time, datetime\ntime.sleep(0.001)\nt = datetime.datetime(2024, 2, 29, tzinfo=datetime.timezone.utc) + datetime.timedelta(days=1)",
        "(t.isoformat()[:10], time.perf_counter() > 0, datetime.datetime.now().year > 2000)",
        "('2024-03-01', True, True)",
    ),
    (
        "the standard library",
        """
        import abc, bisect, collections, contextlib, copy, csv, decimal, fractions, functools, gc, hashlib, heapq, io, itertools
        import json, math, operator, os, pathlib, platform, pprint, queue, random, re, secrets, statistics, string, struct, sys
        import textwrap, threading, timeit, types, uuid, weakref
        """,
        "(math.prod([2, 3]), collections.Counter('aab')['a'], functools.reduce(operator.add, itertools.accumulate([1, 2])),"
        " re.sub('a', 'b', 'aa'), json.loads('[1]'), textwrap.dedent(' x'), str(decimal.Decimal('0.1') * 3),"
        " statistics.mean([1, 3]), random.Random(0).randint(0, 9), len(uuid.uuid4().hex), len(secrets.token_hex(2)))",
        "(6, 2, 4, 'bb', [1], 'x', '0.3', 2, 6, 32, 4)",
    ),
    ("numpy", "import numpy as np\na = np.linalg.inv(np.eye(3)) @ np.random.default_rng(0).random((3, 3))", "a.shape", "(3, 3)"),
    ("tqdm", "from tqdm import tqdm\nt = sum(tqdm(range(5), disable=None))", "t", "10"),
    (
        "asyncio without sockets is asked in vain",
        "import contextvars\nv = contextvars.ContextVar('v', default=1)",
        "v.get()",
        "1",
    ),
    ("generators and match", "def g():\n    yield from range(3)\nmatch list(g()):\n    case [0, *rest]: pass", "rest", "[1, 2]"),
    (
        "exception groups",
        "try:\n    raise ExceptionGroup('g', [ValueError('a')])\nexcept* ValueError as e:\n    n = len(e.exceptions)",
        "n",
        "1",
    ),
]

ROWS = [*GRADIENTS, *NETS, *DATA, *MEMORY, *SORTS, *MATHS, *FUNCTIONS, *PYTHON]

IMPORTS = """
import torch
import torch.nn.functional as F
import torch.utils.data as D
from torch import nn
"""


def answered(pool: Pool, code: str, ask: str) -> Value:
    blocks = (Block(IMPORTS, "imports", role="setup"), Block(dedent(code)))
    outcome = pool.run(Job(blocks, (Ask(ask),)))
    assert not outcome.failure, (outcome.failure, outcome.warnings)
    (answer,) = outcome.answers
    assert isinstance(answer, Value), answer
    return answer


@pytest.mark.parametrize(("code", "ask", "expected"), [pytest.param(*row[1:], id=row[0]) for row in ROWS])
def test_what_is_practised_works_inside(pool: Pool, code: str, ask: str, expected: str) -> None:
    assert answered(pool, code, ask).text == expected


@pytest.mark.parametrize("optimiser", OPTIMISERS)
def test_every_optimiser_brings_the_loss_down(pool: Pool, optimiser: str) -> None:
    code = f"make = lambda p: torch.optim.{optimiser}\n" + TRAINED
    assert answered(pool, code, "losses[-1] < losses[0]").data is True


@pytest.mark.parametrize("scheduler", SCHEDULERS)
def test_every_scheduler_moves_the_learning_rate(pool: Pool, scheduler: str) -> None:
    code = f"""
s = torch.optim.lr_scheduler
o = torch.optim.SGD([nn.Parameter(torch.ones(1))], lr=1.0)
schedule = s.{scheduler}
rates = []
for _ in range(4):
    o.step()
    schedule.step()
    rates.append(round(o.param_groups[0]["lr"], 4))
"""
    assert answered(pool, code, "rates").text == SCHEDULERS[scheduler]


def test_a_plateau_lowers_the_learning_rate(pool: Pool) -> None:
    code = """
o = torch.optim.SGD([nn.Parameter(torch.ones(1))], lr=1.0)
schedule = torch.optim.lr_scheduler.ReduceLROnPlateau(o, patience=1)
for _ in range(4):
    schedule.step(1.0)
"""
    assert answered(pool, code, "o.param_groups[0]['lr']").text == "0.1"

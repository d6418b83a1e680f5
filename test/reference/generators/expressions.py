"""Writes test/reference/expressions.json: what PyTorch and NumPy give for expressions, in double precision.

    python3 test/reference/generators/expressions.py

`names` are bound in every expression. `torch` expressions see them as tensors and bare names as PyTorch's functions,
`numpy` ones as arrays with bare names as NumPy's. inf and nan are texts.
"""

import json
import math
import os

import numpy as np
import scipy.special
import torch
import torch.nn.functional as F
from torch import nn

torch.set_default_dtype(torch.float64)

NAMES = {
    "acts": [[1.9065, 0.6177, 1.7182], [0.8220, 1.4084, 0.5280], [0.6282, 0.6837, 1.5685],
             [1.3450, 0.9478, 0.8547], [1.2426, 0.9204, 1.4648], [1.1413, 1.3553, 1.3754]],
    "targ": [2, 1, 2, 0, 0, 1],
    "x": [-2.5, -1, -0.5, 0, 0.25, 1, 1.5, 3],
    "p": [0.1, 0.25, 0.5, 0.9],
    "t": [0, 1, 1, 0],
    "m": [[1, 2, 3], [4, 5, 6]],
    "n": [[0.5, -1], [2, 0.25], [-3, 1]],
    "c": [[[1, 2], [3, 4], [5, 6]], [[7, 8], [9, 10], [11, 12]]],
    "odd": [3, -1, 2, 2, -7, 0.5],
    "s": 2.5,
}

# Both give the same.
BOTH = """
1 + 2*3
(1 + 2)*3
-2**2
2**-1
2**3**2
(-2)**2
-2**-2
7 // 2
-7 // 2
7 // -2
7 % 3
-7 % 3
7 % -3
7.5 // 2
7.5 % -2
1/3
2 - 3 - 4
2*3 % 4
1e3 + .5
1_000 + 1
not 1
not 0 == 1
1 < 2
1 < 2 < 3
1 < 3 < 2
3 > 2 >= 2
1 == 1.0
1 != 2
1 and 2
0 and 2
0 or 3
1 or 3
1 if 2 > 1 else 0
1 if 2 < 1 else 5 if 0 else 6
-1 if not 0 else 2
abs(-3)
+3 - -3
--3
0.1 + 0.2
1e308*10
x + 1
2*x - x/3
x**2
2**x
(x > 0)*x
x*x + x
-x
x % 2
x // 2
x % -0.75
x // -0.75
x < 1
x >= 0
x == 1
x != 1
(x > -1) & (x < 1)
(x > 1) | (x < -1)
~(x > 0)
m + 1
m * m
m / m.sum()
m - m.mean()
m + m[0]
m * m[:, :1]
c + m[0, :2]
c * c[:, :, None, 0]
m[0]
m[-1]
m[0, 1]
m[:, 0]
m[:, -1]
m[:, 1:]
m[:, :2]
m[:, ::2]
m[1:, 1:]
m[..., 0]
m[None]
m[:, None]
m[:, None, :] + m[:, :, None]
c[0]
c[1, 2]
c[1, 2, 0]
c[..., 1]
c[:, 1]
c[0, :, 1]
c[:, -1, -1]
c[0, ..., 1]
c[1:, :2, None]
x[2:5]
x[:-3]
x[-3:]
x[::3]
x[1:7:2]
x[10:]
x[3:1]
x[x > 0]
x[(x > -1) & (x < 1)]
m[m > 2]
m[m[:, 0] > 1]
x[[0, 2, -1]]
m[[1, 0, 1]]
m[:, [0, 2]]
m[[0, 1], [2, 0]]
acts[range(6), targ]
-acts[range(6), targ]
acts[range(6), targ].mean()
acts[range(6), [2, 1, 2, 0, 0, 1]]
acts[:, 0] - acts[:, 1]
c[[0, 1], [2, 0]]
c[:, [0, 2], [1, 0]]
m @ n
m @ m.T
n @ m
m @ m[0]
m[0] @ m[1]
m[0] @ n
c @ c[0].T
(m @ n).T
m.T
m.T.shape
m.shape
c.shape[1]
m.sum()
m.mean()
m.prod()
m.max()
m.min()
x.argmax()
x.argmin()
m.argmax()
odd.argmax()
odd.argmin()
m.reshape(3, 2)
m.reshape((3, 2))
m.reshape(-1)
m.reshape(2, -1, 1).shape
m.flatten()
c.flatten().shape
len(m)
len(x)
len(m[0])
(x > 0).any()
(x > 0).all()
(x > -3).all()
(m > 2).sum()
s*x
s**2
s // 1
s % 1
(s, 1)[0]
[1, 2, 3][1]
x.clip(-1, 1)
x.round()
abs(x)
(x*x).sum()**0.5
(m/m.max()).round()
1/x[1:3]
0*x + 1
x[3]**0
[4, 5, 6][-1]
acts - acts.mean()
m.tolist()
acts[targ == 2]
acts[targ == 1, 0]
m[1][2]
m[1][None][0]
x[None, :, None].shape
x[0] if x[0] > x[1] else x[1]
1 if 0 else 2 if 0 else 3
(1, 2, 3)[-1]
[[1, 2], [3, 4]][1][0]
5 - -2
2*-3
2**-1**2
1 <= 2 != 3
1 < 2 > 3
1 < 2 and 2 < 3
1 or 0 and 0
not 1 or 1
0 if not 1 else 7
(1 or 0) and 0
1 - 2 + 3
8 / 4 / 2
2 * (3 + 4) ** 2
.5e1 + 1.
1e-3 - 1E+2
~(x > 0) | (x > 2)
(x > 0) ^ (x < 1)
(m > 2) ^ (m < 5) & (m > 0)
x[1:][0]
x[1:-1]
x[-2:]
x[x.argmax()]
m[m.argmax(0), [0, 1, 2]]
m[[True, False]]
c[:, 1, :]
c[..., 1:, 0]
c[1][..., -1]
+m
m + -m
s - 1 < s
3 if x.sum() > 2 else 4
not (x > 9).any()
(x > 0).any() and 5
1 < s < 2
1 < s < 3 < 4
2**-s
len(c)
max(1, 2)
min(3, 2)
round(2.5)
pow(2, 3)
float('1.5e3')
float(' -2 ')
int(-2.9)
int('12')
float(3)
list(range(2, 8, 3))
range(3)
tuple((1, 2))
a, b = m[0], m[1]; a*b
a, b = 1, 2; b, a = a, b; a - b
m.std(0).shape
m.prod(1)
m.sum(0, keepdims=True)
m.ravel()
m.swapaxes(0, 1)
2 < 1 < 3
1 < 2 < 2 < 3
m[(0, 1)]
x[(2,)]
not 1 == 2
not 0 == 1 and 2
[1, 2, 3][1:]
(1, 2, 3)[-2:]
((1, 2), (3, 4))[1]
x[None:3]
x[1:None:2]
m[1:][0, 2]
"""

TORCH = """
torch.softmax(acts, dim=1)
softmax(acts, dim=1)
softmax(acts, 1)
softmax(acts, dim=0)
softmax(acts, dim=-1)
acts.softmax(dim=1)
acts.softmax(1)[range(6), targ]
F.softmax(acts, dim=1)
nn.Softmax(dim=1)(acts)
nn.Softmax(1)(acts)
nn.LogSoftmax(dim=1)(acts)
F.log_softmax(acts, dim=1)
acts.log_softmax(1)
F.softmin(acts, dim=1)
torch.logsumexp(acts, 1)
acts.logsumexp(dim=1, keepdim=True)
acts.logsumexp(0)
exp(acts)/exp(acts).sum(dim=1, keepdim=True)
acts.exp()/acts.exp().sum(1, keepdim=True)
(acts - acts.max(dim=1, keepdim=True).values).exp()
(acts[:,0]-acts[:,1]).sigmoid()
torch.sigmoid(x)
sigmoid(x)
x.sigmoid()
F.relu(x)
nn.ReLU()(x)
nn.ReLU(inplace=True)(x)
F.relu6(4*x)
F.leaky_relu(x, 0.2)
F.leaky_relu(x, negative_slope=0.3)
nn.LeakyReLU()(x)
nn.LeakyReLU(0.1)(x)
F.elu(x)
F.elu(x, alpha=0.5)
F.selu(x)
F.celu(x, 2.)
F.gelu(x)
F.gelu(x, approximate='tanh')
nn.GELU()(x)
nn.GELU(approximate='tanh')(x)
F.silu(x)
F.mish(x)
F.softplus(x)
F.softplus(20*x)
F.softplus(x, 2)
F.softplus(x, beta=2, threshold=1)
F.softsign(x)
F.hardtanh(x)
F.hardtanh(x, -0.75, 2)
F.hardsigmoid(x)
F.hardswish(x)
F.hardshrink(x)
F.hardshrink(x, lambd=1.2)
F.softshrink(x, 0.3)
F.tanhshrink(x)
F.threshold(x, 0.1, 20)
F.logsigmoid(x)
F.glu(x)
F.glu(c, dim=0)
torch.tanh(x)
x.tanh()
torch.logit(p)
torch.special.expit(x)
F.prelu(n, torch.tensor([0.25, 0.5]))
F.nll_loss(acts, targ)
F.nll_loss(acts, targ, reduction='none')
F.nll_loss(acts, targ, reduction='sum')
F.nll_loss(acts, targ, torch.tensor([1., 2., 3.]))
F.nll_loss(acts, targ, weight=torch.tensor([1., 2., 3.]), reduction='none')
F.nll_loss(acts, targ, ignore_index=2)
F.nll_loss(torch.softmax(acts, dim=1), targ, reduction='none')
F.cross_entropy(acts, targ)
F.cross_entropy(acts, targ, reduction='sum')
F.cross_entropy(acts, targ, label_smoothing=0.1)
nn.CrossEntropyLoss()(acts, targ)
nn.CrossEntropyLoss(reduction='none')(acts, targ)
nn.NLLLoss()(F.log_softmax(acts, dim=1), targ)
F.binary_cross_entropy(p, t)
F.binary_cross_entropy(p, t, reduction='none')
nn.BCELoss()(p, t)
F.binary_cross_entropy_with_logits(p, t)
nn.BCEWithLogitsLoss(reduction='sum')(p, t)
F.binary_cross_entropy_with_logits(p, t, pos_weight=torch.tensor([2., 2., 2., 2.]))
F.kl_div(acts.log_softmax(1), acts.softmax(0), reduction='batchmean')
nn.KLDivLoss(reduction='sum')(acts.log_softmax(1), acts.softmax(0))
F.kl_div(acts.log_softmax(1), acts.log_softmax(0), reduction='sum', log_target=True)
-torch.log(acts.softmax(1)[range(6), targ]).mean()
x.std()
x.var()
x.std(unbiased=False)
m.std(0)
m.std(dim=1)
m.var(1, keepdim=True)
m.var(dim=0, unbiased=False)
torch.std(m)
x.norm()
x.norm(p=1)
x.norm(1)
m.norm(dim=1)
m.norm(p=3)
x.norm(p=inf)
x.norm(p=-inf)
torch.norm(m, dim=0, keepdim=True)
m.sum(0)
m.sum(dim=1, keepdim=True)
m.sum(-1)
c.sum((0, 2))
c.sum(dim=(1, 2), keepdim=True)
m.mean(1)
c.mean(dim=(0, 1))
m.max(1).values
m.max(1).indices
m.min(dim=0).values
m.max(dim=1, keepdim=True).values.shape
torch.max(m, m.flip(0))
m.argmax(1)
m.argmin(dim=0)
m.argmax(dim=1, keepdim=True)
m.prod(1)
(m > 2).any(1)
(m > 2).all(0)
m.cumsum(0)
m.cumsum(dim=1)
x.cumsum(0)
odd.sort().values
odd.sort().indices
odd.sort(descending=True).values
m.sort(dim=1, descending=True).values
torch.argsort(odd)
odd.topk(2).values
x.topk(2).indices
m.topk(2, dim=1).values
m.topk(1, dim=0).indices
torch.exp(x)
x.exp()
torch.log(p)
p.log()
torch.log2(p)
torch.log10(p)
torch.sqrt(p)
x.abs()
x.sign()
torch.round(x)
x.floor()
x.ceil()
x.clamp(-1, 1)
x.clamp(min=0)
torch.clamp(x, max=0.5)
torch.where(x > 0, x, -x)
torch.where(x > 0, x, torch.tensor(0.))
torch.erf(x)
torch.log1p(p)
torch.expm1(x)
torch.sin(x)
x.cos()
torch.maximum(x, 0*x)
torch.minimum(x, -x)
torch.isnan(x/x)
torch.isinf(1/x)
torch.isnan(x).any()
torch.allclose(x, x + 1e-9)
torch.allclose(x, x + 1e-3)
torch.allclose(x, x + 1e-3, atol=0.01)
torch.pow(x, 2)
p.pow(0.5)
p**0.5
p**-1.5
torch.square(x)
torch.reciprocal(p)
m.transpose(0, 1)
c.transpose(1, 2)
c.transpose(-1, 0)
c.permute(2, 0, 1)
c.permute((1, 2, 0))
m.unsqueeze(0).shape
m.unsqueeze(-1)
m.unsqueeze(1).squeeze()
m.unsqueeze(1).squeeze(0).shape
m.view(-1)
m.view(3, -1)
m.view(6)
m.flatten(0)
c.flatten(1)
c.flatten(start_dim=0, end_dim=1)
torch.cat([m, m])
torch.cat((m, 2*m), dim=1)
torch.stack([x, -x])
torch.stack((x, -x), dim=1)
torch.eye(3)
torch.eye(2, 3)
torch.zeros(2, 3)
torch.zeros((2, 2))
torch.ones(4)
torch.full((2, 2), 7.)
torch.arange(5)
torch.arange(2, 8, 2)
torch.arange(0, 1, 0.25)
torch.linspace(-2, 2, 9)
torch.linspace(0, 1, steps=7)
F.one_hot(targ)
F.one_hot(targ, num_classes=4)
m.masked_fill(m > 3, 0)
m.masked_fill(m > 3, float('-inf')).softmax(dim=1)
torch.tril(m)
torch.tril(m, 1)
torch.triu(m)
torch.triu(m, diagonal=-1)
torch.zeros(3, 3).masked_fill(torch.triu(torch.ones(3, 3), 1) > 0, -inf)
torch.outer(p, t)
p.outer(p)
torch.dot(p, p)
torch.matmul(m, n)
m.matmul(n)
m.mm(n)
torch.tensor([[1., 2.], [3., 4.]])*2
x.float().double()
m.detach().cpu().numpy().tolist()
m.sum().item()
(x > 0).float().mean()
(acts.argmax(dim=1) == targ).float().mean()
(acts.argmax(1) == targ).sum()
m.ndim
m.numel()
float('inf') > 1
float('-inf')
float('nan')
torch.tensor(float('nan')).isnan()
m.mT
x.neg()
x.add(1)
x.mul(2).sub(1)
x.div(2)
(m*n.T).sum(dim=0)
lse = acts.logsumexp(1); -(acts[range(6), targ] - lse).mean()
sm = softmax(acts, dim=1); -sm[range(6), targ]
a = 2; b = a*3; a + b
k, l = m; k - l
v, i = x.topk(3); i
x.size(0)
c.size(-1)
c.size()
x.long()
x.int()
x.to(torch.int64)
x.to(torch.float64)
x.to('cpu')
x.to(dtype=torch.float64)
x.type(torch.bool)
x.type(torch.long)
m.bool()
x.trunc()
torch.fix(x)
torch.full_like(m, 3.)
torch.zeros_like(m)
torch.ones_like(m)
m.t()
c.transpose(0, 2)
m.expand(2, 2, 3)
m[:1].expand(4, -1)
m.sum(1).unsqueeze(1).expand(-1, 3)
torch.broadcast_to(x[:3], (2, 3))
m.flip(0, 1)
m.flip(dims=(1,))
m.flip([0])
c.flip(-1)
torch.concat((m, m))
torch.cat((c, c), dim=-1)
torch.stack((m, m), dim=-1)
torch.logical_and(x > 0, x < 1)
torch.logical_or(x > 0, x < -1)
torch.logical_xor(x > 0, x < 1)
torch.logical_not(x)
torch.eq(x, 1)
torch.ne(x, 1)
torch.lt(x, 1)
torch.le(x, 1)
torch.gt(x, 1)
torch.ge(x, 1)
x.eq(x.max())
torch.floor_divide(x, 2)
torch.remainder(x, 2)
torch.true_divide(x, 4)
torch.subtract(x, 1)
torch.multiply(x, 3)
torch.divide(x, 3)
torch.absolute(x)
torch.negative(x)
torch.sgn(x)
torch.isfinite(1/x)
torch.erfc(x)
torch.special.erf(x)
torch.special.log1p(p)
torch.round(p*3, decimals=1)
torch.round(1234.5*p, decimals=-2)
torch.where(m > 2, m, 0*m)
torch.where(m[:, :1] > 2, m[0], -m)
m.masked_fill(m[0] > 1, -1)
torch.clamp(x, min=-x)
torch.clip(x, -0.5, 1)
torch.count_nonzero(x)
m.amax(1)
m.amin(dim=0, keepdim=True)
c.amax((0, 2))
torch.all(m > 0)
torch.any(m > 5)
torch.prod(m)
m.prod(dim=0, keepdim=True)
m.std(dim=(0, 1))
m.std(0, True)
m.std(0, False)
m.var(0, unbiased=True, keepdim=True)
m.std(dim=0, correction=0)
m.var(dim=1, correction=2)
m.norm('fro')
m.norm(2, 1)
m.norm(p=0)
m.max(m.flip(1))
torch.min(m, 0*m + 2)
m.max(0).indices
m.min(1).indices
m.min(0, keepdim=True).values
m.max(1, keepdim=True).indices
m.argmin(1, keepdim=True)
m.argmax(dim=None, keepdim=True)
odd.sort(0, True).values
m.sort(0).indices
m.argsort(1)
torch.argsort(m, dim=0, descending=True)
torch.arange(5, 1, -1.5)
torch.arange(0., 1.5, 0.5)
torch.linspace(0, 1, 1)
torch.eye(3, 2)
F.one_hot(targ[:2], 5)
torch.mv(m, x[:3])
torch.bmm(c, c.transpose(1, 2))
torch.inner(p, t)
torch.ger(p, t)
torch.as_tensor(m)
torch.tensor([1, 2]).float()
m.detach().clone().contiguous()
m.reshape(-1, 2).view((2, 3))
m.sum(dim=(0, 1), keepdim=True)
v, i = m.max(1); i
v, i = m.max(1); v
v, i = m.min(0, keepdim=True); i
v, i = odd.sort(); odd[i] - v
i = torch.argsort(odd); odd[i]
m @ m.mT
c.mT
c.permute(-1, 0, 1)
c.unsqueeze(2).shape
c.unsqueeze(-2).shape
c[None].squeeze(0).shape
c[:, :1].squeeze(1)
c[:, :1].squeeze(-2)
c.flatten(0, -2)
c.flatten(-2)
torch.tril(c)
torch.triu(m, 1)
torch.tril(torch.ones(3, 3), -1)
torch.triu(torch.ones(3, 4), 2)
x.softmax(-1)
c.softmax(1)
c.log_softmax(dim=0)
nn.Softmin(dim=0)(m)
nn.Threshold(0.1, 20)(x)
nn.Hardtanh(-1, 0.5)(x)
nn.Softplus(beta=2)(x)
nn.PReLU()(x)
nn.ELU(alpha=0.3, inplace=True)(x)
F.prelu(c, weight=torch.tensor([0.1, 0.2, 0.3]))
F.prelu(x, torch.tensor([0.3]))
F.cross_entropy(acts, targ, weight=torch.tensor([1., 2., 3.]), ignore_index=1, label_smoothing=0.2)
F.cross_entropy(input=acts, target=targ)
nn.CrossEntropyLoss(torch.tensor([1., 2., 3.]))(acts, targ)
nn.CrossEntropyLoss(label_smoothing=0.3)(target=targ, input=acts)
F.cross_entropy(acts, acts.softmax(0))
F.binary_cross_entropy(p, t, weight=torch.tensor([1., 2., 3., 4.]))
F.kl_div(acts.log_softmax(1), acts.softmax(0), reduction='none')
torch.relu(x)
torch.softmax(m, -1)
torch.log_softmax(m, dim=0)
torch.logsumexp(c, dim=1, keepdim=True)
torch.topk(m, 2).values
torch.topk(m, k=2, dim=1).indices
softmax(acts, dim=1).argmax(1)
torch.zeros(m.shape)
x[:6].reshape(m.shape)
m.data
m.sum(1).data
m.argmin(keepdim=True)
m.expand(2, -1, -1)
x[:3].expand(m.shape)
x[0].expand(3)
F.one_hot(torch.tensor([0, 3]))
torch.tensor([3.]).item()
torch.zeros(2, 0).sum(1)
torch.ones(2, 3)[:, 3:].shape
~m.bool()
~torch.eq(x, 1)
~(x > 0).bool()
F.prelu(-c, weight=torch.tensor([0.1, 0.2, 0.3]))
F.prelu(-m, torch.tensor([0.1, 0.2, 0.3]))
torch.eye(0).shape
torch.linspace(0, 1, 0)
torch.zeros(0, 3).shape
v, i = m.sort(1, True); i
c.sort(0, True).values
c.argsort(1)
"""

NUMPY = """
np.std(m)
np.std(m, axis=0)
np.var(m, axis=1, keepdims=True)
np.std(x, ddof=1)
np.mean(m, axis=1)
np.sum(m, axis=0, keepdims=True)
np.exp(m)/np.sum(np.exp(m), axis=1, keepdims=True)
np.max(m, axis=1)
np.min(m)
np.argmax(m)
np.argmax(m, axis=1)
np.sort(odd)
np.argsort(odd, kind='stable')
np.cumsum(m)
np.cumsum(m, axis=1)
np.clip(x, -1, 1)
np.where(x > 0, x, 0)
np.concatenate([m, m], axis=1)
np.concatenate((x, p))
np.stack([x, -x], axis=-1)
np.linspace(0, 1, 11)
np.linspace(-1, 1, num=5)
np.arange(3, 9)
np.full((2, 3), 0.5)
np.eye(2)
np.outer(p, p)
np.dot(m, n)
np.dot(p, p)
np.linalg.norm(x)
np.linalg.norm(m, axis=1)
np.linalg.norm(x, ord=1)
np.transpose(m)
np.transpose(c, (2, 0, 1))
np.expand_dims(m, 1)
np.squeeze(m[None])
np.ravel(m)
np.array([1, 2, 3])**2
np.tril(np.ones((3, 3)))
np.triu(m, 1)
np.maximum(x, 0)
np.minimum(0, x)
np.isnan(x)
np.isinf(x)
np.any(x > 2)
np.all(x > 2)
np.allclose(p, p + 1e-9)
np.log2(p)
np.log10(p)
np.log1p(x[x > -1])
np.expm1(x)
np.sqrt(p)
np.round(x)
np.round(p*3, 1)
np.sign(x)
np.floor(x)
np.ceil(x)
np.abs(x)
np.sin(x*1000)
np.cos(x*1e10)
np.power(p, 3)
np.prod(m, axis=0)
np.pi*2
np.e
np.inf
-np.inf
x[::-1]
m[::-1, ::-1]
x[-2::-2]
x[np.newaxis, :].shape
math.pi
math.sqrt(2)
math.exp(1)
math.log(10)
math.inf
scipy.special.softmax(m)
scipy.special.softmax(m, axis=1)
scipy.special.log_softmax(m)
scipy.special.logsumexp(m)
scipy.special.logsumexp(m, axis=0, keepdims=True)
scipy.special.expit(x)
scipy.special.logit(p)
scipy.special.erf(x)
x.var(ddof=1)
np.flip(m)
np.flip(m, 0)
np.flip(m, (0, 1))
np.transpose(c)
m.transpose()
c.transpose(2, 0, 1)
c.transpose((1, 0, 2))
np.swapaxes(c, 0, 2)
np.broadcast_to(p, (2, 4))
np.rint(x)
np.around(x)
np.trunc(x)
np.fix(x)
np.absolute(x)
np.fabs(x)
np.negative(x)
np.square(x)
np.reciprocal(p)
np.add(x, 1)
np.subtract(x, 1)
np.multiply(x, 2)
np.divide(x, 3)
np.true_divide(x, 3)
np.floor_divide(x, 2)
np.mod(x, 0.75)
np.greater(x, 1)
np.greater_equal(x, 1)
np.less(x, 1)
np.less_equal(x, 1)
np.equal(x, 1)
np.not_equal(x, 1)
np.logical_and(x, x - 1)
np.logical_or(x, x - 1)
np.logical_xor(x, x - 1)
np.logical_not(x)
np.count_nonzero(m > 2)
np.amax(m, axis=0)
np.amin(m)
np.average(m)
np.max(m, axis=(0, 1))
np.max(m, axis=0, keepdims=True)
np.min(m, 1)
np.argmin(m, axis=0)
np.argmin(x)
np.cumsum(c)
np.linalg.norm(m)
np.linalg.norm(m, 'fro')
np.clip(x, None, 1)
np.clip(x, -1, None)
np.clip(x, a_min=0, a_max=1)
np.arange(10, 0, -3)
np.arange(4)
np.linspace(1, 2)
np.ones_like(m)
np.zeros_like(m)
np.full_like(m, 9)
np.asarray(m)
np.array(m)
np.copy(m)
np.matmul(m, n)
np.inner(p, t)
np.isfinite(1/x[:3])
np.allclose(x, x + 1e-3, 1e-2)
np.allclose(x, x + 1e-3, 1e-2, 1e-2)
np.allclose(x, x + 1, rtol=1, atol=2)
np.allclose(np.nan, np.nan)
np.allclose(np.nan, np.nan, equal_nan=True)
np.allclose(np.nan, 1, equal_nan=True)
np.allclose(1, np.nan, equal_nan=True)
np.allclose(np.inf, np.inf)
np.allclose(1, np.inf)
np.allclose([1, 2], [1, 3])
np.allclose(10, 10.00009)
np.allclose(10, 10.00011)
np.sum(c, axis=(0, 2))
np.sum(m, axis=-1)
np.mean(c, (0, 1), keepdims=True)
np.std(m, axis=(0, 1))
np.var(c, (0, 2), ddof=1)
np.where(m > 2, 1, 0)
np.where([[True], [False]], m[0], -m[0])
np.expand_dims(m, -1)
np.squeeze(m[:1], 0)
np.squeeze(c[None], axis=0)
np.eye(3, 2)
np.tril(c)
np.tril(np.ones((3, 3)), -1)
np.triu(np.ones((3, 4)), 2)
np.float64(3)
np.int64(7.9)
x.astype(int)
x.astype(np.int32)
x.astype('int64')
x.astype(bool)
x.astype(float)
x.astype(np.float64)
np.concatenate([p[:1], t], axis=0)
np.stack((m, m), axis=1)
np.round(-p*25, 1)
np.round(1234.5*p, -2)
np.dot(m, n[:, 0])
np.max(x)
np.sort(m, axis=0)
np.argsort(m, axis=0)
np.sum(m > 2, axis=0)
np.any(m > 2, axis=1)
np.all(m > 2, axis=0, keepdims=True)
np.prod(c, axis=(0, 1))
m[::-1].T
x[::-3]
x[6:1:-2]
c[:, ::-1, 0]
m[-1:, np.newaxis]
np.zeros((2, 1, 3)).shape
np.ones(3)
math.e
math.cos(3)
math.log2(10)
math.pow(2, 0.5)
math.floor(-2.5)
math.fabs(-3)
math.erf(0.5)
scipy.special.softmax(m, 0)
scipy.special.logsumexp(c, axis=1)
scipy.special.log_softmax(c, axis=0)
scipy.special.erfc(x)
scipy.special.log1p(p)
np.argmax(m, keepdims=True)
np.argmin(m, keepdims=True)
np.reshape(m, (3, 2))
np.zeros(m.shape)
np.full(m.shape, 2)
"""



def plain(value):
    if isinstance(value, (torch.return_types.max, torch.return_types.sort, torch.return_types.topk)):
        value = value.values
    if isinstance(value, torch.Size):
        value = list(value)
    if isinstance(value, torch.Tensor):
        value = value.tolist()
    return np.asarray(value, dtype=float).tolist()


def spelled(value):
    if isinstance(value, list):
        return [spelled(item) for item in value]
    return value if math.isfinite(value) else str(value)


def evaluate(text, scope):
    statements = [part.strip() for part in text.split("; ")]
    for statement in statements[:-1]:
        exec(statement, scope)
    return spelled(plain(eval(statements[-1], scope)))


def torch_scope():
    scope = {name: torch.tensor(value) if name == "targ" else torch.tensor(value, dtype=torch.float64)
             for name, value in NAMES.items()}
    functions = {name: getattr(torch, name) for name in ("exp", "sigmoid")}
    return {"torch": torch, "F": F, "nn": nn, "inf": math.inf, "softmax": F.softmax, **functions, **scope}


def numpy_scope():
    scope = {name: np.array(value) if name == "targ" else np.array(value, dtype=float) for name, value in NAMES.items()}
    return {"np": np, "scipy": scipy, "math": math, **scope}


def main():
    rows = []
    for library, text, scope in (("torch", BOTH, torch_scope), ("torch", TORCH, torch_scope), ("numpy", NUMPY, numpy_scope)):
        for line in text.strip().splitlines():
            try:
                rows.append({"expression": line, "from": library, "value": evaluate(line, scope())})
            except Exception as error:
                print(f"{line}: {type(error).__name__}: {error}")
    path = os.path.join("test", "reference", "expressions.json")
    with open(path, "w") as file:
        names = ",\n".join(f"  {json.dumps(name)}: {json.dumps(value)}" for name, value in NAMES.items())
        lines = ",\n".join("  " + json.dumps(row) for row in rows)
        file.write('{"names": {\n' + names + '\n},\n"expressions": [\n' + lines + "\n]}\n")
    print(len(rows), "expressions")


main()

"""The judge of pairs: copies of the trunk's upper layers that read a sentence again with two of its actors marked."""

import copy

import torch
from torch import Tensor, nn
from torch.nn import functional

from demarche.encode import TYPES
from training.model import WIDE, Drop, Network

FROM = 4
"""The layer whose states the judge goes on from; it has copies of those above."""


class Judge(nn.Module):
    """States of a stretch's pieces and the role of each in, scores of the types out."""

    def __init__(self, network: Network, *, start: int = FROM, dropout: float = 0.1) -> None:
        super().__init__()
        self.roles = nn.Embedding(3, WIDE)
        nn.init.normal_(self.roles.weight, std=0.3)
        self.layers = copy.deepcopy(network.layers[start:])
        for part in self.modules():
            if isinstance(part, Drop):
                part.share = dropout
        self.drop = Drop(0.2)
        self.hidden = nn.Linear(3 * WIDE, WIDE)
        self.types = nn.Linear(WIDE, 2 * len(TYPES))

    def forward(self, states: Tensor, roles: Tensor, mask: Tensor) -> Tensor:
        """`states` (pairs, pieces, 384), `roles` and `mask` (pairs, pieces); scores (pairs, 2, types).

        The two rows are two readings of the codebook: ours, which knows NONE, and that of the pairs given us.
        """
        x = states + self.roles(roles)
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -10000.0
        for layer in self.layers:
            x = layer(x, bias)
        pooled = []
        for which in (roles == 1, roles == 2, mask == 1):
            share = which.to(x.dtype)
            pooled.append((x * share[:, :, None]).sum(1) / share.sum(1, keepdim=True).clamp(min=1))
        joined = torch.stack(pooled, 1).flatten(1)
        joined = joined * (torch.rand_like(joined) >= 0.2) / 0.8 if self.training else joined
        return self.types(functional.gelu(self.hidden(joined))).view(-1, 2, len(TYPES))


def mixed(scores: Tensor) -> Tensor:
    """Probabilities (pairs, types) of both readings together, `scores` being (pairs, 2, types).

    Whether there is an event at all our own reading says, for the other has seen none but events; which it is, both,
    the other counting twice.
    """
    none = functional.one_hot(torch.tensor(TYPES.index("NONE")), len(TYPES)).bool().to(scores.device)
    ours = torch.softmax(scores[:, 0], -1)
    given = torch.softmax(scores[:, 1].masked_fill(none, -1e4), -1)
    some = 1.0 - (ours * none.to(ours.dtype)).sum(-1, keepdim=True)
    return torch.where(none, ours, (ours + 2 * given * some) / 3)

"""The network of NAS-Bench-201 and its supernet as PyTorch modules, written as the papers' code writes them.

Dong and Yang 2020: a stem, three stages of N cells with a residual block that halves the images between them, a classifier.
A cell has four nodes; each is the sum of an operation on every earlier one.
"""

from functools import reduce

import torch
from torch import nn

OPERATIONS = ("none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3")


def total(terms):
    """Their sum; Python's own would begin with 0 and add a pass over the first."""
    return reduce(torch.add, terms)


class Zero(nn.Module):
    def forward(self, x):
        return x.mul(0.0)


class ReLUConvBN(nn.Module):
    def __init__(self, inputs, outputs, kernel, stride=1):
        super().__init__()
        self.op = nn.Sequential(
            nn.ReLU(inplace=False),
            nn.Conv2d(inputs, outputs, kernel, stride=stride, padding=kernel // 2, bias=False),
            nn.BatchNorm2d(outputs),
        )

    def forward(self, x):
        return self.op(x)


def operation(name, channels):
    if name == "none":
        return Zero()
    if name == "skip_connect":
        return nn.Identity()
    if name == "avg_pool_3x3":
        return nn.AvgPool2d(3, stride=1, padding=1, count_include_pad=False)
    return ReLUConvBN(channels, channels, 1 if name == "nor_conv_1x1" else 3)


def parse(cell):
    """`|nor_conv_3x3~0|+|nor_conv_3x3~0|skip_connect~1|+…` as lists of (operation, source), one for each node."""
    return [[tuple(edge.split("~")) for edge in node.strip("|").split("|")] for node in cell.split("+")]


class Cell(nn.Module):
    def __init__(self, cell, channels):
        super().__init__()
        self.sources = [[int(source) for _, source in node] for node in parse(cell)]
        self.nodes = nn.ModuleList(
            nn.ModuleList(operation(name, channels) for name, _ in node) for node in parse(cell)
        )

    def forward(self, x):
        states = [x]
        for node, sources in zip(self.nodes, self.sources):
            states.append(total([edge(states[source]) for edge, source in zip(node, sources)]))
        return states[-1]


class SearchCell(nn.Module):
    """Every edge with all five operations; a step computes one of them."""

    def __init__(self, channels):
        super().__init__()
        self.edges = nn.ModuleList(
            nn.ModuleList(operation(name, channels) for name in OPERATIONS) for _ in range(6)
        )

    def forward(self, x, path):
        states, edge = [x], 0
        for node in range(1, 4):
            terms = []
            for source in range(node):
                terms.append(self.edges[edge][path[edge]](states[source]))
                edge += 1
            states.append(total(terms))
        return states[-1]


class ResidualBlock(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.conv_a = ReLUConvBN(inputs, outputs, 3, stride=2)
        self.conv_b = ReLUConvBN(outputs, outputs, 3)
        self.shortcut = nn.Sequential(nn.AvgPool2d(2, stride=2), nn.Conv2d(inputs, outputs, 1, bias=False))

    def forward(self, x):
        return self.shortcut(x) + self.conv_b(self.conv_a(x))


class Network(nn.Module):
    """The network of one cell, or with `cell=None` the supernet, whose forward then takes a path for each cell."""

    def __init__(self, cell, channels, cells, classes=10):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(3, channels, 3, padding=1, bias=False), nn.BatchNorm2d(channels))
        self.body = nn.ModuleList()
        for stage in range(3):
            width = channels * 2**stage
            if stage:
                self.body.append(ResidualBlock(width // 2, width))
            self.body.extend(Cell(cell, width) if cell else SearchCell(width) for _ in range(cells))
        self.last = nn.Sequential(nn.BatchNorm2d(width), nn.ReLU(inplace=True))
        self.classifier = nn.Linear(width, classes)

    def forward(self, x, paths=None):
        x = self.stem(x)
        paths = iter(paths or ())
        for block in self.body:
            x = block(x, next(paths)) if isinstance(block, SearchCell) else block(x)
        x = nn.functional.adaptive_avg_pool2d(self.last(x), 1)
        return self.classifier(torch.flatten(x, 1))

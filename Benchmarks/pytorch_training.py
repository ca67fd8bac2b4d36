"""Trains a network of NAS-Bench-201 in PyTorch the usual way: fp32, N×C×H×W, SGD, batches of a DataLoader.

    python3 pytorch_training.py CHANNELS CELLS [--threads N] [--supernet]

Prints `{"ready": ...}` when the network stands, then for each line `train STEPS` on standard input one line of JSON:
`seconds` of the steps without their batches, `data_seconds` of the batches, `images`, `peak_bytes` of the process so far.
Ends with its input.
"""

import argparse
import json
import random
import resource
import sys
import time

CELL = "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_3x3~2|"
BATCH, IMAGES = 64, 2048


def say(**answer):
    print(json.dumps(answer), flush=True)


try:
    import torch
    from torch import nn
    from torch.utils.data import DataLoader, Dataset

    from nas_bench_201 import OPERATIONS, Network
except ImportError as error:
    say(missing=f"Python has no PyTorch here ({error})")
    sys.exit(0)


class Pictures(Dataset):
    """Images of CIFAR-10's shape, made up since speed does not depend on what they show; transformed one by one, as torchvision does."""

    mean = torch.tensor([0.4914, 0.4822, 0.4465]).view(3, 1, 1)
    deviation = torch.tensor([0.2470, 0.2435, 0.2616]).view(3, 1, 1)

    def __init__(self):
        self.images = torch.randint(0, 256, (IMAGES, 3, 32, 32), dtype=torch.uint8)
        self.labels = torch.randint(0, 10, (IMAGES,))

    def __len__(self):
        return IMAGES

    def __getitem__(self, index):
        image = nn.functional.pad(self.images[index], (4, 4, 4, 4))
        top, left = random.randint(0, 8), random.randint(0, 8)
        image = image[:, top : top + 32, left : left + 32]
        if random.random() < 0.5:
            image = image.flip(2)
        image = image.float().div(255).sub(self.mean).div(self.deviation)
        return image, self.labels[index]


def forever(loader):
    while True:
        yield from loader


class Training:
    def __init__(self, channels, cells, supernet):
        self.model = Network(None if supernet else CELL, channels, cells)
        self.model.train()
        self.cells = 3 * cells if supernet else 0
        self.optimizer = torch.optim.SGD(
            self.model.parameters(), lr=0.1, momentum=0.9, weight_decay=5e-4, nesterov=True
        )
        self.criterion = nn.CrossEntropyLoss()
        self.batches = forever(DataLoader(Pictures(), batch_size=BATCH, shuffle=True, drop_last=True))

    def paths(self):
        """One operation for each edge of each cell, uniformly."""
        return [[random.randrange(len(OPERATIONS)) for _ in range(6)] for _ in range(self.cells)]

    def step(self, images, labels):
        self.optimizer.zero_grad()
        output = self.model(images, self.paths()) if self.cells else self.model(images)
        loss = self.criterion(output, labels)
        loss.backward()
        self.optimizer.step()
        return loss.item()

    def run(self, steps):
        seconds = data_seconds = 0.0
        for _ in range(steps):
            start = time.perf_counter()
            images, labels = next(self.batches)
            made = time.perf_counter()
            self.step(images, labels)
            data_seconds += made - start
            seconds += time.perf_counter() - made
        return seconds, data_seconds


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("channels", type=int)
    parser.add_argument("cells", type=int)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--supernet", action="store_true")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(1)
    random.seed(1)
    training = Training(arguments.channels, arguments.cells, arguments.supernet)
    parameters = sum(parameter.numel() for parameter in training.model.parameters())
    say(ready=True, parameters=parameters, torch=torch.__version__)
    for line in sys.stdin:
        steps = int(line.split()[1])
        seconds, data_seconds = training.run(steps)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        say(seconds=seconds, data_seconds=data_seconds, images=steps * BATCH, peak_bytes=peak)


if __name__ == "__main__":
    main()

"""PyTorch DDP over gloo: the network 784-512-256-10, two processes, 128 rows each, Adam.

Start:  python3 ddp.py [ROUNDS [STEPS [PROCESSES]]]
Needs only PyTorch (Debian: python3-torch). Prints samples/s over all processes, one line a round,
then the median.
"""

import os
import statistics
import sys
import time

import torch
import torch.distributed as distributed
import torch.multiprocessing as multiprocessing
from torch import nn

BATCH = 128
BATCHES = 32
WARM_UP = 3


def network():
    return nn.Sequential(
        nn.Linear(784, 512), nn.ReLU(), nn.Linear(512, 256), nn.ReLU(), nn.Linear(256, 10)
    )


def batches(rank):
    """Mostly zero, as images of digits are; every process has rows of its own."""
    generator = torch.Generator().manual_seed(20 + rank)
    ink = torch.rand(BATCHES, BATCH, 784, generator=generator)
    rows = torch.where(ink < 0.8, torch.zeros_like(ink), (ink - 0.8) / 0.2)
    labels = torch.randint(0, 10, (BATCHES, BATCH), generator=generator)
    return rows, labels


def train(rank, processes, rounds, steps):
    os.environ.setdefault("MASTER_ADDR", "127.0.0.1")
    os.environ.setdefault("MASTER_PORT", "29511")
    torch.set_num_threads(1)
    distributed.init_process_group("gloo", rank=rank, world_size=processes)
    torch.manual_seed(1)
    model = nn.parallel.DistributedDataParallel(network())
    optimizer = torch.optim.Adam(model.parameters(), lr=0.001)
    criterion = nn.CrossEntropyLoss()
    rows, labels = batches(rank)
    figures = []
    step = 0
    for round_number in range(-WARM_UP, rounds):
        distributed.barrier()
        start = time.perf_counter()
        for _ in range(steps):
            batch = step % BATCHES
            loss = criterion(model(rows[batch]), labels[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            step += 1
        distributed.barrier()
        figure = steps * BATCH * processes / (time.perf_counter() - start)
        if rank == 0 and round_number >= 0:
            figures.append(figure)
            print(f"round {round_number + 1}: {figure:,.0f} samples/s (loss {loss.item():.5f})")
    if rank == 0:
        print(f"median of {rounds}: {statistics.median(figures):,.0f} samples/s, torch {torch.__version__}")
    distributed.destroy_process_group()


def main():
    rounds, steps, processes = (
        int(sys.argv[i]) if len(sys.argv) > i else default
        for i, default in ((1, 7), (2, 400), (3, 2))
    )
    multiprocessing.spawn(train, args=(processes, rounds, steps), nprocs=processes)


if __name__ == "__main__":
    main()

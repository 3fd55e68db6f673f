"""PyTorch DDP over gloo: dense layers, two processes, a batch each, Adam.

Takes Duel's workload, mlp[:SIZES[:BATCH]]. Reads numbers of steps, one a line, and answers each with the loss of the last step: a contender of
Duel. Needs PyTorch on OpenBLAS (Debian: python3-torch libopenblas0-pthread; with the reference BLAS
it is forty times slower).
"""

import os

# Before PyTorch is loaded: one thread a process, and no name lookup for a peer on this machine.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("GLOO_SOCKET_IFNAME", "lo")

import sys

import torch
import torch.distributed as distributed
import torch.multiprocessing as multiprocessing
from torch import nn

PROCESSES = 2
BATCHES = 32

WORKLOAD = sys.argv[1].split(":")
SIZES = [int(size) for size in (WORKLOAD[1:2] or ["784-512-256-10"])[0].split("-")]
BATCH = int((WORKLOAD[2:3] or ["128"])[0])


def network():
    layers = []
    for size, following in zip(SIZES, SIZES[1:]):
        layers += [nn.Linear(size, following), nn.ReLU()]
    return nn.Sequential(*layers[:-1])


def batches(rank):
    """Mostly zero, as images of digits are; every process has rows of its own."""
    generator = torch.Generator().manual_seed(20 + rank)
    ink = torch.rand(BATCHES, BATCH, SIZES[0], generator=generator)
    rows = torch.where(ink < 0.8, torch.zeros_like(ink), (ink - 0.8) / 0.2)
    labels = torch.randint(0, SIZES[-1], (BATCHES, BATCH), generator=generator)
    return rows, labels


def train(rank, orders, answers):
    os.environ.setdefault("MASTER_ADDR", "127.0.0.1")
    os.environ.setdefault("MASTER_PORT", "29511")
    torch.set_num_threads(1)
    distributed.init_process_group("gloo", rank=rank, world_size=PROCESSES)
    torch.manual_seed(1)
    model = nn.parallel.DistributedDataParallel(network())
    optimizer = torch.optim.Adam(model.parameters(), lr=0.001)
    criterion = nn.CrossEntropyLoss()
    rows, labels = batches(rank)
    step = 0
    for steps in iter(orders.get, None):
        for _ in range(steps):
            batch = step % BATCHES
            loss = criterion(model(rows[batch]), labels[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            step += 1
        answers.put(loss.item())


def main():
    if WORKLOAD[0] != "mlp":
        raise SystemExit(f"workload={sys.argv[1]} (expected: mlp[:SIZES[:BATCH]])")
    context = multiprocessing.get_context("spawn")
    orders = [context.Queue() for _ in range(PROCESSES)]
    answers = context.Queue()
    for rank in range(PROCESSES):
        context.Process(target=train, args=(rank, orders[rank], answers), daemon=True).start()
    for line in sys.stdin:
        for order in orders:
            order.put(int(line))
        losses = [answers.get() for _ in range(PROCESSES)]
        print(sum(losses) / PROCESSES, flush=True)


if __name__ == "__main__":
    main()

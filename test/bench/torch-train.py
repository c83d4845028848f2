"""Seconds an epoch of the autoencoder, the LSTM and the causal Transformer of ../shared/reference/speed.py, on a device of torch's.

    python3 torch-train.py [--device cuda] [--runs 3] [--users 4000]

An epoch to warm up, then the runs, each ended by waiting for the device. Data lies on the device, as ours does not: what is read is drawn there. Prints one JSON object:
the device's name, and by network users and the seconds of each run.
"""
import argparse
import json
import time

import torch
from torch import nn

FEATURES, ROWS_A_USER, ROWS_A_BATCH = 32, 12.5, 1024
STEPS, VOCABULARY, WIDTH, USERS_A_BATCH = 32, 64, 64, 256


class Causal(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding, self.position, self.head = nn.Embedding(VOCABULARY, WIDTH), nn.Embedding(STEPS, WIDTH), nn.Linear(WIDTH, VOCABULARY)
        self.layers = nn.TransformerEncoder(nn.TransformerEncoderLayer(WIDTH, 2, 4 * WIDTH, dropout=0.0, batch_first=True), 2)
        self.register_buffer("mask", torch.triu(torch.full((STEPS, STEPS), float("-inf")), 1))

    def forward(self, steps):
        return self.head(self.layers(self.embedding(steps) + self.position.weight, self.mask))


class Recurrent(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding, self.layers, self.head = nn.Embedding(VOCABULARY, WIDTH), nn.LSTM(WIDTH, WIDTH, 2, batch_first=True), nn.Linear(WIDTH, VOCABULARY)

    def forward(self, steps):
        return self.head(self.layers(self.embedding(steps))[0])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--device", default="cuda")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--users", type=int, default=4000)
    asked = parser.parse_args()
    torch.manual_seed(7)
    device = torch.device(asked.device)
    cuda = device.type == "cuda"
    wait = torch.cuda.synchronize if cuda else lambda: None

    def timed(network, count, batch, loss):
        optimizer = torch.optim.Adam(network.parameters(), lr=1e-3)

        def epoch():
            order = torch.randperm(count, device=device)
            for first in range(0, count, batch):
                error = loss(order[first:first + batch])
                optimizer.zero_grad()
                error.backward()
                optimizer.step()
            wait()

        epoch()
        seconds = []
        for _ in range(asked.runs):
            started = time.perf_counter()
            epoch()
            seconds.append(time.perf_counter() - started)
        return {"users": count, "seconds": seconds}

    linear = nn.Linear
    rows = torch.randn(round(asked.users * ROWS_A_USER), FEATURES, device=device)
    dense = nn.Sequential(linear(FEATURES, 64), nn.ReLU(), linear(64, 16), nn.ReLU(), linear(16, 64), nn.ReLU(), linear(64, FEATURES)).to(device)
    steps = torch.randint(VOCABULARY, (asked.users, STEPS + 1), device=device)

    def foretold(network):
        def loss(users):
            seen = steps[users]
            return nn.functional.cross_entropy(network(seen[:, :-1]).reshape(-1, VOCABULARY), seen[:, 1:].reshape(-1))

        return timed(network, asked.users, USERS_A_BATCH, loss)

    print(json.dumps({
        "device": torch.cuda.get_device_name(device) if cuda else "processor",
        "autoencoder": timed(dense, len(rows), ROWS_A_BATCH, lambda some: ((dense(rows[some]) - rows[some]) ** 2).mean()),
        "lstm": foretold(Recurrent().to(device)),
        "transformer": foretold(Causal().to(device)),
    }))


main()

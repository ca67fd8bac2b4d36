"""Regularized evolution over a table, as one would write it in plain Python: lists, dictionaries, random.

    python3 regularized_evolution.py TABLE.csv CANDIDATES [--store FOLDER]

The same search as nas-bench-suite runs: population 100, sample 25 with replacement, every candidate counts. With --store every
candidate goes into an SQLite file in batches of 4,096, as durable as ours. Prints one line of JSON.
"""

import argparse
import csv
import json
import os
import random
import sqlite3
import tempfile
import time
from collections import deque

POPULATION, SAMPLE = 100, 25
OPERATIONS = {"none": 0, "skip_connect": 1, "nor_conv_1x1": 2, "nor_conv_3x3": 3, "avg_pool_3x3": 4}
# The edges into node n begin at n * (n - 1) / 2.
FIRST_EDGE = (None, 0, 1, 3)


def parse(text):
    return tuple(OPERATIONS[part.split("~")[0]] for node in text.split("+") for part in node.strip("|").split("|"))


def read(path):
    with open(path, newline="") as file:
        return {parse(row["architecture"]): float(row["accuracy"]) for row in csv.DictReader(file)}


def sample():
    return tuple(random.randrange(5) for _ in range(6))


def mutate(parent):
    node = random.randrange(1, 4)
    edge = FIRST_EDGE[node] + random.randrange(node)
    drawn = random.randrange(4)
    child = list(parent)
    child[edge] = drawn if drawn < child[edge] else drawn + 1
    return tuple(child)


class Nowhere:
    def add(self, architecture, accuracy):
        pass

    def close(self):
        pass


class Database:
    def __init__(self, folder):
        self.path = tempfile.mktemp(suffix=".sqlite", dir=folder)
        self.connection = sqlite3.connect(self.path)
        self.connection.execute("PRAGMA journal_mode = WAL")
        self.connection.execute("PRAGMA synchronous = FULL")
        self.connection.execute("CREATE TABLE trial (trial INTEGER PRIMARY KEY, tokens TEXT, accuracy REAL)")
        self.rows = []

    def add(self, architecture, accuracy):
        self.rows.append((",".join(map(str, architecture)), accuracy))
        if len(self.rows) == 4096:
            self.flush()

    def flush(self):
        with self.connection:
            self.connection.executemany("INSERT INTO trial (tokens, accuracy) VALUES (?, ?)", self.rows)
        self.rows = []

    def close(self):
        self.flush()
        self.connection.close()
        os.remove(self.path)


def search(table, candidates, store):
    population = deque(maxlen=POPULATION)
    best = (-1.0, None)
    for count in range(candidates):
        if count < POPULATION:
            child = sample()
        else:
            drawn = random.choices(population, k=SAMPLE)
            child = mutate(max(drawn)[1])
        accuracy = table[child]
        store.add(child, accuracy)
        population.append((accuracy, child))
        if accuracy > best[0]:
            best = (accuracy, child)
    store.close()
    return best


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("table")
    parser.add_argument("candidates", type=int)
    parser.add_argument("--store")
    arguments = parser.parse_args()
    table = read(arguments.table)
    random.seed(1)
    store = Database(arguments.store) if arguments.store else Nowhere()
    start = time.perf_counter()
    best, _ = search(table, arguments.candidates, store)
    seconds = time.perf_counter() - start
    print(json.dumps({"candidates_per_second": arguments.candidates / seconds, "best": best}))


if __name__ == "__main__":
    main()

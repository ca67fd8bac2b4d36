"""The same table searched by Optuna: NSGA-II with a population of 100, one objective.

    python3 optuna_search.py TABLE.csv CANDIDATES [--store FOLDER]

With --store the study is kept in an SQLite file. Prints one line of JSON.
"""

import argparse
import json
import os
import tempfile
import time

from regularized_evolution import read

EDGES = range(6)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("table")
    parser.add_argument("candidates", type=int)
    parser.add_argument("--store")
    arguments = parser.parse_args()
    try:
        import optuna
    except ImportError as error:
        print(json.dumps({"missing": f"Python has no Optuna here ({error})"}))
        return
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    table = read(arguments.table)

    def objective(trial):
        return table[tuple(trial.suggest_categorical(f"edge{edge}", range(5)) for edge in EDGES)]

    file = tempfile.mktemp(suffix=".sqlite", dir=arguments.store) if arguments.store else None
    study = optuna.create_study(
        direction="maximize",
        sampler=optuna.samplers.NSGAIISampler(population_size=100, seed=1),
        storage=f"sqlite:///{file}" if file else None,
    )
    start = time.perf_counter()
    study.optimize(objective, n_trials=arguments.candidates)
    seconds = time.perf_counter() - start
    print(json.dumps({"candidates_per_second": arguments.candidates / seconds, "best": study.best_value}))
    if file:
        os.remove(file)


if __name__ == "__main__":
    main()

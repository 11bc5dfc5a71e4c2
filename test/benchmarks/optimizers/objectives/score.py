"""Score a program against the references.

    python score.py RESULTS.json [--reference reference.json] [--module FILE] [--at 1.0 | --anytime] [--metric true|best] [--json OUT]

RESULTS.json: {"name": "...", "runs": [RUN, ...]} (or a list of RUN, or one RUN a line). A RUN:
    {"optimizer": "bayesian_optimization", "objective": "branin", "seed": 0,
     "trials": [{"config": {...}}, ...]}
with the configurations in the order in which they were evaluated (with the fidelity, where there is
one). The objective is evaluated again here, so nothing else in a trial is read. Instead of "trials" a
RUN may carry "true" (and "best"): the best-so-far values at evaluation (or at cost) 1, 2, ..., as in
reference.json.

Normalised regret: (true loss of the incumbent - optimum) / (median loss of random points - optimum);
0 is perfect, 1 is a typical random point. Its log10 is cut off at -4. Intervals: bootstrap over the
seeds within every objective, 95 %.
"""
import argparse
import json
import math
import os
import random
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
from benchlib import Failure, Invalid, Tracker  # noqa: E402
from serve import load  # noqa: E402

FLOOR = 1e-4


def group(o):
    kind = ", good priors" if o.name.endswith("_goodprior") else ", bad priors" if o.name.endswith("_badprior") else ""
    return ("multi-fidelity" if o.fidelity else "black-box") + kind


def replay(run, o):
    t, bad = Tracker(o, run.get("seed", 0)), []
    for trial in run["trials"]:
        try:
            t.evaluate(trial["config"])
        except Failure:
            pass
        except Invalid as e:
            bad.append(str(e))
    if bad:
        print("INVALID: %d of %d configurations of %s on %s (seed %s), left out; first: %s" % (
            len(bad), len(run["trials"]), run["optimizer"], o.name, run.get("seed", 0), bad[0]))
    n = int(o.budget) if o.fidelity else o.evaluations
    if not o.fidelity:
        n = min(n, t.n)
    v = t.at(range(1, n + 1), "cost" if o.fidelity else "evaluations")
    # a run that stopped early at a fidelity objective keeps its last value
    return {"best": [b for b, _ in v], "true": [x for _, x in v]}


def read(path):
    text = open(path).read()
    try:
        d = json.loads(text)
    except ValueError:
        d = [json.loads(x) for x in text.splitlines() if x.strip()]
    if isinstance(d, dict):
        return d.get("name", "program"), d["runs"]
    return "program", d


def point(o, at):
    """Index of the checkpoint: a share of the budget (<= 1) or a number of evaluations (> 1)."""
    total = int(o.budget) if o.fidelity else o.evaluations
    n = int(math.ceil(total * at)) if at <= 1 else min(int(at), total)
    return n - 1


def regret(o, v):
    if v is None:
        return 1.0
    return max(0.0, (v - o.optimum) / (o.random_median - o.optimum))


def lg(r):
    return math.log10(max(r, FLOOR))


def expand(runs, objs):
    """An optimizer that uses no priors counts for the variants of its objective that add priors, too."""
    own = {(r.get("tool"), r["optimizer"], r["objective"]) for r in runs}
    more = [dict(r, objective=n) for n, o in objs.items() if o.entry.get("function") for r in runs
            if r["objective"] == o.entry["function"] and (r.get("tool"), r["optimizer"], n) not in own]
    return runs + more


def collect(runs, objs, at, metric, label, anytime=False):
    """{optimizer: {objective: [regret per seed]}}"""
    out, short = {}, set()
    for r in runs:
        o = objs.get(r["objective"])
        if o is None:
            continue
        if "trials" in r and isinstance(r["trials"], list):
            r.update(replay(r, o))
        v = r.get(metric) or r["true"]
        i = point(o, at)
        key = label(r)
        if i >= len(v):
            short.add((key, r["objective"]))
            continue
        rg = regret(o, v[i])
        if anytime:  # geometric mean of the regret over the budget up to the checkpoint
            rg = 10 ** mean(lg(regret(o, x)) for x in v[:i + 1])
        out.setdefault(key, {}).setdefault(r["objective"], []).append(rg)
    return out, short


def better(a, b):
    """Probability that a seed of a beats a seed of b (ties count half; below the floor all is a tie)."""
    s = 0.0
    for x in a:
        x = max(x, FLOOR)
        for y in b:
            y = max(y, FLOOR)
            s += 1.0 if x < y * (1 - 1e-4) else (0.5 if x <= y * (1 + 1e-4) else 0.0)
    return s / (len(a) * len(b))


def rank(me, others, objectives):
    """Average over objectives of 1 + the expected number of others that are better."""
    rs = []
    for ob in objectives:
        rs.append(1 + sum(1 - better(me[ob], t[ob]) for t in others.values() if ob in t))
    return sum(rs) / len(rs)


def mean(x):
    x = list(x)
    return sum(x) / len(x)


def ci(f, n, seed=0):
    rng = random.Random(seed)
    v = sorted(f(rng) for _ in range(n))
    return v[int(0.025 * n)], v[min(n - 1, int(0.975 * n))]


def boot(t, rng):
    return {ob: [rng.choice(v) for _ in v] for ob, v in t.items()}


def summary(me, others, n):
    obs = sorted(me)
    lr = lambda t: mean(mean(lg(x) for x in t[ob]) for ob in obs)  # noqa: E731
    return {"objectives": len(obs), "seeds": min(len(v) for v in me.values()),
            "regret": mean(mean(me[ob]) for ob in obs),
            "log10": lr(me), "log10_ci": ci(lambda r: lr(boot(me, r)), n),
            "rank": rank(me, others, obs),
            "rank_ci": ci(lambda r: rank(boot(me, r), {k: boot(t, r) for k, t in others.items()}, obs), max(100, n // 5)),
            "of": 1 + len(others)}


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("results", nargs="?", help="without it: only the references among themselves")
    ap.add_argument("--reference", default=os.path.join(HERE, "reference.json"))
    ap.add_argument("--module")
    ap.add_argument("--at", type=float, default=1.0, help="share of the budget, or a number of evaluations")
    ap.add_argument("--anytime", action="store_true", help="geometric mean of the regret up to the checkpoint")
    ap.add_argument("--metric", choices=["true", "best"], default="true")
    ap.add_argument("--bootstrap", type=int, default=1000)
    ap.add_argument("--json")
    ap.add_argument("--per-objective", action="store_true")
    a = ap.parse_args()
    objs = load(a.module)
    refs, short = collect(expand(json.load(open(a.reference))["runs"], objs), objs, a.at, a.metric,
                          lambda r: "%s:%s" % (r["tool"], r["optimizer"]), a.anytime)
    name, tested = "", {}
    if a.results:
        name, runs = read(a.results)
        runs = expand(runs, objs)
        tested, s2 = collect(runs, objs, a.at, a.metric, lambda r: r["optimizer"], a.anytime)
        for k, ob in sorted(s2):
            print("NOT SCORED: %s on %s has fewer evaluations than the checkpoint" % (k, ob))
    out = {}
    for g in [k + p for k in ("black-box", "multi-fidelity") for p in ("", ", good priors", ", bad priors")]:
        names = [n for n, o in objs.items() if group(o) == g]
        sub = lambda t: {k: {ob: v for ob, v in d.items() if ob in names} for k, d in t.items()  # noqa: E731
                         if any(ob in names for ob in d)}
        R, T = sub(refs), sub(tested)
        if not R and not T:
            continue
        print("\n== %s: %d objectives, checkpoint %g%s, metric %s" % (g, len(names), a.at, " (anytime)" if a.anytime else "", a.metric))
        print("%-34s %4s %5s %9s  %-24s %s" % ("", "obj", "seeds", "regret", "log10 regret [95 %]", "average rank [95 %]"))
        rows = []
        for k, d in R.items():
            rows.append((k, summary(d, {j: t for j, t in R.items() if j != k}, a.bootstrap)))
        for k, d in T.items():
            rows.append(("> %s %s" % (name, k), summary(d, R, a.bootstrap)))
        for k, s in sorted(rows, key=lambda x: x[1]["log10"]):
            print("%-34s %4d %5d %9.4f  %6.3f [%6.3f, %6.3f]  %5.2f [%5.2f, %5.2f] of %d%s" % (
                k, s["objectives"], s["seeds"], s["regret"], s["log10"], *s["log10_ci"], s["rank"], *s["rank_ci"], s["of"],
                "" if s["objectives"] == len(names) else "  (not all objectives)"))
            out.setdefault(g, {})[k] = s
        if a.per_objective:
            print("median normalised regret per objective")
            print("%-34s " % "" + " ".join("%12s" % n[:12] for n in names))
            for k, d in list(R.items()) + [("> " + k, d) for k, d in T.items()]:
                print("%-34s " % k + " ".join("%12s" % ("%.5f" % sorted(d[n])[len(d[n]) // 2] if n in d else "-") for n in names))
        for k, d in T.items():
            print("-- %s %s against each reference: log10 regret, mine - theirs [95 %%] (negative: mine is better); share of seed pairs won" % (name, k))
            for j, t in sorted(R.items()):
                obs = [ob for ob in d if ob in t]
                if not obs:
                    continue
                f = lambda x, y: mean(mean(map(lg, x[ob])) - mean(map(lg, y[ob])) for ob in obs)  # noqa: E731
                lo, hi = ci(lambda r: f(boot(d, r), boot(t, r)), a.bootstrap)
                print("   %-32s %+.3f [%+.3f, %+.3f]   %.2f   (%d objectives)" % (
                    j, f(d, t), lo, hi, mean(better(d[ob], t[ob]) for ob in obs), len(obs)))
                out.setdefault(g, {}).setdefault("pairs", {})["%s / %s" % (k, j)] = [f(d, t), lo, hi]
    if short:
        print("\nreferences without a value at this checkpoint (fewer evaluations were run): "
              + ", ".join(sorted({k for k, _ in short})))
    if a.json:
        json.dump(out, open(a.json, "w"), indent=1)
    return 0


if __name__ == "__main__":
    sys.exit(main())

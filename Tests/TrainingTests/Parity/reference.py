"""Computes in plain PyTorch what the tests of the trainer compare with: fp32, N×C×H×W, one thread.

    python3 reference.py CASES.json TENSORS.safetensors ANSWERS.safetensors

CASES.json holds `networks` (nodes, batches, and how to train), and `schedules` (learning rates of torch.optim.lr_scheduler).
Every answer is a tensor whose name begins with the case's.
"""

import json
import struct
import sys

import torch
import torch.nn.functional as F

TYPES = {"F32": torch.float32, "F64": torch.float64, "I64": torch.int64, "U8": torch.uint8}


def read(path):
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header, body = json.loads(file.read(length)), bytearray(file.read())
    tensors = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        start, end = entry["data_offsets"]
        flat = torch.frombuffer(body[start:end], dtype=TYPES[entry["dtype"]]) if end > start else torch.empty(0)
        tensors[name] = flat.reshape(entry["shape"]).clone()
    return tensors


def write(path, tensors):
    header, chunks, at = {}, [], 0
    for name, tensor in tensors.items():
        chunk = tensor.detach().to(torch.float32).contiguous().numpy().tobytes()
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [at, at + len(chunk)]}
        chunks.append(chunk)
        at += len(chunk)
    text = json.dumps(header).encode()
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        file.writelines(chunks)


def convolution(node, x, own, case):
    return F.conv2d(
        x[0], own("weight"), own("bias"), node["stride"], node["padding"], node["dilation"], node["groups"])


def batch_norm(node, x, own, case):
    return F.batch_norm(
        x[0], own("running_mean"), own("running_var"), own("weight"), own("bias"), case["training"],
        case["batch_norm_momentum"], case["batch_norm_epsilon"])


def average(node, x, own, case):
    return F.avg_pool2d(
        x[0], node["kernel"], node["stride"], node["padding"], count_include_pad=node["count_padding"])


def shuffled(node, x, own, case):
    n, c, h, w = x[0].shape
    groups = node["groups"]
    return x[0].view(n, groups, c // groups, h, w).transpose(1, 2).reshape(n, c, h, w)


def padded(node, x, own, case):
    top, left, bottom, right = node["margins"]
    return F.pad(x[0], (left, right, top, bottom))


def added(node, x, own, case):
    total = x[0]
    for other in x[1:]:
        total = total + other
    return total


def multiplied(node, x, own, case):
    total = x[0]
    for other in x[1:]:
        total = total * other
    return total


OPERATIONS = {
    "conv2d": convolution,
    "linear": lambda node, x, own, case: F.linear(x[0].flatten(1), own("weight"), own("bias"))[:, :, None, None],
    "batchNorm": batch_norm,
    "relu": lambda node, x, own, case: F.relu(x[0]),
    "relu6": lambda node, x, own, case: F.relu6(x[0]),
    "hardSwish": lambda node, x, own, case: F.hardswish(x[0]),
    "sigmoid": lambda node, x, own, case: torch.sigmoid(x[0]),
    "tanh": lambda node, x, own, case: torch.tanh(x[0]),
    "maxPool": lambda node, x, own, case: F.max_pool2d(x[0], node["kernel"], node["stride"], node["padding"]),
    "avgPool": average,
    "globalAvgPool": lambda node, x, own, case: x[0].mean((2, 3), keepdim=True),
    "add": added,
    "multiply": multiplied,
    "concat": lambda node, x, own, case: torch.cat(x, 1),
    "slice": lambda node, x, own, case: x[0][:, node["start"]:node["start"] + node["count"]],
    "padChannels": lambda node, x, own, case: F.pad(x[0], (0, 0, 0, 0, 0, node["channels"] - x[0].shape[1])),
    "truncateChannels": lambda node, x, own, case: x[0][:, :node["channels"]],
    "pad": padded,
    "resizeNearest": lambda node, x, own, case: F.interpolate(x[0], size=node["size"], mode="nearest"),
    "channelShuffle": shuffled,
    "identity": lambda node, x, own, case: x[0],
    "zero": lambda node, x, own, case: x[0][:, :, ::node["stride"], ::node["stride"]] * 0,
    "auxiliaryOutput": lambda node, x, own, case: x[0],
}


def run(case, tensors, images):
    """The logits, and the auxiliary logits with their weights."""
    values, heads = [], []
    for node in case["nodes"]:
        inputs = [values[index] for index in node["inputs"]]
        if node["operation"] == "input":
            values.append(images)
            continue
        values.append(OPERATIONS[node["operation"]](
            node, inputs, lambda part: tensors.get(f"{case['name']}/{node['id']}.{part}"), case))
        if node["operation"] == "auxiliaryOutput":
            heads.append((inputs[0].flatten(1), node["weight"]))
    return values[-1].flatten(1), heads


def loss_of(case, logits, heads, labels, tensors):
    readout = tensors.get(case["name"] + "/readout")
    if readout is not None:
        return (logits * readout).sum()
    smoothing = case["label_smoothing"]
    loss = F.cross_entropy(logits, labels, label_smoothing=smoothing)
    for head, weight in heads:
        loss = loss + weight * F.cross_entropy(head, labels, label_smoothing=smoothing)
    return loss


class TensorFlowRMSProp(torch.optim.Optimizer):
    """TensorFlow's rule, which torch.optim lacks: squares begin at 1, epsilon stands under the root, the rate within the momentum."""

    def __init__(self, groups, lr, alpha, eps, momentum):
        super().__init__(groups, {"lr": lr, "alpha": alpha, "eps": eps, "momentum": momentum, "weight_decay": 0})

    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is None:
                    continue
                state = self.state[p]
                if not state:
                    state.update(square=torch.ones_like(p), momentum=torch.zeros_like(p))
                gradient = p.grad + group["weight_decay"] * p.data
                state["square"] = group["alpha"] * state["square"] + (1 - group["alpha"]) * gradient**2
                update = group["lr"] * gradient / torch.sqrt(state["square"] + group["eps"])
                state["momentum"] = group["momentum"] * state["momentum"] + update
                p.data -= state["momentum"]


def optimizer_of(case, parameters):
    spared = [p for p in parameters if p.dim() <= 1 and not case["decay_norms"]]
    decayed = [p for p in parameters if p.dim() > 1 or case["decay_norms"]]
    groups = [{"params": decayed, "weight_decay": case["weight_decay"]}, {"params": spared, "weight_decay": 0.0}]
    groups = [group for group in groups if group["params"]]
    kind, lr, momentum = case["optimizer"], case["learning_rates"][0], case["momentum"]
    adam = {"lr": lr, "betas": (case["beta1"], case["beta2"]), "eps": case["epsilon"]}
    if kind == "sgd":
        return torch.optim.SGD(groups, lr=lr, momentum=momentum, nesterov=case["nesterov"])
    if kind == "adam":
        return torch.optim.Adam(groups, **adam)
    if kind == "adamw":
        return torch.optim.AdamW(groups, **adam)
    rms = {"lr": lr, "alpha": case["rms_decay"], "eps": case["epsilon"], "momentum": momentum}
    return torch.optim.RMSprop(groups, **rms) if kind == "rmsprop" else TensorFlowRMSProp(groups, **rms)


def train(case, tensors, answers):
    kind = torch.float64 if case["double"] else torch.float32
    memory = torch.channels_last if case["channels_last"] else torch.contiguous_format
    prefix = case["name"] + "/"

    def mine(tensor):
        return tensor.to(kind).contiguous(memory_format=memory) if tensor.dim() == 4 else tensor.to(kind)

    own = {name: mine(t) for name, t in tensors.items() if name.startswith(prefix) and t.is_floating_point()}
    state = [name for name in own if name[len(prefix):] not in ("images", "readout") and "/start/" not in name]
    labels = tensors.get(prefix + "labels")
    leaves = [own[prefix + name].requires_grad_() for name in case["parameters"]]
    steps = len(case["learning_rates"])
    optimizer = optimizer_of(case, leaves) if leaves and steps else None
    for step in range(max(1, steps)):
        if case["guided"]:
            with torch.no_grad():
                for name in state:
                    own[name].copy_(own[f"{prefix}{step}/start/{name[len(prefix):]}"])
        batch = own[prefix + "images"][step].contiguous(memory_format=memory).requires_grad_()
        logits, heads = run(case, own, batch)
        loss = loss_of(case, logits, heads, None if labels is None else labels[step], own)
        loss.backward()
        answers[f"{prefix}{step}/loss"] = loss
        answers[f"{prefix}{step}/logits"] = logits
        for name, leaf in [("images", batch)] + list(zip(case["parameters"], leaves)):
            if leaf.grad is not None:
                answers[f"{prefix}{step}/gradient/{name}"] = leaf.grad.clone()
        if optimizer:
            if case["clip_value"] > 0:
                torch.nn.utils.clip_grad_value_(leaves, case["clip_value"])
            if case["clip_norm"] > 0:
                torch.nn.utils.clip_grad_norm_(leaves, case["clip_norm"])
            for group in optimizer.param_groups:
                group["lr"] = case["learning_rates"][step]
            optimizer.step()
            optimizer.zero_grad()
        for name in state:
            answers[f"{prefix}{step}/after/{name[len(prefix):]}"] = own[name].detach().clone()


def schedule(case, answers):
    """The rates of torch.optim.lr_scheduler, one for each step."""
    weight = torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.SGD([weight], lr=case["start"])
    kinds = torch.optim.lr_scheduler
    make = {
        "constant": lambda: kinds.LambdaLR(optimizer, lambda step: 1.0),
        "cosine": lambda: kinds.CosineAnnealingLR(optimizer, case["count"], eta_min=case["end"]),
        "linear": lambda: kinds.LinearLR(optimizer, 1.0, case["end"] / case["start"], case["count"]),
        "step": lambda: kinds.StepLR(optimizer, case["period"], case["factor"]),
        "exponential": lambda: kinds.ExponentialLR(optimizer, case["factor"]),
    }
    rates, scheduler = [], make[case["kind"]]()
    if case["warmup"]:
        rise = kinds.LinearLR(optimizer, case["warmup_start"] / case["start"], 1.0, case["warmup"])
        scheduler = kinds.SequentialLR(optimizer, [rise, scheduler], [case["warmup"]])
    for _ in range(case["warmup"] + case["count"]):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    answers[case["name"] + "/rates"] = torch.tensor(rates, dtype=torch.float64)


def main():
    torch.set_num_threads(1)
    with open(sys.argv[1], encoding="utf-8") as file:
        cases = json.load(file)
    tensors, answers = read(sys.argv[2]), {}
    for case in cases["networks"]:
        train(case, tensors, answers)
    for case in cases["schedules"]:
        schedule(case, answers)
    write(sys.argv[3], answers)


if __name__ == "__main__":
    main()

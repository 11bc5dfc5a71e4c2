"""A convolutional network in PyTorch that learns to read handwritten digits.

`train` is what the search calls, once for each configuration, with the parameters of digits-pytorch.yaml as keyword
arguments. Because its signature names them, it also gets the trial's own folder, for a checkpoint, and the folder of the
trial that it continues with more epochs, if there is one.
"""

import time

import torch
from digits_data import load, split
from torch import nn

images, digits = load()
(X_TRAIN, X_VALIDATION, X_TEST) = split(torch.tensor(images).reshape(-1, 1, 8, 8))
(Y_TRAIN, Y_VALIDATION, Y_TEST) = split(torch.tensor(digits))
OPTIMIZERS = {"adam": torch.optim.Adam, "sgd": torch.optim.SGD, "adamw": torch.optim.AdamW}

# Each worker is a process of its own: they share the processor better with one thread each.
torch.set_num_threads(1)


def train(
    learning_rate,
    optimizer,
    channels,
    dropout,
    batch_size,
    epochs,
    pipeline_directory,
    previous_pipeline_directory=None,
):
    started_at = time.perf_counter()
    torch.manual_seed(1)
    model = nn.Sequential(
        nn.Conv2d(1, channels, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(channels, 2 * channels, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Dropout(dropout),
        nn.Linear(2 * channels * 4, 10),
    )
    descent = OPTIMIZERS[optimizer](model.parameters(), lr=learning_rate)
    learning_curve = []
    if previous_pipeline_directory is not None:
        checkpoint = torch.load(previous_pipeline_directory / "checkpoint.pt")
        model.load_state_dict(checkpoint["model"])
        descent.load_state_dict(checkpoint["descent"])
        learning_curve = checkpoint["learning_curve"]
        print(f"continues after {len(learning_curve)} epochs of {previous_pipeline_directory.name}")

    for epoch in range(len(learning_curve) + 1, epochs + 1):
        model.train()
        for batch in torch.randperm(len(X_TRAIN)).split(batch_size):
            descent.zero_grad()
            nn.functional.cross_entropy(model(X_TRAIN[batch]), Y_TRAIN[batch]).backward()
            descent.step()
        learning_curve.append(error_rate(model, X_VALIDATION, Y_VALIDATION))
        print(f"epoch {epoch} of {epochs}: {learning_curve[-1]:.2%} of the validation images misread")

    torch.save(
        {"model": model.state_dict(), "descent": descent.state_dict(), "learning_curve": learning_curve},
        pipeline_directory / "checkpoint.pt",
    )
    return {
        "loss": learning_curve[-1],
        "cost": time.perf_counter() - started_at,
        "learning_curve": learning_curve,
        "extra": {"test_error": error_rate(model, X_TEST, Y_TEST)},
    }


@torch.no_grad()
def error_rate(model, images, digits):
    model.eval()
    return (model(images).argmax(dim=1) != digits).float().mean().item()

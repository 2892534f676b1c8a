"""Files with models, on which several tests run `explain`."""

NET = '''\
import torch
from torch import nn


class Net(nn.Module):
    """A small classifier of images."""

    def __init__(self, hidden=16):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(3, 8, 3, padding=1), nn.BatchNorm2d(8), nn.ReLU(), nn.MaxPool2d(2)
        )
        self.fc1 = nn.Linear(8 * 8 * 8, hidden)
        self.drop = nn.Dropout(0.5)
        self.fc2 = nn.Linear(hidden, 4)

    def forward(self, x):
        x = self.features(x)
        x = torch.flatten(x, 1)
        x = self.drop(torch.relu(self.fc1(x)))
        return self.fc2(x)


if __name__ == "__main__":
    raise SystemExit("a program that must not start")
'''
INPUT = "2x3x16x16"
CALL = "Net()(torch.rand(2, 3, 16, 16))"
